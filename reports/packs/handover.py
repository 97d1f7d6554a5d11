"""The papers of a change of legal representative (法定代表人变更（离任）审计材料), as of the end of a period.

Clause (社会团体登记管理条例 27): 社会团体在换届或者更换法定代表人之前，登记管理机关、业务主管单位应当组织对其进行财务审计。
"""

from __future__ import annotations

from ledger.facts import Term
from reports.forms import Field, Leaf
from reports.packs.handover_lists import claims, closed_months, handed_over, open_cases, terms
from reports.packs.pack import Cover, Item, as_of, pack
from reports.report import Asked, Report

ITEMS: tuple[Item, ...] = (
    terms, "balance-sheet", "activities", "cash-flows", "trial-balance",
    "fund-statement", "restricted-funds", "subsidy-trace", "count-sheet", "reconciliation",
    claims, open_cases, closed_months, handed_over,
)  # fmt: skip


def handover(asked: Asked) -> tuple[Leaf, ...]:
    """The cover, the statements, what is open, the list to sign."""
    gone, come = _presidents(asked)
    until = gone.until if gone and gone.until and gone.until <= as_of(asked) else None
    span = f"{gone.since} 至 {until or ''}".strip() if gone else ""
    lines = (
        (Field("离任人", gone.name if gone else ""), Field("接任人", come.name if come else "")),
        (Field("任期起止", span), Field("审计机构")),
    )
    cover = Cover("法定代表人变更（离任）审计材料", lines, (_BASIS,), ("移交人", "接收人", "监交人"))
    return pack(asked, cover, ITEMS)


def _presidents(asked: Asked) -> tuple[Term | None, Term | None]:
    """Who goes and who comes; where nobody has come yet, who is in post goes."""
    last = as_of(asked)
    terms = [t for t in asked.books.facts.terms if t.post == "社长" and t.since <= last]
    if len(terms) > 1 and asked.period.holds(terms[-1].since):
        return terms[-2], terms[-1]
    return (terms[-1] if terms else None), None


_BASIS = "依据《社会团体登记管理条例》第二十七条：换届或者更换法定代表人之前，应当进行财务审计。"
REPORT = Report("handover", "法定代表人变更（离任）审计材料", handover)
