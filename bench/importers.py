"""Our engine and the public Beancount importers on the same files in one run: who gets which rows right, how fast.

    python -m bench.importers --samples DIR --peers DIR [--rows 10,1000,20000,100000] [--rounds 5] [--only wechat]

Each run is a fresh process; in every round each program has its turn, so that all see the same machine. `--peers` is
where each program gets a virtual environment of its own, made by pip as this machine is set up; a program that cannot
be had is a row that says so. Seconds are processor time of the whole process, medians; `x ours` is how many times our
time and our peak memory. `right` rows have the day, the account and the signed amount, and, where money came in, the
name of who gave it; `wrong` ones are booked otherwise; `asked` ones are put to a person, or sent back with the whole
file; `lost` ones are neither. Where a sample's totals were edited by its authors, our engine does not book it and says
why: then its rows are compared as they were read.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from statistics import median
from typing import NamedTuple

from bench.meant import ASK, samples
from bench.papers import Meant, meant, write

OURS = "huzhu"
PEERS = {
    "china_bean_importers": ("china-bean-importers==0.0.8", "beancount<3", "pandas", "openpyxl", "xlrd"),
    "beancount_daoru": ("beancount-daoru==0.3.1",),
    "china_beancount_importers": ("china-beancount-importers==0.0.17",),
    "financial_beancount": ("financial-beancount==0.2.0", "openpyxl"),
    "beancount_cmb_importer": ("beancount-cmb-importer==0.1.4",),
}
"""Each program with what it needs and does not declare; the first one still imports Beancount 2."""
ABSENT = {
    "double-entry-generator": "a Go program without a package in any index that pip reads: build it and compare by hand"
}
RUNNER = Path(__file__).with_name("peers.py")
LONGEST_S = 900
STRANGER = "not its paper"
GENERATED = {
    "csv": "微信支付账单(20260101-20260219).csv",
    "xlsx": "微信支付账单流水文件(20260101-20260219).xlsx",
}


class Run(NamedTuple):
    """One run: processor seconds, peak memory in MiB, what was booked, how many rows were asked about, what was said."""

    seconds: float
    mib: float
    entries: list[tuple[str, list[list[str]], str]]
    asked: int
    said: str


class Score(NamedTuple):
    """How a program did on one file, in rows."""

    right: int
    wrong: int
    asked: int
    lost: int


class Task(NamedTuple):
    """A file, the kind of paper it is, and what its rows mean."""

    path: Path
    kind: str
    meant: list[Meant]


def installed(folder: Path, name: str) -> tuple[Path | None, str]:
    """The interpreter of a program's own environment, made where there is none; or why there is none."""
    python = folder / name / "bin" / "python"
    done = folder / name / "installed"
    if done.exists():
        return python, ""
    made = subprocess.run([sys.executable, "-m", "venv", folder / name], capture_output=True, text=True)
    if made.returncode == 0:
        made = subprocess.run(
            [python, "-m", "pip", "install", "--quiet", *PEERS[name]], capture_output=True, text=True
        )
    if made.returncode:
        return None, _last_line(made.stderr)
    done.touch()
    return python, ""


def _last_line(said: str) -> str:
    lines = [line for line in said.splitlines() if line.strip()]
    return lines[-1][:150] if lines else "ended without a word"


def run(python: Path, program: str, task: Task) -> Run:
    """One program on one file in a fresh process; what it says goes to files, as a pipe would fill up."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"PYTHONIOENCODING": "utf-8", "TZ": "Asia/Shanghai"}
    command = [python, RUNNER, program, task.kind, task.path]
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        child = subprocess.Popen(command, stdout=out, stderr=err, env=environment)
        used = _waited(child)
        out.seek(0)
        err.seek(0)
        said, complaint = out.read().decode(), err.read().decode(errors="replace")
    if used is None:
        return Run(LONGEST_S, 0, [], 0, f"stopped after {LONGEST_S} s")
    seconds = used.ru_utime + used.ru_stime
    if child.returncode or not said.strip():
        return Run(seconds, used.ru_maxrss / 1024, [], 0, _last_line(complaint))
    answer = json.loads(said.splitlines()[-1])
    words = STRANGER if answer["unknown"] else answer["error"] or answer["refused"]
    return Run(seconds, answer["kb"] / 1024, answer["entries"], answer["asked"], words)


def _waited(child: subprocess.Popen[bytes]) -> resource.struct_rusage | None:
    """What a program used until it ended; None where it had to be stopped."""
    began = time.monotonic()
    while time.monotonic() - began < LONGEST_S:
        pid, status, used = os.wait4(child.pid, os.WNOHANG)
        if pid:
            child.returncode = os.waitstatus_to_exitcode(status)
            return used
        time.sleep(0.005)
    child.kill()
    child.wait()
    return None


def score(task: Task, found: Run, whole: bool) -> Score:
    """Each row that was meant against what was booked; an entry is used for one row only.

    `whole`: the program gave up on the file as a whole and said so, so that no row was lost without a word.
    """
    entries = [(day, [(_plain(a), Decimal(n)) for a, n in legs], words) for day, legs, words in found.entries]
    by_day: dict[str, list[int]] = {}
    for number, (day, _, _) in enumerate(entries):
        by_day.setdefault(day, []).append(number)
    used: set[int] = set()
    right = asks = 0
    for row in task.meant:
        if row.account == ASK:
            asks += 1
            continue
        number = next((n for n in by_day.get(row.day, ()) if n not in used and _same(row, entries[n])), None)
        if number is not None:
            used.add(number)
            by_day[row.day].remove(number)
            right += 1
    answered = min(asks, found.asked)
    wrong = len(entries) - len(used)
    missing = len(task.meant) - right - answered
    asked = missing if whole else min(missing, max(0, found.asked - answered))
    return Score(right + answered, wrong, asked, max(0, missing - asked - wrong))


def _same(row: Meant, entry: tuple[str, list[tuple[str, Decimal]], str]) -> bool:
    _, legs, words = entry
    if row.who and row.who not in words:
        return False
    meant_legs = [(row.account, row.amount)] + ([(row.or_account, row.or_amount)] if row.or_account else [])
    return any(
        amount == wanted and (account == "*" or not name or account == _plain(name))
        for account, amount in legs
        for name, wanted in meant_legs
    )


def _plain(account: str) -> str:
    """An account as all programs can name it: a card by its last digits."""
    card = re.search(r"[(:（](\d{4})[)）]?$", account)
    return card[1] if card else account


def rounds_of(task: Task, programs: dict[str, Path], rounds: int) -> dict[str, list[Run]]:
    """Every program on the file, in turn, again and again; one that does not know the paper is asked once."""
    found: dict[str, list[Run]] = {name: [] for name in programs}
    for number in range(rounds):
        names = list(programs) if number % 2 == 0 else list(programs)[::-1]
        for name in names:
            if not found[name] or not _hopeless(found[name][0]):
                found[name].append(run(programs[name], name, task))
    return found


def _hopeless(first: Run) -> bool:
    return not first.entries and bool(first.said)


def report(task: Task, found: dict[str, list[Run]]) -> bool:
    """Print the file's rows of the table; whether we are right and not slower than whoever else is."""
    print(f"\n{task.path.name}: {len(task.meant)} rows of {task.kind}")
    strangers = [name for name, runs in found.items() if runs[0].said == STRANGER]
    right, ratios = set(), []
    for name, runs in found.items():
        if name in strangers:
            continue
        first = runs[0]
        got = score(task, first, whole=bool(first.said) and not first.entries)
        slower, larger = _ratios(runs, found[OURS])
        print(
            f"  {name:<26}{got.right:>7}{got.wrong:>7}{got.asked:>7}{got.lost:>7}"
            f"{median(r.seconds for r in runs):>9.2f}{slower:>7.2f}{median(r.mib for r in runs):>7.0f}{larger:>7.2f}"
            f"{len(runs):>4}  {first.said[:110]}"
        )
        if got.right == len(task.meant) and not got.wrong:
            right.add(name)
            ratios.append(slower)
    if strangers:
        print(f"  no importer for such a paper: {', '.join(strangers)}")
    return OURS in right and min(ratios) >= 1


def _ratios(runs: list[Run], ours: list[Run]) -> tuple[float, float]:
    """How many times our time and our memory: the medians of the ratios round by round."""
    pairs = list(zip(runs, ours, strict=False))
    return median(a.seconds / b.seconds for a, b in pairs), median(a.mib / b.mib for a, b in pairs)


def tasks(given: argparse.Namespace, scratch: Path) -> Iterator[Task]:
    """The samples, then papers of growing length."""
    for path, sample in samples(given.samples) if given.samples else ():
        yield Task(path, sample.kind, sample.meant(path))
    for rows in (int(n) for n in given.rows.split(",") if n):
        for kind, name in GENERATED.items():
            folder = scratch / f"{rows}-{kind}"
            folder.mkdir()
            yield Task(write(folder / name, rows), "wechat", list(meant(rows)))


def main() -> None:
    """Print the table; exit 1 where a row of ours is not right or another right one is faster."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--samples", type=Path, help="a folder with own/ and public/")
    asked.add_argument("--peers", type=Path, help="where the other programs are installed")
    asked.add_argument("--rows", default="10,1000,20000,100000", help="lengths of generated papers")
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument(
        "--only", default="", help="only files of whose name, or kind of paper, this is a part"
    )
    given = asked.parse_args()
    programs = {OURS: Path(sys.executable)}
    for name in PEERS if given.peers else ():
        python, why = installed(given.peers.resolve(), name)
        if python:
            programs[name] = python
        else:
            print(f"{name}: not installed: {why}")
    for name, why in ABSENT.items():
        print(f"{name}: {why}")
    print(
        f"{'':<28}{'right':>7}{'wrong':>7}{'asked':>7}{'lost':>7}{'s':>9}{'x ours':>7}{'MiB':>7}{'x ours':>7}{'n':>4}"
    )
    missed = []
    with tempfile.TemporaryDirectory() as scratch:
        for task in tasks(given, Path(scratch)):
            if given.only in task.path.name or given.only in task.kind:
                rounds = given.rounds if len(task.meant) < 50_000 else min(3, given.rounds)
                if not report(task, rounds_of(task, programs, rounds)):
                    missed.append(task.path.name)
    print("\nall rows right and nobody right faster" if not missed else f"\nMISSED: {'; '.join(missed)}")
    sys.exit(bool(missed))


if __name__ == "__main__":
    main()
