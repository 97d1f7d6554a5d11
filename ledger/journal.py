"""The only writer: lock → tail read from disk → candidate judged with the books → one whole write.

A write is refused when the books with the new entry break a rule that the books without it do not: a
backdated entry may break a later payment, so findings before and after are compared, not counted. What is
acknowledged is on the disk; what is refused has changed no byte.
"""

from __future__ import annotations

import re
import shutil
import stat
from collections import ChainMap
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from beancount import loader
from beancount.parser import parser

from ledger import standing, storage, topfile, trail, writing
from ledger.chart import BadAccount
from ledger.core_errors import as_finding
from ledger.district import District, Ledger
from ledger.events.event import Event, Stamp
from ledger.findings import Finding
from ledger.load import CANDIDATE, BadBooks, Loaded, contents, judged, load, there
from ledger.standing import Standing
from ledger.statements import LINK, linked
from ledger.storage import NotWritten, OutcomeUnknown


class Refused(Exception):
    """The books with this entry would break a rule; nothing was written."""

    def __init__(self, findings: list[Finding], events: dict[int, list[Finding]]) -> None:
        """The new findings, and those of them that point at one of the events, by its request's number."""
        super().__init__("\n".join(f.message for f in findings))
        self.findings = findings
        self.events = events


class Entry(NamedTuple):
    """One event as written, or as it would be."""

    event: Event
    stamp: Stamp
    text: str
    file: str
    """Relative to the folder of the books."""
    number: int
    """Which of the requests it is, from 0."""
    again: bool
    """It was already in the books under the same key; nothing was written for it."""


class Receipt(NamedTuple):
    """What a write did, or on a dry run would do."""

    entries: list[Entry]
    """In the order of the requests."""
    findings: list[Finding]
    """New findings that do not stop the write: overdue duties and warnings."""
    head: str


class Request(NamedTuple):
    """An event to record, with the client's idempotency key and the time with its zone."""

    event: Event
    key: str
    at: str


def record(ledger: Ledger, requests: Sequence[Request], *, dry_run: bool = False) -> Receipt:
    """Record events, all of them or none.

    Raises Refused when a rule would be broken, BadBooks when the books cannot be judged, NotWritten (Busy
    among them) when nothing was written, OutcomeUnknown when the disk did not confirm.
    """
    there(ledger)  # before the lock, which would make the folder
    with storage.locked(ledger.folder):
        files = contents(ledger, standing.held(ledger))
        books = standing.standing(ledger, files)
        entries = list(_stamped(ledger, books, requests))
        fresh = [e for e in entries if not e.again]
        _prove(fresh)
        _refuse_booked(books, fresh)
        findings = _judge(ledger, books, fresh) if fresh else []
        head = _hash(fresh[-1]) if fresh else books.head
        if fresh and not dry_run:
            _write(ledger, files, fresh, head)
        elif not dry_run:
            _confirm(ledger, files, entries)
    return Receipt(sorted(entries, key=lambda e: e.number), findings, head)


def seen(ledger: Ledger) -> Standing:
    """The books as they are on the disk, for whoever fills in a form: what can be chosen, and what is there.

    Raises as `record` does before it writes. They are kept in memory for the write that follows; nobody changes them.
    Files that no write has made anew since are not read again for it: whoever writes then reads every byte.
    """
    there(ledger)
    written = ledger.as_written()
    if found := standing.SHELF.as_of(ledger.folder, written):
        return found
    with storage.locked(ledger.folder):
        found = standing.standing(ledger, contents(ledger, standing.held(ledger)))
    standing.SHELF.note(ledger.folder, found, written)
    return found


def _stamped(ledger: Ledger, books: Standing, requests: Iterable[Request]) -> Iterator[Entry]:
    """Each event with its voucher and its place in the chain; a repeated key is recognised.

    Events of one file stand together, facts before the money that rests on them, so that a write cut off
    between two files leaves a whole chain, and the same requests again complete it.
    """
    seq, prev, files = len(books.events), books.head, books.files
    known = ChainMap[str, trail.Event]({}, books.keys)
    vouchers: dict[str, int] = {}
    for number, request in sorted(enumerate(requests), key=lambda r: _place(ledger, r[1].event)):
        file = trail.relative(ledger, request.event.path(ledger))
        if (before := known.get(request.key)) is not None:
            yield _again(number, request, before)
            continue
        _refuse_closed(files, ledger, request.event)
        event = _numbered(request.event, files.get(file, b""), vouchers)
        seq += 1
        stamp = Stamp(seq, request.at, request.key, prev)
        text = _text(event, stamp)
        entry = Entry(event, stamp, text, file, number, again=False)
        content, made = text.encode(), _hash(entry)
        known[request.key] = trail.Event(seq, request.key, prev, file, 0, made, content)
        prev = made
        yield entry


def _hash(entry: Entry) -> str:
    return trail.hash_of(entry.file, entry.stamp.prev, entry.text.encode())


def _place(ledger: Ledger, event: Event) -> tuple[bool, str]:
    path = event.path(ledger)
    return path not in (ledger.accounts, ledger.facts), path.as_posix()


def _text(event: Event, stamp: Stamp) -> str:
    """The event as it will stand in its file; NotWritten where a word, or the key, cannot stand there."""
    try:
        return writing.text(event.entries(stamp.meta()))
    except (writing.Unwritable, BadAccount) as bad:
        raise NotWritten(f"没有记账：{bad}") from bad


def _prove(fresh: Sequence[Entry]) -> None:
    """NotWritten where the texts, read back together, do not say what the events do: one reading for all of them."""
    try:
        writing.prove(
            [d for e in fresh for d in e.event.entries(e.stamp.meta())], "".join(e.text for e in fresh)
        )
    except writing.Unwritable as bad:
        raise NotWritten(f"没有记账：{bad}") from bad


def _again(number: int, request: Request, before: trail.Event) -> Entry:
    stamp = Stamp(before.seq, request.at, before.key, before.prev)
    event = request.event
    text = _text(event, stamp)
    if trail.body(text.encode()) != trail.body(before.text):
        raise NotWritten(f"没有记账：key“{request.key}”已经用在第{before.seq}笔另一件事上，请换一个 key")
    return Entry(event, stamp, before.text.decode(), before.file, number, again=True)


def _numbered(event: Event, content: bytes, vouchers: dict[str, int]) -> Event:
    """The event with the month's next voucher number, where it is money and has none yet."""
    if "voucher" not in type(event).model_fields or event.file in ("facts", "accounts"):
        return event  # a fact may name a voucher, and has none of its own
    month = event.file
    vouchers.setdefault(month, trail.last_voucher(content, month))
    vouchers[month] += 1
    if getattr(event, "voucher", None):
        return event
    return event.model_copy(update={"voucher": f"{month}-{vouchers[month]:03d}"})


def _refuse_closed(files: dict[str, bytes], ledger: Ledger, event: Event) -> None:
    """A closed month takes nothing more, in the storage function and not only in the rules."""
    month = f"{event.date:%Y-%m}"
    if event.file == month and month in closed_months(files, ledger):
        raise NotWritten(f"没有记账：{month} 已经月结，不能再记这个月的账。更正请在未结的月份里冲销")


def _refuse_booked(books: Standing, fresh: Sequence[Entry]) -> None:
    """A row of a statement is booked once, under whichever key it comes (books.md §3); one reversed may come anew."""
    links = [link for e in fresh if (link := getattr(e.event, "link", None)) and LINK.fullmatch(link)]
    if not links:
        return
    booked = linked(books.books)
    for link in links:
        if link in booked:
            voucher = f"凭证{booked[link]}" if booked[link] else "同一次要记的另一笔"
            raise NotWritten(f"没有记账：账单上的这一行（{link}）已经记在{voucher}里，不能再记一次")
        booked[link] = ""


def closed_months(files: dict[str, bytes], ledger: Ledger) -> set[str]:
    """The months that the fact file closes, read without loading the books."""
    facts = files.get(trail.relative(ledger, ledger.facts), b"")
    state: dict[str, bool] = {}
    for kind, month in re.findall(rb'^\d{4}-\d\d-\d\d custom "([^"]+)" "(\d{4}-\d\d)"$', facts, re.MULTILINE):
        word = kind.decode()
        if word in ("月结", "反结账"):
            state[month.decode()] = word == "月结"
    return {month for month, closed in state.items() if closed}


def _judge(ledger: Ledger, books: Standing, fresh: list[Entry]) -> list[Finding]:
    """The new findings of books + candidate; Refused when one of them is an error.

    Beancount orders the entries of one day by line number, so the candidate stands below every line that is
    there already: it is judged in the order in which it will be read back.
    """
    below = max((c.count(b"\n") for c in books.files.values()), default=0)
    text = "".join(e.text for e in fresh)
    added, errors, _ = parser.parse_string(text, CANDIDATE, report_firstline=below + 1)
    if not errors and standing.takes(books, added):
        new = standing.weighed(books, added)
    else:
        new = _new(load(ledger, candidate="\n" * below + text, files=books.files))
    if any(f.severity == "error" for f in new):
        raise Refused(new, _by_event(new, fresh, below + 1))
    return new


def _new(loaded: Loaded) -> list[Finding]:
    """What is found with the candidate and not without it, both judged as of the same day.

    The books without it are what the loader gave, less the candidate, transformed once more as Beancount
    does. What time alone brought is then in both, and is not held against the entry.
    """
    if not loaded.ran or loaded.ran == ("top_file",):
        raise BadBooks(
            loaded.findings[0].text if loaded.findings else "规则没有运行，不能记账。请重新安装 huzhu"
        )
    if stuck := [f for f in loaded.findings if f.rule not in (*loaded.ran, "beancount")]:
        raise BadBooks(stuck[-1].text)
    if not loaded.findings:
        return []
    kept = [e for e in loaded.entries if e.meta.get("filename") != CANDIDATE]
    with judged(loaded.day):
        _, errors = loader.run_transformations(kept, [], loaded.options, None)
    return standing.less(loaded.findings, map(as_finding, errors))


def _by_event(new: list[Finding], fresh: list[Entry], first: int) -> dict[int, list[Finding]]:
    """Which of the events an error points at, by the lines of the candidate text, which begins at `first`."""
    found: dict[int, list[Finding]] = {}
    for entry in fresh:
        last = first + entry.text.count("\n")
        mine = [f for f in new if f.severity == "error" and f.file == CANDIDATE and first <= f.line < last]
        if mine:
            found[entry.number] = mine
        first = last
    return found


def _write(ledger: Ledger, files: dict[str, bytes], fresh: list[Entry], head: str) -> None:
    """One whole write per file, in the order of the chain; then the head, for whoever looks for a cut tail."""
    _ready_months(ledger, files, {e.file for e in fresh})
    whole: dict[Path, bytes] = {}
    for file in dict.fromkeys(e.file for e in fresh):
        added = "".join(e.text for e in fresh if e.file == file).encode()
        whole[ledger.folder / file] = files.get(file, b"") + added
    storage.replace_all(whole)
    _remember(ledger, trail.head_text(fresh[-1].stamp.seq, head))


def _confirm(ledger: Ledger, files: dict[str, bytes], entries: list[Entry]) -> None:
    """Write the files of repeated requests once more: the disk may never have confirmed the first time.

    A month that was sealed since was read back from the disk then.
    """
    paths = {ledger.folder / e.file for e in entries}
    if asked := [path for path in sorted(paths) if path.stat().st_mode & stat.S_IWUSR]:
        storage.replace_all({path: files[trail.relative(ledger, path)] for path in asked})


def _remember(ledger: Ledger, head: bytes) -> None:
    """The head beside the books, and once more in the district: the books are on the disk, it may lag, never lead."""
    places = [path for path in (ledger.seals / "head.json", trail.witness(ledger)) if path is not None]
    with suppress(NotWritten, OutcomeUnknown, OSError):
        for path in places:
            path.parent.mkdir(exist_ok=True)
        storage.replace_all(dict.fromkeys(places, head), lasting=False)


def _ready_months(ledger: Ledger, files: dict[str, bytes], wanted: set[str]) -> None:
    """Make a new month's empty file and include it, before anything is written into it.

    An empty month says nothing, so whichever of the two steps a crash falls between, the books are as
    before.
    """
    top = topfile.read(files[ledger.top.name].decode())
    assert top is not None, "the gate lets no foreign top file through"
    included = topfile.months(top)
    lasting = (trail.relative(ledger, ledger.accounts), trail.relative(ledger, ledger.facts))
    new = {Path(f).stem for f in wanted if f not in lasting} - set(included)
    if not new:
        return
    if empty := {ledger.journal(m): b"" for m in sorted(new) if not ledger.journal(m).exists()}:
        storage.replace_all(empty)
    content = topfile.text(top.title, [*included, *new], bureau=isinstance(ledger, District))
    storage.replace(ledger.top, content.encode())


def created(ledger: Ledger, title: str, policy: str, requests: Sequence[Request]) -> None:
    """Make new books: folders, top file, policy, and the first events; the folder must not exist yet.

    Everything is written into a folder beside it, which takes its name in one step. Raises as `record` does.
    """
    final = ledger.folder
    if final.exists():
        raise NotWritten(f"{final.name} 已经有账簿了，编号不能重复使用，请换一个")
    if writing.unfit(title):
        raise NotWritten(f"“{title!a}”里有不能用在账簿名称里的字符，请去掉")
    scratch = final.with_name(f".{final.name}.new")
    shutil.rmtree(scratch, ignore_errors=True)
    draft = type(ledger)(scratch / final.name)
    try:
        _lay_out(draft, title, policy, requests)
        storage.show(draft.folder, final)
        if requests:
            _remember(ledger, (ledger.seals / "head.json").read_bytes())
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _lay_out(draft: Ledger, title: str, policy: str, requests: Sequence[Request]) -> None:
    """The whole folder, in a place where nobody looks: whatever the disk does not confirm is not there."""
    first = {
        draft.policy: policy.encode(),
        draft.top: topfile.text(title, [], bureau=isinstance(draft, District)).encode(),
        draft.accounts: b"",
        draft.facts: b"",
    }
    try:
        for folder in (draft.months_folder, draft.documents, draft.seals, draft.folder / "archive"):
            folder.mkdir(parents=True, exist_ok=True)
        storage.replace_all(first)
        record(draft, requests)
    except OSError as fault:
        raise storage.not_written(draft.folder, fault) from fault
    except OutcomeUnknown as unknown:
        raise NotWritten("没有建账：磁盘没有确认写入，请检查磁盘后再建一次") from unknown
    if requests and not (draft.seals / "head.json").is_file():
        raise NotWritten("没有建账：磁盘没有写全，请检查磁盘后再建一次")
    assert not trail.chain(draft).breaks, "the first events name another policy than the books hold"
