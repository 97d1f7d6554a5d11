"""Paper: a Typst template and its data become a PDF, the same bytes for the same data."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pylopdf_fonts_zh_cn
import typst

from ledger.mistake import Mistake
from ledger.notices.lines import clean, width
from reports.rows import Sheet, shown

TEMPLATES = Path(__file__).parent / "templates"
_UNDATED = datetime(2000, 1, 1, tzinfo=UTC)  # PDF/A wants a day even where the paper has none
_SIZE = 105  # tenths of a point; smaller where a sheet is very wide, so that no figure runs into the next
_PORTRAIT, _LANDSCAPE = 94, 140  # half-widths on a line at _SIZE


class MissingGlyph(Mistake, ValueError):
    """The PDF fonts lack a character; the message says which and what to do."""


def compile(template: str, data: dict[str, Any], *, stamp: datetime | None) -> bytes:  # noqa: A001 - Typst's word
    """Set `templates/<template>.typ` with the data; `stamp` is the day the paper bears, with its time zone.

    The data travels as JSON and is never read as markup. The PDF is PDF/A-2b, fit for the archive.
    Raises MissingGlyph; a warning of Typst (an unknown font, say) is our mistake: AssertionError.
    """
    assert stamp is None or stamp.tzinfo, "a stamp without its zone would differ between machines"
    try:
        drawn, warnings = typst.compile_with_warnings(
            TEMPLATES / f"{template}.typ",
            root=TEMPLATES,
            font_paths=_fonts(),
            format="pdf",
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
            timestamp=int((stamp or _UNDATED).timestamp()),
            pdf_standards="a-2b",
        )
    except typst.TypstError as error:
        if "could not be displayed" in error.message:
            raise MissingGlyph(_mend(error.message)) from error
        raise
    assert not warnings, [warning.message for warning in warnings]
    assert isinstance(drawn, bytes)
    return drawn


def draw(sheet: Sheet) -> bytes:
    """The sheet on A4, upright or, when its columns need it, on its side."""
    needs = _needs(sheet)
    wide = sum(needs)
    page = {
        "title": clean(sheet.title),
        "subtitle": clean(sheet.subtitle),
        "columns": [
            {"title": clean(c.title), "note": clean(c.note), "kind": c.kind, "need": need}
            for c, need in zip(sheet.columns, needs, strict=True)
        ],
        "rows": [{"style": row.style, "cells": [shown(cell) for cell in row.cells]} for row in sheet.rows],
        "notes": [clean(note) for note in sheet.notes],
        "signed": [clean(who) for who in sheet.signed],
        "flipped": wide > _PORTRAIT,
        "size": min(_SIZE, _SIZE * _LANDSCAPE // wide),
    }
    return compile("sheet", page, stamp=None)


@cache
def _fonts() -> typst.Fonts:
    """Only the fonts that come with the program: the same paper on every machine."""
    folder = str(pylopdf_fonts_zh_cn.sans_path().parent)
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])


def _needs(sheet: Sheet) -> list[int]:
    """Half-widths each column asks for; words stay on one line unless that would shrink the type."""
    roomy = [_need(sheet, at, title=16, words=36) for at in range(len(sheet.columns))]
    tight = [_need(sheet, at, title=8, words=20) for at in range(len(sheet.columns))]
    return roomy if sum(roomy) <= _LANDSCAPE else tight


def _need(sheet: Sheet, at: int, *, title: int, words: int) -> int:
    """Half-widths it asks for, gutter included; text past `title` or `words` wraps, no figure does."""
    column = sheet.columns[at]
    cells = max((width(shown(row.cells[at])) for row in sheet.rows if row.style != "heading"), default=0)
    head = min(max(width(column.title), width(column.note)), title)
    return max(head, min(cells, words) if column.kind == "text" else cells) + 3


def _mend(message: str) -> str:
    sign = message.split('"')[1] if '"' in message else "？"
    return f"PDF 的字库里没有“{sign}”这个字，印不出来：请换一个字，或改用 html、xlsx、text 格式"
