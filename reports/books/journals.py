"""The journals of cash and of the bank (日记账): every entry in its order, the balance after it, each day added up.

Clause (会计基础工作规范 57: 现金日记账和银行存款日记账必须逐日结出余额). The drawer is one for all funds, and so is each
bank account and each wallet; the fund of an entry stands beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ledger.chart import BANK, CASH, WALLET, parse, word
from reports.books.account_book import Kept, Told, account_books, covered, together, told, words_of
from reports.books.wording import leaf_word
from reports.period import Period
from reports.report import Asked, Report
from reports.rows import Cell, Column, Row, Sheet, Style

_COLUMNS = (
    Column("day", "日期", "day"),
    Column("voucher", "凭证号", "text"),
    Column("summary", "摘要", "text"),
    Column("against", "对方科目", "text"),
    Column("fund", "基金", "text"),
    Column("debit", "收入（借方）", "money"),
    Column("credit", "支出（贷方）", "money"),
    Column("balance", "余额", "money"),
)
SIGNED = ("会计主管", "复核", "出纳")
NOTHING = "本期没有收付。"


def cash_journal(asked: Asked) -> Sheet:
    """The journal of the drawer."""
    return _journal(asked, _holders(asked).get(CASH, Kept(CASH)), "现金日记账", "")


def bank_journal(asked: Asked) -> tuple[Sheet, ...]:
    """A journal for each bank account, and for each wallet that holds or moved something."""
    kept = _holders(asked)
    opened = {
        a.holder for name in asked.books.opens if (a := parse(name)).fund and a.holder.startswith(f"{BANK}:")
    }
    names = sorted(opened | {name for name in kept if name.startswith((f"{BANK}:", f"{WALLET}:"))})
    return tuple(_journal(asked, kept.get(name, Kept(name)), _title(name), word(name)) for name in names)


def _title(holder: str) -> str:
    return "银行存款日记账" if holder.startswith(BANK) else "其他货币资金日记账"


def _holders(asked: Asked) -> dict[str, Kept]:
    """What lies in each place, all funds together."""
    return together(account_books(asked).values(), lambda name: parse(name).holder)


def _journal(asked: Asked, kept: Kept, title: str, place: str) -> Sheet:
    of = covered(asked)
    rows = tuple(_row(line, of) for line in told(kept, of, daily=True))
    subtitle = f"{asked.subtitle}　账户：{place}" if place else asked.subtitle
    return Sheet(title, subtitle, _COLUMNS, rows, () if kept.posted else (NOTHING,), SIGNED)


def _row(line: Told, of: Period) -> Row:
    style: Style = "line" if line.step in ("line", "opening", "carried") else "subtotal"
    return Row(tuple(_cells(line, of)), style)


def _cells(line: Told, of: Period) -> Iterator[Cell]:
    day: date = line.day
    yield day
    if line.posted:
        voucher, its = line.posted.voucher, line.posted.line
        yield from (voucher.label, voucher.summary, voucher.against(its), leaf_word(its.account))
        yield from (its.debit or None, its.credit or None)
    else:
        yield from (None, words_of(line, of), None, None)
        yield from (None, None) if line.step in ("opening", "carried") else (line.debit, line.credit)
    yield line.balance


CASH_JOURNAL = Report("cash-journal", "现金日记账", cash_journal)
BANK_JOURNAL = Report("bank-journal", "银行存款日记账", bank_journal)
