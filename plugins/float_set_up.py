"""发放或支取现金的互助社，当天要已经设立备用金，有限额、有在任的保管人。

A society that pays out or draws cash has on that day a float with a ceiling and a custodian who is in office.

Clause (徽州 二（四）): 互助社应当设立现金类备用金，并相应建立规范的设立、支取制度。

Cash that is only taken to the bank needs no float: a gift may come to a society that never pays cash. Cash
paid for anything counts, relief or not, and so does a draw from bank or wallet. A missing float is told once,
at the first such entry. Where the books name the people in office, the custodian is one of them on the day
that cash goes in or out; one who has left is told once, and the float is handed over. An entry that was
reversed did not happen.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from ledger.books import Books
from ledger.facts import Float, Term
from ledger.findings import Finding, finding
from ledger.policy import Policy
from plugins.rule import near_rule

__plugins__ = ("float_set_up",)


@near_rule("float_required")
def float_set_up(books: Books, policy: Policy) -> Iterator[Finding]:
    """Yield the first cash that moved without a float, and the first that each custodian out of office kept."""
    floats, at, now = books.facts.floats, 0, None
    terms = _terms(books)
    told: set[str] = set()
    for entry in _cash_used(books):
        line = policy.on(entry.date, "float_required")
        while at < len(floats) and floats[at].day <= entry.date:
            now, at = floats[at], at + 1
        who = now.custodian if now else ""
        if line is None or not line.yes or who in told:
            continue
        if said := _fault(entry, now, terms):
            told.add(who)
            yield finding(entry, said, line.cited)


def _fault(entry: Any, now: Float | None, terms: dict[str, list[Term]]) -> str:
    if now is None:
        return f"{entry.date}动用了现金，却还没有设立备用金；请先登记备用金的限额和保管人"
    if not now.custodian:
        return f"{entry.date}动用了现金，备用金却没有保管人；请先登记交接"
    if terms and not any(term.on(entry.date) for term in terms.get(now.custodian, ())):
        return f"备用金保管人{now.custodian}{entry.date}没有任职（或已离任）；请先交接给在任的人"
    return ""


def _terms(books: Books) -> dict[str, list[Term]]:
    """Who was in office when; nobody where the books name no people."""
    found: dict[str, list[Term]] = {}
    for term in books.facts.terms:
        found.setdefault(term.person, []).append(term)
    return found


def _cash_used(books: Books) -> Iterator[Any]:
    """The transactions that draw cash or pay in cash, in order of day; not those that take it to the bank."""
    entries: dict[int, Any] = {}
    cash: dict[int, Decimal] = {}
    money: dict[int, Decimal] = {}
    for leg in books.legs:
        if leg.account.is_money:
            key = id(leg.entry)
            money[key] = money.get(key, Decimal(0)) + leg.amount
            if leg.account.is_cash:
                entries[key] = leg.entry
                cash[key] = cash.get(key, Decimal(0)) + leg.amount
    for key, entry in entries.items():
        paid, drawn = cash[key] < 0 and money[key] < 0, cash[key] > 0 and money[key] < cash[key]
        if (paid or drawn) and not books.undone(entry):
            yield entry
