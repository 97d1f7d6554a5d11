"""同一年度内因同一事项，同一个人（同一户）只救助一次；转介服务不限次数。

Same person (and household), same year, same matter: once; referrals do not count.

Clause (徽州 二（四）): 同一年度内因同一事项申请救助的，原则上只救助一次（不限转介服务次数）……可以结合实际适当提高救助
频次、标准。

The year is that of the case's first payment. Stages paid on one case are one relief; a case whose relief
came back in full does not count. Two different illnesses of one household are two matters where each
case names its `matter-no`. Whether the household counts as one is the policy line `by_household`. Where
the line may be raised, a resolution of kind 提高救助标准 that is in force on the day and says `times` allows
that many cases; of several the latest holds. Of the cases of one matter, those are told that came after
the allowed.
"""

from __future__ import annotations

from collections.abc import Iterator

from ledger.books import Books
from ledger.findings import Finding
from ledger.policy import Policy
from ledger.relief import Relief
from plugins.rule import rule

__plugins__ = ("relief_once",)

Key = tuple[str, int, str]


@rule("once_per_matter", "by_household")
def relief_once(books: Books, policy: Policy) -> Iterator[Finding]:
    """Yield the first payment of each case beyond those allowed for the same matter in a year."""
    earlier: dict[Key, dict[str, Relief]] = {}
    told: set[str] = set()
    years: dict[str, int] = {}
    asked = _asked_more_than_once(books)
    for paid in books.relief():
        if paid.number not in asked:
            continue
        line = policy.on(paid.day, "once_per_matter")
        if paid.case is None or line is None or not line.yes or books.kept[paid.number] <= 0:
            continue
        year = years.setdefault(paid.number, paid.day.year)
        for key in _keys(policy, paid, year):
            cases = earlier.setdefault(key, {})
            if paid.number in cases:
                continue
            before = [b for b in cases.values() if _same(b, paid)]
            cases[paid.number] = paid
            if not before:
                continue  # most cases: no resolution is asked for
            times, resolution = books.raises.times(paid.day, line)
            if len(before) >= times and paid.number not in told:
                told.add(paid.number)
                yield paid.finding(_said(paid, before, times, resolution), line.cited)


def _asked_more_than_once(books: Books) -> set[str]:
    """The cases of people and households that have more than one: the others stand in nobody's way."""
    own: dict[str, list[str]] = {}
    for number, case in books.cases.items():
        for who in {case.text("person"), case.text("household")} - {""}:
            own.setdefault(who, []).append(number)
    return {number for numbers in own.values() if len(numbers) > 1 for number in numbers}


def _said(paid: Relief, before: list[Relief], times: int, resolution: str) -> str:
    assert paid.case
    known = "；".join(f"{b.number}，{b.day}，{b.amount}元" for b in before[:times])
    allowed = f"决议{resolution}准许{times}次" if resolution else "原则上只救助一次"
    return f"{paid.label}今年因{paid.case.text('matter')}已经救助过（{known}），{allowed}"


def _same(before: Relief, paid: Relief) -> bool:
    """Whether two payments of the same matter are of two cases that their `matter-no` does not keep apart."""
    assert before.case and paid.case
    numbers = before.case.text("matter-no"), paid.case.text("matter-no")
    return not all(numbers) or numbers[0] == numbers[1]


def _keys(policy: Policy, paid: Relief, year: int) -> Iterator[Key]:
    """Under whom and what a payment counts: the person, and the household where the policy says so."""
    assert paid.case is not None
    matter = paid.case.text("matter")
    by_household = policy.on(paid.day, "by_household")
    if person := paid.case.text("person"):
        yield person, year, matter
    household = paid.case.text("household")
    if household and by_household and by_household.yes:
        yield f"户{household}", year, matter
