"""A society at a glance (概况): who it is, what it has, what it did, what it owes, as of one day.

Everything in it can be written as JSON and read back equal, so that it can be kept.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from copy import copy
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from ledger.activity import dormant_since
from ledger.books import Books
from ledger.chart import STANDARD_FUNDS
from ledger.closings import Closings
from ledger.entries import posting_yuan
from ledger.findings import Finding
from ledger.float_counts import Drawer, counts_made
from ledger.seed import Seed, received
from ledger.statements import waiting
from reports.district.duties import Task, tasks

HELP = ("补充救助", "应急救助", "实物救助", "转介")
"""The kinds of help, in the order of the policy documents."""
_ZERO = Decimal("0.00")
_MOST_SAID = 12
_GRAVITY = ("error", "overdue", "warning")


class Fund(NamedTuple):
    """What one fund has."""

    name: str
    yuan: Decimal


class Helped(NamedTuple):
    """Help of one kind in the month and the year of the day: payments that stand, and yuan less what came back."""

    kind: str
    month: int
    month_yuan: Decimal
    year: int
    year_yuan: Decimal


class Counted(NamedTuple):
    """The last count of the cash float."""

    day: date
    by: str
    counted: Decimal
    over: Decimal
    """By how much more was counted than booked; below zero where money was missing."""


class Said(NamedTuple):
    """One thing found by a rule."""

    severity: str
    text: str


class Month(NamedTuple):
    """The last month for which something was done, and when."""

    month: str
    day: date


@dataclass(frozen=True)
class Overview:
    """One society as of one day."""

    day: date
    name: str
    township: str
    registered: date | None
    officers: tuple[tuple[str, str], ...]
    """Post and name of whoever holds one; members are not named."""
    seed: Seed
    """Start-up money received in the days of grace."""
    subsidy: Decimal
    """All that the district ever gave."""
    funds: tuple[Fund, ...]
    balance: Decimal
    goods: Decimal
    cash: Decimal
    ceiling: Decimal | None
    count: Counted | None
    tasks: tuple[Task, ...]
    helped: tuple[Helped, ...]
    posted: Month | None
    filed: Month | None
    closed: str
    """The last month that is closed; empty where none is."""
    errors: int
    overdue: int
    warnings: int
    said: tuple[Said, ...]
    """The gravest of what was found."""
    waiting: int
    dormant: date | None
    """Since when nothing was done for people, where that is too long ago."""

    @property
    def year(self) -> Helped:
        """All help in money and goods together; a referral is none of them."""
        paid = [h for h in self.helped if h.kind != "转介"]
        return Helped(
            "救助", sum(h.month for h in paid), sum((h.month_yuan for h in paid), _ZERO),
            sum(h.year for h in paid), sum((h.year_yuan for h in paid), _ZERO),
        )  # fmt: skip

    @property
    def late(self) -> int:
        """How many tasks are past their day."""
        return sum(task.late(self.day) for task in self.tasks)


def overview(books: Books, findings: Iterable[Finding], day: date) -> Overview:
    """The society whose books these are, as of a day; `findings` are what the rules found on it."""
    books = copy(books)  # the books themselves may be kept, and of another day
    books.day = day
    found, registered = list(findings), books.facts.registration
    funds, goods = _holdings(books)
    drawer = Drawer(books)
    dormant = dormant_since(books, books.policy)
    floats = [f for f in books.facts.floats if f.day <= day]
    severities = [f.severity for f in found]
    return Overview(
        day, books.facts.registration_name, registered.township if registered else "",
        registered.day if registered else None, _officers(books), _seed(books), received(books, day).subsidy,
        funds, sum((f.yuan for f in funds), _ZERO), goods, drawer.on(day).booked,
        floats[-1].ceiling if floats else None, _counted(books, drawer), tuple(tasks(books)), _helped(books),
        _last(books, "公示", "张贴"), _last(books, "备案"), _closed(books),
        severities.count("error"), severities.count("overdue"), severities.count("warning"), _said(found),
        len(waiting(books)), dormant[0] if dormant else None,
    )  # fmt: skip


def _officers(books: Books) -> tuple[tuple[str, str], ...]:
    in_post = (t for t in books.facts.terms if t.on(books.day) and t.post != "会员")
    return tuple((t.post, t.name or t.person) for t in in_post)


def _seed(books: Books) -> Seed:
    registered = books.facts.registration
    if registered is None:
        return Seed(_ZERO, _ZERO, _ZERO)
    grace = books.policy.on(registered.day, "seed_grace_days")
    last = registered.day + timedelta(days=grace.number) if grace else books.day
    return received(books, min(last, books.day))


def _holdings(books: Books) -> tuple[tuple[Fund, ...], Decimal]:
    """What each fund has in money, the standard funds first, and what the goods are booked at."""
    found = dict.fromkeys(STANDARD_FUNDS, _ZERO)
    goods = _ZERO
    for leg in books.legs:
        if leg.entry.date > books.day:
            continue
        if leg.account.is_money:
            found[leg.account.fund] = found.get(leg.account.fund, _ZERO) + leg.amount
        else:
            goods += posting_yuan(leg.posting)
    return tuple(Fund(name, yuan) for name, yuan in sorted(found.items())), goods


def _counted(books: Books, drawer: Drawer) -> Counted | None:
    made = counts_made(books)
    if not made:
        return None
    last, who = made[-1], made[-1].text("by")
    name = next((t.name for t in books.facts.terms if t.person == who and t.name), who)
    return Counted(last.day, name, last.yuan("counted") or _ZERO, drawer.difference(last))


def _helped(books: Books) -> tuple[Helped, ...]:
    month, year = books.day.replace(day=1), date(books.day.year, 1, 1)
    return tuple(Helped(kind, *_in(books, kind, month), *_in(books, kind, year)) for kind in HELP)


def _in(books: Books, kind: str, first: date) -> tuple[int, Decimal]:
    """How often help of a kind was given from a day on, and what it came to."""
    last = books.day
    if kind == "转介":
        return sum(first <= f.day <= last for f in books.facts.of("转介", "转出")), _ZERO
    made = (p for paid in books.payments.values() for p in paid if p.first.kind == kind)
    moved = (r.amount for r in books.reliefs if r.kind == kind and first <= r.day <= last)
    return sum(first <= p.day <= last for p in made), sum(moved, _ZERO)


def _last(books: Books, kind: str, step: str | None = None) -> Month | None:
    done = [Month(f.key, f.day) for f in books.facts.of(kind, step) if f.day <= books.day]
    return max(done, default=None)


def _closed(books: Books) -> str:
    closings = Closings(books.facts)
    return max((month for month in closings.months if closings.closed(month)), default="")


def _said(found: list[Finding]) -> tuple[Said, ...]:
    gravest = sorted(found, key=lambda f: _GRAVITY.index(f.severity))
    return tuple(Said(f.severity, f.text) for f in gravest[:_MOST_SAID])


def as_json(of: Overview) -> str:
    """An overview as text."""
    return json.dumps(asdict(of), ensure_ascii=False, default=_plain)


def _plain(value: Any) -> dict[str, str]:
    assert isinstance(value, Decimal | date), value
    return {"yuan" if isinstance(value, Decimal) else "day": str(value)}


def from_json(text: str) -> Overview:
    """The overview that `as_json` wrote; ValueError, KeyError or TypeError where it is none."""
    found = json.loads(text, object_hook=_rich)
    many: dict[str, Any] = {"funds": Fund, "helped": Helped, "said": Said, "tasks": Task}
    one: dict[str, Any] = {"seed": Seed, "count": Counted, "posted": Month, "filed": Month}
    for key, kind in many.items():
        found[key] = tuple(kind(*each) for each in found[key])
    for key, kind in one.items():
        found[key] = kind(*found[key]) if found[key] is not None else None
    return Overview(**found | {"officers": tuple((post, name) for post, name in found["officers"])})


def _rich(found: dict[str, Any]) -> Any:
    if found.keys() == {"yuan"}:
        return Decimal(found["yuan"])
    return date.fromisoformat(found["day"]) if found.keys() == {"day"} else found
