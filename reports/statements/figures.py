"""The three statements of a period with all their figures, before they are laid out: 会民非01, 02 and 03."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from ledger.books import Books
from reports.period import Period, year
from reports.statements.form import Index, Slice, Statement
from reports.statements.pieces import cash, held, net_assets
from reports.statements.regime import NEW, regime_on

KINDS = (("unrestricted", False), ("restricted", True), ("total", None))
"""The three columns under one heading of 会民非02."""


def index_of(books: Books) -> Index:
    """Every piece of the books."""
    return Index([*held(books), *net_assets(books).pieces, *cash(books)])


def balance_sheet(books: Books, period: Period, index: Index | None = None) -> Statement:
    """资产负债表: at the year's beginning, and at the period's end."""
    regime = regime_on(period.last)
    columns = {
        "opening": Slice(date.min, period.year_begins - timedelta(days=1)),
        "closing": Slice(date.min, period.last),
    }
    return Statement(
        "balance-sheet", "会民非01表", "资产负债表", (*regime.assets, *regime.claims), columns, index or index_of(books)
    )  # fmt: skip


def activities(books: Books, period: Period, index: Index | None = None) -> Statement:
    """业务活动表: of the period, and of the year so far; of a year beside the year before."""
    columns = {
        f"{of}-{kind}": Slice(first, last, restricted)
        for of, first, last in _columns(books, period)
        for kind, restricted in KINDS
    }
    lines = regime_on(period.last).activities
    return Statement("activities", "会民非02表", "业务活动表", lines, columns, index or index_of(books))


def cash_flows(books: Books, period: Period, index: Index | None = None) -> Statement:
    """现金流量表: of the same days as the 业务活动表."""
    columns = {of: Slice(first, last) for of, first, last in _columns(books, period)}
    lines = regime_on(period.last).cash
    return Statement("cash-flows", "会民非03表", "现金流量表", lines, columns, index or index_of(books))


def _columns(books: Books, period: Period) -> list[tuple[str, date, date]]:
    whole = ("year", period.year_begins, period.last)
    if period.span != "year":
        return [("period", period.first, period.last), whole]
    before = year(f"{period.first.year - 1:04d}")
    return [whole, ("prior", before.first, before.last)] if compared(books, period) else [whole]


def compared(books: Books, period: Period) -> bool:
    """Whether the year before stands beside a year: not in the first year of a regime (财会〔2025〕6号), nor of a society."""
    first_year = period.first.year == NEW.first.year
    return not first_year and any(t.date < period.first for t in books.transactions)


STATEMENTS: dict[str, Callable[[Books, Period], Statement]] = {
    "balance-sheet": balance_sheet,
    "activities": activities,
    "cash-flows": cash_flows,
}
"""The statements whose figures lead to their entries, by the names of their reports."""
