"""Papers written to where they were asked for: a file whole or not at all, or the terminal's own output."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

from ledger.mistake import Mistake, why

WORDS = ("csv", "html", "json", "text")
"""The formats that a terminal can show."""


def put(content: bytes, path: Path) -> None:
    """Write a file whole, or leave what was there; Mistake where it cannot be written, or its folder is missing."""
    whole = _plain(path)
    beside = whole.with_name(f".{whole.name}.{os.getpid()}")
    try:
        beside.write_bytes(content)
        beside.replace(whole)
    except OSError as fault:
        raise Mistake(f"写不了文件 {path}：{why(fault)}") from None
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def _plain(path: Path) -> Path:
    """The file that a path means, through links; Mistake where it is no plain file: a device would be put aside."""
    try:
        whole = path.resolve()
    except RuntimeError:  # links that lead to each other
        raise Mistake(f"写不了文件 {path}：这是一个绕回自己的链接") from None
    if whole.is_dir():
        raise Mistake(f"写不了文件 {path}：这是一个文件夹，不是文件")
    if whole.exists() and not whole.is_file():
        raise Mistake(f"写不了文件 {path}：这不是普通文件；要印在屏幕上，请不写 -o")
    return whole


def folder(path: Path) -> Path:
    """The folder, made where it is missing; Mistake where it cannot be."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise Mistake(f"建不了文件夹 {path}：{why(fault)}") from None
    return path


def to_terminal(content: bytes) -> None:
    """Write to standard output as it is."""
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()
