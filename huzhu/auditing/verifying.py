"""Has anything been changed since it was recorded? Chain, top file, seals, signatures, witness, and the papers if asked."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ledger import load, seals, topfile, trail
from ledger.district import District, Ledger
from ledger.mistake import Mistake
from ledger.trail import Break, Chain, Event

_NAMED = re.compile(
    '^\\d{4}-\\d\\d-\\d\\d custom "互助社" "登记"\n(?:  .*\n)*?  name: "(.*)"$'.encode(), re.MULTILINE
)
_FILED = re.compile(rb'^  sha256: "([0-9a-f]{64})"\n  filed-as: "([^"]+)"$', re.MULTILINE)
_POSTED = re.compile(
    '^\\d{4}-\\d\\d-\\d\\d custom "公示" "(\\d{4}-\\d\\d)" "张贴"\n(?:  .*\n)*?  sheet: "(.{64})"$'.encode(),
    re.MULTILINE,
)


class Verified(NamedTuple):
    """What was found of one ledger's books."""

    ledger: Ledger
    chain: Chain | None
    """None where the books cannot be read; `sentence` then says why."""
    breaks: list[Break]
    sentence: str
    sealed: list[str]
    unsigned: list[str]
    """The sealed months that two officers have not signed: told, and no fault."""


def verify(ledger: Ledger, *, deep: bool = False) -> Verified:
    """Follow the chain and hold seals, top file and witness against it; `deep` reads the papers and sums up anew."""
    try:
        contents = load.contents(ledger)
        chain = trail.chain(ledger, contents)
        breaks = [*chain.breaks, *_top(ledger, contents), *_witness(ledger)]
        found = seals.judged(ledger, contents, chain, deep=deep)
    except Mistake as mistake:
        return Verified(ledger, None, [], str(mistake), [], [])
    breaks += found.breaks
    if deep:
        breaks += _papers(ledger, chain)
    return Verified(ledger, chain, breaks, "", found.sealed, found.unsigned)


def _top(ledger: Ledger, contents: dict[str, bytes]) -> Iterator[Break]:
    """The top file is as huzhu writes it, and its title is the name that was registered."""
    if fault := topfile.fault(ledger.top):
        yield Break(ledger.top.name, 1, fault)
    names = _NAMED.findall(contents.get(trail.relative(ledger, ledger.facts), b""))
    if names and ledger.title.encode() not in names:
        yield Break(ledger.top.name, 2, "总账文件的名称和登记的不一样，被改动过")


def _witness(ledger: Ledger) -> Iterator[Break]:
    """The district's own note of a society's head is there, and not ahead of the society's; the next entry mends both."""
    path = trail.witness(ledger)
    if path is None:
        return
    if not path.is_file():
        yield Break(f"heads/{ledger.id}.json", 1, "区里留的校验码文件不见了")
        return
    known, kept = trail.head_in(path), trail.head_in(ledger.seals / "head.json")
    if known and kept and 0 < kept[0] < known[0]:
        yield Break(
            "seals/head.json", 1, f"校验码文件被换成了旧的：全区记到第{known[0]}笔，这里写的是第{kept[0]}笔"
        )


def _papers(ledger: Ledger, chain: Chain) -> Iterator[Break]:
    """Scans and printed notices that are not, or no longer, what was recorded of them."""
    for event in chain.events:
        if filed := _FILED.search(event.text):
            yield from _paper(ledger, event, filed[2].decode(), filed[1].decode())
        if posted := _POSTED.match(event.text):
            name = f"notices/{posted[1].decode()}.txt"
            if (ledger.documents / name).is_file():
                yield from _paper(ledger, event, name, posted[2].decode())


def _paper(ledger: Ledger, event: Event, name: str, sha256: str) -> Iterator[Break]:
    path = ledger.documents / name
    if not path.resolve().is_relative_to(ledger.documents.resolve()):
        yield Break(event.file, event.line, f"第{event.seq}笔的材料不在 documents 文件夹里")
    elif not path.is_file():
        yield Break(f"documents/{name}", 1, f"第{event.seq}笔登记的材料不见了")
    elif hashlib.sha256(path.read_bytes()).hexdigest() != sha256:
        yield Break(f"documents/{name}", 1, f"第{event.seq}笔登记的材料被改动过")


def ledgers(place: Ledger) -> list[Ledger]:
    """The bureau's books and those of all its societies; or the one society's."""
    return [place, *place.societies, *place.headless] if isinstance(place, District) else [place]


# --- the code on a notice


class Place(NamedTuple):
    """Where in a chain a code stands: after which event; None where it is the chain's beginning."""

    ledger: Ledger
    event: Event | None


def digits_of(code: str) -> str:
    """The hex digits of a code as somebody typed or photographed it; Mistake where it is none."""
    plain = re.sub(r"[^0-9a-z]", "", unicodedata.normalize("NFKC", code).lower().removeprefix("sha256:"))
    if not re.fullmatch(r"[0-9a-f]{16,64}", plain):
        raise Mistake(
            f"“{code}”不是账簿校验码：应是公示上印的16位，像 3f2a-91bc-04de-77a1，只有数字和 a 到 f"
        )
    return plain


def places(verified: Iterable[Verified], code: str) -> list[Place]:
    """Every place in the chains where a code is the head of what had been recorded until then."""
    digits = digits_of(code)
    found = []
    for each in verified:
        if trail.genesis(each.ledger.id).startswith(digits):
            found.append(Place(each.ledger, None))
        if each.chain:
            found += [Place(each.ledger, e) for e in each.chain.events if e.hash.startswith(digits)]
    return found
