"""The notebook of a campaign: every trial is a line of JSON, so that a stopped run goes on from where it was."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HOUSE = Path(__file__).parent.parent.parent


@dataclass
class Notebook:
    """What one part of the campaign has tried so far, and where it is written down."""

    part: str
    seed: int = 1
    into: Path | None = None
    lines: list[dict[str, Any]] = field(default_factory=list)
    quiet: bool = True

    def __post_init__(self) -> None:
        """Read what an earlier run of the same part and seed left."""
        if self.into is not None and self.into.is_file():
            self.lines = [e for e in read(self.into) if (e["part"], e["seed"]) == (self.part, self.seed)]

    def trials(self, number: int) -> Iterator[int]:
        """The numbers of the trials that are still to be made, of so many in all."""
        done = {e["trial"] for e in self.lines}
        for trial in range(number):
            if trial not in done:
                yield trial

    def chance(self, trial: int) -> random.Random:
        """The chance of one trial: the same whatever ran before it."""
        return random.Random(f"{self.seed}/{self.part}/{trial}")

    def note(self, trial: int, broken: str = "", **figures: Any) -> None:
        """Write down a trial: what was broken, if anything, and what was counted."""
        entry = {"part": self.part, "seed": self.seed, "trial": trial, "broken": broken, **figures}
        entry |= {"commit": commit()} if broken else {}
        self.lines.append(entry)
        if self.into is not None:
            with self.into.open("a", encoding="utf-8") as file:
                file.write(json.dumps(entry, ensure_ascii=False) + "\n")
        if broken or (not self.quiet and len(self.lines) % 100 == 0):
            print(f"{time.strftime('%H:%M:%S')} {self.part} {trial} {broken or 'held'}", file=sys.stderr)

    @property
    def broken(self) -> list[str]:
        """What was found broken, with the seed and the trial that show it again."""
        return [
            f"{e['part']} --seed {e['seed']} trial {e['trial']}: {e['broken']}"
            for e in self.lines
            if e["broken"]
        ]

    def total(self, figure: str) -> int:
        """The sum of a figure over all trials."""
        return sum(e.get(figure, 0) for e in self.lines)


def read(path: Path) -> list[dict[str, Any]]:
    """The trials that a file of results holds; a line that was cut off counts as not tried."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            found.append(json.loads(line))
        except ValueError:
            continue
    return found


def commit() -> str:
    """The commit that is being tried."""
    asked = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=HOUSE, capture_output=True, text=True)
    return asked.stdout.strip()
