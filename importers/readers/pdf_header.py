"""Where a PDF page prints a table's header, and where its columns part."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from importers import cells
from importers.readers.pdf_words import Line, Word

_TALLEST = 4
"""A header of names wrapped twice and centred stands on so many base lines."""
_PIECES = 6
"""A name printed with blanks between its signs is at most so many words."""
_GLOSS = re.compile(r"^[A-Za-z.,&'/-]+|[A-Za-z.,&'/()-]+$")
_FOREIGN = re.compile(r"[A-Za-z.,&'/() -]+")

Span = tuple[int, int]


class Heading(NamedTuple):
    """A column's name as it is compared, and the sides of its print."""

    name: str
    left: int
    right: int


class Header(NamedTuple):
    """A header: the places of its first line and of the first line below it, and its columns."""

    first: int
    below: int
    headings: tuple[Heading, ...]


def find_header(
    lines: Sequence[Line], columns: Sequence[str], optional: Sequence[str] = (), start: int = 0
) -> Header | None:
    """The first header from `start` on that holds every column; on one line rather than on several.

    `optional` are names that it may hold besides.
    """
    wanted, known = frozenset(columns), frozenset((*columns, *optional))
    signs = set("".join(columns))
    for height in range(1, _TALLEST + 1):
        for first in range(start, len(lines) - height + 1):
            band = lines[first : first + height]
            if signs.issubset(frozenset().union(*(line.signs for line in band))) and _headings(
                band, wanted, known
            ):
                return _widest(lines, range(first, first + height), start, wanted, known)
    return None


def _widest(
    lines: Sequence[Line], band: range, start: int, wanted: frozenset[str], known: frozenset[str]
) -> Header:
    """The header with the lines above and below it on which names that may be lacking are wrapped."""
    best: tuple[int, Header] | None = None
    for first in range(band.start, max(start, band.start - 1) - 1, -1):
        for last in range(band.stop, min(len(lines), band.stop + 2) + 1):
            headings = _headings(lines[first:last], wanted, known)
            named = sum(heading.name in known for heading in headings)
            if headings and (best is None or named > best[0]):
                best = named, Header(first, _below(lines, last), headings)
    assert best is not None, "the band itself is a header"
    return best[1]


def _headings(band: Sequence[Line], wanted: frozenset[str], known: frozenset[str]) -> tuple[Heading, ...]:
    """The columns of a header in these lines; nothing where one is lacking."""
    size = band[0].size()
    if any(two.at - one.at > 2 * size for one, two in pairwise(band)):
        return ()
    stacks, found, at = _stacks(band), list[Heading](), 0
    while at < len(stacks):
        for end in range(min(at + _PIECES, len(stacks)), at, -1):
            said = cells.heading("".join(stack.said for stack in stacks[at:end]))
            name = said if said in known else _GLOSS.sub("", said)
            if name in known or end == at + 1:
                right = max(stack.right for stack in stacks[at:end])
                found.append(Heading(name if name in known else said, stacks[at].left, right))
                at = end
                break
    return tuple(found) if wanted <= {heading.name for heading in found} else ()


def _stacks(band: Sequence[Line]) -> list[Word]:
    """Words that stand above one another as one, read from the top; on one line every word for itself."""
    words = [word for line in band for word in line.words]
    if len(band) == 1:
        return words
    stacks: list[list[Word]] = []
    right = 0
    for word in sorted(words, key=lambda w: w.left):
        if stacks and 10 * word.left < 10 * right - word.size:
            stacks[-1].append(word)
            right = max(right, word.right)
        else:
            stacks.append([word])
            right = word.right
    return [_stacked(stack, words) for stack in stacks]


def _stacked(stack: Sequence[Word], order: Sequence[Word]) -> Word:
    read = sorted(stack, key=order.index)
    left, right = min(word.left for word in stack), max(word.right for word in stack)
    return Word(left, right, read[0].size, "".join(word.said for word in read))


def _below(lines: Sequence[Line], place: int) -> int:
    """The place of the first line below a header that is not its English gloss."""
    while place < len(lines) and all(_FOREIGN.fullmatch(word.said) for word in lines[place].words):
        place += 1
    return place


def borders(headings: Sequence[Heading], spans: Sequence[Span]) -> list[int]:
    """Where each column but the last ends: between two names, where the fewest words cross, in the widest gap."""
    ends = sorted([(left, 1) for left, _ in spans] + [(right, -1) for _, right in spans])
    depths = list(accumulate(change for _, change in ends))
    places = [place for place, _ in ends]
    return [_border(one.right, two.left, places, depths) for one, two in pairwise(headings)]


def _border(low: int, high: int, places: Sequence[int], depths: Sequence[int]) -> int:
    first = bisect(places, low)
    best, place, depth = (len(places) + 1, 0), low, depths[first - 1] if first else 0
    middle = (low + high) // 2
    for at in range(first, len(places) + 1):
        end = min(places[at], high) if at < len(places) else high
        if end > place and (depth, place - end) < best:
            best, middle = (depth, place - end), (place + end) // 2
        if end == high:
            break
        place, depth = end, depths[at]
    return middle
