"""Statements and notices: rows first, paper later."""
