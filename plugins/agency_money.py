"""受托代理的钱物不是本社的：只在受托代理资产和受托代理负债之间记账，不作收入、不作费用，转交不超过收到的。

What is kept for somebody named is never the society's own: its asset and its debt stand only with each other,
and nothing is handed on that was not received.

Clause (民间非营利组织会计制度，受托代理资产): 民间非营利组织本身只是在委托代理过程中起中介作用，无权改变受托代理资产的
用途或者变更受益人。在确认一项受托代理资产时，应当同时确认一项受托代理负债。

An entry that sets the two beside income, cost, own money, goods or claims is refused as a whole: the asset and
the debt stay equal only where both stand alone, so that no other comparison is needed. Where it is kept under
several names, each has its own account, and one's money is not handed to another: no account falls below zero
at the end of a day (entries of one day have no order). Money that the society may itself decide on is a
donation, not 受托代理.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby
from typing import Any

from ledger.books import Books
from ledger.chart import parse
from ledger.entries import Leg, posting_yuan
from ledger.findings import Finding, finding
from ledger.policy import Policy
from plugins.rule import rule

__plugins__ = ("agency_money",)

CLAUSE = "《民间非营利组织会计制度》：无权改变受托代理资产的用途或者变更受益人，确认资产时应当同时确认负债"
_CODES = ("1801", "2601")


@rule()
def agency_money(books: Books, policy: Policy) -> Iterator[Finding]:
    """Yield each entry that mixes agency money with other, and each day that ends with more handed on than kept."""
    kept: dict[str, Decimal] = {}
    standing = [leg for leg in books.agency if not books.undone(leg.entry)]
    for _, group in groupby(standing, key=lambda leg: leg.entry.date):
        day = list(group)
        for entry in {id(leg.entry): leg.entry for leg in day}.values():
            yield from _mixed(entry)
        yield from _day_end(kept, day)


def _mixed(entry: Any) -> Iterator[Finding]:
    """What else an entry moves beside what is kept for others."""
    others = [p.account.partition(":")[2] for p in entry.postings if parse(p.account).code not in _CODES]
    if others:
        said = (
            f"受托代理的钱物和{'、'.join(others)}记在了一笔里；受托代理只能受托代理资产对受托代理负债，"
            "本社自己的收支请另记一笔"
        )
        yield finding(entry, said, CLAUSE)


def _day_end(kept: dict[str, Decimal], day: list[Leg]) -> Iterator[Finding]:
    """The entry that took an account below zero, where the day ends so."""
    culprits: dict[str, Leg] = {}
    for leg in day:
        name = leg.account.name
        before = kept.get(name, Decimal(0))
        yuan = posting_yuan(leg.posting)
        kept[name] = before + (yuan if leg.account.root == "Assets" else -yuan)
        if before >= 0 > kept[name]:
            culprits[name] = leg
    told: set[int] = set()
    for name, leg in culprits.items():
        if kept[name] < 0 and id(leg.entry) not in told:
            told.add(id(leg.entry))
            said = f"转交的受托代理超过了收到的：{leg.entry.date}日终{name.partition(':')[2]}是{kept[name]}元"
            yield finding(leg.entry, said, CLAUSE, at=leg.posting)
