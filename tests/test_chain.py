"""The balance chain: followed in whatever order it is printed, broken by whatever is missing, edited or swapped."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from importers.cells import BEIJING
from importers.chain import Step, follow, misdated
from importers.movement import Balances
from importers.paper import UnreadablePaper

START = datetime(2026, 3, 1, 9, 0, 0, tzinfo=BEIJING)
OPENING = Decimal("1000.00")


def chain(*changes: str, moments: list[int] | None = None) -> list[Step]:
    """Steps that follow from 1000.00, a day apart, or at the moments given; rows numbered from 5."""
    held, steps = OPENING, []
    for at, change in enumerate(changes):
        held += Decimal(change)
        day = at if moments is None else moments[at]
        steps.append(Step(5 + at, START + timedelta(days=day), Decimal(change), held))
    return steps


def refused(steps: list[Step]) -> str:
    with pytest.raises(UnreadablePaper) as caught:
        follow(steps)
    return str(caught.value)


def ends(steps: list[Step]) -> Balances:
    return Balances(OPENING, OPENING + sum((step.change or Decimal(0) for step in steps), Decimal(0)))


THREE = chain("200.00", "-50.00", "0.30")


def test_oldest_first_and_newest_first_come_to_the_same() -> None:
    assert follow(THREE) == follow(THREE[::-1]) == Balances(OPENING, Decimal("1150.30"))


def test_no_row_or_no_balance_is_no_chain() -> None:
    assert follow([]) is None
    assert follow([step._replace(balance=None) for step in THREE]) is None


def test_one_row_tells_both_ends() -> None:
    assert follow(THREE[:1]) == Balances(OPENING, Decimal("1200.00"))


def test_a_missing_row_is_found_with_both_figures() -> None:
    say = refused([THREE[0], THREE[2]])
    assert "第7行的余额接不上" in say and "应是1200.30元，账单上写1150.30元，相差50.00元" in say
    assert "请重新下载原始账单" in say


def test_an_edited_figure_is_found_and_breaks_are_counted() -> None:
    forged = [THREE[0], THREE[1]._replace(balance=Decimal("9150.00")), THREE[2]]
    assert "第6行的余额接不上" in refused(forged) and "一共2处" in refused(forged)
    assert "第6行的余额接不上" in refused([THREE[0], THREE[1]._replace(change=Decimal("-49.00")), THREE[2]])


def test_debit_and_credit_read_the_wrong_way_round_are_found_and_said() -> None:
    swapped = [step._replace(change=-(step.change or Decimal(0))) for step in THREE]
    for steps in (swapped, swapped[::-1]):
        say = refused(steps)
        assert "把收和支对调就全对上了" in say and "没有导入" in say


def test_equal_sums_day_after_day_read_the_wrong_way_round_are_still_found() -> None:
    fees = chain(*["20.00"] * 6)
    swapped = [step._replace(change=Decimal("-20.00")) for step in fees]
    for steps in (swapped, swapped[::-1]):
        assert "把收和支对调就全对上了" in refused(steps)


def test_rows_of_one_second_are_put_in_order_by_their_balances() -> None:
    steps = chain("100.00", "-30.00", "100.00", "-170.00", "5.00", moments=[0, 1, 1, 1, 2])
    for order in ([0, 1, 2, 3, 4], [0, 3, 1, 2, 4], [4, 2, 3, 1, 0], [0, 2, 1, 3, 4]):
        assert follow([steps[at] for at in order]) == ends(steps)


def test_rows_of_one_second_that_return_to_a_balance_twice_are_walked_once_each() -> None:
    steps = chain("10.00", "-10.00", "10.00", "-10.00", "7.00", "-7.00", moments=[0] * 6)
    assert follow(steps[::-1]) == follow(steps) == Balances(OPENING, OPENING)


def test_two_rows_of_one_second_that_do_not_join_are_refused() -> None:
    steps = chain("100.00", "-30.00", "40.00", moments=[0, 0, 0])
    assert "余额接不上" in refused([steps[0], steps[2]])


def test_rows_printed_in_the_order_of_booking_and_dated_by_the_purchase_are_followed() -> None:
    steps = chain("100.00", "-30.00", "40.00", "1.00", moments=[1, 0, 2, 3])
    assert follow(steps) == follow(steps[::-1]) == ends(steps)
    for order in (steps, steps[::-1]):
        [said] = misdated(order)
        assert "第6行的日期比它前一笔还早" in said and "请核对" in said


def test_days_in_order_and_rows_that_only_a_sort_puts_in_order_are_not_remarked() -> None:
    for order in (THREE, THREE[::-1], [THREE[1], THREE[0], THREE[2]], []):
        assert list(misdated(order)) == []


def test_a_balance_that_cannot_be_read_is_reckoned_from_the_change() -> None:
    gap = [THREE[0], THREE[1]._replace(balance=None), THREE[2]]
    assert follow(gap) == ends(THREE)
    assert "第7行的余额接不上" in refused([*gap[:2], THREE[2]._replace(balance=Decimal("1.00"))])


def test_after_a_change_that_cannot_be_read_the_chain_begins_anew() -> None:
    gap = [THREE[0], THREE[1]._replace(change=None), THREE[2]]
    assert follow(gap) == Balances(OPENING, Decimal("1150.30"))
    assert follow([gap[0], gap[1]._replace(balance=None), gap[2]]) == Balances(OPENING, Decimal("1150.30"))


def test_a_last_row_without_a_balance_still_moves_the_closing() -> None:
    assert follow([*THREE[:2], THREE[2]._replace(balance=None)]) == ends(THREE)


cents = st.integers(-200, 200).map(lambda fen: Decimal(fen) / 100)
CHAINS = st.lists(st.tuples(cents, st.integers(0, 3)), min_size=1, max_size=25).map(
    lambda rows: chain(
        *(f"{change}" for change, _ in rows),
        moments=[sum(gap > 1 for _, gap in rows[: at + 1]) for at in range(len(rows))],
    )
)
"""Chains of small sums, so that balances are met again, with many rows in one moment."""


@settings(max_examples=300, deadline=None)
@given(CHAINS, st.randoms(use_true_random=False), st.booleans())
def test_any_shuffle_within_a_moment_is_followed(
    steps: list[Step], dice: random.Random, newest_first: bool
) -> None:
    shuffled = sorted(steps, key=lambda step: (step.at, dice.random()), reverse=newest_first)
    assert follow(shuffled) == ends(steps)


@settings(max_examples=300, deadline=None)
@given(CHAINS, st.data())
def test_any_row_that_moves_money_is_missed_from_the_middle(steps: list[Step], data: st.DataObject) -> None:
    apart = [step._replace(at=START + timedelta(days=at)) for at, step in enumerate(steps)]
    middle = [at for at in range(1, len(apart) - 1) if apart[at].change]
    if middle:
        gap = data.draw(st.sampled_from(middle))
        assert refused(apart[:gap] + apart[gap + 1 :])


@settings(max_examples=200, deadline=None)
@given(CHAINS, st.data(), cents.filter(bool))
def test_any_edited_balance_in_the_middle_is_found(
    steps: list[Step], data: st.DataObject, by: Decimal
) -> None:
    apart = [step._replace(at=START + timedelta(days=at)) for at, step in enumerate(steps)]
    if len(apart) > 2:
        at = data.draw(st.integers(1, len(apart) - 2))
        balance = apart[at].balance
        assert balance is not None
        forged = [*apart[:at], apart[at]._replace(balance=balance + by), *apart[at + 1 :]]
        assert refused(forged)
