"""`huzhu filing`: last month's relief is handed in to the township."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from huzhu import session
from huzhu.commands.options import Day, dry_run, option, recorded_by, society


@click.command()
@click.argument("month", metavar="2026-07")
@society
@option("--date", "报送日期（默认今天）", type=Day())
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
    """登记上月救助情况已报乡镇备案；报送的就是张贴的那一张公示。"""
    from huzhu import filing
    from huzhu.recording import submit

    ledger = session.the_society(books, society)
    asked = filing.request(
        ledger, month, date or session.today(), recorded_by or session.who(), session.now()
    )
    submit(ledger, asked.event, key=asked.key, dry_run=dry_run)
