"""`huzhu trail`: has anything been changed since it was recorded, and what to do where something was."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from huzhu import session
from huzhu.commands.options import Day, dry_run, option, options, society
from ledger.district import nearest

if TYPE_CHECKING:
    from huzhu.auditing.verifying import Verified


@click.group()
def command() -> None:
    """核对账簿有没有被改动过；被改动了怎么办。"""


@command.command()
@option("--code", "公示上印的校验码：看它在第几笔", metavar="校验码")
@option("--deep", "连材料和试算平衡表也重新核对（慢一些）", is_flag=True)
@click.pass_obj
def verify(books: Path | None, /, code: str | None, deep: bool) -> None:
    """沿着每一笔账的校验码核对到底；发现改动就说出是哪一笔。0：没有改动；1：有改动；2：读不了。"""
    from huzhu.auditing import verifying

    if code is not None:
        verifying.digits_of(code)
    found = []
    for ledger in verifying.ledgers(nearest(books or Path.cwd())):
        found.append(verifying.verify(ledger, deep=deep))
        _tell(found[-1])
    codes = [_told(found, code)] if code is not None else []
    sys.exit(max([*map(_exit_code, found), *codes]))


_EDIT = (
    dry_run,
    option("--date", "日期（默认今天）", type=Day()),
    option("--reason", "怎么回事，为什么这样处理", required=True),
    option("--by", "处理的人：监事，或社外的审计人员", required=True, metavar="用户"),
    option(
        "--original",
        "原来的账簿：备份恢复出来的文件夹",
        required=True,
        metavar="文件夹",
        type=click.Path(path_type=Path),
    ),
    society,
)


@command.command()
@options(*_EDIT)
@click.pass_obj
def adopt(books: Path | None, /, **given: Any) -> None:
    """采纳账外的改动：改过的留底，原来的恢复，差别用新的账记下来（冲销和补记），按规则检查。"""
    _settle(books, given, adopt=True)


@command.command()
@options(*_EDIT, option("--lose", "已确认而确实找不回的账，承认丢失（会记进账里）", is_flag=True))
@click.pass_obj
def restore(books: Path | None, /, **given: Any) -> None:
    """恢复原来的账簿：账外的改动留底，不采纳。"""
    _settle(books, given, adopt=False, lose=given["lose"])


def _settle(books: Path | None, given: dict[str, Any], *, adopt: bool, lose: bool = False) -> None:
    """Undo what was done outside, and record it anew where that is wanted."""
    from huzhu.auditing import adopting
    from huzhu.auditing.difference import said
    from huzhu.auditing.edits import Asked
    from huzhu.recording import leave
    from ledger.journal import Refused

    ledger, day = session.the_society(books, given["society"]), given["date"] or session.today()
    asked = Asked(given["by"], given["reason"], day, adopt, lose)
    found = adopting.plan(ledger, given["original"], asked)
    for line in said(found.events):
        session.say(f"  {line}")
    for line in found.left:
        session.say(f"! {line}", fg="yellow")
    try:
        adopting.judged(ledger, found)
        if given["dry_run"]:
            session.say("试算：规则都通过。没有写。")
            return
        receipt = adopting.carry_out(ledger, found)
    except Refused as refused:
        leave(refused)
    done = f"采纳了改动，新记{len(receipt.entries)}笔" if found.asked.adopt else "原来的账簿已恢复"
    session.say(f"✓ {done}；改动过的文件留在 documents/{found.place}", fg="green")


def _exit_code(found: Verified) -> int:
    """What one ledger's books deserve: one that cannot be read hides no other."""
    return 2 if found.chain is None else int(bool(found.breaks))


def _tell(found: Verified) -> None:
    from huzhu.auditing.telling import sentences

    for each in sentences(found):
        colour = {"good": "green", "bad": "red", "more": "red"}.get(each.kind)
        session.say(each.mark + each.text, fg=colour, err=each.kind == "bad" and found.chain is None)


def _told(found: list[Verified], code: str) -> int:
    """Say where a photographed code stands in the chains; 1 where it stands nowhere."""
    from huzhu.auditing.telling import about_code

    told = about_code(found, code)
    for each in told:
        session.say(each.mark + each.text, fg="green" if each.kind == "good" else "red")
    return int(any(each.kind == "bad" for each in told))
