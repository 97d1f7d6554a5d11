"""`huzhu bureau`: the finance bureau's own books."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from huzhu import session
from huzhu.commands.options import (
    amount,
    approved_by,
    day,
    dry_run,
    key,
    option,
    options,
    paid_by,
    recorded_by,
    voucher,
)


@click.group()
def command() -> None:
    """财政局自己的账：拨付补助、互助社名册。"""


@command.command()
@options(
    dry_run, key, recorded_by, day, voucher, paid_by, approved_by, amount,
    option("--narration", "摘要"), option("--document-no", "拨款文号", required=True, metavar="徽财社〔2026〕12号"),
    option("--budget-line", "列支的预算科目（7位）", required=True, metavar="2080299"),
    option("--society", "拨给哪个互助社（编号）", required=True),
)  # fmt: skip
@click.pass_obj
def pay(books: Path | None, /, **given: Any) -> None:
    """拨付互助社启动补助；不能列在低保、特困、临时救助等科目。"""
    from huzhu.recording import enter
    from ledger.events.bureau import BureauPayment

    district = session.the_district(books)
    given["payee"] = district.society(given["society"]).title
    given["narration"] = given["narration"] or "互助社启动资金补助"
    enter(district, BureauPayment, given, in_words=False)


@command.command()
@click.argument("village", metavar="村（社区）名")
@options(dry_run, key, recorded_by, day, option("--township", "乡镇", required=True, metavar="岩寺镇"))
@click.pass_obj
def roster(books: Path | None, /, **given: Any) -> None:
    """名册：本区应成立互助社的村（社区）。"""
    from huzhu.recording import enter
    from ledger.events.facts import VillageListed

    enter(session.the_district(books), VillageListed, given, in_words=False)
