"""The one paper inside a plain zip, as mail clients and WeChat wrap it."""

from __future__ import annotations

import struct
import zipfile
import zlib
from io import BytesIO

from importers.paper import UnreadablePaper

MAX_BYTES = 64 * 1024 * 1024
"""The largest paper that is read; 100 000 rows are about 10 MB."""

_BROKEN = (
    zipfile.BadZipFile,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
    zlib.error,
    struct.error,
)


def unzip(data: bytes) -> bytes:
    """The bytes of the only csv or xlsx in a zip; raises UnreadablePaper where there is not exactly one."""
    archive = zipfile.ZipFile(BytesIO(data))
    papers = [member for member in archive.infolist() if _is_paper(member)]
    if len(papers) != 1:
        names = "、".join(member.filename for member in papers[:5]) or "一份也没有"
        raise UnreadablePaper(f"压缩包里应当正好有一份 csv 或 xlsx 账单，现在是：{names}。请解压后逐份导入。")
    if papers[0].file_size > MAX_BYTES:
        raise UnreadablePaper(f"压缩包里的文件超过{MAX_BYTES // 1024 // 1024}MB，请分段下载账单后再导入。")
    try:
        return archive.read(papers[0])
    except _BROKEN as error:
        raise UnreadablePaper("压缩包不完整或已损坏，请重新下载原始账单。") from error


def _is_paper(member: zipfile.ZipInfo) -> bool:
    """A csv or xlsx by name, apart from what macOS adds."""
    return member.filename.lower().endswith((".csv", ".xlsx")) and not member.filename.startswith("__MACOSX/")
