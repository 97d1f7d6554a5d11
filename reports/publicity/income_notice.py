"""Income and expense for everybody to read (收支公开表): where money came from, what it was used for, what is left.

Clause (村民委员会组织法 30: 接受社会捐赠的资金物资管理使用情况应当公布; 慈善法 79 and 社会团体登记管理条例 26 ask for the same).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from ledger.books import Books
from ledger.chart import parse, word
from ledger.entries import posting_yuan, text
from reports.period import Period
from reports.report import Asked, Audience, Report
from reports.rows import Column, Row, Sheet, Style

ZERO = Decimal("0.00")
SOURCES = (
    "财政补助",
    "村集体支持",
    "社会捐赠（资金）",
    "社会捐赠（实物）",
    "会费",
    "政府购买服务",
    "利息和其他",
)
RELIEF = ("补充救助", "应急救助", "实物救助")
_SOURCE = {"4401": SOURCES[0], "3102": SOURCES[0], "3101": SOURCES[1], "4201": SOURCES[4], "4301": SOURCES[5]}
_PLACES = {"1001": "库存现金", "1002": "银行存款", "1009": "微信、支付宝", "1201": "实物（按入账价）"}
CLAIMS = "暂付、代垫（收回为负）"

Sums = dict[str, Decimal]


class Flows:
    """What came, by source, and what went, by use, between two days; and what there was before and after."""

    def __init__(self, books: Books, first: date, last: date) -> None:
        """Sum up the entries that move a fund; what is only moved within the society is neither."""
        self.came: Sums = {}
        self.went: Sums = {}
        self.places: Sums = {}
        self.opening = self.closing = ZERO
        for leg in books.legs:
            if leg.entry.date <= last:
                self._held(leg.account.code, posting_yuan(leg.posting), before=leg.entry.date < first)
        for entry in books.transactions:
            if first <= entry.date <= last and books.funds(entry):
                self._add(entry)

    def _held(self, code: str, amount: Decimal, *, before: bool) -> None:
        self.closing += amount
        self.opening += amount if before else ZERO
        self.places[_PLACES[code]] = self.places.get(_PLACES[code], ZERO) + amount

    def _add(self, entry: Any) -> None:
        goods = any(p.cost is not None for p in entry.postings)
        for posting in entry.postings:
            account, amount = parse(posting.account), posting_yuan(posting)
            if account.fund:
                continue
            if account.root in ("Income", "Equity"):
                _to(self.came, source(entry, account.code, goods), -amount)
            else:
                what = word(account.name) if account.root == "Expenses" else CLAIMS
                _to(self.went, what, amount)

    @property
    def income(self) -> Decimal:
        """All that came."""
        return sum(self.came.values(), ZERO)

    @property
    def spent(self) -> Decimal:
        """All that went."""
        return sum(self.went.values(), ZERO)

    @property
    def relief(self) -> Decimal:
        """What went to people in need."""
        return sum((self.went.get(kind, ZERO) for kind in RELIEF), ZERO)


def _to(sums: Sums, key: str, amount: Decimal) -> None:
    sums[key] = sums.get(key, ZERO) + amount


def source(entry: Any, code: str, goods: bool) -> str:
    """Where a receipt came from, in the words of the table."""
    if code == "4101" and text(entry, "channel") != "村集体":
        return SOURCES[3] if goods else SOURCES[2]
    return SOURCES[1] if code == "4101" else _SOURCE.get(code, SOURCES[6])


def table(books: Books, of: Period) -> tuple[tuple[Column, ...], tuple[Row, ...]]:
    """The columns and rows; of a month or a quarter beside what came and went since January."""
    spans = {"本期" if of.span != "month" else "本月": of.first}
    if of.first != of.year_begins:
        spans["本年累计"] = of.year_begins
    flows = [Flows(books, first, of.last) for first in spans.values()]
    columns = (
        Column("what", "项目", "text"),
        *(Column(f"yuan-{at}", f"{said}金额", "money") for at, said in enumerate(spans)),
    )
    return columns, tuple(_rows(flows))


def _rows(flows: list[Flows]) -> list[Row]:
    return [
        _line("一、期初结余", [f.opening for f in flows], "subtotal"),
        *_part("二、收入", [f.came for f in flows], SOURCES, always=4),
        _line("收入合计", [f.income for f in flows], "subtotal"),
        *_part("三、支出", [f.went for f in flows], RELIEF, always=3),
        _line("支出合计", [f.spent for f in flows], "subtotal"),
        _line("四、期末结余", [f.closing for f in flows], "total"),
        *_kept([f.places for f in flows]),
    ]


def _line(what: str, amounts: list[Decimal], style: Style = "line") -> Row:
    return Row((what, *amounts), style)


def _part(title: str, sums: list[Sums], order: tuple[str, ...], always: int) -> Iterator[Row]:
    """A part's heading and lines in their order; the first few always, the others where there is anything."""
    yield Row((title, *(None for _ in sums)), "heading")
    others = sorted({key for each in sums for key in each} - {*order})
    for at, key in enumerate((*order, *others)):
        if at < always or any(each.get(key) for each in sums):
            yield _line(f"　{key}", [each.get(key, ZERO) for each in sums])


def _kept(sums: list[Sums]) -> Iterator[Row]:
    """Where what is left lies."""
    for place in _PLACES.values():
        if any(each.get(place) for each in sums):
            yield _line(f"　其中：{place}", [each.get(place, ZERO) for each in sums])


def _made(asked: Asked) -> Sheet:
    columns, rows = table(asked.books, asked.period)
    notes = ("期初结余加收入合计减支出合计等于期末结余；实物按入账价计算。", *_silence(rows))
    signed = ("单位负责人", "会计", "出纳", "监督人")
    return Sheet("收支公开表", asked.subtitle, columns, rows, notes, signed)


def _silence(rows: tuple[Row, ...]) -> tuple[str, ...]:
    """That nothing came and nothing went, where it is so."""
    sums = [row.cells[1] for row in rows if row.cells[0] in ("收入合计", "支出合计")]
    return () if any(sums) else ("本期没有收入，也没有支出。",)


REPORT = Report(
    "income-notice", "收支公开表", _made,
    audiences=(Audience.BOARD, Audience.PUBLIC, Audience.TOWNSHIP, Audience.AUDITOR),
)  # fmt: skip
