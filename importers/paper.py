"""What a reader hands over: the rows of one table with their physical numbers, or a plain refusal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from sys import intern

from ledger.mistake import Mistake

Cell = str | int | float | datetime
"""A cell as the file keeps it: text without stray blanks around it, a number, or a time."""

_SHORT = 16
"""Letters; a shorter word is kept once, as most cells of a long paper repeat a few words."""

JUNK = " \t\r\n\f\v\u00a0\u3000\u200b\u200c\u200d\u2060\ufeff"
"""Blanks seen around real cells: BOM, tab, no-break and full-width space, zero-width characters."""


class UnreadablePaper(Mistake):
    """A file that cannot be read as a paper; the Chinese sentence says what is wrong and what to do."""


class NeedsPassword(UnreadablePaper):
    """A file that is locked: with the right password it can be read."""


@dataclass(frozen=True)
class RawTable:
    """The rows of one sheet or text file that hold anything, each with its 1-based number in the file.

    `notes` are the lines of text around the table that are no rows of it, as a PDF has them.
    """

    kind: str
    rows: list[tuple[int, list[Cell]]]
    sheet: str = ""
    notes: tuple[str, ...] = ()


def tidy(cells: Iterable[object]) -> list[Cell]:
    """Cells as every later step expects them, from whatever a reader library returned."""
    return [
        _typed(cell)
        if type(cell) is not str
        else intern(word)
        if len(word := cell.strip(JUNK)) < _SHORT
        else word
        for cell in cells
    ]


def filled(rows: Iterable[tuple[int, list[Cell]]]) -> list[tuple[int, list[Cell]]]:
    """The rows in which at least one cell is not empty."""
    return [(number, cells) for number, cells in rows if any(cell != "" for cell in cells)]


def _typed(cell: object) -> Cell:
    """Numbers and times stay, a bare date becomes its midnight, anything else its text."""
    if isinstance(cell, (float, datetime)) or (isinstance(cell, int) and not isinstance(cell, bool)):
        return cell
    if isinstance(cell, date):
        return datetime(cell.year, cell.month, cell.day)  # noqa: DTZ001 - the zone is the profile's to say
    return "" if cell is None else str(cell).strip(JUNK)
