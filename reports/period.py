"""The days that a report is about: a month, a quarter, a year, or all until a day."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple

from ledger.mistake import Mistake

Span = Literal["month", "quarter", "year", "day"]


class Period(NamedTuple):
    """From `first` to `last`, both counted in; `words` is how a heading names it (2026年7月), `code` how a file does."""

    span: Span
    first: date
    last: date
    words: str
    code: str

    @property
    def months(self) -> Iterator[str]:
        """Its months, as 2026-07."""
        for at in range(self.first.year * 12 + self.first.month - 1, self.last.year * 12 + self.last.month):
            yield f"{at // 12}-{at % 12 + 1:02d}"

    @property
    def year_begins(self) -> date:
        """The first of January of its last day's year: from where 本年累计 counts."""
        return date(self.last.year, 1, 1)

    def holds(self, day: date) -> bool:
        """Whether a day is in it."""
        return self.first <= day <= self.last


def month(said: str) -> Period:
    """The month written 2026-07; Mistake where it is none."""
    if not re.fullmatch(r"(?!0000)\d{4}-(0[1-9]|1[0-2])", said, re.ASCII):
        raise Mistake(f"月份“{said}”不对，应像 --month 2026-07")
    year, number = int(said[:4]), int(said[5:])
    last = date(year, number, monthrange(year, number)[1])
    return Period("month", date(year, number, 1), last, f"{year}年{number}月", said)


def quarter(said: str) -> Period:
    """The quarter written 2026-3 or 2026Q3; Mistake where it is none."""
    found = re.fullmatch(r"(?!0000)(\d{4})-?[Qq]?([1-4])", said, re.ASCII)
    if not found:
        raise Mistake(f"季度“{said}”不对，应像 --quarter 2026Q3")
    year, number = int(found[1]), int(found[2])
    last = date(year, number * 3, monthrange(year, number * 3)[1])
    return Period(
        "quarter",
        date(year, number * 3 - 2, 1),
        last,
        f"{year}年第{'一二三四'[number - 1]}季度",
        f"{year}Q{number}",
    )


def quarter_of(day: date) -> Period:
    """The quarter that a day lies in."""
    return quarter(f"{day.year:04d}Q{(day.month + 2) // 3}")


def year(said: str) -> Period:
    """The year written 2026; Mistake where it is none."""
    if not re.fullmatch(r"(?!0000)\d{4}", said, re.ASCII):
        raise Mistake(f"年份“{said}”不对，应像 --year 2026")
    number = int(said)
    return Period("year", date(number, 1, 1), date(number, 12, 31), f"{number}年", said)


def until(day: date) -> Period:
    """Everything up to and with a day."""
    return Period("day", date.min, day, f"截至{day}", day.isoformat())
