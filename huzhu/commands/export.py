"""`huzhu export`: the society's money as a plain journal for hledger or Ledger, to be recomputed by somebody else's program."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from huzhu import session
from huzhu.commands.options import option, society


@click.command()
@option("--format", "给哪个程序读", type=click.Choice(("hledger", "ledger")), default="hledger")
@option("-o", "写到文件；不写就印在屏幕上", metavar="文件", type=click.Path(path_type=Path))
@society
@click.pass_obj
def command(books: Path | None, /, o: Path | None, society: str | None, **said: str) -> None:
    """导出全部分录，给 hledger 或 ledger 独立重算；没有证件号、案卷和档案。"""
    from huzhu.reading import read
    from huzhu.reporting import out
    from huzhu.reporting.asking import refuse_fractions
    from reports.statements.plain_journal import KINDS, journal

    found, _ = read(session.the_society(books, society))
    refuse_fractions(found, date.max)
    kind = KINDS[KINDS.index(said["format"])]
    content = journal(found, kind).encode()
    if o is None:
        out.to_terminal(content)
        return
    out.put(content, o)
    session.say(f"✓ {len(found.transactions)}笔已写到 {o}", fg="green")
