"""The rows that wait (待核清单): every statement row that nobody has decided yet, why, and for how long."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ledger.books import Books
from ledger.chart import word
from ledger.statements import waiting
from reports.report import Asked, Report
from reports.rows import Column, Row, Sheet

_COLUMNS = (
    Column("day", "日期", "day"),
    Column("account", "账户", "text"),
    Column("way", "收付", "text"),
    Column("amount", "金额", "money", "元"),
    Column("who", "对方", "text"),
    Column("words", "摘要", "text"),
    Column("reason", "为什么待核", "text"),
    Column("days", "等了几天", "count"),
    Column("link", "流水号", "text"),
)
_HOW = (
    "一行一行定：huzhu review；定一行：huzhu review 流水号 --as 记作什么（或 --in 凭证号、--not-ours 理由）。"
)


def waiting_list(books: Books, last: date, today: date) -> Sheet:
    """The rows of days up to `last` that wait, and how long they have by `today`."""
    found = [row for row in waiting(books) if row.day <= last]
    rows = [
        Row(
            (
                row.day, word(row.account), row.way, row.amount, row.payer, row.words or row.kind, row.reason,
                max((today - row.day).days, 0), row.link,
            )
        )
        for row in found
    ]  # fmt: skip
    for way in ("收", "付"):
        total = sum((row.amount for row in found if row.way == way), Decimal("0.00"))
        count = sum(row.way == way for row in found)
        rows.append(Row((f"合计 {way}{count}行", None, None, total, None, None, None, None, None), "total"))
    notes = (_HOW,) if found else ("没有待核的行。",)
    return Sheet("待核清单", f"{books.facts.registration_name}　截至{today}", _COLUMNS, tuple(rows), notes)


def _made(asked: Asked) -> Sheet:
    return waiting_list(asked.books, asked.period.last, asked.today)


REPORT = Report("waiting", "待核清单", _made, closed=False)
