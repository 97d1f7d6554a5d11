"""An officer's key: one file on a USB stick, opened with a PIN, that signs and opens what was sealed for it.

The file is an armored age file, locked with the PIN by scrypt; inside stand two keys, an X25519 identity of age, for
which secrets are wrapped, and an Ed25519 key, which signs. Nothing here is ours but the few lines that put
them into one file: `age -d` opens it anywhere. The public halves stand in the books (the fact 密钥).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

import pyrage
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from ledger.facts import Facts
from ledger.mistake import Mistake

SHORTEST_PIN = 6


class Locked(Mistake):
    """A key that does not open: the wrong PIN, the wrong key, or a file that is none."""


class PublicKey(NamedTuple):
    """What others may know of a key: it proves signatures, and secrets are wrapped for it."""

    signing: str
    """The Ed25519 public key, 64 hex digits."""
    recipient: str
    """The age recipient, age1…"""

    @property
    def whole(self) -> bool:
        """Whether both halves are keys, and not only look like some: nothing can be wrapped for a slip of the pen."""
        try:
            pyrage.x25519.Recipient.from_str(self.recipient)
            Ed25519PublicKey.from_public_bytes(bytes.fromhex(self.signing))
        except (pyrage.RecipientError, ValueError):
            return False
        return True

    def verifies(self, message: bytes, signature: str) -> bool:
        """Whether the signature (128 hex digits) over the message was made with the private half."""
        try:
            Ed25519PublicKey.from_public_bytes(bytes.fromhex(self.signing)).verify(
                bytes.fromhex(signature), message
            )
        except (InvalidSignature, ValueError):
            return False
        return True


class PrivateKey:
    """An unlocked key, in memory only."""

    def __init__(self, identity: str, signing: str) -> None:
        """An age identity (AGE-SECRET-KEY-1…) and the 64 hex digits of an Ed25519 private key."""
        self._identity = pyrage.x25519.Identity.from_str(identity)
        self._signing = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(signing))
        self.public = PublicKey(
            self._signing.public_key().public_bytes_raw().hex(), str(self._identity.to_public())
        )

    def sign(self, message: bytes) -> str:
        """The signature over a message, 128 hex digits (Ed25519, RFC 8032)."""
        return self._signing.sign(message).hex()

    def unwrap(self, wrapped: bytes) -> bytes:
        """A secret that was wrapped for this key among others; Locked when it was not."""
        try:
            return bytes(pyrage.decrypt(wrapped, [self._identity]))
        except pyrage.DecryptError:
            raise Locked("这把钥匙打不开：不是为它封的，或者文件坏了") from None

    def unseal(self, sealed: Any, plain: Any) -> None:
        """Write out a stream (anything that reads, anything that writes) that was sealed for this key."""
        try:
            pyrage.decrypt_io(sealed, plain, [self._identity])
        except pyrage.DecryptError:
            raise Locked("这把钥匙打不开：不是为它封的，或者文件坏了") from None


def wrap(secret: bytes, recipients: Iterable[str]) -> bytes:
    """A secret that any one of the recipients (age1…) can unwrap; ValueError when there is none."""
    found = [pyrage.x25519.Recipient.from_str(r) for r in recipients]
    if not found:
        raise ValueError("nobody to wrap for")
    return bytes(pyrage.encrypt(secret, found))


def create(pin: str) -> tuple[bytes, PrivateKey]:
    """A new key: its file, locked with the PIN, and the key itself; Mistake when the PIN is too short."""
    if len(pin) < SHORTEST_PIN:
        raise Mistake(f"密码太短，至少{SHORTEST_PIN}位")
    identity = str(pyrage.x25519.Identity.generate())
    signing = Ed25519PrivateKey.generate().private_bytes_raw().hex()
    content = json.dumps({"age": identity, "ed25519": signing}).encode()
    return bytes(pyrage.passphrase.encrypt(content, pin, armored=True)), PrivateKey(identity, signing)


def unlocked(content: bytes, pin: str) -> PrivateKey:
    """The key in a file; Locked when the PIN is wrong or the file is none of ours."""
    try:
        found = json.loads(pyrage.passphrase.decrypt(content, pin))
        return PrivateKey(found["age"], found["ed25519"])
    except (pyrage.DecryptError, pyrage.IdentityError, ValueError, KeyError, TypeError):
        raise Locked("钥匙打不开：密码不对，或者这不是 huzhu 的钥匙文件") from None


def registered(facts: Facts, day: date) -> dict[str, PublicKey]:
    """Whose keys hold on a day, by the owner's id, as the facts 密钥 say."""
    found: dict[str, PublicKey] = {}
    for fact in facts.of("密钥"):
        if fact.day > day:
            continue
        if fact.step == "登记":
            found[fact.key] = PublicKey(fact.text("signing"), fact.text("recipient"))
        else:
            found.pop(fact.key, None)
    return found
