"""为等政府救助而垫付的钱，要在规定天数内收回。

Money advanced until government aid arrives comes back within n days.

Clause (东台 三、一是): 必要时可先行调用互助会爱心基金和申请民政临时救助资金，先渡过难关，再根据具体困难指导家庭申办相应政府救助。

An advance is a claim (其他应收款) tied to its case, or to its payee where it names none. What comes back counts
against the oldest advance first. An advance that came back late is told as well, for the float was short all
that time. Where the aid is refused and nothing can come back, the claim is turned into relief on the same
case: that, too, settles it.
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
    for leg in books.claims:
        if not leg.account.name.startswith(RECEIVABLE) or books.undone(leg.entry):
            continue
        waiting = open_.setdefault(case_number(leg.entry) or leg.entry.payee or "", deque())
        if leg.amount > 0:
            waiting.append((leg, leg.amount))
        for advance in _settled(waiting, -leg.amount):
            yield from _judged(policy, advance, advance.amount, leg.entry.date, books.day)
    for waiting in open_.values():
        for advance, left in waiting:
            yield from _judged(policy, advance, left, None, books.day)


def _settled(waiting: deque[tuple[Leg, Decimal]], back: Decimal) -> Iterator[Leg]:
    """Count what came back against the oldest advance, and yield each that is whole again."""
    while back > 0 and waiting:
        advance, left = waiting.popleft()
        if back < left:
            waiting.appendleft((advance, left - back))
            return
        back -= left
        yield advance


def _judged(policy: Policy, advance: Leg, left: Decimal, done: date | None, today: date) -> Iterator[Finding]:
    entry = advance.entry
    line = policy.on(entry.date, "advance_days")
    if line is None:
        return
    whose = case_number(entry) or entry.payee or "（未写明）"
    said = told(f"{whose}垫付的{left}元收回", after_days(entry.date, line.number), done, today)
    if said:
        yield finding(entry, said[0], line.cited, said[1], at=advance.posting)
