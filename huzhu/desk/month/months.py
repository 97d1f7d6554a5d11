"""The months of a society, each with what is done once a month, by when, and when it was done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from huzhu import posting
from ledger.closings import Closings
from ledger.duties import Owed, by, monthly
from ledger.facts import Fact
from ledger.standing import Standing


class Step(NamedTuple):
    """One thing that is done for a month."""

    word: str
    due: str
    """By when; empty where no policy says so."""
    done: date | None
    state: str
    """Of `办了` `晚办` `逾期` `要办` `未到`."""
    note: str = ""


class Month(NamedTuple):
    """A month that is over, and how far it is."""

    month: str
    notice: Step
    down: Step
    filing: Step
    closing: Step

    @property
    def steps(self) -> tuple[Step, ...]:
        """All of it in the order in which it is done."""
        return (self.notice, self.down, self.filing, self.closing)


def months(there: Standing, today: date, *, of: str = "") -> list[Month]:
    """The months since the registration that are over, the newest first; or the one asked for."""
    facts = there.books.facts
    if facts.registration is None:
        return []
    first, policy = facts.registration.day, there.books.policy
    notices = _owed(monthly(first, today, policy, "notice_workday", facts.of("公示", "张贴")))
    filings = _owed(monthly(first, today, policy, "filing_workday", facts.of("备案")))
    wanted = [m for m in _over(first, today) if of in ("", m)]
    return [
        Month(
            month,
            _step("公示", notices.get(month), posting.posted(there.books, month), today),
            _down(there, month, today),
            _step("备案", filings.get(month), _of(facts.of("备案"), month), today),
            _closing(there, month),
        )
        for month in reversed(wanted)
    ]


def _owed(found: Iterator[Owed]) -> dict[str, Owed]:
    return {owed.month: owed for owed in found}


def _over(first: date, today: date) -> list[str]:
    """The months from the first day's to the one before today's."""
    found, day = [], first.replace(day=1)
    while day < today.replace(day=1):
        found.append(f"{day:%Y-%m}")
        day = (day + timedelta(days=31)).replace(day=1)
    return found


def _of(facts: list[Fact], month: str) -> Fact | None:
    return next((f for f in facts if f.key == month), None)


def _step(word: str, owed: Owed | None, fact: Fact | None, today: date) -> Step:
    due, said = owed and owed.due, by(owed.due) if owed else ""
    if fact:
        state = "晚办" if due and fact.day > due.day else "办了"
        return Step(word, said, fact.day, state, fact.text("place") or fact.text("to"))
    return Step(word, said, None, "逾期" if due and today > due.day else "要办")


def _down(there: Standing, month: str, today: date) -> Step:
    """When the sheet may be taken down: after as many days as the policy of the day of posting says."""
    posted, fact = posting.posted(there.books, month), posting.taken_down(there.books, month)
    if fact:
        return Step("撤下", "", fact.day, "办了", fact.text("objections"))
    if posted is None:
        return Step("撤下", "", None, "未到")
    line = there.books.policy.on(posted.day, "notice_days")
    until = posted.day + timedelta(days=line.number if line else 0)
    return Step("撤下", "", None, "要办" if today >= until else "未到", f"{until}起可以撤下")


def _closing(there: Standing, month: str) -> Step:
    closed = [f for f in there.books.facts.of("月结") if f.key == month]
    if closed and Closings(there.books.facts).closed(month):
        return Step("月结", "", closed[-1].day, "办了")
    if f"journal/{month}.beancount" not in there.files:
        return Step("月结", "", None, "未到", "没有账")
    return Step("月结", "", None, "要办", "反结账以后要重新月结" if closed else "")
