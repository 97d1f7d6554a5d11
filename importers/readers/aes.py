"""Zips sealed with AES, as Alipay sends its bills: the standard library does not open them.

The format is WinZip's: salt, two bytes by which a password is known, the sealed bytes, ten bytes of their HMAC.
"""

from __future__ import annotations

import hashlib
import hmac
import zipfile
import zlib

from importers.paper import NeedsPassword, UnreadablePaper

METHOD = 99
"""The compression method that a zip names where its members are sealed with AES."""
_EXTRA = 0x9901
_ROUNDS = 1000
_CHECK, _SEAL = 2, 10
_BLOCK = 16
_BROKEN = "压缩包不完整或已损坏，请重新下载原始账单。"


def unsealed(data: bytes, member: zipfile.ZipInfo, password: str) -> bytes:
    """The bytes of a member; NeedsPassword where the password is not the right one, UnreadablePaper where cut short."""
    strength, method = _said(member.extra)
    key_size = 8 + 8 * strength
    salt_size = key_size // 2
    sealed = _raw(data, member)
    if len(sealed) < salt_size + _CHECK + _SEAL:
        raise UnreadablePaper(_BROKEN)
    salt, check = sealed[:salt_size], sealed[salt_size : salt_size + _CHECK]
    body, seal = sealed[salt_size + _CHECK : -_SEAL], sealed[-_SEAL:]
    keys = hashlib.pbkdf2_hmac("sha1", password.encode(), salt, _ROUNDS, 2 * key_size + _CHECK)
    if keys[-_CHECK:] != check:
        raise NeedsPassword("解压密码不对，请再看一遍（密码在发账单的消息里，微信的在“微信支付”公众号里）。")
    if not hmac.compare_digest(hmac.digest(keys[key_size : 2 * key_size], body, "sha1")[:_SEAL], seal):
        raise NeedsPassword("解压密码不对，或者压缩包已损坏：请再看一遍密码，或重新下载原始账单。")
    return _unpacked(_opened(body, keys[:key_size]), method, member.file_size)


def _said(extra: bytes) -> tuple[int, int]:
    """How strong the key is (1 to 3), and how the bytes were packed before they were sealed."""
    while len(extra) >= 4:
        kind, size = int.from_bytes(extra[:2], "little"), int.from_bytes(extra[2:4], "little")
        if kind == _EXTRA and size >= 7 and extra[8] in (1, 2, 3):
            return extra[8], int.from_bytes(extra[9:11], "little")
        extra = extra[4 + size :]
    raise UnreadablePaper(_BROKEN)


def _raw(data: bytes, member: zipfile.ZipInfo) -> bytes:
    """The member as it lies in the file, behind its own header, whose lengths may differ from the directory's."""
    at = member.header_offset
    names = int.from_bytes(data[at + 26 : at + 28], "little") + int.from_bytes(
        data[at + 28 : at + 30], "little"
    )
    return data[at + 30 + names :][: member.compress_size]


def _opened(body: bytes, key: bytes) -> bytes:
    """AES in counter mode with the counter's lowest byte first, which no library offers ready made."""
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    blocks = -(-len(body) // _BLOCK)
    counters = b"".join(number.to_bytes(_BLOCK, "little") for number in range(1, blocks + 1))
    stream = Cipher(algorithms.AES(key), modes.ECB()).encryptor().update(counters)[: len(body)]
    return (int.from_bytes(body, "big") ^ int.from_bytes(stream, "big")).to_bytes(len(body), "big")


def _unpacked(packed: bytes, method: int, size: int) -> bytes:
    """The bytes as they were: as many as the directory says, whatever they would unfold to."""
    if method not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise UnreadablePaper("压缩包的压缩方法这里打不开：请用解压软件解开，再导入解压出来的文件。")
    try:
        deflated = method == zipfile.ZIP_DEFLATED
        found = zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, size + 1) if deflated else packed
    except zlib.error as error:
        raise UnreadablePaper(_BROKEN) from error
    if len(found) != size:
        raise UnreadablePaper(_BROKEN)
    return found
