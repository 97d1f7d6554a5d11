"""The one paper inside a plain zip, as mail clients and WeChat wrap it."""

from __future__ import annotations

import struct
import zipfile
import zlib
from io import BytesIO

from importers.paper import NeedsPassword, UnreadablePaper
from importers.readers import aes

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


def unzip(data: bytes, password: str = "") -> bytes:
    """The bytes of the only paper in a zip; UnreadablePaper where there is not one, NeedsPassword where locked."""
    archive = zipfile.ZipFile(BytesIO(data))
    papers = [member for member in archive.infolist() if _is_paper(member)]
    if len(papers) != 1:
        names = "、".join(member.filename for member in papers[:5]) or "一份也没有"
        raise UnreadablePaper(
            f"压缩包里应当正好有一份账单（csv、xls、xlsx 或 pdf），现在是：{names}。请解压后逐份导入。"
        )
    if papers[0].file_size > MAX_BYTES:
        raise UnreadablePaper(f"压缩包里的文件超过{MAX_BYTES // 1024 // 1024}MB，请分段下载账单后再导入。")
    if papers[0].flag_bits & 1 and not password:
        raise NeedsPassword(
            "压缩包有密码：请写上解压密码（--password；密码在发账单的消息里，微信的在“微信支付”公众号里），"
            "或先解压再导入。"
        )
    if papers[0].compress_type == aes.METHOD:
        return aes.unsealed(data, papers[0], password)
    try:
        return archive.read(papers[0], password.encode() or None)
    except _BROKEN as error:
        if papers[0].flag_bits & 1:
            raise NeedsPassword(
                "解压密码不对，请再看一遍（密码在发账单的消息里，微信的在“微信支付”公众号里）。"
            ) from error
        raise UnreadablePaper("压缩包不完整或已损坏，请重新下载原始账单。") from error


def _is_paper(member: zipfile.ZipInfo) -> bool:
    """A paper by name, apart from what macOS adds."""
    return member.filename.lower().endswith(
        (".csv", ".xls", ".xlsx", ".pdf")
    ) and not member.filename.startswith("__MACOSX/")
