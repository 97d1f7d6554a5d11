"""Profiles: one declared paper a file, listed in `table`."""
