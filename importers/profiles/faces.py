"""What a bank prints around its table: the account, its holder, the days, the paper's own totals."""

from __future__ import annotations

import re
from collections.abc import Sequence

from importers import cells
from importers.movement import Declared, Period, Total
from importers.profiles.amounts import IN, OUT

ACCOUNT = r"(?:账\s*号|账户|帐\s*号|卡\s*号|账户号)\s*[:：]?\s*([0-9][0-9*\- ]{6,}[0-9])"
"""Where a face names the account, whatever it calls it; masks and blanks stand among the digits."""
_OWNER = re.compile(
    r"(?:户\s*名|客户姓名|客户名称|账户名称|单位名称|企业名称|账号名称|姓名)\s*[:：]?\s*([^\s:：]++)(?![:：])"
)
_DAY = r"(\d{4}[-/.年]?\d{1,2}[-/.月]?\d{1,2})日?"
_PERIODS = (
    re.compile(_DAY + r"\s*(?:\d\d:\d\d(?::\d\d)?)?\s*(?:至|到|~|～|-|—)+\s*" + _DAY),
    re.compile(
        r"(?:起始|开始)(?:日期|时间)?\s*[:：]?\s*\[?" + _DAY
        + r"(?:.|\n){0,80}?(?:终止|结束|截止)(?:日期|时间)?\s*[:：]?\s*\[?" + _DAY
    ),
)  # fmt: skip


def number_in(lines: Sequence[str], pattern: str) -> str:
    """The account's number as printed, from a pattern with one group; nothing where it is not printed."""
    found = re.search(pattern, _joined(lines))
    return found[1] if found else ""


def owner_in(lines: Sequence[str]) -> str:
    """The name of the account's holder; nothing where it is not printed."""
    found = _OWNER.search(_joined(lines))
    return found[1] if found else ""


def _joined(lines: Sequence[str]) -> str:
    """The lines with a name and the value in the next cell on one line."""
    return "\n".join(lines) + "\n" + " ".join(lines)


def period(said: str) -> Period | None:
    """The first and last day that a face names, as 2026-01-01~2026-03-31 or 20260101-20260331; None where none."""
    for pattern in _PERIODS:
        for found in pattern.finditer(said):
            start, end = cells.day(found[1]), cells.day(found[2])
            if start and end and start <= end:
                return Period(start.date(), end.date())
    return None


def no_totals(said: str) -> Declared:
    """Nothing declared, for papers that print no totals."""
    return Declared()


def declared(
    said: str, *, come: str = "", gone: str = "", rows: str = "", come_rows: str = "", gone_rows: str = ""
) -> Declared:
    """Totals read from the lines around a table; each argument is a pattern with one group, empty where not printed."""
    totals = tuple(
        Total(label, _count(said, count), abs(amount))
        for label, sum_, count in ((IN, come, come_rows), (OUT, gone, gone_rows))
        if sum_ and (found := re.search(sum_, said)) and (amount := cells.money(found[1])) is not None
    )
    return Declared(_count(said, rows), totals)


def _count(said: str, pattern: str) -> int | None:
    found = re.search(pattern, said) if pattern else None
    return int(found[1]) if found else None
