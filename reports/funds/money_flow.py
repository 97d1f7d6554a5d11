"""Money's way in one picture's terms: from where, into which fund, through which place, to what; to the fen.

It says what `ledger.lineage` found, and no more: each receipt's yuan go through four stations (source, fund, place,
end), and what went out of a station is what came into it. What is not used lies at the end 还在账上.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any, Literal, NamedTuple

from ledger.books import Books
from ledger.chart import parse, word
from ledger.entries import text
from ledger.lineage import ZERO, Lineage, is_place
from reports.funds.subsidy_trace import ORDER, subsidies
from reports.rows import Column, Row, Sheet

Of = Literal["subsidy", "donor", "all"]
"""Whose money is followed: the district's subsidy, gifts, or all that came."""
TITLES: dict[Of, str] = {"subsidy": "财政补助的去向", "donor": "捐款的去向", "all": "全部收入的去向"}
COLUMNS = ("从哪里来", "进了哪个基金", "从哪里付", "用在哪里")
HELD, NO_PLACE, FILLED_UP, CAPITAL = "还在账上", "没有经过账户", "补上先垫付的", "转入净资产"
_MOST_SOURCES = 8
"""With more receipts than these a picture tells years instead of documents."""


class Route(NamedTuple):
    """Some yuan and the four stations they passed."""

    source: str
    fund: str
    place: str
    end: str
    amount: Decimal


class Node(NamedTuple):
    """A station: which column it stands in, from 0, and its name."""

    column: int
    name: str


class Link(NamedTuple):
    """What went from one station to the next."""

    source: Node
    target: Node
    amount: Decimal


class Flow(NamedTuple):
    """All routes of one question, the largest end first."""

    of: Of
    routes: tuple[Route, ...]

    @property
    def total(self) -> Decimal:
        """What came, in yuan."""
        return sum((r.amount for r in self.routes), ZERO)

    @property
    def links(self) -> list[Link]:
        """The routes laid together, station by station."""
        found: dict[tuple[Node, Node], Decimal] = {}
        for route in self.routes:
            nodes = [Node(at, name) for at, name in enumerate(route[:4])]
            for pair in pairwise(nodes):
                found[pair] = found.get(pair, ZERO) + route.amount
        return [Link(a, b, amount) for (a, b), amount in found.items()]

    @property
    def nodes(self) -> dict[Node, Decimal]:
        """Every station with what passed it, in the order in which they are told."""
        found: dict[Node, Decimal] = {}
        for route in self.routes:
            for at, name in enumerate(route[:4]):
                found[Node(at, name)] = found.get(Node(at, name), ZERO) + route.amount
        return found


def money_flow(
    books: Books, last: date, of: Of = "subsidy", among: Callable[[Any], bool] | None = None
) -> Flow:
    """Where what was received by the end of `last` is then, or what it was used for; of the receipts `among` says yes to."""
    receipts = [e for e in _receipts(books, last, of, among is not None) if among is None or among(e)]
    named = _names(receipts, of)
    lineage = Lineage(books, until=last)
    found: dict[tuple[str, str, str, str], Decimal] = {}
    for origin, path, end, amount in _ways(lineage):
        if origin in named:
            stations = (named[origin], *_stations(path), end)
            found[stations] = found.get(stations, ZERO) + amount
    routes = [Route(*stations, amount) for stations, amount in found.items() if amount]
    assert all(r.amount > 0 for r in routes), "no more comes back than was paid"
    weight: dict[str, Decimal] = {}
    for route in routes:
        weight[route.end] = weight.get(route.end, ZERO) + route.amount
    order = {name: at for at, name in enumerate(dict.fromkeys(named.values()))}
    return Flow(
        of,
        tuple(
            sorted(
                routes, key=lambda r: (order[r.source], r.fund, r.place, r.end == HELD, -weight[r.end], r.end)
            )
        ),
    )


def flow_table(flow: Flow, name: str, period: str) -> Sheet:
    """The picture as a table: its rows sum to what came."""
    columns = [Column(f"station-{at}", title, "text") for at, title in enumerate(COLUMNS)]
    rows = [Row(tuple(route)) for route in flow.routes]
    rows.append(Row(("合计", None, None, None, flow.total), "total"))
    return Sheet(
        TITLES[flow.of], f"{name}　{period}　单位：元", (*columns, Column("amount", "金额", "money")),
        tuple(rows), (ORDER,),
    )  # fmt: skip


def _ways(lineage: Lineage) -> Iterator[tuple[int, tuple[str, ...], str, Decimal]]:
    """Each use and each lot: the receipt (by identity), the places passed, the end, and how much, returns negative.

    What was put into net assets is told from what lies there: it may have been taken out again.
    """
    for use in lineage.uses:
        *path, last = use.path
        if parse(last).root != "Equity":
            yield id(use.origin), tuple(path), FILLED_UP if is_place(last) else word(last), use.amount
    for place, lots in lineage.held.items():
        capital = parse(place).root == "Equity"
        for lot in lots:
            yield (
                id(lot.origin),
                lot.path[:-1] if capital else lot.path,
                CAPITAL if capital else HELD,
                lot.amount,
            )


def _stations(path: tuple[str, ...]) -> tuple[str, str]:
    """The fund that money came into and the place it was last in; of another fund, if it was transferred."""
    places = [parse(name) for name in path if is_place(name)]
    if not places:
        return NO_PLACE, NO_PLACE
    fund = next((p.fund for p in places if p.fund), "")[2:]
    last = places[-1]
    moved = f"（{last.fund[2:]}）" if last.fund and last.fund[2:] != fund else ""
    return fund or word(places[0].name), word(last.holder) + moved


def _receipts(books: Books, last: date, of: Of, collective: bool) -> Iterable[Any]:
    """The receipts of a kind; among gifts the village collective's too where those asked for are chosen otherwise."""
    if of == "subsidy":
        return subsidies(books, last)
    wanted: Callable[[Any], bool] = (
        (lambda leg: leg.account.code == "4101") if of == "donor" else (lambda _: True)
    )
    legs = [leg for leg in books.income if leg.amount < 0 and leg.entry.date <= last and wanted(leg)]
    found = {id(leg.entry): leg.entry for leg in legs if not books.undone(leg.entry)}
    return [e for e in found.values() if of == "all" or collective or text(e, "channel") != "村集体"]


def _names(receipts: list[Any], of: Of) -> dict[int, str]:
    """What each receipt is called; a donor is never named, the books know who agreed to that."""
    if of == "all":
        return {id(e): _kind(e) for e in receipts}
    if of == "donor":
        return {id(e): text(e, "channel") or "捐赠" for e in receipts}
    names = {
        id(e): " ".join(f"{e.payee or ''} {text(e, 'document-no')}".split()) or "财政补助" for e in receipts
    }
    if len(set(names.values())) > _MOST_SOURCES:
        return {id(e): f"{e.date.year}年财政补助" for e in receipts}
    return names


def _kind(entry: Any) -> str:
    """A receipt's kind: by its account, the village collective's apart from other gifts."""
    if text(entry, "channel") == "村集体":
        return "村集体"
    accounts = [parse(p.account) for p in entry.postings if p.units.number < 0]
    income = next((a for a in accounts if a.root in ("Income", "Equity")), None)
    return word(income.name).removesuffix("收入") if income else "其他"
