"""Paper: a Typst template and its data become a PDF, the same bytes for the same data."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pylopdf_fonts_zh_cn
import typst

from ledger.mistake import Mistake
from ledger.notices.lines import clean, width
from reports.forms import Contents, Form, Grid, Leaf, Listed, Opinion, Paper, Part, Picture, Signing, Words
from reports.rows import Sheet, shown

TEMPLATES = Path(__file__).parent / "templates"
_UNDATED = datetime(2000, 1, 1, tzinfo=UTC)  # PDF/A wants a day even where the paper has none
_SIZE = 105  # tenths of a point; smaller where a sheet is very wide, so that no figure runs into the next
_PORTRAIT, _LANDSCAPE = 94, 140  # half-widths on a line at _SIZE
_MOST_SQUEEZED = 60  # rows of a table that is set closer where that saves a page with only its last lines


class MissingGlyph(Mistake, ValueError):
    """The PDF fonts lack a character; the message says which and what to do."""


def compile(  # noqa: A001 - Typst's word
    template: str, data: dict[str, Any], *, stamp: datetime | None, pictures: Sequence[Picture] = ()
) -> bytes:
    """Set `templates/<template>.typ` with the data; `stamp` is the day the paper bears, with its time zone.

    The data travels as JSON and is never read as markup; each of the pictures is the file `picture-0`, `picture-1` …
    beside the template, for a scan as JSON would take all memory. The PDF is PDF/A-2b, fit for the archive.
    Raises MissingGlyph; a warning of Typst (an unknown font, say) is our mistake: AssertionError.
    """
    assert stamp is None or stamp.tzinfo, "a stamp without its zone would differ between machines"
    try:
        with _folder(template, pictures) as folder:
            drawn, warnings = _set(folder, template, data, stamp)
    except typst.TypstError as error:
        if "could not be displayed" in error.message:
            raise MissingGlyph(_mend(error.message)) from error
        raise
    assert not warnings, [warning.message for warning in warnings]
    assert isinstance(drawn, bytes)
    return drawn


def _set(folder: Path, template: str, data: dict[str, Any], stamp: datetime | None) -> tuple[Any, list[Any]]:
    """What Typst makes of the template that lies in the folder, and its warnings."""
    made: tuple[Any, list[Any]] = typst.compile_with_warnings(
        folder / f"{template}.typ",
        root=folder,
        font_paths=_fonts(),
        format="pdf",
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        timestamp=int((stamp or _UNDATED).timestamp()),
        pdf_standards="a-2b",
    )
    return made


@contextmanager
def _folder(template: str, pictures: Sequence[Picture]) -> Iterator[Path]:
    """The folder with the template, and beside it the pictures where there are any."""
    if not pictures:
        yield TEMPLATES
        return
    with TemporaryDirectory(prefix="huzhu-paper-") as made:
        folder = Path(made)
        shutil.copyfile(TEMPLATES / f"{template}.typ", folder / f"{template}.typ")
        for at, picture in enumerate(pictures):
            (folder / f"picture-{at}").write_bytes(picture.content)
        yield folder


def draw(paper: Paper) -> bytes:
    """The paper on A4: each leaf upright or, when its columns need it, on its side; half leaves two on a page."""
    pictures: list[Picture] = []
    page = {
        "title": clean(paper.title),
        "foot": clean(paper.foot),
        "across": clean(paper.across),
        "groups": list(_groups(paper, pictures)),
    }
    return compile("paper", page, stamp=None, pictures=pictures)


_ALONE = '#set page(width: 9mm, height: 9mm); #image("picture-0", format: "KIND", width: 1mm, height: 1mm)'


def readable(picture: Picture) -> bool:
    """Whether a picture can be drawn: a scan that was cut off would spoil the whole paper."""
    with TemporaryDirectory(prefix="huzhu-picture-") as made:
        folder = Path(made)
        (folder / "picture-0").write_bytes(picture.content)
        (folder / "page.typ").write_text(_ALONE.replace("KIND", picture.kind), encoding="utf-8")
        try:
            typst.compile(folder / "page.typ", root=folder, font_paths=_fonts(), format="svg")
        except typst.TypstError:
            return False
    return True


def _groups(paper: Paper, pictures: list[Picture]) -> Iterator[dict[str, Any]]:
    """Leaves that share pages: half leaves that follow each other, any other one alone; `pictures` are gathered."""
    before = ("", *(leaf.title for leaf in paper.leaves))
    numbered = [
        (f"leaf-{number}", leaf, before[number] != leaf.title) for number, leaf in enumerate(paper.leaves)
    ]
    for halves, some in groupby(numbered, key=lambda each: isinstance(each[1], Form) and each[1].half):
        leaves = [_leaf(id_, leaf, pictures, first=first) for id_, leaf, first in some]
        for group in [leaves] if halves else [[leaf] for leaf in leaves]:
            yield {"halves": halves, "flipped": any(leaf["flipped"] for leaf in group), "leaves": group}


def _leaf(id_: str, leaf: Leaf, pictures: list[Picture], *, first: bool) -> dict[str, Any]:
    """A leaf as the template takes it; of a run of leaves with one title the first is in the contents."""
    parts = [_part(part, pictures) for part in ((leaf,) if isinstance(leaf, Sheet) else leaf.parts)]
    return {
        "id": id_,
        "title": clean(leaf.title),
        "subtitle": clean(leaf.subtitle),
        "mark": clean(leaf.mark),
        "parts": parts,
        "flipped": isinstance(leaf, Sheet) and _flipped(leaf),
        "whole": isinstance(leaf, Sheet) and len(leaf.rows) <= _MOST_SQUEEZED,
        "short": isinstance(leaf, Form) and leaf.half and _short(leaf),
        "listed": first and not any(part["part"] == "contents" for part in parts),
    }


def _short(form: Form) -> bool:
    """Whether half a page surely holds it, so that nobody need measure."""
    rows = sum(len(part.rows) for part in form.parts if isinstance(part, Sheet))
    said = sum(len(part.said) for part in form.parts if isinstance(part, Words))
    others = [part for part in form.parts if not isinstance(part, Sheet | Words)]
    wordy = any(
        width(shown(c)) > 60 for p in form.parts if isinstance(p, Sheet) for r in p.rows for c in r.cells
    )
    return rows <= 6 and said <= 200 and not others and not wordy


def _part(part: Part, pictures: list[Picture]) -> dict[str, Any]:
    """A part as the template takes it; a picture joins `pictures` and goes by its place there."""
    if isinstance(part, Sheet):
        return {"part": "table"} | _table(part)
    if isinstance(part, Words):
        return {"part": "words", "said": clean(part.said), "voice": part.voice}
    if isinstance(part, Grid):
        lines = [
            [f._replace(label=clean(f.label), value=clean(f.value))._asdict() for f in line]
            for line in part.lines
        ]
        return {"part": "grid", "lines": lines}
    if isinstance(part, Signing):
        who, prints = [clean(w) for w in part.who], [clean(w) for w in part.prints]
        return {"part": "signing", "who": who, "prints": prints, "day": part.day}
    if isinstance(part, Opinion):
        return {"part": "opinion", "label": clean(part.label), "said": clean(part.said), "who": [clean(w) for w in part.who],
                "day": clean(part.day), "lines": part.lines}  # fmt: skip
    if isinstance(part, Listed):
        rows = [[clean(cell) for cell in row] for row in part.rows]
        return {"part": "listed", "label": clean(part.label), "heads": [clean(h) for h in part.heads], "rows": rows,
                "shares": part.shares or [1] * len(part.heads)}  # fmt: skip
    if isinstance(part, Picture):
        pictures.append(part)
        return {"part": "picture", "name": f"picture-{len(pictures) - 1}", "kind": part.kind,
                "caption": clean(part.caption), "wide": part.wide}  # fmt: skip
    assert isinstance(part, Contents), part
    return {"part": "contents"}


def _flipped(sheet: Sheet) -> bool:
    return not sheet.upright and sum(_needs(sheet)) > _PORTRAIT


def _table(sheet: Sheet) -> dict[str, Any]:
    needs = _needs(sheet)
    wide = sum(needs)
    return {
        "columns": [
            {
                "title": clean(c.title),
                "note": clean(c.note),
                "group": clean(c.group),
                "kind": c.kind,
                "need": need,
            }
            for c, need in zip(sheet.columns, needs, strict=True)
        ],
        "rows": [{"style": row.style, "cells": [shown(cell) for cell in row.cells]} for row in sheet.rows],
        "notes": [clean(note) for note in sheet.notes],
        "signed": [clean(who) for who in sheet.signed],
        "size": min(_SIZE, _SIZE * (_PORTRAIT if sheet.upright else _LANDSCAPE) // wide),
    }


@cache
def _fonts() -> typst.Fonts:
    """Only the fonts that come with the program: the same paper on every machine; Mistake where they are gone."""
    faces = (pylopdf_fonts_zh_cn.sans_path(), pylopdf_fonts_zh_cn.serif_path())
    if missing := [face.name for face in faces if not face.is_file()]:
        raise Mistake(f"PDF 的字库 {missing[0]} 不见了，印不出 PDF：请重新安装 huzhu，或改用 html、xlsx 格式")
    folder = str(faces[0].parent)
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])


def _needs(sheet: Sheet) -> list[int]:
    """Half-widths each column asks for; words stay on one line unless that would shrink the type."""
    roomy = [_need(sheet, at, title=16, words=36) for at in range(len(sheet.columns))]
    tight = [_need(sheet, at, title=10, words=20) for at in range(len(sheet.columns))]
    return roomy if sum(roomy) <= (_PORTRAIT if sheet.upright else _LANDSCAPE) else tight


def _need(sheet: Sheet, at: int, *, title: int, words: int) -> int:
    """Half-widths it asks for, gutter included; text past `title` or `words` wraps, no figure does."""
    column = sheet.columns[at]
    cells = max((_wide(shown(row.cells[at])) for row in sheet.rows if row.style != "heading"), default=0)
    head = min(max(width(column.title), width(column.note)), title)
    return max(head, min(cells, words) if column.kind == "text" else cells) + 3


def _wide(said: str) -> int:
    """Half-widths of a cell; Latin letters are a little wider than half, and a code must not break at its hyphen."""
    return width(said) + sum(sign.isascii() and sign.isalpha() for sign in said) // 4


def _mend(message: str) -> str:
    sign = message.split('"')[1] if '"' in message else "？"
    return f"PDF 的字库里没有“{sign}”这个字，印不出来：请换一个字，或改用 html、xlsx、text 格式"
