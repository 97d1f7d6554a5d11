"""The start-up money of a society (启动资金): what came by a day, and from whom."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any, NamedTuple

from ledger.books import Books
from ledger.chart import COLLECTIVE_FUND, SUBSIDY_FUND, parse
from ledger.entries import Leg, posting_yuan, text
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
        entry = given[0].entry
        if books.undone(entry):
            continue
        came, funds = _plain(entry, given[0]) or (
            min(-sum(leg.amount for leg in given), _kept(entry)), books.funds(entry),
        )  # fmt: skip
        if SUBSIDY_FUND in funds or any(leg.account.code == "4401" for leg in given):
            subsidy += came
            continue
        other += came
        if COLLECTIVE_FUND in funds or as_read(text(entry, "channel")) == "村集体":
            collective += came
    return Seed(subsidy, other, collective)


def _plain(entry: Any, leg: Leg) -> tuple[Decimal, set[str]] | None:
    """What most receipts are: money of one fund, all of it credited once. The sum and the fund; None of any other."""
    if len(entry.postings) != 2:
        return None
    other = entry.postings[entry.postings[0] is leg.posting]
    fund = parse(other.account).fund
    return (-leg.amount, {fund}) if fund and other.cost is None and other.price is None else None


def _kept(entry: Any) -> Decimal:
    """What a transaction brought in money and goods, or spent at once: a promise is not money yet."""
    kept = Decimal(0)
    for posting in entry.postings:
        account = parse(posting.account)
        if account.fund or account.root == "Expenses":
            kept += posting_yuan(posting)
    return kept
