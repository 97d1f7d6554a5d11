"""Books as they stand on the disk, kept in memory between two writes.

Whoever writes more than once (the desk, an import) need not load years of books for every entry: what is on the
disk is compared byte for byte with what was read before, what was appended is followed and taken in, and a rule
looks again only at what an entry can bear upon. Whatever does not fit (a file changed, goods, an account opened)
is loaded as a whole, as Beancount does.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Iterable
from copy import copy
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from beancount.core import data
from beancount.parser import parser

from ledger import booking, growing, topfile, trail
from ledger.books import Books
from ledger.core_errors import as_finding
from ledger.district import Ledger
from ledger.findings import Finding
from ledger.load import CANDIDATE, BadBooks, broken, collector_off, gated, judged

MOST_HELD = 4
"""How many ledgers are kept in memory: some 50 MB for 5,000 transactions."""
_held: OrderedDict[Path, Standing] = OrderedDict()


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


def forget() -> None:
    """Keep nothing in memory: the next write reads all from the disk."""
    _held.clear()


def held(ledger: Ledger) -> dict[str, bytes]:
    """The files of the books as they were last read; none where nothing is kept of them."""
    standing = _held.get(ledger.folder)
    return standing.files if standing else {}


def standing(ledger: Ledger, files: dict[str, bytes]) -> Standing:
    """The books as these files say; BadBooks where they cannot be relied on."""
    before = _held.pop(ledger.folder, None)
    found = (before and _caught_up(ledger, before, files)) or _read(ledger, files)
    _held[ledger.folder] = found
    if len(_held) > MOST_HELD:
        _held.popitem(last=False)
    return found


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
