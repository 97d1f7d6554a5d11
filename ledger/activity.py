"""What a society does for people, and since when it does nothing (“僵尸型”)."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from itertools import islice

from ledger.books import Books
from ledger.chart import BANK_CHARGES, OTHER_INCOME
from ledger.entries import Leg
from ledger.policy import Line, Policy


def last_active(books: Books) -> date | None:
    """The last day on which something was done for people, the registration's at least; None before it.

    Not the bank's interest and charges, nor money between the society's own places, nor what was reversed.
    """
    registered = books.facts.registration
    return max([registered.day, *_last_days(books)]) if registered else None


def dormant_since(books: Books, policy: Policy) -> tuple[date, Line] | None:
    """The last active day where more than the policy's months have passed since, with the policy's line."""
    line, last = policy.on(books.day, "dormant_months"), last_active(books)
    return (last, line) if line and last and books.day > later(last, line.number) else None


def _last_days(books: Books) -> Iterator[date]:
    """The last day on which each kind of thing was done for people, by the day of judgement."""
    for legs in (books.income, books.expenses):
        days = (leg.entry.date for leg in reversed(legs) if _is_active(books, leg))
        yield from islice((day for day in days if day <= books.day), 1)
    for kind in ("救助", "转介", "帮办"):
        yield from islice((f.day for f in reversed(books.facts.of(kind)) if f.day <= books.day), 1)


def _is_active(books: Books, leg: Leg) -> bool:
    return leg.account.name not in (OTHER_INCOME, BANK_CHARGES) and not books.undone(leg.entry)


def later(day: date, months: int) -> date:
    """The same day so many months later, or that month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
