"""`huzhu close`: a month is closed and sealed; nothing more is dated in it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from huzhu import session
from huzhu.commands.options import Day, dry_run, option, recorded_by, society


@click.command()
@click.argument("month", metavar="2026-07")
@society
@option("--date", "月结日期（默认今天）", type=Day())
@recorded_by
@dry_run
@click.pass_obj
def command(
    books: Path | None,
    /,
    month: str,
    society: str | None,
    date: date | None,
    recorded_by: str | None,
    dry_run: bool,
) -> None:
    """月结：没有错误才能结；结了以后这个月不能再记账，更正在后面的月份里冲销。"""
    from huzhu import closing
    from huzhu.recording import submit

    ledger = session.the_society(books, society)
    who, day = recorded_by or session.who(), date or session.today()
    asked, judged = closing.request(ledger, month, day, who, session.now())
    receipt = submit(ledger, asked.event, key=asked.key, dry_run=dry_run)
    if not dry_run:
        closing.seal(ledger, month, judged, receipt)
        session.say(f"✓ {month} 已封存，账页只读", fg="green")
