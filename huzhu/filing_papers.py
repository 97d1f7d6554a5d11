"""Papers of a case: a scan is sealed into the society's archive, or where there is none copied into its documents."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import NamedTuple

from ledger import storage
from ledger.confidential import scans
from ledger.confidential.archive import Archive
from ledger.district import Society
from ledger.mistake import Mistake, why

LARGEST_BYTES = 20_000_000


class Kept(NamedTuple):
    """A scan that is to be kept: where, under which hash, with which bytes."""

    path: Path
    sha256: str
    filed_as: str
    """Its path under documents/, as the books name it."""
    content: bytes

    def store(self) -> None:
        """Write it, whole and durable; the same scan once more changes nothing."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        if not self.path.is_file():
            storage.replace(self.path, self.content)


class Scan(NamedTuple):
    """A scan that came from outside."""

    name: str
    """As its file is called; its ending says nothing of what it is."""
    content: bytes


def put(
    society: Society, case: str, person: str, scan: Scan, archive: Archive | None, *, dry_run: bool = False
) -> dict[str, str]:
    """Put a scan where it is kept, and say what the books name of it: `sha256`, and without an archive `filed_as`.

    The books name the sealed file's hash (all zeros on a dry run): it proves the paper to whoever has no key, and
    tells nobody whether a paper that they hold is this one.
    """
    if archive is not None:
        scans.type_of(scan.content)
        return {"sha256": "0" * 64 if dry_run else archive.file(person, scan.content, scan.name).sha256}
    kept = keep(society, case, scan)
    if not dry_run:
        kept.store()
    return {"sha256": kept.sha256, "filed_as": kept.filed_as}


def keep(society: Society, case: str, scan: Scan) -> Kept:
    """How a scan is to be kept among the documents."""
    digest = hashlib.sha256(scan.content).hexdigest()
    filed_as = f"cases/{case}/{digest[:16]}{Path(scan.name).suffix.lower()}"
    return Kept(society.documents / filed_as, digest, filed_as, scan.content)


def read(path: Path) -> Scan:
    """A scan from a file; Mistake where it cannot be read, is empty or too large."""
    if not path.is_file():
        raise Mistake(f"{path} 不是文件")  # a pipe would be waited for
    try:
        content = path.read_bytes()
    except OSError as fault:
        raise Mistake(f"读不了文件 {path}：{why(fault)}") from None
    if not content:
        raise Mistake(f"文件 {path} 是空的，请重新扫描")
    if len(content) > LARGEST_BYTES:
        raise Mistake(f"文件 {path} 太大，请不要超过{LARGEST_BYTES // 1_000_000}MB")
    return Scan(path.name, content)
