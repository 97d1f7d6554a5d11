"""同一年度内因同一事项，同一个人（同一户）只救助一次；转介服务不限次数。

Same person (and household), same year, same matter: once; referrals do not count.

Clause (徽州 二（四）): 同一年度内因同一事项申请救助的，原则上只救助一次（不限转介服务次数）。

The year is that of the payment. Stages paid on one case are one relief; a case whose relief came back in
full does not count. Two different illnesses of one household are two matters where each case names its
`matter-no`. Whether the household counts as one is the policy line `by_household`.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ledger.books import Books, Relief
from ledger.findings import Finding
from ledger.policy import Policy
from plugins.rule import rule

__plugins__ = ("relief_once",)

Key = tuple[str, int, str]


@rule
def relief_once(books: Books, policy: Policy) -> Iterator[Finding]:
    """Yield the first payment of each second case for the same matter in a year."""
    earlier: dict[Key, dict[str, Relief]] = {}
    told: set[str] = set()
    kept = _kept(books)
    for paid in books.relief():
        line = policy.on(paid.day, "once_per_matter")
        if paid.case is None or line is None or not line.yes or kept[paid.number] <= 0:
            continue
        for key in _keys(policy, paid):
            cases = earlier.setdefault(key, {})
            cases.setdefault(paid.number, paid)
            before = next((b for b in cases.values() if _same(b, paid)), None) if len(cases) > 1 else None
            if before and paid.number not in told:
                told.add(paid.number)
                matter = paid.case.text("matter")
                known = f"{before.number}，{before.day}，{before.amount}元"
                said = f"{paid.label}今年因{matter}已经救助过（{known}），原则上只救助一次"
                yield paid.finding(said, line.cited)


def _same(before: Relief, paid: Relief) -> bool:
    """Whether two payments of the same matter are of two cases that their `matter-no` does not keep apart."""
    assert before.case and paid.case
    numbers = before.case.text("matter-no"), paid.case.text("matter-no")
    return before.number != paid.number and (not all(numbers) or numbers[0] == numbers[1])


def _kept(books: Books) -> dict[str, Decimal]:
    """What each case was paid and has kept, in yuan."""
    kept: dict[str, Decimal] = {}
    for paid in books.reliefs:
        kept[paid.number] = kept.get(paid.number, Decimal(0)) + paid.amount
    return kept


def _keys(policy: Policy, paid: Relief) -> Iterator[Key]:
    """Under whom and what a payment counts: the person, and the household where the policy says so."""
    assert paid.case is not None
    matter = paid.case.text("matter")
    by_household = policy.on(paid.day, "by_household")
    if person := paid.case.text("person"):
        yield person, paid.day.year, matter
    household = paid.case.text("household")
    if household and by_household and by_household.yes:
        yield f"户{household}", paid.day.year, matter
