"""Whatever is recorded in whatever order, the books agree with a model that knows nothing of Beancount.

The model keeps every movement of every fund in every place by day, and foretells which writes the rules
must refuse: those after which some day ends with a place below nothing, or with more cash than the float.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

import huzhu
from ledger import chart, journal, trail
from ledger.chart import COLLECTIVE_FUND, DONATION_FUND, FEE_FUND, SUBSIDY_FUND
from ledger.district import Society
from ledger.events.event import Event
from ledger.journal import Refused
from ledger.load import Loaded, judged, load
from tests import societies as made
from tests.societies import BANK, record, request
from tests.trials import trials

CASH = chart.CASH
CEILING = Decimal(3000)
FIRST = date(2026, 6, 26)
Leaf = tuple[str, str]
Move = tuple[Leaf, Decimal]


class Model:
    """Every movement of every fund in every place, by day."""

    def __init__(self) -> None:
        """The seed capital is in the bank."""
        seed = [((BANK, f), Decimal(10000)) for f in (SUBSIDY_FUND, COLLECTIVE_FUND, DONATION_FUND)]
        self.moves: dict[date, list[Move]] = defaultdict(list, {date(2026, 6, 25): seed})
        self.events = 11 + 1  # the society's own, and the resolution

    def takes(self, day: date, moves: list[Move]) -> bool:
        """Whether every day still ends with nothing overdrawn and no more cash than the float."""
        held: dict[Leaf, Decimal] = defaultdict(Decimal)
        for each in sorted({*self.moves, day}):
            for leaf, amount in [*self.moves.get(each, ()), *(moves if each == day else ())]:
                held[leaf] += amount
            cash = sum(n for (place, _), n in held.items() if place == CASH)
            if min(held.values()) < 0 or cash > CEILING:
                return False
        return True

    def balances(self) -> dict[str, Decimal]:
        """What every leaf holds in the end."""
        held: dict[str, Decimal] = defaultdict(Decimal)
        for (place, fund), amount in itertools.chain.from_iterable(self.moves.values()):
            held[f"{place}:{fund}"] += amount
        return {leaf: amount for leaf, amount in held.items() if amount}


Act = tuple[list[Event], list[Move]]


def _give(day: date, amount: Decimal, fund: str, place: str, number: int) -> Act:
    makers: dict[str, Callable[..., Event]] = {COLLECTIVE_FUND: made.collective, FEE_FUND: made.fee}
    maker: Callable[..., Event] = makers.get(fund, made.donation)
    event = maker(amount, day, account=place)
    fund = DONATION_FUND if fund == SUBSIDY_FUND else fund
    return [event], [((place, fund), amount)]


def _draw(day: date, amount: Decimal, fund: str, place: str, number: int) -> Act:
    return [made.draw(amount, day, fund=fund)], [((CASH, fund), amount), ((BANK, fund), -amount)]


def _give_back(day: date, amount: Decimal, fund: str, place: str, number: int) -> Act:
    return [made.give_back(amount, day, fund=fund)], [((CASH, fund), -amount), ((BANK, fund), amount)]


def _transfer(day: date, amount: Decimal, fund: str, place: str, number: int) -> Act:
    moves = [((place, COLLECTIVE_FUND), -amount), ((place, DONATION_FUND), amount)]
    return [made.transfer(amount, day, account=place)], moves


def _spend(day: date, amount: Decimal, fund: str, place: str, number: int) -> Act:
    fund = FEE_FUND if fund == FEE_FUND else DONATION_FUND
    return [made.expense(amount, day, fund=fund, account=place)], [((place, fund), -amount)]


def _help(day: date, amount: Decimal, fund: str, place: str, number: int) -> Act:
    """A case from beginning to end, all at once: where the payment is refused, no step may be left."""
    fund = SUBSIDY_FUND if fund == SUBSIDY_FUND else DONATION_FUND
    amount = min(amount, Decimal(1000))
    case, person = f"JZ-2026-{number:04d}", f"P-{number:012x}"
    method = "现金" if place == CASH else "转账"
    paid = made.relief(amount, day, case=case, fund=fund, account=place, method=method)
    return [*made.case(amount, day, case, person), paid], [((place, fund), -amount)]


ACTS = (_give, _draw, _give_back, _transfer, _spend, _help)
EDGES = tuple(map(Decimal, ("0.01", "700.00", "1500.00", "3000.00", "3000.01", "10000.00", "10000.01")))
STEPS = st.tuples(
    st.sampled_from(ACTS),
    st.integers(0, 75).map(
        lambda n: FIRST + timedelta(days=n)
    ),  # before the seed capital is due, in any order
    st.integers(1, 330_000).map(lambda fen: Decimal(fen) / 100) | st.sampled_from(EDGES),
    st.sampled_from((SUBSIDY_FUND, COLLECTIVE_FUND, DONATION_FUND, FEE_FUND)),
    st.sampled_from((BANK, CASH)),
)


@trials(25)
@given(st.lists(STEPS, min_size=6, max_size=16))
def test_the_books_agree_with_the_model(steps: list[Any]) -> None:
    with TemporaryDirectory() as folder:
        society = made.shigang(Path(folder))
        record(society, made.resolution(day=FIRST))
        model = Model()
        for number, (act, day, amount, fund, place) in enumerate(steps, 1):
            events, moves = act(day, amount, fund, place, number)
            _recorded(society, model, day, events, moves, number)
        loaded = load(society)
        _agree(society, model, loaded)
        _replayed(loaded)


def _recorded(
    society: Society, model: Model, day: date, events: list[Event], moves: list[Move], number: int
) -> None:
    """Record, be refused exactly when the model says so, and in either case record the same again."""
    requests = [request(event, f"step-{number}-{n}") for n, event in enumerate(events)]
    before = society.contents()
    if not model.takes(day, moves):
        try:
            journal.record(society, requests)
        except Refused as refused:
            rules = {f.rule for f in refused.findings if f.severity == "error"}
            assert rules <= {"fund_overdrawn", "float_ceiling"}, refused
            assert society.contents() == before
            return
        raise AssertionError(f"the model refuses {events} of {day}")
    journal.record(society, requests)
    model.moves[day] += moves
    model.events += len(events)
    after = society.contents()
    assert all(e.again for e in journal.record(society, requests).entries)
    assert society.contents() == after


def _agree(society: Society, model: Model, loaded: Loaded) -> None:
    assert loaded.errors == [] and len(loaded.ran) > 10
    held: dict[str, Decimal] = defaultdict(Decimal)
    for entry in loaded.entries:
        for posting in getattr(entry, "postings", ()):
            if chart.parse(posting.account).fund:
                held[posting.account] += posting.units.number
    assert {leaf: amount for leaf, amount in held.items() if amount} == model.balances()
    chain = trail.chain(society)
    assert chain.breaks == [] and len(chain.events) == model.events


def _replayed(loaded: Loaded) -> None:
    """Every day judged as it stood: what is clean in the end was clean at the end of every day before.

    Only voucher numbers count in the order of recording: where an entry came late, they have gaps until then.
    """
    for day in sorted({e.date for e in loaded.entries if e.date >= FIRST}):
        with judged(day):
            _, found = huzhu.judge([e for e in loaded.entries if e.date <= day], loaded.options)
        errors = [f for f in found if f.severity == "error" and f.rule != "voucher_numbers"]
        assert errors == [], (day, errors)
