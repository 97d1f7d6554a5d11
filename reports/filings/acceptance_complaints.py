"""The register of complaints (举报投诉登记簿): what each was about, when it was settled, how, and in how many days.

Clause (周村 六（三）): 同时落实社会监督举报制度，发现一起查处一起。
"""

from __future__ import annotations

from datetime import date

from ledger.books import Books
from ledger.facts import Fact
from reports.report import Asked, Report
from reports.rows import Column, Row, Sheet

_COLUMNS = (
    Column("number", "编号", "text"),
    Column("day", "受理日期", "day"),
    Column("about", "反映什么", "text"),
    Column("settled", "办结日期", "day"),
    Column("outcome", "办理结果", "text"),
    Column("days", "用时", "count", "天"),
)


def complaints(books: Books, first: date, last: date, period: str) -> Sheet:
    """Each complaint taken between two days, and each older one that had not been settled before them."""
    rows = [
        row
        for taken in books.facts.of("投诉", "受理")
        if taken.day <= last and (row := _row(books, taken, first, last))
    ]
    new = sum(isinstance(day := row.cells[1], date) and day >= first for row in rows)
    settled = sum(row.cells[3] is not None for row in rows)
    said = f"本期受理{new}件，以前未办结转来{len(rows) - new}件；办结{settled}件，期末未办结{len(rows) - settled}件。"
    notes = (said,) if rows else (f"{period}没有收到举报投诉。",)
    title = f"{books.facts.registration_name}　{period}"
    return Sheet("举报投诉登记簿", title, _COLUMNS, tuple(rows), notes, ("登记人", "负责人"))


def _row(books: Books, taken: Fact, first: date, last: date) -> Row | None:
    """A complaint as it stood at the end of the days; None where it had been settled before them."""
    settled = next(
        (f for f in books.facts.of("投诉", "办结") if f.key == taken.key and f.day >= taken.day), None
    )
    if settled and settled.day < first:
        return None
    if settled is None or settled.day > last:
        days = max((last - taken.day).days, 0)
        return Row((taken.key, taken.day, taken.text("about"), None, "未办结", days))
    days = (settled.day - taken.day).days
    return Row((taken.key, taken.day, taken.text("about"), settled.day, settled.text("outcome"), days))


def _made(asked: Asked) -> Sheet:
    of = asked.period
    last = min(of.last, max(asked.today, of.first))
    return complaints(asked.books, of.first, last, of.words)


REPORT = Report("complaints", "举报投诉登记簿", _made, closed=False)
