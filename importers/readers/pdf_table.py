"""From the lines of PDF pages to the rows of one table, and the lines that are none.

A row begins where the day stands in its column. A line between two such lines belongs to the one from which
no wider gap parts it, so cells may be centred in their row or begin at its top.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from importers.paper import RawTable, tidy
from importers.profile import PdfLayout, Profile
from importers.readers.pdf_columns import Columns, Key
from importers.readers.pdf_header import Header, Heading, find_header
from importers.readers.pdf_words import Line, joined

_MONEY = re.compile(r"[+-]?[0-9][0-9,]*\.[0-9]{2}")
_ENDS_WITH_DAY = re.compile(r"(?<![0-9])[0-9]{4}[-/.]?[0-9]{2}[-/.]?[0-9]{2}")
_CLOCK = re.compile(r"[0-9]{1,2}:|[0-9]{4}(?:[0-9]{2})?$")
_WRAPPED, _TIGHT, _LEAST = 170, 130, 95
"""Hundredths of a sign's height: base lines of one cell are nearer than the first and further than the last; nearer
than the second they surely are of one."""

_Row = tuple[int, dict[Key, list[str]]]


class PdfTable:
    """The rows of one table, gathered page by page."""

    def __init__(self, profile: Profile, layout: PdfLayout) -> None:
        self._profile, self._layout = profile, layout
        self._start, self._tail = re.compile(layout.start), re.compile(layout.tail)
        self._columns = Columns(())
        self._keys: dict[Key, int] = {}
        self._rows: list[_Row] = []
        self._notes: list[str] = []
        self._number = 0
        self._above = False
        self._pitch = 0

    def add(self, lines: Sequence[Line]) -> None:
        """Take in the next page's lines, from the top."""
        numbered = list(enumerate(lines, self._number + 1))
        self._number += len(lines)
        header, place = self._header(lines, 0), 0
        while header:
            self._take(numbered[place : header.first], headed=place > 0)
            self._head(header.headings, numbered[header.first][0])
            place = header.below
            header = self._header(lines, place)
        self._take(numbered[place:], headed=place > 0)

    def table(self) -> RawTable:
        """The rows as every reader gives them, the header first; a row's number is that of its line."""
        rows = [
            (number, tidy(_wrapped(row.get(key, ())) for key in self._keys)) for number, row in self._rows
        ]
        head = [(min(self._keys.values()), tidy(name for name, _ in self._keys))] if self._keys else []
        return RawTable("pdf", head + rows, notes=tuple(self._notes))

    def _header(self, lines: Sequence[Line], start: int) -> Header | None:
        return find_header(lines, self._profile.columns, self._profile.optional, start)

    def _head(self, headings: tuple[Heading, ...], number: int) -> None:
        """From here on the columns stand as this header says."""
        if headings != self._columns.headings:
            self._columns = Columns(headings)
        for key in self._columns.keys:
            self._keys.setdefault(key, number)

    def _take(self, numbered: Sequence[tuple[int, Line]], *, headed: bool) -> None:
        """Lines between two headers, or above or below one: rows where days stand, else notes."""
        numbered = self._without_stamps(numbered)
        begins = self._begins(numbered)
        if not begins:
            self._aside(numbered, below=headed)
            return
        self._columns.weigh([line for _, line in numbered[begins[0] : begins[-1] + 1]])
        begins = self._begins(numbered) or begins
        cuts = [self._cut(numbered, one, two) for one, two in pairwise(begins)]
        first, last = self._first(numbered, begins[0]), self._last(numbered, begins[-1])
        self._before(numbered[:first], headed=headed)
        for top, bottom in pairwise([first, *cuts, last]):
            self._row(numbered[top:bottom])
        self._aside(numbered[last:], below=True)

    def _begins(self, numbered: Sequence[tuple[int, Line]]) -> list[int]:
        """The places of lines on which a row begins."""
        return [place for place, (_, line) in enumerate(numbered) if self._is_begin(line)]

    def _is_begin(self, line: Line) -> bool:
        """Whether a line's word in the column that says so begins as those that begin a row."""
        if not self._columns.keys:
            return False
        said = self._columns.first(line, self._columns.place(self._layout.starts))
        return bool(said) and self._start.match(said) is not None

    def _is_counted(self, line: Line) -> bool:
        """Whether a line has the figure that each row prints once."""
        if not self._columns.keys:
            return False
        words = self._columns.placed(line).get(self._columns.place(self._layout.once))
        return words is not None and _MONEY.fullmatch(joined(words)) is not None

    def _aside(self, numbered: Sequence[tuple[int, Line]], *, below: bool) -> None:
        """Lines of no row; one below a header that prints a row's figure and closes nothing is a row without a day."""
        for number, line in numbered:
            if below and self._is_counted(line) and not self._tail.match(line.said()):
                self._rows.append((number, {}))
                self._fill(self._rows[-1][1], line)
            else:
                self._notes.append(line.said())

    def _without_stamps(self, numbered: Sequence[tuple[int, Line]]) -> Sequence[tuple[int, Line]]:
        """The lines without words much larger than the rows' own, which are stamped across them."""
        begins = self._begins(numbered)
        sizes = Counter(word.size for place in begins for word in numbered[place][1].words)
        most = max(sizes, key=lambda size: sizes[size]) * 18 if sizes else 0
        kept = list(numbered)
        for place in range(begins[0], begins[-1] + 1) if begins else ():
            number, line = numbered[place]
            kept[place] = number, line._replace(words=[w for w in line.words if 10 * w.size < most])
        kept = [(number, line) for number, line in kept if line.words]
        return kept if len(self._begins(kept)) == len(begins) else numbered

    def _fits(self, line: Line, row: Line) -> bool:
        """Whether a line may be more of a row: no larger, and no word reaching over two columns."""
        larger = 10 * line.size() > 12 * row.size()
        return not larger and not any(self._columns.straddles([word]) for word in line.words)

    def _cut(self, numbered: Sequence[tuple[int, Line]], begin: int, then: int) -> int:
        """The place, after a row's first line and up to the next row's, with the widest gap above it."""
        gaps = [(numbered[at][1].at - numbered[at - 1][1].at, at) for at in range(begin + 1, then + 1)]
        widest = max(gap for gap, _ in gaps)
        cut = max(at for gap, at in gaps if 100 * gap >= 95 * widest)
        self._above = self._above or cut < then
        for gap, at in gaps:
            if at != cut:
                self._learn(100 * gap // max(1, numbered[at][1].size()))  # a spoilt font has no height
        return cut

    def _learn(self, pitch: int) -> None:
        """How far apart lines of one cell stand; a centred cell of two lines shows half of it."""
        whole = pitch if pitch >= _LEAST else 2 * pitch
        self._pitch = min(max(self._pitch, whole), _WRAPPED)

    def _first(self, numbered: Sequence[tuple[int, Line]], begin: int) -> int:
        """The place where the first row's cells begin, which may be above the line that has its day."""
        row = numbered[begin][1]
        furthest = _WRAPPED if self._above or not self._rows else _TIGHT
        place = begin
        while place and self._near(numbered, place, furthest) and self._fits(numbered[place - 1][1], row):
            if self._tail.match(numbered[place - 1][1].said()):
                break
            place -= 1
        self._above = self._above or place < begin
        return place

    def _last(self, numbered: Sequence[tuple[int, Line]], begin: int) -> int:
        """The place below the last row's cells: more of it is near, fits the columns and is no closing line."""
        place = begin + 1
        while (
            place < len(numbered)
            and self._near(numbered, place, _WRAPPED)
            and self._fits(numbered[place][1], numbered[begin][1])
            and not self._tail.match(numbered[place][1].said())
        ):
            place += 1
        return place

    def _near(self, numbered: Sequence[tuple[int, Line]], place: int, furthest: int) -> bool:
        """Whether a line and the one above it are as near as those of one cell have been, if any were seen."""
        above, line = numbered[place - 1][1], numbered[place][1]
        furthest = self._pitch * 108 // 100 if self._pitch else furthest
        return 100 * (line.at - above.at) <= furthest * max(above.size(), line.size())

    def _before(self, numbered: Sequence[tuple[int, Line]], *, headed: bool) -> None:
        """Lines between a header and the first row: more of the row that the last page broke off, or notes."""
        goes_on = headed and bool(self._rows)
        for place, (_, line) in enumerate(numbered):
            more = self._fits(line, line) and not self._is_counted(line)
            if not goes_on or not more or self._tail.match(line.said()):
                self._aside(numbered[place:], below=headed)
                break
            self._fill(self._rows[-1][1], line)

    def _row(self, numbered: Sequence[tuple[int, Line]]) -> None:
        """A row; a second figure where each row prints one is a row of its own, so that none is swallowed."""
        row: dict[Key, list[str]] = {}
        self._rows.append((numbered[0][0], row))
        seen = False
        for at, line in numbered:
            if self._is_sum(line):
                self._notes.append(line.said())
                continue
            if self._is_counted(line):
                if seen:
                    row = {}
                    self._rows.append((at, row))
                seen = True
            self._fill(row, line)

    def _is_sum(self, line: Line) -> bool:
        """Whether a line between two rows sums up those above it."""
        if not self._tail.match(line.said()) or self._is_begin(line):
            return False
        return any(_MONEY.fullmatch(word.said) for word in line.words)

    def _fill(self, row: dict[Key, list[str]], line: Line) -> None:
        for column, words in self._columns.placed(line).items():
            row.setdefault(self._columns.keys[column], []).append(joined(words))


def _wrapped(parts: Sequence[str]) -> str:
    """The lines of one cell as one text; a blank only between a day and its time."""
    said = ""
    for part in parts:
        said += (" " if _ENDS_WITH_DAY.fullmatch(said) and _CLOCK.match(part) else "") + part
    return said
