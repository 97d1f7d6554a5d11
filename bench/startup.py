"""What starting the command costs, against an interpreter that imports the two libraries it cannot do without.

python -m bench.startup [--pairs 15]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from bench.check import BIN
from bench.timing import HEAD, compared, process

GOAL = 1.50


def main() -> None:
    """Print the ratio; exit 1 when the goal was missed."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--pairs", type=int, default=15)
    pairs = asked.parse_args().pairs
    with tempfile.TemporaryDirectory() as scratch:
        ours = process([BIN / "huzhu", "--help"], Path(scratch))
        theirs = process([sys.executable, "-c", "import click, rich"], Path(scratch))
        found = compared(ours, theirs, pairs)
    print(HEAD)
    print(found.row("huzhu --help", GOAL))
    sys.exit(found.ratio > GOAL)


if __name__ == "__main__":
    main()
