"""A sheet as CSV for Excel: the column titles, then the rows; title and notes are left to other formats."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal

from ledger import money
from reports.rows import Cell, Sheet

# A spreadsheet runs a cell that begins with one of these; some Chinese and Japanese ones also the wide signs.
_RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def draw(sheet: Sheet) -> bytes:
    """UTF-8 with a byte-order mark, which tells Excel the encoding; money without thousands commas."""
    page = io.StringIO(newline="")
    lines = csv.writer(page)
    lines.writerow([_plain(f"{c.title}（{c.note}）" if c.note else c.title) for c in sheet.columns])
    lines.writerows([_plain(cell) for cell in row.cells] for row in sheet.rows)
    return page.getvalue().encode("utf-8-sig")


def _plain(cell: Cell) -> str:
    if isinstance(cell, str):
        return f"'{cell}" if cell.startswith(_RUNS) else cell
    if isinstance(cell, Decimal):
        return money.plain(cell)
    return cell.isoformat() if isinstance(cell, date) else "" if cell is None else str(cell)
