"""为等政府救助而垫付的钱，要在规定天数内收回。

Money advanced until government aid arrives comes back within n days.

Clause (东台 三、一是): 必要时可先行调用互助会爱心基金和申请民政临时救助资金，先渡过难关，再根据具体困难指导家庭申办相应政府救助。

An advance is a claim (其他应收款) tied to its case, or to its payee where it names none. What comes back counts
against the oldest advance first. An advance that came back late is told as well, for the float was short all
that time. Where the aid is refused and nothing can come back, the claim is turned into relief on the same
case: that, too, settles it. What comes back beyond all that was advanced is a warning: booked twice, booked on
another case, or a gift that is hidden among claims. What was advanced out of one fund comes back into it: else
a claim would carry money from fund to fund without the resolution that a transfer needs. In a district
that knows no advances `relief_kind` says what money lent to a person is.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from ledger.books import Books
from ledger.chart import RECEIVABLE
from ledger.duties import after_days, told
from ledger.entries import Leg, case_number
from ledger.findings import Finding, finding
from ledger.policy import Policy
from plugins.rule import rule

__plugins__ = ("advance_recovered",)


@rule("advance_days")
def advance_recovered(books: Books, policy: Policy) -> Iterator[Finding]:
    """Yield each advance that is still out, or came back, after its days."""
    open_: dict[str, deque[tuple[Leg, Decimal]]] = {}
    lent: dict[str, set[str]] = {}
    for leg in books.claims:
        if not leg.account.name.startswith(RECEIVABLE) or books.undone(leg.entry):
            continue
        whose = case_number(leg.entry) or leg.entry.payee or ""
        waiting = open_.setdefault(whose, deque())
        if leg.amount > 0:
            waiting.append((leg, leg.amount))
            lent.setdefault(whose, set()).update(books.funds(leg.entry))
        elif others := books.funds(leg.entry) - lent.get(whose, books.funds(leg.entry)):
            yield from _elsewhere(policy, leg, lent[whose], others)
        settled, over = _settled(waiting, -leg.amount)
        for advance in settled:
            yield from _judged(policy, advance, advance.amount, leg.entry.date, books.day)
        if over > 0:
            yield from _over(policy, leg, over)
    for waiting in open_.values():
        for advance, left in waiting:
            yield from _judged(policy, advance, left, None, books.day)


def _settled(waiting: deque[tuple[Leg, Decimal]], back: Decimal) -> tuple[list[Leg], Decimal]:
    """Count what came back against the oldest advances: those that are whole again, and what is left over."""
    settled: list[Leg] = []
    while back > 0 and waiting:
        advance, left = waiting.popleft()
        if back < left:
            waiting.appendleft((advance, left - back))
            return settled, Decimal(0)
        back -= left
        settled.append(advance)
    return settled, back


def _elsewhere(policy: Policy, leg: Leg, lent: set[str], others: set[str]) -> Iterator[Finding]:
    """An advance that came back into another fund than it was paid from."""
    line = policy.on(leg.entry.date, "advance_days")
    if line and lent:
        funds, into = "、".join(sorted(lent)), "、".join(sorted(others))
        said = f"从{funds}垫付的钱，收回却记进了{into}；请记回原来的基金，要转基金的另作决议"
        yield finding(leg.entry, said, line.cited, at=leg.posting)


def _over(policy: Policy, leg: Leg, over: Decimal) -> Iterator[Finding]:
    """More came back than was ever advanced."""
    if line := policy.on(leg.entry.date, "advance_days"):
        whose = case_number(leg.entry) or leg.entry.payee or "（未写明）"
        said = (
            f"{whose}收回的垫付比垫出去的多{over}元；请核对救助编号和金额，记重了的请冲销，是捐款的请记成捐款"
        )
        yield finding(leg.entry, said, line.cited, "warning", at=leg.posting)


def _judged(policy: Policy, advance: Leg, left: Decimal, done: date | None, today: date) -> Iterator[Finding]:
    entry = advance.entry
    line = policy.on(entry.date, "advance_days")
    if line is None:
        return
    whose = case_number(entry) or entry.payee or "（未写明）"
    said = told(f"{whose}垫付的{left}元收回", after_days(entry.date, line.number), done, today)
    if said:
        yield finding(entry, said[0], line.cited, said[1], at=advance.posting)
