"""Making a backup: each ledger as it stands under its lock, sealed into one file, read back before it is named."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from huzhu.safekeeping import sound_books
from huzhu.safekeeping.backup_file import (
    BadBackup,
    File,
    Nowhere,
    Part,
    Reading,
    Whole,
    stream,
)
from huzhu.safekeeping.sealing import Envelope
from huzhu.safekeeping.snapshot import taken
from ledger import keys, seals, storage, trail
from ledger.district import RESERVED, SOCIETY_ID, District, Ledger, Society
from ledger.mistake import Mistake, why

RECORD = "backups.jsonl"
"""Beside the books: when which backup was made, of which place in each chain; no part of the books."""
SHORTEST_PASSPHRASE = 8


class Made(NamedTuple):
    """A backup that was made."""

    path: Path
    sha256: str
    size: int
    parts: list[Part]
    same_disk: bool
    recorded: bool
    """Whether the line in `backups.jsonl` could be written."""


class Source(NamedTuple):
    """What is to be backed up, by whom and when."""

    place: District | Society
    at: str
    who: str
    even_broken: bool = False

    @property
    def ledgers(self) -> list[Ledger]:
        """A district's bureau and every folder under societies/, or one society."""
        if isinstance(self.place, Society):
            return [self.place]
        root = self.place.folder / "societies"
        folders = (
            sorted(p for p in root.iterdir() if p.is_dir() and p.name[:1] != ".") if root.is_dir() else []
        )
        for each in folders:
            if not SOCIETY_ID.fullmatch(each.name) or each.name == RESERVED or each.is_symlink():
                raise Mistake(f"没有备份：societies/{each.name} 不是互助社的文件夹，请移走再备份")
        return [self.place, *map(Society, folders)]

    @property
    def whole(self) -> Whole:
        """What the backup says of itself."""
        ids = tuple(each.id for each in self.ledgers)
        return Whole(version("huzhu"), self.at, self.who, isinstance(self.place, District), ids)


def recipients(place: District | Society, day: date, *, even_broken: bool = False) -> dict[str, str]:
    """Who can open a backup: owner → age recipient, of the keys that the bureau has registered.

    Of one society also those that the society has. Mistake where the books that say so do not verify.
    """
    asked: list[Ledger] = [place]
    if isinstance(place, Society):
        above = District(place.folder.parent.parent)
        asked = [above, place] if above.top.is_file() else [place]
    found: dict[str, str] = {}
    for ledger in asked:
        try:
            known = registered(ledger, day)
        except Mistake:
            if not even_broken:
                raise
            continue
        for owner, key in known.items():
            name = owner if found.get(owner, key.recipient) == key.recipient else f"{ledger.id}/{owner}"
            found[name] = key.recipient
    return found


def registered(ledger: Ledger, day: date) -> dict[str, keys.PublicKey]:
    """Whose keys books that verify have registered, on a day."""
    files, _, _ = sound_books.chained(ledger)
    return keys.registered(seals.facts_in(files.get(trail.relative(ledger, ledger.facts), b"")), day)


class _Pieces:
    """What is read from a stream that comes in pieces of its own size."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._held = pieces, memoryview(b"")

    def read(self, size: int = -1) -> bytes:
        """The next bytes, at most so many; none at the end."""
        while not self._held:
            piece = next(self._pieces, None)
            if piece is None:
                return b""
            self._held = memoryview(piece)
        end = len(self._held) if size < 0 else size
        given, self._held = bytes(self._held[:end]), self._held[end:]
        return given


class _Written:
    """A file that is written, and the hash of what was written."""

    def __init__(self, path: Path) -> None:
        self._fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        self._digest, self.size = hashlib.sha256(), 0

    def write(self, data: bytes) -> int:
        """Write all of it."""
        self._digest.update(data)
        self.size += len(data)
        view = memoryview(data)
        while view:
            view = view[os.write(self._fd, view) :]
        return len(data)

    def flush(self) -> None:
        """Have the disk confirm it."""
        os.fsync(self._fd)

    def close(self) -> None:
        """No more will be written."""
        os.close(self._fd)

    @property
    def sha256(self) -> str:
        """The hash of what was written."""
        return self._digest.hexdigest()


def write(source: Source, to: Path, opens: Iterable[str], passphrase: str = "") -> Made:
    """Back up into a new file, for the recipients or for a passphrase; Mistake where it cannot, and nothing is left."""
    final = _target(source, to)
    envelope = Envelope(opens, passphrase)
    temp = final.with_name(f".{final.name}.{os.getpid()}.tmp")
    try:
        with suppress(FileNotFoundError):
            temp.unlink()
        digest, size, parts = _sealed(source, envelope, temp)
        _read_back(envelope, temp, digest, parts)
        temp.replace(final)
    except OSError as fault:
        raise Mistake(f"没有备份：{_where(fault, final)}{why(fault)}。账簿没有变动") from fault
    finally:
        with suppress(OSError):
            temp.unlink(missing_ok=True)
    _confirmed(final)
    made = Made(final, digest, size, parts, _same_disk(source, final), recorded=True)
    return made._replace(recorded=_record(source, made))


def _confirmed(final: Path) -> None:
    try:
        storage.sync_folder(final.parent)
    except OSError as fault:
        raise Mistake(
            f"{final} 写好了，但磁盘没有确认（{why(fault)}），断电可能会丢。请检查磁盘，再备份一次"
        ) from fault


def _where(fault: OSError, final: Path) -> str:
    return f"{Path(str(fault.filename)).name} " if fault.filename else f"{final.name} 写不进去，"


def _target(source: Source, to: Path) -> Path:
    """Where the backup will be; into a folder it goes under a name with its day."""
    name = f"huzhu-{source.place.folder.resolve().name}-{source.at[:19].replace(':', '')}.age"
    final = to / name if to.is_dir() else to
    if not final.parent.is_dir():
        raise Mistake(f"没有文件夹 {final.parent}，请先建好，或插好备份用的磁盘")
    if final.exists() or final.is_symlink():
        raise Mistake(f"{final} 已经有了，备份不覆盖旧的，请换一个文件名")
    root = source.place.folder.resolve()
    if final.parent.resolve().is_relative_to(root):
        raise Mistake("备份不要放在账簿的文件夹里，请放到另一个磁盘上")
    return final


def _sealed(source: Source, envelope: Envelope, temp: Path) -> tuple[str, int, list[Part]]:
    parts: list[Part] = []

    def each() -> Iterator[tuple[Part, Callable[[File], Iterator[bytes]]]]:
        for ledger in source.ledgers:
            found = taken(ledger, even_broken=source.even_broken)
            parts.append(found.part)
            yield found.part, found.content

    written = _Written(temp)
    try:
        envelope.seal(_Pieces(stream(source.whole, each())), written)
        written.flush()
    finally:
        written.close()
    return written.sha256, written.size, parts


def _read_back(envelope: Envelope, temp: Path, digest: str, parts: list[Part]) -> None:
    """Read what was written from the disk, through to its last byte; Mistake where it is not what was meant."""
    with temp.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != digest:
            raise Mistake("没有备份：写进磁盘的和读出来的不一样，请换一个磁盘")
        file.seek(0)
        sink = Nowhere()
        reading = Reading(sink)
        envelope.read_back(file, reading)
        reading.close()
    if sink.parts != parts:
        raise BadBackup("没有备份：读回来的内容和账簿不一样，请再备份一次")


def _same_disk(source: Source, final: Path) -> bool:
    return source.place.folder.stat().st_dev == final.stat().st_dev


def _record(source: Source, made: Made) -> bool:
    """One more line beside the books; the backup is there whether or not it can be written."""
    line = {
        "at": source.at,
        "who": source.who,
        "file": made.path.name,
        "sha256": made.sha256,
        "size": made.size,
        "same_disk": made.same_disk,
        "ledgers": {p.id: {"seq": p.seq, "head": p.head, "broken": bool(p.broken)} for p in made.parts},
    }
    try:
        fd = os.open(source.place.folder / RECORD, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
        try:
            os.write(fd, (json.dumps(line, ensure_ascii=False) + "\n").encode())
            os.fsync(fd)
        finally:
            os.close(fd)
    except OSError:
        return False
    return True


def recorded(place: Ledger) -> list[dict[str, Any]]:
    """The backups that were made of these books, oldest first; a line that cannot be read is passed over."""
    path = place.folder / RECORD
    found = []
    for line in path.read_bytes().splitlines() if path.is_file() else ():
        with suppress(ValueError):
            said = json.loads(line)
            if isinstance(said, dict) and isinstance(said.get("at"), str):
                found.append(said)
    return found
