"""The officers on paper: who recorded, approved and paid, and who holds a post, as the society's facts name them."""

from __future__ import annotations

from datetime import date

from ledger.facts import Facts
from ledger.vocabulary import as_id


def name_on(facts: Facts, person: str, day: date) -> str:
    """An officer's name as of a day, else the latest known before or after it; the id where there is none."""
    known = [term for term in facts.terms if term.name and as_id(term.person) == as_id(person)]
    held = [term for term in known if term.on(day)] or known
    return held[-1].name if held else person


def holder_of(facts: Facts, post: str, day: date) -> str:
    """The name of who holds a post on a day; empty where nobody does."""
    return next((term.name for term in facts.terms if term.post == post and term.on(day)), "")
