"""The district's key, under which a person is the same pseudonym in every society (books.md §4)."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from pathlib import Path

from huzhu import session
from ledger.confidential import id_number
from ledger.district import District, Ledger
from ledger.mistake import Mistake


def create(district: District) -> None:
    """Write a new random key, readable by its owner only; an existing one is never overwritten."""
    fd = os.open(_path(district), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(fd, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(32) + "\n")


def _path(district: District) -> Path:
    return district.folder / "district.key"


def there(ledger: Ledger) -> bool:
    """Whether a society's books stand in a district that has a key."""
    return _path(District(ledger.folder.parent.parent)).is_file()


def pseudonym(ledger: Ledger, number: str, prefix: str = "P") -> str:
    """The pseudonym of an ID-card number: HMAC-SHA256 under the district's key, its first 12 hex digits.

    The number is judged by its form, date and check digit only (ledger.confidential.id_number). It is not kept.
    """
    number = id_number.normal(number)
    if fault := id_number.problem_on(number, session.today()):
        raise Mistake(fault)
    key = _path(District(ledger.folder.parent.parent))
    if not there(ledger):
        raise Mistake("找不到区里的密钥 district.key，不能生成化名；请用 --person 直接写化名")
    digest = hmac.new(bytes.fromhex(key.read_text(encoding="ascii").strip()), number.encode(), hashlib.sha256)
    return f"{prefix}-{digest.hexdigest()[:12]}"
