"""Cells as words, money, times and identifiers: one way to read each, and never a guess."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from functools import lru_cache

from importers.paper import JUNK, Cell

BEIJING = timezone(timedelta(hours=8), "UTC+08:00")
"""Every Chinese paper prints Beijing time; there has been no summer time since 1991."""

FEN = Decimal("0.01")

NOTHING = "-/（空）()"
"""The signs of which a paper's words for an empty cell are made."""

_MINUS = dict.fromkeys([*range(0x2010, 0x2016), 0x2212, 0xFF0D], "-")
_NO_BLANKS = dict.fromkeys(map(ord, JUNK))
_MONEY = re.compile(r"[-+]?[0-9]{1,12}(?:\.[0-9]{1,2})?")
_GROUPED = re.compile(r"[-+]?[0-9]{1,3}(?:,[0-9]{3}){1,3}(?:\.[0-9]{1,2})?")
_MOMENT = re.compile(
    r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?"
    r"(?:[\sT]+([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:\.0+)?)?)?"
)
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}")
_PLAIN_DAY = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?: ?([0-9]{2}):?([0-9]{2}):?([0-9]{2}))?")
_CLOCK = re.compile(r"([0-9]{1,2})[:.]?([0-9]{2})(?:[:.]?([0-9]{2}))?")
_SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]+)?[Ee]\+?[0-9]+")
_LONG = re.compile(r"[0-9]{18,}")
_EPOCH = datetime(1899, 12, 30, tzinfo=BEIJING)
_YEARS_2000_TO_2099 = (36526, 73051)


def text(cell: Cell) -> str:
    """A cell's words; a whole number is printed without a decimal point."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, datetime):
        return cell.isoformat(" ")
    return str(int(cell)) if float(cell).is_integer() else repr(cell)


def words(cell: Cell) -> str:
    """A cell's words, or nothing where the paper prints one of its signs for empty: / - -- （空）."""
    said = cell if isinstance(cell, str) else text(cell)
    return said if said.strip(NOTHING) else ""


def heading(cell: Cell) -> str:
    """A header cell as columns are named: full-width signs made plain, no blanks."""
    return unicodedata.normalize("NFKC", text(cell)).translate(_NO_BLANKS)


def money(cell: Cell) -> Decimal | None:
    """Yuan to two places from `¥1,000.00`, `20元` or a number cell; None where it is not plainly that."""
    if isinstance(cell, datetime):
        return None
    if isinstance(cell, str):
        return _money_of_text(cell)
    exact = Decimal(repr(cell))  # repr is the shortest text that names the number, so 88.88 stays 88.88
    if not exact.is_finite() or abs(exact) >= 10**12:
        return None
    yuan = exact.quantize(FEN)
    return yuan if yuan == exact else None


def _money_of_text(said: str) -> Decimal | None:
    bare = said[1:] if said.startswith(("¥", "￥")) else said
    if _MONEY.fullmatch(bare):  # nearly every amount of nearly every paper
        return Decimal(bare).quantize(FEN)
    plain = said if said.isascii() else unicodedata.normalize("NFKC", said.translate(_MINUS))
    plain = plain.strip(JUNK).removesuffix("元").replace("¥", "", 1).strip(JUNK)
    if not (_MONEY.fullmatch(plain) or _GROUPED.fullmatch(plain)):
        return None
    return Decimal(plain.replace(",", "")).quantize(FEN)


@lru_cache(maxsize=4)  # a row is asked for its time twice: whether it has one, and what it is
def moment(cell: Cell) -> datetime | None:
    """Beijing time to the second from text, a date cell or Excel's day number; None from all else."""
    if isinstance(cell, str):
        return _moment_of_text(cell)
    if isinstance(cell, datetime):
        return _to_second(cell.replace(tzinfo=BEIJING))
    if _YEARS_2000_TO_2099[0] <= cell < _YEARS_2000_TO_2099[1]:
        return _to_second(_EPOCH + timedelta(days=cell))
    return None


def _moment_of_text(said: str) -> datetime | None:
    if _ISO.fullmatch(said):  # nearly every row of nearly every paper, ten times as fast
        try:
            return datetime.fromisoformat(said).replace(tzinfo=BEIJING)
        except ValueError:
            return None
    found = _MOMENT.fullmatch(said)
    if not found:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups())
    try:
        return datetime(year, month, day, hour, minute, second, tzinfo=BEIJING)
    except ValueError:
        return None


def day(cell: Cell) -> datetime | None:
    """Beijing time from a cell that gives a day, also as 20240201, and perhaps a time; None from all else."""
    if isinstance(cell, (int, float)):
        cell = text(cell) if 19_900_101 <= cell <= 20_991_231 else cell
    if isinstance(cell, str) and (found := _PLAIN_DAY.fullmatch(cell.strip(JUNK))):
        cell = "{}-{}-{}".format(*found.groups()[:3]) + (
            " {}:{}:{}".format(*found.groups()[3:]) if found[4] else ""
        )
    return moment(cell)


def clock(cell: Cell) -> timedelta:
    """How long after midnight: from 053026, 05:30:26, 05:30 or a time cell; nothing from all else."""
    if isinstance(cell, datetime):
        cell = _to_second(cell)
        return timedelta(hours=cell.hour, minutes=cell.minute, seconds=cell.second)
    if isinstance(cell, float) and 0 <= cell < 1:
        return timedelta(seconds=round(cell * 86_400))
    said = text(cell).zfill(6) if isinstance(cell, (int, float)) else text(cell).strip(JUNK)
    found = _CLOCK.fullmatch(said)
    hour, minute, second = (int(part or 0) for part in found.groups()) if found else (0, 0, 0)
    return (
        timedelta(hours=hour, minutes=minute, seconds=second)
        if hour < 24 and minute < 60 > second
        else timedelta()
    )


def _to_second(at: datetime) -> datetime:
    """The nearest second, as a day number is not exact; a time at the edge of the calendar is only cut."""
    near = at + timedelta(microseconds=500_000) if at.year < 9999 else at
    return near.replace(microsecond=0)


def is_number(cell: Cell) -> bool:
    """Whether an identifier became a number and lost digits, as happens when Excel saves a csv."""
    return not isinstance(cell, str) or is_scientific(cell)


def is_scientific(said: str) -> bool:
    """Whether words are a number as Excel shortens it, 6.2E+18."""
    return bool(_SCIENTIFIC.fullmatch(said))


def are_rounded(column: Iterable[str]) -> bool:
    """Whether all long identifiers of a column end in zeros after the 15 digits that Excel keeps of a number.

    A single one may be a merchant's own way of numbering, so it takes two.
    """
    long = 0
    for said in column:
        if _LONG.fullmatch(said):
            if said[15:].strip("0"):
                return False
            long += 1
    return long > 1
