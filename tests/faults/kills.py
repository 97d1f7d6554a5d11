"""kill -9 at random instants of a process that records events back to back.

Each trial forks a process, now and then two, that records until it is killed, telling through a pipe what was
acknowledged. Then all of it must be there, once; the interrupted request, asked again, must complete; within two
seconds.

`--control` lets the process write as stock Fava does, the file opened anew and filled: it shows that these kills do
find what is lost.
"""

from __future__ import annotations

import itertools
import os
import random
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from ledger import journal, storage
from ledger.district import Society
from ledger.journal import Request
from ledger.standing import forget
from tests import societies as made
from tests.faults import proof
from tests.faults.notebook import Notebook

FRESH_EVERY = 40
"""Trials on one society: its files stay as short as a young society's, and new months come up often."""
RECORDS = 4
"""A process lives as long as this machine needs for so many records at the most."""
RIVALS_EVERY = 4
"""Every so many trials two processes record at once: one dies with the other waiting for its lock."""
RECOVERY_SECONDS = 2.0
MONTHS = tuple(date(2026, 7 + n // 2, 3 + 9 * (n % 2)) for n in range(6))


def requests(chance: random.Random, name: str) -> Iterator[list[Request]]:
    """What one process records, one after the other: mostly gifts, now and then a batch over several files."""
    for number in itertools.count():
        key = f"{name}-{number}"
        gift = made.donation(f"{chance.randint(1, 99_999) / 100:.2f}", chance.choice(MONTHS))
        batch = [Request(gift, key, made.AT)]
        if chance.random() < 0.2:
            other = made.resolution(f"JY-2026-{chance.randint(10, 89)}", day=gift.date)
            batch += [
                Request(other, f"{key}r", made.AT),
                Request(made.fee(day=MONTHS[0]), f"{key}f", made.AT),
            ]
        yield batch


def _born(work: Callable[[], None]) -> int:
    """A forked process that works until it is killed."""
    child = os.fork()
    if child:
        return child
    try:
        work()
    finally:
        os._exit(1)


def as_fava_writes(contents: dict[Path, bytes], **_: bool) -> None:
    """Each file opened anew, emptied and filled: what a process that is killed leaves then."""
    for path, content in contents.items():
        with path.open("wb") as file:
            file.write(content)


def _one_record(home: Path) -> float:
    """How many seconds a record takes on this machine, today."""
    society = made.shigang(home)
    began = time.monotonic()
    for batch in itertools.islice(requests(random.Random(0), "first"), 4):
        journal.record(society, batch)
    return (time.monotonic() - began) / 4


class Recorder:
    """A process that records back to back until it is killed, telling through a pipe what is recorded."""

    def __init__(self, society: Society, name: str, *, control: bool = False, cold: bool = False) -> None:
        """Start it; `cold`: it knows nothing of what this process keeps in memory."""
        self.name = name
        self.reading, writing = os.pipe()

        def work() -> None:
            if control:
                storage.replace_all = as_fava_writes
            if cold:
                forget()
            for batch in requests(random.Random(name), name):
                journal.record(society, batch)
                os.write(writing, b".")

        self.child = _born(work)
        os.close(writing)

    def killed(self) -> None:
        """Kill it, and read what it was told."""
        os.kill(self.child, signal.SIGKILL)
        _, status = os.waitpid(self.child, 0)
        self.broken = "" if os.WIFSIGNALED(status) else "a process could not go on recording"
        with os.fdopen(self.reading, "rb") as told:
            acknowledged = len(told.read())
        stream = requests(random.Random(self.name), self.name)
        self.sure = [r.key for batch in itertools.islice(stream, acknowledged) for r in batch]
        self.interrupted = next(stream)


def run(book: Notebook, number: int, *, control: bool = False) -> None:
    """So many kills."""
    with TemporaryDirectory(prefix="huzhu-kills-") as folder:
        longest = RECORDS * _one_record(Path(folder) / "first")
        for trial in book.trials(number):
            home = Path(folder) / str(trial // FRESH_EVERY)
            if control or not home.exists():
                _clear(Path(folder))
                society = made.shigang(home)
            _trial(book, trial, society, longest, control=control)


def _clear(folder: Path) -> None:
    for old in folder.iterdir():
        shutil.rmtree(old)


def _trial(book: Notebook, trial: int, society: Society, longest: float, *, control: bool) -> None:
    before, old = proof.said(society), len(list(society.folder.rglob("*.tmp")))
    chance = book.chance(trial)
    names = [f"{book.seed}k{trial}{letter}" for letter in ("ab" if trial % RIVALS_EVERY == 0 else "a")]
    killed = [Recorder(society, name, control=control, cold=chance.random() < 0.5) for name in names]
    for each in killed:
        time.sleep(chance.uniform(0, longest))
        each.killed()
    sure = [key for each in killed for key in each.sure]
    sent = [*sure, *(r.key for each in killed for r in each.interrupted)]
    torn = len(list(society.folder.rglob("*.tmp"))) - old
    broken = proof.amiss(society, before, sure, sent) or "".join(each.broken for each in killed)
    started = time.monotonic()
    for each in killed:
        broken = broken or _goes_on(society, each.interrupted)
    seconds = time.monotonic() - started
    broken = broken or proof.amiss(society, before, sent, sent)
    if not broken and trial % 10 == 0:
        broken = proof.unsound(society) or proof.vouchers(society)
    if not broken and seconds > RECOVERY_SECONDS:
        broken = f"the next request took {seconds:.2f} s"
    left = len(list(society.folder.rglob("*.tmp")))
    book.note(
        trial, broken, acknowledged=len(sure), torn=torn, left=left, recovery_ms=round(seconds * 1000, 1)
    )


def _goes_on(society: Society, interrupted: list[Request]) -> str:
    """The interrupted request is asked again under its keys, as a client would."""
    try:
        journal.record(society, interrupted)
    except Exception as fault:
        return f"asked again, it says {type(fault).__name__}: {fault}"
    return ""
