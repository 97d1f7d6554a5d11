"""Which funds are restricted on a day (限定性), and which fund an entry's money is of.

A restriction counts where it says more than the society's own purpose does (《民间非营利组织会计制度》): a fund is what
its last line 基金 设立 says. Where there is none, the subsidy is restricted, because its document limits what it may be
used for (按规定用途使用), and every other fund is not.

One transaction moves one fund, told by its money or goods. Where several are touched (a transfer, an entry typed by
hand), the one that moved most is the entry's, and what the others moved went over from it or to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from ledger.chart import SUBSIDY_FUND, fund_problem, parse
from ledger.entries import posting_yuan, text
from ledger.facts import Facts

RESTRICTED = "限定性"


class Restrictions:
    """What each fund is from when on."""

    def __init__(self, facts: Facts) -> None:
        """Read the lines 基金 设立 in order of day."""
        self._lines: dict[str, list[tuple[date, bool]]] = {}
        for fact in facts.of("基金", "设立"):
            restricted = fact.text("restriction") == RESTRICTED
            self._lines.setdefault(fact.key, []).append((fact.day, restricted))

    def on(self, fund: str, day: date) -> bool:
        """Whether a fund is restricted on a day; a line holds from its own day on."""
        state = fund == SUBSIDY_FUND
        for since, restricted in self._lines.get(fund, ()):
            if since <= day:
                state = restricted
        return state

    def changes(self) -> Iterator[tuple[date, str, bool]]:
        """Each day on which a fund became restricted (True) or free of it, in order of day."""
        found = []
        for fund, lines in self._lines.items():
            state = fund == SUBSIDY_FUND
            for day, restricted in lines:
                if restricted != state:
                    found.append((day, fund, restricted))
                state = restricted
        yield from sorted(found)


def moved(entry: Any) -> dict[str, Decimal]:
    """What an entry put into each fund's money and goods, in yuan, below zero what it took."""
    funds: dict[str, Decimal] = {}
    for posting in entry.postings:
        if fund := parse(posting.account).fund:
            funds[fund] = funds.get(fund, Decimal(0)) + posting_yuan(posting)
    return funds


def fund_of(entry: Any) -> str:
    """The fund that an entry is of; empty where it moves no money and names none."""
    funds = moved(entry)
    if funds:
        return max(sorted(funds), key=lambda fund: abs(funds[fund]))
    named = text(entry, "fund")
    return named if named and not fund_problem(named) else ""
