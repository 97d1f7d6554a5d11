"""The columns of a PDF's table: which word of a line stands in which."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Sequence
from itertools import pairwise

from importers.readers.pdf_header import Heading, Span, borders
from importers.readers.pdf_words import Line, Word

_SPANS = 4000
"""How many words are weighed to find where columns part."""
_APART = 6
"""Tenths of a sign's height between words that are hardly of one cell."""

Key = tuple[str, int]
"""A column's name, and how many of that name stand before it."""


class Columns:
    """The columns below one header, and of all pages that print it at the same place."""

    def __init__(self, headings: tuple[Heading, ...]) -> None:
        self.headings = headings
        names = [heading.name for heading in headings]
        self.keys: list[Key] = [(name, names[:at].count(name)) for at, name in enumerate(names)]
        self._spans: list[Span] = []
        self._borders = borders(headings, ())

    def place(self, name: str) -> int:
        """The place of the first column of that name."""
        return self.keys.index((name, 0))

    def weigh(self, lines: Sequence[Line]) -> None:
        """Find where the columns part, from these words and those of earlier pages with the same header."""
        if len(self._spans) < _SPANS:
            for line in lines:
                self._spans += [
                    (c[0].left, c[-1].right) for chain in _chains(line) for c in self._whole(chain)
                ]
            self._borders = borders(self.headings, self._spans)

    def placed(self, line: Line) -> dict[int, list[Word]]:
        """A line's words by column: a word stands where its middle is."""
        placed: dict[int, list[list[Word]]] = {}
        for chain in _chains(line):
            for part in self._whole(chain):
                column = bisect(self._borders, (part[0].left + part[-1].right) // 2)
                placed.setdefault(column, []).append(part)
        for column in [column for column, parts in placed.items() if len(parts) == 2]:
            self._spread(placed, column)
        return {column: [word for part in parts for word in part] for column, parts in placed.items()}

    def first(self, line: Line, column: int) -> str:
        """The first word of a line in a column, quickly."""
        for word in line.words:
            if not word.tied and bisect(self._borders, (word.left + word.right) // 2) == column:
                return word.said
        return ""

    def straddles(self, chain: Sequence[Word]) -> bool:
        """Whether words reach from under one name to under the next."""
        left, right = chain[0].left, chain[-1].right
        return any(left < one.right and right > two.left for one, two in pairwise(self.headings))

    def _whole(self, chain: list[Word]) -> list[list[Word]]:
        """Words drawn in one go as one, or each for itself where they reach from under one name to under the next."""
        return [[word] for word in chain] if len(chain) > 1 and self.straddles(chain) else [chain]

    def _spread(self, placed: dict[int, list[list[Word]]], column: int) -> None:
        """Of two words far apart in one column, give the one beside its name to the empty column on that side."""
        (one, two), name = placed[column], self.headings[column]
        if 10 * (two[0].left - one[-1].right) <= _APART * two[0].size:
            return
        if two[0].left >= name.right and column + 1 < len(self.headings):
            _move(placed, column, 1, column + 1)
        elif one[-1].right <= name.left and column:
            _move(placed, column, 0, column - 1)


def _move(placed: dict[int, list[list[Word]]], column: int, at: int, to: int) -> None:
    if to not in placed:
        placed[to] = [placed[column].pop(at)]


def _chains(line: Line) -> Iterator[list[Word]]:
    """A line's words, those together that were drawn in one go with a blank between."""
    chain: list[Word] = []
    for word in line.words:
        if chain and not word.tied:
            yield chain
            chain = []
        chain.append(word)
    if chain:
        yield chain
