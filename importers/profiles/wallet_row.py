"""What every wallet's row must be to be read at all: no stray cells, a time, an amount, a number of its own."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from importers.movement import Movement, Outcome, Review
from importers.profile import Row


class WalletRow(NamedTuple):
    """The columns of a wallet's row: what was bought, the sum, the number and how one is written; whose wallet it is."""

    bought: str
    amount: str
    number: str
    written: re.Pattern[str]
    wallet: str

    def unread(self, row: Row, amount: Decimal | None, time: str, called: str = "") -> str:
        """Why a row cannot be read at all, or nothing; `time` is the column of its moment, `called` a better name."""
        compare = f"请对照{self.wallet}里的记录。"
        if row.stray:
            return f"这一行比表头多出几格，可能是{self.bought}里有逗号没有加引号，{compare}"
        if row.moment(time) is None:
            return f"{called or time}“{row.said(time)}”读不出来，{compare}"
        if amount is None or amount < 0:
            return f"金额“{row.said(self.amount)}”读不出来，{compare}"
        if not self.written.fullmatch(row.words(self.number)):
            return f"{self.number}“{row.said(self.number)}”不是单号，无法防止重复记账，{compare}"
        return ""


def outcome(row: Row, found: Movement | str, doubt: Callable[[Movement], str]) -> Outcome:
    """A movement; or a row put to a person, because it could not be told or because of a doubt."""
    if isinstance(found, str):
        return Review(row.number, found)
    why = doubt(found)
    return Review(row.number, why, found) if why else found
