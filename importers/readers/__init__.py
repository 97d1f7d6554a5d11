"""Readers: a file's bytes become raw tables; which bank or paper it is, is not asked here."""
