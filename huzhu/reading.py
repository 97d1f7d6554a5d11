"""Books loaded for reading: a report, a notice, a closing."""

from __future__ import annotations

from datetime import date

from ledger import load, trail
from ledger.books import Books
from ledger.district import Ledger
from ledger.load import BadBooks
from ledger.trail import Chain


def read(ledger: Ledger, day: date | None = None) -> tuple[Books, Chain]:
    """The books as of a day and their hash chain; BadBooks where either cannot be relied on."""
    files = load.contents(ledger)
    chain = trail.chain(ledger, files)
    if sentence := load.broken(ledger, chain):
        raise BadBooks(sentence)
    loaded = load.load(ledger, day=day, files=files)
    if stops := [f for f in loaded.findings if f.source.get("stops")]:
        raise BadBooks(stops[0].text)
    return Books(loaded.entries, loaded.options, day), chain
