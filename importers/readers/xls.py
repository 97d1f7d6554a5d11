"""Old Excel papers (BIFF) through xlrd, which reads the code pages that banks write."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from importers.paper import RawTable, UnreadablePaper, filled, tidy

if TYPE_CHECKING:
    from xlrd.sheet import Sheet

_AGAIN = "请重新下载原始账单。"


def read_xls(data: bytes) -> list[RawTable]:
    """One table for each sheet that holds anything; raises UnreadablePaper where none does or it is broken."""
    import xlrd

    try:
        with _silence() as quiet:
            book = xlrd.open_workbook(file_contents=data, logfile=quiet, ragged_rows=True)
            tables = [_table(sheet, book.datemode) for sheet in book.sheets()]
    except xlrd.XLRDError as error:
        if "encrypted" in str(error).lower():
            raise UnreadablePaper(
                "这个 Excel 文件有打开密码：请用 Excel 或 WPS 打开，去掉密码（文件—信息）另存后再导入。"
            ) from error
        raise UnreadablePaper(
            "这不是能读的 Excel 文件（.xls），可能是 Word 文档或别的文件；" + _AGAIN
        ) from error
    except Exception as error:  # xlrd raises whatever it trips over in a broken file
        raise UnreadablePaper("xls 文件不完整或已损坏，" + _AGAIN) from error
    tables = [table for table in tables if table.rows]
    if not tables:
        raise UnreadablePaper("工作簿里的表都是空的，" + _AGAIN)
    return tables


def _silence() -> Any:
    """Somewhere for xlrd to write its remarks."""
    from io import StringIO

    return StringIO()


def _table(sheet: Sheet, datemode: int) -> RawTable:
    rows = ((at + 1, tidy(_cells(sheet, at, datemode))) for at in range(sheet.nrows))
    return RawTable("xls", filled(rows), sheet.name)


def _cells(sheet: Sheet, at: int, datemode: int) -> list[object]:
    return [_cell(cell, datemode) for cell in sheet.row(at)]


def _cell(cell: Any, datemode: int) -> object:
    """A cell's value: a day as a time, a formula's fault as Excel shows it, so that it is seen and not taken for nothing."""
    import xlrd

    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            at: datetime = xlrd.xldate_as_datetime(cell.value, datemode)
        except (OverflowError, ValueError):  # no day: the number is left for the profile to complain of
            return cell.value
        return at
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(cell.value, "#ERROR"))
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if cell.value else "FALSE"
    return cell.value
