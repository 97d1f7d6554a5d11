"""A roll of government aid into books: each person under a pseudonym, nobody twice, no name or number anywhere."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from huzhu import keyring, session
from ledger.events.facts import GovernmentAid
from ledger.mistake import Mistake
from ledger.vocabulary import GOVERNMENT_AID

if TYPE_CHECKING:
    from importers.registers.aid_roll import Roll
    from ledger.district import Society
    from ledger.findings import Finding
    from ledger.journal import Request

Listed = tuple[str, str, date | None]
"""Pseudonym, kind of aid, its last day."""


class Taken(NamedTuple):
    """What became of a roll: how many are new, how many were known, and which rows somebody must look at."""

    recorded: int
    known: int
    reviews: list[tuple[int, str]]
    """Row and reason, in the order of the roll."""
    skips: list[tuple[int, str]]
    findings: list[Finding]


def take(
    place: Society,
    roll: Roll,
    *,
    day: date,
    recorded_by: str,
    agency: str | None = "民政",
    dry_run: bool = False,
) -> Taken:
    """Record everyone on a roll who is not in the books yet with the same aid until the same day.

    All are recorded or none, in the order of their pseudonyms: the order of the roll would tell who is who.
    Raises what `journal.record` raises, Mistake where the district has no key.
    """
    from ledger import journal

    if not keyring.there(place):
        raise Mistake("找不到区里的密钥 district.key，不能生成化名，名单没有导入")
    reviews = [(each.row, each.reason) for each in roll.reviews]
    people: dict[Listed, int] = {}
    skips = [(each.row, each.reason) for each in roll.skips]
    for row in roll.rows:
        if row.until and row.until < day:
            skips.append((row.row, f"有效期到{row.until}，已经过了，不登记。"))
            continue
        try:
            people.setdefault((keyring.pseudonym(place, row.id_number), row.kind, row.until), row.row)
        except Mistake as fault:
            reviews.append((row.row, str(fault)))
    known = _known(place) & people.keys()
    fresh = sorted(people.keys() - known, key=lambda each: (each[0], each[1], str(each[2])))
    requests = [_request(each, day, recorded_by, agency) for each in fresh]
    found = journal.record(place, requests, dry_run=dry_run).findings if requests else []
    return Taken(len(fresh), len(known), sorted(reviews), sorted(skips), found)


def _known(place: Society) -> set[Listed]:
    """Who the books say is on which roll until when."""
    from huzhu.reading import read

    books, _ = read(place)
    return {(f.key, f.text("kind"), f.day_of("until")) for f in books.facts.of("政府救助")}


def _request(listed: Listed, day: date, recorded_by: str, agency: str | None) -> Request:
    """The fact to record, under a key that is the same whenever the same roll is read again."""
    from ledger.journal import Request

    person, kind, until = listed
    event = GovernmentAid(
        date=day, recorded_by=recorded_by, person=person, kind=kind, agency=agency, until=until
    )
    return Request(event, f"roll-{person}-{GOVERNMENT_AID.index(kind)}-{until or 'open'}", session.now())
