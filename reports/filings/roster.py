"""The villages that should have a society: the bureau's roster (名册) as of a day."""

from __future__ import annotations

from datetime import date

from ledger.books import Books


def listed(bureau: Books, day: date) -> tuple[tuple[str, str], ...]:
    """Each village on the roster that day with its township, in the order of listing."""
    found: dict[str, str] = {}
    for fact in bureau.facts.of("名册"):
        if fact.day <= day:
            found.pop(fact.key, None)
            if fact.step == "列入":
                found[fact.key] = fact.text("township")
    return tuple(found.items())
