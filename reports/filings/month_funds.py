"""The funds of a month as a township reads them: what there was, what came by source, what went by kind, what is left."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ledger.books import Books
from ledger.chart import SUBSIDY_FUND, word
from reports.funds.fund_statement import ZERO, Figures, figures_of
from reports.funds.restricted_funds import terms
from reports.report import Asked
from reports.rows import Cell, Column, Row, Sheet

_IN, _OUT = "本月收入", "本月支出"
_COLUMNS = (
    Column("fund", "基金", "text"),
    Column("opening", "月初余额", "money"),
    Column("subsidy", "财政补助", "money", group=_IN),
    Column("collective", "村集体", "money", group=_IN),
    Column("fee", "会费", "money", group=_IN),
    Column("donation", "社会捐赠", "money", group=_IN),
    Column("other", "利息等", "money", group=_IN),
    Column("supplementary", "补充救助", "money", group=_OUT),
    Column("emergency", "应急救助", "money", group=_OUT),
    Column("goods", "实物救助", "money", group=_OUT),
    Column("cost", "管理等", "money", group=_OUT),
    Column("transfer", "基金间转移", "money"),
    Column("closing", "月末余额", "money"),
    Column("cash", "其中备用金", "money"),
)
_ALWAYS = ("opening", "closing")
SIGNED = ("会计", "出纳", "社长", "互助社（盖章）")
RESTRICTED = "其中：限定性"
_NOTE = "余额包括银行、现金、微信支付宝和按入账价计的实物；备用金是其中的现金。"


def month_funds(asked: Asked) -> Sheet:
    """Each fund of the period, their sum, and how much of it is restricted."""
    of, books = asked.period, asked.books
    figures = figures_of(books, of.first, of.last)
    limited = [each for fund, each in figures.items() if is_restricted(books, fund, of.last)]
    rows = [Row(_cells(word(fund), each)) for fund, each in sorted(figures.items())]
    rows.append(Row(_cells("合计", _sum(figures.values())), "total"))
    rows.append(Row(_cells(RESTRICTED, _sum(limited)), "subtotal"))
    return Sheet("互助社资金收支情况", asked.subtitle, _COLUMNS, tuple(rows), (_NOTE,), SIGNED)


def is_restricted(books: Books, fund: str, day: date) -> bool:
    """Whether a fund's money is given for a use of its own; the district's subsidy always is."""
    return fund == SUBSIDY_FUND or terms(books, fund, day).is_restricted


def _cells(name: str, figures: Figures) -> tuple[Cell, ...]:
    """A row; what did not move is left empty, as people write such tables."""
    return (name, *(figures[c.key] or (ZERO if c.key in _ALWAYS else None) for c in _COLUMNS[1:]))


def _sum(figures: Iterable[Figures]) -> Figures:
    of = list(figures)
    return {c.key: sum((each[c.key] for each in of), ZERO) for c in _COLUMNS[1:]}
