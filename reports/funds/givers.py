"""Who may be named as a giver: whoever agreed with the gift, and did not take it back with a later one.

Clause (慈善法 82: 捐赠人不同意公开的姓名、名称……不得公开). The village collective has no privacy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from ledger.books import Books
from ledger.entries import Leg, text
from ledger.vocabulary import as_read

ANONYMOUS = "爱心人士"
GIFTS = "4101"
"""The account that gifts are credited to, by its code."""


def gift_legs(books: Books, first: date, last: date) -> Iterator[Leg]:
    """The gifts between two days, in money and goods; what was reversed was never given."""
    for leg in books.given:
        if leg.account.code == GIFTS and first <= leg.entry.date <= last:
            yield leg


def is_collective(entry: Any) -> bool:
    """Whether a receipt is the village collective's."""
    return as_read(text(entry, "channel")) == "村集体"


def agreed(books: Books, last: date) -> Callable[[Any], bool]:
    """What says of a gift whether its giver may be named, by what they said until the end of `last`.

    Their last gift's word holds for all gifts before it, as for the lists of thanks that the rule `consent` judges.
    """
    words: dict[str, bool] = {}
    for leg in books.given:
        publish = leg.entry.meta.get("publish")
        if leg.account.code == GIFTS and leg.entry.date <= last and isinstance(publish, bool):
            words[as_read(leg.entry.payee or "")] = publish

    def may(entry: Any) -> bool:
        own = entry.meta.get("publish") is True
        return is_collective(entry) or (own and words.get(as_read(entry.payee or ""), False))

    return may
