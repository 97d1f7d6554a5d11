"""每个科目都在科目表里，写法规范；只记人民币，金额都是两位小数。

Every account is in the chart, canonical, under one of the five roots; money is CNY with two places.

Clause (《民间非营利组织会计制度》 财会〔2024〕25号): the chart. Beancount's grammar lets through names that
only look like an account of the chart (full-width letters, invisible characters, brackets), and an amount
off by half a fen passes as balanced. Yuan with a unit price would be worth more than the figure that every
other rule reads, so yuan have none, and goods have exactly one, in yuan. The account above a place's funds is
open so that a bank statement can be checked there, and takes no posting. An entry without postings books nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ledger.books import Books
from ledger.chart import CURRENCY, DONATION_FUND, GOODS, is_holder, problem
from ledger.findings import Finding, finding
from ledger.money import CENT
from ledger.policy import Policy
from plugins.rule import near_rule

__plugins__ = ("chart",)


@near_rule()
def chart(books: Books, policy: Policy) -> Iterator[Finding]:
    """Yield each account outside the chart, each open account not held to CNY, each amount not in whole fen."""
    for name, entry in books.opens.items():
        if not is_holder(name) and (fault := problem(name, books.is_bureau)):
            yield finding(entry, f"科目“{name}”不能用：{fault}")
        elif entry.currencies != [CURRENCY] and not name.startswith(GOODS):
            yield finding(entry, f"科目“{name}”要写明只记 {CURRENCY}")
    for entry in books.transactions:
        if not entry.postings:
            yield finding(entry, "这一笔没有分录，没有说钱从哪里到哪里；请补写，或删去这一笔")
        for posting in entry.postings:
            if fault := _amount_fault(posting):
                yield finding(entry, fault, at=posting)


def _amount_fault(posting: Any) -> str:
    """Why what a posting says of money or goods cannot stand; empty when it can."""
    number, currency = posting.units
    if is_holder(posting.account):
        return f"没有写到基金：“{posting.account}”下面还要写基金，例如 {posting.account}:{DONATION_FUND}"
    goods = posting.account.startswith(GOODS)
    if currency == CURRENCY and not goods:
        if posting.cost is not None or posting.price is not None:
            return "人民币不能再写单价（{…} 或 @），请直接写金额"
        return "" if number.same_quantum(CENT) else f"金额{number}不是两位小数，请写到分，例如 {number:.2f}"
    if goods and currency != CURRENCY and posting.cost is not None and posting.cost.currency == CURRENCY:
        return "实物按入账单价记，不能另写 @ 价格" if posting.price is not None else ""
    return f"存货里的实物要写人民币单价，例如 10 DAMI {{60.00 {CURRENCY}}}；别处只记 {CURRENCY}"
