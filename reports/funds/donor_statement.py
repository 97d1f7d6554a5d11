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
from ledger.chart import word
from ledger.entries import case_number, text
from ledger.lineage import Lineage, Use
from ledger.mistake import Mistake
from reports.forms import Leaf
from reports.funds.givers import ANONYMOUS, agreed, gift_legs
from reports.funds.money_flow import Flow, money_flow
from reports.funds.picture import pictured
from reports.funds.subsidy_trace import ORDER, in_capital
from reports.report import Asked, Report
from reports.rows import Column, Row, Sheet, total_of

_COLUMNS = (
    Column("what", "用在哪里", "text"),
    Column("month", "月份", "text"),
    Column("case", "救助编号", "text"),
    Column("amount", "金额", "money"),
)


def donor_statement(books: Books, first: date, last: date, period: str, donor: str = "") -> Sheet:
    """The gifts received between two days, or those of one donor, with what each became by the end of `last`."""
    lineage, may_be_named = Lineage(books, until=last), agreed(books, last)
    rows: list[Row] = []
    for entry in gifts(books, first, last, donor):
        named = entry.payee if donor or may_be_named(entry) else ANONYMOUS
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


def gifts(books: Books, first: date, last: date, donor: str = "") -> list[Any]:
    """The donations between two days, of one donor where one is named."""
    found = {id(leg.entry): leg.entry for leg in gift_legs(books, first, last)}
    return [e for e in found.values() if donor in ("", e.payee)]


def _became(books: Books, lineage: Lineage, origin: Any) -> Iterator[Row]:
    """What the gift paid: a case in one line, whatever stages and returns it had."""
    sums: dict[tuple[str, str, str], Decimal] = {}
    for use in lineage.uses:
        if use.origin is origin and not in_capital(use.posting.account):
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
        return word(use.posting.account), f"{use.entry.date:%Y-%m}", ""
    return f"{case.text('relief')}（{case.text('matter')}）", f"{case.opened.day:%Y-%m}", number


def _left(lineage: Lineage, origin: Any) -> Iterator[Row]:
    """What is left of the gift; what was put into net assets is told apart, and once."""
    for said, capital in (("转入净资产", True), ("还在账上，等待使用", False)):
        lots = (x for place, some in lineage.held.items() if in_capital(place) is capital for x in some)
        left = sum((x.amount for x in lots if x.origin is origin), Decimal("0.00"))
        if left:
            yield Row((said, None, None, left))


def _made(asked: Asked) -> tuple[Leaf, ...]:
    """The picture of these gifts, where there are any, and what became of each."""
    of, donor = asked.period, asked.said.get("donor", "")
    sheet = donor_statement(asked.books, of.first, of.last, of.words, donor)
    if donor and not sheet.rows:
        raise Mistake(f"{of.words}没有“{donor}”的捐赠；姓名要和记账时写的一样")
    return (*pictured(flow_of(asked.books, of.first, of.last, donor), asked.society, of.words), sheet)


def flow_of(books: Books, first: date, last: date, donor: str = "") -> Flow:
    """Which way these gifts went, for the picture."""
    among = {id(e) for e in gifts(books, first, last, donor)}
    return money_flow(books, last, "donor", lambda entry: id(entry) in among)


REPORT = Report("donor-statement", "捐款去向告知单", _made, options={"donor": "捐赠人"})
