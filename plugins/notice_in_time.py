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

from ledger.books import Books
from ledger.duties import by, gravity, missed
from ledger.findings import Finding, finding
from ledger.policy import Policy
from plugins.rule import rule

__plugins__ = ("notice_in_time",)


@rule("notice_workday")
def notice_in_time(books: Books, policy: Policy) -> Iterator[Finding]:
    """Yield each month whose notice is late or missing on the day of judgement."""
    registered = books.facts.registration
    if registered is None:
        return
    posted = books.facts.of("公示", "张贴")
    for month, due, line, fact in missed(registered.day, books.day, policy, "notice_workday", posted):
        said = f"{month}的救助情况应在{by(due)}前公示，"
        if fact is None:
            said += f"还没有公示；请 huzhu notice {month}"
        else:
            said += f"{fact.day}才张贴，晚了{(fact.day - due.day).days}天"
        yield finding((fact or registered.fact).entry, said, line.cited, gravity(due))
