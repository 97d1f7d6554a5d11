"""The tamper campaign: one random change after another on a society's folder, and each must be found and named.

    python -m tests.tamper --changes 10000 --seed 7

The society has closed and signed months, one of them reopened in between, papers and a district that remembers how
far its books had come. A change is found when `huzhu trail verify` says anything but that all is well; it is named when
it says the file that was changed or the number of an entry that was. The same seed makes the same changes.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NamedTuple

from huzhu import closing
from huzhu.auditing import verifying
from ledger import journal, trail
from ledger.district import Society
from ledger.events import facts
from tests import societies as made
from tests.officers import ACCOUNTANT, PRESIDENT
from tests.societies import donation, record

Files = dict[str, bytes]
OFFICERS = {"zhangsan": PRESIDENT, "wangwu": ACCOUNTANT}


class Base(NamedTuple):
    """The books before anything is done to them."""

    society: Society
    history: list[Files]
    """The whole folder after each thing that happened, the last as it is now."""
    events: list[trail.Event]

    @property
    def files(self) -> Files:
        """The folder as it is."""
        return self.history[-1]


class Change(NamedTuple):
    """What was done: the files as they then are (None: deleted), and the entries that it touches."""

    files: dict[str, bytes | None]
    entries: frozenset[int] = frozenset()


class Missed(NamedTuple):
    """A change that was not found, or not named."""

    number: int
    kind: str
    files: list[str]
    said: list[str]


# --- the books


def build(folder: Path) -> Base:
    """A society from June to September: June and July closed and signed, July reopened and closed anew."""
    society = made.shigang(folder)
    history = [shown(society)]
    for step in _steps(society):
        step()
        history.append(shown(society))
    return Base(society, history, trail.chain(society).events)


def shown(society: Society) -> Files:
    """Every file of the folder that is no lock and no temp file."""
    paths = (p for p in sorted(society.folder.rglob("*")) if p.is_file() and not p.name.startswith("."))
    return {p.relative_to(society.folder).as_posix(): p.read_bytes() for p in paths}


def _steps(society: Society) -> list[Callable[[], object]]:
    """What happens, one thing after the other."""
    august, september = date(2026, 8, 3), date(2026, 9, 2)
    keys = [
        facts.KeyRegistered(
            date=date(2026, 6, 26),
            recorded_by="lisi",
            id=who,
            signing=k.public.signing,
            recipient=k.public.recipient,
        )
        for who, k in OFFICERS.items()
    ]
    reopened = facts.MonthReopened(
        date=date(2026, 8, 7),
        recorded_by="wangwu",
        month="2026-07",
        reason="漏记",
        by="wangwu",
        approved_by="zhangsan",
    )
    return [
        lambda: record(society, keys),
        lambda: record(society, donation("12.00", 1)),
        lambda: record(society, made.draw("900.00", 2)),
        lambda: close(society, "2026-06", date(2026, 7, 3)),
        lambda: record(society, made.rice(3, 5)),
        lambda: record(society, made.case()),
        lambda: record(society, made.relief()),
        lambda: record(society, made.resolution()),
        lambda: record(society, made.transfer("5.00", 10)),
        lambda: record(society, donation("13.00", august)),
        lambda: close(society, "2026-07", date(2026, 8, 6)),
        lambda: _reopen(society, reopened),
        lambda: record(society, donation("14.00", 30)),
        lambda: close(society, "2026-07", date(2026, 8, 8)),
        lambda: record(society, made.expense("3.00", date(2026, 8, 9))),
        lambda: record(society, [donation(f"{n}.00", september, donor=f"甲{n}") for n in range(1, 6)]),
    ]


def close(society: Society, month: str, day: date) -> None:
    """Close a month, sealed and signed by two."""
    journal.record(society, [closing.request(society, month, day, "wangwu", made.AT)])
    closing.seal(society, month)
    closing.sign(society, month, OFFICERS.values())


def _reopen(society: Society, event: facts.MonthReopened) -> None:
    asked = closing.reopening(
        society, event.month, event.date, "wangwu", made.AT,
        reason=event.reason, by=event.by, approved_by=event.approved_by,
    )  # fmt: skip
    journal.record(society, [asked.request])
    closing.reopen(society, asked)


# --- the changes


def _put(base: Base, name: str, content: bytes, *entries: int) -> Change:
    del base
    return Change({name: content}, frozenset(entries))


def _any(base: Base, chance: random.Random) -> str:
    return chance.choice(sorted(base.files))


def _entry(base: Base, chance: random.Random) -> tuple[trail.Event, bytes, int]:
    """An event, its file's bytes and where it begins there."""
    event = chance.choice(base.events)
    content = base.files[event.file]
    return event, content, content.index(event.text)


def flip(base: Base, chance: random.Random) -> Change:
    """One bit of one file is turned."""
    name = _any(base, chance)
    content = base.files[name]
    at = chance.randrange(len(content))
    return _put(
        base, name, content[:at] + bytes([content[at] ^ (1 << chance.randrange(8))]) + content[at + 1 :]
    )


def flip_in_entry(base: Base, chance: random.Random) -> Change:
    """One bit of one entry is turned."""
    event, content, begin = _entry(base, chance)
    at = begin + chance.randrange(len(event.text))
    turned = content[:at] + bytes([content[at] ^ (1 << chance.randrange(8))]) + content[at + 1 :]
    return _put(base, event.file, turned, event.seq - 1, event.seq, event.seq + 1)


def digit(base: Base, chance: random.Random) -> Change:
    """One figure of one entry becomes another."""
    event, content, begin = _entry(base, chance)
    at = begin + chance.choice([m.start() for m in re.finditer(rb"\d", event.text)])
    other = chance.choice([d for d in b"0123456789" if d != content[at]])
    return _put(
        base,
        event.file,
        content[:at] + bytes([other]) + content[at + 1 :],
        event.seq - 1,
        event.seq,
        event.seq + 1,
    )


def drop_line(base: Base, chance: random.Random) -> Change:
    """A line is deleted."""
    name = _any(base, chance)
    lines = base.files[name].splitlines(keepends=True)
    del lines[chance.randrange(len(lines))]
    return _put(base, name, b"".join(lines))


def insert(base: Base, chance: random.Random) -> Change:
    """Something is put in somewhere."""
    name = _any(base, chance)
    content = base.files[name]
    lines = [m.end() for m in re.finditer(rb"\n", content)] or [0]
    at = chance.choice([chance.randrange(len(content) + 1), chance.choice(lines)])
    words = (b" ", b"\n", b"0", b"; x\n", "汪".encode(), b'2026-07-05 * "x" "y"\n  Assets:X  1.00 CNY\n')
    return _put(base, name, content[:at] + chance.choice(words) + content[at:])


def cut_entry(base: Base, chance: random.Random) -> Change:
    """An entry is cut out."""
    event, content, begin = _entry(base, chance)
    return _put(base, event.file, content[:begin] + content[begin + len(event.text) :], event.seq)


def swap_entries(base: Base, chance: random.Random) -> Change:
    """Two entries of a file change places."""
    one, content, _ = _entry(base, chance)
    other = chance.choice([e for e in base.events if e.file == one.file])
    first, last = sorted((one, other), key=lambda e: e.line)
    a, b = content.index(first.text), content.index(last.text)
    if a == b:
        return _put(base, one.file, content)
    middle = content[a + len(first.text) : b]
    swapped = content[:a] + last.text + middle + first.text + content[b + len(last.text) :]
    return _put(base, one.file, swapped, one.seq, other.seq)


def renumber(base: Base, chance: random.Random) -> Change:
    """Two entries change their places in the chain as well as in the file."""
    one, other = chance.choice(base.events), chance.choice(base.events)
    if one.file != other.file or one.seq == other.seq:
        return _put(base, one.file, base.files[one.file])
    content = base.files[one.file].replace(one.text, b"\0").replace(other.text, _as(other, one))
    return _put(base, one.file, content.replace(b"\0", _as(one, other)), one.seq, other.seq)


def _as(event: trail.Event, place: trail.Event) -> bytes:
    seq = event.text.replace(f"seq: {event.seq}\n".encode(), f"seq: {place.seq}\n".encode())
    return seq.replace(event.prev.encode(), place.prev.encode())


def redate(base: Base, chance: random.Random) -> Change:
    """An entry gets another day."""
    event, content, begin = _entry(base, chance)
    day = f"2026-{chance.randrange(1, 13):02d}-{chance.randrange(1, 29):02d}".encode()
    return _put(base, event.file, content[:begin] + day + content[begin + 10 :], event.seq)


def truncate_at_entry(base: Base, chance: random.Random) -> Change:
    """A file ends where one of its entries began."""
    event, content, begin = _entry(base, chance)
    lost = [e.seq for e in base.events if e.file == event.file and e.line >= event.line]
    return _put(base, event.file, content[:begin], *lost)


def truncate(base: Base, chance: random.Random) -> Change:
    """A file ends somewhere."""
    name = _any(base, chance)
    at = chance.randrange(len(base.files[name]))
    kept = base.files[name][:at]
    begun = kept.count(b"\n") + 1
    return _put(
        base,
        name,
        kept,
        *(e.seq for e in base.events if e.file == name and e.line + e.text.count(b"\n") >= begun),
    )


def last_entry(base: Base, chance: random.Random) -> Change:
    """The last entry of all goes, wholly or in part."""
    event = base.events[-1]
    content = base.files[event.file]
    at = content.index(event.text) + chance.choice([0, 0, chance.randrange(len(event.text))])
    return _put(base, event.file, content[:at], event.seq)


def _old(base: Base, chance: random.Random) -> Files:
    return chance.choice(base.history[:-1])


def old_file(base: Base, chance: random.Random) -> Change:
    """An old copy of one file is put back."""
    old = _old(base, chance)
    name = chance.choice(sorted(old))
    return Change({name: old[name]}, _since(base, old))


def old_books(base: Base, chance: random.Random) -> Change:
    """An old copy of all books and of the head is put back; the seals stay."""
    old = _old(base, chance)
    seals = {n for n in base.files if n.startswith("seals/") and n != "seals/head.json"}
    return Change({n: old.get(n) for n in base.files if n not in seals}, _since(base, old))


def old_folder(base: Base, chance: random.Random) -> Change:
    """An old copy of the whole folder is put back."""
    old = _old(base, chance)
    return Change({n: old.get(n) for n in {*base.files, *old}}, _since(base, old))


def _since(base: Base, old: Files) -> frozenset[int]:
    """The entries that had not been recorded then."""
    found = re.search(rb"\d+", old["seals/head.json"])
    assert found is not None
    return frozenset(range(int(found[0]), len(base.events) + 1))


def delete_file(base: Base, chance: random.Random) -> Change:
    """A file is deleted."""
    return Change({_any(base, chance): None})


def swap_files(base: Base, chance: random.Random) -> Change:
    """Two files change names."""
    one, other = chance.sample(sorted(base.files), 2)
    return Change({one: base.files[other], other: base.files[one]})


def append_forged(base: Base, chance: random.Random) -> Change:
    """A well-made entry is put at the end of the chain, with the hash that belongs there, in a month that is closed."""
    last = base.events[-1]
    event = chance.choice([e for e in base.events if e.file.startswith("journal/2026-0")])
    forged = event.text.replace(f"seq: {event.seq}\n".encode(), f"seq: {last.seq + 1}\n".encode())
    forged = forged.replace(event.prev.encode(), last.hash.encode()).replace(
        f'"{event.key}"'.encode(), b'"forged"'
    )
    name = chance.choice(["journal/2026-06.beancount", "journal/2026-07.beancount"])
    return _put(base, name, base.files[name] + forged, last.seq + 1)


def of(
    names: Callable[[str], bool], how: Callable[[Base, random.Random], Change]
) -> Callable[[Base, random.Random], Change]:
    """The same change, on files of one kind only."""

    def act(base: Base, chance: random.Random) -> Change:
        fewer = base._replace(history=[{n: c for n, c in base.files.items() if names(n)}])
        return how(fewer, chance)

    return act


def _is_seal(name: str) -> bool:
    return name.startswith("seals/")


KINDS: dict[str, Callable[[Base, random.Random], Change]] = {
    "flip": flip, "flip in an entry": flip_in_entry, "a figure": digit, "delete a line": drop_line, "insert": insert,
    "cut an entry": cut_entry, "swap two entries": swap_entries, "swap with their numbers": renumber,
    "re-date an entry": redate, "truncate at an entry": truncate_at_entry, "truncate": truncate,
    "the last entry": last_entry, "an old file": old_file, "old books": old_books, "an old folder": old_folder,
    "delete a file": delete_file, "swap two files": swap_files, "forge an entry": append_forged,
    "flip in a seal": of(_is_seal, flip), "delete a line of a seal": of(_is_seal, drop_line),
    "flip in the top file": of(lambda n: n == "main.beancount", flip),
    "delete a line of the top file": of(lambda n: n == "main.beancount", drop_line),
    "insert into the top file": of(lambda n: n == "main.beancount", insert),
    "flip in the policy": of(lambda n: n == "policy.beancount", flip),
    "flip in the head": of(lambda n: n == "seals/head.json", flip),
}  # fmt: skip


# --- one after another


def campaign(base: Base, changes: int, seed: int) -> tuple[Counter[str], list[Missed]]:
    """Try so many changes, each on the books as they were; how many of each kind, and those that were missed."""
    chance = random.Random(seed)
    done: Counter[str] = Counter()
    missed: list[Missed] = []
    assert found_in(base.society) == [], "the books are whole before"
    while done.total() < changes:
        kind = chance.choice(list(KINDS))
        change = KINDS[kind](base, chance)
        changed = {n: c for n, c in change.files.items() if c != base.files.get(n)}
        if not changed:
            continue
        done[kind] += 1
        _write(base.society, changed)
        said = found_in(base.society)
        _write(base.society, {n: base.files.get(n) for n in changed})
        change = change._replace(entries=change.entries | _touched(base, changed))
        if not _named(change, changed, said):
            missed.append(Missed(done.total(), kind, sorted(changed), said))
    return done, missed


def found_in(society: Society) -> list[str]:
    """What `huzhu trail verify` has to say, but that all is well."""
    found = verifying.verify(society)
    said = [f"{b.file} {b.text}" for b in found.breaks] + ([found.sentence] if found.sentence else [])
    return said + [f"seals/{month}.json" for month in found.unsigned]


def _touched(base: Base, changed: dict[str, bytes | None]) -> frozenset[int]:
    """The entries in which a byte is another, or gone."""
    found: set[int] = set()
    for event in base.events:
        if event.file in changed:
            old, new = base.files[event.file], changed[event.file] or b""
            begin = old.index(event.text)
            first, last = _alike(old, new), len(old) - _alike(old[::-1], new[::-1])
            found |= {event.seq} if first < begin + len(event.text) and last >= begin else set()
    return frozenset(found)


def _alike(one: bytes, other: bytes) -> int:
    """How many bytes are the same from the beginning on."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _named(change: Change, changed: dict[str, bytes | None], said: list[str]) -> bool:
    """Whether what was said names a file that was changed, or an entry that was."""
    text = "\n".join(said)
    numbers = [int(n) for n in re.findall(r"第(\d+)笔", text)]
    spans = [(int(a), int(b)) for a, b in re.findall(r"第(\d+)笔到第(\d+)笔", text)]
    entry = any(n in change.entries for n in numbers) or any(
        a <= e <= b for a, b in spans for e in change.entries
    )
    return entry or any(name in text for name in changed)


def _write(society: Society, files: dict[str, bytes | None]) -> None:
    for name, content in files.items():
        path = society.folder / name
        path.unlink(missing_ok=True)
        if content is not None:
            path.write_bytes(content)


def main() -> None:
    """Run the campaign and say what came of it; exit 1 when anything was missed."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--changes", type=int, default=10_000)
    asked.add_argument("--seed", type=int, default=7)
    given = asked.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="huzhu-tamper-"))
    try:
        base, began = build(folder), time.perf_counter()
        done, missed = campaign(base, given.changes, given.seed)
        seconds = time.perf_counter() - began
    finally:
        shutil.rmtree(folder)
    for kind, count in sorted(done.items()):
        print(f"{count:6} {kind}")
    for each in missed:
        print(f"MISSED {each}")
    print(
        f"{done.total() - len(missed)} of {done.total()} found and named, seed {given.seed}, {seconds:.0f} s"
    )
    sys.exit(bool(missed))


if __name__ == "__main__":
    main()
