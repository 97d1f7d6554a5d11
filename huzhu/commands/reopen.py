"""`huzhu reopen`: the last closed month is opened again, by two officers and with a reason."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from huzhu import session
from huzhu.commands.close import sign
from huzhu.commands.options import Day, dry_run, option, recorded_by, society


@click.command()
@click.argument("month", metavar="2026-07")
@society
@option("--date", "反结账日期（默认今天）", type=Day())
@option("--reason", "为什么要反结账", required=True)
@option("--by", "谁提出的（在任干部）", required=True, metavar="用户")
@option("--approved-by", "谁批准的（另一位在任干部）", required=True, metavar="用户")
@sign
@recorded_by
@dry_run
@click.pass_obj
def command(
    books: Path | None, /, month: str, society: str | None, date: date | None, reason: str, by: str,
    approved_by: str, sign: tuple[Path, ...], recorded_by: str | None, dry_run: bool,
) -> None:  # fmt: skip
    """反结账：只能是最后一个月结的月份，要两位干部，写明理由。原来的封存留着，改完要重新月结。"""
    from huzhu import closing
    from huzhu.recording import submit

    ledger = session.the_society(books, society)
    keys = closing.key_files(sign)
    who, day = recorded_by or session.who(), date or session.today()
    asked = closing.reopening(
        ledger, month, day, who, session.now(), reason=reason, by=by, approved_by=approved_by
    )
    if keys:
        asked = closing.signed_by_two(asked, keys, ledger)
    submit(ledger, asked.request.event, key=asked.request.key, dry_run=dry_run)
    if dry_run:
        return
    closing.reopen(ledger, asked)
    session.say(f"✓ {month} 已反结账，可以记账；改完请重新 huzhu close {month}", fg="green")
