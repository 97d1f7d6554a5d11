"""What a society's registration says, read from its fact file without loading the books."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from beancount.core import data

from ledger import load, trail, writing
from ledger.district import Society
from ledger.events.facts import Registration
from ledger.mistake import Mistake
from ledger.policy import Policy


def registration(society: Society) -> Registration:
    """The registration; Mistake when the society has none."""
    events, _ = trail.events_in("society", _file(society, society.facts))
    for event in events:
        if b' custom "\xe4\xba\x92\xe5\x8a\xa9\xe7\xa4\xbe" ' in event.text.split(b"\n", 1)[0]:
            return Registration.read(writing.parse(event.text.decode()))
    raise Mistake(f"{society.id} 还没有登记")


def _file(society: Society, path: Path) -> bytes:
    """One of the books' files, whole and in UTF-8; BadBooks where the books are not."""
    return load.contents(society)[trail.relative(society, path)]


def policy(society: Society) -> Policy:
    """The policy lines frozen with the books."""
    entries = writing.parse(_file(society, society.policy).decode())
    return Policy(e for e in entries if isinstance(e, data.Custom))


def seed_as(society: Society, day: date) -> str:
    """How start-up money of that day is booked: as the society chose while its days of grace run, then as income."""
    found = registration(society)
    grace = policy(society).on(found.date, "seed_grace_days")
    until = found.date + timedelta(days=grace.number if grace else 0)
    return found.seed_as if day <= until else "income"
