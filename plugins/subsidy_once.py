"""区财政的启动补助只拨一次，金额正好是规定数。

The district's start-up subsidy is paid once and is exactly the amount: in the society's books as it
arrives, in the bureau's as it is paid to each society.

Clause (徽州 二（二）): 由区财政一次性补助1万元。

A payment that was reversed does not count, nor does its reversal. In a society's books all 政府补助收入 is taken
for it, whatever fund it was booked into.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby
from typing import Any

from ledger.books import Books
from ledger.chart import SUBSIDY_FUND
from ledger.entries import Leg, text
from ledger.findings import Finding, finding
from ledger.policy import Policy
from plugins.rule import money_rule

__plugins__ = ("subsidy_once",)

_CODES = ("4401", "3101", "3102")


@money_rule("seed_subsidy")
def subsidy_once(books: Books, policy: Policy) -> Iterator[Finding]:
    """Yield each subsidy of another amount, and each after the first."""
    first: dict[str, Any] = {}
    for society, entry, amount in _paid(books):
        line = policy.on(entry.date, "seed_subsidy")
        if line is None:
            continue
        if amount != line.yuan:
            yield finding(entry, f"启动补助应是{line.yuan}元，这笔是{amount}元", line.cited)
        if (before := first.setdefault(society, entry)) is not entry:
            said = f"启动补助只拨一次，{before.date}（凭证{text(before, 'voucher')}）已经拨过"
            yield finding(entry, said, line.cited)


def _paid(books: Books) -> Iterator[tuple[str, Any, Decimal]]:
    """Each standing subsidy: to which society (empty in its own books), the transaction, the amount."""
    legs = (
        books.expenses
        if books.is_bureau
        else [x for x in books.income if x.account.code in _CODES and _is_subsidy(books, x)]
    )
    for _, group in groupby(legs, key=lambda leg: id(leg.entry)):
        given = list(group)
        entry, amount = given[0].entry, sum((leg.amount for leg in given), Decimal(0))
        society = text(entry, "society") if books.is_bureau else ""
        if bool(society) == books.is_bureau and not books.undone(entry):
            yield society, entry, amount if books.is_bureau else -amount


def _is_subsidy(books: Books, leg: Leg) -> bool:
    """Whether a leg is subsidy income, or subsidy put in as capital, whichever fund it was booked into."""
    return leg.account.code == "4401" or SUBSIDY_FUND in books.funds(leg.entry)
