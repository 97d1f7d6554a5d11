"""The envelope of a backup: age, for whoever holds a registered key, or for a passphrase where nobody has one.

With a passphrase the file is a key locked with it, in age's armored form, and after it the stream sealed for
that key: so a large backup needs no large memory, and `age -d -i` opens it anywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import BinaryIO, Protocol, TypeVar

import pyrage

from ledger.keys import Locked
from ledger.mistake import Mistake

Result = TypeVar("Result")

_BEGIN = b"-----BEGIN AGE ENCRYPTED FILE-----"
_END = b"-----END AGE ENCRYPTED FILE-----\n"
_LONGEST_LOCK = 4096


class Source(Protocol):
    """What bytes are read from."""

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes, at most so many; none at the end."""


class Target(Protocol):
    """What bytes are written to."""

    def write(self, data: bytes, /) -> int:
        """Take the bytes."""

    def flush(self) -> None:
        """Let nothing wait."""


class _Guarded:
    """A source and a target that remember why they failed: age itself says only that they did."""

    def __init__(self, source: Source, target: Target) -> None:
        self._source, self._target = source, target
        self.fault: BaseException | None = None

    def read(self, size: int = -1) -> bytes:
        """Read from the source."""
        return self._kept(lambda: self._source.read(size))

    def write(self, data: bytes) -> int:
        """Write to the target."""
        return self._kept(lambda: self._target.write(data))

    def flush(self) -> None:
        """Let nothing wait in the target."""
        self._kept(self._target.flush)

    def _kept(self, act: Callable[[], Result]) -> Result:
        try:
            return act()
        except BaseException as fault:
            self.fault = fault
            raise


class Opens(Protocol):
    """What opens a sealed stream: an officer's key, or the one that a passphrase unlocked."""

    def unseal(self, sealed: Source, plain: Target) -> None:
        """Write out what was sealed; Locked where it was not sealed for this."""


class _Identity:
    """A bare age identity that opens."""

    def __init__(self, identity: pyrage.x25519.Identity) -> None:
        self._identity = identity

    def unseal(self, sealed: Source, plain: Target) -> None:
        """Write out what was sealed."""
        try:
            pyrage.decrypt_io(sealed, plain, [self._identity])
        except pyrage.DecryptError:
            raise Locked("备份打不开：不是为这把钥匙封的，或者文件坏了") from None


class Envelope:
    """One backup's envelope while it is written: a key of its own, made for reading it back, is in memory only."""

    def __init__(self, recipients: Iterable[str], passphrase: str = "") -> None:
        """Open for the recipients (age1…), or where there are none for the passphrase."""
        self._own = pyrage.x25519.Identity.generate()
        self._recipients = [_recipient(r) for r in recipients]
        assert bool(self._recipients) != bool(passphrase), "one or the other opens it"
        self._passphrase = passphrase
        self._lock = b""
        if passphrase:
            self._lock = bytes(pyrage.passphrase.encrypt(str(self._own).encode(), passphrase, armored=True))

    def seal(self, plain: Source, sealed: Target) -> None:
        """Seal a stream; what a source or target raises comes out as it was raised."""
        sealed.write(self._lock)
        guarded = _Guarded(plain, sealed)
        try:
            pyrage.encrypt_io(guarded, guarded, [self._own.to_public(), *self._recipients])
        except (pyrage.EncryptError, OSError):
            raise guarded.fault or Mistake("备份封不起来，请再试一次") from None

    def read_back(self, sealed: BinaryIO, plain: Target) -> None:
        """Open what was just written, by the passphrase where there is one; Locked where it does not open."""
        lock = lock_of(sealed)
        assert lock == self._lock, "written as it was made"
        opened(sealed, plain, unlocked(lock, self._passphrase) if lock else _Identity(self._own))


def _recipient(word: str) -> pyrage.x25519.Recipient:
    try:
        return pyrage.x25519.Recipient.from_str(word)
    except pyrage.RecipientError:
        raise Mistake(f"没有备份：登记的加密公钥“{word!a}”写法不对，请停用它，再登记一把") from None


def lock_of(sealed: BinaryIO) -> bytes:
    """The key locked with a passphrase that a backup begins with; empty where it is for registered keys.

    The sealed stream is what is to be read next.
    """
    start = sealed.read(_LONGEST_LOCK)
    end = start.find(_END) + len(_END) if start.startswith(_BEGIN) else 0
    if start.startswith(_BEGIN) and end < len(_BEGIN):
        raise Locked("备份文件不完整，或者文件坏了")
    sealed.seek(end)
    return start[:end]


def unlocked(lock: bytes, passphrase: str) -> Opens:
    """The key of a backup that was locked with a passphrase; Locked where the passphrase is another."""
    try:
        identity = bytes(pyrage.passphrase.decrypt(lock, passphrase)).decode()
        return _Identity(pyrage.x25519.Identity.from_str(identity))
    except (pyrage.DecryptError, pyrage.IdentityError, ValueError):
        raise Locked("备份打不开：密码不对，或者文件坏了") from None


def opened(sealed: Source, plain: Target, key: Opens) -> None:
    """Open a sealed stream; Locked where it is cut or changed, or not for this key."""
    guarded = _Guarded(sealed, plain)
    try:
        key.unseal(guarded, guarded)
    except (Locked, OSError) as fault:
        raise guarded.fault or _said(fault) from None


def _said(fault: Exception) -> Exception:
    return fault if isinstance(fault, Locked) else Locked("备份文件不完整或被改动过，打不开")
