"""The help that moves no money (帮办登记表): applications for government aid that members helped with.

Clause (东台 三、二是): 登门服务，直接指导帮办相关手续，在最短时间内为困难群众申请相关社会救助。
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from ledger.books import Books
from ledger.facts import Fact
from ledger.vocabulary import MATTERS
from reports.officers import name_on
from reports.report import Asked, Report
from reports.rows import Column, Row, Sheet

_COLUMNS = (
    Column("number", "编号", "text"),
    Column("day", "日期", "day"),
    Column("matter", "事由", "text"),
    Column("to", "申请哪项救助", "text"),
    Column("by", "帮办人", "text"),
    Column("outcome", "结果", "text"),
)

SIGNED = ("登记人", "负责人")


def given(books: Books, first: date, last: date) -> list[Fact]:
    """The help given between two days, both counted in."""
    return [f for f in books.facts.of("帮办") if first <= f.day <= last]


def people(helped: Sequence[Fact]) -> int:
    """How many people were helped, each counted once."""
    return len({f.text("person") for f in helped})


def services(books: Books, first: date, last: date, period: str) -> Sheet:
    """The help given between two days: each piece, and how many pieces for how many people."""
    helped = given(books, first, last)
    rows = [
        Row((f.key, f.day, f.text("matter"), f.text("to"), f.text("by"), f.text("outcome"))) for f in helped
    ]
    rows.append(Row((f"合计 {len(helped)}件 {people(helped)}人", None, None, None, None, None), "total"))
    asked = books.policy.on(last, "service_log")
    notes = (asked.cited,) if asked and asked.yes else ()
    return Sheet(
        "帮办登记表", f"{books.facts.registration_name}　{period}", _COLUMNS, tuple(rows), notes, SIGNED
    )


def by_month(books: Books, first: date, last: date, period: str) -> Sheet:
    """The same counted by month and matter: how many pieces of each, and for how many people."""
    helped = given(books, first, last)
    matters = [m for m in MATTERS if any(f.text("matter") == m for f in helped)]
    columns = (
        Column("month", "月份", "text"),
        *(
            Column(f"matter-{at}", matter, "count", group="事由（件）")
            for at, matter in enumerate(matters, 1)
        ),
        Column("pieces", "件数", "count", group="合计"),
        Column("people", "人数", "count", group="合计"),
    )
    months = sorted({f"{f.day:%Y-%m}" for f in helped})
    rows = [_counted(m, [f for f in helped if f"{f.day:%Y-%m}" == m], matters) for m in months]
    rows.append(Row(_counted("合计", helped, matters).cells, "total"))
    notes = ("同一个人几个月都有帮办的，各月分别计1人，合计只计1人。",)
    return Sheet("帮办情况统计表", f"{books.facts.registration_name}　{period}", columns, tuple(rows), notes)


def _counted(title: str, helped: Sequence[Fact], matters: Sequence[str]) -> Row:
    counts = Counter(f.text("matter") for f in helped)
    return Row((title, *(counts[m] for m in matters), len(helped), people(helped)))


def _with_names(books: Books, log: Sheet, helped: Sequence[Fact]) -> Sheet:
    """The log with helpers by their names, as people read it."""
    at = [c.key for c in log.columns].index("by")
    named = [name_on(books.facts, f.text("by"), f.day) for f in helped]
    rows = [Row((*r.cells[:at], by, *r.cells[at + 1 :])) for r, by in zip(log.rows, named, strict=False)]
    return replace(log, rows=(*rows, *log.rows[len(rows) :]))


def _made(asked: Asked) -> tuple[Sheet, ...]:
    of = asked.period
    helped = given(asked.books, of.first, of.last)
    log = _with_names(asked.books, services(asked.books, of.first, of.last, of.words), helped)
    if of.span == "month" or not helped:
        return (log,)
    return log, by_month(asked.books, of.first, of.last, of.words)


REPORT = Report("services", "帮办登记表", _made, closed=False)
