"""Filing a month with the township (备案): the sheet that was posted, and the fact that it was handed in."""

from __future__ import annotations

from datetime import date

from huzhu import posting
from huzhu.reading import read
from huzhu.recording import build
from ledger.district import Society
from ledger.events.facts import Filed
from ledger.journal import Request
from ledger.mistake import Mistake
from ledger.notices.notice import sheet_hash


def request(society: Society, month: str, day: date, who: str, at: str) -> Request:
    """The fact that a month's relief was filed with the township, with the hash of the sheet that was posted.

    Mistake where the month is not over or its notice was not posted yet: what is filed is what hangs on the board.
    """
    posting.span_of(month)
    books, chain = read(society)
    found, fact = posting.sheet_of(books, chain.head, month, day)
    if fact is None:
        raise Mistake(f"{month}还没有公示，请先 huzhu notice {month}，再报乡镇备案")
    registered = books.facts.registration
    assert registered is not None, "a society without a registration posts nothing"
    digest = sheet_hash(found)
    event = build(Filed, date=day, recorded_by=who, month=month, to=registered.township, sheet=digest)
    return Request(event, f"filing-{month}-{digest[:16]}", at)
