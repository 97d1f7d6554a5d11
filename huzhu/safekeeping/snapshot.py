"""One ledger's books as they stand under their lock, for a backup.

Under the lock the chain is followed and every small file is taken into memory; of large ones (scans, which are
written once) the size and time are noted, and whoever finds them changed afterwards stops.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from huzhu.safekeeping import sound_books
from huzhu.safekeeping.backup_file import CHUNK_BYTES, LONGEST_TEXT, File, Part, fit_name
from ledger import storage
from ledger.district import District, Ledger
from ledger.mistake import Mistake, why

DESK = "desk.sqlite3"

_IN_MEMORY_BYTES = 1 << 20
_ALL_IN_MEMORY_BYTES = 64 << 20


@dataclass
class Taken:
    """One ledger's books as they were under the lock."""

    part: Part
    folder: Path
    kept: dict[str, bytes] = field(default_factory=dict)
    """The bytes of the files that were taken into memory."""
    noted: dict[str, tuple[int, int, int]] = field(default_factory=dict)
    """Of the others: which file it is, its size, and when it was written."""

    def content(self, file: File) -> Iterator[bytes]:
        """A file's bytes, as they were hashed; Mistake where they are no longer those."""
        if file.name in self.kept:
            yield self.kept[file.name]
            return
        digest = hashlib.sha256()
        for chunk in _chunks(self.folder / file.name, self.noted[file.name]):
            digest.update(chunk)
            yield chunk
        if digest.hexdigest() != file.sha256:
            raise _changed(file.name)


def taken(ledger: Ledger, *, even_broken: bool = False) -> Taken:
    """One ledger's books; Mistake where they do not verify, unless they are to be kept as evidence."""
    sentence, seq, head, balance = "", 0, "0" * 64, ""
    with storage.locked(ledger.folder):
        try:
            found = sound_books.sound(ledger)
            seq, head, balance = found.seq, found.head, found.trial_balance
        except Mistake as mistake:
            if not even_broken:
                raise
            sentence = _plain(str(mistake))
        with _readable():
            folders, paths = listed(ledger)
            part = Part(ledger.id, _title(ledger), seq, head, balance, sentence, folders, ())
            result = Taken(part, ledger.folder)
            _take(result, paths, ledger)
    files = tuple(_described(result, path) for path in paths)
    result.part = part._replace(files=files)
    return result


@contextmanager
def _readable() -> Iterator[None]:
    """A file that cannot be read, said in a sentence."""
    try:
        yield
    except OSError as fault:
        name = Path(str(fault.filename or "账簿")).name
        raise Mistake(f"没有备份：{name!r} 读不出来（{why(fault)}）。账簿没有变动") from fault


def _title(ledger: Ledger) -> str:
    return _plain(ledger.title) if ledger.top.is_file() else ledger.id


def _plain(text: str) -> str:
    """A text that is safe to print wherever it is read again."""
    return "".join(c if c.isprintable() else "?" for c in text[:LONGEST_TEXT])


def listed(ledger: Ledger) -> tuple[tuple[str, ...], list[Path]]:
    """The folders and files of a ledger's books; not the other ledgers', locks, or what was left half written."""
    folders, files = [], []
    for root, below, names in os.walk(ledger.folder, onerror=_unreadable):
        here = Path(root)
        visible = sorted(n for n in below if not n.startswith("."))
        inside = isinstance(ledger, District) and here == ledger.folder / "societies"
        below[:] = [] if inside else visible
        beside = (f"{DESK}-journal", f"{DESK}-wal", f"{DESK}-shm") if here == ledger.folder else ()
        found = [here / n for n in sorted(names) if not n.startswith(".") and n not in beside]
        for path in (*(here / n for n in below), *found):
            _check(ledger, path)
        folders += [(here / n).relative_to(ledger.folder).as_posix() for n in below]
        files += found
    return tuple(folders), files


def _unreadable(fault: OSError) -> None:
    raise fault


def _check(ledger: Ledger, path: Path) -> None:
    """Mistake where a file is none, or has a name that not every machine can keep."""
    name = path.relative_to(ledger.folder).as_posix()
    if path.is_symlink() or not (path.is_file() or path.is_dir()):
        raise Mistake(f"没有备份：{name!a} 是链接或设备，不是文件，请把它从账簿的文件夹里移走")
    if not fit_name(name):
        raise Mistake(f"没有备份：文件名 {name!a} 里有不能用的字符，请先改名")


def _take(result: Taken, paths: Iterable[Path], ledger: Ledger) -> None:
    """Take small files into memory and note the large ones; called under the lock."""
    room = _ALL_IN_MEMORY_BYTES
    for path in paths:
        name = path.relative_to(ledger.folder).as_posix()
        if isinstance(ledger, District) and name == DESK:
            result.kept[name] = _users(path)
            continue
        size = path.stat().st_size
        if size <= min(_IN_MEMORY_BYTES, room):
            result.kept[name] = path.read_bytes()
            room -= size
        else:
            result.noted[name] = _identity(path.stat())


def _users(path: Path) -> bytes:
    """The desk's file as SQLite itself copies it, in memory: it may be in use, or want what a crash left undone."""
    try:
        with (
            closing(sqlite3.connect(f"{path.as_uri()}?mode=rw", uri=True, timeout=5)) as live,
            closing(sqlite3.connect(":memory:")) as copy,
        ):
            live.backup(copy)
            return copy.serialize()
    except sqlite3.Error:
        raise Mistake(f"没有备份：{DESK} 读不出来，可能坏了。请先移走它，再备份账簿") from None


def _identity(stat: os.stat_result) -> tuple[int, int, int]:
    return stat.st_ino, stat.st_size, stat.st_mtime_ns


def _described(result: Taken, path: Path) -> File:
    name = path.relative_to(result.folder).as_posix()
    mode = path.stat().st_mode
    kept = 0o444 if not mode & 0o200 else 0o644 if mode & 0o077 else 0o600
    if name in result.kept:
        content = result.kept[name]
        return File(name, len(content), hashlib.sha256(content).hexdigest(), kept)
    digest = hashlib.sha256()
    for chunk in _chunks(path, result.noted[name]):
        digest.update(chunk)
    return File(name, result.noted[name][1], digest.hexdigest(), kept)


def _chunks(path: Path, noted: tuple[int, int, int]) -> Iterator[bytes]:
    """A large file piece by piece; Mistake where it is not the one that was noted, before or after."""
    with path.open("rb") as file:
        while _identity(os.fstat(file.fileno())) == noted:
            chunk = file.read(CHUNK_BYTES)
            if not chunk:
                return
            yield chunk
    raise _changed(path.name)


def _changed(name: str) -> Mistake:
    return Mistake(f"没有备份：{name!a} 在备份的时候被改动了，请再备份一次")
