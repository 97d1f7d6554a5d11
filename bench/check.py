"""What `huzhu check` with every rule costs, against plain `bean-check` of the same books without any rule.

python -m bench.check [--pairs 7] [--sizes 500 5000 50000]
"""

from __future__ import annotations

import argparse
import math
import shutil
import sys
import tempfile
from pathlib import Path
from statistics import median

from bench.generate import generate
from bench.timing import HEAD, Pairs, compared, process
from ledger.district import Society

GOALS = {500: 1.05, 5_000: 1.25, 50_000: 1.25}
BIN = Path(sys.executable).parent


def ruleless(books: Society, folder: Path) -> Path:
    """A copy of the books whose top file names no plugin; what comes back is that top file."""
    shutil.copytree(books.folder, folder)
    top = Society(folder).top
    lines = top.read_text(encoding="utf-8").splitlines(keepends=True)
    top.write_text("".join(line for line in lines if not line.startswith("plugin ")), encoding="utf-8")
    return top


def measured(size: int, pairs: int, scratch: Path) -> Pairs:
    """Our check and the bare one, of books with that many transactions."""
    books = generate(scratch / f"society-{size}", size)
    bare = ruleless(books, scratch / f"bare-{size}")
    ours = process([BIN / "huzhu", "check", books.folder], scratch)
    return compared(ours, process([BIN / "bean-check", "-C", bare], scratch), pairs)


def slope(small: int, one: Pairs, large: int, other: Pairs) -> str:
    """How cost grows with size: 1.00 is linear, 2.00 is quadratic."""
    grown = math.log(large / small)
    ours, theirs = (math.log(median(b) / median(a)) / grown for a, b in zip(one, other, strict=True))
    return f"slope {small} → {large}: ours {ours:.2f}, bare {theirs:.2f}"


def main() -> None:
    """Print the table; exit 1 when a goal was missed."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--pairs", type=int, default=7)
    asked.add_argument("--sizes", type=int, nargs="+", default=list(GOALS), choices=list(GOALS))
    given = asked.parse_args()
    found: dict[int, Pairs] = {}
    print(HEAD)
    with tempfile.TemporaryDirectory() as scratch:
        for size in given.sizes:
            found[size] = measured(size, given.pairs, Path(scratch))
            print(found[size].row(f"check, {size} transactions", GOALS[size]), flush=True)
    if 5_000 in found and 50_000 in found:
        print(slope(5_000, found[5_000], 50_000, found[50_000]))
    sys.exit(any(pair.ratio > GOALS[size] for size, pair in found.items()))


if __name__ == "__main__":
    main()
