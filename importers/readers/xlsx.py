"""Excel papers through calamine: every sheet that holds anything, rows numbered as Excel numbers them."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from importers.paper import Cell, RawTable, UnreadablePaper, filled, tidy
from importers.readers.unzip import MAX_BYTES

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

MAX_ROWS = 200_000
_MAX_XML_BYTES = 4 * MAX_BYTES
_AGAIN = "请重新下载原始账单。"
# A cell as Excel, WPS and WeChat write it, in columns A to CZ; all others get the slower look below.
_UNUSUAL = re.compile(rb'<c(?![a-zA-Z])(?! r="[A-C]?[A-Z]1?[0-9]{1,5}")|:c[\s>/]')
# Column DA and beyond, row 200 000 and beyond, or a cell that does not say where it is.
_ENDLESS = re.compile(
    rb"<(?:\w+:)?(?:c|row)\s[^>]*?\br=[\"'](?:(?:[D-Z][A-Z]|[A-Z]{3})[A-Z]*[0-9]|[A-Z]*(?:[2-9][0-9]{5}|[0-9]{7}))"
    rb"|<(?:\w+:)?c(?:>|\s(?![^>]*\br=))",
    re.IGNORECASE,
)


def read_xlsx(data: bytes) -> list[RawTable]:
    """One table for each sheet that holds anything; raises UnreadablePaper where no sheet does."""
    _refuse_endless(data)
    book = _open(data)
    tables = [_sheet(book, name) for name in book.sheet_names]
    tables = [table for table in tables if table.rows]
    if not tables:
        raise UnreadablePaper("工作簿里的表都是空的，" + _AGAIN)
    return tables


def _refuse_endless(data: bytes) -> None:
    """Refuse a sheet that would unfold without bound: calamine lays out the whole rectangle in memory."""
    try:
        archive = zipfile.ZipFile(BytesIO(data))
        if sum(member.file_size for member in archive.infolist()) > _MAX_XML_BYTES:
            raise UnreadablePaper("xlsx 展开后太大，请分段下载账单后再导入。")
        parts = (archive.read(member) for member in archive.infolist())
        endless = any(_UNUSUAL.search(part) and _ENDLESS.search(part) for part in parts)
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        RuntimeError,
        OSError,
        ValueError,
        EOFError,
    ) as error:
        raise UnreadablePaper("xlsx 文件不完整或已损坏，" + _AGAIN) from error
    if endless:
        raise UnreadablePaper(f"表里有远在{MAX_ROWS}行或一百列以外的格子，不像下载来的账单；" + _AGAIN)


def _open(data: bytes) -> CalamineWorkbook:
    from python_calamine import CalamineWorkbook

    with _Calamine():
        return CalamineWorkbook.from_filelike(BytesIO(data))


def _sheet(book: CalamineWorkbook, name: str) -> RawTable:
    """One sheet; rows that the file leaves out are kept by calamine, so a row's place is its number."""
    with _Calamine():
        sheet = book.get_sheet_by_name(name)
        return RawTable("xlsx", filled(_rows(sheet)), name)


def _rows(sheet: CalamineSheet) -> Iterator[tuple[int, list[Cell]]]:
    """The rows one at a time, so that only one is there twice: as calamine gives it and as we keep it."""
    before = [""] * (
        sheet.start[1] if sheet.start else 0
    )  # calamine leaves out columns that are empty, not rows
    for at, row in enumerate(sheet.iter_rows(), start=1):
        yield at, tidy([*before, *row] if before else row)


class _Calamine:
    """Turns whatever calamine raises on a broken file into a refusal; its panics are no Exception."""

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if error is not None and (isinstance(error, Exception) or type(error).__name__ == "PanicException"):
            raise UnreadablePaper("xlsx 文件不完整或已损坏，" + _AGAIN) from error
