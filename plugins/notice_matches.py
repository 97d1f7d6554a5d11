"""贴出去的公示表与账里的救助一致：按现在的账重新生成的公示表，校验码和张贴时登记的一样。

The sheet regenerated from the books has the hash that was posted.

Clause (徽州 二（三）): 将上月救助对象基本情况、救助原因、救助金额等信息，在救助对象所在村（社区）公开栏公示7天接受社会监督。
A village cannot supervise by a sheet that says something else than the books.

The sheet is made anew as it was on the day of posting: with the society's name of that day and the head of
the hash chain that the fact itself carries as `prev`. A fact typed by hand carries none, so nobody can prove
what was on its sheet. Where a month was posted more than once the last sheet counts: it is how a wrong one is
put right. What was written later with a day in that month, relief or any other money, changes the sheet; a
reversal or a return dated in the next month does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ledger.books import Books
from ledger.facts import Fact
from ledger.findings import Finding, finding
from ledger.money import CENT
from ledger.notices.notice import Notice, sheet_hash
from ledger.notices.rows import Months
from ledger.policy import Policy
from plugins.rule import rule

__plugins__ = ("notice_matches",)

_HEAD = re.compile(r"[0-9a-f]{64}")
_NO_YEAR = "0000"


@rule("notice_workday", "notice_days")
def notice_matches(books: Books, policy: Policy) -> Iterator[Finding]:
    """Yield each posted notice that is not what the books say."""
    posted = {fact.key: fact for fact in books.facts.of("公示", "张贴")}
    changed = [fact for month, fact in posted.items() if month >= books.since]
    if not changed or books.facts.registration is None:
        return
    months = Months(books)
    for fact in changed:
        if said := _fault(months, fact):
            line = policy.on(fact.day, "notice_workday") or policy.on(fact.day, "notice_days")
            yield finding(fact.entry, f"{fact.key}的公示{said}", line.cited if line else "")


def _fault(months: Months, fact: Fact) -> str:
    head = fact.text("prev")
    if not _HEAD.fullmatch(head) or fact.key.startswith(_NO_YEAR):
        return f"是手工登记的，没有账簿校验码，无法证明贴出去的是什么；请用 huzhu notice {fact.key} 重新张贴"
    found = months.notice(fact.key, fact.day, head)
    if not _in_fen(found):
        return "无法核对：这个月账里有不是整分的金额，请先改正金额"
    if fact.text("sheet") != sheet_hash(found):
        return (
            "与账不一致：张贴以后账里这个月又有变动；补记的账请把日期写在还没有公示的月份，已经记进去的请冲销"
        )
    return ""


def _in_fen(found: Notice) -> bool:
    """Whether every figure has two places, as a sheet can print it."""
    figures = [found.opening, found.received, found.spent, *(n.amount for n in found.lines)]
    return all((number or Decimal(0)).as_tuple()[2] >= CENT.as_tuple()[2] for number in figures)  # type: ignore[operator]
