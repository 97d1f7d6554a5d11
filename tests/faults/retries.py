"""The same request again and again, from several processes at once; and honest equal payments under keys of their own.

The first must be there once, the second every time.
"""

from __future__ import annotations

import json
import multiprocessing
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from ledger import journal
from ledger.district import Society
from ledger.journal import Request
from ledger.storage import Busy
from tests import societies as made
from tests.faults import proof, started
from tests.faults.notebook import Notebook

PROCESSES = 4
OF_A_KIND = 400
"""Retries, and equal payments, in one trial."""
DAY = date(2026, 7, 5)


def run(book: Notebook, number: int) -> None:
    """So many trials of `OF_A_KIND` retries and a tenth as many equal payments."""
    for trial in book.trials(number):
        with TemporaryDirectory(prefix="huzhu-retries-") as folder:
            figures, broken = _again_and_again(Path(folder), trial)
            book.note(trial, broken, **figures)


def _again_and_again(home: Path, trial: int) -> tuple[dict[str, int], str]:
    society = made.shigang(home)
    before = proof.said(society)
    counts = multiprocessing.get_context("fork").SimpleQueue()
    workers = [
        started(lambda me=me: counts.put(_retries(society, me, OF_A_KIND // PROCESSES)))  # type: ignore[misc]
        for me in range(PROCESSES)
    ]
    for each in workers:
        each.join()
    told = [json.loads(counts.get()) for w in workers if w.exitcode == 0]
    equal = [Request(made.donation("66.66", DAY), f"equal-{n}", made.AT) for n in range(OF_A_KIND // 10)]
    for batch in (equal[:1], equal[1:2], equal[2:]):
        journal.record(society, batch)
    keys = ["first", "pair", "pair-fact", *(r.key for r in equal)]
    wrote = sum(t["wrote"] for t in told)
    figures = {"retries": sum(t["asked"] for t in told), "equal": len(equal)}
    return figures, (
        (f"a process ended with {[w.exitcode for w in workers]}" if len(told) < len(workers) else "")
        or proof.amiss(society, before, keys, keys)
        or ("" if wrote == 2 else f"{wrote} times it was said to be written, for 2 requests")
        or proof.unsound(society)
    )


def _retries(society: Society, me: int, number: int) -> str:
    """Ask for one of two requests again and again; how often asked, and how often something was written."""
    single = [Request(made.donation("66.66", DAY), "first", made.AT)]
    pair = [
        Request(made.resolution("JY-2026-55", day=DAY), "pair-fact", made.AT),
        Request(made.donation("77.77", DAY), "pair", made.AT),
    ]
    asked = wrote = 0
    while asked < number:
        try:
            receipt = journal.record(society, pair if (asked + me) % 2 else single)
        except Busy:
            continue
        asked += 1
        wrote += not all(e.again for e in receipt.entries)
    return json.dumps({"asked": asked, "wrote": wrote})
