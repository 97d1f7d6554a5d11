"""The papers of a case, filled in or blank."""
