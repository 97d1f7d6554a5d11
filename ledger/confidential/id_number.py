"""ID-card numbers (GB 11643), judged by form, date and check digit only.

Which county issued a number is not asked: the elderly were born in counties that no longer exist.
"""

from __future__ import annotations

import re
from datetime import date

_FORM = re.compile(r"[0-9]{17}[0-9X]")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
OLDEST_YEARS = 120


def normal(text: str) -> str:
    """A number as it is compared: without blanks around it, the x a capital."""
    return text.strip().upper()


def problem(number: str) -> str:
    """What is wrong with a number, in words that do not repeat it; empty where nothing is."""
    if not _FORM.fullmatch(number) or _check_digit(number) != number[17]:
        return "身份证号不对，请核对18位号码（末位可以是X）"
    try:
        born(number)
    except ValueError:
        return "身份证号不对：里面的出生日期不存在，请核对"
    return ""


def problem_on(number: str, day: date) -> str:
    """What is wrong with a number as shown on a day; empty where nothing is."""
    if fault := problem(number):
        return fault
    if born(number) > day:
        return f"身份证号不对：出生日期在{day}以后，请核对"
    if age(number, day) > OLDEST_YEARS:
        return f"身份证号不对：按出生日期已超过{OLDEST_YEARS}岁，请核对"
    return ""


def born(number: str) -> date:
    """The day of birth; ValueError where there is no such day."""
    return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))


def sex(number: str) -> str:
    """男 or 女, by the seventeenth digit."""
    return "男" if int(number[16]) % 2 else "女"


def age(number: str, day: date) -> int:
    """Full years on a day."""
    birth = born(number)
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def _check_digit(number: str) -> str:
    return _CHECKS[sum(int(c) * w for c, w in zip(number[:17], _WEIGHTS, strict=True)) % 11]
