"""Web pages and XML that call themselves Excel: the tables of the file, merged cells laid out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html.parser import HTMLParser

from importers.paper import RawTable, UnreadablePaper, filled, tidy
from importers.readers.text import decode

_ROW, _CELL = ("tr", "row"), ("td", "th", "cell")
_UNSEEN = ("script", "style")
_LINES = ("br", "p", "div", "li", "h1", "h2", "h3", "h4", "caption", "title", "body")
_BLANKS = re.compile(r"\s+")
_WIDEST, _LONGEST = 200, 200_000
"""More columns and rows than any paper has: a span beyond them is a slip of who wrote the page."""
_FACE_ROWS = 60
"""A longer table beside a table is no part of what is said around it."""


def read_html(data: bytes) -> list[RawTable]:
    """One table for each <table> (or sheet of XML); raises UnreadablePaper where none holds anything."""
    page = _Page()
    page.feed(decode(data))
    page.close()
    grids = [filled((n, tidy(row)) for n, row in enumerate(grid.rows(), 1)) for grid in page.grids]
    loose = tuple(line for said in page.loose.split("\n") if (line := " ".join(said.split())))
    faces = [tuple(_words(grid)) if len(grid) <= _FACE_ROWS else () for grid in grids]
    tables = [
        RawTable(
            "html", grid, notes=(*loose, *(word for other in faces if other is not face for word in other))
        )
        for grid, face in zip(grids, faces, strict=True)
        if grid
    ]
    if not tables:
        raise UnreadablePaper(
            "这是网页（HTML），里面没有表格，不是账单：多半是登录过期时存下的页面。请重新登录后下载原始账单。"
        )
    return tables


def _words(grid: Iterable[tuple[int, Sequence[object]]]) -> Iterator[str]:
    return (str(cell) for _, row in grid for cell in row if cell != "")


class _Grid:
    """One table: its cells by row and column, those that span others filled in only at their corner."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], str] = {}
        self._taken: dict[int, int] = {}
        """Columns that a cell above still covers, and the last row that it covers."""
        self._row, self._column = -1, 0
        self.open = False

    def begin_row(self, attrs: Mapping[str, str | None]) -> None:
        """The next row begins; a cell left open ends."""
        self._row = max(self._row + 1, _number(attrs, "ss:index") - 1)
        self._column, self.open = 0, False

    def begin_cell(self, attrs: Mapping[str, str | None]) -> None:
        """The next cell begins, to the right of those above that reach down here."""
        if self._row < 0:
            self.begin_row({})
        if place := _number(attrs, "ss:index"):
            self._column = min(place - 1, _WIDEST)
        while self._taken.get(self._column, -1) >= self._row:
            self._column += 1
        across = max(_number(attrs, "colspan"), _number(attrs, "ss:mergeacross") + 1)
        down = max(_number(attrs, "rowspan"), _number(attrs, "ss:mergedown") + 1)
        self._at = (self._row, self._column)
        self._cells[self._at] = ""
        self._column += min(across, _WIDEST)
        if down > 1:
            covered = range(self._at[1], self._column)
            self._taken.update(dict.fromkeys(covered, self._row + min(down, _LONGEST) - 1))
        self.open = True

    def say(self, words: str) -> None:
        """Words inside the open cell."""
        self._cells[self._at] += words

    def rows(self) -> Iterator[list[str]]:
        """The rows, each as wide as its last cell."""
        rows: list[list[str]] = [[] for _ in range(self._row + 1)]
        for (row, column), words in self._cells.items():
            rows[row] += [""] * (column + 1 - len(rows[row]))
            rows[row][column] = words
        return iter(rows)


def _number(attrs: Mapping[str, str | None], name: str) -> int:
    said = attrs.get(name) or ""
    return min(int(said), _LONGEST) if said.isdecimal() and said.isascii() else 0


class _Page(HTMLParser):
    """Collects every table and the words outside them; a table within a table is a table of its own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.grids: list[_Grid] = []
        self.loose = ""
        self._inside: list[_Grid] = []
        self._unseen = 0
        self._xml = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A table, a row or a cell begins; so does what is not shown."""
        if tag == "table":
            self.loose += "\n"
            self.grids.append(_Grid())
            self._inside.append(self.grids[-1])
        elif tag == "workbook":
            self._xml = True
        elif tag in _UNSEEN:
            self._unseen += 1
        elif self._inside and tag in _ROW:
            self._inside[-1].begin_row(dict(attrs))
        elif self._inside and tag in _CELL:
            self._inside[-1].begin_cell(dict(attrs))
        elif tag in _LINES:
            self._say("\n")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag that closes itself, as <br/> and the empty <Cell/> of XML."""
        self.handle_starttag(tag, attrs)
        if tag not in _LINES:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """A table or a cell ends; rows and cells that were never closed end with what follows them."""
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag == "table" and self._inside:
            self._inside.pop()
        elif self._inside and tag in (*_ROW, *_CELL):
            self._inside[-1].open = False

    def handle_data(self, data: str) -> None:
        """Words inside a cell, or around the tables; in a web page, unlike in XML, a line's end is but a blank."""
        if not self._unseen:
            self._say(data if self._xml else _BLANKS.sub(" ", data))

    def _say(self, data: str) -> None:
        if self._inside and self._inside[-1].open:
            self._inside[-1].say(data)
        elif not self._inside:
            self.loose += data
