"""A paper as an Excel workbook: money as numbers, no formulas, the same bytes for the same sheet."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING, Any

import xlsxwriter

from ledger.notices.lines import clean, width
from reports.drawing.plainly import lines_of, tables
from reports.forms import Form, Paper
from reports.rows import Cell, Column, Row, Sheet, shown

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_PLAIN = ("strings_to_formulas", "strings_to_urls", "strings_to_numbers")  # a name is only a name
_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 - a fixed day, so that a repeated report is the same file
_DIGITS = 15  # Excel keeps no more: a longer figure is written as text rather than rounded
_NUMBER = {"money": "#,##0.00", "count": "0", "quantity": "0.####", "day": "yyyy-mm-dd", "text": "@"}
_SIDE = {"money": "right", "count": "right", "quantity": "right", "day": "center", "text": "left"}
_A4, _LANDSCAPE_FROM = 9, 90
_FORM_COLUMNS, _FORM_WIDE, _LINE_HIGH = 4, 20, 16
_ONE_PAGE = 40  # rows of a table that is printed on one page, its sum with its rows
_NAME_SIGNS = 31  # Excel's longest name of a worksheet
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_TITLE = {"bold": True, "font_size": 16, "align": "center"}
_COLUMN = {"bold": True, "bg_color": "#F0F0EC", "border": 1, "align": "center", "text_wrap": True}


def draw(paper: Paper) -> bytes:
    """An .xlsx file, a worksheet a leaf: title, table with frozen head, notes, blanks to sign on."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True} | dict.fromkeys(_PLAIN, False)) as book:
        book.set_properties({"title": paper.title, "created": _CREATED})
        looks = Looks(book)
        for leaf, name in zip(paper.leaves, _names(paper), strict=True):
            page = book.add_worksheet(name)
            if isinstance(leaf, Sheet):
                _draw_sheet(looks, page, leaf, paper)
            else:
                _draw_form(looks, page, leaf, paper)
    return out.getvalue()


def _names(paper: Paper) -> Iterator[str]:
    """A name for each worksheet: no two alike, none that Excel refuses."""
    if len(paper.leaves) == 1:
        yield "报表"
        return
    seen: set[str] = set()
    for leaf in paper.leaves:
        plain = _FORBIDDEN.sub("", clean(leaf.title)).strip("'")[:_NAME_SIGNS] or "报表"
        name, at = plain, 1
        while name.lower() in seen:
            at += 1
            name = f"{plain[: _NAME_SIGNS - 1 - len(str(at))]}-{at}"
        seen.add(name.lower())
        yield name


class Looks:
    """The looks of a workbook's cells, each made once."""

    def __init__(self, book: Workbook) -> None:
        """None yet."""
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def of(self, **look: Any) -> Format:
        """The look with these properties."""
        key = tuple(sorted(look.items()))
        if key not in self._made:
            plain = {"font_name": "宋体", "font_size": 11, "valign": "vcenter"}
            self._made[key] = self._book.add_format(plain | look)
        return self._made[key]


def _draw_sheet(looks: Looks, page: Worksheet, sheet: Sheet, paper: Paper) -> None:
    widths = [_wide(sheet, at) for at in range(len(sheet.columns))]
    for at, wide in enumerate(widths):
        page.set_column(at, at, wide)
    top = _head(looks, page, sheet, paper.across)
    _table(looks, page, sheet, top)
    _foot(looks, page, sheet, top + len(sheet.rows) + 2)
    page.freeze_panes(top + 1, 0)
    page.repeat_rows(top - any(c.group for c in sheet.columns), top)
    _print(page, paper, sum(widths), high=len(sheet.rows) <= _ONE_PAGE)


def _draw_form(looks: Looks, page: Worksheet, form: Form, paper: Paper) -> None:
    """A form's fields two and two, its tables as they are."""
    sheets = tables(form)
    lines = [line for line in lines_of(form) if not isinstance(line, Sheet)]
    across = max([_FORM_COLUMNS, *(len(sheet.columns) for sheet in sheets), *map(len, lines)])
    widths = [
        max([_FORM_WIDE, *(_wide(sheet, at) for sheet in sheets if at < len(sheet.columns))])
        for at in range(across)
    ]
    for at, wide in enumerate(widths):
        page.set_column(at, at, wide)
    _across(
        looks, page, across, 0, f"{form.title}（{paper.across}）" if paper.across else form.title, **_TITLE
    )
    _across(looks, page, across, 1, "　".join(filter(None, (form.subtitle, form.mark))), align="center")
    at = 2
    for line in lines_of(form):
        if isinstance(line, Sheet):
            _columns(looks, page, line, at)
            _table(looks, page, line, at)
            at += len(line.rows) + 1
        else:
            _line(looks, page, across, at, line)
            at += 1
    _print(page, paper, sum(widths))


def _line(looks: Looks, page: Worksheet, across: int, row: int, line: tuple[str, ...]) -> None:
    if len(line) == 1:
        look = {"text_wrap": True, "align": "left"}
        page.set_row(row, _LINE_HIGH * (1 + width(line[0]) // (across * _FORM_WIDE)))
        _across(looks, page, across, row, line[0], **look)
        return
    for at, word in enumerate(line):
        look = looks.of(border=1, text_wrap=True, bold=at % 2 == 0)
        if at == len(line) - 1 and at < across - 1:
            page.merge_range(row, at, row, across - 1, "", look)
        page.write_string(row, at, word, look)
    room = (across - len(line) + 1) * _FORM_WIDE
    page.set_row(row, _LINE_HIGH * (1 + width(line[-1]) // room))


def _wide(sheet: Sheet, at: int) -> int:
    column = sheet.columns[at]
    needs = [width(shown(row.cells[at])) for row in sheet.rows if row.style != "heading"]
    return min(max([width(column.title), width(column.note), *needs]), 40) + 3


def _head(looks: Looks, page: Worksheet, sheet: Sheet, across: str) -> int:
    """Write title, subtitle and column titles; return the row of the column titles."""
    several = len(sheet.columns)
    _across(looks, page, several, 0, f"{sheet.title}（{across}）" if across else sheet.title, **_TITLE)
    _across(looks, page, several, 1, "　".join(filter(None, (sheet.subtitle, sheet.mark))), align="center")
    top = 2
    if any(column.group for column in sheet.columns):
        _groups(looks, page, sheet, top)
        top += 1
    _columns(looks, page, sheet, top)
    return top


def _columns(looks: Looks, page: Worksheet, sheet: Sheet, row: int) -> None:
    if any(column.note for column in sheet.columns):
        page.set_row(row, 2 * _LINE_HIGH)
    for at, column in enumerate(sheet.columns):
        words = f"{column.title}\n{column.note}" if column.note else column.title
        page.write_string(row, at, words, looks.of(**_COLUMN))


def _groups(looks: Looks, page: Worksheet, sheet: Sheet, row: int) -> None:
    """The headings over groups of columns."""
    at = 0
    for name, of in groupby(column.group for column in sheet.columns):
        many = len(list(of))
        if many > 1:
            page.merge_range(row, at, row, at + many - 1, "", looks.of(**_COLUMN))
        page.write_string(row, at, name, looks.of(**_COLUMN))
        at += many


def _across(looks: Looks, page: Worksheet, columns: int, row: int, words: str, **style: Any) -> None:
    look = looks.of(**style)
    if columns > 1:
        page.merge_range(row, 0, row, columns - 1, "", look)
    page.write_string(row, 0, words, look)


def _table(looks: Looks, page: Worksheet, sheet: Sheet, top: int) -> None:
    for below, row in enumerate(sheet.rows, top + 1):
        for at, (column, cell) in enumerate(zip(sheet.columns, row.cells, strict=True)):
            _write(page, below, at, cell, _look(looks, column, row))


def _look(looks: Looks, column: Column, row: Row) -> Format:
    look = {"num_format": _NUMBER[column.kind], "align": _SIDE[column.kind], "border": 1}
    if row.style != "line":
        look["bold"] = True
    if row.style == "heading":
        look |= {"bg_color": "#F7F7F4", "align": "left"}
    return looks.of(**look, text_wrap=column.kind == "text")


def _write(page: Worksheet, row: int, at: int, cell: Cell, look: Format) -> None:
    if cell is None:
        page.write_blank(row, at, None, look)
    elif isinstance(cell, Decimal) and len(cell.as_tuple().digits) > _DIGITS:
        page.write_string(row, at, shown(cell), look)
    elif isinstance(cell, str):
        page.write_string(row, at, cell, look)
    elif isinstance(cell, date):
        page.write_datetime(row, at, cell, look)
    else:
        page.write_number(row, at, cell, look)


def _foot(looks: Looks, page: Worksheet, sheet: Sheet, row: int) -> None:
    look = looks.of()
    for below, note in enumerate(sheet.notes, row):
        number = f"{below - row + 1}. " if len(sheet.notes) > 1 else "注："
        page.write_string(below, 0, number + note, look)
    if sheet.signed:
        signed = "    ".join(f"{who}：________" for who in sheet.signed)
        page.write_string(row + len(sheet.notes) + 1, 0, signed, look)


def _print(page: Worksheet, paper: Paper, wide: int, *, high: bool = False) -> None:
    """A page wide; one page `high` too where the table is short, so that its sum stands with its rows."""
    page.set_paper(_A4)
    page.fit_to_pages(1, int(high))
    code = f"&L{paper.foot.replace('&', '&&')}" if paper.foot else ""
    page.set_footer(f"{code}&R第 &P 页，共 &N 页" if code else "&C第 &P 页，共 &N 页")
    if wide > _LANDSCAPE_FROM:
        page.set_landscape()
