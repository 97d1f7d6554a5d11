"""The bureau's own books: what it paid to each society, beside what the society booked of it."""

from __future__ import annotations

from copy import copy
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from beancount.core import data
from beancount.parser import parser
from flask import abort, render_template

from huzhu.desk.access import AUDITOR, BUREAU, Table
from huzhu.desk.bureau_paying import open_paying
from huzhu.desk.drafts import WAITING
from huzhu.desk.entry.pages import sitting
from huzhu.desk.entry.sitting import Sitting
from huzhu.desk.entry.written import as_written
from huzhu.desk.site import desk
from huzhu.discreet import discreet
from ledger import booking, chart, journal
from ledger.books import Books, DistrictBooks
from ledger.district import RESERVED, Society
from ledger.entries import text
from ledger.mistake import Mistake
from plugins.subsidy_reconciled import booked, paid, subsidy_reconciled

_SUBSIDY = (b"4401", b"3101", b"3102")
"""The codes under which a society books the bureau's money; a file without them says nothing of it."""


class Paid(NamedTuple):
    """One payment of the bureau's."""

    day: date
    society: str
    title: str
    amount: Decimal
    document: str
    line: str
    voucher: str
    seq: int


class Row(NamedTuple):
    """One society: what the bureau paid and what the society booked, in yuan."""

    id: str
    title: str
    paid: Decimal
    booked: Decimal | None
    """None where its books cannot be read."""
    said: list[str]
    """What does not agree."""


def open_bureau(pages: Table) -> None:
    """Add the pages of the bureau's books: who sees the district reads them, the bureau's own people write."""
    pages.add("/bureau", "bureau", _overview, BUREAU | AUDITOR, bureau=True)
    pages.add("/bureau/written/<int:seq>", "bureau_written", _written, BUREAU | AUDITOR, bureau=True)
    open_paying(pages)


def _overview() -> str:
    at = sitting(desk().registry.district)
    rows = _rows(at)
    return render_template(
        "bureau.html", payments=_payments(at), rows=rows, wrong=[r for r in rows if r.said],
        paid=sum((r.paid for r in rows), Decimal(0)), waiting=len(desk().drafts.of(RESERVED, WAITING)),
    )  # fmt: skip


def _written(seq: int) -> str:
    at = sitting(desk().registry.district)
    found, names = as_written(at, seq) or abort(404), {u.id: u.name for u in desk().users.everyone()}
    hands = [(word, names.get(who, who)) for word, who in found.hands]
    return render_template("bureau_written.html", found=found._replace(hands=hands))


def _payments(at: Sitting) -> list[Paid]:
    """The latest first."""
    titles = _titles()
    found = []
    for id_, each in paid(at.books).items():
        found += [_payment(id_, titles.get(id_, id_), one) for one in each]
    return sorted(found, key=lambda p: (p.day, p.seq), reverse=True)


def _payment(id_: str, title: str, one: Any) -> Paid:
    entry = one.entry
    line = next((chart.parse(p.account).code for p in entry.postings if p.units.number > 0), "")
    document, voucher = text(entry, "document-no"), text(entry, "voucher")
    seq = int(entry.meta["seq"]) if str(entry.meta.get("seq", "")).isdecimal() else 0
    return Paid(entry.date, id_, title, one.amount, document, line, voucher, seq)


def _titles() -> dict[str, str]:
    registry = desk().registry
    return {s.id: registry.title(s) for s in registry.district.societies}


def _rows(at: Sitting) -> list[Row]:
    """Every society that exists or was paid, judged by the same rule that `huzhu check` runs over a district."""
    bureau = copy(at.books)
    bureau.day = at.day
    societies = {s.id: _subsidies_of(s, at.day) for s in desk().registry.district.societies}
    readable = {id_: books for id_, books in societies.items() if books}
    findings, ran = subsidy_reconciled.findings_across(DistrictBooks(bureau, readable), bureau.policy)
    sent, titles = paid(bureau), _titles()
    rows = []
    for id_ in sorted({*sent, *societies}):
        home, books = f"/societies/{id_}/", readable.get(id_)
        said = [
            f.text
            for f in findings
            if home in f.file or (not f.file.count("/societies/") and f"拨给{id_}的" in f.text)
        ]
        if id_ in societies and books is None:
            said = ["账簿读不出来，请管理员看体检"]
        got = sum((b.amount for b in booked(books)), Decimal(0)) if books else None
        total = sum((p.amount for p in sent.get(id_, ())), Decimal(0))
        rows.append(Row(id_, titles.get(id_, id_), total, got, [discreet(s) for s in said]))
    assert ran, "the rule runs to its end, or says so as a finding"
    return rows


def _subsidies_of(society: Society, day: date) -> Books | None:
    """A society's books as far as they speak of subsidies: of years of gifts and relief nothing is read."""
    try:
        entries: list[Any] = []
        for name, content in society.contents().items():
            if name.startswith("journal/") and any(code in content for code in _SUBSIDY):
                found, errors, _ = parser.parse_string(content.decode(), str(society.folder.resolve() / name))
                entries += [e for e in found if isinstance(e, data.Transaction)]
                if errors or not all(map(booking.is_whole, filter(_of_subsidies, entries))):
                    return journal.seen(society).books
        kept = sorted(filter(_of_subsidies, entries), key=data.entry_sortkey)
        return Books(kept, {"filename": str(society.top.resolve())}, day)
    except (OSError, ValueError, Mistake):
        return None


def _of_subsidies(entry: Any) -> bool:
    return any(chart.parse(p.account).code.encode() in _SUBSIDY for p in entry.postings)
