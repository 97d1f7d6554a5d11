"""What a file is, told by its bytes and never by its name; what cannot be read is sent back with advice."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Literal

from importers.paper import UnreadablePaper

Kind = Literal["text", "xlsx", "xls", "html", "pdf", "zip"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_OLE = "EncryptedPackage".encode("utf-16-le")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b")
_ORIGINAL = "请重新下载原始账单（csv、xls、xlsx 或 pdf），不要经过别的软件转存。"


def sniff(data: bytes) -> Kind:
    """The kind of a file's bytes, whatever its name; raises UnreadablePaper for what is none of these."""
    if not data.strip(b"\x00\t\r\n \xef\xbb\xbf"):
        raise UnreadablePaper("文件是空的，" + _ORIGINAL)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(data)
    if data.startswith(_OLE):
        return _ole(data)
    if b"%PDF" in data[:1024]:
        return "pdf"
    _refuse_foreign(data)
    return "html" if data.lstrip(b"\xef\xbb\xbf\t\r\n ").startswith(b"<") else "text"


def _ole(data: bytes) -> Kind:
    """An old workbook; a locked new one wears the same coat."""
    if _ENCRYPTED_OLE in data:
        raise UnreadablePaper(
            "这个 Excel 文件有打开密码：请用 Excel 或 WPS 打开，去掉密码（文件—信息）另存后再导入。"
        )
    return "xls"


def _zipped(data: bytes) -> Kind:
    """An xlsx is a zip with a workbook inside."""
    try:
        members = zipfile.ZipFile(BytesIO(data)).infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise UnreadablePaper("压缩包或 xlsx 文件不完整（多半是没有下载完），" + _ORIGINAL) from error
    names = {member.filename for member in members}
    if "xl/workbook.bin" in names:
        raise UnreadablePaper("这是 xlsb 格式的工作簿，这里不能读；" + _ORIGINAL)
    return "xlsx" if "xl/workbook.xml" in names else "zip"


def _refuse_foreign(data: bytes) -> None:
    """Refuse what is known and not readable, each with its own way out."""
    if data.startswith(_PICTURES) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP") or data[4:8] == b"ftyp":
        raise UnreadablePaper("这是图片，不能当账单读；" + _ORIGINAL)
    if data.startswith(_ARCHIVES):
        raise UnreadablePaper("这是 rar、7z 或 gz 压缩包，请先解压，再导入里面的文件。")
