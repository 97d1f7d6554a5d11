"""任何一天日终，任何一处的任何一个基金都不能是负数；指出把它用成负数的那一笔。

No money or goods leaf is below zero at the end of any day: the transaction that took it there is named.

Clause (会计法 9: 必须根据实际发生的经济业务事项进行会计核算): money that is not there cannot have been paid.

Money between a wallet and the bank (在途) may be below nothing while only the paper of its arrival has been read:
what is there too much on the one side is missing on the other.

Entries of one day have no order among themselves, so the day's end is judged. A fund's total is the sum of
its leaves; where no leaf is below zero, the total is not either.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from ledger.books import Books
from ledger.entries import Leg
from ledger.findings import Finding, finding
from ledger.policy import Policy
from plugins.rule import money_rule

__plugins__ = ("fund_overdrawn",)

CLAUSE = "《会计法》第九条：根据实际发生的经济业务事项进行会计核算"
Leaf = tuple[str, str]
_NOTHING = Decimal(0)


@money_rule()
def fund_overdrawn(books: Books, policy: Policy) -> Iterator[Finding]:
    """Yield, for each leaf and each time it falls below zero, the transaction that took it there."""
    balances: dict[Leaf, Decimal] = {}
    culprits: dict[Leaf, Leg] = {}
    under: set[Leaf] = set()
    day: date | None = None
    settled, legs = _split(books)
    for leg in settled:
        leaf = (leg.account.name, leg.posting.units.currency)
        balances[leaf] = balances.get(leaf, _NOTHING) + leg.posting.units.number
    under.update(leaf for leaf, amount in balances.items() if amount < 0)
    for leg in legs:
        if leg.entry.date != day:
            if culprits or under:
                yield from _day_end(balances, culprits, under)
            day = leg.entry.date
        units = leg.posting.units
        leaf = (leg.account.name, units.currency)
        before = balances.get(leaf, _NOTHING)
        balances[leaf] = after = before + units.number
        if before >= 0 > after:
            culprits[leaf] = leg
    yield from _day_end(balances, culprits, under)


def _split(books: Books) -> tuple[list[Leg], list[Leg]]:
    """The legs of the months in which nothing has changed since all was judged, and those since."""
    legs = [leg for leg in books.legs if not leg.account.is_transit]
    begun = date.fromisoformat(f"{books.since}-01") if books.since else date.min
    at = bisect_left(legs, begun, key=lambda leg: leg.entry.date)
    return legs[:at], legs[at:]


def _day_end(balances: dict[Leaf, Decimal], culprits: dict[Leaf, Leg], under: set[Leaf]) -> Iterator[Finding]:
    for leaf, leg in culprits.items():
        if balances[leaf] < 0 and leaf not in under:
            under.add(leaf)
            where = leg.account.name.split(":", 1)[1]
            unit = "元" if leaf[1] == "CNY" else leaf[1]
            said = f"{where}不够付：付了这笔，{leg.entry.date}日终是{balances[leaf]}{unit}"
            said += "；请核对日期、账户和数目，不够的先补足再付"
            yield finding(leg.entry, said, CLAUSE, at=leg.posting)
    culprits.clear()
    under.intersection_update([leaf for leaf in under if balances[leaf] < 0])
