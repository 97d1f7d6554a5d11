"""The one way from rows to paper: a sheet goes in, the bytes of a file come out, no figure changes."""

from __future__ import annotations

from importlib import import_module

from reports.rows import Sheet

# Each format has a module of its own, imported only when asked for: typst and spreadsheets are heavy.
_MODULES = {"text": "text", "csv": "csvs", "xlsx": "xlsx", "pdf": "pdf", "html": "html", "json": "jsons"}

FORMATS = tuple(_MODULES)


def draw(sheet: Sheet, format: str) -> bytes:  # noqa: A002 - the word of the command line
    """Draw the sheet in one of FORMATS; text, csv, html and json are UTF-8 (csv with the mark Excel wants).

    Raises reports.pdf.MissingGlyph when the PDF font lacks a character.
    """
    assert format in FORMATS, format
    drawn: bytes = import_module(f"reports.{_MODULES[format]}").draw(sheet)
    return drawn
