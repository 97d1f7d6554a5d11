"""The trial balance (科目余额表): each account at each level, what it began with, what moved, what it ended with.

Clause (会计法 15、17: 会计账簿登记，定期核对). Debits and credits are the same over the first level and over the last.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from reports.books.account_book import ZERO, Kept, account_books
from reports.books.wording import head, leaf_word, level_code, levels
from reports.period import Period
from reports.report import Asked, Report
from reports.rows import Cell, Column, Row, Sheet

_COLUMNS = (
    Column("code", "科目编码", "text"),
    Column("name", "科目名称", "text"),
    Column("opening_debit", "借方", "money", group="期初余额"),
    Column("opening_credit", "贷方", "money", group="期初余额"),
    Column("debit", "借方", "money", group="本期发生额"),
    Column("credit", "贷方", "money", group="本期发生额"),
    Column("closing_debit", "借方", "money", group="期末余额"),
    Column("closing_credit", "贷方", "money", group="期末余额"),
)
SIGNED = ("单位负责人", "会计主管", "制表")
ENDED = "本期发生额含12月31日结转的本年收入和费用，年末收入、费用科目没有余额。"
NOTHING = "没有科目有余额，本期也没有发生额。"

Figures = tuple[Decimal, Decimal, Decimal]
"""Yuan at the beginning, then what was entered on the debit and on the credit side."""


def trial_balance(asked: Asked) -> Sheet:
    """The society's trial balance of a period."""
    books = account_books(asked)
    sums: dict[str, Figures] = {}
    for kept in books.values():
        figures = kept.opening, kept.debits, kept.credits
        for level in levels(kept.name):
            sums[level] = _added(sums.get(level, (ZERO, ZERO, ZERO)), figures)
    first = [_sides(figures) for level, figures in sums.items() if len(levels(level)) == 1]
    total = [sum(column, ZERO) for column in zip(*first, strict=True)] or [ZERO] * 6
    rows = [*_rows(sums, asked.period), Row(("合计", None, *total), "total")]
    notes = [ENDED] * _is_ended(books.values()) + [NOTHING] * (not books)
    return Sheet("科目余额表", asked.subtitle, _COLUMNS, tuple(rows), tuple(notes), SIGNED)


def _rows(sums: dict[str, Figures], of: Period) -> Iterator[Row]:
    """Each level in the order of the codes; the first stands out."""
    for level in sorted(sums, key=lambda name: name.split(":")[1:]):
        depth = len(levels(level))
        name = head(level) if depth == 1 else "　" * (depth - 1) + leaf_word(level)
        cells: tuple[Cell, ...] = (
            level_code(level, of.last),
            name,
            *(yuan or None for yuan in _sides(sums[level])),
        )
        yield Row(cells, "subtotal" if depth == 1 else "line")


def _sides(figures: Figures) -> tuple[Decimal, ...]:
    """The six figures: each balance on its side."""
    opening, debit, credit = figures
    closing = opening + debit - credit
    return max(opening, ZERO), max(-opening, ZERO), debit, credit, max(closing, ZERO), max(-closing, ZERO)


def _added(some: Figures, more: Figures) -> Figures:
    return some[0] + more[0], some[1] + more[1], some[2] + more[2]


def _is_ended(books: Iterable[Kept]) -> bool:
    """Whether a year was ended in these days."""
    return any(posted.voucher.entry is None for kept in books for posted in kept.posted)


REPORT = Report("trial-balance", "科目余额表", trial_balance)
