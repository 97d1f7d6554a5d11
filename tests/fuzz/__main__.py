"""The long run, and the run by coverage.

python -m tests.fuzz --cases 1000000 --seed 7 [--part page] [--into fuzz.json]   # goes on where it stopped
python -m tests.fuzz atheris field [-runs=100000 …]                              # where atheris is installed
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import sys
import time
from pathlib import Path

from tests.fuzz.targets import LONGEST_S, TARGETS, Broken, one

MEMORY_BYTES = 4 << 30


def main() -> int:
    """Run so many cases; 1 where the oracle was broken."""
    if sys.argv[1:2] == ["atheris"]:
        return _by_coverage(sys.argv[2:])
    asked = argparse.ArgumentParser(prog="python -m tests.fuzz", description="random cases at every door")
    asked.add_argument("--cases", type=int, default=10_000)
    asked.add_argument("--seed", type=int, default=7)
    asked.add_argument("--from", dest="start", type=int, default=0, help="the number of the first case")
    asked.add_argument("--part", choices=list(TARGETS), action="append")
    asked.add_argument("--into", type=Path, help="where it is kept how far the run has come")
    given = asked.parse_args()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    return _run(given.part or list(TARGETS), given.cases, given.seed, given.start, given.into)


def shares(parts: list[str], cases: int) -> dict[str, int]:
    """How many cases each part gets."""
    weight = sum(TARGETS[p][1] for p in parts)
    return {p: max(1, cases * TARGETS[p][1] // weight) for p in parts}


def _run(parts: list[str], cases: int, seed: int, start: int, into: Path | None) -> int:
    state: dict[str, int] = json.loads(into.read_text()) if into and into.exists() else {}
    found, slow, began = [], 0, time.monotonic()
    for part, count in shares(parts, cases).items():
        first = state.get(f"{part}-{seed}", start)
        for number in range(first, start + count):
            try:
                slow += one(part, seed, number) > LONGEST_S
            except Broken as broken:
                found.append(str(broken))
                print(str(broken)[:2000], flush=True)
            if into and (number % 200 == 0 or number == start + count - 1):
                into.write_text(json.dumps(state | {f"{part}-{seed}": number + 1}))
                state[f"{part}-{seed}"] = number + 1
        print(
            f"{part}: {start}–{start + count - 1}, {len(found)} broken, {slow} slower than {LONGEST_S:g} s",
            flush=True,
        )
    print(
        f"{time.monotonic() - began:.0f} s, {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MiB"
    )
    return int(bool(found))


def _by_coverage(words: list[str]) -> int:
    """Let atheris choose the cases: its bytes are the seed of the case's chance."""
    try:
        import atheris
    except ImportError:
        print("atheris is not installed")
        return 2
    target = TARGETS[words[0]][0]

    def try_one(data: bytes) -> None:
        target(_Chosen(data))

    atheris.instrument_all()
    atheris.Setup([sys.argv[0], *words[1:]], try_one)
    atheris.Fuzz()
    return 0


class _Chosen(random.Random):
    """Chance that is chosen: every choice is read from bytes, and then from what they seed."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0
        super().__init__(data)

    def getrandbits(self, k: int) -> int:
        """The next bits of the data; when it is used up, of what it seeds."""
        count = (k + 7) // 8
        taken = self._data[self._at : self._at + count]
        self._at += count
        return (
            int.from_bytes(taken, "big") & ((1 << k) - 1) if len(taken) == count else super().getrandbits(k)
        )


if __name__ == "__main__":
    sys.exit(main())
