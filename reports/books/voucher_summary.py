"""The summary of vouchers by account (科目汇总表): what was entered on each side of each first-level account.

The general ledger is written from it; debits and credits are the same in the sum.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from reports.books.account_book import ZERO, account_books, together
from reports.books.entered import Voucher
from reports.books.vouchers import vouchers_of
from reports.books.wording import code, head, levels
from reports.report import Asked, Report
from reports.rows import Column, Row, Sheet

_COLUMNS = (
    Column("code", "科目编码", "text"),
    Column("account", "会计科目", "text"),
    Column("debit", "借方", "money", group="本期发生额"),
    Column("credit", "贷方", "money", group="本期发生额"),
    Column("page", "总账页次", "text"),
)
SIGNED = ("会计主管", "记账", "复核", "制表")


def voucher_summary(asked: Asked) -> Sheet:
    """The summary of a period's vouchers."""
    of = asked.period
    books = together(account_books(asked).values(), lambda name: levels(name)[0])
    moved = [kept for kept in books.values() if kept.posted]
    rows = [
        Row((code(k.name, of.last), head(k.name), k.debits or None, k.credits or None, None)) for k in moved
    ]
    total = sum((k.debits for k in moved), ZERO), sum((k.credits for k in moved), ZERO)
    rows.append(Row(("合计", None, *total, None), "total"))
    return Sheet("科目汇总表", asked.subtitle, _COLUMNS, tuple(rows), _covered(vouchers_of(asked)), SIGNED)


def _covered(found: Sequence[Voucher]) -> tuple[str, ...]:
    """Which vouchers are summed up, month by month."""
    if not found:
        return ("本期没有凭证。",)
    said = []
    for (year, month, _), some in groupby(found, key=lambda v: (v.day.year, v.day.month, v.word)):
        its = list(some)
        numbers = f"{its[0].label or '无号'}至{its[-1].label or '无号'}"
        said.append(f"{year}年{month}月{numbers}，共{len(its)}张")
    return (f"凭证：{'；'.join(said)}。",)


REPORT = Report("voucher-summary", "科目汇总表", voucher_summary)
