"""A real command that is killed at, or whose disk fails at, every single call that changes a file.

What a deed leaves must be the books as before, or the whole of it; never a part. A failing disk is answered with
a Chinese sentence and exit code 2, and "outcome unknown" only after something was renamed. The same command
again, with the disk well, completes it exactly once.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from ledger.district import Society
from tests import societies as made
from tests.faults import proof
from tests.faults.iofault import FAILING, KILLING, Breaker, Call, Ran
from tests.faults.notebook import Notebook
from tests.wechat_bill import csv_bill, line

UNKNOWN = "无法确认"
HALF = "请再运行一次这个命令"
"""What a command says that has recorded something and could not finish."""
CHINESE = re.compile("[\u4e00-\u9fff]{3}")
FOREIGN = re.compile(r"Traceback|Error|Exception|Errno|huzhu 自己出错了")


@dataclass(frozen=True)
class Deed:
    """Something a treasurer does with one command."""

    name: str
    command: Callable[[Society], list[str]]
    prepare: Callable[[Society], object] = lambda society: None
    done_before: str = ""
    """What the command answers where it was done before, if that is a refusal."""

    def argv(self, society: Society) -> list[str]:
        """The command's words."""
        return ["--books", str(society.folder), *self.command(society)]


def _donation(society: Society) -> list[str]:
    words = "record donation --donor 老王 --amount 5.00 --date 2026-07-03 --key once --receipt 自愿放弃"
    return words.split()


def _case_open(society: Society) -> list[str]:
    words = (
        "case open --case JZ-2026-0007 --label 汪* --person P-1a2b3c4d5e6f --category 突发严重困难户 "
        "--matter 疾病 --relief 应急救助 --date 2026-07-03 --key once"
    )
    return words.split()


def _resolution(society: Society) -> list[str]:
    return [
        "fact",
        "resolution",
        "JY-2026-77",
        "--kind",
        "提高救助标准",
        "--date",
        "2026-06-28",
        "--key",
        "once",
    ]


def _close(society: Society) -> list[str]:
    return ["close", "2026-06", "--date", "2026-07-20", "--recorded-by", "wangwu"]


def _import(society: Society) -> list[str]:
    days = ("2026-06-27", "2026-07-02", "2026-07-03")
    rows = [line(at=f"{day} 10:00:00", id=f"77{n}") for n, day in enumerate(days)]
    bill = society.folder.parent / "bill.csv"
    bill.write_bytes(csv_bill(rows))
    return ["import", str(bill), "--channel", "主动捐赠"]


DEEDS = (
    Deed("donation", _donation),
    Deed("case-open", _case_open),
    Deed("resolution", _resolution),
    Deed("close", _close, done_before="已经月结过了"),
    Deed("import", _import),
)
Trial = tuple[Deed, str, int, bool]


@dataclass(frozen=True)
class Pattern:
    """A deed done on a disk that is well: its calls, how many events there are then, and which files."""

    calls: list[Call]
    events: int
    files: list[str]

    @property
    def shown(self) -> int:
        """The number of the first call that shows something to a reader."""
        return next(c.number for c in self.calls if c.name == "rename")


def run(book: Notebook, number: int, modes: tuple[str, ...] = (*KILLING, *FAILING)) -> None:
    """Every call of every deed, or the first so many in an order that the seed decides."""
    with TemporaryDirectory(prefix="huzhu-calls-") as folder, Breaker() as breaker:
        home = Path(folder)
        patterns = {deed: _pattern(breaker, deed, home / deed.name) for deed in DEEDS}
        every = list(_every(patterns, modes))
        book.chance(-1).shuffle(every)
        for trial in book.trials(min(number or len(every), len(every))):
            _try(book, trial, breaker, every[trial], patterns, home / str(trial))


def _every(patterns: dict[Deed, Pattern], modes: tuple[str, ...]) -> Iterator[Trial]:
    for deed, pattern in patterns.items():
        for call in pattern.calls:
            for mode in modes:
                yield deed, mode, call.number, False
                if mode in FAILING:
                    yield deed, mode, call.number, True


def _pattern(breaker: Breaker, deed: Deed, home: Path) -> Pattern:
    society = made.shigang(home)
    deed.prepare(society)
    ran, calls = breaker.calls(deed.argv(society), society.folder)
    assert ran.code == 0, f"{deed.name} does not work at all: {ran.said}"
    return Pattern(calls, _events(society), _files(society))


def _events(society: Society) -> int:
    return sum(proof.keys(society)[0].values())


def _files(society: Society) -> list[str]:
    names = (p.relative_to(society.folder).as_posix() for p in society.folder.rglob("*") if p.is_file())
    return sorted(n for n in names if not Path(n).name.startswith("."))


def _try(
    book: Notebook, trial: int, breaker: Breaker, tried: Trial, patterns: dict[Deed, Pattern], home: Path
) -> None:
    deed, mode, at, sticky = tried
    society = made.shigang(home)
    deed.prepare(society)
    before, first = proof.said(society), _events(society)
    ran = breaker.run(deed.argv(society), society.folder, mode, at, sticky=sticky)
    now, pattern = _events(society), patterns[deed]
    left = len(list(society.folder.rglob("*.tmp")))
    broken = (
        proof.unparsed(society.contents())
        or proof.keys(society)[1]
        or proof.shrunk(before, proof.said(society))
        or _answered(ran, mode, at, pattern, now, first)
        or proof.unsound(society)
        or _completed(breaker, deed, society, pattern)
    )
    name = f"{deed.name} {mode}{' for good' if sticky else ''} at {at} ({pattern.calls[at - 1].name})"
    if not broken and left and mode in FAILING and not sticky:
        broken = f"{left} files left behind"
    book.note(
        trial, f"{name}: {broken}" if broken else "", deed=deed.name, mode=mode, answer=_kind(ran), left=left
    )
    shutil.rmtree(home)


def _kind(ran: Ran) -> str:
    if ran.killed:
        return "killed"
    if ran.code == 0:
        return "recorded"
    if HALF in ran.said:
        return "half"
    return "unknown" if UNKNOWN in ran.said else "refused"


def _answered(ran: Ran, mode: str, at: int, pattern: Pattern, now: int, first: int) -> str:
    """Whether the answer is true of the books, and one that a clerk can read."""
    whole, nothing = now == pattern.events, now == first
    kind = _kind(ran)
    if (kind == "killed") != (mode in KILLING):
        return f"it was to be hit by {mode} and ended with {ran}"
    if kind == "killed":
        return ""
    if ran.code not in (0, 2) or not CHINESE.search(ran.said) or FOREIGN.search(ran.said):
        return f"no answer for a clerk: {ran.code} {ran.said}"
    true_of = {"recorded": whole, "refused": nothing, "half": whole, "unknown": at > pattern.shown}
    return (
        ""
        if true_of[kind]
        else f"said “{ran.said.strip()}” of {now} events, {first} before, {pattern.events} in all"
    )


def _completed(breaker: Breaker, deed: Deed, society: Society, pattern: Pattern) -> str:
    """The same command again: all of it, once."""
    ran = breaker.run(deed.argv(society), society.folder)
    if ran.code != 0 and not (deed.done_before and deed.done_before in ran.said):
        return f"asked again, it says: {ran.code} {ran.said}"
    found, broken = proof.keys(society)
    if broken or max(found.values()) > 1 or sum(found.values()) != pattern.events:
        return f"asked again, there are {sum(found.values())} events, not {pattern.events}; {broken}"
    if _files(society) != pattern.files:
        return f"files: {sorted(set(_files(society)) ^ set(pattern.files))}"
    return ""
