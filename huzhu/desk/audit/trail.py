"""核对: whether anything was changed since it was recorded, who signed the months, and where a notice's code stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from flask import render_template, request

from huzhu.auditing import verifying
from huzhu.auditing.telling import Sentence, about_code, code_of, sentences
from huzhu.auditing.verifying import Verified
from huzhu.desk import access
from huzhu.desk.access import READERS, Table
from huzhu.discreet import discreet
from ledger import seals
from ledger import trail as chains
from ledger.district import Society
from ledger.facts import Facts
from ledger.mistake import Mistake

MOST_BREAKS = 50
_EDIT = re.compile('(\\d{4}-\\d\\d-\\d\\d) custom "账外改动" "(采纳|恢复)"'.encode())
_REASON = re.compile(rb'^  reason: "(.*)"$', re.MULTILINE)
_BY = re.compile(rb'^  by: "(.*)"$', re.MULTILINE)


class Month(NamedTuple):
    """A month's seal."""

    month: str
    day: str
    stands: bool
    """It was not reopened since."""
    seq: int
    code: str
    signed: list[str]


class Kept(NamedTuple):
    """The head that the district keeps of a society."""

    seq: int
    code: str


class Edit(NamedTuple):
    """A change made outside, and what was done about it."""

    day: str
    how: str
    by: str
    reason: str
    seq: int


def open_trail(pages: Table) -> None:
    """Add the page."""
    pages.add("/s/<society>/trail", "trail", _page, READERS)


def _page() -> Any:
    society = access.society()
    found = verifying.verify(society, deep=request.args.get("deep") == "1")
    code = request.args.get("code", "").strip()[:100]
    events = found.chain.events if found.chain else []
    told, status = _about(found, code)
    page = render_template(
        "trail.html", society=society, found=found, code=code,
        sentences=[_here(s, society) for s in sentences(found, MOST_BREAKS)], told=[_here(s, society) for s in told],
        head=code_of(found.chain.head) if found.chain else "", months=list(_months(society, found)), enough=seals.ENOUGH,
        kept=_kept(society), edits=list(_edits(events)), deep=request.args.get("deep") == "1",
        last=events[-1].seq if events else 0,
    )  # fmt: skip
    return page, status


def _here(told: Sentence, society: Society) -> Sentence:
    """The sentence on the page of one society, which need not say of whom it speaks."""
    said = (
        told.text.removeprefix(f"{society.id} ")
        .removeprefix(f"{society.id}/")
        .removeprefix(f"{society.id}：")
    )
    return told._replace(text=said.replace(f" 是 {society.id} ", "是本社"))


def _about(found: Verified, code: str) -> tuple[list[Sentence], int]:
    """What is to be said of a code that somebody typed; 422 where it is none."""
    if not code:
        return [], 200
    try:
        return about_code([found], code), 200
    except Mistake as mistake:
        return [Sentence("bad", discreet(str(mistake)))], 422


def _months(society: Society, found: Verified) -> Iterator[Month]:
    """The seals, the latest first."""
    if found.chain is None:
        return
    names = _names(society)
    for closing in reversed(seals.closings(society, found.chain)):
        path = society.seals / closing.name
        seal = seals.read(path.read_bytes()) if path.is_file() else None
        signed = [names.get(s.by, s.by) for s in seal.signatures] if seal else []
        yield Month(
            closing.month,
            closing.day.isoformat(),
            closing.stands,
            closing.event.seq,
            code_of(closing.event.hash),
            signed,
        )


def _names(society: Society) -> dict[str, str]:
    """The officers' names, by id."""
    terms: Facts = seals.facts_in(society.facts.read_bytes()) if society.facts.is_file() else Facts()
    return {t.person: t.name for t in terms.terms if t.name}


def _kept(society: Society) -> Kept | None:
    path = chains.witness(society)
    known = chains.head_in(path) if path else None
    return Kept(known[0], code_of(known[1])) if known and known[0] else None


def _edits(events: list[chains.Event]) -> Iterator[Edit]:
    for event in events:
        if turn := _EDIT.match(event.text):
            by, reason = _BY.search(event.text), _REASON.search(event.text)
            yield Edit(
                turn[1].decode(), turn[2].decode(), by[1].decode() if by else "",
                discreet(reason[1].decode()) if reason else "", event.seq,
            )  # fmt: skip
