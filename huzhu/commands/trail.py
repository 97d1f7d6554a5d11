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

SHOWN = 5
"""How many breaks of one ledger are told: the first says most."""


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
    id_ = found.ledger.id
    if found.chain is None:
        session.say(f"✗ {id_}：{found.sentence}", fg="red", err=True)
        return
    for each in found.breaks[:SHOWN]:
        session.say(f"✗ {id_}/{each.file} 第{each.line}行：{each.text}", fg="red")
    if left := len(found.breaks) - SHOWN:
        session.say(f"  …… 还有{left}处", fg="red") if left > 0 else None
    if not found.breaks:
        sealed = f"，封存{len(found.sealed)}个月" if found.sealed else ""
        session.say(
            f"✓ {id_} 共{len(found.chain.events)}笔{sealed}，前后相连，没有改动。校验码 {code_of(found.chain.head)}",
            fg="green",
        )
    if found.unsigned:
        session.say(
            f"  {id_} 有{len(found.unsigned)}个月的封存还没有两位干部的签名：{'、'.join(found.unsigned[-3:])}"
        )


def _told(found: list[Verified], code: str) -> int:
    """Say where a photographed code stands in the chains; 1 where it stands nowhere."""
    from huzhu.auditing import verifying

    hits = verifying.places(found, code)
    for ledger, event in hits:
        if event is None:
            session.say(f"✓ 校验码 {code} 是 {ledger.id} 记第1笔以前的")
        else:
            day = event.text[:10].decode()
            session.say(
                f"✓ 校验码 {code} 是 {ledger.id} 记到第{event.seq}笔（{day}，{event.file} 第{event.line}行）时的"
            )
    if not hits:
        session.say(
            f"✗ 哪一笔都没有校验码 {code}：贴出去以后账簿被改写过；也请再核对一遍有没有抄错", fg="red"
        )
    return int(not hits)


def code_of(head: str) -> str:
    """A hash as people compare it: its first 16 hex digits in groups of four, as printed on the notice."""
    return "-".join(head[i : i + 4] for i in range(0, 16, 4))
