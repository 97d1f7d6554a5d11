"""每月按时把上月开展救助的情况报乡镇备案；上月没有救助的也要报。

Last month's relief is filed with the township in time, also when there was none.

Clause (徽州 二（三）): 应当在每月第5个工作日前，将上月救助对象基本情况……公示7天接受社会监督，并将上月开展救助情况报送给乡镇备案。

Whether the 5th working day is meant for the filing too can be read both ways: the day is a policy line of
its own. That day itself still counts. A filing made before its month is over is not that month's, and one
without the month's notice is still a filing: the notice is `notice_in_time`'s. The first month is that of the
registration. Where the year's calendar is not published yet the day is 暂定: the finding is a warning.
"""

from __future__ import annotations

from collections.abc import Iterator

from ledger.books import Books
from ledger.duties import by, gravity, missed
from ledger.findings import Finding, finding
from ledger.policy import Policy
from plugins.rule import rule

__plugins__ = ("filing_in_time",)


@rule("filing_workday")
def filing_in_time(books: Books, policy: Policy) -> Iterator[Finding]:
    """Yield each month whose filing is late or missing on the day of judgement."""
    registered = books.facts.registration
    if registered is None:
        return
    filed = books.facts.of("备案")
    for month, due, line, fact in missed(registered.day, books.day, policy, "filing_workday", filed):
        said = f"{month}的救助情况应在{by(due)}前报{registered.township or '乡镇'}备案，"
        if fact is None:
            said += f"还没有报；请报送后登记备案（huzhu filing {month}）"
        else:
            said += f"{fact.day}才报，晚了{(fact.day - due.day).days}天"
        yield finding((fact or registered.fact).entry, said, line.cited, gravity(due))
