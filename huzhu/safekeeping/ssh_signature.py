"""SSH signatures as git takes them (OpenSSH, PROTOCOL.sshsig), by an officer's key or an OpenSSH key file.

Both are Ed25519, and the envelope is a dozen lines: `git verify-commit` reads it, and no ssh-keygen is needed.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from huzhu import unlocking
from ledger.mistake import Mistake, why

_BEGIN, _END = b"-----BEGIN SSH SIGNATURE-----", b"-----END SSH SIGNATURE-----"
_MAGIC, _KIND, _SPACE, _HASH = b"SSHSIG", b"ssh-ed25519", b"git", b"sha512"
_LINE = 70


class Signer:
    """A key that signs commits."""

    def __init__(self, public: bytes, sign: Callable[[bytes], bytes]) -> None:
        """The 32 bytes of the public key, and what signs."""
        self.public = public
        self._sign = sign

    def signature(self, message: bytes) -> bytes:
        """The armored signature over a message, in git's namespace."""
        made = _string(_KIND) + _string(self._sign(_to_sign(message)))
        blob = _MAGIC + (1).to_bytes(4, "big") + _string(_public_blob(self.public)) + _string(_SPACE)
        blob += _string(b"") + _string(_HASH) + _string(made)
        text = base64.b64encode(blob)
        return b"\n".join([_BEGIN, *(text[at : at + _LINE] for at in range(0, len(text), _LINE)), _END])

    @property
    def openssh(self) -> str:
        """The public key as a line of git's allowed-signers file has it."""
        return f"ssh-ed25519 {base64.b64encode(_public_blob(self.public)).decode()}"


def signer(path: Path) -> Signer:
    """The key in a file, an OpenSSH one or an officer's; Mistake where it does not open or is of another kind."""
    try:
        content = path.read_bytes()
    except OSError as fault:
        raise Mistake(f"读不了钥匙文件 {path}：{why(fault)}") from None
    if not content.startswith(b"-----BEGIN OPENSSH PRIVATE KEY-----"):
        key = unlocking.key(path)
        return Signer(bytes.fromhex(key.public.signing), lambda m: bytes.fromhex(key.sign(m)))
    try:
        found = serialization.load_ssh_private_key(content, None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise Mistake("这个钥匙文件打不开：要没有密码的 Ed25519 钥匙，或者 huzhu 的钥匙") from None
    if not isinstance(found, Ed25519PrivateKey):
        raise Mistake("这个钥匙文件不是 Ed25519 的，请用 ssh-keygen -t ed25519 另做一把")
    return Signer(found.public_key().public_bytes_raw(), found.sign)


def signed_by(signature: bytes, message: bytes) -> str | None:
    """The public key, in hex, that made a signature over a message; None where it does not hold."""
    try:
        lines = signature.strip().split(b"\n")
        _must(lines[0] == _BEGIN and lines[-1] == _END)
        blob = base64.b64decode(b"".join(lines[1:-1]), validate=True)
        head = _MAGIC + (1).to_bytes(4, "big")
        _must(blob.startswith(head))
        key, space, reserved, digest, made = _strings(blob[len(head) :])
        kind, public = _strings(key)
        kind_too, raw = _strings(made)
        _must((kind, kind_too, space, reserved, digest) == (_KIND, _KIND, _SPACE, b"", _HASH))
        Ed25519PublicKey.from_public_bytes(public).verify(raw, _to_sign(message))
    except (ValueError, InvalidSignature):
        return None
    return public.hex()


def _must(holds: bool) -> None:
    if not holds:
        raise ValueError("no signature of ours")


def _to_sign(message: bytes) -> bytes:
    digest = hashlib.sha512(message).digest()
    return _MAGIC + _string(_SPACE) + _string(b"") + _string(_HASH) + _string(digest)


def _public_blob(public: bytes) -> bytes:
    return _string(_KIND) + _string(public)


def _string(data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + data


def _strings(blob: bytes) -> list[bytes]:
    found, at = [], 0
    while at < len(blob):
        end = at + 4 + int.from_bytes(blob[at : at + 4], "big")
        if end > len(blob):
            raise ValueError("cut")
        found.append(blob[at + 4 : end])
        at = end
    return found
