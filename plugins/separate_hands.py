"""记账、审批、付款由不同的人办；出纳不记收入、支出账；小社经决议可以写明例外。

Who records, who approves and who pays are different people; the cashier keeps no income or expense books.

Clause (会计法 35): 出纳人员不得兼任稽核、会计档案保管和收入、支出、费用、债权债务账目的登记工作。 Which duties must
be different people's is the policy line `hands`. Money out names who approved and who paid; money in only
who recorded it. A small society may name an exception by a resolution of kind 职责兼任 that is in force on
the day and names both duties, e.g. duties: "审批 付款"; the cashier's is named "记账 出纳".
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations
from typing import Any

from ledger.books import Books
from ledger.findings import Finding, finding
from ledger.policy import Line, Policy
from plugins.rule import rule

__plugins__ = ("separate_hands",)

DUTIES = {"记账": "recorded-by", "审批": "approved-by", "付款": "paid-by"}
_CASHIER = ("记账", "出纳")


@rule
def separate_hands(books: Books, policy: Policy) -> Iterator[Finding]:
    """Yield each transaction in which one person holds two duties, or a duty is nobody's."""
    spending = {id(leg.entry) for leg in books.expenses if leg.amount > 0}
    earning = {id(leg.entry) for leg in books.income}
    cashiers = [t for t in books.facts.terms if t.post == "出纳"]
    for entry in books.transactions:
        line = policy.on(entry.date, "hands")
        if line is None:
            continue
        meta = entry.meta
        hands = [(duty, meta[DUTIES[duty]]) for duty in line.words if meta.get(DUTIES[duty])]
        if len({who for _, who in hands}) < len(hands):
            yield from _shared(books, entry, hands, line)
        if id(entry) in spending and not meta.get("reverses"):
            yield from _nobody(entry, line)
        if id(entry) in spending or id(entry) in earning:
            who = meta.get("recorded-by")
            if any(t.person == who and t.on(entry.date) for t in cashiers) and not _excepted(
                books, entry.date, _CASHIER
            ):
                yield finding(entry, f"{who}是出纳，不能登记收入、支出账；请由会计记账", line.cited)


def _shared(books: Books, entry: Any, hands: list[tuple[str, str]], line: Line) -> Iterator[Finding]:
    for (one, who), (other, also) in combinations(hands, 2):
        if who == also and not _excepted(books, entry.date, (one, other)):
            said = f"{who}既{one}又{other}，要由两个人办；人手不够的，先作出职责兼任的决议"
            yield finding(entry, said, line.cited)


def _nobody(entry: Any, line: Line) -> Iterator[Finding]:
    for duty in line.words:
        if not entry.meta.get(DUTIES[duty]):
            yield finding(entry, f"支出没有写明{duty}人（{DUTIES[duty]}:）", line.cited)


def _excepted(books: Books, day: date, duties: tuple[str, str]) -> bool:
    """Whether a resolution in force lets one person hold both duties."""
    for fact in books.facts.of("决议"):
        until = fact.day_of("until")
        running = fact.day <= day and not (until and day > until)
        if running and fact.text("kind") == "职责兼任" and set(duties) <= set(fact.text("duties").split()):
            return True
    return False
