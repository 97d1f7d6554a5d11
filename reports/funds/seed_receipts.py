"""The receipts of start-up money, one by one, as `ledger.seed` adds them up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from ledger.books import Books
from ledger.chart import COLLECTIVE_FUND, SUBSIDY_FUND, parse
from ledger.entries import posting_yuan, text
from ledger.vocabulary import as_read

SOURCES = ("区财政补助", "村集体支持", "社会捐赠")
_SEED = ("4101", "4401", "3101", "3102")


class Receipt(NamedTuple):
    """One receipt of start-up money."""

    source: str
    entry: Any
    amount: Decimal


def receipts(books: Books, by: date) -> Iterator[Receipt]:
    """Every receipt that counts as start-up money by a day, as `ledger.seed` counts it."""
    seen: set[int] = set()
    for leg in books.income:
        entry = leg.entry
        fits = leg.account.code in _SEED and entry.date <= by and not books.undone(entry)
        if fits and id(entry) not in seen:
            seen.add(id(entry))
            if amount := _came(entry):
                yield Receipt(_source(books, entry), entry, amount)


def _came(entry: Any) -> Decimal:
    """What came in money and goods, or was spent at once; a promise is not money yet."""
    given = kept = Decimal("0.00")
    for posting in entry.postings:
        account = parse(posting.account)
        if account.code in _SEED:
            given -= posting_yuan(posting)
        elif account.fund or account.root == "Expenses":
            kept += posting_yuan(posting)
    return min(given, kept)


def _source(books: Books, entry: Any) -> str:
    funds = books.funds(entry)
    if SUBSIDY_FUND in funds or any(parse(p.account).code == "4401" for p in entry.postings):
        return SOURCES[0]
    collective = COLLECTIVE_FUND in funds or as_read(text(entry, "channel")) == "村集体"
    return SOURCES[1] if collective else SOURCES[2]


def booked_as(entry: Any) -> str:
    """Whether it was put in as net assets or booked as income."""
    return "净资产" if any(parse(p.account).root == "Equity" for p in entry.postings) else "收入"
