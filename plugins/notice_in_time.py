"""每月第5个工作日前公示上月救助情况；上月没有救助的也要公示。

Last month's relief is posted by the 5th working day, also when there was none.

Clause (徽州 二（三）): 应当在每月第5个工作日前，将上月救助对象基本情况、救助原因、救助金额等信息，在救助对象所在村（社区）
公开栏公示7天接受社会监督。

The 5th working day itself still counts: the document does not say that 前 leaves it out. A sheet posted
before its month is over is not that month's. The first month is that of the registration. Where the year's
calendar is not published yet the day is 暂定, and nobody is called late by it: the finding is a warning.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ledger.books import Books
from ledger.facts import Fact
from ledger.findings import Finding, Severity, finding
from ledger.policy import Line, Policy
from ledger.workdays import Due, nth_workday
from plugins.rule import rule

__plugins__ = ("notice_in_time",)


@rule
def notice_in_time(books: Books, policy: Policy) -> Iterator[Finding]:
    """Yield each month whose notice is late or missing on the day of judgement."""
    registered = books.facts.registration
    if registered is None:
        return
    posted: dict[str, list[Fact]] = {}
    for fact in books.facts.of("公示", "张贴"):
        posted.setdefault(fact.key, []).append(fact)
    for year, month in _months(registered.day, books.day):
        after = date(year + month // 12, month % 12 + 1, 1)
        line = policy.on(after, "notice_workday")
        if line:
            due = nth_workday(after.year, after.month, line.number)
            key = f"{year}-{month:02d}"
            first = next((f for f in posted.get(key, ()) if f.day >= after), None)
            yield from _judged(key, first, due, books.day, registered.fact, line)


def _judged(
    month: str, fact: Fact | None, due: Due, today: date, registered: Fact, line: Line
) -> Iterator[Finding]:
    severity: Severity = "warning" if due.provisional else "overdue"
    by = f"{due.day}{'（暂定）' if due.provisional else ''}"
    if fact is None and today > due.day:
        said = f"{month}的救助情况应在{by}前公示，还没有公示；请 huzhu notice {month}"
        yield finding(registered.entry, said, line.cited, severity)
    elif fact is not None and fact.day > due.day:
        said = f"{month}的救助情况应在{by}前公示，{fact.day}才张贴，晚了{(fact.day - due.day).days}天"
        yield finding(fact.entry, said, line.cited, severity)


def _months(first: date, today: date) -> Iterator[tuple[int, int]]:
    """The months from the registration's to the one before the day of judgement."""
    year, month = first.year, first.month
    while (year, month) < (today.year, today.month):
        yield year, month
        year, month = year + month // 12, month % 12 + 1
