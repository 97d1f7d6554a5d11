"""The last good copy of a society's books: found in a folder, and completed by what the edited ones still hold untouched."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from huzhu.auditing.edits import Asked, Files, books, files
from ledger import load, seals, topfile, trail
from ledger.district import Society
from ledger.mistake import Mistake


@dataclass(frozen=True)
class _Copy(Society):
    """A copy of a society's folder, whatever the copy's folder is called."""

    named: str

    @property
    def id(self) -> str:
        """The id of the society that it is a copy of."""
        return self.named


def good(society: Society, original: Path, now: Files, apart: str, asked: Asked) -> tuple[Files, Asked]:
    """The original, and what the edited books still hold untouched of what came after it.

    `apart` begins the keys of entries that belong to this adoption itself. What is given up becomes part of the reason.
    """
    copy = _Copy(_found(society, original), society.id)
    contents = load.contents(copy)
    chain = trail.chain(copy, contents)
    if chain.breaks:
        first = chain.breaks[0]
        raise Mistake(f"这份备份也不完整：{first.file} 第{first.line}行 {first.text}。请换一份")
    found = [*chain.events, *_later(society, chain, now, apart)]
    events = _check_acknowledged(society, found, len(chain.events), lose=asked.lose)
    later = events[len(chain.events) :]
    for event in later:
        contents[event.file] = contents.get(event.file, b"") + event.text
    top = topfile.read(contents[copy.top.name].decode())
    assert top is not None, "the copy's chain holds, and its top file was read"
    months = {Path(e.file).stem for e in later if e.file.startswith("journal/")}
    contents[copy.top.name] = topfile.text(top.title, sorted({*topfile.months(top), *months})).encode()
    if (fault := topfile.fault(copy.top)) and not months:
        raise Mistake(f"这份备份也不完整：{fault}")
    theirs = {n: c for n, c in files(copy).items() if n.startswith("seals/")}
    ours = {
        n: c for n, c in now.items() if n.startswith("seals/") and n not in theirs and _sealed(c, len(events))
    }
    head = {"seals/head.json": trail.head_text(len(events), events[-1].hash)}
    return contents | theirs | ours | head, _giving_up(
        asked, len(events), _acknowledged(society)[0], again=bool(apart)
    )


def _sealed(content: bytes, seq: int) -> bool:
    """Whether a file is the seal of a closing that is among the first `seq` events."""
    seal = seals.read(content)
    return seal is not None and seal.seq <= seq


def _giving_up(asked: Asked, there: int, seq: int, *, again: bool) -> Asked:
    """What was asked for, with the numbers of the entries that are given up; Mistake where none is."""
    if not asked.lose or again:
        return asked
    if seq <= there:
        raise Mistake("没有找不回的账，不用写 --lose")
    return asked._replace(reason=f"{asked.reason}（第{there + 1}笔到第{seq}笔找不回）")


def _found(society: Society, original: Path) -> Path:
    """The copy of this society's folder in a folder that was given: itself, or a district's, or what holds one."""
    if original.is_file():
        raise Mistake(f"{original} 是一个文件；请先用 huzhu restore 把备份恢复到一个文件夹，再写那个文件夹")
    under = f"societies/{society.id}"
    places = [original, original / society.id, original / under, *sorted(original.glob(f"*/{under}"))]
    found = next((p for p in places if Society(p).top.is_file()), None)
    if found is None:
        raise Mistake(f"{original} 里没有互助社“{society.id}”的账簿；请写备份恢复出来的文件夹")
    if found.resolve() == society.folder.resolve():
        raise Mistake("--original 要写原来的那一份（备份），不是现在这一份")
    return found


def _later(society: Society, chain: trail.Chain, now: Files, apart: str) -> Iterator[trail.Event]:
    """The events of the edited books that follow the original's last, each vouched for by the one before."""
    after: dict[str, trail.Event] = {}
    for name in society.chained(books(now)):
        after |= {e.prev: e for e in trail.events_in(name, now[name])[0] if e.seq > len(chain.events)}
    head = chain.head
    while (event := after.get(head)) and not (apart and event.key.startswith(apart)):
        yield event
        head = event.hash


def _acknowledged(society: Society) -> trail.Head:
    """How far the books had come: by what the district remembers, else by what lies beside them."""
    path = trail.witness(society)
    known = [trail.head_in(p) for p in (path, society.seals / "head.json") if p]
    return next((k for k in known if k and k[0]), (0, ""))


def _check_acknowledged(
    society: Society, events: list[trail.Event], sure: int, *, lose: bool
) -> list[trail.Event]:
    """The events, of which the first `sure` are the copy's; Mistake where acknowledged ones are missing, or are others.

    With `lose` those that nobody has any more are given up: the first after them is not vouched for.
    """
    seq, head = _acknowledged(society)
    if seq > len(events) or (seq > sure and events[seq - 1].hash != head):
        if lose:
            return events[: max(sure, len(events) - 1)]
        raise Mistake(
            f"这份备份只到第{sure}笔，已确认记到第{seq}笔：请用更新的备份，以免丢账；"
            "确实找不回的，由审计人员运行 huzhu trail restore --lose"
        )
    if seq and events[seq - 1].hash != head:
        raise Mistake(f"这份备份的第{seq}笔和已确认的校验码不一样，不是原来的账；请换一份")
    return events
