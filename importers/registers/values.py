"""What a hand writes into a cell: yuan, days, and words that must not be carried on as they are."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from decimal import Decimal
from functools import lru_cache

from importers import cells
from importers.movement import link_of
from importers.paper import JUNK, Cell

_UNSEEN = dict.fromkeys(map(ord, JUNK))
_AROUND = re.compile(r"^人民币|[整正]$")
_NUMBER = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
_VALUED = re.compile(r"[折价元约]")
_SHORT_DAY = re.compile(r"([0-9]{1,2})[月./-]([0-9]{1,2})[日号]?")
_YEAR = re.compile(r"(?<![0-9])(20[0-9]{2})(?![0-9])")
_WHOLE_DAY = re.compile(r"(20[0-9]{2})[年./-]([0-9]{1,2})[月./-]([0-9]{1,2})日?")
_BLANKS = re.compile(r"\s+")
_LONG_NUMBER = re.compile(r"(?<![0-9A-Za-z])[0-9][0-9 -]{9,22}[0-9Xx](?![0-9A-Za-z])")
GOODS = re.compile(r"实物|物资|物品|食品")
"""Words that say that a row is about things and not money."""
_PERSONAL = re.compile(r"身份证|证件|电话|手机|联系方式|卡号|账号|帐号|住址|地址")
_PHONE_DIGITS, _ID_DIGITS, _TAIL = 11, 15, 4


@lru_cache(maxsize=1 << 14)
def plain(text: str) -> str:
    """A text as it is compared: full-width signs made plain, no blanks, none of the signs that cannot be seen."""
    return _BLANKS.sub("", unicodedata.normalize("NFKC", text).translate(_UNSEEN))


def yuan(cell: Cell) -> Decimal | None:
    """Money as written by hand, also 人民币500元整; None where it is not plainly that."""
    if isinstance(cell, str):
        cell = _AROUND.sub("", plain(cell))
    return cells.money(cell)


def worth(cell: Cell) -> Decimal | None:
    """The one figure in words about what goods are worth, as （折价）320; None where there is none or several."""
    said = plain(cells.text(cell))
    figures = _NUMBER.findall(said)
    return cells.money(figures[0]) if len(figures) == 1 and _VALUED.search(said) else None


def day(cell: Cell, year: str = "") -> datetime | None:
    """A day as a date, a day number or words; without its year only where `year` gives that."""
    if isinstance(cell, str):
        cell = plain(cell)
        if year and (found := _SHORT_DAY.fullmatch(cell)):
            cell = f"{year}-{found[1]}-{found[2]}"
    return cells.day(cell)


def year_of(lines: list[str]) -> str:
    """The one year that the words around a table name; empty where none or more than one is named."""
    years = {year for line in lines for year in _YEAR.findall(plain(line))}
    return years.pop() if len(years) == 1 else ""


def day_of(lines: list[str]) -> str:
    """The one whole day that the words around a table name, as 2026-01-31; empty where none or several."""
    days = {"-".join(found) for line in lines for found in _WHOLE_DAY.findall(plain(line))}
    return days.pop() if len(days) == 1 else ""


def shown(column: str, said: str) -> str:
    """Words of a cell as they may be carried on: somebody's numbers keep their last four digits."""
    if "址" in column:
        return "（未带出）"
    if _PERSONAL.search(column):
        return f"尾号{plain(said)[-_TAIL:]}" if any(c.isdigit() for c in said) else said
    return _LONG_NUMBER.sub(_tail, said)


def _tail(found: re.Match[str]) -> str:
    digits = re.sub(r"[ -]", "", found[0])
    personal = len(digits) >= _ID_DIGITS or (len(digits) == _PHONE_DIGITS and digits[0] == "1")
    return f"尾号{digits[-_TAIL:]}" if personal else found[0]


def link(*parts: str) -> str:
    """What tells a row from all others, the same whenever the register is read again."""
    return link_of("reg", "\n".join(map(plain, parts)))


def number(said: str) -> str:
    """A receipt's number as it is compared: Excel drops the zeros in front of one that is all digits."""
    said = plain(said)
    return said.lstrip("0") or said if said.isdigit() else said
