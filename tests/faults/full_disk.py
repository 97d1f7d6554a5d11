"""A full disk that another program keeps full, and a disk that is remounted read-only under our feet. Needs root.

The other program takes every byte that becomes free, and now and then lets go of some for a moment: so writes
fail at any point, and some succeed. Whatever was refused changed no byte; whatever was acknowledged is there; the
same keys on a disk with room complete everything once.
"""

from __future__ import annotations

import errno
import os
import random
import re
import shutil
import time
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from ledger import journal
from ledger.district import Society
from ledger.journal import Request
from ledger.storage import NotWritten, OutcomeUnknown
from tests import societies as made
from tests.faults import proof, started
from tests.faults.kills import MONTHS
from tests.faults.mounts import need_root, remounted, tmpfs
from tests.faults.notebook import Notebook

REQUESTS = 30
SIZE = "2m"
CHINESE = re.compile("[\u4e00-\u9fff]{3}")


def run(book: Notebook, number: int) -> None:
    """So many disks: every third is made read-only, the others are kept full."""
    need_root()
    with TemporaryDirectory(prefix="huzhu-full-") as folder:
        for trial in book.trials(number):
            with tmpfs(Path(folder) / str(trial), SIZE) as disk:
                society = Society(disk / "shigang")
                shutil.copytree(made.shigang(Path(folder) / f"{trial}-made").folder, society.folder)
                way = _read_only if trial % 3 == 2 else _kept_full
                counts, broken = way(society, disk, book.chance(trial))
                book.note(trial, broken, way=way.__name__.strip("_"), **counts)


def _hog(disk: Path, chance: random.Random) -> None:
    """Take every byte there is; now and then let go of some, and take them back."""
    taken = disk / "taken"
    with taken.open("wb", buffering=0) as file:
        while True:
            with suppress(OSError):
                while True:
                    file.write(b"x" * chance.choice((100, 4096, 65536)))
            if chance.random() < 0.3:
                file.truncate(max(0, taken.stat().st_size - chance.choice((4096, 8192, 16384, 40960))))
                file.seek(0, os.SEEK_END)
            time.sleep(chance.uniform(0, 0.03))


def _kept_full(society: Society, disk: Path, chance: random.Random) -> tuple[dict[str, int], str]:
    before = proof.said(society)
    hog = started(lambda: _hog(disk, chance))
    batches = _batches(chance)
    try:
        _until_full(disk)
        counts, sure, broken = _asked(society, batches)
    finally:
        hog.kill()
        hog.join()
    broken = broken or proof.amiss(society, before, sure, [r.key for b in batches for r in b])
    (disk / "taken").unlink()
    return counts, broken or _completed(society, before, batches)


def _read_only(society: Society, disk: Path, chance: random.Random) -> tuple[dict[str, int], str]:
    before = proof.said(society)
    batches = _batches(chance)
    remounted(disk, "ro")
    try:
        counts, sure, broken = _asked(society, batches)
    finally:
        remounted(disk, "rw")
    if not broken and (sure or proof.said(society) != before):
        broken = "a read-only disk was written"
    return counts, broken or _completed(society, before, batches)


def _until_full(disk: Path) -> None:
    for _ in range(6000):
        try:
            (disk / "probe").write_bytes(b"x" * 4096)
        except OSError as fault:
            assert fault.errno == errno.ENOSPC, fault
            with suppress(OSError):
                (disk / "probe").unlink()
            return
        time.sleep(0.01)
    raise AssertionError("the disk does not become full")


def _batches(chance: random.Random) -> list[list[Request]]:
    batches = []
    for number in range(REQUESTS):
        gift = made.donation(f"{number + 1}.00", chance.choice(MONTHS))
        batch = [Request(gift, f"full-{number}", made.AT)]
        if number % 5 == 4:
            batch.append(Request(made.fee(day=MONTHS[0]), f"full-{number}f", made.AT))
        batches.append(batch)
    return batches


def _asked(society: Society, batches: list[list[Request]]) -> tuple[dict[str, int], list[str], str]:
    """Ask for each; how often which answer came, the keys acknowledged, and the first answer that is not true."""
    counts = {"recorded": 0, "refused": 0, "unknown": 0}
    sure: list[str] = []
    for batch in batches:
        before = proof.said(society)
        try:
            journal.record(society, batch)
            counts["recorded"] += 1
            sure += [r.key for r in batch]
        except NotWritten as refused:
            counts["refused"] += 1
            if proof.said(society) != before or not CHINESE.search(str(refused)):
                return counts, sure, f"said “{refused}”, and the books have changed"
        except OutcomeUnknown:
            counts["unknown"] += 1
        except Exception as fault:
            return counts, sure, f"{type(fault).__name__}: {fault}"
    return counts, sure, ""


def _completed(society: Society, before: proof.Books, batches: list[list[Request]]) -> str:
    for batch in batches:
        journal.record(society, batch)
    sent = [r.key for b in batches for r in b]
    left = [p.name for p in society.folder.rglob("*.tmp")]
    return (
        proof.amiss(society, before, sent, sent)
        or proof.unsound(society)
        or (f"left behind: {left}" if left else "")
    )
