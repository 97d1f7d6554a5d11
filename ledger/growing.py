"""Books with a few more entries, and what of them lies near an entry: so that a write need not judge all anew.

Both are indexes like any other, and rules cannot tell. `grown` takes more in where it would stand had all been
loaded together; `near` keeps what an entry can bear upon by its month, its case and the lasting facts.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Sequence
from copy import copy
from datetime import date
from functools import cached_property
from typing import Any

from beancount.core import data

from ledger.books import Books
from ledger.cases import STEPS, gather
from ledger.entries import CASE_LINK
from ledger.facts import Fact
from ledger.relief import payments, reliefs
from ledger.shapes import MONTH, OF_A_CASE, OF_A_MONTH, OF_A_VOUCHER

_MONTH_FILE = re.compile(r"\d{4}-\d\d\.beancount\Z")
Place = tuple[date, int, bool]
Month = tuple[int, int]


def place_of(entry: Any) -> Place:
    """Where an entry stands among its kind: by day, then line; of two files, the one of no month comes first."""
    name: str = entry.meta["filename"]
    return entry.date, entry.meta["lineno"], _MONTH_FILE.search(name) is not None


def _place_of_leg(leg: Any) -> Place:
    return place_of(leg.entry)


def _place_of_fact(fact: Fact) -> Place:
    return place_of(fact.entry)


_PLACED: dict[str, Callable[[Any], Place]] = {
    "transactions": place_of, "customs": place_of,
    **dict.fromkeys(("legs", "income", "expenses", "claims", "agency", "problems"), _place_of_leg),
}  # fmt: skip
"""The lists of an index, and where each of their members stands."""
_WORKED_OUT = frozenset(n for n, v in vars(Books).items() if isinstance(v, cached_property)) - {"policy"}


def grown(books: Books, added: Sequence[Any]) -> Books:
    """The books and a few more transactions and facts, as if all had been indexed together; there must be some."""
    more, found = Books(added, books.options), copy(books)
    for name in _WORKED_OUT & found.__dict__.keys():
        del found.__dict__[name]
    for name, place in _PLACED.items():
        together = list(getattr(books, name))
        for each in getattr(more, name):
            insort(together, each, key=place)
        setattr(found, name, together)
    found.day = found.last = max(books.last, more.last)
    found.facts = books.facts.grown(more.facts, _place_of_fact)
    steps = [f for n, case in more.cases.items() for c in (books.cases.get(n), case) if c for f in c.steps]
    found.cases = books.cases | gather(sorted(steps, key=_place_of_fact))
    _take_reliefs(books, more, found, added)
    found.since = "{}-{:02}".format(*min(_whose(added)[1]))
    found.moved = any(is_lasting(entry) for entry in added)
    return found


def _take_reliefs(books: Books, more: Books, found: Books, added: Iterable[Any]) -> None:
    """What was worked out of relief, with what was added: only the payments of its own cases are worked out anew."""
    reversed_ = {word for t in (*books.transactions, *added) if (word := t.meta.get("reverses"))}
    if any("reverses" in entry.meta or entry.meta.get("voucher") in reversed_ for entry in added):
        return  # what stood before may stand no more
    new = reliefs(more.expenses, found.cases)
    touched = more.cases.keys() | {r.whose for r in new}
    old = [r._replace(case=found.cases.get(r.number)) if r.whose in touched else r for r in books.reliefs]
    for each in new:
        insort(old, each, key=_place_of_leg)
    found.undoing, found.reliefs = books.undoing, old
    again = payments((r for r in old if r.whose in touched), found.undone)
    found.payments = {n: p for n, p in books.payments.items() if n not in touched} | again


def near(books: Books, added: Iterable[Any]) -> Books:
    """What lies near some entries: all of their months and of the cases there and theirs, and every lasting fact.

    What was reversed, and its reversal, is near everything. The day is that of all the books.
    """
    whose, months = _whose(added)
    own = [t for month in months for t in _of_month(books.transactions, month)]
    close = {id(t) for t in own}
    own += [t for t in books.transactions if id(t) in books.undoing and id(t) not in close]
    whose |= {link for t in own for link in t.links if link.startswith(CASE_LINK)}
    facts = [c for month in months for c in _of_month(books.customs, month)]
    whose |= {_key(c) for c in facts if c.type in OF_A_CASE}
    close = {id(t) for t in own}
    own += [t for t in books.transactions if t.links and id(t) not in close and not whose.isdisjoint(t.links)]
    own += [f.entry for kind in OF_A_CASE for f in _of_cases(books, kind, whose)]
    lasting = [f.entry for kind in books.facts.kinds if kind not in OF_A_CASE for f in books.facts.of(kind)]
    own += [c for c in (*lasting, *(p.entry for p in books.problems)) if _stays(c, months)]
    own += [*books.policy_lines, *books.opens.values()]
    return Books(sorted(own, key=data.entry_sortkey), books.options, books.day)


def _of_month(entries: list[Any], month: Month) -> list[Any]:
    """The entries of a month, of a list in order of day."""
    year, number = month
    begun, ended = date(year, number, 1), date(year + number // 12, number % 12 + 1, 1)
    return entries[bisect_left(entries, begun, key=_day) : bisect_left(entries, ended, key=_day)]


def _of_cases(books: Books, kind: str, whose: set[str]) -> list[Fact]:
    """The facts of a kind that belong to these cases."""
    if kind not in STEPS:
        return [f for f in books.facts.of(kind) if f.key in whose]
    return [f for n in whose if n in books.cases for f in books.cases[n].steps if f.kind == kind]


def _day(entry: Any) -> date:
    day: date = entry.date
    return day


def _month(entry: Any) -> Month:
    return entry.date.year, entry.date.month


def _key(custom: Any) -> str:
    """Whose or which a fact is: the first of its words."""
    return str(custom.values[0].value) if custom.values else ""


def _own_month(custom: Any) -> Month | None:
    """The month that a fact is of (公示 "2026-07", 捐赠票据 "2026-07-003"), whatever its day; None where it is of none."""
    key = _key(custom)[:7] if custom.type in (*OF_A_MONTH, *OF_A_VOUCHER) else ""
    return (int(key[:4]), int(key[5:])) if MONTH.fullmatch(key) and key >= "0001" else None


def _whose(entries: Iterable[Any]) -> tuple[set[str], set[Month]]:
    """The cases and the months that some entries belong to."""
    cases: set[str] = set()
    months: set[Month] = set()
    for entry in entries:
        months.add(_month(entry))
        if type(entry) is data.Transaction:
            cases.update(link for link in entry.links if link.startswith(CASE_LINK))
        elif entry.type in OF_A_CASE:
            cases.add(_key(entry))
        elif month := _own_month(entry):
            months.add(month)
    return cases, months


def is_lasting(entry: Any) -> bool:
    """Whether an entry is money, or a fact that holds on: neither a step of a case nor a fact of a month."""
    return type(entry) is not data.Custom or entry.type not in (*OF_A_CASE, *OF_A_MONTH)


def _stays(custom: Any, months: set[Month]) -> bool:
    """Whether a fact lasts, or is of one of the months."""
    month = _own_month(custom)
    return month is None or month in months or _month(custom) in months
