"""One row of a register by what its columns hold, and what stands around all rows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from importers import cells
from importers.movement import Declared, Total
from importers.profile import Face, Row
from importers.registers import sheets, values
from importers.registers.totals import WARNING

CASH, UNSAID = "现金", "未写明"
"""Accounts where a row does not say how money moved: where the register says so, and where nothing does."""


def face(lines: Sequence[str]) -> Face:
    """Totals and warnings of a joined table; the account is cash where the words above it say so."""
    totals = []
    for line in lines:
        mark, *parts = line.split("\t")
        if mark == sheets.TOTAL and (yuan := cells.money(parts[2])) is not None:
            totals.append(Total(parts[0], int(parts[1]) if parts[1] else None, yuan))
    warned = tuple(line.removeprefix(WARNING) for line in lines if line.startswith(WARNING))
    return Face(
        declared=Declared(None, tuple(totals)), warnings=warned, account=CASH if sheets.CASH in lines else ""
    )


class Entry:
    """One row of a register by what its columns hold, whatever they are called."""

    def __init__(self, row: Row, columns: Mapping[str, str]) -> None:
        """`columns` gives the heading of each field."""
        self.row, self._columns = row, columns
        self.number = row.number

    def said(self, field: str) -> str:
        """A field's words; empty where it has no column or the register prints a sign for empty."""
        column = self._columns.get(field)
        said = cells.words(self.row.by_name[column]) if column else ""
        return said if said.strip("—－–") else ""

    def ours(self, name: str) -> str:
        """What the joining of the sheets found out about the row."""
        return self.row.extra.get(name, "")

    def amount(self) -> Decimal | None:
        """The yuan, or None where they are not plainly written."""
        return values.yuan(self.row.by_name[self._columns["金额"]])

    def day(self) -> datetime | None:
        """The day; that of the title where the register has no column for it."""
        column = self._columns.get("日期")
        if column is None:
            return cells.day(self.ours(sheets.DAY)) if self.ours(sheets.DAY) else None
        return values.day(self.row.by_name[column], self.ours(sheets.YEAR))

    def label(self) -> str:
        """The label of the total that counts the row."""
        return self.ours(sheets.PART)

    def counted(self) -> Decimal | None:
        """The yuan under which the register's own total counts the row; goods only where it counts their worth."""
        plain = self.amount()
        if plain is not None and not self.is_goods():
            return plain
        worth = values.worth(self.row.by_name[self._columns["金额"]]) or plain
        return worth if self.ours(sheets.COUNTED) else None

    def is_goods(self) -> bool:
        """Whether the row is about things and not money."""
        return bool(self.ours(sheets.THINGS))

    def rest(self) -> dict[str, str]:
        """The words of columns that nobody asked for, without those that are ours."""
        return {
            name: values.shown(name, said)
            for name, said in self.row.extra.items()
            if not name.startswith("§") and said.strip("—－–-/")
        }

    def without_day(self) -> str:
        """Why the day cannot be told."""
        said = self.said("日期")
        if not said:
            return (
                "没有写日期，标题里也没有，请补上再导入。"
                if "日期" not in self._columns
                else "没有写日期，请补上再导入。"
            )
        mend = (
            "请写上年份（像 2026-01-15），或在标题里写明是哪一年"
            if re.search("[0-9]", said)
            else "请写成 2026-01-15"
        )
        return f"日期“{said}”读不出来：{mend}。"

    def without_amount(self) -> str:
        """Why the yuan cannot be told."""
        said = self.said("金额")
        return (
            f"金额“{said}”不是钱数，请查清后改好，或另行记账。"
            if said
            else "没有写金额，请查清（是不是合并的格子）。"
        )
