"""What help a society gave between two days: how often, how much, and what moved no money.

A payment that comes back, or is reversed, takes its yuan off in the days in which that happens, so that what was
filed for a month stays as it was filed. Goods count as what their case was accepted for.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from ledger.books import Books
from ledger.chart import COLLECTIVE_FUND
from ledger.entries import posting_yuan, text
from ledger.relief import Relief

ZERO = Decimal("0.00")
SUPPLEMENTARY, EMERGENCY = "补充救助", "应急救助"


class Help(NamedTuple):
    """Help in some days: 人次 and yuan of each kind, referrals, and how often help came before the survey."""

    supplementary: int = 0
    supplementary_yuan: Decimal = ZERO
    emergency: int = 0
    emergency_yuan: Decimal = ZERO
    referred: int = 0
    first_aid: int = 0

    @property
    def times(self) -> int:
        """Payments of either kind."""
        return self.supplementary + self.emergency

    @property
    def yuan(self) -> Decimal:
        """What they came to."""
        return self.supplementary_yuan + self.emergency_yuan


def help_given(books: Books, first: date, last: date) -> Help:
    """The help between two days, both counted in."""
    times = {SUPPLEMENTARY: 0, EMERGENCY: 0}
    yuan = {SUPPLEMENTARY: ZERO, EMERGENCY: ZERO}
    seen: set[int] = set()
    for paid in books.reliefs:
        if first <= paid.day <= last:
            kind = counted_as(paid)
            yuan[kind] += paid.amount
            if id(paid.entry) not in seen:
                seen.add(id(paid.entry))
                times[kind] += _step(paid)
    facts = books.facts
    return Help(
        times[SUPPLEMENTARY], yuan[SUPPLEMENTARY], times[EMERGENCY], yuan[EMERGENCY],
        sum(first <= f.day <= last for f in facts.of("转介", "转出")),
        sum(first <= f.day <= last for f in facts.of("救助", "先行救助")),
    )  # fmt: skip


def counted_as(paid: Relief) -> str:
    """补充救助 or 应急救助; goods without a case are emergency relief."""
    return paid.counts_as if paid.counts_as == SUPPLEMENTARY else EMERGENCY


def _step(paid: Relief) -> int:
    """A payment is one time more, its reversal one less; what a recipient gives back leaves it a payment."""
    return 1 if paid.amount > 0 else -1 if text(paid.entry, "reverses") else 0


def donated(books: Books, first: date, last: date) -> Decimal:
    """What was given between two days in money and goods, the village collective's own support left out."""
    came = ZERO
    for leg in books.income:
        if (
            leg.account.code == "4101"
            and first <= leg.entry.date <= last
            and not from_collective(books, leg.entry)
        ):
            came -= leg.amount
    return came


def from_collective(books: Books, entry: object) -> bool:
    """Whether a receipt is the village collective's."""
    return text(entry, "channel") == "村集体" or COLLECTIVE_FUND in books.funds(entry)


def balance(books: Books, last: date) -> Decimal:
    """What a society has in money and goods at the end of a day, as its notice says it."""
    return sum((posting_yuan(leg.posting) for leg in books.legs if leg.entry.date <= last), ZERO)
