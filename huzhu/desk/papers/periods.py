"""The days that a report can be asked for: the months, quarters and years of a society, and which are closed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ledger.books import Books
from ledger.closings import Closings
from ledger.mistake import Mistake
from reports import period
from reports.period import Period, Span

SPANS: dict[Span, str] = {"month": "月", "quarter": "季", "year": "年"}
"""The spans that one may choose, in this order, each with its word."""


class Choice(NamedTuple):
    """A period to choose: `moved` where money or goods moved in it, `ready` where all of that is closed."""

    period: Period
    moved: bool
    ready: bool

    @property
    def said(self) -> str:
        """As a list has it."""
        return self.period.words if self.ready else f"{self.period.words}（未月结）"


def choices(books: Books, today: date) -> dict[Span, list[Choice]]:
    """Every period since the registration that has begun, by span, the newest first; none where there is none yet."""
    registered = books.facts.registration
    if registered is None or registered.day > today:
        return {}
    closings = Closings(books.facts)
    moved = {f"{t.date:%Y-%m}" for t in books.transactions}
    left = {month for month in moved if not closings.closed(month)}
    return _listed(registered.day, today, moved, left)


def calendar(today: date) -> dict[Span, list[Choice]]:
    """Every period of this year and the three before that has begun, whatever was closed in it."""
    return _listed(date(today.year - 3, 1, 1), today, set(), set())


def _listed(first: date, today: date, moved: set[str], left: set[str]) -> dict[Span, list[Choice]]:
    """The periods since a day: in which months money moved is known, and which of them are left to close."""
    found: dict[Span, list[Choice]] = {}
    for month in _months(first, today):
        for of in (period.month(month), period.quarter_of(period.month(month).first), period.year(month[:4])):
            there = found.setdefault(of.span, [])
            if not there or there[-1].period != of:
                months = set(of.months)
                there.append(Choice(of, bool(months & moved), of.last < today and not months & left))
    return found


def default(of: list[Choice], *, closed: bool = True) -> Period:
    """The period meant where nobody says: the last that is closed and has entries, else the newest with entries.

    Of a report that asks for no closing it is the last that is over.
    """
    moved = [each for each in of if each.moved] if closed else []
    best = [each for each in moved if each.ready] or moved or of[1:] or of
    return best[0].period


def named(code: str) -> Period:
    """The period of that code (2026-07, 2026Q3, 2026); Mistake where it is none."""
    if len(code) == len("2026"):
        return period.year(code)
    return period.quarter(code) if "Q" in code else period.month(code)


def within(code: str, spans: frozenset[Span]) -> Period:
    """The period of that code; Mistake where it is none, or the report is not of such days."""
    found = named(code)
    if found.span not in spans:
        raise Mistake(f"这张表不按{SPANS[found.span]}出")
    return found


def _months(first: date, last: date) -> Iterator[str]:
    """From the last day's month back to the first day's, as 2026-07."""
    for at in range(last.year * 12 + last.month - 1, first.year * 12 + first.month - 2, -1):
        yield f"{at // 12}-{at % 12 + 1:02d}"
