"""Whether a PDF has reached us whole: PDFium mends what it can and says nothing of what it lost."""

from __future__ import annotations

import re
import zlib

from importers.paper import UnreadablePaper

_END, _NEAR_END = b"%%EOF", 2048
_DEFLATED = re.compile(rb"/Filter\s*\[?\s*/FlateDecode\b[^\0]{0,400}?>>\s*stream[ \t]*\r?\n")
_STEP, _STEPS = 1 << 16, 4096


def refuse_broken(data: bytes) -> None:
    """Raise UnreadablePaper where the end is missing, or where a packed part breaks off."""
    if _END not in data.rstrip(b"\0\r\n\t ")[-_NEAR_END:]:
        raise UnreadablePaper("PDF 不完整（多半是没有下载完），请重新下载原始账单。")
    if b"/Encrypt" in data:
        return  # its parts are sealed, and only PDFium can open them
    for found in _DEFLATED.finditer(data):
        if not _opens(data, found.end()):
            raise UnreadablePaper("PDF 已损坏，有的内容读不出来，请重新下载原始账单。")


def _opens(data: bytes, start: int) -> bool:
    """Whether a packed part unpacks to its end; its check sum is not asked, as some writers leave it out.

    Of what unfolds without bound only the beginning is looked at.
    """
    head = int.from_bytes(data[start : start + 2], "big")
    if head % 31 or head >> 8 & 15 != zlib.DEFLATED:
        return True  # packed in another way than it says: PDFium may still know it
    opened = zlib.decompressobj(wbits=-zlib.MAX_WBITS)
    start += 2
    rest = b""
    for _ in range(_STEPS):
        if not rest:
            rest, start = data[start : start + _STEP], start + _STEP
        try:
            opened.decompress(rest, _STEP)
        except zlib.error:
            return False
        if opened.eof or not rest:
            return opened.eof
        rest = opened.unconsumed_tail
    return True
