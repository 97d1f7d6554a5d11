"""The monthly notice (公示) of a society: pure data, and its canonical text, which is hashed.

Clause (徽州 二（三）): "应当在每月第5个工作日前，将上月救助对象基本情况、救助原因、救助金额等信息，
在救助对象所在村（社区）公开栏公示7天接受社会监督". Names arrive masked;
nothing here knows who a recipient is.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from ledger import money
from ledger.notices import lines as layout
from ledger.notices import sentences as say
from ledger.notices.lines import clean

_WIDE = 78  # terminal columns of the canonical text


class Heading(NamedTuple):
    """A column of the notice: the line's field, its title, and whether it holds text, money or a count."""

    key: str
    title: str
    kind: Literal["text", "money", "count"]


_COLUMNS = (
    Heading("no", "序号", "count"),
    Heading("label", "救助对象", "text"),
    Heading("hamlet", "村民组", "text"),
    Heading("category", "人员类别", "text"),
    Heading("relief", "救助类型", "text"),
    Heading("matter", "救助原因", "text"),
    Heading("method", "救助方式", "text"),
    Heading("amount", "金额（元）", "money"),
    Heading("day", "发放日期", "text"),
    Heading("remark", "备注", "text"),
)
_IF_ANY = ("hamlet", "category", "remark")  # left out of a month in which no line has one


class NoticeLine(NamedTuple):
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


def text(notice: Notice) -> str:
    """The canonical text: what is hashed and kept; the same notice is the same text on every machine."""
    society = clean(notice.society)
    page = [*(layout.centre(head, _WIDE) for head in (society, say.heading(notice))), ""]
    page += [*layout.wrap(say.opening(notice), _WIDE), "", *_table(notice), ""]
    for sentence in say.closing(notice):
        page += layout.wrap(sentence, _WIDE)
    page += [*(f"    {contact}" for contact in say.contacts(notice)), ""]
    page += [layout.right(word, _WIDE) for word in (f"{society}（盖章）", say.long_day(notice.posted))]
    return "\n".join([*page, "", code(notice)]) + "\n"


def sheet_hash(notice: Notice) -> str:
    """SHA-256 of the canonical text in UTF-8, in hex: what the 公示 fact keeps as `sheet:`."""
    return hashlib.sha256(text(notice).encode()).hexdigest()


def columns(notice: Notice) -> tuple[Heading, ...]:
    """The columns of a month, without those in which no line has a word."""
    return tuple(c for c in _COLUMNS if c.key not in _IF_ANY or any(getattr(n, c.key) for n in notice.lines))


def cell(notice: Notice, line: NoticeLine, column: Heading) -> str | int | Decimal | None:
    """What stands in a line's column; the day as the notice writes it."""
    if column.key == "day":
        return say.short_day(line.day, notice)
    found: str | int | Decimal | None = getattr(line, column.key)
    return found


def words(notice: Notice, line: NoticeLine, heads: tuple[Heading, ...]) -> list[str]:
    """The line as words, column by column; a dash says that a cell is meant to be empty, so that nobody fills it."""
    cells = (cell(notice, line, column) for column in heads)
    return [money.show(each) if isinstance(each, Decimal) else clean(str(each or "—")) for each in cells]


def code(notice: Notice) -> str:
    """The chain's head, as far as it is printed."""
    return f"账簿校验码：{say.code(notice)}"


def _table(notice: Notice) -> list[str]:
    if not notice.lines:
        return [layout.centre(say.NOTHING, _WIDE)]
    heads = columns(notice)
    total = ["合计", *(money.show(notice.total) if c.kind == "money" else "" for c in heads[1:])]
    rows = [[c.title for c in heads], *(words(notice, line, heads) for line in notice.lines), total]
    head, *body, foot = layout.table(rows, [at for at, c in enumerate(heads) if c.kind != "text"])
    rule = "-" * max(map(layout.width, (head, *body, foot)))
    return [head, rule, *body, rule, foot, say.capital(notice)]
