"""The fund statement (基金收支情况表): for each fund what was there, what came, what was spent, what is left.

Restricted money must be shown apart (《民间非营利组织会计制度》: 限定性净资产); a society's funds are told by
the leaf of its money accounts, and one transaction moves one fund, so each figure is a sum of postings.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from ledger.books import Books
from ledger.chart import parse, word
from ledger.entries import Leg, posting_yuan, text
from reports.report import ALL, Asked, Report
from reports.rows import Cell, Column, Row, Sheet

ZERO = Decimal("0.00")
_KINDS = (
    Column("opening", "期初结余", "money"),
    Column("subsidy", "财政补助", "money"),
    Column("collective", "村集体", "money"),
    Column("donation", "捐赠", "money"),
    Column("fee", "会费", "money"),
    Column("other", "其他收入", "money"),
    Column("transfer", "基金间转移", "money"),
    Column("supplementary", "补充救助", "money"),
    Column("emergency", "应急救助", "money"),
    Column("goods", "实物救助", "money"),
    Column("cost", "其他支出", "money"),
    Column("closing", "期末结余", "money"),
    Column("cash", "其中现金", "money"),
)
_RELIEF = {"01": "supplementary", "02": "emergency", "03": "goods"}
_INCOME = {"4201": "fee", "4401": "subsidy", "3102": "subsidy", "3101": "collective"}

Figures = dict[str, Decimal]


def fund_statement(books: Books, first: date, last: date, period: str) -> Sheet:
    """The funds of a society between two days, both counted in; `period` is how the heading names them."""
    funds = figures_of(books, first, last)
    rows = [Row((word(fund), *_cells(figures))) for fund, figures in sorted(funds.items())]
    total = {c.key: sum((f[c.key] for f in funds.values()), ZERO) for c in _KINDS}
    registered = books.facts.registration
    name = registered.name if registered else str(books.options.get("title", ""))
    columns = (Column("fund", "基金", "text"), *_KINDS)
    return Sheet(
        "基金收支情况表",
        f"{name}　{period}　单位：元",
        columns,
        (*rows, Row(("合计", *_cells(total)), "total")),
        signed=("单位负责人", "会计", "制表"),
    )


def figures_of(books: Books, first: date, last: date) -> dict[str, Figures]:
    """Each fund's figures by column key; a fund that never moved by the end of `last` is not among them."""
    funds: dict[str, Figures] = {}
    for leg in books.legs:
        if leg.entry.date <= last:
            _money(funds.setdefault(leg.account.fund, _empty()), leg, first)
    for entry in books.transactions:
        if first <= entry.date <= last:
            for fund in books.funds(entry):
                _flows(funds[fund], entry, fund, len(books.funds(entry)) > 1)
    return funds


def _empty() -> Figures:
    return {c.key: ZERO for c in _KINDS}


def _cells(figures: Figures) -> Iterator[Cell]:
    return (figures[c.key] for c in _KINDS)


def _money(figures: Figures, leg: Leg, first: date) -> None:
    """Opening and closing balances, goods at their booked value."""
    amount = posting_yuan(leg.posting)
    figures["closing"] += amount
    if leg.entry.date < first:
        figures["opening"] += amount
    if leg.account.is_cash:
        figures["cash"] += amount


def _flows(figures: Figures, entry: Any, fund: str, transfer: bool) -> None:
    """Where a transaction's money came from or went: by the other legs, or from fund to fund."""
    for posting in entry.postings:
        account, amount = parse(posting.account), posting_yuan(posting)
        if transfer:
            if account.fund == fund:
                figures["transfer"] += amount
        elif account.root == "Expenses":
            figures[_RELIEF.get(account.sub, "cost") if account.code == "5101" else "cost"] += amount
        elif not account.fund:
            figures[_source(entry, account.code)] -= amount


def _source(entry: Any, code: str) -> str:
    """Which column a receipt belongs to; a donation of the village collective is the collective's."""
    if code == "4101":
        return "collective" if text(entry, "channel") == "村集体" else "donation"
    return _INCOME.get(code, "other")


def _made(asked: Asked) -> Sheet:
    of = asked.period
    return fund_statement(asked.books, of.first, of.last, of.words)


REPORT = Report("fund-statement", "基金收支情况表", _made, audiences=ALL)
