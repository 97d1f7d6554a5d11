"""记账、审批、付款由不同的人办；出纳不记收入、支出账；小社经决议可以写明例外。

Who records, who approves and who pays are different people; the cashier keeps no income or expense books.

Clause (会计法 35): 出纳人员不得兼任稽核、会计档案保管和收入、支出、费用、债权债务账目的登记工作。 Which duties must
be different people's is the policy line `hands`. Money out names who approved and who paid; anything else
only who recorded it. A small society may name an exception by a resolution of kind 职责兼任 that is in force
on the day and names both duties, e.g. duties: "审批 付款"; the cashier's is named "记账 出纳". What a carrier
keeps as its fee (手续费) nobody approves: it is not money out in this sense. The cashier may record what only
moves money or goods from one place to another.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import combinations
from typing import Any

from ledger.books import Books
from ledger.chart import BANK_CHARGES, parse
from ledger.entries import text
from ledger.facts import Fact
from ledger.findings import Finding, finding
from ledger.policy import BadPolicy, Line, Policy
from ledger.vocabulary import as_id
from plugins.rule import near_rule

__plugins__ = ("separate_hands",)

DUTIES = {"记账": "recorded-by", "审批": "approved-by", "付款": "paid-by"}
_CASHIER = ("记账", "出纳")


@near_rule("hands")
def separate_hands(books: Books, policy: Policy) -> Iterator[Finding]:
    """Yield each transaction in which one person holds two duties, or a duty is nobody's."""
    out = _money_out(books)
    cashiers = [t for t in books.facts.terms if t.post == "出纳"]
    known = {t.person for t in cashiers}
    exceptions = [f for f in books.facts.of("决议") if f.text("kind") == "职责兼任"]
    for entry in books.transactions:
        line = policy.on(entry.date, "hands")
        if line is None or books.undone(entry):
            continue
        hands = _hands(line, *[text(entry, key) for key in DUTIES.values()])
        named = [who for who in hands.values() if who]
        if len(set(named)) < len(named):
            yield from _shared(exceptions, entry, hands, line)
        if len(named) < len(hands):
            yield from _nobody(entry, hands, line, id(entry) in out)
        who = text(entry, "recorded-by")
        cashier = who in known and any(t.person == who and t.on(entry.date) for t in cashiers)
        if cashier and not _only_money(entry) and not _excepted(exceptions, entry.date, _CASHIER):
            yield finding(entry, f"{who}是出纳，不能登记收支和往来账；请由会计记账", line.cited)


@lru_cache
def _hands(line: Line, *said: str) -> dict[str, str]:
    """Who holds each duty of the policy, as an eye reads the id: two spellings that look the same are one person."""
    people = dict(zip(DUTIES, (as_id(who) for who in said), strict=True))
    try:
        return {duty: people[duty] for duty in line.words}
    except KeyError as unknown:
        raise BadPolicy(f"{line.where} 政策“hands”没有{unknown}这种职责，可写：{'、'.join(DUTIES)}") from None


def _money_out(books: Books) -> set[int]:
    """The transactions, by identity, that spend or that leave less money; what a carrier keeps is neither."""
    spent = {id(leg.entry) for leg in books.expenses if leg.amount > 0 and leg.account.name != BANK_CHARGES}
    moved = [leg for leg in books.legs if leg.account.is_money]
    moved += [leg for leg in books.expenses if leg.account.name == BANK_CHARGES]
    left = dict.fromkeys((id(leg.entry) for leg in moved if leg.amount < 0), Decimal(0))
    for leg in moved:
        if (entry := id(leg.entry)) in left and entry not in spent:
            left[entry] += leg.amount
    return spent | {entry for entry, change in left.items() if change < 0}


def _only_money(entry: Any) -> bool:
    """Whether a transaction only moves money or goods from one place to another: the cashier's own book."""
    return all(parse(p.account).fund for p in entry.postings)


def _shared(exceptions: list[Fact], entry: Any, hands: dict[str, str], line: Line) -> Iterator[Finding]:
    for one, other in combinations(hands, 2):
        if hands[one] and hands[one] == hands[other] and not _excepted(exceptions, entry.date, (one, other)):
            said = f"{hands[one]}既{one}又{other}，要由两个人办；人手不够的，先作出职责兼任的决议"
            yield finding(entry, said, line.cited)


def _nobody(entry: Any, hands: dict[str, str], line: Line, out: bool) -> Iterator[Finding]:
    """Money out needs every duty's person, anything else only who recorded it."""
    for duty, who in hands.items():
        if not who and (out or duty == _CASHIER[0]):
            said = "支出" if out else "这笔账"
            yield finding(entry, f"{said}没有写明{duty}人（{DUTIES[duty]}:）", line.cited)


def _excepted(exceptions: list[Fact], day: date, duties: tuple[str, str]) -> bool:
    """Whether a resolution in force lets one person hold both duties."""
    for fact in exceptions:
        until = fact.day_of("until")
        running = fact.day <= day and not (until and day > until)
        if running and set(duties) <= set(fact.text("duties").split()):
            return True
    return False
