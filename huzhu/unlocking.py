"""Opening an officer's key: the file on the stick, and the PIN that only its owner knows."""

from __future__ import annotations

import json
import os
from pathlib import Path

import click

from ledger import keys
from ledger.keys import PrivateKey, PublicKey
from ledger.mistake import Mistake, why


def key(path: Path) -> PrivateKey:
    """The key in a file, opened with its PIN: HUZHU_PIN, else asked for and not shown; Mistake where it does not open."""
    try:
        content = path.read_bytes()
    except OSError as fault:
        raise Mistake(f"读不了钥匙文件 {path}：{why(fault)}") from None
    pin = os.environ.get("HUZHU_PIN") or click.prompt(f"{path.name} 的密码", hide_input=True, err=True)
    return keys.unlocked(content, str(pin))


def named(path: Path | None) -> Path:
    """The key file as it was given; Mistake where none was."""
    if path is None:
        raise Mistake("请用 --key-file 写出自己的钥匙文件（也可以设 HUZHU_KEY_FILE）")
    return path


def new_pin() -> str:
    """The PIN of a new key: HUZHU_PIN, else asked for twice and not shown."""
    given = os.environ.get("HUZHU_PIN")
    return given or str(
        click.prompt("给钥匙设一个密码", hide_input=True, confirmation_prompt="再写一次", err=True)
    )


def public(path: Path) -> tuple[str, PublicKey]:
    """Whose public key a file holds (the id, or none), without a PIN from the .pub file, else from the key itself."""
    try:
        content = path.read_bytes()
    except OSError as fault:
        raise Mistake(f"读不了钥匙文件 {path}：{why(fault)}") from None
    if not content.startswith(b"{"):
        return "", key(path).public
    try:
        said = json.loads(content)
        owner, found = str(said["id"]), PublicKey(str(said["signing"]), str(said["recipient"]))
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Mistake(f"{path} 不是 huzhu 的公钥文件") from None
    if not found.whole:
        raise Mistake(f"{path} 里的公钥不对，请从做钥匙的人那里重新拷贝")
    return owner, found


def save(private: Path, content: bytes, public: Path, owner: str, key: PublicKey) -> None:
    """Write a new key, readable by its owner only, and its public half beside it; neither overwrites a file."""
    said = {"id": owner, "signing": key.signing, "recipient": key.recipient}
    for path, what in ((private, content), (public, json.dumps(said, ensure_ascii=False).encode() + b"\n")):
        fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(fd, "wb") as file:
            file.write(what)
            file.flush()
            os.fsync(file.fileno())
