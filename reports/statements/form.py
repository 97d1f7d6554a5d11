"""A statement as numbers know it: official lines, columns of days, and the pieces that make each figure.

A line counts the pieces under its keys, or sums other lines; so a figure and what stands behind it cannot part.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import NamedTuple

from ledger.entries import text
from reports.rows import Style
from reports.statements.pieces import Piece

ZERO = Decimal("0.00")


class Line(NamedTuple):
    """One line of an official form; 0 as `number` is a heading without figures."""

    number: int
    words: str
    keys: tuple[str, ...] = ()
    """What it counts: every key that begins with one of these."""
    less: tuple[str, ...] = ()
    """What it takes off."""
    of: tuple[int, ...] = ()
    """The lines that it sums; a line below nought is taken off."""
    restricted: bool | None = None
    """Only restricted pieces, or only free ones, whatever the column."""
    style: Style = "line"


class Slice(NamedTuple):
    """What a column counts: the days from first to last, all pieces or those of one kind."""

    first: date
    last: date
    restricted: bool | None = None


class Index:
    """Pieces by key, each in order of day, with the sums up to each."""

    def __init__(self, pieces: Iterable[Piece]) -> None:
        """Sort them in."""
        self._pieces: dict[tuple[str, bool], list[Piece]] = {}
        for piece in pieces:
            self._pieces.setdefault((piece.key, piece.restricted), []).append(piece)
        self._days: dict[tuple[str, bool], list[date]] = {}
        self._sums: dict[tuple[str, bool], list[Decimal]] = {}
        for of, found in self._pieces.items():
            found.sort(key=attrgetter("day"))
            self._days[of] = [piece.day for piece in found]
            sums = [ZERO]
            for piece in found:
                sums.append(sums[-1] + piece.amount)
            self._sums[of] = sums

    def pieces(self, keys: tuple[str, ...], of: Slice) -> Iterator[Piece]:
        """The pieces of a slice under these keys."""
        for at, first, last in self._spans(keys, of):
            yield from self._pieces[at][first:last]

    def amount(self, keys: tuple[str, ...], of: Slice) -> Decimal:
        """Their sum, without looking at each."""
        return sum(
            (self._sums[at][last] - self._sums[at][first] for at, first, last in self._spans(keys, of)), ZERO
        )

    def keys(self, prefix: str) -> list[str]:
        """The keys that begin so, sorted."""
        return sorted({key for key, _ in self._pieces if key.startswith(prefix)})

    def _spans(self, keys: tuple[str, ...], of: Slice) -> Iterator[tuple[tuple[str, bool], int, int]]:
        for at, days in self._days.items():
            if keys and at[0].startswith(keys) and of.restricted in (None, at[1]):
                first = bisect_right(days, of.first - date.resolution) if of.first > date.min else 0
                yield at, first, bisect_right(days, of.last)


@dataclass(frozen=True)
class Statement:
    """One statement with its figures: `lines` in the order of the form, `columns` by key."""

    name: str
    """The report that prints it: balance-sheet."""
    mark: str
    title: str
    lines: tuple[Line, ...]
    columns: Mapping[str, Slice]
    index: Index
    _by_number: dict[int, Line] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._by_number.update((line.number, line) for line in self.lines if line.number)

    def line(self, number: int) -> Line | None:
        """The line of an official number (行次); None where the form has none."""
        return self._by_number.get(number)

    def amount(self, number: int, column: str) -> Decimal:
        """A figure, in yuan."""
        line = self._by_number[number]
        if line.of:
            return sum((self.amount(abs(n), column) * (1 if n > 0 else -1) for n in line.of), ZERO)
        of = self._slice(line, column)
        return self.index.amount(line.keys, of) - self.index.amount(line.less, of)

    def pieces(self, number: int, column: str) -> list[Piece]:
        """What makes a figure: pieces whose amounts sum to it exactly, by day and voucher."""
        found = list(self._pieces(number, column))
        return sorted(found, key=lambda piece: (piece.day, text(piece.entry, "voucher")))

    def _pieces(self, number: int, column: str) -> Iterator[Piece]:
        line = self._by_number[number]
        for n in line.of:
            for piece in self._pieces(abs(n), column):
                yield piece if n > 0 else piece._replace(amount=-piece.amount)
        of = self._slice(line, column)
        if not line.of:
            yield from self.index.pieces(line.keys, of)
            yield from (piece._replace(amount=-piece.amount) for piece in self.index.pieces(line.less, of))

    def _slice(self, line: Line, column: str) -> Slice:
        of = self.columns[column]
        return of if line.restricted is None else of._replace(restricted=line.restricted)

    def cell(self, line: Line, column: str) -> Decimal | None:
        """The figure as accountants print it: nothing where a line has none, 0.00 where a sum has none."""
        if not line.number:
            return None
        amount = self.amount(line.number, column)
        return amount if amount or line.of else None
