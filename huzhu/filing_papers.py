"""Papers of a case: a scan is copied into the society's documents, named by its case and content."""

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


def keep(society: Society, case: str, scan: Path) -> Kept:
    """How a scan is to be kept; Mistake where it cannot be read, is empty or too large."""
    try:
        content = scan.read_bytes()
    except OSError as fault:
        raise Mistake(f"读不了文件 {scan}：{why(fault)}") from None
    if not content:
        raise Mistake(f"文件 {scan} 是空的，请重新扫描")
    if len(content) > LARGEST_BYTES:
        raise Mistake(f"文件 {scan} 太大，请不要超过{LARGEST_BYTES // 1_000_000}MB")
    digest = hashlib.sha256(content).hexdigest()
    filed_as = f"cases/{case}/{digest[:16]}{scan.suffix.lower()}"
    return Kept(society.documents / filed_as, digest, filed_as, content)
