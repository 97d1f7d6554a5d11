"""A duty with a day: done, late or missing, and what is said of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from ledger.facts import Fact
from ledger.findings import Severity
from ledger.policy import Line, Policy
from ledger.workdays import Due, NoCalendar, add_workdays, nth_workday

Told = tuple[str, Severity]


def after_days(day: date, days: int) -> Due:
    """The calendar day that many days after another."""
    return Due(day + timedelta(days=days), False)


def after_workdays(day: date, days: int) -> Due | None:
    """The working day that many working days after another; None where no calendar reaches so far."""
    try:
        return add_workdays(day, days)
    except NoCalendar:
        return None


def told(what: str, due: Due, done: date | None, today: date) -> Told | None:
    """What to say of a duty on a day, and how grave it is; None where it is done in time or not due yet.

    Where the calendar of the due day is not published yet nobody is called late: it is a warning (暂定).
    """
    if (done or today) <= due.day:
        return None
    if done is None:
        return f"{what}应在{by(due)}前完成，还没有做", gravity(due)
    return f"{what}应在{by(due)}前完成，{done}才做，晚了{(done - due.day).days}天", gravity(due)


def by(due: Due) -> str:
    """The due day as people read it."""
    return f"{due.day}{'（暂定）' if due.provisional else ''}"


def gravity(due: Due) -> Severity:
    """How grave it is to miss a day: nobody is late by a calendar that is not published yet."""
    return "warning" if due.provisional else "overdue"


class Duty(NamedTuple):
    """One thing that is to be done by a day, because of something that happened."""

    kind: str
    whose: str
    """The case's number; empty where it is the society's own."""
    due: Due
    steps: dict[str, date | None]
    """What it consists of, each with the day on which it was done; None where it is missing."""
    line: Line
    fact: Fact
    """What it follows from."""
    did: Fact | None = None
    """The fact that did it, where that is one."""

    @property
    def missing(self) -> list[str]:
        """What of it has not been done."""
        return [word for word, day in self.steps.items() if day is None]

    @property
    def done(self) -> date | None:
        """The day on which the last of it was done; None while something is missing."""
        days = [day for day in self.steps.values() if day]
        return max(days) if len(days) == len(self.steps) else None

    @property
    def late(self) -> list[str]:
        """What is missing, or where nothing is, what was done after the day."""
        return self.missing or [word for word, day in self.steps.items() if day and day > self.due.day]


class Owed(NamedTuple):
    """What a month owes by a working day of the next, and the first fact that did it."""

    month: str
    due: Due
    line: Line
    done: Fact | None


def missed(first: date, today: date, policy: Policy, line: str, facts: Iterable[Fact]) -> Iterator[Owed]:
    """Those of `monthly` that were done after their day, or were not done and it has passed."""
    for owed in monthly(first, today, policy, line, facts):
        if (owed.done.day if owed.done else today) > owed.due.day:
            yield owed


def monthly(first: date, today: date, policy: Policy, line: str, facts: Iterable[Fact]) -> Iterator[Owed]:
    """Each month since the one of `first` that is over, with its duty on the working day that a policy line names.

    A fact dated before its month is over is not that month's.
    """
    done: dict[str, list[Fact]] = {}
    for fact in facts:
        done.setdefault(fact.key, []).append(fact)
    for year, month in _months(first, today):
        after = date(year + month // 12, month % 12 + 1, 1)
        asked = policy.on(after, line)
        if asked:
            due = nth_workday(after.year, after.month, asked.number)
            key = f"{year}-{month:02d}"
            first_done = next((f for f in done.get(key, ()) if f.day >= after), None)
            yield Owed(key, due, asked, first_done)


def _months(first: date, today: date) -> Iterator[tuple[int, int]]:
    """The months from the first day's to the one before today's."""
    year, month = first.year, first.month
    while (year, month) < (today.year, today.month):
        yield year, month
        year, month = year + month // 12, month % 12 + 1
