"""The general ledger (总账): each first-level account, month by month, with the sums of month and year.

Clause (会计法 15: 会计账簿包括总账、明细账、日记账和其他辅助性账簿).
"""

from __future__ import annotations

from collections.abc import Iterator

from reports.books.account_book import (
    NOTHING,
    SIGNED,
    Kept,
    Told,
    account_books,
    covered,
    side,
    together,
    told,
    words_of,
)
from reports.books.wording import levels, whole
from reports.period import Period
from reports.report import Asked, Report
from reports.rows import Cell, Column, Row, Sheet, Style

_COLUMNS = (
    Column("month", "月份", "text"),
    Column("summary", "摘要", "text"),
    Column("debit", "借方", "money"),
    Column("credit", "贷方", "money"),
    Column("side", "借或贷", "text"),
    Column("balance", "余额", "money"),
)


def general_ledger(asked: Asked) -> Sheet:
    """The general ledger of a period."""
    books = together(account_books(asked).values(), lambda name: levels(name)[0])
    rows = [row for kept in books.values() for row in _account(kept, covered(asked))]
    return Sheet("总账", asked.subtitle, _COLUMNS, tuple(rows), () if rows else (NOTHING,), SIGNED)


def _account(kept: Kept, of: Period) -> Iterator[Row]:
    """An account under its name; its entries stand in the detail ledger."""
    yield Row((whole(kept.name, of.last), *[None] * (len(_COLUMNS) - 1)), "heading")
    for line in told(kept, of):
        if line.step != "line":
            yield _row(line, of)


def _row(line: Told, of: Period) -> Row:
    moved = (line.debit, line.credit) if line.step in ("month", "year") else (None, None)
    style: Style = "subtotal" if line.step == "year" else "line"
    cells: tuple[Cell, ...] = (
        f"{line.day.year}年{line.day.month}月", words_of(line, of), *moved, side(line.balance), abs(line.balance),
    )  # fmt: skip
    return Row(cells, style)


REPORT = Report("general-ledger", "总账", general_ledger)
