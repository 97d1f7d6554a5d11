"""The campaign by one command: `python -m tests.faults all --into results.jsonl`, or one part of it.

A stopped run, started again with the same results file and seed, goes on from where it was. `summary` makes the table
of docs/reliability.md from a results file. Exit code 1 where anything was found broken.
"""

from __future__ import annotations

import argparse
import shlex
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from tests.faults import calls, full_disk, kills, model, power, retries, writers
from tests.faults.notebook import Notebook, read


class Part(NamedTuple):
    """A part of the campaign: how much of it is the whole, and which figures are told of it."""

    run: Callable[..., None]
    whole: int
    of: str
    """What the number counts."""
    figure: str
    """What is summed up over the trials, in the table's n; empty where the trials themselves are counted."""
    root: bool = False
    control: bool = False
    """Whether it can be run without the mechanism, to show that it finds what is lost then."""


PARTS = {
    "writers": Part(writers.run, 1, "times all at once", "acknowledged"),
    "kills": Part(kills.run, 10_000, "kills", "", control=True),
    "calls": Part(calls.run, 0, "calls hit (0: every one)", ""),
    "full-disk": Part(full_disk.run, 30, "disks", "", root=True),
    "power": Part(power.run, 300, "cuts", "", root=True, control=True),
    "retries": Part(retries.run, 25, f"times {retries.OF_A_KIND} retries", "retries"),
    "model": Part(model.run, 100_000, "steps", "steps"),
}


def main() -> int:
    """Run what was asked for."""
    asked = _asked()
    if asked.part == "summary":
        print(summary(asked.into))
        return 0
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # mounts are undone on the way out
    broken = []
    for name in PARTS if asked.part == "all" else (asked.part,):
        broken += _run(name, asked)
    for each in broken:
        print(each)
    return int(bool(broken))


def _asked() -> argparse.Namespace:
    wholes = ", ".join(
        f"{n} {p.whole or 'all'} {p.of}{' (root)' if p.root else ''}" for n, p in PARTS.items()
    )
    parser = argparse.ArgumentParser(
        "python -m tests.faults", description=__doc__, epilog=f"The whole: {wholes}."
    )
    parser.add_argument("part", choices=(*PARTS, "all", "summary"))
    parser.add_argument("--number", type=int, help="how much of it; by default the whole")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--into", type=Path, help="results, appended as lines of JSON")
    parser.add_argument("--processes", type=int, default=8, help="writers: so many at once")
    parser.add_argument("--events", type=int, default=1000, help="writers: so many events each")
    parser.add_argument("--commands", type=int, default=40, help="writers: so many commands beside them")
    parser.add_argument("--control", action="store_true", help="kills, power: without the mechanism")
    asked = parser.parse_args()
    if asked.part == "summary" and not asked.into:
        parser.error("a summary needs --into")
    if asked.control and not (asked.part in PARTS and PARTS[asked.part].control):
        parser.error("--control is for kills and power")
    return asked


def _run(name: str, asked: argparse.Namespace) -> list[str]:
    part = PARTS[name]
    book = Notebook(name + ("-control" if asked.control else ""), asked.seed, asked.into, quiet=False)
    more = {"control": True} if asked.control else {}
    if name == "writers":
        more = {"processes": asked.processes, "events": asked.events, "commands": asked.commands}
    began = time.monotonic()
    part.run(book, part.whole if asked.number is None else asked.number, **more)
    n, failed = _counted(name, book.lines)
    print(f"{book.part}: {failed} of {n} broken, {time.monotonic() - began:.0f} s", file=sys.stderr)
    return book.broken


def _counted(name: str, lines: list[dict[str, object]]) -> tuple[int, int]:
    figure = PARTS[name.removesuffix("-control")].figure
    n = sum(int(str(e.get(figure, 0))) for e in lines) if figure else len(lines)
    return n, sum(bool(e["broken"]) for e in lines)


def summary(into: Path) -> str:
    """A line for every part: n, what was broken, the bound, and what else was counted."""
    rows = ["| part | seed | n | broken | bound | counted |", "|---|---|---|---|---|---|"]
    lines = read(into)
    for name, seed in dict.fromkeys((e["part"], e["seed"]) for e in lines):
        mine = [e for e in lines if (e["part"], e["seed"]) == (name, seed)]
        n, failed = _counted(name, mine)
        bound = f"< {3 / n:.2%}" if n and not failed else "–"
        rows.append(f"| {name} | {seed} | {n:,} | {failed} | {bound} | {_figures(mine)} |")
    return "\n".join(rows)


def _figures(lines: list[dict[str, object]]) -> str:
    said = []
    names = dict.fromkeys(k for e in lines for k, v in e.items() if isinstance(v, int | float))
    for name in (n for n in names if n not in ("seed", "trial")):
        values = [float(str(e.get(name, 0))) for e in lines]
        if name.endswith("_ms"):
            values.sort()
            said.append(f"{name} p50 {values[len(values) // 2]:.0f} max {values[-1]:.0f}")
        elif name not in ("held", "processes"):
            said.append(f"{name} {sum(values):,.0f}")
    return ", ".join(said)


if __name__ == "__main__":
    print("+ python -m tests.faults", shlex.join(sys.argv[1:]), file=sys.stderr)
    sys.exit(main())
