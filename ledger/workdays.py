"""The working-day calendar of China, with make-up days; it says 暂定 of years not yet published.

`workdays.json` beside this file holds what the State Council's yearly notice says: `off`, the Mondays to
Fridays that are free, and `worked`, the Saturdays and Sundays that are worked. Each November: add the new
year's row there, drop the year from `feasts`, and raise LAST_PUBLISHED. `feasts` holds the dates of the four
feasts that follow the moon and the sun, for the years that have no notice yet.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from ledger.mistake import Mistake

FIRST_PUBLISHED: int = 2004
LAST_PUBLISHED: int = 2026
"""The last year whose holiday notice is in our table; later years are 暂定."""

_LAST_KNOWN = 2045
_SATURDAY = 5
_DAY = timedelta(days=1)
_FIXED = ((1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3))
_SPRING_OFFSETS_DAYS = (-1, 0, 1, 2)


class NoCalendar(Mistake, ValueError):
    """No working-day calendar answers this question; the sentence says for which years there is one."""


class Due(NamedTuple):
    """A day by which something must be done; `provisional` where a later holiday notice may still move it."""

    day: date
    provisional: bool


def provisional(day: date) -> bool:
    """Whether the schedule of that day's year is not in our table. NoCalendar outside 2004–2045."""
    assert not isinstance(day, datetime), "a day has no hour"
    return _is_provisional(day.year)


def is_workday(day: date) -> bool:
    """Whether people work on that day. NoCalendar outside 2004–2045.

    In a provisional year: Monday to Friday without the statutory days; make-up days cannot be known yet.
    """
    if provisional(day):
        return day.weekday() < _SATURDAY and day not in _statutory(day.year)
    off, worked = _published(day.year)
    return day in worked or (day.weekday() < _SATURDAY and day not in off)


@cache
def add_workdays(day: date, n: int) -> Due:
    """The n-th working day after `day` (n = 0: the day itself), provisional if a day passed over is.

    NoCalendar when the count leaves 2004–2045. Days only go forward, so the last one speaks for all.
    """
    assert n >= 0, f"a deadline lies ahead: {n}"
    while n:
        day += _DAY
        if is_workday(day):
            n -= 1
    return Due(day, provisional(day))


def workdays_between(day: date, other: date) -> int:
    """How many working days come after `day` up to and with `other`; below zero where `other` is before.

    NoCalendar outside 2004–2045.
    """
    if other < day:
        return -workdays_between(other, day)
    return sum(is_workday(day + n * _DAY) for n in range(1, (other - day).days + 1))


@cache
def nth_workday(year: int, month: int, n: int) -> Due:
    """The n-th working day of a month. NoCalendar outside 2004–2045 and where the month has fewer.

    In a provisional year the day is set so early that the notice can hardly make it too late: the n-th
    Monday-to-Friday day, less one such day, less two in February. On the schedules of 2005–2026 that is
    never after the true fifth working day. (The count without statutory days is never earlier, so it has
    no say.) Days that nobody works are then stepped over.
    """
    assert n >= 1, f"days are counted from the first: {n}"
    unsure = _is_provisional(year)
    all_days = (d for d in _month(year, month) if (d.weekday() < _SATURDAY if unsure else is_workday(d)))
    days = list(islice(all_days, n))
    if n > len(days):
        raise NoCalendar(f"{year}年{month}月没有第{n}个工作日，只有{len(days)}个，请改小制度中的天数")
    if not unsure:
        return Due(days[n - 1], False)
    early = n - 1 - (2 if month == 2 else 1)
    day = days[early] if early >= 0 else date(year, month, 1)
    while day in _statutory(year):
        day += _DAY
    return Due(day, True)


def _is_provisional(year: int) -> bool:
    """Whether the year has feasts but no notice; NoCalendar if it has neither."""
    if not FIRST_PUBLISHED <= year <= _LAST_KNOWN:
        raise NoCalendar(
            f"没有{year}年的工作日历，只有{FIRST_PUBLISHED}年至{_LAST_KNOWN}年的，请检查日期是否写错"
        )
    return year > LAST_PUBLISHED


def _month(year: int, month: int) -> Iterator[date]:
    """All days of a month."""
    day = date(year, month, 1)
    while day.month == month:
        yield day
        day += _DAY


@cache
def _table() -> dict[str, dict[str, dict[str, Any]]]:
    """The data file, read when first asked for."""
    text = Path(__file__).with_suffix(".json").read_text(encoding="utf-8")
    table: dict[str, dict[str, dict[str, Any]]] = json.loads(text)
    return table


@cache
def _published(year: int) -> tuple[frozenset[date], frozenset[date]]:
    """A published year's free Mondays to Fridays, and its worked Saturdays and Sundays."""
    row = _table()["published"][str(year)]
    off, worked = (frozenset(_on(year, md) for md in row[key]) for key in ("off", "worked"))
    return off, worked


@cache
def _statutory(year: int) -> frozenset[date]:
    """A provisional year's thirteen statutory days, as the rules of 2025 have them; nobody works on one."""
    feasts = _table()["feasts"][str(year)]
    spring = _on(year, feasts["春节"])
    days = {date(year, month, day) for month, day in _FIXED}
    days |= {spring + offset * _DAY for offset in _SPRING_OFFSETS_DAYS}
    return frozenset(days | {_on(year, feasts[name]) for name in ("清明", "端午", "中秋")})


def _on(year: int, month_day: str) -> date:
    """The day that the data file writes as 02-17."""
    return date.fromisoformat(f"{year}-{month_day}")
