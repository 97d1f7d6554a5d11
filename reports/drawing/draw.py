"""The one way from rows to paper: leaves go in, the bytes of a file come out, no figure changes."""

from __future__ import annotations

from importlib import import_module

from reports.forms import Form, Paper, paper_of
from reports.rows import Sheet

# Each format has a module of its own, imported only when asked for: typst and spreadsheets are heavy.
_MODULES = {"text": "text", "csv": "csvs", "xlsx": "xlsx", "pdf": "pdf", "html": "html", "json": "jsons"}

FORMATS = tuple(_MODULES)


def draw(what: Paper | Sheet | Form, format: str) -> bytes:  # noqa: A002 - the word of the command line
    """Draw a paper, or one leaf, in one of FORMATS; all but xlsx and pdf are UTF-8 (csv with the mark Excel wants).

    Raises reports.drawing.pdf.MissingGlyph when the PDF font lacks a character.
    """
    assert format in FORMATS, format
    paper = what if isinstance(what, Paper) else paper_of(what)
    drawn: bytes = import_module(f"reports.drawing.{_MODULES[format]}").draw(paper)
    return drawn
