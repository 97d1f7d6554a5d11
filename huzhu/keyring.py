"""The district's key, under which a person is the same pseudonym in every society (books.md §4)."""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
from pathlib import Path

from ledger.district import District, Ledger
from ledger.mistake import Mistake

_ID = re.compile(r"\d{17}[\dX]")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def create(district: District) -> None:
    """Write a new random key, readable by its owner only; an existing one is never overwritten."""
    fd = os.open(_path(district), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(fd, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(32) + "\n")


def _path(district: District) -> Path:
    return district.folder / "district.key"


def pseudonym(ledger: Ledger, id_number: str, prefix: str = "P") -> str:
    """The pseudonym of an ID-card number: HMAC-SHA256 under the district's key, its first 12 hex digits.

    The number is judged by form and check digit only (GB 11643): the elderly were born in counties that no
    longer exist. It is not kept.
    """
    number = id_number.strip().upper()
    if not _ID.fullmatch(number) or "10X98765432"[_sum(number) % 11] != number[17]:
        raise Mistake("身份证号不对，请核对18位号码（末位可以是X）")
    key = _path(District(ledger.folder.parent.parent))
    if not key.is_file():
        raise Mistake("找不到区里的密钥 district.key，不能生成化名；请用 --person 直接写化名")
    digest = hmac.new(bytes.fromhex(key.read_text(encoding="ascii").strip()), number.encode(), hashlib.sha256)
    return f"{prefix}-{digest.hexdigest()[:12]}"


def _sum(number: str) -> int:
    return sum(int(c) * w for c, w in zip(number, _WEIGHTS, strict=False))


def masked(name: str) -> str:
    """A name as the books show it: the surname, and * for the rest (欧阳* keeps both of its characters)."""
    name = name.strip()
    if not name:
        raise Mistake("姓名不能是空的")
    double = name[:2] in (
        "欧阳",
        "司马",
        "上官",
        "诸葛",
        "夏侯",
        "皇甫",
        "尉迟",
        "公孙",
        "慕容",
        "令狐",
        "端木",
        "东方",
    )
    return (name[:2] if double and len(name) > 2 else name[0]) + "*"
