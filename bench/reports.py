"""What a year on paper costs: every paper of a society's year in one PDF, and the notices of 52 societies.

    python -m bench.reports [--pairs 5] [--societies 52]

The year-end pack (statements, books, registers, vouchers) of a society with 200 transactions a year is held against one
bare load of the same books by Beancount; 0.2 s of the PDF's setting are free, as the goal says. The monthly packs of many
societies, made by one command on all processors, are held against bare loads of each, one after another.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from bench.check import BIN, ruleless
from bench.desk_district import build
from bench.generate import generate
from bench.timing import HEAD, Pairs, compared, process

SIZE = 1_000
"""Transactions in five years: 200 a year."""
GOAL = 10.0
FREE_S = 0.2
"""What setting a PDF may cost beside the ratio."""
YEAR, MONTH = "2025", "2026-06"
"""Of the years that the books go through, ones that are over."""
SMALL = 500
MANY_GOAL = 3.0
"""Set here: reading with every rule and one PDF a society."""


def year_end(pairs: int, scratch: Path) -> Pairs:
    """The pack of the last whole year, and a bare load."""
    books = generate(scratch / "society", SIZE)
    asked: list[str | Path] = [
        "report",
        "year-end-pack",
        "--year",
        YEAR,
        "--draft",
        "-o",
        scratch / "pack.pdf",
    ]
    ours = process([BIN / "huzhu", "--books", books.folder, *asked], scratch)
    theirs = process([BIN / "bean-check", "-C", ruleless(books, scratch / "bare")], scratch)
    return compared(lambda: ours() - FREE_S, theirs, pairs)


def many(societies: int, pairs: int, scratch: Path) -> Pairs:
    """A month's packs of many societies in one command, and a bare load of each, one after another."""
    district = build(scratch / "徽州区", societies, 0, SMALL)
    asked: list[str | Path] = ["report", "monthly-pack", "--month", MONTH, "--district", "--format", "pdf"]
    ours = process([BIN / "huzhu", "--books", district.folder, *asked, "-o", scratch / "packs"], scratch)
    bare = [
        process([BIN / "bean-check", "-C", ruleless(society, scratch / f"bare-{society.id}")], scratch)
        for society in district.societies
    ]
    return compared(ours, lambda: sum(load() for load in bare), pairs)


def main() -> None:
    """Print the table; exit 1 when a goal was missed."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--pairs", type=int, default=5)
    asked.add_argument("--societies", type=int, default=52)
    given = asked.parse_args()
    print(HEAD)
    with tempfile.TemporaryDirectory() as scratch:
        found = year_end(given.pairs, Path(scratch))
        print(found.row("year-end pack, 200 a year", GOAL), flush=True)
        packs = many(given.societies, 1, Path(scratch))
        print(packs.row(f"monthly packs of {given.societies}", MANY_GOAL), flush=True)
    sys.exit(found.ratio > GOAL or packs.ratio > MANY_GOAL)


if __name__ == "__main__":
    main()
