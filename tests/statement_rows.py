"""Tiny books that begin in 2024, and what stands on their statements in few words: by line number and column."""

from __future__ import annotations

from datetime import date

from beancount import loader

from ledger import writing
from ledger.books import Books
from ledger.events.event import Event
from reports.period import Period
from reports.statements.figures import STATEMENTS
from tests import societies as made

Told = dict[int, dict[str, str]]


def books_since_2024(*events: Event) -> Books:
    """A society's books with these events, whose accounts are open and which is registered since 2024."""
    founding = [e.model_copy(update={"date": date(2024, 1, 1)}) for e in made.founding("shigang")]
    text = made.POLICY + "".join(writing.text(e.entries({})) for e in [*founding, *events])
    entries, errors, options = loader.load_string(text)
    assert not errors, [e.message for e in errors]
    return Books(entries, dict(options))


def told(books: Books, name: str, of: Period, *columns: str) -> Told:
    """The lines with a figure that is not nought, in these columns or all."""
    statement = STATEMENTS[name](books, of)
    found: Told = {}
    for line in statement.lines:
        for column in columns or tuple(statement.columns):
            if line.number and (yuan := statement.amount(line.number, column)):
                found.setdefault(line.number, {})[column] = str(yuan)
    return found


def column(books: Books, name: str, of: Period, wanted: str) -> dict[int, str]:
    """One column's figures that are not nought, by line number."""
    return {line: figures[wanted] for line, figures in told(books, name, of, wanted).items()}
