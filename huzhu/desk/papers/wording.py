"""A report's sentences as a page says them: no command to type, and what is asked for by its name on the page."""

from __future__ import annotations

import re
from dataclasses import replace

from huzhu.desk.papers.catalogue import Offer
from huzhu.desk.wording import at_the_desk
from reports.forms import Form, Grid, Leaf, Opinion, Paper, Part, Words
from reports.rows import Cell, Sheet

_OURS = re.compile(r"huzhu |--[a-z]")
"""What only whoever types commands understands."""
_NAMES = re.compile(r"，?(?:报送乡镇)?请?(?:或|再)?加 --names(?:，用自己的钥匙打开档案后再印| 重新出)?")
_VERIFY = re.compile(r"用 huzhu trail verify 重算，核对账簿")
_TEXT = re.compile(r"（写好后用 --text）|，或去掉 --text用起草的稿子")
_DAYS = re.compile(r"--(?:month|quarter|year)(?: [0-9Q-]+)?")


def said_here(sentence: str, of: Offer) -> str:
    """A report's mistake as its page says it, without a full stop."""
    for word, asked in of.words.items():
        sentence = re.sub(rf"--{word}\b", f"“{asked}”", sentence)
    sentence = _DAYS.sub("“哪一期”", sentence)
    return at_the_desk(sentence).rstrip("。")


def as_page(paper: Paper) -> Paper:
    """The same paper, in whose words no command stands."""
    return replace(paper, leaves=tuple(map(_leaf, paper.leaves)))


def _leaf(leaf: Leaf) -> Leaf:
    if isinstance(leaf, Form):
        return replace(leaf, parts=tuple(map(_part, leaf.parts)))
    return _sheet(leaf)


def _part(part: Part) -> Part:
    if isinstance(part, Words | Opinion):
        return part._replace(said=_said(part.said))
    if isinstance(part, Grid):
        return Grid(tuple(tuple(f._replace(value=_said(f.value)) for f in line) for line in part.lines))
    return _sheet(part) if isinstance(part, Sheet) else part


def _sheet(sheet: Sheet) -> Sheet:
    rows = tuple(replace(row, cells=tuple(map(_cell, row.cells))) for row in sheet.rows)
    return replace(sheet, rows=rows, notes=tuple(map(_said, sheet.notes)))


def _cell(cell: Cell) -> Cell:
    return _said(cell) if isinstance(cell, str) else cell


def _said(text: str) -> str:
    if not _OURS.search(text):
        return text
    text = _VERIFY.sub("在“核对”里核对账簿", text)
    return at_the_desk(_TEXT.sub("", _NAMES.sub("，要印真实姓名请先打开加密档案", text)))
