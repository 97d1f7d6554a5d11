"""Who looked at an unmasked record: one line in access.jsonl, on the disk before anything is shown.

The line says who sat there, whose key opened it, when, whose record (the pseudonym) and why; nothing in it says who
that is. Each line carries the hash of the one before, so that none can be changed or taken out from
among the others unseen.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path

from ledger import storage
from ledger.district import Ledger
from ledger.mistake import Mistake, why
from ledger.writing import unfit

_LONGEST_REASON = 200


def path(society: Ledger) -> Path:
    """Where the lines are."""
    return society.folder / "access.jsonl"


def note(society: Ledger, *, who: str, key: str, at: str, pseudonym: str, reason: str) -> None:
    """Append one line and have the disk confirm it; Mistake, and nothing may be shown, where that fails."""
    reason = reason.strip()
    if not reason or len(reason) > _LONGEST_REASON or unfit(reason):
        raise Mistake(f"查看档案要写明理由，不超过{_LONGEST_REASON}个字，例如 --reason 复核救助资格")
    line = {"at": at, "who": who, "key": key, "person": pseudonym, "reason": reason}
    with storage.locked(society.folder):
        try:
            before = _lines(society)
            written = json.dumps(line | {"prev": _hash(before[-1:])}, ensure_ascii=False).encode()
            _append(path(society), written + b"\n", new=not before)
        except OSError as fault:
            raise Mistake(f"查看记录写不进去（{why(fault)}），所以没有打开档案") from fault


def troubles(society: Ledger) -> Iterator[str]:
    """Each place where a line was changed or taken out; a line that a crash cut is none."""
    lines = _lines(society)
    for number, line in enumerate(lines, 1):
        try:
            prev = json.loads(line)["prev"]
        except (ValueError, KeyError, TypeError, RecursionError):
            prev = None  # cut by a crash, if the next line knows it so
        if prev is None and number == len(lines):
            yield f"查看记录第{number}行不完整：最后一次查看时断过电，或者被改动过"
        elif prev is not None and prev != _hash(lines[: number - 1][-1:]):
            yield f"查看记录第{number}行和前一行接不上：有人改动或删去过，请查明"


def _lines(society: Ledger) -> list[bytes]:
    return path(society).read_bytes().removesuffix(b"\n").split(b"\n") if path(society).exists() else []


def _hash(last: list[bytes]) -> str:
    """The hash of the line before; empty where there is none."""
    return hashlib.sha256(last[0]).hexdigest() if last else ""


def _append(where: Path, line: bytes, *, new: bool) -> None:
    binary = getattr(os, "O_BINARY", 0)  # Windows would write two bytes for a line break
    fd = os.open(where, os.O_RDWR | os.O_CREAT | os.O_APPEND | binary, 0o644)
    try:
        view = memoryview(line if _whole(fd) else b"\n" + line)
        while view:
            view = view[os.write(fd, view) :]
        os.fsync(fd)
    finally:
        os.close(fd)
    if new:
        storage.sync_folder(where.parent)


def _whole(fd: int) -> bool:
    """Whether the file ends where a line ends: a crash may have cut the last one."""
    if not os.fstat(fd).st_size:
        return True
    os.lseek(fd, -1, os.SEEK_END)
    return os.read(fd, 1) == b"\n"
