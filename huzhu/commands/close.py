"""`huzhu close`: a month is closed and sealed; nothing more is dated in it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from huzhu import session
from huzhu.commands.options import Day, dry_run, option, recorded_by, society

sign = option(
    "--sign",
    "签字人的钥匙文件，可写两次；密码会另外问",
    type=click.Path(path_type=Path, dir_okay=False),
    multiple=True,
    metavar="钥匙文件",
)


@click.command()
@click.argument("month", metavar="2026-07")
@society
@option("--date", "月结日期（默认今天）", type=Day())
@sign
@recorded_by
@dry_run
@click.pass_obj
def command(
    books: Path | None, /, month: str, society: str | None, date: date | None, sign: tuple[Path, ...],
    recorded_by: str | None, dry_run: bool,
) -> None:  # fmt: skip
    """月结：没有错误才能结；结了以后这个月不能再记账，更正在后面的月份里冲销。

    封存要两位干部签字。已经月结的月份再运行一次，写上 --sign，就是补签。
    """
    from huzhu import closing
    from huzhu.recording import submit

    ledger = session.the_society(books, society)
    keys = closing.key_files(sign)  # first: whoever mistypes a PIN has closed nothing
    if not (keys and closing.is_sealed(ledger, month)):
        who, day = recorded_by or session.who(), date or session.today()
        asked = closing.request(ledger, month, day, who, session.now())
        submit(ledger, asked.event, key=asked.key, dry_run=dry_run)
        if dry_run:
            return
        closing.seal(ledger, month)
        session.say(f"✓ {month} 已封存，账页只读", fg="green")
    elif dry_run:
        session.say("试算：这个月已经封存，会加上签名。没有写。")
        return
    sealed = closing.sign(ledger, month, keys)
    for each in sealed.signatures:
        session.say(f"✓ {each.by} 已签字", fg="green")
    if sentence := closing.wanting(sealed):
        session.say(f"{month} 的封存{sentence}")
