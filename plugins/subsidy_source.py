"""区财政给互助社的补助不得从低保、特困、临时救助等困难群众救助补助资金中列支。

Subsidy money is never charged to low-income-allowance lines: on the society's receipt by its
`budget-line`, in the bureau's books by the account it is paid from.

Clause (徽州 二（二）): 区财政互助社补助资金不得从低保、特困、临时救助等困难群众救助补助资金中列支。

A line that is neither barred nor allowed, or is not named, is a warning 未核验: it keeps nobody from
booking the money, but somebody must look at the document. A barred word in the payer, the purpose or the
document's name is as good as a barred line. Bank interest on the subsidy has no line. In the bureau's books
the account is the line; a `budget-line` that says otherwise is an error too, because the paper and the
books would tell two stories.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from ledger.books import Books
from ledger.chart import SUBSIDY_FUND
from ledger.entries import Leg, text, words
from ledger.findings import Finding, finding
from ledger.policy import Policy
from ledger.vocabulary import as_read
from plugins.rule import near_rule

__plugins__ = ("subsidy_source",)


@near_rule("barred_budget_lines", "allowed_budget_lines", "barred_words")
def subsidy_source(books: Books, policy: Policy) -> Iterator[Finding]:
    """Yield each subsidy charged to a barred line, and each whose line nobody has verified."""
    judge = _paid_out if books.is_bureau else _received
    paid = books.expenses if books.is_bureau else _given(books)
    for _, group in groupby(paid, key=lambda leg: id(leg.entry)):
        legs = list(group)
        if not books.undone(legs[0].entry):
            yield from judge(books, policy, legs)


def _given(books: Books) -> list[Leg]:
    """Income of the subsidy fund, and government subsidies booked into any other."""
    own = {id(leg.entry) for leg in books.legs if leg.account.fund == SUBSIDY_FUND}
    return [x for x in books.income if (id(x.entry) in own or x.account.code == "4401") and x.amount < 0]


def _received(books: Books, policy: Policy, legs: list[Leg]) -> Iterator[Finding]:
    """The line of each posting but bank interest, and the words of the whole."""
    entry = legs[0].entry
    for leg in legs:
        if leg.account.code != "4901":
            yield from _line(policy, leg, str(entry.meta.get("budget-line") or ""))
    yield from _words(policy, entry)


def _paid_out(books: Books, policy: Policy, legs: list[Leg]) -> Iterator[Finding]:
    entry = legs[0].entry
    if not text(entry, "society"):
        yield from _unnamed(books, policy, legs)
        return
    said = str(entry.meta.get("budget-line") or "")
    for leg in legs:
        if leg.amount > 0:
            yield from _charged(books, policy, leg)
            if said and said != leg.account.code:
                told = f"预算科目写的是{said}，实际列支在“{_name(leg)}”"
                yield finding(entry, told, at=leg.posting)
    yield from _words(policy, entry)


def _charged(books: Books, policy: Policy, leg: Leg) -> Iterator[Finding]:
    barred = policy.on(leg.entry.date, "barred_budget_lines")
    if barred and (allowance := books.allowance(leg.account.name)):
        said = f"给互助社的补助列在“{_name(leg)}”，是{allowance}资金"
        yield finding(leg.entry, said, barred.cited, at=leg.posting)
    else:
        yield from _line(policy, leg, leg.account.code)


def _unnamed(books: Books, policy: Policy, legs: list[Leg]) -> Iterator[Finding]:
    """A payment to a 互助社 that does not say which, and an expense moved to an allowance afterwards."""
    entry = legs[0].entry
    barred = policy.on(entry.date, "barred_budget_lines")
    if barred is None:
        return
    if "互助社" in as_read(entry.payee or ""):
        yield finding(entry, "给互助社的拨款没有写明是哪个社（society:）", barred.cited)
    moved = next((leg for leg in legs if leg.amount > 0 and books.allowance(leg.account.name)), None)
    if moved and any(leg.amount < 0 for leg in legs):
        said = f"已列的支出改列到“{_name(moved)}”，请核实其中没有给互助社的补助"
        yield finding(entry, said, barred.cited, "warning", at=moved.posting)


def _name(leg: Leg) -> str:
    return leg.account.name.partition(":")[2]


def _line(policy: Policy, leg: Leg, line: str) -> Iterator[Finding]:
    barred = policy.on(leg.entry.date, "barred_budget_lines")
    allowed = policy.on(leg.entry.date, "allowed_budget_lines")
    if barred is None:
        return
    if re.sub("[^0-9]", "", as_read(line)).startswith(barred.words):
        said = f"补助列支在预算科目{line}，属于困难群众救助补助资金，不能用"
        yield finding(leg.entry, said, barred.cited, at=leg.posting)
    elif allowed is None or line not in allowed.words:
        said = f"预算科目{line}未核验，请核对拨款文件"
        if not line:
            said = "没有写明预算科目，未核验；请核对拨款文件，写 budget-line:"
        yield finding(leg.entry, said, barred.cited, "warning", at=leg.posting)


def _words(policy: Policy, entry: Any) -> Iterator[Finding]:
    barred = policy.on(entry.date, "barred_words")
    if barred and (word := barred.word_in(words(entry, "document-no"))):
        yield finding(entry, f"补助的来源写着“{word}”，困难群众救助补助资金不能用来补助互助社", barred.cited)
