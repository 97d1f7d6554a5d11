"""What the books know of other people's papers: whose accounts they are, what is booked as what, what still waits."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from ledger.books import Books
from ledger.chart import parse
from ledger.entries import Leg
from ledger.facts import Fact
from ledger.vocabulary import as_read

LINK = re.compile(r"(?:wx|ali|bank|reg)-[A-Za-z0-9._-]+")
"""A statement row's own id, as books link it."""


class Waiting(NamedTuple):
    """A statement's row that nobody has booked or settled yet."""

    link: str
    day: date
    account: str
    """Where the money moved: a place without its fund leaf."""
    way: str
    """收 or 付."""
    amount: Decimal
    payer: str
    words: str
    kind: str
    reason: str
    source: str
    refund_of: str
    to: str
    """Where the money went, where that is a place of the society's own; else empty."""
    fee: Decimal
    doubt: bool
    """The paper itself leaves doubt about the row."""
    fact: Fact

    @property
    def change(self) -> Decimal:
        """What the row adds to its account, in yuan."""
        return self.amount if self.way == "收" else -self.amount


class Allocation(NamedTuple):
    """What rows like these are booked as; an empty word asks for nothing."""

    number: str
    payer: str
    words: str
    amount: Decimal | None
    account: str
    becomes: str
    fund: str
    channel: str

    def fits(self, payer: str, words: str, amount: Decimal, account: str) -> bool:
        """Whether a row is one of those that it speaks of."""
        return (
            self.amount in (None, amount)
            and self.account in ("", account)
            and as_read(self.payer) in ("", as_read(payer))
            and as_read(self.words) in as_read(words)
        )

    @property
    def closeness(self) -> int:
        """How much it asks of a row: of two that fit, the one that asks for more speaks of it."""
        return sum(map(bool, (self.payer, self.words, self.amount, self.account)))


def linked(books: Books) -> dict[str, str]:
    """Each statement link that a transaction carries → that transaction's voucher number; not of one reversed."""
    return _vouchers(books, undone=False)


def unbooked(books: Books) -> dict[str, str]:
    """Each statement link whose booking was reversed, and not made anew → the voucher that was reversed."""
    before = _vouchers(books, undone=True)
    return {link: before[link] for link in before.keys() - linked(books).keys()} if before else before


def _vouchers(books: Books, *, undone: bool) -> dict[str, str]:
    return {
        link: str(entry.meta.get("voucher", ""))
        for entry in books.transactions
        for link in entry.links
        if LINK.fullmatch(link) and books.undone(entry) == undone
    }


def settled(books: Books) -> dict[str, Fact]:
    """Each row that was settled without a booking of its own → the fact that says why."""
    return {fact.key: fact for fact in books.facts.of("待核", "了结")}


def rows_of(books: Books) -> list[Waiting]:
    """Every row that ever waited, in order of day, whatever became of it."""
    return [_waiting(fact) for fact in {f.key: f for f in books.facts.of("待核", "挂起")}.values()]


def waiting(books: Books) -> list[Waiting]:
    """The rows that wait, in order of day."""
    hung = {fact.key: fact for fact in books.facts.of("待核", "挂起")}
    if not hung:
        return []
    done = settled(books).keys() | {
        link for t in books.transactions for link in t.links if link in hung and not books.undone(t)
    }
    return [_waiting(fact) for link, fact in hung.items() if link not in done]


def _waiting(fact: Fact) -> Waiting:
    return Waiting(
        fact.key, fact.day, fact.text("account"), fact.text("way"), fact.yuan("amount") or Decimal(0),
        fact.text("payer"), fact.text("words"), fact.text("kind"), fact.text("reason"), fact.text("source"),
        fact.text("refund-of"), fact.text("to"), fact.yuan("fee") or Decimal("0.00"), fact.meta.get("doubt") is True, fact,
    )  # fmt: skip


def papers(books: Books) -> list[Fact]:
    """The statements that were read; one that was read again for another account is that account's alone."""
    read = books.facts.of("对账单")
    whose = {fact.text("sha256"): fact.key for fact in read}
    return [fact for fact in read if whose[fact.text("sha256")] == fact.key]


def named(books: Books) -> dict[str, str]:
    """What papers call the society's accounts → the place of money that it is; the last line holds."""
    return {fact.key: fact.text("account") for fact in books.facts.of("归户")}


def allocations(books: Books, day: date) -> list[Allocation]:
    """The allocations in force on a day."""
    found: dict[str, Allocation] = {}
    for fact in books.facts.of("归类"):
        if fact.day <= day and fact.step == "设立":
            found[fact.key] = Allocation(
                fact.key, fact.text("payer"), fact.text("words"), fact.yuan("amount"), fact.text("account"),
                fact.text("becomes"), fact.text("fund"), fact.text("channel"),
            )  # fmt: skip
        elif fact.day <= day:
            found.pop(fact.key, None)
    return list(found.values())


def in_transit(books: Books, day: date | None = None) -> dict[str, list[Leg]]:
    """Per account of money in transit, the postings to which none of the same sum the other way answers, by day.

    What was reversed was never under way.
    """
    return {name: legs for name, legs in under_way(books, day)[0].items() if legs}


def under_way(books: Books, day: date | None = None) -> tuple[dict[str, list[Leg]], list[tuple[Leg, Leg]]]:
    """Per account of money in transit the postings that wait for their answer; and those that were answered."""
    open_: dict[str, list[Leg]] = {}
    pairs: list[tuple[Leg, Leg]] = []
    if not any(parse(name).is_transit for name in books.opens):
        return open_, pairs
    for leg in books.legs:
        here = leg.account.is_transit and not books.undone(leg.entry)
        if here and (day is None or leg.entry.date <= day):
            others = open_.setdefault(leg.account.name, [])
            first = next((o for o in others if o.amount == -leg.amount), None)
            if first is None:
                others.append(leg)
            else:
                others.remove(first)
                pairs.append((first, leg))
    return open_, pairs
