"""What the rules found in each society's books, kept in memory until a file of the books or the day is another."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from huzhu.checking import judge
from huzhu.desk.wording import at_the_desk
from huzhu.discreet import discreet
from ledger import load, trail
from ledger.district import Ledger
from ledger.entries import case_number, text
from ledger.findings import Finding
from ledger.mistake import Mistake

MOST_KEPT = 400
"""How many judgments are kept: those of a district's societies, and of some days asked for."""


class Found(NamedTuple):
    """One finding, and where in the books it leads; nothing of the books themselves."""

    rule: str
    severity: str
    text: str
    clause: str
    day: date | None
    file: str
    """Relative to the folder of the books; empty where it speaks of them as a whole."""
    line: int
    voucher: str
    case: str
    seq: int
    """The event it points at, from 1; 0 where it is none."""
    papers: tuple[str, ...]
    """What is filed under its case: paths under documents/, empty for one that lies in the archive."""


class Told(NamedTuple):
    """What is to be said of one society's books."""

    found: tuple[Found, ...]
    sentence: str
    """Why no conclusion may be drawn; empty where one may."""

    def count(self, severity: str) -> int:
        """How many findings of that severity."""
        return sum(f.severity == severity for f in self.found)


class Judgments:
    """Judges books when asked, once for the same bytes and the same day."""

    def __init__(self) -> None:
        self._kept: dict[tuple[Path, date], tuple[bytes, Told]] = {}
        self._judging = Lock()

    def known(self, ledger: Ledger, day: date) -> Told | None:
        """What was found in the books as they are on the disk now; None where nobody has asked yet."""
        try:
            digest = _digest(ledger)
        except Mistake as mistake:
            return Told((), discreet(str(mistake)))
        kept = self._kept.get((ledger.folder, day))
        return kept[1] if kept and kept[0] == digest else None

    def of(self, ledger: Ledger, day: date) -> Told:
        """What is found in the books as they are on the disk now. One at a time: judging is work for a whole core."""
        if (told := self.known(ledger, day)) is not None:
            return told
        with self._judging:
            if (told := self.known(ledger, day)) is not None:
                return told
            digest, told = _digest(ledger), _judged(ledger, day)
            self._kept[ledger.folder, day] = digest, told
            while len(self._kept) > MOST_KEPT:
                del self._kept[next(iter(self._kept))]
            return told


def _digest(ledger: Ledger) -> bytes:
    """The sum of all the books' files; Mistake where they cannot be read."""
    summed = hashlib.sha256()
    for name, content in load.contents(ledger).items():
        summed.update(f"{len(name)} {name}{len(content)} ".encode() + content)
    return summed.digest()


def _judged(ledger: Ledger, day: date) -> Told:
    verdict = judge(ledger, day)
    events = _events(ledger) if verdict.findings else {}
    papers = dict(_papers(verdict.loaded)) if verdict.loaded else {}
    return Told(
        tuple(_found(ledger, f, events, papers) for f in verdict.findings), discreet(verdict.sentence)
    )


def _found(
    ledger: Ledger, found: Finding, events: dict[str, list[trail.Event]], papers: dict[str, list[str]]
) -> Found:
    file = Path(found.file)
    inside = file.is_absolute() and file.is_relative_to(ledger.folder.resolve())
    name = file.relative_to(ledger.folder.resolve()).as_posix() if inside else ""
    case = _case(found)
    return Found(
        found.rule, found.severity, at_the_desk(found.text), found.clause, found.day, name, found.line if name else 0,
        text(found.entry, "voucher") if found.entry is not None else "", case,
        _seq(events.get(name, []), found.line), tuple(papers.get(case, ())),
    )  # fmt: skip


def _case(found: Finding) -> str:
    """The case that a finding's entry belongs to; empty where it is of none."""
    entry = found.entry
    if hasattr(entry, "links"):
        return case_number(entry)
    values = (
        [str(v.value) for v in getattr(entry, "values", ())]
        if getattr(entry, "type", "") in _OF_A_CASE
        else []
    )
    return values[0] if values else ""


_OF_A_CASE = ("救助", "转介", "案卷材料")


def _events(ledger: Ledger) -> dict[str, list[trail.Event]]:
    found: dict[str, list[trail.Event]] = {}
    for event in trail.chain(ledger).events:
        found.setdefault(event.file, []).append(event)
    for events in found.values():
        events.sort(key=lambda e: e.line)
    return found


def _seq(events: list[trail.Event], line: int) -> int:
    """The event that a line of a file belongs to."""
    at = bisect_right([e.line for e in events], line)
    return events[at - 1].seq if at else 0


def _papers(loaded: load.Loaded) -> Iterator[tuple[str, list[str]]]:
    """The papers of each case, by its number."""
    found: dict[str, list[str]] = {}
    for entry in loaded.entries:
        if getattr(entry, "type", "") == "案卷材料" and entry.values:
            found.setdefault(str(entry.values[0].value), []).append(text(entry, "filed-as"))
    yield from found.items()
