"""互助社连续多少个月没有活动，就像是“僵尸型”，要查明。

A society without activity for the policy's months is reported as dormant.

Clause (徽州 四、二是): 防止出现“僵尸型”社会组织（不具备继续开展活动条件的，应当依法办理注销登记）。

Activity is what the society does for people: a gift, a fee, a subsidy or other income, something spent, a step
of a case or its referral, help with an application. The bank's interest and charges come by themselves, money
that only moves between the society's own places serves nobody, and an entry that was reversed did not happen:
none of them is activity. The registration counts as the first. Months run from day to day, a short month's
last day stands for the missing one, and on the day itself the society is not dormant yet. Who is active again
is not reported for the past.
"""

from __future__ import annotations

from collections.abc import Iterator

from ledger.activity import dormant_since
from ledger.books import Books
from ledger.findings import Finding, finding
from ledger.policy import Policy
from plugins.rule import rule

__plugins__ = ("dormant",)


@rule("dormant_months")
def dormant(books: Books, policy: Policy) -> Iterator[Finding]:
    """Yield one warning where nothing was done for too long."""
    registered, found = books.facts.registration, dormant_since(books, policy)
    if registered is None or found is None:
        return
    last, line = found
    said = f"{last}以后，到{books.day}已超过{line.number}个月没有活动，像是“僵尸型”；请查明：恢复活动，或依法注销登记"
    yield finding(registered.fact.entry, said, line.cited, "warning")
