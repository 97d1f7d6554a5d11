"""What a kind of paper declares about itself, so that one engine can read them all."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from importers import cells
from importers.movement import Declared, Movement, Outcome, Period
from importers.paper import Cell


class Face(NamedTuple):
    """What is printed above the table: whose paper, which days, its own totals, and warnings in Chinese."""

    owner: str = ""
    period: Period | None = None
    declared: Declared = Declared()
    warnings: tuple[str, ...] = ()


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
    """A row's outcome, and the label and amount under which the paper's own totals count it."""

    outcome: Outcome
    label: str
    amount: Decimal | None


def as_they_are(movements: Sequence[Movement]) -> Sequence[Movement]:
    """The movements unchanged, for papers whose rows do not speak of one another."""
    return movements


@dataclass(frozen=True)
class Profile:
    """One kind of paper.

    `titles` are words found above the table, `columns` the header names that must all be there, `ids` those
    of them that hold identifiers. `face` reads the lines above the header, `read` one row, `pair` joins
    movements that belong together. `source` says in Chinese where such a paper is downloaded.
    """

    name: str
    source: str
    titles: tuple[str, ...]
    columns: tuple[str, ...]
    ids: tuple[str, ...]
    face: Callable[[Sequence[str]], Face]
    read: Callable[[Row], Reading]
    pair: Callable[[Sequence[Movement]], Sequence[Movement]] = as_they_are
