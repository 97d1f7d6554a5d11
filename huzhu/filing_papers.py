"""Papers of a case: a scan is sealed into the society's archive, or where there is none copied into its documents."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import NamedTuple

from ledger import storage
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


def sealed(society: Society, key_file: Path | None, person: str, scan: Path, *, dry_run: bool) -> str:
    """Seal a scan into the archive; the SHA-256 of what lies there then, all zeros on a dry run.

    The books name the sealed file's hash: it proves the paper to whoever has no key, and tells nobody whether
    a paper that they hold is this one.
    """
    from huzhu import archives
    from ledger.confidential import scans

    archive, content = archives.opened(society, key_file), _content(scan)
    scans.type_of(content)
    return "0" * 64 if dry_run else archive.file(person, content, scan.name).sha256


def keep(society: Society, case: str, scan: Path) -> Kept:
    """How a scan is to be kept; Mistake where it cannot be read, is empty or too large."""
    content = _content(scan)
    digest = hashlib.sha256(content).hexdigest()
    filed_as = f"cases/{case}/{digest[:16]}{scan.suffix.lower()}"
    return Kept(society.documents / filed_as, digest, filed_as, content)


def _content(scan: Path) -> bytes:
    if not scan.is_file():
        raise Mistake(f"{scan} 不是文件")  # a pipe would be waited for
    try:
        content = scan.read_bytes()
    except OSError as fault:
        raise Mistake(f"读不了文件 {scan}：{why(fault)}") from None
    if not content:
        raise Mistake(f"文件 {scan} 是空的，请重新扫描")
    if len(content) > LARGEST_BYTES:
        raise Mistake(f"文件 {scan} 太大，请不要超过{LARGEST_BYTES // 1_000_000}MB")
    return content
