"""Which notices hang on the board, and from which day each may be taken down."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ledger.books import Books
from ledger.duties import after_days
from ledger.facts import Fact
from ledger.policy import Line, Policy


class Hung(NamedTuple):
    """One posting of a month's sheet, and its taking down; either may be missing."""

    posted: Fact | None
    down: Fact | None
    until: date | None
    """The first day on which it may be taken down; None where no policy asks for days."""
    line: Line | None


def hangings(books: Books, policy: Policy) -> Iterator[Hung]:
    """Each taking down with the posting that it ends, in order of day, then the sheets that hang on.

    A sheet hung again for the same month stands its days anew.
    """
    hanging: dict[str, Fact] = {}
    for fact in books.facts.of("公示"):
        if fact.step == "张贴":
            hanging[fact.key] = fact
        else:
            yield _hung(policy, hanging.pop(fact.key, None), fact)
    for posted in hanging.values():
        yield _hung(policy, posted, None)


def _hung(policy: Policy, posted: Fact | None, down: Fact | None) -> Hung:
    line = policy.on(posted.day, "notice_days") if posted else None
    return Hung(posted, down, after_days(posted.day, line.number).day if posted and line else None, line)
