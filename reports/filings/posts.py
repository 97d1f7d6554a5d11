"""Who holds a post on a day."""

from __future__ import annotations

from datetime import date

from ledger.facts import Facts


def holder_of(facts: Facts, post: str, day: date) -> str:
    """The name of who holds a post on a day; empty where nobody does."""
    return next((term.name for term in facts.terms if term.post == post and term.on(day)), "")
