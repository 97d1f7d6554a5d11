"""The help that moves no money (帮办登记表): applications for government aid that members helped with.

Clause (东台 三、二是): 登门服务，直接指导帮办相关手续，在最短时间内为困难群众申请相关社会救助。
"""

from __future__ import annotations

from datetime import date

from ledger.books import Books
from reports.rows import Column, Row, Sheet

_COLUMNS = (
    Column("number", "编号", "text"),
    Column("day", "日期", "day"),
    Column("matter", "事由", "text"),
    Column("to", "申请哪项救助", "text"),
    Column("by", "帮办人", "text"),
    Column("outcome", "结果", "text"),
)


def services(books: Books, first: date, last: date, period: str) -> Sheet:
    """The help given between two days: each piece, and how many pieces for how many people."""
    given = [f for f in books.facts.of("帮办") if first <= f.day <= last]
    rows = [
        Row((f.key, f.day, f.text("matter"), f.text("to"), f.text("by"), f.text("outcome"))) for f in given
    ]
    people = len({f.text("person") for f in given})
    rows.append(Row((f"合计 {len(given)}件 {people}人", None, None, None, None, None), "total"))
    asked = books.policy.on(last, "service_log")
    notes = (asked.cited,) if asked and asked.yes else ()
    return Sheet("帮办登记表", f"{books.facts.registration_name}　{period}", _COLUMNS, tuple(rows), notes)
