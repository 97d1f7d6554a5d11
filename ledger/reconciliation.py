"""A statement's balance and the books' beside each other, and every row that stands on one side only.

Rows of statements are known by their links: a row is in the books where an entry carries its link with its sum,
or where it was settled as standing in an entry of its sum (待核 了结). Each row and each entry has a day of its own,
so that what is on its way over the last day shows on that day. Days of which no statement was read are compared by
the balances before and after them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from ledger.books import Books
from ledger.chart import parse
from ledger.entries import text
from ledger.facts import Fact
from ledger.statements import Waiting, papers, rows_of, settled

ZERO = Decimal("0.00")
LINKS = {"1002": ("bank-",), "1009": ("wx-", "ali-")}
"""The links of the papers that a place of money has, by its code."""


class Paper(NamedTuple):
    """What statements that follow one another cover, and what was there at both ends, where they print it."""

    first: date
    until: date
    opening: Decimal | None
    closing: Decimal | None


class Lone(NamedTuple):
    """What stands on one side only."""

    day: date
    number: str
    """The entry's voucher, or the row's link."""
    said: str
    amount: Decimal
    """What it adds to the account, in yuan."""


class Gap(NamedTuple):
    """Days of which no statement was read; before the first statement `first` is None."""

    first: date | None
    last: date
    moved: Decimal
    """By how much the statements' balances differ before and after, in yuan."""
    known: Decimal
    """What of it is known to the books, in yuan."""

    @property
    def unknown(self) -> Decimal:
        """What the statements have and nobody knows."""
        return self.moved - self.known


class Compared(NamedTuple):
    """One account's statement and the books, on the statement's last day."""

    account: str
    papers: tuple[Paper, ...]
    booked: Decimal
    not_booked: tuple[Lone, ...]
    """Rows of statements that are not in the books."""
    not_shown: tuple[Lone, ...]
    """Entries of the books that no statement shows."""
    gaps: tuple[Gap, ...]

    @property
    def until(self) -> date:
        """The last day that a statement covers."""
        return self.papers[-1].until

    @property
    def closing(self) -> Decimal | None:
        """What the statement says; None where its papers print no balances."""
        return self.papers[-1].closing

    @property
    def by_books(self) -> Decimal:
        """The books' balance with what the statement has more, in yuan."""
        return self.booked + total(self.not_booked)

    @property
    def by_paper(self) -> Decimal:
        """The statement's balance with what the books have more, in yuan; without one, as the books would have it."""
        return self.by_books if self.closing is None else self.closing + total(self.not_shown)

    @property
    def difference(self) -> Decimal:
        """What is left between both, in yuan."""
        return self.by_paper - self.by_books

    @property
    def unexplained(self) -> Decimal:
        """What of the difference is not of days without a statement, in yuan."""
        return self.difference - sum((gap.unknown for gap in self.gaps), ZERO)


class _Pair(NamedTuple):
    """An entry and the statement's row that it is: `row` None where no statement shows it."""

    entry: Any
    amount: Decimal
    row: date | None


def total(lone: Iterable[Lone]) -> Decimal:
    """What these add to the account, in yuan."""
    return sum((each.amount for each in lone), ZERO)


def compared(books: Books, account: str, last: date) -> Compared | None:
    """An account's latest statement up to a day beside the books; None where none was read."""
    covered = _papers(books, account, last)
    if not covered:
        return None
    until = covered[-1].until
    pairs, rows = _matched(books, account)
    pairs = _without_undone(books, pairs, until)
    booked = sum((p.amount for p in pairs if p.entry.date <= until), ZERO)
    why = {link: fact.text("reason") for link, fact in settled(books).items()}
    not_booked = [_row(row, why) for row in rows if row.day <= until]
    not_booked += [
        _entry(p, "账上记在", p.entry.date) for p in pairs if p.row and p.row <= until < p.entry.date
    ]
    alone = [p for p in pairs if p.row is None and p.entry.date <= until]
    not_shown = [_entry(p) for p in alone if any(x.first <= p.entry.date <= x.until for x in covered)]
    not_shown += [_entry(p, "账单上在", p.row) for p in pairs if p.row and p.entry.date <= until < p.row]
    known = [(p.row or p.entry.date, p.amount) for p in pairs] + [(row.day, row.change) for row in rows]
    gaps = tuple(_gaps(covered, known)) if covered[-1].closing is not None else ()
    return Compared(account, covered, booked, tuple(sorted(not_booked)), tuple(sorted(not_shown)), gaps)


def _papers(books: Books, account: str, last: date) -> tuple[Paper, ...]:
    """What the account's statements cover: those that print balances, else all; overlapping ones as one."""
    told = (_paper(f) for f in papers(books) if f.key == account)
    read = sorted((p for p in told if p and p.until <= last), key=lambda p: (p.first, p.until))
    with_balance = [p for p in read if p.opening is not None and p.closing is not None]
    found: list[Paper] = []
    for paper in with_balance or read:
        if found and paper.first <= found[-1].until:
            longer = paper if paper.until >= found[-1].until else found[-1]
            found[-1] = found[-1]._replace(until=longer.until, closing=longer.closing)
        else:
            found.append(paper)
    return tuple(found)


def _paper(fact: Fact) -> Paper | None:
    first, until = fact.day_of("from"), fact.day_of("until")
    return Paper(first, until, fact.yuan("opening"), fact.yuan("closing")) if first and until else None


def _matched(books: Books, account: str) -> tuple[list[_Pair], list[Waiting]]:
    """Every entry that moves the account's money, with its row's day; and the rows that no entry is."""
    every, done = {row.link: row for row in rows_of(books)}, settled(books)
    rows = {link: row for link, row in every.items() if row.account == account}
    named: dict[str, list[Waiting]] = {}
    for link, fact in done.items():
        if link in rows and (voucher := fact.text("voucher")):
            named.setdefault(voucher, []).append(rows[link])
    pairs = []
    for entry, amount in _moved(books, account):
        link = next((x for x in sorted(entry.links) if x.startswith(LINKS[parse(account).code])), "")
        if link in every and books.undone(entry):  # the row waits again, or a later entry is it
            link = ""
        given = [rows[link]] if link in rows else named.get(text(entry, "voucher"), [])
        found = next((r for r in given if r.change == amount and r.link in rows), None)
        if found:
            del rows[found.link]
        at_once = entry.date if link and link not in every else None
        pairs.append(_Pair(entry, amount, found.day if found else at_once))
    return pairs, _without_returned(rows, done.keys())


def _moved(books: Books, account: str) -> list[tuple[Any, Decimal]]:
    """The entries that change what the account holds, and by how much; from fund to fund in one place is no change."""
    changes: dict[int, Decimal] = {}
    entries: dict[int, Any] = {}
    for leg in books.legs:
        if leg.account.holder == account:
            entries[id(leg.entry)] = leg.entry
            changes[id(leg.entry)] = changes.get(id(leg.entry), ZERO) + leg.amount
    return [(entries[key], change) for key, change in changes.items() if change]


def _without_returned(rows: dict[str, Waiting], done: Iterable[str]) -> list[Waiting]:
    """The rows but those of a payment and its refund that were settled against each other."""
    ours = {link for link in done if link in rows}
    gone = {
        link
        for link in ours
        if (paid := rows[link].refund_of) in ours and rows[link].change == -rows[paid].change
    }
    gone |= {rows[link].refund_of for link in gone}
    return [row for link, row in rows.items() if link not in gone]


def _without_undone(books: Books, pairs: list[_Pair], until: date) -> list[_Pair]:
    """The pairs but those entries and reversals, both booked by then, of which no statement shows either."""
    alone: dict[str, list[_Pair]] = {}
    for pair in pairs:
        if pair.row is None and pair.entry.date <= until and books.undone(pair.entry):
            which = text(pair.entry, "reverses") or text(pair.entry, "voucher")
            alone.setdefault(which, []).append(pair)
    gone = {id(p.entry) for both in alone.values() if len(both) > 1 for p in both}
    return [p for p in pairs if id(p.entry) not in gone]


def _gaps(papers: tuple[Paper, ...], known: list[tuple[date, Decimal]]) -> Iterator[Gap]:
    """The days before the first statement and between two, where what is known does not make up the balances."""
    before: Paper | None = None
    for paper in papers:
        assert paper.opening is not None
        first = before.until + timedelta(days=1) if before else None
        held = before.closing if before and before.closing is not None else ZERO
        here = sum((x for day, x in known if (first is None or first <= day) and day < paper.first), ZERO)
        gap = Gap(first, paper.first - timedelta(days=1), paper.opening - held, here)
        if gap.unknown:
            yield gap
        before = paper


def _row(row: Waiting, why: dict[str, str]) -> Lone:
    said = " ".join(dict.fromkeys(filter(None, (row.payer, row.words or row.kind))))
    reason = f"不记账：{why[row.link]}" if row.link in why else "待核"
    return Lone(row.day, row.link, f"{said}（{reason}）", row.change)


def _entry(pair: _Pair, how: str = "", day: date | None = None) -> Lone:
    entry = pair.entry
    said = " ".join(filter(None, (entry.payee, entry.narration)))
    number = text(entry, "voucher")
    return Lone(pair.entry.date, number, f"{said}（{how}{day}）" if day else said, pair.amount)
