"""An edit made outside, and what is to be done about it: the types that finding, weighing and undoing it share."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import NamedTuple

from huzhu.recording import build
from ledger.district import Society
from ledger.events.event import Event
from ledger.events.facts import EditAdopted, EditUndone
from ledger.journal import Request
from ledger.mistake import Mistake, why

LIST = "sha256.txt"
"""The list of the edited files' hashes, which the fact 账外改动 names."""
Files = dict[str, bytes]


class Asked(NamedTuple):
    """Who wants what to be done, why, and when."""

    by: str
    reason: str
    day: date
    adopt: bool
    """Whether the edit is recorded as new entries, or only undone."""
    lose: bool = False
    """Whether acknowledged entries that nobody has any more are given up."""


class Plan(NamedTuple):
    """What is to be done about an edit."""

    asked: Asked
    good: Files
    """The books as they were before, to the last entry that was acknowledged, with their seals."""
    edited: Files
    place: str
    """Where the edited files are kept, under documents/."""
    events: list[Event]
    left: list[str]
    """What is not recorded, in words: the auditor must look at it."""

    @property
    def hashes(self) -> bytes:
        """The hash of every edited file, one a line."""
        lines = [
            f"{hashlib.sha256(content).hexdigest()}  {name}\n"
            for name, content in sorted(self.edited.items())
        ]
        gone = [f"{'-' * 64}  {name}\n" for name in sorted(self.good.keys() - self.edited.keys())]
        return "".join(lines + gone).encode()

    def requests(self, at: str) -> list[Request]:
        """The fact of the edit, and the new entries, under keys that the same edit always has."""
        sha = hashlib.sha256(self.hashes).hexdigest()
        kind = EditAdopted if self.asked.adopt else EditUndone
        fact = build(
            kind, date=self.asked.day, recorded_by=self.asked.by, reason=self.asked.reason, by=self.asked.by,
            sha256=sha, filed_as=f"{self.place}/{LIST}",
        )  # fmt: skip
        return [Request(e, f"{key_of(sha)}{n}", at) for n, e in enumerate([fact, *self.events])]


def key_of(sha: str) -> str:
    """How the keys of an adoption's entries begin: the same edit always has the same."""
    return f"edit-{sha[:16]}-"


def files(society: Society) -> Files:
    """Every file of the books and the seals, as they are, readable or not."""
    paths = [*society.files, *sorted(society.seals.glob("*.json"))]
    try:
        return {p.relative_to(society.folder).as_posix(): p.read_bytes() for p in paths if p.is_file()}
    except OSError as fault:
        raise Mistake(f"账簿读不出来：{why(fault)}") from None


def books(files: Files) -> Files:
    """Those of the files that are no seals."""
    return {n: c for n, c in files.items() if not n.startswith("seals/")}
