"""The donor statement (捐款去向告知单): which cases a gift paid, without names, and what is left of it.

Clause (慈善法 42: 捐赠人有权查询、复制其捐赠财产管理使用的有关资料). A donor who did not agree to be named
is 爱心人士 (慈善法 82), but for the statement that the donor asked for by name; the village collective has
no privacy. Recipients are told by matter and month only.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from ledger.books import Books
from ledger.entries import case_number, text
from ledger.lineage import Lineage, Use
from reports.rows import Column, Row, Sheet, total_of
from reports.subsidy_trace import ORDER, short

_COLUMNS = (
    Column("what", "用在哪里", "text"),
    Column("month", "月份", "text"),
    Column("case", "救助编号", "text"),
    Column("amount", "金额", "money", "元"),
)
ANONYMOUS = "爱心人士"


def donor_statement(books: Books, first: date, last: date, period: str, donor: str = "") -> Sheet:
    """The gifts received between two days, or those of one donor, with what each became by the end of `last`."""
    lineage = Lineage(books, until=last)
    rows: list[Row] = []
    for entry in _gifts(books, first, last):
        if donor and entry.payee != donor:
            continue
        public = entry.meta.get("publish") is True or text(entry, "channel") == "村集体"
        named = entry.payee if donor or public else ANONYMOUS
        lines = [*_became(books, lineage, entry), *_left(lineage, entry)]
        amount = total_of(lines)
        heading = f"{entry.date} {named}捐赠（凭证{text(entry, 'voucher')}）"
        rows += [Row((heading, None, None, None), "heading"), *lines]
        rows.append(Row(("小计", None, None, amount), "subtotal"))
    return Sheet(
        "捐款去向告知单",
        f"{books.facts.registration_name}　{period}　单位：元",
        _COLUMNS,
        tuple(rows),
        (ORDER,),
    )


def _gifts(books: Books, first: date, last: date) -> Iterator[Any]:
    """The donations between two days, in money and goods; what was reversed was never given."""
    given = {
        id(leg.entry): leg.entry for leg in books.income if leg.account.code == "4101" and leg.amount < 0
    }
    yield from (e for e in given.values() if first <= e.date <= last and not books.undone(e))


def _became(books: Books, lineage: Lineage, origin: Any) -> Iterator[Row]:
    """What the gift paid: a case in one line, whatever stages and returns it had."""
    sums: dict[tuple[str, str, str], Decimal] = {}
    for use in lineage.uses:
        if use.origin is origin:
            key = _told(books, use)
            sums[key] = sums.get(key, Decimal("0.00")) + use.amount
    for (what, month, case), amount in sums.items():
        if amount:
            yield Row((what, month, case, amount))


def _told(books: Books, use: Use) -> tuple[str, str, str]:
    """A use as a stranger may read it: kind and matter, month, the case's number."""
    number = case_number(use.entry)
    case = books.cases.get(number)
    if case is None or case.opened is None:
        return short(use.posting.account), f"{use.entry.date:%Y-%m}", ""
    return f"{case.text('relief')}（{case.text('matter')}）", f"{case.opened.day:%Y-%m}", number


def _left(lineage: Lineage, origin: Any) -> Iterator[Row]:
    left = sum(
        (x.amount for lots in lineage.held.values() for x in lots if x.origin is origin), Decimal("0.00")
    )
    if left:
        yield Row(("还在账上，等待使用", None, None, left))
