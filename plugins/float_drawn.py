"""支取备用金只从同一基金的银行账户支取，并由保管人以外的人审批。

A draw comes from the same fund's bank account and is approved by somebody other than the custodian.

Clause (徽州 二（四）): 互助社应当设立现金类备用金，并相应建立规范的设立、支取制度。

What makes a draw is the money and not its name: cash grows in an entry in which bank or wallet shrinks. It
moves one fund, and no resolution makes it two: money is first transferred, then drawn. A wallet is emptied
into the bank, where a statement shows it, and cash is drawn from there. Two spellings that an eye reads as
one are one person. The custodian is the one of that day; on a day of handing over both are.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from ledger.books import Books
from ledger.chart import WALLET
from ledger.entries import Leg, text
from ledger.findings import Finding, finding
from ledger.policy import Policy
from ledger.vocabulary import as_id
from plugins.rule import near_rule

__plugins__ = ("float_drawn",)


@near_rule("float_required")
def float_drawn(books: Books, policy: Policy) -> Iterator[Finding]:
    """Yield each draw from another fund, from a wallet, or that nobody but the custodian approved."""
    floats = books.facts.floats
    days = [each.day for each in floats]
    for entry, legs in _draws(books):
        line = policy.on(entry.date, "float_required")
        if line and line.yes:
            at, after = bisect_left(days, entry.date), bisect_right(days, entry.date)
            custodians = {as_id(each.custodian) for each in floats[max(at - 1, 0) : after]}
            for said in _faults(entry, legs, custodians):
                yield finding(entry, said, line.cited)


def _faults(entry: Any, legs: list[Leg], custodians: set[str]) -> Iterator[str]:
    funds = sorted({leg.account.fund or "（未写明）" for leg in legs})
    if len(funds) > 1:
        yield f"支取备用金动了{'、'.join(funds)}，只能从同一基金支取；要先按决议转移基金，再支取"
    sources = [leg for leg in legs if leg.amount < 0 and not leg.account.is_cash]
    if any(leg.account.holder.startswith(WALLET) for leg in sources):
        yield "备用金要从银行账户支取，不能从微信、支付宝支取；请先转入银行"
    approver = text(entry, "approved-by")
    if not approver.strip():
        yield "支取备用金没有审批人（approved-by:）；请由保管人以外的人审批"
    elif as_id(approver) in custodians:
        yield f"{approver}是备用金保管人，不能自己审批支取；请由别人审批"


def _draws(books: Books) -> Iterator[tuple[Any, list[Leg]]]:
    """The transactions, with their money legs, in which cash grows and bank or wallet shrinks."""
    entries: dict[int, list[Leg]] = {}
    grown = {id(leg.entry) for leg in books.legs if leg.account.is_cash and leg.amount > 0}
    for leg in books.legs:
        if leg.account.is_money and id(leg.entry) in grown:
            entries.setdefault(id(leg.entry), []).append(leg)
    for legs in entries.values():
        cash = sum((leg.amount for leg in legs if leg.account.is_cash), Decimal(0))
        rest = sum((leg.amount for leg in legs if not leg.account.is_cash), Decimal(0))
        if cash > 0 > rest and not books.undone(legs[0].entry):
            yield legs[0].entry, legs
