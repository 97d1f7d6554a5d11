"""What a scan of a paper is, by its first bytes, whatever its name says."""

from __future__ import annotations

from ledger.mistake import Mistake

LARGEST_BYTES = 10 * 1024 * 1024
_TYPES = {b"\xff\xd8\xff": "jpg", b"\x89PNG\r\n\x1a\n": "png", b"%PDF-": "pdf"}


def type_of(content: bytes) -> str:
    """jpg, png or pdf; Mistake for anything else, and for what is too large."""
    if len(content) > LARGEST_BYTES:
        raise Mistake(f"扫描件太大，请不要超过{LARGEST_BYTES // 1024 // 1024}MB；可以调低扫描精度")
    for mark, name in _TYPES.items():
        if content.startswith(mark):
            return name
    raise Mistake("这不是扫描件：只收 JPG、PNG 图片和 PDF 文件")
