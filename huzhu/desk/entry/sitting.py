"""A person at the desk before a society's books: what a form may offer them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from huzhu import session
from huzhu.desk.users import User
from ledger import chart, journal, money
from ledger.books import Books
from ledger.district import Ledger
from ledger.facts import Term
from ledger.standing import Standing

Choice = tuple[str, str]
"""What is sent, and what is read."""


@dataclass(frozen=True)
class Sitting:
    """Who sits there, before which books, on which day."""

    ledger: Ledger
    user: User
    day: date

    @cached_property
    def standing(self) -> Standing:
        """The books and their chain as they are on the disk."""
        return journal.seen(self.ledger)

    @property
    def books(self) -> Books:
        """The books themselves; nobody changes them."""
        return self.standing.books

    @property
    def balances(self) -> dict[str, Decimal]:
        """What each account that holds money has now, in yuan, by its name with the fund leaf."""
        return self.books.balances

    @property
    def holders(self) -> list[Choice]:
        """Where the society keeps money, cash last, with what is there."""
        there = [h for h in session.holders(self.ledger) if not h.startswith(chart.GOODS)]
        there = [h for h in there if h not in chart.TRANSIT]
        return [(h, f"{chart.word(h)}（{self._sum(h)}元）") for h in sorted(there, key=chart.CASH.__eq__)]

    @property
    def banks(self) -> list[Choice]:
        """Those of them that are bank accounts."""
        return [c for c in self.holders if c[0].startswith(chart.BANK)]

    @property
    def funds(self) -> list[Choice]:
        """The funds, with what each has."""
        return [(f, f"{f[2:]}（{self._of_fund(f)}元）") for f in session.funds(self.ledger)]

    @property
    def officers(self) -> list[Choice]:
        """Who holds a post on the day (members hold none), by id."""
        return [(t.person, f"{t.name or t.person}（{t.post}）") for t in self.terms if t.post != "会员"]

    def in_post(self, *posts: str) -> str:
        """The id of whoever holds the first of these posts that somebody holds; empty where nobody does."""
        return next((t.person for p in posts for t in self.terms if t.post == p), "")

    @cached_property
    def terms(self) -> list[Term]:
        """Who is in which post on the day."""
        return [t for t in self.books.facts.terms if t.on(self.day)]

    def resolutions(self, *kinds: str) -> list[Choice]:
        """The resolutions in force on the day, of these kinds, the newest first; all of them where none is named."""
        found = {f.key: f for f in self.books.facts.of("决议") if f.day <= self.day}
        return [
            (number, f"{number}（{fact.text('kind')}，{fact.day}）")
            for number, fact in sorted(found.items(), key=lambda item: item[1].day, reverse=True)
            if (not kinds or fact.text("kind") in kinds)
            and self.books.facts.resolution(number, self.day) is not None
        ]

    def name_of(self, id_: str) -> str:
        """The name of an officer, or the id where the books know none."""
        return next((t.name for t in self.books.facts.terms if t.person == id_ and t.name), id_)

    def _sum(self, holder: str) -> str:
        return money.show(
            sum((v for a, v in self.balances.items() if chart.parse(a).holder == holder), Decimal(0))
        )

    def _of_fund(self, fund: str) -> str:
        return money.show(
            sum((v for a, v in self.balances.items() if chart.parse(a).fund == fund), Decimal(0))
        )
