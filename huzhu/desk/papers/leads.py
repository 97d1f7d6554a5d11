"""From other pages to the reports of what they show: a voucher's, a month's."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from flask import url_for

from huzhu.desk.papers.catalogue import Offer, offers
from huzhu.desk.users import User
from ledger.books import Books
from ledger.district import Society
from ledger.entries import text
from reports.publicity.donors_roll import gifts

_OF_GIFTS = {"receipt-slip"}


class Lead(NamedTuple):
    """A paper that can be asked for."""

    href: str
    title: str


def of_voucher(user: User, society: Society, books: Books, voucher: str, day: date) -> list[Lead]:
    """The papers of one voucher of a day; a gift's own where it is one's."""
    given = any(text(gift.entry, "voucher") == voucher for gift in gifts(books, day, day))
    there = [each for room in offers(user.role).values() for each in room if "voucher" in each.words]
    wanted = there if given else [each for each in there if each.name not in _OF_GIFTS]
    return [lead(society, each, voucher=voucher, period=f"{day:%Y-%m}") for each in wanted]


def of_month(user: User, society: Society, month: str, *names: str) -> list[Lead]:
    """Some of the reports of a month, by their names."""
    there = {each.name: each for room in offers(user.role).values() for each in room}
    return [lead(society, there[name], period=month) for name in names if name in there]


def lead(society: Society, of: Offer, **asked: str) -> Lead:
    """A report as it is asked for."""
    said: dict[str, Any] = {word: given for word, given in asked.items() if given}
    return Lead(url_for("paper", society=society.id, name=of.name, **said), of.title)
