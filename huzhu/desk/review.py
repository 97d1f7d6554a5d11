"""The page of statement rows that wait (待核): of every society that the visitor may see.

Who acts for a society opens a row to decide it; the others read.

The books are not loaded for it: the rows and the links are read from the files that speak of them, so that a
bureau sees all its societies at once. A ledger that must not be opened is told as such, the others are shown.
"""

from __future__ import annotations

import hashlib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from beancount.core import data
from beancount.parser import parser
from flask import abort, g, render_template, request

from huzhu import session
from huzhu.desk import sessions
from huzhu.desk.access import READERS, Table
from huzhu.desk.reading import UnsafeBooks, refuse_unsafe
from huzhu.desk.users import Role
from huzhu.desk.wording import at_the_desk
from huzhu.discreet import discreet
from ledger import money
from ledger.books import Books
from ledger.chart import word
from ledger.closings import seq
from ledger.district import RESERVED, Ledger
from ledger.statements import Waiting, waiting

if TYPE_CHECKING:
    from huzhu.desk.registry import Registry

DECIDE = (Role.TREASURER, Role.OFFICER)
"""Who writes in a society's books, and so decides what its rows are."""
MOST_OF_MANY = 20
"""How many rows of a society are shown where there are several societies."""
_MARK = "待核".encode()


class WaitingRow(NamedTuple):
    """A row as the page shows it."""

    day: date
    days: int
    account: str
    way: str
    amount: str
    who: str
    words: str
    reason: str
    link: str
    number: int
    """Of the fact that hung the row; 0 where this program did not write it, and nobody decides it here."""


class Part(NamedTuple):
    """One society's part of the page."""

    key: str
    title: str
    rows: list[WaitingRow]
    """Those shown, the oldest first."""
    total: int
    sums: list[tuple[str, int, str]]
    """收 and 付: how many rows, and how much."""
    sentence: str
    """What is to be said of books that cannot be read, or only in part."""


class Read(NamedTuple):
    """What was read of one society's books."""

    rows: list[Waiting]
    sentence: str


def open_review(pages: Table) -> None:
    """Add /review to the portal."""
    reader = Reader()
    pages.add("/review", "review", lambda: _page(pages.registry, reader), READERS)


def _page(registry: Registry, reader: Reader) -> str:
    user = sessions.visitor()
    assert user is not None
    seen = {key: books for key, books in registry.seen_by(user).items() if key != RESERVED}
    wanted = request.args.get("society", "")
    if wanted:
        seen = {wanted: seen.get(wanted) or abort(404)}
        g.society = seen[wanted]
    most = None if len(seen) == 1 else MOST_OF_MANY
    parts = [_part(key, registry.title(books), books, reader, most) for key, books in seen.items()]
    shown = [part for part in parts if part.total or part.sentence]
    return render_template(
        "review.html", parts=shown, of=len(parts), wanted=wanted, decides=user.role in DECIDE
    )


def _part(key: str, title: str, books: Ledger, reader: Reader, most: int | None) -> Part:
    try:
        found, sentence = reader.read(books)
    except UnsafeBooks as unsafe:
        return Part(key, title, [], 0, [], str(unsafe))
    today = session.today()
    rows = [
        WaitingRow(
            row.day, max((today - row.day).days, 0), word(row.account), row.way, money.show(row.amount),
            discreet(row.payer), discreet(row.words or row.kind), at_the_desk(row.reason), row.link,
            seq(row.fact.meta) or 0,
        )
        for row in found[:most]
    ]  # fmt: skip
    sums = []
    for way in ("收", "付"):
        these = [row.amount for row in found if row.way == way]
        sums += [(way, len(these), money.show(sum(these, Decimal("0.00"))))] if these else []
    return Part(key, title, rows, len(found), sums, sentence)


class Reader:
    """Reads the rows that wait, and keeps what it read until a file of the books is another."""

    def __init__(self) -> None:
        self._kept: dict[Path, tuple[bytes, Read]] = {}

    def read(self, books: Ledger) -> Read:
        """The books' rows that wait; UnsafeBooks where the files must not be given to Beancount's parser."""
        contents = books.contents()
        summed = hashlib.sha256()
        for name, content in contents.items():
            summed.update(f"{len(name)} {name}{len(content)} ".encode() + content)
        kept = self._kept.get(books.top)
        if kept is None or kept[0] != summed.digest():
            kept = summed.digest(), _read(books, contents)
            self._kept[books.top] = kept
        return kept[1]


def _read(books: Ledger, contents: dict[str, bytes]) -> Read:
    if not any(_MARK in content for content in contents.values()):
        return Read([], "")
    refuse_unsafe(books)
    found: list[Any] = []
    sentence = ""
    for name, content in contents.items():
        if _MARK in content or (b"^" in content and name != books.top.name):
            entries, errors, _ = parser.parse_string(content.decode("utf-8", "replace"), report_filename=name)
            found += [spare for entry in entries if (spare := _spared(entry))]
            sentence = "账里有读不懂的行，下面可能不全；请先看检查结果" if errors else sentence
    return Read(waiting(Books(sorted(found, key=data.entry_sortkey), {})), sentence)


def _spared(entry: Any) -> Any:
    """What is needed of an entry: facts as they are, of a transaction its links."""
    if isinstance(entry, data.Transaction):
        return entry._replace(postings=[])
    return entry if isinstance(entry, data.Custom) and entry.type == "待核" else None
