"""同一个人因同一事项，已在别的救助名单上、或别的互助社已经救助过的，要提醒，避免多头救助。

A person who is on another programme's roll, or was paid by another society, for the same matter.

Clause (山西 二（二）): 促进公益慈善救助帮扶资源的合理配置，避免重复工作、多头救助。

低保, 特困 and 临时救助 are no double relief: supplementary relief is meant for those who have them. A roll is for
the matter that its line names, else for the one that its programme is for (医疗救助: 疾病 …); it counts while it
runs and, where it names no end, for `double_days` after its day. Between societies the same pseudonym, the same
matter, payments at most `double_days` apart; the later one is told. What came back in full was no relief.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from ledger.books import Books, DistrictBooks
from ledger.facts import Fact
from ledger.findings import Finding
from ledger.policy import Line, Policy
from ledger.relief import Relief
from ledger.vocabulary import LOW_INCOME_AID
from plugins.rule import rule

__plugins__ = ("double_relief",)

_MEANT_FOR = {"医疗救助": "疾病", "教育救助": "教育", "受灾人员救助": "灾害", "就业救助": "失业"}


@rule("double_days")
def double_relief(books: Books, policy: Policy) -> Iterator[Finding]:
    """Yield the first payment on each case whose person was helped for the same matter by another programme."""
    rolls: dict[str, list[Fact]] = {}
    for fact in books.facts.of("政府救助"):
        if fact.text("kind") not in LOW_INCOME_AID:
            rolls.setdefault(fact.key, []).append(fact)
    for paid in _first_payments(books) if rolls else ():
        line = policy.on(paid.day, "double_days")
        assert paid.case is not None
        whose = {paid.case.text("person"), paid.case.text("household")}
        roll = next((f for w in sorted(whose) for f in rolls.get(w, ()) if _same(f, paid, line)), None)
        if line and roll:
            by = f"{roll.text('agency') or '政府'}的{roll.text('kind')}"
            said = f"{paid.label}因{paid.case.text('matter')}已经在{by}名单上（{roll.day}），请核实是不是多头救助"
            yield paid.finding(said, line.cited)._replace(severity="warning")


def _same(roll: Fact, paid: Relief, line: Line | None) -> bool:
    """Whether a roll was for the payment's matter, and still counts on its day."""
    assert paid.case is not None
    matter = roll.text("matter") or _MEANT_FOR.get(roll.text("kind"), "")
    if line is None or matter != paid.case.text("matter") or roll.day > paid.day:
        return False
    return paid.day <= (roll.day_of("until") or roll.day + timedelta(days=line.number))


def _first_payments(books: Books) -> Iterator[Relief]:
    """The first payment on each accepted case that kept what it was paid."""
    seen: set[str] = set()
    for paid in books.relief():
        stands = paid.number not in seen and books.kept[paid.number] > 0
        if paid.case and paid.case.opened and stands and not books.undone(paid.entry):
            seen.add(paid.number)
            yield paid


@double_relief.between
def across_societies(district: DistrictBooks, policy: Policy) -> Iterator[Finding]:
    """Yield each payment to a person whom another society had helped for the same matter shortly before."""
    paid = [(each, id_) for id_, books in district.societies.items() for each in _first_payments(books)]
    before: dict[tuple[str, str], list[tuple[Relief, str]]] = {}
    for each, id_ in sorted(paid, key=lambda p: (p[0].day, p[1])):
        assert each.case is not None
        line = policy.on(each.day, "double_days")
        earlier = before.setdefault((each.case.text("person"), each.case.text("matter")), [])
        near = [p for p in earlier if p[1] != id_ and line and (each.day - p[0].day).days <= line.number]
        earlier.append((each, id_))
        if line and near and each.case.text("person"):
            other, where = near[-1]
            known = f"{other.number}，{other.amount}元"
            said = f"{each.label}因{each.case.text('matter')}，{other.day}已由{where}救助过（{known}），请核实是不是多头救助"
            yield each.finding(said, line.cited)._replace(severity="warning")
