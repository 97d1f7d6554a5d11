"""What of an archive can be done without a key: where its files are, who is there, and how to forget somebody.

The layout is told in ledger.confidential.archive.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ledger import storage
from ledger.confidential import ring
from ledger.confidential.sealed import Damaged
from ledger.district import Ledger
from ledger.mistake import Mistake, why
from ledger.vocabulary import PSEUDONYM

_KEY = "key"


class Kept(NamedTuple):
    """A person's key as it lies on the disk."""

    life: str
    """A random name of this key: somebody forgotten and written down again has another one."""
    under: str
    """The name of the data key that it is sealed under."""
    tokens: dict[str, str]
    """What stands for name, phone and card, to look the person up by."""
    content: bytes
    """What is sealed: the key itself, how many versions there are, and the tokens again."""

    def written(self) -> bytes:
        """As the file is; there is one way only, so that no byte of it can change unseen."""
        said = {"life": self.life, "under": self.under, "tokens": self.tokens, "sealed": self.content.hex()}
        return json.dumps(said).encode() + b"\n"


def exists(society: Ledger) -> bool:
    """Whether a society has an archive."""
    return ring.path(society).is_file()


def people(society: Ledger) -> list[str]:
    """The pseudonyms of those who are in the archive."""
    return sorted(p.parent.name for p in society.archive.glob(f"people/*/{_KEY}"))


def left_over(society: Ledger) -> Iterator[str]:
    """The pseudonyms of which only what cannot be opened any more is left."""
    for folder in sorted(society.archive.glob("people/*")):
        if not (folder / _KEY).is_file() and _sealed(folder):
            yield folder.name


def _sealed(folder: Path) -> bool:
    """Whether anything that a key sealed lies in a person's folder."""
    return any(path.suffix in (".sealed", ".paper") for path in folder.glob("*"))


def sweep(society: Ledger) -> None:
    """Take away what a crash left half written: it may hold a key for somebody who has gone since."""
    for path in society.archive.rglob(".*.tmp"):
        try:
            path.unlink()
        except OSError as fault:
            raise storage.not_written(path, fault) from fault


def of(society: Ledger, pseudonym: str) -> Path:
    """Where a person's files are; Mistake, which does not repeat it, for anything but a pseudonym."""
    if not PSEUDONYM.fullmatch(pseudonym):
        raise Mistake("应是化名，像 P-1a2b3c4d5e6f")
    return society.archive / "people" / pseudonym


def key(society: Ledger, pseudonym: str) -> Path:
    """Where a person's key is."""
    return of(society, pseudonym) / _KEY


def record(society: Ledger, pseudonym: str, version: int) -> Path:
    """Where one version of a person's record is."""
    return of(society, pseudonym) / f"{version}.sealed"


def paper(society: Ledger, pseudonym: str, token: str) -> Path:
    """Where a scan is."""
    return of(society, pseudonym) / f"{token}.paper"


def papers(society: Ledger, pseudonym: str) -> list[Path]:
    """Where a person's scans are."""
    return sorted(of(society, pseudonym).glob("*.paper"))


def make(folder: Path) -> None:
    """Make a folder, and the one that it is in, so that a crash cannot take them away again; NotWritten if not."""
    try:
        for each in [f for f in (folder.parent, folder) if not f.is_dir()]:
            each.mkdir(parents=True)
            storage.sync_folder(each.parent)
    except OSError as fault:
        raise storage.not_written(folder, fault) from fault


def read(path: Path, what: str) -> bytes:
    """A file's bytes; Damaged where there are none."""
    try:
        return path.read_bytes()
    except OSError as fault:
        raise Damaged(f"{what}读不出来（{why(fault)}），请从备份恢复") from None


def kept(society: Ledger, pseudonym: str) -> Kept:
    """A person's key, unopened; Mistake where there is none, Damaged where it is none."""
    path = key(society, pseudonym)
    if not path.is_file():
        raise nobody(pseudonym)
    content = read(path, f"{pseudonym} 的档案钥匙")
    try:
        said = json.loads(content)
        found = Kept(said["life"], said["under"], said["tokens"], bytes.fromhex(said["sealed"]))
        if found.written() == content and isinstance(found.life, str):
            return found
    except (ValueError, KeyError, TypeError, RecursionError):
        pass
    raise Damaged(f"{pseudonym} 的档案钥匙坏了，请从备份恢复")


def life(society: Ledger, pseudonym: str) -> str:
    """The random name of a person's key as it is now; Mistake where there is no such person."""
    try:
        return kept(society, pseudonym).life
    except Damaged:  # it can be forgotten all the same
        return "damaged"


def hashes(society: Ledger) -> set[str]:
    """The SHA-256 of every sealed scan, as the books name them."""
    found = society.archive.glob("people/*/*.paper")
    return {hashlib.sha256(path.read_bytes()).hexdigest() for path in found}


def nobody(pseudonym: str) -> Mistake:
    """That there is no such person."""
    return Mistake(f"档案里没有 {pseudonym}。请核对化名，或用 huzhu person find 查找")


def refuse_left_over(society: Ledger, pseudonym: str) -> None:
    """Damaged where what was sealed under a key that is gone still lies there."""
    if _sealed(of(society, pseudonym)):
        raise Damaged(told_left_over(pseudonym))


def told_left_over(pseudonym: str) -> str:
    """What to do where a person's key is gone and the rest is not."""
    return (
        f"{pseudonym} 的档案钥匙没有了，只剩打不开的密文：如果是销毁到一半，请再运行一次 huzhu archive forget；"
        "否则请从备份恢复"
    )


def forget(society: Ledger, pseudonym: str) -> None:
    """Destroy a person's key, and then all that was sealed under it; a second call ends what a crash left."""
    folder = of(society, pseudonym)
    with storage.locked(society.folder):
        if not folder.is_dir():
            raise nobody(pseudonym)
        try:
            key(society, pseudonym).unlink(missing_ok=True)
            storage.sync_folder(folder)  # from here on nothing of the person can be opened
            for path in sorted(folder.iterdir()):
                path.unlink()
            folder.rmdir()
            storage.sync_folder(folder.parent)
        except OSError as fault:
            raise Mistake(
                f"{pseudonym} 没有销毁完（{why(fault)}），请再运行一次 huzhu archive forget"
            ) from fault
