"""Books as they stand on the disk, kept in memory between two writes.

Whoever writes more than once (the desk, an import) need not load years of books for every entry: what is on the
disk is compared byte for byte with what was read before, what was appended is followed and taken in, and a rule
looks again only at what an entry can bear upon. Whatever does not fit (a file changed, goods, an account opened)
is loaded as a whole, as Beancount does.
"""

from __future__ import annotations

import gc
from collections import Counter, OrderedDict
from collections.abc import Iterable
from copy import copy
from datetime import date
from importlib import import_module
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple

from beancount.core import data
from beancount.parser import parser

from ledger import booking, growing, topfile, trail
from ledger.books import Books
from ledger.core_errors import as_finding
from ledger.district import Ledger
from ledger.findings import Finding
from ledger.load import CANDIDATE, BadBooks, broken, collector_off, gated, judged

MOST_TEXT_BYTES = 10_000_000
"""How much text of books is kept in memory as books: each byte of it takes eleven there (a society of 2,500
transactions has 2.5 MB and takes 28)."""
MEMORY_FOR_TEXT = 11
"""How many bytes of memory a byte of text takes."""


Written = dict[Path, tuple[int, int]]
"""Which files there are, and which writes made them (Ledger.as_written)."""


class Shelf:
    """The books that are in memory, those asked for last at its end; many threads put and take."""

    def __init__(self) -> None:
        """Nothing is in memory."""
        self._kept: OrderedDict[Path, Standing] = OrderedDict()
        self._asked_for: set[Path] = set()
        self._written: dict[Path, Written] = {}
        self._lock = Lock()
        self.most_text_bytes = MOST_TEXT_BYTES

    def __len__(self) -> int:
        """How many books are in memory."""
        return len(self._kept)

    def take(self, folder: Path) -> Standing | None:
        """The books of that folder, which are then on the shelf no more."""
        with self._lock:
            return self._kept.pop(folder, None)

    def look(self, folder: Path) -> Standing | None:
        """The books of that folder, which stay."""
        return self._kept.get(folder)

    def put(self, folder: Path, standing: Standing) -> None:
        """Keep these; where they are too many, those not asked for longest go. The last ones stay, however large."""
        with self._lock:
            self._kept.pop(folder, None)
            self._written.pop(folder, None)
            self._kept[folder] = standing
            self._asked_for.add(folder)
            total = sum(map(_text_bytes, self._kept.values()))
            while total > self.most_text_bytes and len(self._kept) > 1:
                _, gone = self._kept.popitem(last=False)
                total -= _text_bytes(gone)

    def note(self, folder: Path, standing: Standing, written: Written) -> None:
        """These are the books as those writes made them."""
        with self._lock:
            if self._kept.get(folder) is standing:
                self._written[folder] = written

    def as_of(self, folder: Path, written: Written) -> Standing | None:
        """The books of that folder, where the same writes made them; None where others did, or nobody knows."""
        with self._lock:
            found = self._kept.get(folder)
            if found is None or self._written.get(folder) != written:
                return None
            self._asked_for.add(folder)
            self._kept.move_to_end(folder)
            return found

    def sweep(self) -> None:
        """Let go of those that nobody asked for since the last time this was done."""
        with self._lock:
            for folder in self._kept.keys() - self._asked_for:
                del self._kept[folder]
            self._asked_for.clear()

    def clear(self) -> None:
        """Nothing is in memory any more."""
        with self._lock:
            self._kept.clear()


SHELF = Shelf()
_reading = Lock()
"""Whole books are read one after the other: side by side they take as long, and all the memory at once."""


class Standing(NamedTuple):
    """Books that were read whole, or brought up to date since, and whose chain holds."""

    files: dict[str, bytes]
    events: list[trail.Event]
    head: str
    keys: dict[str, trail.Event]
    """The events by idempotency key."""
    books: Books
    accounts: list[Any]
    """The directives that open, close and name what entries are made of."""
    asserted: date
    """The last day whose balance the books assert."""


def _text_bytes(standing: Standing) -> int:
    return sum(map(len, standing.files.values()))


def forget() -> None:
    """Keep nothing in memory: the next write reads all from the disk."""
    SHELF.clear()


def sweep() -> None:
    """Forget the books that nobody asked for since the last time this was done."""
    SHELF.sweep()


def keep_megabytes(megabytes: int) -> None:
    """Let books take so much memory, about; the last ones asked for stay, however large."""
    SHELF.most_text_bytes = megabytes * 1_000_000 // MEMORY_FOR_TEXT


def held(ledger: Ledger) -> dict[str, bytes]:
    """The files of the books as they were last read; none where nothing is kept of them."""
    standing = SHELF.look(ledger.folder)
    return standing.files if standing else {}


def standing(ledger: Ledger, files: dict[str, bytes]) -> Standing:
    """The books as these files say; BadBooks where they cannot be relied on."""
    before = SHELF.take(ledger.folder)
    found = (before and _caught_up(ledger, before, files)) or _read_alone(ledger, files)
    SHELF.put(ledger.folder, found)
    return found


def _read_alone(ledger: Ledger, files: dict[str, bytes]) -> Standing:
    with _reading:
        return _read(ledger, files)


def _read(ledger: Ledger, files: dict[str, bytes]) -> Standing:
    """All of it, from the first byte."""
    chain = trail.chain(ledger, files)
    if sentence := broken(ledger, chain):
        raise BadBooks(sentence)
    if stops := [f for f in gated(ledger, files) if f.source.get("stops")]:
        raise BadBooks(stops[0].text)
    with collector_off():
        entries, _, options = booking.load([(str(ledger.top.resolve()), True)], rules=False)
        books = Books(entries, options)
        gc.freeze()  # these objects live long and form no rings: the collector would stop everybody to walk them all
    accounts = [e for e in entries if isinstance(e, data.Open | data.Close | data.Commodity)]
    asserted = max((e.date for e in entries if isinstance(e, data.Balance | data.Pad)), default=date.min)
    return Standing(files, chain.events, chain.head, chain.keys, books, accounts, asserted)


def _caught_up(ledger: Ledger, before: Standing, files: dict[str, bytes]) -> Standing | None:
    """The books with what was appended since; None where anything else happened to them."""
    tails = _tails(ledger, before, files)
    if tails is None:
        return None
    events = _following(before, tails)
    if events is None or trail.heads(ledger, [*before.events, *events]):
        return None
    if not events:
        return before._replace(files=files)
    added: list[Any] = []
    for name, (tail, line) in tails.items():
        path = ledger.top.resolve().parent / name
        if topfile.strays(path, tail):
            return None
        entries, errors, _ = parser.parse_string(tail, str(path), report_firstline=line)
        if errors or not takes(before, entries):
            return None
        added += entries
    added.sort(key=data.entry_sortkey)
    books = growing.grown(before.books, added)
    books.since, books.moved = "", True
    keys = before.keys | {e.key: e for e in events}
    return before._replace(
        files=files, events=[*before.events, *events], head=events[-1].hash, keys=keys, books=books
    )


def _tails(ledger: Ledger, before: Standing, files: dict[str, bytes]) -> dict[str, tuple[bytes, int]] | None:
    """What was appended to each file, and the line it begins on; None where a file was not only appended to."""
    if not before.files.keys() <= files.keys():
        return None
    grown = files.keys() > before.files.keys() or files[ledger.top.name] != before.files[ledger.top.name]
    if grown and topfile.fault(ledger.top):
        return None
    tails = {}
    for name, content in files.items():
        old = before.files.get(name, b"")
        if content == old or name == ledger.top.name:
            continue
        if name == ledger.policy.name or not content.startswith(old):
            return None
        tails[name] = (content[len(old) :], old.count(b"\n") + 1)
    return tails


def _following(before: Standing, tails: dict[str, tuple[bytes, int]]) -> list[trail.Event] | None:
    """The events in what was appended, which must follow the last one before; None where they do not."""
    events: list[trail.Event] = []
    for name, (tail, line) in tails.items():
        found, stray = trail.events_in(name, tail)
        if stray:
            return None
        events += (e._replace(line=e.line + line - 1) for e in found)
    events.sort(key=lambda e: e.seq)
    seq, head = len(before.events), before.head
    for event in events:
        if (event.seq, event.prev) != (seq + 1, head):
            return None
        seq, head = event.seq, event.hash
    return events


def takes(books: Standing, added: Iterable[Any]) -> bool:
    """Whether entries can be taken in without loading all: money in whole yuan and fen, and facts."""
    return all(
        (booking.is_whole(e) and e.date > books.asserted) if isinstance(e, data.Transaction)
        else isinstance(e, data.Custom) and e.type != "policy"
        for e in added
    )  # fmt: skip


def weighed(before: Standing, added: list[Any]) -> list[Finding]:
    """What is found with the candidate entries that is not found without them, both as of the same day.

    BadBooks where the rules did not run to their end.
    """
    books = growing.grown(before.books, added)
    lasting = any(isinstance(e, data.Custom) and growing.is_lasting(e) for e in added)
    after = [*_core(before, added), *_judged(books, None if lasting else growing.near(books, added))]
    if not any(f.severity == "error" and f.file != CANDIDATE for f in after):
        return [f for f in after if f.file == CANDIDATE]
    without = copy(before.books)
    without.day, without.since, without.moved = books.day, books.since, books.moved
    had = _judged(without, None if lasting else growing.near(without, added))
    return less(after, had)


def _core(before: Standing, added: list[Any]) -> list[Finding]:
    """What Beancount's own validation says of the candidate."""
    entries = sorted([*before.accounts, *added], key=data.entry_sortkey)
    errors = booking.validated(entries, before.books.options)
    return [f for f in map(as_finding, errors) if f.file == CANDIDATE]


def _judged(books: Books, near: Books | None) -> list[Finding]:
    """What the rules say that the top file names as its plugin; BadBooks where one did not run to its end."""
    found: list[Finding] = []
    with judged(books.day):
        for name, _ in books.options["plugin"]:
            findings, ran = import_module(name).judge_added(books, near)
            if stuck := [f for f in findings if f.rule not in ran]:
                raise BadBooks(stuck[-1].text)
            found += findings
    return found


def less(findings: list[Finding], had: Iterable[Finding]) -> list[Finding]:
    """The findings that are not among those that were had before, by rule, severity and line."""
    before = Counter(map(_identity, had))
    new = []
    for each in findings:
        before[_identity(each)] -= 1
        if before[_identity(each)] < 0:
            new.append(each)
    return new


def _identity(found: Finding) -> tuple[str, str, str, int]:
    return found.rule, found.severity, found.file, found.line
