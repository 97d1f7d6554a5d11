"""每个科目都在科目表里，写法规范；只记人民币，金额都是两位小数。

Every account is in the chart, canonical, under one of the five roots; money is CNY with two places.

Clause (《民间非营利组织会计制度》 财会〔2024〕25号): the chart. Beancount's grammar lets through names that
only look like an account of the chart (full-width letters, invisible characters, brackets), and an amount
off by half a fen passes as balanced.
"""

from __future__ import annotations

from collections.abc import Iterator

from ledger.books import Books
from ledger.chart import CURRENCY, GOODS, problem
from ledger.findings import Finding, finding
from ledger.money import CENT
from ledger.policy import Policy
from plugins.rule import rule

__plugins__ = ("chart",)


@rule
def chart(books: Books, policy: Policy) -> Iterator[Finding]:
    """Yield each account outside the chart, each open account not held to CNY, each amount not in whole fen."""
    for name, entry in books.opens.items():
        if fault := problem(name, books.is_bureau):
            yield finding(entry, f"科目“{name}”不能用：{fault}")
        elif entry.currencies != [CURRENCY] and not name.startswith(GOODS):
            yield finding(entry, f"科目“{name}”要写明只记 {CURRENCY}")
    for legs in (books.legs, books.income, books.expenses):
        for entry, posting, _ in legs:
            if posting.cost is None and not posting.units.number.same_quantum(CENT):
                said = f"金额{posting.units.number}不是两位小数，请写成 {posting.units.number:.2f}"
                yield finding(entry, said, at=posting)
