"""名册上的每个村（社区）都成立了互助社，登记了、名称规范、启动资金到位。

Every village of the district's roster has a registered, named, funded society.

Clause (徽州 二（一）): 各地村（社区）原则上应当100%成立“救急难”互助社。

The roster is the bureau's own list (fact 名册); a district that keeps none is not asked. Before the day of the
milestone 全面登记 nobody is told of a village without a society. Whether the start-up money is complete and the
name is right are other rules' findings in the society's own books; here the bureau hears of the society only if
it has no books, is not registered, or two of them claim one village.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ledger.books import Books, DistrictBooks
from ledger.facts import Fact
from ledger.findings import Finding, finding
from ledger.policy import Policy
from plugins.rule import district_rule

__plugins__ = ("roster",)

_REGISTERED_BY = "全面登记"


@district_rule("coverage_percent", "society_count", "milestones")
def roster(district: DistrictBooks, policy: Policy) -> Iterator[Finding]:
    """Yield each village of the roster that has no society, each society that is on no roster, and what is short."""
    day = district.bureau.day
    listed = _listed(district.bureau, day)
    line = policy.on(day, "coverage_percent")
    if not listed or line is None:
        return
    covered: dict[str, str] = {}
    for id_, books in district.societies.items():
        registered = books.facts.registration
        if registered and (said := _claimed(registered.village, id_, listed, covered)):
            yield finding(registered.fact.entry, said, line.cited, "warning")
    due = _milestone(policy, day)
    if due is None or day > due:
        for village, fact in listed.items():
            if village not in covered:
                yield finding(
                    fact.entry, f"{fact.text('township')}{village}还没有登记互助社", line.cited, "warning"
                )
    yield from _counted(policy, day, listed)


def _claimed(village: str, id_: str, listed: dict[str, Fact], covered: dict[str, str]) -> str:
    """What is odd about a society's claim to a village; empty where it is the one society of a listed one."""
    if village not in listed:
        return f"{village}不在区里的名册上，请核对村名，或把它列入名册"
    first = covered.setdefault(village, id_)
    return "" if first == id_ else f"{village}已经有互助社（{first}），一个村只成立一个"


def _listed(bureau: Books, day: date) -> dict[str, Fact]:
    """The villages on the roster that day."""
    listed: dict[str, Fact] = {}
    for fact in bureau.facts.of("名册"):
        if fact.day <= day:
            listed.pop(fact.key, None)
            if fact.step == "列入":
                listed[fact.key] = fact
    return listed


def _milestone(policy: Policy, day: date) -> date | None:
    """The day by which every village should be registered; None where the district sets none."""
    line = policy.on(day, "milestones")
    for word in line.words if line else ():
        when, _, what = word.partition(" ")
        if what == _REGISTERED_BY:
            return date.fromisoformat(when)
    return None


def _counted(policy: Policy, day: date, listed: dict[str, Fact]) -> Iterator[Finding]:
    """A roster that is shorter than the plan says."""
    planned = policy.on(day, "society_count")
    if planned and len(listed) < planned.number:
        last = next(reversed(listed.values()))
        said = f"名册上只有{len(listed)}个村（社区），应有{planned.number}个，请补全名册"
        yield finding(last.entry, said, planned.cited, "warning")
