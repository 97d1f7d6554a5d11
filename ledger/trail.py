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
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from ledger.district import Ledger

_EVENT = re.compile(
    rb"^\d{4}-\d\d-\d\d [^\n]*\n"
    rb'  seq: (\d+)\n  at: "([^"\n]*)"\n  key: "([^"\n]*)"\n  prev: "([0-9a-f]{64})"\n',
    re.MULTILINE,
)


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


def _fields(*fields: bytes) -> str:
    digest = hashlib.sha256()
    for field in fields:
        digest.update(len(field).to_bytes(8, "big"))
        digest.update(field)
    return digest.hexdigest()


def genesis(ledger_id: str) -> str:
    """The `prev` of the first event: bound to whose books these are."""
    return _fields(b"huzhu", b"1", ledger_id.encode())


def hash_of(file: str, prev: str, text: bytes) -> str:
    """The hash of an event: of the file it stands in, the event before, and its text."""
    return _fields(file.encode(), prev.encode(), text)


def body(text: bytes) -> bytes:
    """An event's text without its place in the chain and its voucher: what a repeated request is known by."""
    place = (b"  seq: ", b"  at: ", b"  prev: ", b"  voucher: ")
    return b"\n".join(line for line in text.rstrip().split(b"\n") if not line.startswith(place))


def events_in(file: str, content: bytes) -> tuple[list[Event], list[Break]]:
    """The events of one file, and a break where bytes stand before the first."""
    hits = list(_EVENT.finditer(content))
    found = []
    line = 1
    at = 0
    for number, hit in enumerate(hits):
        end = hits[number + 1].start() if number + 1 < len(hits) else len(content)
        line += content.count(b"\n", at, hit.start())
        at = hit.start()
        text = content[at:end]
        prev = hit[4].decode()
        found.append(Event(int(hit[1]), hit[3].decode(), prev, file, line, hash_of(file, prev, text), text))
    stray = content[: hits[0].start()] if hits else content
    breaks = [Break(file, 1, "开头有不是 huzhu 写的内容")] if stray.strip() else []
    return found, breaks


def _links(events: list[Event], ledger_id: str) -> Iterable[Break]:
    prev, expected = genesis(ledger_id), 1
    for event in events:
        if event.seq != expected:
            what = "重复" if event.seq < expected else f"第{expected}笔到第{event.seq - 1}笔不见了"
            yield Break(event.file, event.line, f"第{event.seq}笔前后不连续：{what}")
            return
        if event.prev != prev:
            yield Break(
                event.file, event.line, f"第{expected - 1}笔在记账后被改动过（第{event.seq}笔对不上它）"
            )
            return
        prev, expected = event.hash, expected + 1


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
    breaks += _links(events, ledger.id)
    head = events[-1].hash if events else genesis(ledger.id)
    if not breaks:
        breaks += _head_break(ledger, events)
    return Chain(events, breaks, head)


def _head_break(ledger: Ledger, events: list[Event]) -> list[Break]:
    """The head as last acknowledged must be among the events: later ones may have come, none may be gone."""
    path = ledger.seals / "head.json"
    if not path.is_file():
        return []
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        seq, head = int(kept["seq"]), str(kept["hash"])
    except (ValueError, KeyError, TypeError):
        return [Break("seals/head.json", 1, "校验码文件被改动过")]
    if seq > len(events):
        return [Break("seals/head.json", 1, f"账尾被截去：已确认记到第{seq}笔，账里只有{len(events)}笔")]
    if seq > 0 and events[seq - 1].hash != head:
        return [Break(events[seq - 1].file, events[seq - 1].line, f"第{seq}笔在记账后被改动过")]
    return []


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
