"""Plain text laid out by display width, in which a Han sign takes two columns; the same on every machine."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from functools import lru_cache

# What stays together at the end of a line: figures and Latin words, with the marks that open or close them.
_PIECE = re.compile(r"[（《“]*(?:[!-~]+|.)[，。；：、）》”？！]*", re.DOTALL)


_UNSEEN = ("Cc", "Cf", "Cs")


def clean(text: str) -> str:
    """Text fit for one line of paper or screen: breaks become a space, invisible signs a visible 〓.

    An escape sequence could repaint a terminal, a direction mark could turn a figure around.
    """
    if text.isprintable():
        return text
    return "".join(" " if c in "\t\r\n" else "〓" if unicodedata.category(c) in _UNSEEN else c for c in text)


class _Columns(dict[str, int]):
    """How many columns a sign takes, worked out once for each."""

    def __missing__(self, sign: str) -> int:
        wide = 2 if unicodedata.east_asian_width(sign) in "WF" else int(not unicodedata.combining(sign))
        self[sign] = wide
        return wide


_columns = _Columns()


@lru_cache(maxsize=1 << 12)
def width(text: str) -> int:
    """How many columns the text takes: two for a Han sign, none for a combining mark, else one."""
    return sum(map(_columns.__getitem__, text))


def centre(text: str, wide: int) -> str:
    """The text in the middle of a line `wide` columns long."""
    return " " * ((wide - width(text)) // 2) + text


def right(text: str, wide: int) -> str:
    """The text at the end of a line `wide` columns long."""
    return " " * (wide - width(text)) + text


def wrap(text: str, wide: int, indent: int = 4) -> list[str]:
    """The text as lines of at most `wide` columns, the first set in (by two Han signs); no figure is torn."""
    lines, taken = [[" " * indent]], indent
    for piece in _PIECE.findall(text):
        if (taken := taken + width(piece)) > wide:
            lines.append([])
            taken = width(piece)
        lines[-1].append(piece)
    return ["".join(line) for line in lines]


def table(rows: Sequence[Sequence[str]], rights: Collection[int] = ()) -> list[str]:
    """One line a row, columns two apart; those whose place is in `rights` end flush."""
    wides = [max(map(width, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(_pad(row, wides, rights)).rstrip() for row in rows]


def _pad(row: Sequence[str], wides: Sequence[int], rights: Collection[int]) -> list[str]:
    gaps = (" " * (wide - width(cell)) for cell, wide in zip(row, wides, strict=True))
    pairs = enumerate(zip(row, gaps, strict=True))
    return [gap + cell if at in rights else cell + gap for at, (cell, gap) in pairs]
