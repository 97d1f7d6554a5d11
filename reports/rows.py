"""The rows of a report, before any paper: columns, rows and the sheet that holds them.

A report is a pure function from the books to a `Sheet`; `reports.drawing` draws it and changes no figure.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from ledger import money
from ledger.notices.lines import clean

Kind = Literal["text", "money", "count", "quantity", "day"]
Style = Literal["line", "subtotal", "total", "heading"]


class Quantity(Decimal):
    """How much of some goods there is, in whatever the goods are counted in: 12.5 斤."""


Cell = str | Decimal | Quantity | int | date | None

_TYPES: dict[str, type] = {"text": str, "money": Decimal, "count": int, "quantity": Quantity, "day": date}


@dataclass(frozen=True)
class Column:
    """One column: `key` for programs, `title` (and `note`, a unit say) for readers, `kind` of its cells.

    Neighbours of one `group` stand under one heading (本月数 over 非限定性, 限定性, 合计).
    """

    key: str
    title: str
    kind: Kind
    note: str = ""
    group: str = ""

    @property
    def full(self) -> str:
        """The title with its group, for papers of one heading line."""
        return f"{self.group} {self.title}" if self.group else self.title


@dataclass(frozen=True)
class Row:
    """One row: a cell for each column, None where nothing is to be shown."""

    cells: tuple[Cell, ...]
    style: Style = "line"


@dataclass(frozen=True)
class Sheet:
    """A whole report: `signed` names who signs at the foot, each beside a blank to sign on.

    `mark` is the form's own number (会民非01表), printed at the top right. `upright` keeps a wide table on an upright page,
    in smaller type.

    A cell must be of its column's kind (money: Decimal with exactly two places); only the words of a heading,
    subtotal or total may stand in a column of another kind. Anything else is our mistake: AssertionError.
    """

    title: str
    subtitle: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    signed: tuple[str, ...] = ()
    mark: str = ""
    upright: bool = False

    def __post_init__(self) -> None:
        assert self.columns, "a sheet has columns"
        assert len({column.key for column in self.columns}) == len(self.columns), "column keys are unique"
        for row in self.rows:
            assert len(row.cells) == len(self.columns), (len(row.cells), len(self.columns), row)
            for column, cell in zip(self.columns, row.cells, strict=True):
                assert _fits(cell, column.kind, row.style), (column.key, column.kind, cell)


def total_of(rows: Iterable[Row]) -> Decimal:
    """The sum of the last column, which is money, in yuan."""
    return sum((cell for row in rows if isinstance(cell := row.cells[-1], Decimal)), Decimal("0.00"))


def _fits(cell: Cell, kind: Kind, style: Style) -> bool:
    if cell is None or (isinstance(cell, str) and style != "line"):
        return True
    if isinstance(cell, Quantity):
        return kind == "quantity" and cell.is_finite()
    if isinstance(cell, Decimal):  # NaN and infinity have a letter for an exponent
        return kind == "money" and cell.as_tuple().exponent == -2
    return isinstance(cell, _TYPES[kind]) and not isinstance(cell, bool | datetime)


def shown(cell: Cell) -> str:
    """The cell as every reader sees it: 1,000.00 · 12 · 12.5 · 2026-07-10 · text · "" for None."""
    if cell is None:
        return ""
    if isinstance(cell, Quantity):
        return f"{cell.normalize():f}"
    if isinstance(cell, Decimal):
        return money.show(cell)
    return cell.isoformat() if isinstance(cell, date) else clean(str(cell))
