"""Which yuan became what: each receipt is followed through draws, moves and transfers to what it paid.

The order is declared, so that two people come to the same answer: the fund leaf decides which money was
taken, and inside one leaf what came first goes first (先进先出). Entries of one day have no order among
themselves: what came in stands before what moved, a move waits for the one that feeds it, and payments come
last. Claims and debts (其他应收款, 其他应付款) are places too, so that a detour over one does not wash money
clean; money put into net assets is remembered there for the same reason. Where the bank's paper dates the
arrival before the wallet's paper dates the departure (在途), the departure is followed on the day of the arrival.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from ledger.books import Books
from ledger.chart import parse
from ledger.entries import case_number, posting_yuan
from ledger.statements import under_way

_CLAIMS = ("1122", "2209")
ZERO = Decimal("0.00")


class Lot(NamedTuple):
    """Some yuan in one place: the entry that brought them into the society, and the places they came by."""

    origin: Any
    """The receipt; None where the money was taken before it was there."""
    amount: Decimal
    path: tuple[str, ...]


class Use(NamedTuple):
    """Some yuan of one receipt that left the society's places on one posting; negative where they came back."""

    origin: Any
    amount: Decimal
    path: tuple[str, ...]
    """The places passed, and at the end the account that they were charged to."""
    entry: Any
    posting: Any


class Lineage:
    """The lots in each place at the end, and every use, in order of day."""

    def __init__(self, books: Books, until: date | None = None, only: frozenset[str] | None = None) -> None:
        """Follow the books' money to the end of `until`; through `only` these places where not all are asked for."""
        self.held: dict[str, deque[Lot]] = {}
        self.uses: list[Use] = []
        self._only = only
        self._allowance = books.allowance
        self._balance: dict[str, Decimal] = {}
        """What lies in each place; below zero what was taken before it was there: an overdrawn drawer, a debt."""
        self._spent: dict[tuple[str, str], list[Use]] = {}
        entries = (
            t for t in self._entries(books) if not books.undone(t) and (until is None or t.date <= until)
        )
        for _, group in _days(entries, _left_before(books, until)):
            for entry in self._in_order(list(group)):
                self._follow(entry)

    def _entries(self, books: Books) -> Iterator[Any]:
        """The transactions that touch a place that is looked into, and those by which money finds a way back."""
        if self._only is None:
            yield from (t for t in books.transactions if any(is_place(p.account) for p in t.postings))
            return
        legs = [leg for legs in (books.legs, books.claims) for leg in legs if leg.account.name in self._only]
        legs += [leg for leg in books.expenses if leg.amount < 0]
        legs += [leg for leg in books.income if leg.account.root == "Equity"] if legs else []
        wanted = {id(leg.entry) for leg in legs}
        yield from (
            t for t in books.transactions if id(t) in wanted and any(is_place(p.account) for p in t.postings)
        )

    def _in_order(self, day: list[Any]) -> Iterator[Any]:
        """One day's entries: receipts, moves each after the one that feeds it, payments."""
        by_rank = {rank: list(group) for rank, group in groupby(sorted(day, key=_rank), key=_rank)}
        yield from by_rank.get(0, ())
        waiting = by_rank.get(1, [])
        while waiting:
            ready = [t for t in waiting if self._covered(t)] or waiting
            yield from ready
            done = set(map(id, ready))
            waiting = [t for t in waiting if id(t) not in done]
        yield from by_rank.get(2, ())

    def _covered(self, entry: Any) -> bool:
        taken = ((p.account, posting_yuan(p)) for p in entry.postings)
        return all(self._balance.get(name, ZERO) + yuan >= 0 for name, yuan in taken if yuan < 0)

    def _follow(self, entry: Any) -> None:
        """Take lots from what the entry takes from, and put them where it puts money."""
        pool: deque[Lot] = deque()
        given: list[Any] = []
        for posting in entry.postings:
            yuan = posting_yuan(posting)
            if yuan > 0:
                given.append(posting)
            elif yuan < 0:
                pool.extend(self._taken(entry, posting, -yuan))
        for posting in given:
            self._put(entry, posting, deque(_from(pool, posting_yuan(posting))))

    def _taken(self, entry: Any, posting: Any, yuan: Decimal) -> Iterator[Lot]:
        name = posting.account
        root = parse(name).root
        if root == "Expenses":
            yield from self._back(entry, posting, yuan)
            return
        place = is_place(name)
        if self._followed(name) or root == "Equity":
            self._balance[name] = self._balance.get(name, ZERO) - (yuan if place else ZERO)
            for lot in _from(self.held.get(name, deque()), yuan):
                yuan -= lot.amount
                yield lot
        if yuan:
            yield Lot(None, yuan, (name,)) if place else Lot(entry, yuan, ())

    def _back(self, entry: Any, posting: Any, yuan: Decimal) -> Iterator[Lot]:
        """What was spent comes back: the last uses of the same case (or account) are undone first."""
        spent = self._spent.get((case_number(entry), posting.account), [])
        while yuan and spent:
            last = spent.pop()
            back = min(yuan, last.amount)
            if back < last.amount:
                spent.append(last._replace(amount=last.amount - back))
            self.uses.append(Use(last.origin, -back, last.path, entry, posting))
            yield Lot(last.origin, back, last.path[:-1])
            yuan -= back
        if yuan:
            yield Lot(entry, yuan, ())

    def _put(self, entry: Any, posting: Any, lots: deque[Lot]) -> None:
        """Into a place, or out of the society's hands: spent, or filling up what was taken before it was there."""
        name = posting.account
        root = parse(name).root
        if self._followed(name):
            before = self._balance.get(name, ZERO)
            self._balance[name] = before + sum((x.amount for x in lots), ZERO)
            rest, lots = lots, deque(_from(lots, max(-before, ZERO)))
            self._keep(name, rest)
        elif root == "Equity":
            self._keep(name, lots)
        for lot in lots:
            use = Use(lot.origin, lot.amount, (*lot.path, name), entry, posting)
            self.uses.append(use)
            if root == "Expenses":
                self._spent.setdefault((case_number(entry), name), []).append(use)

    def _keep(self, name: str, lots: deque[Lot]) -> None:
        """Lots lie in a place, behind those that are there."""
        self.held.setdefault(name, deque()).extend(
            x._replace(path=(*x.path, name) if x.path[-1:] != (name,) else x.path) for x in lots
        )

    def _followed(self, name: str) -> bool:
        """Whether an account is a place that is looked into; an allowance's account is the end of the way."""
        return (self._only is None or name in self._only) and is_place(name) and not self._allowance(name)


def _left_before(books: Books, until: date | None) -> dict[int, date]:
    """The entries that put money under way later than it arrived, each with the day of the arrival."""
    pairs = under_way(books, until)[1]
    return {id(left.entry): first.entry.date for first, left in pairs if left.amount > 0}


def _days(entries: Iterator[Any], sooner: dict[int, date]) -> Iterator[tuple[date, Iterator[Any]]]:
    """The entries day by day, some of them sooner than they are dated."""
    day = attrgetter("date")
    if not sooner:
        return groupby(entries, key=day)

    def moved(entry: Any) -> date:
        return sooner.get(id(entry)) or entry.date

    return groupby(sorted(entries, key=moved), key=moved)


def is_place(name: str) -> bool:
    """Whether an account holds the society's money, goods, claims or debts."""
    account = parse(name)
    return bool(account.fund) or account.code in _CLAIMS


def _rank(entry: Any) -> int:
    """Receipts, then moves, then payments: the order of one day."""
    roots = {parse(p.account).root for p in entry.postings if not is_place(p.account)}
    return 1 if not roots else 2 if "Expenses" in roots else 0


def _from(lots: deque[Lot], yuan: Decimal) -> Iterator[Lot]:
    """Take that many yuan, or what there is, first in first out."""
    while yuan and lots:
        first = lots.popleft()
        taken = min(yuan, first.amount)
        if taken < first.amount:
            lots.appendleft(first._replace(amount=first.amount - taken))
        yuan -= taken
        yield first._replace(amount=taken)


def reached(books: Books, starts: Callable[[str], bool]) -> frozenset[str]:
    """The places that money from some places can ever have come to, whatever the days: where to look at all."""
    ways: dict[str, set[str]] = {}
    for entry, sources in _moves(books):
        into = {p.account for p in entry.postings if p.units.number > 0}
        for name in sources:
            ways.setdefault(name, set()).update(into)
    found = {name for name in books.opens if is_place(name) and starts(name)}
    new = set(found)
    while new:
        new = {to for name in new for to in ways.get(name, ())} - found
        found |= new
    return frozenset(found)


def _moves(books: Books) -> Iterator[tuple[Any, set[str]]]:
    """The transactions by which money goes on to another place, each with the accounts that it comes from."""
    before = None
    for leg in books.legs:
        if leg.entry is before:
            yield leg.entry, _sources(leg.entry)
        before = leg.entry
    for leg in books.claims:
        yield leg.entry, _sources(leg.entry)
    for leg in books.income:
        if leg.account.root == "Equity":
            yield leg.entry, _sources(leg.entry)
    yield from _returns(books)


def _sources(entry: Any) -> set[str]:
    return {p.account for p in entry.postings if p.units.number < 0}


def _returns(books: Books) -> Iterator[tuple[Any, set[str]]]:
    """What was spent and came back: it comes from wherever the same case (or account) was paid."""
    back: dict[tuple[str, str], list[Any]] = {}
    for leg in books.expenses:
        if leg.amount < 0:
            back.setdefault((case_number(leg.entry), leg.account.name), []).append(leg.entry)
    if not back:
        return
    paid: dict[tuple[str, str], set[str]] = {}
    for leg in books.expenses:
        key = case_number(leg.entry), leg.account.name
        if leg.amount > 0 and key in back:
            paid.setdefault(key, set()).update(_sources(leg.entry))
    for key, entries in back.items():
        yield from ((entry, paid.get(key, set())) for entry in entries)
