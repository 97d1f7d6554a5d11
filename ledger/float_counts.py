"""The counts of the cash float (盘点): when the next is due, and what the books say was in the drawer."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from ledger.books import Books
from ledger.duties import Duty, after_days
from ledger.facts import Fact
from ledger.policy import Policy

COUNT = "备用金盘点"


class Cash(NamedTuple):
    """What is in the drawer: as booked, and without what was reversed."""

    booked: Decimal
    kept: Decimal


_NAUGHT = Cash(Decimal("0.00"), Decimal("0.00"))


class Drawer:
    """The cash of all funds at the end of each day on which it moved."""

    def __init__(self, books: Books) -> None:
        """Add up the postings on cash."""
        days: dict[date, Cash] = {}
        booked = kept = Decimal(0)
        for leg in books.legs:
            if leg.account.is_cash:
                booked += leg.amount
                kept += Decimal(0) if books.undone(leg.entry) else leg.amount
                days[leg.entry.date] = Cash(booked, kept)
        self._days, self._cash = list(days), list(days.values())

    @property
    def since(self) -> date | None:
        """The day on which there was cash for the first time."""
        return self._days[0] if self._days else None

    def on(self, day: date) -> Cash:
        """The cash at the end of a day."""
        at = bisect_right(self._days, day)
        return self._cash[at - 1] if at else _NAUGHT

    def difference(self, count: Fact) -> Decimal:
        """By how much more was counted than booked (长款; below zero 短款), in yuan.

        A mistake in the books that was reversed later does not make a count wrong that was right.
        """
        counted = count.yuan("counted")
        cash = self.on(count.day)
        return Decimal("0.00") if counted is None or counted in cash else counted - cash.booked


def counts_made(books: Books) -> list[Fact]:
    """The counts by the day of judgement."""
    return [fact for fact in books.facts.of("备用金", "盘点") if fact.day <= books.day]


def counts_due(books: Books, policy: Policy, drawer: Drawer) -> Iterator[Duty]:
    """Each count that the policy's days ask for, from the float's first cash on: those made, and the next."""
    floats = books.facts.floats
    if not floats or drawer.since is None:
        return
    since, last = max(floats[0].day, drawer.since), floats[0].fact
    for count in [*(c for c in counts_made(books) if c.day >= since), None]:
        line = policy.on(since, "float_count_days")
        if line:
            due = after_days(since, line.number)
            yield Duty(COUNT, "", due, {COUNT: count.day if count else None}, line, last, count)
        if count:
            since, last = count.day, count
