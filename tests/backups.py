"""A district worth backing up, and backups of it: sealed for two keys, opened, and forged.

district = kept(tmp_path)                   # keys, scans, users, a sealed month
file = backed_up(district, tmp_path)        # opens with AUDITOR or RECOVERY
"""

from __future__ import annotations

import hashlib
import io
import tarfile
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from huzhu.desk.store import Store
from huzhu.safekeeping import backup
from huzhu.safekeeping.backup import Source
from huzhu.safekeeping.backup_file import File, Part, Whole, stream
from huzhu.safekeeping.sealing import Envelope, opened
from ledger import keys
from ledger.district import District, Ledger
from ledger.events.facts import KeyRegistered
from tests import societies
from tests.officers import AUDITOR, RECOVERY
from tests.terminal import huzhu

AT = "2026-08-03T21:30:00+08:00"
LONG = "很长的文件名" * 7
LARGE_BYTES = 3_000_000
"""More than a backup takes into memory at once."""
_kept = TemporaryDirectory(prefix="huzhu-kept-")


def register(ledger: Ledger, owner: str, key: keys.PrivateKey) -> None:
    """Enter somebody's key in the books."""
    public = key.public
    event = KeyRegistered(
        date=date(2026, 6, 20), recorded_by="ju", id=owner, signing=public.signing, recipient=public.recipient
    )
    societies.record(ledger, event)


def kept(folder: Path) -> District:
    """A district with two keys, a secret, users, scans of any size and name, and a month that is sealed."""
    import shutil

    shutil.copytree(_built(), folder / "徽州区")
    return District(folder / "徽州区")


@cache
def _built() -> Path:
    made = societies.district(Path(_kept.name))
    register(made, "auditor", AUDITOR)
    register(made, "recovery", RECOVERY)
    key = made.folder / "district.key"
    key.write_text("5f" * 32 + "\n", encoding="ascii")
    key.chmod(0o600)
    Store(made.folder).secret_key()
    society = made.society("shigang")
    scans = society.documents / "cases" / "JZ-2026-0001" / LONG
    scans.mkdir(parents=True)
    (scans / "申请表.pdf").write_bytes(b"%PDF " + bytes(range(256)) * 40)
    (society.documents / "large.jpg").write_bytes(hashlib.sha256(b"scan").digest() * (LARGE_BYTES // 32))
    (society.documents / "empty.txt").write_bytes(b"")
    (society.documents / "nothing" / "here").mkdir(parents=True)
    said = huzhu("close", "2026-06", "--date", "2026-07-06", "--society", "shigang", books=made.folder)
    assert said.code == 0, said
    return made.folder


def backed_up(place: District, folder: Path, name: str = "backup.age") -> Path:
    """A backup of the district in `folder`."""
    opens = [AUDITOR.public.recipient, RECOVERY.public.recipient]
    return backup.write(Source(place, AT, "ju"), folder / name, opens).path


def names(folder: Path) -> dict[str, tuple[str, int]]:
    """Hash and rights of each file that a backup holds, by name."""
    return {
        p.relative_to(folder).as_posix(): (hashlib.sha256(p.read_bytes()).hexdigest(), p.stat().st_mode)
        for p in sorted(folder.rglob("*"))
        if p.is_file() and not p.name.startswith(".") and p.name != backup.RECORD
    }


def plain(file: Path, key: keys.PrivateKey = AUDITOR) -> bytes:
    """The tar inside a backup."""
    found = io.BytesIO()
    with file.open("rb") as sealed:
        opened(sealed, found, key)
    return found.getvalue()


def members(file: Path) -> dict[str, bytes]:
    """What anybody's tar makes of a backup: the bytes of each member."""
    with tarfile.open(fileobj=io.BytesIO(plain(file))) as tar:
        found = [(m.name, tar.extractfile(m)) for m in tar.getmembers()]
        return {name: content.read() for name, content in found if content}


def sealed(content: bytes, to: Path) -> Path:
    """Any bytes in a backup's envelope: what somebody who knows only the public keys can make."""
    with to.open("wb") as file:
        Envelope([AUDITOR.public.recipient]).seal(io.BytesIO(content), file)
    return to


def forged(parts: list[tuple[Part, dict[str, bytes]]], to: Path, *, district: bool = False) -> Path:
    """A backup with manifests of any kind."""
    whole = Whole("0.1.0", AT, "ju", district, tuple(p.id for p, _ in parts))

    def content(files: dict[str, bytes]) -> object:
        def read(file: File) -> Iterator[bytes]:
            yield files[file.name]

        return read

    return sealed(b"".join(stream(whole, ((p, content(f)) for p, f in parts))), to)  # type: ignore[misc]


def described(files: dict[str, bytes]) -> tuple[File, ...]:
    """Files as a manifest describes them."""
    return tuple(File(n, len(c), hashlib.sha256(c).hexdigest(), 0o644) for n, c in files.items())
