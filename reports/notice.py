"""The monthly notice (公示) of a society: pure data, its canonical text, and the sheet for the village board.

Clause (徽州 二（三）): "应当在每月第5个工作日前，将上月救助对象基本情况、救助原因、救助金额等信息，
在救助对象所在村（社区）公开栏公示7天接受社会监督". Names arrive masked;
nothing here knows who a recipient is.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

from ledger import money
from reports import lines as layout
from reports import sentences as say
from reports.rows import Cell, Column, Row, Sheet, clean

_BEIJING = timezone(timedelta(hours=8))
_WIDE = 78  # terminal columns of the canonical text
_COLUMNS = (
    Column("no", "序号", "count"),
    Column("label", "救助对象", "text"),
    Column("hamlet", "村民组", "text"),
    Column("category", "人员类别", "text"),
    Column("relief", "救助类型", "text"),
    Column("matter", "救助原因", "text"),
    Column("method", "救助方式", "text"),
    Column("amount", "金额（元）", "money"),
    Column("day", "发放日期", "text"),
    Column("remark", "备注", "text"),
)
_IF_ANY = ("hamlet", "category", "remark")  # left out of a month in which no line has one


@dataclass(frozen=True)
class NoticeLine:
    """One relief: `label` is already masked (汪*); `amount` in yuan, None where no money moved (转介)."""

    no: int
    label: str
    hamlet: str
    category: str
    relief: str
    matter: str
    method: str
    amount: Decimal | None
    day: date
    remark: str


@dataclass(frozen=True)
class Notice:
    """A month's notice; money in yuan, `month` as 2026-07, `head` the hash chain's head in hex.

    `raised` is the resolution that raised a cap. `phones` are (whose, number): none, or an empty number,
    leaves a blank to fill in by hand. `basis` is the title of the document that asks for the notice,
    without 《》. A notice whose opening + received - spent is not its closing is our mistake: AssertionError.
    """

    society: str
    month: str
    lines: tuple[NoticeLine, ...]
    opening: Decimal
    received: Decimal
    spent: Decimal
    closing: Decimal
    posted: date
    until: date
    raised: str
    phones: tuple[tuple[str, str], ...]
    head: str
    supervisor: str
    basis: str = ""

    def __post_init__(self) -> None:
        assert re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])", self.month), self.month
        assert re.fullmatch(r"[0-9a-f]{64}", self.head), self.head
        assert self.posted < self.until, (self.posted, self.until)
        assert self.opening + self.received - self.spent == self.closing, "the month's figures do not add up"

    @property
    def total(self) -> Decimal:
        """The money of all lines."""
        return sum((line.amount for line in self.lines if line.amount is not None), Decimal("0.00"))


def sheet(notice: Notice) -> Sheet:
    """The notice as a sheet, for the screen and the formats of `reports.draw`."""
    columns = _columns(notice)
    rows = [Row(tuple(_cell(notice, line, column) for column in columns)) for line in notice.lines]
    if rows:
        total = (notice.total if column.kind == "money" else None for column in columns[1:])
        rows.append(Row(("合计", *total), "total"))
    said = (
        say.opening(notice),
        say.capital(notice),
        *say.closing(notice),
        *say.contacts(notice),
        _code(notice),
    )
    return Sheet(notice.society, say.heading(notice), columns, tuple(rows), said)


def text(notice: Notice) -> str:
    """The canonical text: what is hashed and kept; the same notice is the same text on every machine."""
    society = clean(notice.society)
    page = [*(layout.centre(head, _WIDE) for head in (society, say.heading(notice))), ""]
    page += [*layout.wrap(say.opening(notice), _WIDE), "", *_table(notice), ""]
    for sentence in say.closing(notice):
        page += layout.wrap(sentence, _WIDE)
    page += [*(f"    {contact}" for contact in say.contacts(notice)), ""]
    page += [layout.right(word, _WIDE) for word in (f"{society}（盖章）", say.long_day(notice.posted))]
    return "\n".join([*page, "", _code(notice)]) + "\n"


def sheet_hash(notice: Notice) -> str:
    """SHA-256 of the canonical text in UTF-8, in hex: what the 公示 fact keeps as `sheet:`."""
    return hashlib.sha256(text(notice).encode()).hexdigest()


def pdf(notice: Notice) -> bytes:
    """The notice on A4, ready for the board. Raises reports.pdf.MissingGlyph."""
    from reports import pdf as paper  # Typst is heavy, and most who import this want the text

    columns = _columns(notice)
    page = {
        "society": clean(notice.society),
        "heading": say.heading(notice),
        "opening": say.opening(notice),
        "nothing": "" if notice.lines else say.NOTHING,
        "columns": [{"key": column.key, "title": column.title} for column in columns],
        "rows": [_words(notice, line, columns) for line in notice.lines],
        "total": money.show(notice.total),
        "capital": say.capital(notice),
        "flow": [[title, money.show(amount)] for title, amount in say.flow(notice)],
        "raised": say.raised(notice),
        "phones": say.phones(notice),
        "supervisor": clean(notice.supervisor),
        "posted": say.long_day(notice.posted),
        "code": _code(notice),
    }
    return paper.compile("notice", page, stamp=datetime.combine(notice.posted, datetime.min.time(), _BEIJING))


def _columns(notice: Notice) -> tuple[Column, ...]:
    return tuple(c for c in _COLUMNS if c.key not in _IF_ANY or any(getattr(n, c.key) for n in notice.lines))


def _cell(notice: Notice, line: NoticeLine, column: Column) -> Cell:
    cell: Cell = getattr(line, column.key)
    return say.short_day(line.day, notice) if column.key == "day" else cell


def _words(notice: Notice, line: NoticeLine, columns: tuple[Column, ...]) -> list[str]:
    """The line as words; a dash says that a cell is meant to be empty, so that nobody writes into it."""
    cells = (_cell(notice, line, column) for column in columns)
    return [money.show(cell) if isinstance(cell, Decimal) else clean(str(cell or "—")) for cell in cells]


def _table(notice: Notice) -> list[str]:
    if not notice.lines:
        return [layout.centre(say.NOTHING, _WIDE)]
    columns = _columns(notice)
    total = ["合计", *(money.show(notice.total) if c.kind == "money" else "" for c in columns[1:])]
    rows = [[c.title for c in columns], *(_words(notice, line, columns) for line in notice.lines), total]
    head, *body, foot = layout.table(rows, [at for at, c in enumerate(columns) if c.kind != "text"])
    rule = "-" * max(map(layout.width, (head, *body, foot)))
    return [head, rule, *body, rule, foot, say.capital(notice)]


def _code(notice: Notice) -> str:
    return f"账簿校验码：{say.code(notice)}"
