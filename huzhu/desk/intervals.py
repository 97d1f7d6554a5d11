"""Periods in tables and charts, bounded: a filter from year 1 to 9999 by day would count for hours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fava.core import FilteredLedger
from fava.core.filters import FilterError
from fava.util.date import Day, Week

MOST_IN_A_CHART = 800
MOST_IN_A_TABLE = 120


class TooManyIntervals(FilterError):
    """More periods than are worth looking at; the sentence says what to choose instead."""

    def __init__(self, periods: int) -> None:
        super().__init__("time", f"时间分得太细，共{periods}段。请先选定年份或月份，或改为按月、按季、按年")


class BoundedFiltered(FilteredLedger):
    """Fava's filtered ledger that counts the periods before it makes them."""

    __slots__ = ()

    def interval_ranges(self, interval: Any) -> Sequence[Any]:
        """The periods of that length; TooManyIntervals when there are more than a chart shows."""
        if self._date_first and self._date_last:
            days = (self._date_last - self._date_first).days
            # Shorter than any month, quarter or year is, so that nothing longer slips through.
            refuse_above(MOST_IN_A_CHART, days // {Day: 1, Week: 7}.get(interval, 28))
        ranges: Sequence[Any] = super().interval_ranges(interval)
        return ranges


def refuse_above(most: int, periods: int) -> None:
    """TooManyIntervals when there are more than that."""
    if periods > most:
        raise TooManyIntervals(periods)
