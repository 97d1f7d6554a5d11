"""What a kind of paper declares about itself, so that one engine can read them all."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from importers import cells
from importers.movement import Declared, Outcome, Period
from importers.paper import Cell


class Face(NamedTuple):
    """What is printed around the table: whose paper, which account, which days, its own totals.

    `account` is the paper's own word for the one account that it is about, as 农业银行(1234); empty where each
    row names its own. `warnings` are sentences in Chinese.
    """

    owner: str = ""
    period: Period | None = None
    declared: Declared = Declared()
    warnings: tuple[str, ...] = ()
    account: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One data row: its number, its cells by column, words of unknown columns, cells under no heading."""

    number: int
    by_name: Mapping[str, Cell]
    extra: Mapping[str, str]
    stray: tuple[str, ...] = ()

    def said(self, column: str) -> str:
        """The words as printed."""
        return cells.text(self.by_name[column])

    def words(self, column: str) -> str:
        """The words, or nothing where the paper prints a sign for empty."""
        return cells.words(self.by_name[column])

    def money(self, column: str) -> Decimal | None:
        """Yuan, or None where the cell is not plainly an amount."""
        return cells.money(self.by_name[column])

    def moment(self, column: str) -> datetime | None:
        """Beijing time, or None where the cell is not plainly a time."""
        return cells.moment(self.by_name[column])


class Reading(NamedTuple):
    """A row's outcome, and the label and amount under which the paper's own totals count it.

    `change` is what the row adds to the paper's account and `balance` what the paper says is there afterwards;
    both None where the paper prints no balances, or where the row's cannot be read.
    """

    outcome: Outcome
    label: str
    amount: Decimal | None
    change: Decimal | None = None
    balance: Decimal | None = None


def as_they_are(readings: list[Reading]) -> list[Reading]:
    """The readings unchanged, for papers whose rows do not speak of one another."""
    return readings


def no_foot(row: Row) -> bool:
    """No row is a footer, for papers that end with their last movement."""
    return False


class PdfLayout(NamedTuple):
    """How a PDF's words become rows: where a row begins, and what stands on a page without being a row.

    `starts` is the column in which each row has a word on its first line, that matches `start` wholly; other
    lines belong to the row above or below. `tail` matches the line with which a page's table ends.
    """

    starts: str
    start: str
    tail: str = ""
    wraps_above: bool = False
    """Cells may begin above the row's first line, as where they are centred in their row."""


@dataclass(frozen=True)
class Profile:
    """One kind of paper.

    `titles` are words found around the table, `columns` the header names that must all be there, `ids` those
    of them that hold identifiers. `face` reads the lines around the table, `read` one row, `settle` all rows
    together. `foot` tells the rows that are a footer. `source` says in Chinese where such a paper is downloaded.
    `chained`: every row prints the balance after it, and rows without a number of their own are told apart
    by it. `sums_differ`: the paper says of itself that its sums may differ, so only its counts must tie.
    `titled`: without one of its titles a table is not this paper, whatever its columns.
    """

    name: str
    source: str
    titles: tuple[str, ...]
    columns: tuple[str, ...]
    ids: tuple[str, ...]
    face: Callable[[Sequence[str]], Face]
    read: Callable[[Row, Face], Reading]
    settle: Callable[[list[Reading]], list[Reading]] = as_they_are
    foot: Callable[[Row], bool] = no_foot
    chained: bool = False
    sums_differ: bool = False
    titled: bool = False
    pdf: PdfLayout | None = None
