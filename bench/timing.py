"""Processor time of whole processes, in interleaved pairs, because two processes an hour apart compare nothing."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple


class Pairs(NamedTuple):
    """What two things cost, measured one after the other n times; CPU seconds, user and system."""

    ours: tuple[float, ...]
    theirs: tuple[float, ...]

    @property
    def ratio(self) -> float:
        """The median of the ratios of each pair."""
        return median(a / b for a, b in zip(self.ours, self.theirs, strict=True))

    def row(self, name: str, goal: float) -> str:
        """One line of a table: name, seconds, ratio, goal, how many pairs."""
        verdict = "ok" if self.ratio <= goal else "MISSED"
        return (
            f"{name:<26} {median(self.ours):8.3f} {median(self.theirs):8.3f} "
            f"{self.ratio:7.3f} {goal:6.2f} {len(self.ours):4d}  {verdict}"
        )


HEAD = f"{'':<26} {'ours s':>8} {'bare s':>8} {'ratio':>7} {'goal':>6} {'n':>4}"


def process(argv: Sequence[str | Path], scratch: Path) -> Callable[[], float]:
    """What one run of a program costs; a run that does not end with 0 is no measurement.

    Bytecode is kept in `scratch`, as an installed program has it: compiling the sources anew in each run
    would drown everything else.
    """
    command = [str(a) for a in argv]
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environment = kept | {"PYTHONPYCACHEPREFIX": str(scratch / "bytecode")}

    def run() -> float:
        with subprocess.Popen(
            command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        ) as child:
            assert child.stderr is not None
            said = child.stderr.read()
            _, status, used = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
        assert child.returncode == 0, f"{' '.join(command)} ended with {child.returncode}: {said}"
        return used.ru_utime + used.ru_stime

    return run


def compared(ours: Callable[[], float], theirs: Callable[[], float], pairs: int) -> Pairs:
    """Run both in turn, now this one first, now that one; the first pair only warms files and bytecode."""
    found = []
    for n in range(pairs + 1):
        if n % 2:
            found.append((ours(), theirs()))
        else:
            second, first = theirs(), ours()
            found.append((first, second))
    return Pairs(tuple(a for a, _ in found[1:]), tuple(b for _, b in found[1:]))
