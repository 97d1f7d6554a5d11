"""凭证按月从001起连续编号，不缺号，不重号。

Months count from 001 without gap or repeat.

Clause (会计法 14、会计基础工作规范 50–51): 记账凭证应当连续编号。 The number is the month of the entry's day
and a running number; the order within the month is the order of recording, not of days.

An entry that says it reverses a voucher must do so: the voucher's postings with their signs turned, on its
day or later, once. Only then do other rules leave both out of account.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ledger.books import Books
from ledger.entries import text
from ledger.findings import Finding, finding
from ledger.policy import Policy
from plugins.rule import money_rule

__plugins__ = ("voucher_numbers",)

_NUMBER = re.compile(r"([0-9]{4}-[0-9]{2})-(?!0+$)([0-9]{3,5})")


@money_rule()
def voucher_numbers(books: Books, policy: Policy) -> Iterator[Finding]:
    """Yield each transaction whose number is missing, another month's, repeated, or leaves a gap, and each false reversal."""
    months: dict[str, dict[int, Any]] = {}
    for entry in books.lately:
        number = _NUMBER.fullmatch(text(entry, "voucher"))
        month = entry.date.isoformat()[:7]
        if number is None:
            yield finding(entry, f'没有凭证号；请写 voucher: "{month}-001" 这样的号')
        elif number[1] != month:
            yield finding(entry, f"凭证号{number[0]}不是{month}的号")
        elif (first := months.setdefault(month, {}).setdefault(int(number[2]), entry)) is not entry:
            yield finding(entry, f"凭证号{number[0]}重复，{first.date}那笔已经用了")
        if text(entry, "reverses") and not books.undone(entry):
            said = f"冲销{text(entry, 'reverses')}不成立：要有这个凭证，没有冲销过，每一行都原样反向"
            yield finding(entry, said)
    for month, numbers in months.items():
        yield from _gaps(month, numbers)


def _gaps(month: str, numbers: dict[int, Any]) -> Iterator[Finding]:
    before = 0
    for number in sorted(numbers):
        if number != before + 1:
            missing = f"{month}-{before + 1:03d}" + (f"到{number - 1:03d}" if number > before + 2 else "")
            yield finding(numbers[number], f"凭证缺号：{missing}不见了")
        before = number
