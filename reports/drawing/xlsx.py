"""A sheet as an Excel workbook: money as numbers, no formulas, the same bytes for the same sheet."""

from __future__ import annotations

import io
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import xlsxwriter

from ledger.notices.lines import width
from reports.rows import Cell, Column, Kind, Row, Sheet, Style, shown

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_PLAIN = ("strings_to_formulas", "strings_to_urls", "strings_to_numbers")  # a name is only a name
_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 - a fixed day, so that a repeated report is the same file
_DIGITS = 15  # Excel keeps no more: a longer figure is written as text rather than rounded
_NUMBER = {"money": "#,##0.00", "count": "0", "day": "yyyy-mm-dd", "text": "@"}
_SIDE = {"money": "right", "count": "right", "day": "center", "text": "left"}
_A4, _LANDSCAPE_FROM = 9, 90


def draw(sheet: Sheet) -> bytes:
    """An .xlsx file with one worksheet: title, table with frozen head, notes, blanks to sign on."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True} | dict.fromkeys(_PLAIN, False)) as book:
        book.set_properties({"title": sheet.title, "created": _CREATED})
        paper = book.add_worksheet("报表")
        widths = [_wide(sheet, at) for at in range(len(sheet.columns))]
        for at, wide in enumerate(widths):
            paper.set_column(at, at, wide)
        top = _head(book, paper, sheet)
        _table(book, paper, sheet, top)
        _foot(book, paper, sheet, top + len(sheet.rows) + 2)
        _print(paper, top, sum(widths))
    return out.getvalue()


def _wide(sheet: Sheet, at: int) -> int:
    column = sheet.columns[at]
    needs = [width(shown(row.cells[at])) for row in sheet.rows]
    return min(max([width(column.title), width(column.note), *needs]), 40) + 3


def _head(book: Workbook, paper: Worksheet, sheet: Sheet) -> int:
    """Write title, subtitle and column titles; return the row of the column titles."""
    _across(book, paper, sheet, 0, sheet.title, bold=True, font_size=16, align="center")
    _across(book, paper, sheet, 1, sheet.subtitle, align="center")
    style = _format(book, bold=True, bg_color="#F0F0EC", border=1, align="center", text_wrap=True)
    for at, column in enumerate(sheet.columns):
        paper.write_string(2, at, f"{column.title}\n{column.note}" if column.note else column.title, style)
    return 2


def _across(book: Workbook, paper: Worksheet, sheet: Sheet, row: int, words: str, **style: Any) -> None:
    look = _format(book, **style)
    if len(sheet.columns) > 1:
        paper.merge_range(row, 0, row, len(sheet.columns) - 1, "", look)
    paper.write_string(row, 0, words, look)


def _table(book: Workbook, paper: Worksheet, sheet: Sheet, top: int) -> None:
    looks: dict[tuple[Kind, Style], Format] = {}
    for below, row in enumerate(sheet.rows, top + 1):
        for at, (column, cell) in enumerate(zip(sheet.columns, row.cells, strict=True)):
            key = (column.kind, row.style)
            if key not in looks:
                looks[key] = _look(book, column, row)
            _write(paper, below, at, cell, looks[key])


def _look(book: Workbook, column: Column, row: Row) -> Format:
    look = {"num_format": _NUMBER[column.kind], "align": _SIDE[column.kind], "border": 1}
    if row.style != "line":
        look["bold"] = True
    if row.style == "heading":
        look |= {"bg_color": "#F7F7F4", "align": "left"}
    return _format(book, **look, text_wrap=column.kind == "text")


def _format(book: Workbook, **look: Any) -> Format:
    return book.add_format({"font_name": "宋体", "font_size": 11, "valign": "vcenter"} | look)


def _write(paper: Worksheet, row: int, at: int, cell: Cell, look: Format) -> None:
    if cell is None:
        paper.write_blank(row, at, None, look)
    elif isinstance(cell, Decimal) and len(cell.as_tuple().digits) > _DIGITS:
        paper.write_string(row, at, shown(cell), look)
    elif isinstance(cell, str):
        paper.write_string(row, at, cell, look)
    elif isinstance(cell, date):
        paper.write_datetime(row, at, cell, look)
    else:
        paper.write_number(row, at, cell, look)


def _foot(book: Workbook, paper: Worksheet, sheet: Sheet, row: int) -> None:
    look = _format(book)
    for below, note in enumerate(sheet.notes, row):
        paper.write_string(below, 0, f"{below - row + 1}. {note}", look)
    if sheet.signed:
        signed = "    ".join(f"{who}：________" for who in sheet.signed)
        paper.write_string(row + len(sheet.notes) + 1, 0, signed, look)


def _print(paper: Worksheet, top: int, wide: int) -> None:
    paper.freeze_panes(top + 1, 0)
    paper.repeat_rows(top)
    paper.set_paper(_A4)
    paper.fit_to_pages(1, 0)
    paper.set_footer("&C第 &P 页，共 &N 页")
    if wide > _LANDSCAPE_FROM:
        paper.set_landscape()
