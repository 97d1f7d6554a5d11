"""The hash chain that rides in the books.

Every event carries, as the first metadata of its first directive, its running number over all files of the
books, the time, the client's key and `prev`, the hash of the event before (books.md §3). The hash of an
event is SHA-256 over its length-prefixed fields: the file it stands in, its `prev`, and its text to the
last byte, so that no byte can change unseen between two events. The head, as last acknowledged, is kept in
seals/head.json: it shows a tail that was cut off.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ledger.district import AsRead, Ledger

_DAY = re.compile(rb"\d{4}-\d\d-\d\d ")
_STAMP = re.compile(rb'\n  seq: (\d{1,9})\n  at: "[^"\n]*"\n  key: "([^"\n]*)"\n  prev: "([0-9a-f]{64})"\n')
_HEAD = re.compile(rb'\{"seq": ([1-9]\d{0,8}), "hash": "([0-9a-f]{64})"\}\n')
_POLICY = re.compile(rb'^  policy-sha256: "([0-9a-f]{64})"$', re.MULTILINE)


class Event(NamedTuple):
    """One event as it stands in a file."""

    seq: int
    key: str
    prev: str
    file: str
    """Relative to the folder of the books."""
    line: int
    hash: str
    text: bytes


class Break(NamedTuple):
    """A place where the chain does not hold."""

    file: str
    line: int
    text: str


Head = tuple[int, str]
"""Number and hash of an event: how far a chain had come."""


class Chain(NamedTuple):
    """The chain of one ledger's books."""

    events: list[Event]
    breaks: list[Break]
    head: str
    """The hash that the next event carries as its `prev`."""

    @property
    def keys(self) -> dict[str, Event]:
        """The events by idempotency key."""
        return {e.key: e for e in self.events}


@cache
def _file_field(file: str) -> bytes:
    return prefixed(file.encode())


def prefixed(*fields: bytes) -> bytes:
    """Fields one after the other, each with its length before it: no two lists of fields are the same bytes."""
    return b"".join(len(field).to_bytes(8, "big") + field for field in fields)


def _fields(*fields: bytes) -> str:
    return hashlib.sha256(prefixed(*fields)).hexdigest()


def genesis(ledger_id: str) -> str:
    """The `prev` of the first event: bound to whose books these are."""
    return _fields(b"huzhu", b"1", ledger_id.encode())


def hash_of(file: str, prev: str, text: bytes) -> str:
    """The hash of an event: of the file it stands in, the event before, and its text."""
    fields = (_file_field(file), prefixed(prev.encode()), len(text).to_bytes(8, "big"), text)
    return hashlib.sha256(b"".join(fields)).hexdigest()


def body(text: bytes) -> bytes:
    """An event's text without its place in the chain and its voucher: what a repeated request is known by."""
    place = (b"  seq: ", b"  at: ", b"  prev: ", b"  voucher: ")
    return b"\n".join(line for line in text.rstrip().split(b"\n") if not line.startswith(place))


def events_in(file: str, content: bytes) -> tuple[list[Event], list[Break]]:
    """The events of one file, and a break where bytes stand before the first."""
    found = []
    line = 1
    at = 0
    stamps = list(_stamps(content))
    ends = [start for start, _ in stamps[1:]] + [len(content)]
    for (start, stamp), end in zip(stamps, ends, strict=False):
        line += content.count(b"\n", at, start)
        at = start
        text = content[start:end]
        prev = stamp[3].decode()
        found.append(
            Event(int(stamp[1]), stamp[2].decode(), prev, file, line, hash_of(file, prev, text), text)
        )
    stray = content[: stamps[0][0]] if stamps else content
    breaks = [Break(file, 1, "开头有不是 huzhu 写的内容")] if stray else []
    return found, breaks


def _stamps(content: bytes) -> Iterator[tuple[int, re.Match[bytes]]]:
    """Each stamp that stands below a dated line, and where that line begins.

    The search is for the stamp and not for the line, because every line might begin with a day and few with `seq`.
    """
    for stamp in _STAMP.finditer(content):
        start = content.rfind(b"\n", 0, stamp.start()) + 1
        if _DAY.match(content, start):
            yield start, stamp


def _links(events: list[Event], ledger_id: str, kept: tuple[int, str]) -> Iterable[Break]:
    """The first place where the chain does not hold; `kept` is number and hash as last acknowledged.

    Where an event and the one before do not fit together, the one whose hash nothing vouches for was changed.
    """
    prev, expected = genesis(ledger_id), 1
    for event in events:
        if event.seq != expected:
            yield Break(event.file, event.line, f"第{event.seq}笔前后不连续：{_gap(expected, event.seq)}")
            return
        if event.prev != prev:
            yield _unlinked(events, expected - 1, kept)
            return
        prev, expected = event.hash, expected + 1


def _unlinked(events: list[Event], at: int, kept: Head) -> Break:
    """Which of two events that do not fit together was changed: the one whose hash neither a later one nor the head knows.

    Where the one after them is gone nothing tells, and both are named.
    """
    before, event = events[max(at - 1, 0)], events[at]
    vouched = {e.prev for e in events} | {kept[1]} | {e.hash for e in events[-1:] if e.seq > kept[0]}
    followed = any(e.seq == event.seq + 1 for e in events)
    if at and event.hash in vouched:
        return Break(before.file, before.line, f"第{before.seq}笔在记账后被改动过")
    if at == 0 or event.seq == kept[0] or followed:
        return Break(event.file, event.line, f"第{event.seq}笔在记账后被改动过")
    return Break(before.file, before.line, f"第{before.seq}笔或第{event.seq}笔在记账后被改动过")


def _gap(expected: int, seq: int) -> str:
    if seq < expected:
        return "重复"
    return f"第{expected}笔不见了" if seq == expected + 1 else f"第{expected}笔到第{seq - 1}笔不见了"


def chain(ledger: Ledger, contents: dict[str, bytes] | None = None) -> Chain:
    """Read and follow the chain of a ledger's books; `contents` spares reading the files again."""
    contents = ledger.contents() if contents is None else contents
    events: list[Event] = []
    breaks: list[Break] = []
    for file in ledger.chained(contents):
        found, stray = events_in(file, contents[file])
        events += found
        breaks += stray
    events.sort(key=lambda e: e.seq)
    kept = head_in(ledger.seals / "head.json")
    breaks += _links(events, ledger.id, kept or (0, ""))
    if not breaks:
        breaks += [*_moved(events), *_policy_break(ledger, events, contents)]
        ends = heads(ledger, events)
        if ends and isinstance(contents, AsRead) and ledger.contents() != contents:
            ends = []  # somebody wrote since these were read, and the head is that of later books
        breaks += ends
    head = events[-1].hash if events else genesis(ledger.id)
    return Chain(events, breaks, head)


def _moved(events: list[Event]) -> Iterable[Break]:
    """Events of a file stand in the order of the chain: where they do not, somebody moved one."""
    last: dict[str, Event] = {}
    for event in events:
        before = last.setdefault(event.file, event)
        if event.line < before.line:
            yield Break(event.file, event.line, f"第{event.seq}笔被挪到了第{before.seq}笔前面")
            return
        last[event.file] = event


def head_in(path: Path) -> Head | None:
    """Number and hash in a file of the head; None where there is no file, (0, "") where it is not as we write it."""
    if not path.is_file():
        return None
    found = _HEAD.fullmatch(path.read_bytes())
    return (int(found[1]), found[2].decode()) if found else (0, "")


def heads(ledger: Ledger, events: list[Event]) -> list[Break]:
    """Where the events are not those that were acknowledged: by the head kept beside them, and by the district's."""
    breaks = _head_break(ledger, head_in(ledger.seals / "head.json"), events)
    return breaks or _witness_break(ledger, events)


def witness(ledger: Ledger) -> Path | None:
    """Where the district keeps a society's head as last acknowledged, outside its folder; a lone society has no such place."""
    district = ledger.folder.parent.parent
    if ledger.folder.parent.name != "societies" or not (district / "district.beancount").is_file():
        return None
    return district / "heads" / f"{ledger.id}.json"


def _witness_break(ledger: Ledger, events: list[Event]) -> list[Break]:
    """An old copy of a whole society folder is whole in itself: the district remembers how far the books had come."""
    path = witness(ledger)
    known = head_in(path) if path else None
    if known is None:
        return []
    name, (seq, head) = f"heads/{ledger.id}.json", known
    if seq == 0:
        return [Break(name, 1, "区里留的校验码文件被改动过")]
    if seq > len(events):
        return [Break(name, 1, f"账簿被换成了旧的：全区记到第{seq}笔，这里只有第{len(events)}笔")]
    if events[seq - 1].hash != head:
        return [Break(name, 1, f"账簿被换过：第{seq}笔和区里记下的不一样")]
    return []


def _head_break(ledger: Ledger, kept: Head | None, events: list[Event]) -> list[Break]:
    """The head as last acknowledged must be among the events: later ones may have come, none may be gone.

    Where it is another than its event's, the one that nothing else vouches for was changed.
    """
    if kept is None:
        return [Break("seals/head.json", 1, "校验码文件不见了")] if events else []
    seq, head = kept
    if seq == 0:
        return [Break("seals/head.json", 1, "校验码文件被改动过")]
    if seq > len(events):
        return [Break("seals/head.json", 1, f"账尾被截去：已确认记到第{seq}笔，账里只有{len(events)}笔")]
    if events[seq - 1].hash != head:
        path = witness(ledger)
        known = (head_in(path) if path else None) or (0, "")
        if events[seq - 1].hash in {known[1], *(e.prev for e in events[seq:])}:
            return [Break("seals/head.json", 1, "校验码文件被改动过")]
        return [Break(events[seq - 1].file, events[seq - 1].line, f"第{seq}笔在记账后被改动过")]
    return []


def _policy_break(ledger: Ledger, events: list[Event], contents: dict[str, bytes]) -> list[Break]:
    """The policy holds no events: the last event that names its hash vouches for it."""
    files = {relative(ledger, ledger.accounts), relative(ledger, ledger.facts)}
    named = [hit[1].decode() for e in events if e.file in files and (hit := _POLICY.search(e.text))]
    name = relative(ledger, ledger.policy)
    if not named or hashlib.sha256(contents.get(name, b"")).hexdigest() == named[-1]:
        return []
    return [Break(name, 1, "政策文件和记账时的不一样")]


def head_text(seq: int, head: str) -> bytes:
    """What seals/head.json holds after event `seq`."""
    return (json.dumps({"seq": seq, "hash": head}) + "\n").encode()


def last_voucher(content: bytes, month: str) -> int:
    """The highest running number of a month's vouchers in its file; 0 where there is none."""
    numbers = re.findall(rf'^  voucher: "{month}-(\d+)"$'.encode(), content, re.MULTILINE)
    return max((int(n) for n in numbers), default=0)


def relative(ledger: Ledger, path: Path) -> str:
    """A file's name as the chain knows it."""
    return path.relative_to(ledger.folder).as_posix()
