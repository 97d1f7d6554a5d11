"""`huzhu audit-pack`: one file for the auditor, with everything in it, and the check of one that was handed over."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from huzhu import session
from huzhu.commands.options import Day, option, society
from ledger.mistake import Mistake


@click.command()
@option("-o", "写到哪个 zip 文件", metavar="文件", type=click.Path(path_type=Path))
@option("--verify", "不打包，只核对这个审计包有没有被改动过", metavar="文件", type=click.Path(path_type=Path))
@society
@option("--date", "以哪一天为准（默认今天）", type=Day())
@click.pass_obj
def command(
    books: Path | None, /, o: Path | None, verify: Path | None, society: str | None, date: date | None
) -> None:
    """审计包：账簿、封存、材料、核对结果、报表和清单，打成一个 zip；解开后打开目录页就能看，不用装任何东西。"""
    from huzhu.auditing import audit_pack

    if verify is not None:
        told = audit_pack.check(verify)
        session.say(
            f"✓ {verify.name} 和清单一致：{told['name']}，{len(told['files'])}个文件，记到第{told['seq']}笔",
            fg="green",
        )
        return
    if o is None:
        raise Mistake("请写 -o 审计包.zip；要核对一个审计包，请写 --verify")
    ledger = session.the_society(books, society)
    made = audit_pack.make(ledger, o, date or session.today(), session.who())
    session.say(f"✓ 已写到 {made.path}，{made.files}个文件。解开后打开 index.html", fg="green")
    if made.breaks:
        session.say(f"! 账簿有{made.breaks}处被改动过，写在包里的核对结果里", fg="yellow")
