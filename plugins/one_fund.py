"""一笔账只动一个基金；基金之间转移要有当天已作出的“资金转移”决议。

A transaction moves one fund; a transfer between two needs a resolution of kind 资金转移 that exists on that
day, and earns and spends nothing itself. What was reversed moved nothing.

Clause (社会团体登记管理条例 26): 捐赠、资助要按约定的期限、方式和用途使用；专款专用。
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ledger.books import Books
from ledger.chart import parse
from ledger.entries import text
from ledger.findings import Finding, finding
from ledger.policy import Policy
from plugins.rule import near_rule

__plugins__ = ("one_fund",)

CLAUSE = "《社会团体登记管理条例》第二十六条：接受的捐赠、资助按约定的用途使用"


@near_rule()
def one_fund(books: Books, policy: Policy) -> Iterator[Finding]:
    """Yield each transaction that moves several funds without a resolution, or earns or spends while it does."""
    entry, fund, told = None, "", False
    for leg in books.legs:
        if leg.entry is not entry:
            entry, fund, told = leg.entry, leg.account.fund, False
        elif leg.account.fund != fund and not told:
            told = True
            if not books.undone(entry):
                yield from _several(books, entry)


def _several(books: Books, entry: Any) -> Iterator[Finding]:
    funds = "、".join(sorted(books.funds(entry)))
    if any(parse(p.account).root in ("Income", "Expenses") for p in entry.postings):
        yield finding(entry, f"一笔收支动了几个基金（{funds}），请按基金分开记", CLAUSE)
        return
    number = text(entry, "resolution")
    if not number:
        yield finding(entry, f"钱在基金之间转移（{funds}），没有写明决议 resolution:", CLAUSE)
    elif books.facts.resolution(number, entry.date, "资金转移") is None:
        said = f"钱在基金之间转移（{funds}），但到{entry.date}为止没有“资金转移”决议{number}"
        yield finding(entry, said, CLAUSE)
