"""The detail ledger (明细账): each account entry by entry, with what stands against it and the balance after it.

Clause (会计法 15: 会计账簿包括总账、明细账、日记账和其他辅助性账簿).
"""

from __future__ import annotations

from collections.abc import Iterator

from ledger.mistake import Mistake
from reports.books.account_book import (
    NOTHING,
    SIGNED,
    Kept,
    Told,
    account_books,
    covered,
    side,
    told,
    words_of,
)
from reports.books.wording import code, detail, head, whole
from reports.period import Period
from reports.report import Asked, Report
from reports.rows import Cell, Column, Row, Sheet, Style

_COLUMNS = (
    Column("day", "日期", "day"),
    Column("voucher", "凭证号", "text"),
    Column("summary", "摘要", "text"),
    Column("against", "对方科目", "text"),
    Column("debit", "借方", "money"),
    Column("credit", "贷方", "money"),
    Column("side", "借或贷", "text"),
    Column("balance", "余额", "money"),
)


def detail_ledger(asked: Asked) -> Sheet:
    """The detail ledger of a period: of every account, or of those that a word names."""
    of, word = covered(asked), asked.said.get("account", "")
    books = account_books(asked)
    wanted = [kept for kept in books.values() if not word or _named(kept.name, word, of)]
    if word and not wanted:
        there = "、".join(dict.fromkeys(head(name) for name in books)) or "没有任何科目"
        raise Mistake(f"{of.words}没有科目“{word}”的账；这段时间有账的科目：{there}")
    rows = [row for kept in wanted for row in _account(kept, of)]
    return Sheet("明细账", asked.subtitle, _COLUMNS, tuple(rows), () if rows else (NOTHING,), SIGNED)


def _named(account: str, word: str, of: Period) -> bool:
    """Whether a word names an account: its own name or that of a level above it, its code, its words."""
    if account == word or account.startswith(f"{word}:"):
        return True
    coded = code(account, of.last) + head(account)
    return word in (code(account, of.last), head(account), coded, detail(account), whole(account, of.last))


def _account(kept: Kept, of: Period) -> Iterator[Row]:
    """An account under its name."""
    yield Row((whole(kept.name, of.last), *[None] * (len(_COLUMNS) - 1)), "heading")
    yield from (_row(line, of) for line in told(kept, of))


def _row(line: Told, of: Period) -> Row:
    voucher = line.posted.voucher if line.posted else None
    against = voucher.against(line.posted.line) if voucher and line.posted else None
    moved = (line.debit or None, line.credit or None) if voucher else (line.debit, line.credit)
    if line.step in ("opening", "carried"):
        moved = (None, None)
    style: Style = "subtotal" if line.step in ("month", "year") else "line"
    cells: tuple[Cell, ...] = (
        line.day, voucher.label if voucher else None, words_of(line, of), against, *moved,
        side(line.balance), abs(line.balance),
    )  # fmt: skip
    return Row(cells, style)


REPORT = Report("detail-ledger", "明细账", detail_ledger, options={"account": "科目或账户"})
