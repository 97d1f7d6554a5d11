"""中国银行: what each page of a person's PDF declares of its own rows, added up."""

from __future__ import annotations

import re

from importers import cells
from importers.movement import ZERO, Declared, Total
from importers.profiles.bank import IN, OUT

_COME = re.compile(r"贷方发生数\s*[:：]\s*([\d,]+\.\d\d)")
_GONE = re.compile(r"借方发生数\s*[:：]\s*([\d,]+\.\d\d)")
_ROWS = re.compile(r"行数\s*[:：]\s*(\d+)")


def page_totals(said: str) -> Declared:
    """The captions of all pages as one: `借方发生数：1,000.00 贷方发生数：0.00 行数：10` stands on each."""
    come, gone = (
        [amount for printed in pattern.findall(said) if (amount := cells.money(printed)) is not None]
        for pattern in (_COME, _GONE)
    )
    rows = [int(count) for count in _ROWS.findall(said)]
    totals = (Total(IN, None, sum(come, ZERO)), Total(OUT, None, sum(gone, ZERO))) if come and gone else ()
    return Declared(sum(rows) if rows else None, totals)
