"""The lines around a wallet's bill: whose it is, which days, how many rows and how much of each kind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from importers.cells import money
from importers.movement import Declared, Period, Total
from importers.profile import Face

ALL = "全部"
_ROWS = re.compile(r"共(\d+)笔记录")


class WalletFace(NamedTuple):
    """How a wallet words its face; each pattern has its groups in the order named.

    `owner` who, `days` first and last day, `total` label, count and yuan; `export` the kind of export, which
    must be 全部, where the paper prints it under `called`; `again` says how to download all.
    """

    owner: re.Pattern[str]
    days: re.Pattern[str]
    total: re.Pattern[str]
    export: re.Pattern[str] | None = None
    called: str = ""
    again: str = ""

    def read(self, lines: Sequence[str]) -> Face:
        """Owner, days and totals; an export of a part is warned of."""
        said = "\n".join(lines)
        owner, rows, days = (pattern.search(said) for pattern in (self.owner, _ROWS, self.days))
        totals = tuple(
            Total(label, int(count), amount)
            for label, count, yuan in self.total.findall(said)
            if (amount := money(yuan)) is not None
        )
        return Face(
            owner[1] if owner else "",
            _period(days[1], days[2]) if days else None,
            Declared(int(rows[1]) if rows else None, totals),
            tuple(self._partial(said)),
        )

    def _partial(self, said: str) -> list[str]:
        if self.export is None:
            return []
        found = self.export.search(said)
        kind = found[1] if found else ""
        if kind == ALL:
            return []
        what = f"{self.called}是“{kind}”，不是“{ALL}”" if kind else f"没有写明{self.called}"
        return [f"{what}：这份账单可能不全，{self.again}"]


def _period(start: str, end: str) -> Period | None:
    """The days that a face names; None where they are no days."""
    try:
        return Period(date.fromisoformat(start), date.fromisoformat(end))
    except ValueError:
        return None
