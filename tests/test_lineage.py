"""Lineage: every yuan that came is in a place or was used, whatever happened to it on the way."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from beancount.core import data
from beancount.core.amount import Amount
from hypothesis import given
from hypothesis import strategies as some

from ledger import chart
from ledger.books import Books
from ledger.lineage import Lineage, reached
from tests.ledgers import indexed
from tests.trials import trials

FIRST = date(2026, 1, 1)
HOLDERS = (chart.CASH, chart.bank_account(1, "农商行基本户"), chart.WECHAT)
PLACES = (
    *(chart.leaf(holder, fund) for holder in HOLDERS for fund in chart.STANDARD_FUNDS[:3]),
    chart.RECEIVABLE,
    chart.PAYABLE,
)
OTHERS = (
    chart.DONATIONS,
    chart.SUBSIDIES,
    chart.EMERGENCY,
    chart.OFFICE,
    chart.UNRESTRICTED,
)


def _books(*moves: tuple[int, str, str, int]) -> Books:
    """Books of moves: on which day, out of what, into what, how many fen."""
    opened: list[Any] = [
        data.Open({"filename": "x", "lineno": n}, FIRST, a, None, None)
        for n, a in enumerate((*PLACES, *OTHERS))
    ]
    entries = []
    for number, (day, source, target, fen) in enumerate(sorted(moves, key=lambda m: m[0]), 100):
        yuan = Decimal(fen) / 100
        meta = {"filename": "x", "lineno": number}
        postings = [
            data.Posting(a, Amount(n, chart.CURRENCY), None, None, None, dict(meta))
            for a, n in ((target, yuan), (source, -yuan))
        ]
        when = FIRST + timedelta(days=day)
        nothing: frozenset[str] = frozenset()
        entries.append(data.Transaction(meta, when, "*", None, str(number), nothing, nothing, postings))
    return Books([*opened, *entries], {"filename": "main.beancount"})


@trials(120)
@given(
    some.lists(
        some.tuples(
            some.integers(0, 5),
            some.sampled_from((*PLACES, *OTHERS)),
            some.sampled_from((*PLACES, *OTHERS)),
            some.integers(1, 5000),
        ).filter(lambda move: move[1] != move[2]),
        max_size=25,
    )
)
def test_no_fen_is_lost_and_none_is_made(moves: list[tuple[int, str, str, int]]) -> None:
    books = _books(*moves)
    lineage = Lineage(books)
    for place in PLACES:
        balance = sum(
            (p.units.number for t in books.transactions for p in t.postings if p.account == place), Decimal(0)
        )
        held = sum((lot.amount for lot in lineage.held.get(place, ())), Decimal(0))
        assert held == max(balance, Decimal(0)), place
    for entry in books.transactions:
        came = -sum(
            p.units.number for p in entry.postings if p.account in OTHERS and p.units.number < 0
            and not p.account.startswith(("Expenses", "Equity"))
        )  # fmt: skip
        if came and any(p.account in PLACES for p in entry.postings):
            left = sum(
                (lot.amount for lots in lineage.held.values() for lot in lots if lot.origin is entry),
                Decimal(0),
            )
            spent = sum((u.amount for u in lineage.uses if u.origin is entry), Decimal(0))
            held_in_capital = sum(
                (lot.amount for lot in lineage.held.get(chart.UNRESTRICTED, ()) if lot.origin is entry),
                Decimal(0),
            )
            assert left + spent - held_in_capital == came


@trials(60)
@given(
    some.lists(
        some.tuples(
            some.integers(0, 5), some.sampled_from(PLACES), some.sampled_from(PLACES), some.integers(1, 5000)
        ).filter(lambda move: move[1] != move[2]),
        max_size=20,
    )
)
def test_looking_only_where_the_subsidy_can_have_come_finds_the_same_uses(
    moves: list[tuple[int, str, str, int]],
) -> None:
    subsidy = PLACES[3]
    spent = [(6, place, chart.OFFICE, 100) for place in PLACES]
    books = _books((0, chart.SUBSIDIES, subsidy, 10_000), *moves, *spent)
    granted = books.transactions[0]
    everywhere = [(u.entry.narration, u.amount) for u in Lineage(books).uses if u.origin is granted]
    places = reached(books, lambda name: name == subsidy)
    there = [(u.entry.narration, u.amount) for u in Lineage(books, only=places).uses if u.origin is granted]
    assert there == everywhere


def test_what_came_first_goes_first_and_returns_undo_the_last_use() -> None:
    bank, cash = PLACES[5], PLACES[2]
    books = _books(
        (0, chart.DONATIONS, bank, 300), (1, chart.DONATIONS, bank, 500), (2, bank, cash, 400),
        (3, cash, chart.EMERGENCY, 350), (4, chart.EMERGENCY, cash, 60), (5, cash, chart.OFFICE, 110),
    )  # fmt: skip
    lineage = Lineage(books)
    first, second, *_ = books.transactions
    assert [(u.origin is first, u.origin is second, u.amount) for u in lineage.uses] == [
        (True, False, Decimal("3.00")),
        (False, True, Decimal("0.50")),
        (False, True, Decimal("-0.50")),
        (True, False, Decimal("-0.10")),
        (False, True, Decimal("0.50")),
        (False, True, Decimal("0.50")),
        (True, False, Decimal("0.10")),
    ]
    assert [lot.amount for lot in lineage.held[bank]] == [Decimal("4.00")]


def test_until_a_day_only_what_happened_by_then_is_followed() -> None:
    bank = PLACES[5]
    books = _books((0, chart.DONATIONS, bank, 300), (3, bank, chart.OFFICE, 100))
    assert Lineage(books, until=FIRST + timedelta(days=2)).uses == []
    assert len(Lineage(books, until=FIRST + timedelta(days=3)).uses) == 1


def test_goods_are_followed_at_their_booked_value() -> None:
    index, _ = indexed(
        "2026-01-01 commodity DAMI\n"
        '2026-01-02 * "粮油店" "捐赠大米"\n'
        "  Assets:1201存货:03社会捐赠   10 DAMI {3.00 CNY}\n"
        "  Income:4101捐赠收入\n"
        '2026-01-03 * "汪*" "发放"\n'
        "  Expenses:5101业务活动成本:03实物救助   12.00 CNY\n"
        "  Assets:1201存货:03社会捐赠   -4 DAMI {3.00 CNY}\n"
    )
    lineage = Lineage(index)
    assert [(u.origin.payee, u.amount) for u in lineage.uses] == [("粮油店", Decimal("12.00"))]
    assert [lot.amount for lot in lineage.held["Assets:1201存货:03社会捐赠"]] == [Decimal("18.00")]
