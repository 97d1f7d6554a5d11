"""The start-up money of a society (启动资金): what came by a day, and from whom."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
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
    share = books.told("seed", _share)
    last = None
    for leg in books.income:
        entry = leg.entry
        if entry is last or leg.account.code not in _SEED_CODES or entry.date > by or books.undone(entry):
            continue
        last = entry
        came, is_subsidy, is_collective = share(entry)
        if is_subsidy:
            subsidy += came
            continue
        other += came
        if is_collective:
            collective += came
    return Seed(subsidy, other, collective)


def _share(entry: Any) -> tuple[Decimal, bool, bool]:
    """What came in by an entry, whether it is the district's, and whether it is the village collective's."""
    accounts = [(parse(posting.account), posting) for posting in entry.postings]
    given = [posting for account, posting in accounts if account.code in _SEED_CODES]
    funds = {account.fund for account, _ in accounts if account.fund}
    came = min(-sum((posting.units.number for posting in given), Decimal(0)), _kept(entry))
    subsidy = SUBSIDY_FUND in funds or any(account.code == "4401" for account, _ in accounts)
    return came, subsidy, COLLECTIVE_FUND in funds or as_read(text(entry, "channel")) == "村集体"


def _kept(entry: Any) -> Decimal:
    """What a transaction brought in money and goods, or spent at once: a promise is not money yet."""
    kept = Decimal(0)
    for posting in entry.postings:
        account = parse(posting.account)
        if account.fund or account.root == "Expenses":
            kept += posting_yuan(posting)
    return kept
