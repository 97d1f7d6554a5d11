"""The case desk: who asked for help, what was found and decided, what was paid, and the papers of it."""
