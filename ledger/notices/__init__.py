"""The monthly notice (公示): its rows from the books, its sentences, its canonical text and hash."""
