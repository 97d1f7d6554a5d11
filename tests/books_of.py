"""Books of events that no journal has judged: quick to make, for what only reads.

books = books_of(*made.seed(), made.donation("50.00", 3))
"""

from __future__ import annotations

from beancount import loader

from ledger import writing
from ledger.books import Books
from ledger.events.event import Event
from tests import societies as made


def books_of(*events: Event) -> Books:
    """A registered society's books with these events, in the order given on each day, under 徽州's policy."""
    text = made.POLICY + "".join(writing.text(e.entries({})) for e in [*made.founding("shigang"), *events])
    entries, errors, options = loader.load_string(text)
    assert not errors, [e.message for e in errors]
    return Books(entries, dict(options))
