"""What a case has to be done on by when, and how many days are left, by the policy in its books."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from ledger.books import Books
from ledger.case_duties import ANSWER, FIRST_AID, answers, first_aids, payouts, surveys
from ledger.duties import Duty, by
from ledger.workdays import NoCalendar, is_workday


class Clock(NamedTuple):
    """A duty that is not done yet, on a day."""

    duty: Duty
    left: int
    """How many days there still are, working days where the clause counts those; negative where it is late."""

    @property
    def late(self) -> bool:
        """Whether its day has passed."""
        return self.left < 0

    @property
    def what(self) -> str:
        """What is missing, in words."""
        words = "、".join(self.duty.missing)
        if self.duty.kind == ANSWER:
            return f"{self.duty.fact.text('to')}的答复"
        return f"补{words}" if self.duty.kind == FIRST_AID else words

    @property
    def said(self) -> str:
        """How much time there is."""
        unit = "天" if self.duty.kind == FIRST_AID else "个工作日"
        if self.late:
            return f"应在{by(self.duty.due)}前，晚了{-self.left}天"
        return f"还有{self.left}{unit}（{by(self.duty.due)}前）" if self.left else "今天到期"


def clocks(books: Books, day: date) -> dict[str, list[Clock]]:
    """The clocks that run on a day, by case, the nearest first."""
    found: dict[str, list[Clock]] = {}
    for duty in _duties(books):
        if duty.missing:
            found.setdefault(duty.whose, []).append(Clock(duty, _left(duty, day)))
    for running in found.values():
        running.sort(key=lambda clock: clock.duty.due.day)
    return found


def _duties(books: Books) -> Iterator[Duty]:
    for duties in (surveys, payouts, first_aids, answers):
        yield from duties(books, books.policy)


def _left(duty: Duty, day: date) -> int:
    if day > duty.due.day or duty.kind == FIRST_AID:
        return (duty.due.day - day).days
    return workdays_between(day, duty.due.day)


def workdays_between(first: date, last: date) -> int:
    """How many working days there are after one day, up to and with another; calendar days where no calendar tells."""
    days = [first + timedelta(days=n) for n in range(1, (last - first).days + 1)]
    try:
        return sum(map(is_workday, days))
    except NoCalendar:
        return len(days)
