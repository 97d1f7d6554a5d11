"""`huzhu notice`: last month's relief for the village board, printed, and the fact that it was posted."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from huzhu import session
from huzhu.commands.options import Day, dry_run, option, recorded_by, society
from ledger.mistake import Mistake


@click.command()
@click.argument("month", metavar="2026-07")
@society
@option("--date", "张贴（或撤下）日期（默认今天）", type=Day())
@option("--place", "张贴地点", default="村务公开栏")
@option("--taken-down", "登记撤下（公示期满后）", is_flag=True)
@option("--objections", "撤下时有没有异议", type=click.Choice(("无异议", "有异议")), default="无异议")
@option("-o", "PDF 写到哪里（默认本社 documents/notices/）", metavar="文件")
@recorded_by
@dry_run
@click.pass_obj
def command(
    books: Path | None, /, month: str, society: str | None, date: date | None, place: str, taken_down: bool,
    objections: str, o: str | None, recorded_by: str | None, dry_run: bool,
) -> None:  # fmt: skip
    """上月救助情况公示：打印（文字和 A4 PDF），并登记张贴。--dry-run 只看不登记。"""
    from huzhu import posting
    from huzhu.reading import read
    from huzhu.recording import submit

    ledger, day, who = (
        session.the_society(books, society),
        date or session.today(),
        recorded_by or session.who(),
    )
    if taken_down:
        posting.span_of(month)
        down = posting.request_down(read(ledger)[0], month, day, who, objections, session.now())
        submit(ledger, down.event, key=down.key, dry_run=dry_run)
        return
    from ledger.notices.notice import text
    from reports.publicity.notice import pdf

    path = Path(o) if o else posting.usual_path(ledger, month)
    if path.suffix.lower() != ".pdf":
        raise Mistake(f"公示要写成 PDF 文件，文件名应像 公示.pdf，不能是“{path.name}”")
    found, posted = posting.sheet(ledger, month, day)
    printed = pdf(found)  # first: what cannot be printed is not posted
    click.echo(text(found))
    if dry_run:
        session.say("试看：没有登记张贴，也没有写文件。")
        return
    if not posted:
        asked = posting.request(found, who, place, session.now())
        submit(ledger, asked.event, key=asked.key, dry_run=False)
    posting.keep(found, printed, path)
    session.say(f"✓ 公示已写到 {path}（A4，可以打印），文字在同名的 .txt", fg="green")
