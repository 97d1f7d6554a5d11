"""A transaction and its postings: the few things that everybody asks of one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from ledger.chart import Account, parse
from ledger.money import nearest_fen
from ledger.vocabulary import as_read

CASE_LINK = "JZ-"


class Leg(NamedTuple):
    """One posting with what its account's name says."""

    entry: Any
    posting: Any
    account: Account
    amount: Decimal
    """The posting's number as booked: yuan on money accounts."""


def case_number(entry: Any) -> str:
    """The case that a transaction is linked to, e.g. JZ-2026-0007; empty where there is none."""
    return next((link for link in sorted(entry.links or ()) if link.startswith(CASE_LINK)), "")


def words(entry: Any, *keys: str) -> str:
    """What an entry says of itself, as an eye reads it: the other side, the purpose, and the texts of these keys."""
    said = (entry.payee, entry.narration, *(text(entry, key) for key in keys))
    return as_read("|".join(filter(None, said)))


def posting_yuan(posting: Any) -> Decimal:
    """A posting's value in yuan: units of money as they are, goods at their booked value."""
    number: Decimal = posting.units.number
    if posting.cost is None:
        return number
    worth: Decimal = number * posting.cost.number
    fen = nearest_fen(worth)
    return fen if fen == worth else worth  # 2.5 × 60.00 is 150.00, not 150.000


def balances(transactions: Iterable[Any], last: date) -> dict[str, str]:
    """Every account's balance at the end of a day, in yuan (goods at booked value); what is nothing is left out."""
    found: dict[str, Decimal] = {}
    for entry in transactions:
        for posting in entry.postings if entry.date <= last else ():
            found[posting.account] = found.get(posting.account, Decimal(0)) + posting_yuan(posting)
    return {account: f"{amount:.2f}" for account, amount in sorted(found.items()) if amount}


def text(entry: Any, key: str) -> str:
    """A metadata value in words; empty where it is not given as words."""
    value = entry.meta.get(key)
    return value if isinstance(value, str) else ""


def is_credited(entry: Any) -> bool:
    """Whether somebody is credited, by income, capital or a debt: what is only given back came from nobody."""
    return any(
        p.units.number < 0 and parse(p.account).root in ("Income", "Equity", "Liabilities")
        for p in entry.postings
    )
