"""A paper as CSV for Excel: of a sheet the column titles and rows, of a form its labels and values.

Titles and notes of a lone sheet are left to other formats; several leaves stand apart under their titles.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from ledger import money
from reports.drawing.plainly import lines_of
from reports.forms import Leaf, Paper
from reports.rows import Cell, Quantity, Sheet, shown

# A spreadsheet runs a cell that begins with one of these; some Chinese and Japanese ones also the wide signs.
_RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def draw(paper: Paper) -> bytes:
    """UTF-8 with a byte-order mark, which tells Excel the encoding; money without thousands commas."""
    page = io.StringIO(newline="")
    lines = csv.writer(page)
    for at, leaf in enumerate(paper.leaves):
        if at:
            lines.writerow([])
        if len(paper.leaves) > 1:
            lines.writerow([_plain(leaf.title)])
        lines.writerows(_lines(leaf))
    return page.getvalue().encode("utf-8-sig")


def _lines(leaf: Leaf) -> Iterator[list[str]]:
    """A leaf line by line."""
    if isinstance(leaf, Sheet):
        yield [_plain(f"{c.full}（{c.note}）" if c.note else c.full) for c in leaf.columns]
        yield from ([_plain(cell) for cell in row.cells] for row in leaf.rows)
        return
    if head := [word for word in (leaf.subtitle, leaf.mark) if word]:
        yield [_plain(word) for word in head]
    for line in lines_of(leaf):
        if isinstance(line, Sheet):
            yield from _lines(line)
        else:
            yield [_plain(cell) for cell in line]


def _plain(cell: Cell) -> str:
    if isinstance(cell, str):
        return f"'{cell}" if cell.startswith(_RUNS) else cell
    if isinstance(cell, Quantity):
        return shown(cell)
    if isinstance(cell, Decimal):
        return money.plain(cell)
    return cell.isoformat() if isinstance(cell, date) else "" if cell is None else str(cell)
