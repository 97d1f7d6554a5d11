"""公示要张贴满规定的天数才可以撤下；没有张贴过的，不能登记撤下。

A notice stands its days before it is taken down, and nothing is taken down that does not hang.

Clause (徽州 二（三）): 在救助对象所在村（社区）公开栏公示7天接受社会监督。

Seven days are calendar days, holidays among them, and the first full day after the posting is day 1: a sheet
posted on the 5th may be taken down on the 12th. The number is that of the day of posting. A sheet hung again
for the same month stands its days anew, and what was taken down is down until it is hung again. One that wind
or rain took is hung again, and is not recorded as taken down. A sheet that hangs on is in order, and so is
one that somebody objected to (有异议): the objection is looked into while it hangs.
"""

from __future__ import annotations

from collections.abc import Iterator

from ledger.books import Books
from ledger.findings import Finding, finding
from ledger.notices.hanging import hangings
from ledger.policy import Policy
from plugins.rule import rule

__plugins__ = ("notice_stands",)


@rule("notice_days")
def notice_stands(books: Books, policy: Policy) -> Iterator[Finding]:
    """Yield each notice taken down too early, and each that did not hang."""
    for posted, down, until, line in hangings(books, policy):
        if down and posted is None and (asked := policy.on(down.day, "notice_days")):
            said = f"{down.key}的公示并没有张贴着，不能撤下；请先登记张贴，或改正月份"
            yield finding(down.entry, said, asked.cited)
        elif down and posted and line and until and down.day < until:
            said = (
                f"{down.key}的公示{posted.day}张贴，要满{line.number}天，{until}才可以撤下，"
                f"早撤了{(until - down.day).days}天；请重新张贴"
            )
            yield finding(down.entry, said, line.cited)
