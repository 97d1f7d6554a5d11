"""Which accounting regime holds on a day, and what it prints: forms, lines, words."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from reports.books.wording import LAST_YEAR_OF_2004
from reports.statements import forms_2004, forms_2024
from reports.statements.form import Line


class Regime(NamedTuple):
    """One issue of 《民间非营利组织会计制度》."""

    number: str
    """Its document's number: 财会〔2024〕25号."""
    assets: tuple[Line, ...]
    claims: tuple[Line, ...]
    """Debts and net assets: the right side of 会民非01."""
    activities: tuple[Line, ...]
    cash: tuple[Line, ...]
    total_assets: int
    total_claims: int
    net: tuple[int, int, int]
    """The lines of free, restricted and all net assets on 会民非01."""
    change: int
    """The line of 净资产变动额 on 会民非02."""
    first: date
    """Its first day."""


OLD = Regime(
    "财会〔2004〕7号", forms_2004.ASSETS, forms_2004.CLAIMS, forms_2004.ACTIVITIES, forms_2004.CASH,
    60, 120, (101, 105, 110), 45, date(2005, 1, 1),
)  # fmt: skip
NEW = Regime(
    "财会〔2024〕25号", forms_2024.ASSETS, forms_2024.CLAIMS, forms_2024.ACTIVITIES, forms_2024.CASH,
    27, 80, (77, 78, 79), 21, date(LAST_YEAR_OF_2004 + 1, 1, 1),
)  # fmt: skip
MONEY, CASH_CHANGE = 1, 61
"""货币资金 on 会民非01 and 净增加额 on 会民非03: the same lines under both."""


def regime_on(day: date) -> Regime:
    """The regime of a day."""
    return OLD if day.year <= LAST_YEAR_OF_2004 else NEW
