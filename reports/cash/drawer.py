"""What paper says of the cash drawer: how much of which fund, and who keeps it, on a day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ledger.books import Books
from ledger.facts import Float
from ledger.mistake import Mistake

ZERO = Decimal("0.00")


def by_fund(books: Books, day: date) -> dict[str, Decimal]:
    """The cash of each fund at the end of a day, as booked, in the order of the funds; those with none left out."""
    found: dict[str, Decimal] = {}
    for leg in books.legs:
        if leg.account.is_cash and leg.entry.date <= day:
            found[leg.account.fund] = found.get(leg.account.fund, ZERO) + leg.amount
    return {fund: yuan for fund, yuan in sorted(found.items()) if yuan}


def fund_word(fund: str) -> str:
    """A fund without its number: 社会捐赠."""
    return fund.lstrip("0123456789")


def float_on(books: Books, day: date) -> Float:
    """The float's ceiling and custodian on a day; Mistake where none is set up by then."""
    known = [each for each in books.facts.floats if each.day <= day]
    if not known:
        raise Mistake("还没有设立备用金；请先登记限额和保管人：huzhu fact float")
    return known[-1]
