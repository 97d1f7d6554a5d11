"""How long until an event is acknowledged, on the disk and judged by every rule, beside stock Fava's insert.

    python -m bench.latency [--events 180] [--size 5000]

Both are programs that run already, as a desk is: ours records a month of gifts, draws, cases and payments one by one
(lock, files read back, rules, fsync); Fava appends gifts to its file, without rules, without fsync, and loads its
ledger again, as its server does before it answers the next request. In turn, so that both see the same machine.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from fava.core import FavaLedger

from bench.check import ruleless
from bench.generate import Village, generate, last_day, story
from ledger import journal
from ledger.district import Society
from ledger.events.event import Event
from ledger.journal import Request

P50_MS, P99_MS = 150, 500


def next_month(size: int, seed: int) -> list[Event]:
    """What happens in the village in the month after the books of that size end."""
    village = Village(seed)
    for _ in story(village, size):
        pass
    last = last_day(size)
    first = date(last.year + last.month // 12, last.month % 12 + 1, 1)
    return list(village.month(first, 200))


def ours(books: Society, events: list[Event]) -> Callable[[int], None]:
    """Record the n-th event."""

    def record(number: int) -> None:
        event = events[number]
        journal.record(books, [Request(event, f"latency-{number}", f"{event.date}T09:00:00+08:00")])

    return record


def theirs(top: Path, events: list[Event]) -> Callable[[int], None]:
    """Insert a gift as Fava does."""
    ledger = FavaLedger(str(top))
    gifts: list[Any] = [e.entries({})[0] for e in events if type(e).__name__ == "Donation"]

    def insert(number: int) -> None:
        ledger.file.insert_entries([gifts[number % len(gifts)]])
        ledger.load_file()

    return insert


def milliseconds(act: Callable[[int], None], number: int) -> float:
    """Wall time of one act."""
    began = time.perf_counter()
    act(number)
    return (time.perf_counter() - began) * 1000


def main() -> None:
    """Print both distributions; exit 1 when a goal was missed."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--events", type=int, default=180)
    asked.add_argument("--size", type=int, default=5_000)
    asked.add_argument("--seed", type=int, default=7)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        books = generate(Path(scratch) / "society", given.size, given.seed)
        events = next_month(given.size, given.seed)[: given.events + 1]
        insert = theirs(ruleless(books, Path(scratch) / "bare"), events)
        record = ours(books, events)
        cold = milliseconds(record, 0)
        pairs = [(milliseconds(record, n), milliseconds(insert, n)) for n in range(1, len(events))]
    print(f"{'ms':<22} {'p50':>7} {'p99':>7} {'n':>5}")
    found = {}
    for name, times in zip(
        ("record, acknowledged", "Fava insert + reload"), zip(*pairs, strict=True), strict=True
    ):
        found[name] = (median(times), quantiles(times, n=100)[98])
        print(f"{name:<22} {found[name][0]:7.0f} {found[name][1]:7.0f} {len(times):5}")
    p50, p99 = found["record, acknowledged"]
    print(
        f"ratio of p50: {p50 / found['Fava insert + reload'][0]:.2f}; the first, that reads all books: {cold:.0f} ms"
    )
    sys.exit(p50 > P50_MS or p99 > P99_MS)


if __name__ == "__main__":
    main()
