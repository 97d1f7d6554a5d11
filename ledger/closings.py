"""Which months are closed, and were closed when: from the facts 月结 and 反结账 in the order of recording."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from ledger.facts import Fact, Facts


def seq(meta: Mapping[str, Any]) -> int | None:
    """An event's running number; None where huzhu did not write it."""
    value = meta.get("seq")
    return int(value) if isinstance(value, Decimal) and value == int(value) else None


class Closings:
    """The closings and reopenings of each month."""

    def __init__(self, facts: Facts) -> None:
        """Sort them by their running number; those that have none come first."""
        self._turns: dict[str, list[tuple[int, bool]]] = {}
        for fact in (*facts.of("月结"), *facts.of("反结账")):
            self._turns.setdefault(fact.key, []).append((_number(fact), fact.kind == "月结"))
        for turns in self._turns.values():
            turns.sort()

    @property
    def months(self) -> frozenset[str]:
        """Every month that was ever closed or reopened."""
        return frozenset(self._turns)

    def closed(self, month: str) -> bool:
        """Whether a month is closed now."""
        turns = self._turns.get(month, [])
        return bool(turns) and turns[-1][1]

    def closed_before(self, month: str, number: int) -> bool:
        """Whether a month was closed, by an event that has a number, before that number was given."""
        turns = self._turns.get(month, [])
        at = bisect_left(turns, (number, False))
        return at > 0 and turns[at - 1][0] > 0 and turns[at - 1][1]


def _number(fact: Fact) -> int:
    return seq(fact.meta) or 0
