"""发放的救助要有救助案卷，审核同意在先，金额不超过审核数，发给案卷里的人；先行救助除外。

A payment has a case that was decided 同意, for at most that amount in all, to that case's person; first
aid excepted.

Clause (徽州 二（四）): 互助社开展救助工作一般按照个人申请（或主动发现）、审核发放、结果公示的程序进行……情况紧急的，也可视情况
给予先行救助，事后补充入户调查以及说明情况。

What came back counts against what was paid; a payment that was reversed is none. First aid may be paid
before the decision; once there is one, it bounds what is paid from then on, first aid counted in.
More than was paid cannot come back: it is a warning, for it may be a gift under another name, and it makes no
room for more relief.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ledger.books import Books
from ledger.entries import CASE_LINK
from ledger.findings import Finding
from ledger.policy import Policy
from ledger.relief import Relief
from plugins.rule import near_rule

__plugins__ = ("relief_paid_as_decided",)


@near_rule("payment_workdays")
def relief_paid_as_decided(books: Books, policy: Policy) -> Iterator[Finding]:
    """Yield each payment without a case, before its decision, above it, or to somebody else."""
    kept: dict[str, Decimal] = {}
    for paid in books.reliefs:
        if books.undone(paid.entry):
            continue
        kept[paid.number] = kept.get(paid.number, Decimal(0)) + paid.amount
        if paid.amount < 0 and (over := -kept[paid.number]) > 0:
            kept[paid.number] = Decimal(0)
            yield paid.finding(_too_much_back(paid, over), severity="warning")
        if paid.amount > 0 and (said := _fault(paid, kept[paid.number])):
            line = policy.on(paid.day, "payment_workdays")
            yield paid.finding(said, line.cited if line else "")


def _too_much_back(paid: Relief, over: Decimal) -> str:
    which = f"{paid.number}退回的救助" if paid.number else "没有写救助编号的退回"
    return f"{which}比发放的多{over}元；请核对救助编号和金额，不是退回救助的请冲销，另按来源记"


def _fault(paid: Relief, kept: Decimal) -> str:
    case = paid.case
    if case is None or case.opened is None or case.opened.day > paid.day:
        return f"付给{paid.label}的{paid.amount}元没有已受理的案卷；请先受理（huzhu case open），再写 --case"
    links = paid.entry.links
    if len(links) > 1 and (others := sum(link.startswith(CASE_LINK) for link in links) - 1) > 0:
        return f"一笔发放只能写一个救助编号，这笔除{case.number}外还写了{others}个，请按人分开记"
    if paid.entry.payee != case.text("label"):
        return (
            f"{case.number}的救助对象是{case.text('label')}，这笔却付给了{paid.entry.payee or '（未写明）'}"
        )
    decision = case.decision(paid.day)
    if decision is None:
        return (
            "" if case.first_aid(paid.day) else f"{case.number}还没有审核，不能发放；情况紧急的请先记先行救助"
        )
    if decision.text("decision") != "同意":
        return f"{case.number}审核结论是“{decision.text('decision')}”，不能发放"
    limit = decision.yuan("amount")
    if limit is None:
        return f"{case.number}审核同意了，却没有写明金额，不能发放"
    if kept > limit:
        return f"{case.number}审核同意{limit}元，连这笔共付了{kept}元，多了{kept - limit}元；请按审核数发放"
    return ""
