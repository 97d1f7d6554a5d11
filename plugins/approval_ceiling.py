"""审核同意的金额超过本级审批限额的，要报县级审批。

A decision above the ceiling of the level that took it is approved by the county.

Clause (红河 二（二）3): 委托乡镇（街道）按照审批权限及时开展临时救助审批工作，超过限定额度的临时救助事项须按程序报县级
民政部门审批。乡镇（街道）临时救助金审批最高额度可按上一年所在县级城乡低保年保障标准的50%确定。

The allowance of the year before is that in force on its last day; where there was none yet, that in
force on the day of the decision. Decisions on one case add up, so that nothing is gained by deciding in
parts: each one that brings the sum above the ceiling must say level: "县级". Exactly at the ceiling is
within it. What was not agreed has no amount, and a decision that names none is another rule's.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from ledger.books import Books
from ledger.cases import Case
from ledger.findings import Finding, finding
from ledger.money import nearest_fen
from ledger.policy import Line, Policy
from plugins.rule import near_rule

__plugins__ = ("approval_ceiling",)

_COUNTY = "县级"


@near_rule("approval_multiple", "allowance_standard")
def approval_ceiling(books: Books, policy: Policy) -> Iterator[Finding]:
    """Yield each decision that only the county could take and that does not say that it did."""
    for case in books.cases.values():
        yield from _judged(policy, case)


def _judged(policy: Policy, case: Case) -> Iterator[Finding]:
    total = Decimal(0)
    for decision in (d for d in case.taken("审核") if d.text("decision") == "同意"):
        total += decision.yuan("amount") or Decimal(0)
        line = policy.on(decision.day, "approval_multiple")
        standard = _last_year_s(policy, decision.day) if line else None
        if line is None or standard is None:
            continue
        ceiling = nearest_fen(line.times * standard.yuan)
        if total > ceiling and decision.text("level") != _COUNTY:
            said = f"{case.number}共同意{total}元，超过本级审批限额{ceiling}元（上年低保年标准{standard.yuan}元的{line.times}倍）"
            yield finding(
                decision.entry,
                f'{said}，要报县级民政部门审批，并写明由县级审批（level: "{_COUNTY}"）',
                line.cited,
            )


def _last_year_s(policy: Policy, day: date) -> Line | None:
    """The allowance in force at the end of the year before; where there was none, that of the day."""
    before = policy.on(date(day.year - 1, 12, 31), "allowance_standard")
    return before or policy.on(day, "allowance_standard")
