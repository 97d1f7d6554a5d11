"""The start-up money of a society (启动资金): what came by a day, and from whom."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any, NamedTuple

from ledger.books import Books
from ledger.chart import COLLECTIVE_FUND, SUBSIDY_FUND, parse
from ledger.entries import posting_yuan, text
from ledger.vocabulary import as_read

_SEED_CODES = ("4101", "4401", "3101", "3102")


class Seed(NamedTuple):
    """Start-up money received, in yuan."""

    subsidy: Decimal
    other: Decimal
    collective: Decimal
    """What of the other was the village collective's."""

    @property
    def total(self) -> Decimal:
        """All of it."""
        return self.subsidy + self.other


def received(books: Books, by: date) -> Seed:
    """Start-up money received by a day; what was reversed, and what was only promised, did not come."""
    subsidy = other = collective = Decimal("0.00")
    seed = (leg for leg in books.income if leg.account.code in _SEED_CODES and leg.entry.date <= by)
    for _, legs in groupby(seed, key=lambda leg: id(leg.entry)):
        given = list(legs)
        entry, funds = given[0].entry, books.funds(given[0].entry)
        if books.undone(entry):
            continue
        came = min(-sum(leg.amount for leg in given), _kept(entry))
        if SUBSIDY_FUND in funds or any(leg.account.code == "4401" for leg in given):
            subsidy += came
            continue
        other += came
        if COLLECTIVE_FUND in funds or as_read(text(entry, "channel")) == "村集体":
            collective += came
    return Seed(subsidy, other, collective)


def _kept(entry: Any) -> Decimal:
    """What a transaction brought in money and goods, or spent at once: a promise is not money yet."""
    kept = Decimal(0)
    for posting in entry.postings:
        account = parse(posting.account)
        if account.fund or account.root == "Expenses":
            kept += posting_yuan(posting)
    return kept
