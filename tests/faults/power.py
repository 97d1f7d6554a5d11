"""Power cuts: a society on an ext4 in a file, and byte-identical copies of that file taken at random instants.

What a disk would hold when the power goes is what the file system has handed to its device: the file under the
loop device. The writer is stopped (SIGSTOP), the file is copied, compared with the copy, and the copy is mounted
like a disk after the cut: ext4 replays its journal. Every event that was acknowledged before the stop must be
there, once; the books parse; the next request is recorded within two seconds. Needs root.

`--control` takes the fsync away: it shows that these cuts do find what is lost.
"""

from __future__ import annotations

import fcntl
import os
import random
import shutil
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from ledger import journal
from ledger.district import Society
from tests import societies as made
from tests.faults import proof
from tests.faults.kills import RECOVERY_SECONDS, _born, requests
from tests.faults.mounts import ext4, mounted, need_root
from tests.faults.notebook import Notebook

CUTS_A_DISK = 25
MEGABYTES = 24
OPTIONS = (("noauto_da_alloc",), ("auto_da_alloc",), ("noauto_da_alloc", "commit=1"))
"""ext4 by default syncs a file that is renamed over another; a disk must not depend on that kindness."""


def run(book: Notebook, number: int, *, control: bool = False) -> None:
    """So many cuts."""
    need_root()
    waiting = list(book.trials(number))
    with TemporaryDirectory(prefix="huzhu-power-") as folder:
        while waiting:
            group = waiting[0] // CUTS_A_DISK
            mine = [t for t in waiting if t // CUTS_A_DISK == group]
            waiting = waiting[len(mine) :]
            home = Path(folder) / str(group)
            home.mkdir()
            _disk(book, mine, home, OPTIONS[group % len(OPTIONS)], control=control)
            shutil.rmtree(home)


def _disk(book: Notebook, trials: list[int], home: Path, options: tuple[str, ...], *, control: bool) -> None:
    """One disk, one process that records on it without end, one cut after the other."""
    image, copy = home / "disk.img", home / "cut.img"
    ext4(image, MEGABYTES)
    with mounted(image, home / "disk", "loop", *options) as disk:
        society = Society(disk / "shigang")
        shutil.copytree(made.shigang(home / "made").folder, society.folder)
        os.sync()
        before = proof.said(society)
        with _writer(society, f"{book.seed}p{trials[0]}", control=control) as writer:
            for trial in trials:
                time.sleep(book.chance(trial).uniform(0.05, 0.6))
                told, again = writer.stopped()
                _copied(image, copy)
                writer.goes_on()
                _cut(book, trial, copy, home / "cut", before, writer.keys(told), writer.keys(told + 1), again)


class _Writer:
    """A process that records back to back and tells what was acknowledged."""

    def __init__(self, child: int, reading: int, name: str) -> None:
        self.child, self.reading, self.name = child, reading, name
        self.told = 0

    def stopped(self) -> tuple[int, int]:
        """Stop it; how many requests were acknowledged by then, and how many of them since the last stop."""
        os.kill(self.child, signal.SIGSTOP)
        _, status = os.waitpid(self.child, os.WUNTRACED)
        assert os.WIFSTOPPED(status), f"the writer is gone: {status}"
        before = self.told
        while True:
            try:
                self.told += len(os.read(self.reading, 65536))
            except BlockingIOError:
                return self.told, self.told - before

    def goes_on(self) -> None:
        """Let it go on."""
        os.kill(self.child, signal.SIGCONT)

    def keys(self, batches: int) -> list[str]:
        """The keys of so many of its requests."""
        stream = requests(random.Random(self.name), self.name)
        return [r.key for _ in range(batches) for r in next(stream)]


@contextmanager
def _writer(society: Society, name: str, *, control: bool) -> Iterator[_Writer]:
    reading, writing = os.pipe()

    def work() -> None:
        if control:
            os.fsync = lambda fd: None
        for batch in requests(random.Random(name), name):
            journal.record(society, batch)
            os.write(writing, b".")

    child = _born(work)
    os.close(writing)
    fcntl.fcntl(reading, fcntl.F_SETFL, os.O_NONBLOCK)
    try:
        yield _Writer(child, reading, name)
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(reading)


def _copied(image: Path, copy: Path) -> None:
    """The same bytes, taken again until nothing was written while they were taken."""
    content = image.read_bytes()
    while (again := image.read_bytes()) != content:
        content = again
    copy.write_bytes(content)


def _cut(
    book: Notebook, trial: int, copy: Path, folder: Path, before: proof.Books,
    sure: list[str], sent: list[str], fresh: int,
) -> None:  # fmt: skip
    """Mount what the cut left, and look."""
    with mounted(copy, folder, "loop") as disk:
        society = Society(disk / "shigang")
        lost = 0
        broken = "the books are gone" if not society.top.is_file() else ""
        if not broken:
            found, _ = proof.keys(society)
            lost = sum(found[k] != 1 for k in sure)
            broken = proof.amiss(society, before, sure, sent)
        started = time.monotonic()
        if not broken:
            broken = _goes_on(society, f"after-{trial}")
        seconds = time.monotonic() - started
        broken = broken or proof.unsound(society)
        if not broken and seconds > RECOVERY_SECONDS:
            broken = f"the next request took {seconds:.2f} s"
        left = len(list(society.folder.rglob("*.tmp")))
    book.note(
        trial, broken, acknowledged=fresh, held=len(sure), lost=lost, left=left, recovery_ms=round(seconds * 1000, 1)
    )  # fmt: skip


def _goes_on(society: Society, key: str) -> str:
    try:
        made.record(society, made.donation(), key)
    except Exception as fault:
        return f"the next request says {type(fault).__name__}: {fault}"
    return ""
