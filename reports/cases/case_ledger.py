"""The ledger of cases (救助台账): one row for each case that something happened to, with its days and its money.

What was paid is what the period's books say, returns taken off, so that it ties to 业务活动成本.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from ledger.cases import Case
from ledger.confidential import masks
from ledger.entries import text
from reports.cases.clocks import FIRST_AID, PAYMENT, SURVEY, clocks
from reports.report import Asked, Report
from reports.rows import Cell, Column, Row, Sheet

_COLUMNS = (
    Column("number", "救助编号", "text"),
    Column("label", "救助对象", "text"),
    Column("hamlet", "村民组", "text"),
    Column("category", "人员类别", "text"),
    Column("matter", "事由", "text"),
    Column("kind", "类型", "text"),
    Column("found", "来源", "text"),
    Column("accepted", "受理", "day"),
    Column("surveyed", "调查", "day"),
    Column("decided", "审核", "day"),
    Column("paid", "发放", "day"),
    Column("amount", "本期金额", "money"),
    Column("method", "方式", "text"),
    Column("posted", "公示月份", "text"),
    Column("closed", "结案", "day"),
    Column("clock", "用时/时限", "text"),
)
_NOTES = (
    "金额是本期发放减去退回的数；分次发放的，发放日期是本期第一次。",
    "用时/时限：“调”是受理到调查审核，“发”是审核到发放，按工作日数；“补”是先行救助到补齐手续，按天数。没办完的写“－”。",
)
_SHORT = {SURVEY: "调", PAYMENT: "发", FIRST_AID: "补"}


def case_ledger(asked: Asked) -> Sheet:
    """The cases of a period, in order of their numbers."""
    books, period = asked.books, asked.period
    money: dict[str, Decimal] = {}
    for each in books.reliefs:
        if period.holds(each.day) and each.number:
            money[each.number] = money.get(each.number, Decimal("0.00")) + each.amount
    cases = [c for n, c in sorted(books.cases.items()) if c.opened and (n in money or _moved(asked, c))]
    rows = [Row(tuple(_cells(asked, case, money.get(case.number)))) for case in cases]
    total = sum((money.get(case.number, Decimal(0)) for case in cases), Decimal("0.00"))
    if rows:
        blank: list[Cell] = [None] * len(_COLUMNS)
        blank[0], blank[11] = f"合计 {len(rows)}件", total
        rows.append(Row(tuple(blank), "total"))
    notes = _NOTES if rows else ("本期没有救助。", *_NOTES)
    return Sheet("救助台账", asked.subtitle, _COLUMNS, tuple(rows), notes, ("社长", "秘书长", "制表人"))


def _moved(asked: Asked, case: Case) -> bool:
    """Whether any step of the case was taken in the period."""
    return any(asked.period.holds(step.day) for step in case.steps)


def _cells(asked: Asked, case: Case, amount: Decimal | None) -> Iterator[Cell]:
    paid = [p for p in asked.books.payments.get(case.number, ()) if asked.period.holds(p.day)]
    yield case.number
    yield _name(asked, case)
    for key in ("hamlet", "category", "matter", "relief", "found"):
        yield case.text(key) or None
    for step in ("受理", "入户调查", "审核"):
        yield _day(asked, case, step)
    yield paid[0].day if paid else None
    yield amount
    yield "、".join(dict.fromkeys(text(p.first.entry, "method") for p in paid)) or None
    yield _posted(asked, case)
    ended = case.ended(asked.period.last)
    yield ended.day if ended else None
    yield " ".join(_clocks(asked, case)) or None


def _name(asked: Asked, case: Case) -> str:
    person = asked.person(case.text("person"))
    return masks.name(person.name, asked.audience.masked_as) if person else case.text("label")


def _day(asked: Asked, case: Case, step: str) -> date | None:
    """The day of a step, where it was taken by the period's end."""
    taken = case.step(step)
    return taken.day if taken and taken.day <= asked.period.last else None


def _posted(asked: Asked, case: Case) -> str | None:
    """The months of its payments that were posted on the board."""
    hung = {f.key for f in asked.books.facts.of("公示", "张贴") if f.day <= asked.today}
    months = dict.fromkeys(f"{p.day:%Y-%m}" for p in asked.books.payments.get(case.number, ()))
    return "、".join(m for m in months if m in hung) or None


def _clocks(asked: Asked, case: Case) -> Iterator[str]:
    for clock in clocks(asked.books, asked.books.policy, case):
        used = clock.used if clock.done and clock.done <= asked.period.last else None
        yield f"{_SHORT[clock.what]}{'－' if used is None else used}/{clock.allowed}"


REPORT = Report("case-ledger", "救助台账", case_ledger)
