"""The help pages' two columns, aligned for Chinese: a Han character takes two places on the screen."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

import click

_WIDE = "WF"
_FIRST_COLUMN = 34
_GAP = 2


def width(text: str) -> int:
    """How many places a text takes on the screen."""
    return sum(2 if unicodedata.east_asian_width(c) in _WIDE else 1 for c in text)


def folded(text: str, wide: int) -> Iterator[str]:
    """The text in lines of at most `wide` places; Chinese may break anywhere."""
    line = ""
    for char in text:
        if width(line + char) > wide:
            yield line
            line = ""
        line += char
    yield line


class HelpPage(click.HelpFormatter):
    """Click's formatter with definition lists that line up."""

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write terms and what they mean; a term too long for its column has a line of its own."""
        rows = list(rows)
        first = min(max((width(term) for term, _ in rows), default=0), _FIRST_COLUMN) + _GAP
        indent = " " * (self.current_indent + first)
        for term, said in rows:
            lines = list(folded(said, max(self.width - len(indent), 20)))
            if width(term) > first - _GAP:
                self.write(f"{' ' * self.current_indent}{term}\n{indent}{lines[0]}\n")
            else:
                self.write(f"{' ' * self.current_indent}{term}{' ' * (first - width(term))}{lines[0]}\n")
            for line in lines[1:]:
                self.write(f"{indent}{line}\n")
