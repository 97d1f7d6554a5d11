"""The clocks of a case: what had to be done within how many days, and when it was.

Unlike `ledger.case_duties`, which asks what is still owed, these are told of every case, closed ones too.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ledger.books import Books
from ledger.cases import Case
from ledger.duties import after_days, after_workdays, by
from ledger.policy import Policy
from ledger.workdays import Due, workdays_between

SURVEY, PAYMENT, FIRST_AID = "入户调查和审核", "发放", "先行救助后补手续"


class Clock(NamedTuple):
    """One step that has a time limit: since when it runs, until when, and when the step was done."""

    what: str
    since: date
    allowed: int
    workdays: bool
    due: Due
    done: date | None

    @property
    def limit(self) -> str:
        """The limit in words: 1个工作日内."""
        return f"{self.allowed}{'个工作日' if self.workdays else '天'}内"

    @property
    def used(self) -> int | None:
        """The days that it took, counted as the limit counts them; None while it is not done."""
        if self.done is None:
            return None
        return workdays_between(self.since, self.done) if self.workdays else (self.done - self.since).days

    def told(self, today: date) -> str:
        """How it stands on a day: 按时, 晚2天, 未到期, 逾期未办."""
        if self.done is None:
            return "逾期未办" if today > self.due.day else "未到期"
        late = (self.done - self.due.day).days
        return f"晚{late}天" if late > 0 else "按时"

    def row(self, today: date) -> tuple[str, ...]:
        """As a line of a form."""
        done = self.done.isoformat() if self.done else ""
        return self.what, self.limit, self.since.isoformat(), by(self.due), done, self.told(today)


ROW = ("事项", "时限", "起算", "应在此前", "办结", "情况")
"""What stands over the cells of `Clock.row`."""


def limits(policy: Policy, day: date) -> tuple[tuple[str, ...], ...]:
    """What an empty form says of the clocks that every case has, by the policy of a day."""
    lines = ((SURVEY, policy.on(day, "survey_workdays")), (PAYMENT, policy.on(day, "payment_workdays")))
    return tuple((what, f"{line.number}个工作日内" if line else "", "", "", "", "") for what, line in lines)


def clocks(books: Books, policy: Policy, case: Case) -> Iterator[Clock]:
    """The clocks that run, or ran, for a case; none where the district sets no limit, or the step was never owed."""
    opened = case.opened
    if opened is None:
        return
    paid = next((p.day for p in books.payments.get(case.number, ())), None)
    decided, done = case.step("审核"), _filled(case)
    line = policy.on(opened.day, "survey_workdays")
    due = after_workdays(opened.day, line.number) if line else None
    given = case.first_aid(due.day) if due else None
    if line and due and not given and (done or not case.step("转介")):
        yield Clock(SURVEY, opened.day, line.number, True, due, done)
    agreed = next((d for d in case.taken("审核") if d.text("decision") == "同意"), None)
    line = policy.on(agreed.day, "payment_workdays") if agreed else None
    due = after_workdays(agreed.day, line.number) if agreed and line else None
    if agreed and line and due and not case.step("先行救助"):
        yield Clock(PAYMENT, agreed.day, line.number, True, due, paid)
    given = case.step("先行救助") if paid else None
    line = policy.on(given.day, "first_aid_days") if given else None
    if given and line:
        filled = done if decided else None
        yield Clock(FIRST_AID, given.day, line.number, False, after_days(given.day, line.number), filled)


def _filled(case: Case) -> date | None:
    """The day on which both the survey and the decision were there."""
    surveyed, decided = case.step("入户调查"), case.step("审核")
    return max(surveyed.day, decided.day) if surveyed and decided else None
