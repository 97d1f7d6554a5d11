"""Sealing: AES-256-GCM under a fresh nonce, bound to whose, which and what it is.

A sealed file is five letters, the nonce and the ciphertext with its tag. What it belongs to (society, record,
version, kind) is authenticated with it, each field with its length before it, so that no file can stand in
for another one.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from ledger.mistake import Mistake
from ledger.trail import prefixed

_MARK = b"HZSL1"
"""The form of a sealed file; another form will have another mark."""
_NONCE_BYTES = 12
_KEY_BITS = 256
_ID_BYTES = 8


class Damaged(Mistake):
    """Something sealed that does not open as what it should be: changed, cut, or put in another one's place."""


class Place(NamedTuple):
    """What a sealed file is, and of whom: it opens as nothing else."""

    society: str
    record: str
    version: str
    kind: str

    @property
    def bound(self) -> bytes:
        """The fields as authenticated with the content."""
        return prefixed(*(field.encode() for field in self))


def new_key() -> bytes:
    """A new random key."""
    return AESGCM.generate_key(_KEY_BITS)


def is_key(key: bytes) -> bool:
    """Whether bytes can be a key."""
    return len(key) * 8 == _KEY_BITS


def new_id() -> str:
    """A random name, 16 hex digits."""
    return os.urandom(_ID_BYTES).hex()


def id_of(key: bytes) -> str:
    """A key's own name, which tells nothing of it: 16 hex digits."""
    return hmac.new(key, b"huzhu key id", hashlib.sha256).hexdigest()[: 2 * _ID_BYTES]


def seal(key: bytes, place: Place, content: bytes) -> bytes:
    """The content, sealed as what it is."""
    nonce = os.urandom(_NONCE_BYTES)
    return _MARK + nonce + AESGCM(key).encrypt(nonce, content, place.bound)


def opened(key: bytes, place: Place, sealed: bytes) -> bytes:
    """What was sealed under this key as just this; Damaged when it was not."""
    at = len(_MARK) + _NONCE_BYTES
    try:
        if not sealed.startswith(_MARK):
            raise ValueError("not sealed")
        return AESGCM(key).decrypt(sealed[len(_MARK) : at], sealed[at:], place.bound)
    except (InvalidTag, ValueError):
        raise Damaged(
            f"{place.record} 的加密{_KINDS[place.kind]}打不开：内容被改动、损坏或调换过，请从备份恢复"
        ) from None


_KINDS = {"key": "档案钥匙", "person": "档案", "paper": "材料"}


def derived(key: bytes, purpose: str) -> bytes:
    """A key for one purpose, from another key (HKDF-SHA256)."""
    return HKDF(algorithm=SHA256(), length=_KEY_BITS // 8, salt=None, info=purpose.encode()).derive(key)


def token(key: bytes, *fields: bytes) -> str:
    """What stands for fields where nobody may read them: HMAC-SHA256, 64 hex digits."""
    return hmac.new(key, prefixed(*fields), hashlib.sha256).hexdigest()
