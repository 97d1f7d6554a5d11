"""Writes the smallest old Excel file (BIFF8 in OLE) that holds given cells, as banks' programs write them.

The code page says 1252 and the strings are of 16 bits, which is where other readers stumble.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

_SECTOR = 512
_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_FORMATS = {datetime: (1, 22), date: (2, 14), time: (3, 21)}
"""A type of cell: its cell format's place, and Excel's own number format."""


class Fault(NamedTuple):
    """A formula's fault, 0x2A for #N/A."""

    code: int


def xls(
    rows: Iterable[Sequence[object]], merged: Sequence[tuple[int, int, int, int]] = (), sheet: str = "Sheet0"
) -> bytes:
    """A workbook of one sheet; `merged` are first and last row, first and last column, from 0."""
    cells = b"".join(
        _cell(at, column, cell) for at, row in enumerate(rows) for column, cell in enumerate(row)
    )
    spans = struct.pack("<H", len(merged)) + b"".join(struct.pack("<4H", *span) for span in merged)
    body = _begin(0x0010) + cells + (_record(0x00E5, spans) if merged else b"") + _record(0x000A)
    name = bytes([len(sheet), 1]) + sheet.encode("utf-16-le")
    formats = b"".join(_format(number) for number in (0, *(number for _, number in _FORMATS.values())))
    head = _begin(0x0005) + _record(0x0042, struct.pack("<H", 1252)) + formats
    place = len(head) + 4 + 6 + len(name) + 4
    return _ole(head + _record(0x0085, struct.pack("<IBB", place, 0, 0) + name) + _record(0x000A) + body)


def _record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _begin(kind: int) -> bytes:
    return _record(0x0809, struct.pack("<4H2I", 0x0600, kind, 0x0DBB, 1996, 0, 6))


def _format(number: int) -> bytes:
    return _record(0x00E0, struct.pack("<3H", 0, number, 0) + bytes(14))


def _cell(row: int, column: int, cell: object) -> bytes:
    if cell is None or cell == "":
        return b""
    if isinstance(cell, bool):
        return _record(0x0205, struct.pack("<3HBB", row, column, 0, cell, 0))
    if isinstance(cell, Fault):
        return _record(0x0205, struct.pack("<3HBB", row, column, 0, cell.code, 1))
    if isinstance(cell, (int, float, datetime, date, time)):
        look = _FORMATS.get(type(cell), (0, 0))[0]
        return _record(0x0203, struct.pack("<3Hd", row, column, look, _number(cell)))
    said = str(cell).encode("utf-16-le")
    return _record(0x0204, struct.pack("<4HB", row, column, 0, len(said) // 2, 1) + said)


def _number(cell: float | datetime | date | time) -> float:
    """A number as Excel keeps it: days since the end of 1899."""
    if isinstance(cell, time):
        return (cell.hour * 3600 + cell.minute * 60 + cell.second) / 86_400
    if isinstance(cell, datetime):
        return (cell - datetime(1899, 12, 30)) / timedelta(days=1)  # noqa: DTZ001 - Excel knows no zone
    return (cell - date(1899, 12, 30)).days if isinstance(cell, date) else cell


def _ole(stream: bytes) -> bytes:
    """A compound file with one stream named Workbook; a short stream is padded past the mini stream."""
    stream = stream.ljust(max(4096, -(-len(stream) // _SECTOR) * _SECTOR), b"\0")
    sectors = len(stream) // _SECTOR
    assert sectors < 126, "one sector of the table is enough for a test's paper"
    table = [*range(1, sectors), _END, _TABLE, _END]
    head = struct.pack(
        "<8s16x5H10xII4xI4I", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6,
        1, sectors + 1, 4096, _END, 0, _END, 0,
    )  # fmt: skip
    return b"".join([
        head, struct.pack("<109I", sectors, *[_FREE] * 108), stream,
        struct.pack("<128I", *table, *[_FREE] * (128 - len(table))),
        _entry("Root Entry", 5, 1, _END, 0), _entry("Workbook", 2, _FREE, 0, len(stream)), bytes(256),
    ])  # fmt: skip


def _entry(name: str, kind: int, child: int, first: int, size: int) -> bytes:
    said = name.encode("utf-16-le") + b"\0\0"
    return said.ljust(64, b"\0") + struct.pack(
        "<HBB3I36xII4x", len(said), kind, 1, _FREE, _FREE, child, first, size
    )
