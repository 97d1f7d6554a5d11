"""left_of: what is left of each payment after what came back."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from ledger.cases import left_of
from tests.trials import trials


@pytest.mark.parametrize(
    ("moved", "left"),
    [
        ("", ""),
        ("300", "300"),
        ("300 -300", "0 0"),
        ("300 -100", "200 0"),
        ("300 200 100 -200", "300 0 100 0"),
        ("300 200 100 -150", "300 150 0 0"),
        ("100 100 -100", "100 0 0"),
        ("100 100 -100 -100", "0 0 0 0"),
        ("100 -100 100", "0 0 100"),
        ("-100 100", "0 100"),
        ("100 -300 50", "0 0 50"),
        ("300 -50 100 -300", "0 0 50 0"),
        ("100 0 -50", "50 0 0"),
    ],
)
def test_what_comes_back_is_taken_from_the_payment_of_that_amount_else_from_the_last(
    moved: str, left: str
) -> None:
    assert left_of([Decimal(n) for n in moved.split()]) == [Decimal(n) for n in left.split()]


@trials(100)
@given(some.lists(some.integers(-500, 500).map(Decimal), max_size=20))
def test_nothing_is_made_and_nothing_but_what_came_back_is_lost(moved: list[Decimal]) -> None:
    stands = Decimal(0)
    for amount in moved:
        stands = max(Decimal(0), stands + amount)
    left = left_of(moved)
    assert sum(left) == stands
    assert all(0 <= kept <= max(amount, Decimal(0)) for kept, amount in zip(left, moved, strict=True))
