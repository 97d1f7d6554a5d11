"""Numbers of people for anybody on the net: who is one of two is as good as named, so groups of few are never told alone.

A group of fewer than three people is laid together with the next smallest until every group has three; what cannot
reach three is told as 少于3, without how often and how much. No sum less the other groups gives a small one away.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

FEWEST = 3
FEW = f"少于{FEWEST}"
ZERO = Decimal("0.00")


class Helped(NamedTuple):
    """People who were helped in one way, or for one reason: their pseudonyms, how often, and how much."""

    what: str
    people: frozenset[str]
    times: int
    amount: Decimal

    @property
    def is_few(self) -> bool:
        """Whether they are so few that a number would point at them."""
        return 0 < len(self.people) < FEWEST


def people(count: int) -> str:
    """A number of people as it may be told."""
    return FEW if 0 < count < FEWEST else str(count)


def together(groups: Iterable[Helped]) -> list[Helped]:
    """The groups with the small ones laid together; the most people first."""
    found = sorted((g for g in groups if g.people), key=_size)
    while len(found) > 1 and found[0].is_few:
        small, next_small, *rest = found
        found = sorted([_joined(next_small, small), *rest], key=_size)
    return found[::-1]


def _size(group: Helped) -> tuple[int, str]:
    return len(group.people), group.what


def _joined(one: Helped, other: Helped) -> Helped:
    return Helped(
        f"{one.what}、{other.what}", one.people | other.people, one.times + other.times, one.amount + other.amount
    )  # fmt: skip
