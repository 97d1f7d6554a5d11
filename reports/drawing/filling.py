"""An office's own Excel form, filled in: its looks stay, our figures stand under its headings as plain values.

The headings are found by their words, wherever they stand: over one line or several, merged or not, with blanks,
line breaks or wide signs in them. What the form asks and we do not have, or the other way round, is a Mistake that
names it, so that no figure is lost or put under a wrong heading.
"""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ledger.mistake import Mistake
from ledger.notices.lines import clean
from reports.drawing.form_heads import Head, heads, plain, refuse_changed
from reports.drawing.form_rows import make_room, wide
from reports.rows import Cell, Column, Row, Sheet

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_TOTALS = ("合计", "总计", "汇总", "全区合计", "全区汇总", "全镇合计")


def fill(form: bytes, sheet: Sheet, across: str = "") -> bytes:
    """The form with the sheet's rows in it; Mistake where it is no workbook, or its headings are not ours.

    `across` is printed at the head of each page.
    """
    book = _opened(form)
    page, head = max(
        ((page, found) for page in book.worksheets for found in heads(page, sheet)),
        key=lambda each: (len(each[1].places), -len(each[1].strange)),
        default=(None, None),
    )
    if page is None or head is None or len(head.places) * 3 < len(sheet.columns):
        titles = "、".join(c.full for c in sheet.columns[:3])
        raise Mistake(f"表样里找不到表头：应有“{titles}”等栏。请核对是不是“{sheet.title}”的表样")
    refuse_changed(head, sheet)
    _write(page, head, sheet)
    if across:
        page.oddHeader.center.text = across
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _opened(form: bytes) -> Any:
    """The workbook; Mistake where the bytes are none."""
    from zipfile import BadZipFile

    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        return openpyxl.load_workbook(io.BytesIO(form))
    except (BadZipFile, InvalidFileException, KeyError, ValueError, OSError):
        raise Mistake("表样打不开：要 .xlsx 文件；旧的 .xls 请用 Excel 或 WPS 另存为 .xlsx") from None


def _write(page: Worksheet, head: Head, sheet: Sheet) -> None:
    """The rows below the headings, the total on the form's own line where it has one."""
    rows = [row for row in sheet.rows if row.style == "line"]
    total = next((row for row in sheet.rows if row.style == "total"), None)
    room = make_room(page, head.last, len(rows), tuple(head.places.values()), _is_total)
    if room.total is None and total is not None and rows:
        room = make_room(page, head.last, len(rows) + 1, tuple(head.places.values()), _is_total)
    for at, row in enumerate(rows, room.first):
        _write_row(page, at, head, sheet, row)
        _number(page, head, at, at - room.first + 1)
    if total is not None:
        _write_row(page, room.total or room.first + len(rows), head, sheet, total)


def _is_total(words: object) -> bool:
    return plain(words) in _TOTALS


def _write_row(page: Worksheet, at: int, head: Head, sheet: Sheet, row: Row) -> None:
    for mine, column in head.places.items():
        _write_cell(page.cell(at, column), row.cells[mine], sheet.columns[mine])


def _number(page: Worksheet, head: Head, row: int, number: int) -> None:
    """The running number, where the form has a column for it."""
    for at in range(1, wide(page) + 1):
        if at not in head.places.values() and any(
            plain(page.cell(line, at).value) == "序号" for line in range(1, head.last + 1)
        ):
            page.cell(row, at).value = number


def _write_cell(cell: Any, value: Cell, column: Column) -> None:
    """A figure as a figure, words as words whatever they begin with."""
    if column.kind == "text" and _is_total(cell.value):
        return  # the office's own word for it
    cell.value = clean(value) if isinstance(value, str) else value
    if isinstance(value, str):
        cell.data_type = "s"
    elif isinstance(value, Decimal) and cell.number_format == "General":
        cell.number_format = "#,##0.00"
    elif isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"
