"""A report as it is asked of a tiny society's books, and its rows as the text that a test reads.

rows(trial_balance(asked_of(books_of(...), "2026-07")))
"""

from __future__ import annotations

from datetime import date

from beancount import loader

from ledger import writing
from ledger.books import Books
from ledger.events.event import Event
from reports import period
from reports.report import Asked, Audience
from reports.rows import Sheet, shown
from tests import societies as made

LATER = date(2027, 3, 1)


def asked_of(books: Books, of: str, today: date = LATER, **said: str) -> Asked:
    """The society's own officers ask; `of` is a month, a quarter (2026Q3) or a year, the day of asking where empty."""
    if not of:
        return Asked(books, period.until(today), Audience.AUDITOR, today, said=said)
    make = period.quarter if "Q" in of else period.month if "-" in of else period.year
    return Asked(books, make(of), Audience.AUDITOR, today, said=said)


def rows(sheet: Sheet) -> list[str]:
    """Each row in one line, what is empty left out, its cells apart by a bar."""
    return ["|".join(filter(None, map(shown, row.cells))) for row in sheet.rows]


def old_books_of(*events: Event) -> Books:
    """As `tests.books_of`, but with accounts that are open since 2024."""
    written = "".join(writing.text(e.entries({})) for e in [*made.founding("shigang"), *events])
    entries, errors, options = loader.load_string(written.replace("2026-01-01 open", "2024-01-01 open"))
    assert not errors, [e.message for e in errors]
    return Books(entries, dict(options))
