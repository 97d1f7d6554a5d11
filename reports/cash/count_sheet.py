"""The count sheet of the cash float (备用金盘点表): the last count as it was recorded, and a blank one for the next.

Clause (会计法 17: 保证会计账簿记录与实物及款项的实有数额相符). The books keep the sum that was counted; notes and coins are
filled in by hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from ledger.facts import Fact
from ledger.float_counts import Drawer
from ledger.money import show
from reports.cash.drawer import by_fund, float_on, fund_word
from reports.forms import Field, Form, Grid, Part, Signing
from reports.officers import name_on
from reports.report import NONE, Asked, Report
from reports.rows import Column, Row, Sheet

NOTES = ("100元", "50元", "20元", "10元", "5元", "1元", "5角", "1角")
_COLUMNS = (
    Column("note", "面额", "text"),
    Column("pieces", "张（枚）数", "count"),
    Column("amount", "金额", "money"),
)
SIGNED = Signing(("盘点人（保管人）", "监盘人", "会计", "单位负责人"), day=True)


def count_sheet(asked: Asked) -> tuple[Form, ...]:
    """The sheet of the last count, where there was one, and a blank sheet for the day of asking."""
    float_on(asked.books, asked.today)
    counts = [fact for fact in asked.books.facts.of("备用金", "盘点") if fact.day <= asked.today]
    filled = tuple(_filled(asked, count) for count in counts[-1:])
    return (*filled, _blank(asked))


def _filled(asked: Asked, count: Fact) -> Form:
    """The sheet of a count: the booked sum is that with which the count agrees, where it was put right later."""
    facts, counted = asked.books.facts, count.yuan("counted") or Decimal("0.00")
    over = Drawer(asked.books).difference(count)
    found = (
        Field("账面数", f"{show(counted - over)}元"),
        Field("实盘数", f"{show(counted)}元"),
        Field("差额", _difference(over)),
    )
    people = (
        Field("盘点人", name_on(facts, count.text("by"), count.day)),
        Field("监盘人", name_on(facts, count.text("witness"), count.day)),
    )
    return _form(asked, count.day, counted, (found, people))


def _blank(asked: Asked) -> Form:
    booked = Drawer(asked.books).on(asked.today).booked
    found = (Field("账面数", f"{show(booked + Decimal('0.00'))}元"), Field("实盘数"), Field("差额"))
    return _form(asked, asked.today, None, (found, (Field("盘点人"), Field("监盘人"))))


def _form(asked: Asked, day: date, counted: Decimal | None, found: tuple[tuple[Field, ...], ...]) -> Form:
    state = float_on(asked.books, day)
    keeper = name_on(asked.books.facts, state.custodian, day)
    heads = (
        Field("盘点日期", _long(day)),
        Field("保管人", keeper),
        Field("限额", f"{show(state.ceiling)}元"),
    )
    subtitle = f"{asked.society}　单位：元"
    notes = tuple(Row((note, None, None)) for note in NOTES)
    total = Row(("合计（实盘数）", None, counted), "total")
    why = (Field("差额原因和处理意见", lines=3),)
    parts: tuple[Part, ...] = (
        Grid((heads, *_funds(asked, day))), Sheet("现金清点", subtitle, _COLUMNS, (*notes, total)),
        Grid((*found, why)), SIGNED,
    )  # fmt: skip
    return Form("备用金盘点表", parts, subtitle)


def _funds(asked: Asked, day: date) -> Iterator[tuple[Field, ...]]:
    """The booked cash of each fund, where it is of several."""
    funds = by_fund(asked.books, day)
    if len(funds) > 1:
        yield (Field("账面数其中", "　".join(f"{fund_word(f)}{show(yuan)}元" for f, yuan in funds.items())),)


def _difference(over: Decimal) -> str:
    return f"{'长款' if over > 0 else '短款'}{show(abs(over))}元" if over else "0.00元（相符）"


def _long(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


REPORT = Report("count-sheet", "备用金盘点表", count_sheet, spans=NONE, closed=False)
