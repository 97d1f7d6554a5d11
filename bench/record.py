"""What recording one event costs on books of 5,000 transactions, against one bare load of the same books.

    python -m bench.record [--pairs 7]

In one process, so that only the write is measured: the chain is followed, the books with the new entry are
judged, the file is written. The bare load is Beancount's own, of a copy without the plugin.
"""

from __future__ import annotations

import argparse
import gc
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any

from beancount import loader

from bench.check import ruleless
from bench.generate import BANK, generate, last_day
from bench.timing import HEAD, compared
from ledger import journal
from ledger.events.receipts import Donation
from ledger.journal import Request

SIZE = 5_000
GOAL = 1.50


def timed(work: Callable[[], Any]) -> float:
    """Processor seconds of one piece of work in this process, begun without rubbish to collect."""
    gc.collect()
    began = time.process_time()
    work()
    return time.process_time() - began


def main() -> None:
    """Print the ratio; exit 1 when the goal was missed."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--pairs", type=int, default=7)
    pairs = asked.parse_args().pairs
    numbers = count(1)
    with tempfile.TemporaryDirectory() as scratch:
        books = generate(Path(scratch) / "society", SIZE)
        bare = ruleless(books, Path(scratch) / "bare")
        day = last_day(SIZE) + timedelta(days=1)

        def record() -> None:
            event = Donation(
                date=day, recorded_by="wangwu", amount=Decimal(300), narration="爱心捐款", account=BANK, donor="王国强",
                channel="会员捐赠", receipt="自愿放弃",
            )  # fmt: skip
            journal.record(books, [Request(event, f"record-{next(numbers)}", f"{day}T09:00:00+08:00")])

        found = compared(
            lambda: timed(record),
            lambda: timed(lambda: loader._load([(str(bare), True)], None, None, None)),
            pairs,
        )
    print(HEAD)
    print(found.row(f"record one, {SIZE} there", GOAL))
    sys.exit(found.ratio > GOAL)


if __name__ == "__main__":
    main()
