"""The scans of a case as pictures: photos as they are, a PDF page by page, for PDF/A takes no PDF inside."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import Any

from ledger.confidential import scans
from ledger.mistake import Mistake
from reports.drawing import pdf
from reports.forms import Picture

MOST_PAGES = 20
"""Of a longer PDF the rest is to be seen in the original."""
_DOTS_PER_INCH = 130
_POINTS_PER_INCH = 72
_LARGEST_POINTS = 2000


def pictures(content: bytes, caption: str) -> list[Picture]:
    """The scan's pages; none where it is neither picture nor PDF, or cannot be read."""
    try:
        kind = scans.type_of(content)
    except Mistake:
        return []
    if kind == "pdf":
        pages = list(_pages(content))
        return [
            Picture(page, "png", f"{caption}　第{at}页，共{len(pages)}页") for at, page in enumerate(pages, 1)
        ]
    picture = Picture(content, "png" if kind == "png" else "jpg", caption)
    return [picture] if pdf.readable(picture) else []


def _pages(content: bytes) -> Iterator[bytes]:
    """Each page of a PDF as a PNG; none of one that is damaged or locked."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        return
    for at in range(min(len(document), MOST_PAGES)):
        page = document[at]
        if max(page.get_size()) <= _LARGEST_POINTS:  # a page that claims to be a wall would take all memory
            yield _png(page.render(scale=_DOTS_PER_INCH / _POINTS_PER_INCH, rev_byteorder=True))
    document.close()


def _png(bitmap: Any) -> bytes:
    """A drawn page as a PNG of red, green and blue."""
    wide, high, stride = bitmap.width, bitmap.height, bitmap.stride
    assert bitmap.mode == "RGB", bitmap.mode
    dots = bytes(bitmap.buffer)
    lines = b"".join(b"\0" + dots[at * stride : at * stride + wide * 3] for at in range(high))
    head = struct.pack(">2I5B", wide, high, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(lines)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
