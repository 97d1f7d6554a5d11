"""Web pages that call themselves Excel: the tables of an HTML file."""

from __future__ import annotations

from html.parser import HTMLParser

from importers.paper import RawTable, UnreadablePaper, filled, tidy
from importers.readers.text import decode


def read_html(data: bytes) -> list[RawTable]:
    """One table for each <table>; raises UnreadablePaper where there is none."""
    page = _Tables()
    page.feed(decode(data))
    page.close()
    tables = [RawTable("html", filled((n, tidy(row)) for n, row in enumerate(t, 1))) for t in page.tables]
    tables = [table for table in tables if table.rows]
    if not tables:
        raise UnreadablePaper(
            "这是网页（HTML），里面没有表格，不是账单：多半是登录过期时存下的页面。请重新登录后下载原始账单。"
        )
    return tables


class _Tables(HTMLParser):
    """Collects the cells of every table; a table within a table is a table of its own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[str]]] = []
        self._open: list[list[list[str]]] = []
        self._in_cell = False

    def handle_starttag(self, tag: str, attrs: object) -> None:
        """A table, a row or a cell begins."""
        if tag == "table":
            self._open.append([])
            self.tables.append(self._open[-1])
            self._in_cell = False
        elif not self._open:
            return
        elif tag == "tr":
            self._open[-1].append([])
        elif tag in ("td", "th"):
            if not self._open[-1]:
                self._open[-1].append([])
            self._open[-1][-1].append("")
            self._in_cell = True
        elif tag == "br" and self._in_cell:
            self.handle_data(" ")

    def handle_endtag(self, tag: str) -> None:
        """A table or a cell ends."""
        if tag == "table" and self._open:
            self._open.pop()
        if tag in ("td", "th", "tr", "table"):
            self._in_cell = False

    def handle_data(self, data: str) -> None:
        """Words inside a cell."""
        if self._in_cell and self._open and self._open[-1] and self._open[-1][-1]:
            self._open[-1][-1][-1] += data
