"""A society's year as anybody may read it: totals, months, funds, relief in numbers, givers who agreed, the policy.

Nobody helped stands in it, not even masked; months that are not closed are left out.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from ledger.books import Books
from ledger.closings import Closings
from ledger.facts import Registration
from ledger.mistake import Mistake
from ledger.policy import BY_DISTRICT, Line
from ledger.relief import Relief
from reports.funds.fund_statement import Figures, figures_of
from reports.period import Period
from reports.publicity.donors_roll import Giver, givers
from reports.publicity.few import Helped, together
from reports.publicity.income_notice import Flows

ZERO = Decimal("0.00")


class Month(NamedTuple):
    """What came and went in a month."""

    number: int
    came: Decimal
    went: Decimal


@dataclass(frozen=True)
class PublicYear:
    """One society's year until the last month that is closed."""

    registered: Registration
    of: Period
    flows: Flows
    months: tuple[Month, ...]
    funds: dict[str, Figures]
    helped: Helped
    """All who were helped with money or goods."""
    by_kind: tuple[Helped, ...]
    by_matter: tuple[Helped, ...]
    referred: int
    """How many people were referred to the government or another organisation."""
    givers: tuple[Giver, ...]
    clauses: tuple[Line, ...]
    head: str

    @property
    def name(self) -> str:
        """The society's registered name."""
        return self.registered.name

    @property
    def year(self) -> str:
        """The year, as 2026年."""
        return f"{self.of.last.year}年"


def public_year(books: Books, year: int, head: str) -> PublicYear:
    """The year of these books; Mistake where the society is not registered, or no month of it is closed."""
    registered = books.facts.registration
    if registered is None:
        raise Mistake("互助社还没有登记，没有可以公布的账")
    of = closed_part(books, year)
    first, last = of.first, of.last
    kept = [r for r in books.reliefs if first <= r.day <= last]
    return PublicYear(
        registered, of, Flows(books, first, last), tuple(_months(books, of)), figures_of(books, first, last),
        _group("合计", kept, books), tuple(together(_groups(kept, books, _kind))),
        tuple(together(_groups(kept, books, _matter))), _referred(books, of),
        tuple(givers(books, first, last)), tuple(_clauses(books, last)), head,
    )  # fmt: skip


def closed_part(books: Books, year: int) -> Period:
    """The year from January to the last closed month before the first that has entries and is not closed."""
    closings = Closings(books.facts)
    moved = sorted({f"{t.date:%Y-%m}" for t in books.transactions})
    open_ = next((month for month in moved if not closings.closed(month)), "9999-99")
    closed = [m for m in closings.months if closings.closed(m) and m < open_ and m.startswith(f"{year}-")]
    if not closed:
        raise Mistake(f"{year}年还没有月结的月份，没有可以公布的账；请先月结（huzhu close）")
    month = int(max(closed)[5:])
    words = f"{year}年" if month == 12 else f"{year}年1月" + (f"至{month}月" if month > 1 else "")
    return Period("year", date(year, 1, 1), date(year, month, monthrange(year, month)[1]), words, str(year))


def _months(books: Books, of: Period) -> Iterator[Month]:
    for month in of.months:
        year, number = int(month[:4]), int(month[5:])
        flows = Flows(books, date(year, number, 1), date(year, number, monthrange(year, number)[1]))
        yield Month(number, flows.income, flows.spent)


def _kind(paid: Relief) -> str:
    return paid.kind


def _matter(paid: Relief) -> str:
    return (paid.case.text("matter") if paid.case else "") or "未写明"


def _groups(kept: list[Relief], books: Books, of: Callable[[Relief], str]) -> Iterator[Helped]:
    """The relief sorted by what `of` says of each."""
    names = dict.fromkeys(of(paid) for paid in kept)
    yield from (_group(name, [paid for paid in kept if of(paid) == name], books) for name in names)


def _group(what: str, paid: list[Relief], books: Books) -> Helped:
    """Who was helped and how often, by the payments that stand; how much, less what came back."""
    standing = [
        r
        for r in paid
        if r.amount > 0 and not books.undone(r.entry) and books.kept.get(r.number, r.amount) > 0
    ]
    people = frozenset(r.case.text("person") if r.case and r.case.opened else r.whose for r in standing)
    times = len({id(r.entry) for r in standing})
    return Helped(what, people, times, sum((r.amount for r in paid), ZERO))


def _referred(books: Books, of: Period) -> int:
    out = [f for f in books.facts.of("转介", "转出") if of.holds(f.day)]
    return len({books.cases[f.key].text("person") or f.key for f in out})


def _clauses(books: Books, last: date) -> Iterator[Line]:
    """What the policy documents say, each clause once; what the district set itself is left out."""
    seen: set[str] = set()
    for name in dict.fromkeys(line.name for line in books.policy.lines):
        line = books.policy.on(last, name)
        if line and line.clause != BY_DISTRICT and line.cited not in seen:
            seen.add(line.cited)
            yield line
