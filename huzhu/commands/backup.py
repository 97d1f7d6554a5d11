"""`huzhu backup`: one sealed file with all of the books."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from huzhu import session
from huzhu.commands.options import SocietyId, option, recorded_by
from ledger.mistake import Mistake

if TYPE_CHECKING:
    from huzhu.safekeeping.backup import Made


@click.command()
@click.option(
    "-o", "--output", "to", required=True, type=click.Path(path_type=Path), metavar="文件",
    help="备份写到哪里，最好在另一个磁盘上；写文件夹，就自动起名",
)  # fmt: skip
@option("--society", "只备份这个互助社（默认全区）", type=SocietyId())
@option("--even-broken", "账簿核对不上也备份，只作证据", is_flag=True)
@recorded_by
@click.pass_obj
def command(
    books: Path | None, /, to: Path, society: str | None, even_broken: bool, recorded_by: str | None
) -> None:
    """备份：整个区（或一个互助社）的账簿、单据、档案封进一个文件，只有登记了钥匙的人打得开。"""
    from huzhu.safekeeping import backup

    place = session.the_society(books, society) if society else session.place(books)
    source = backup.Source(place, session.now(), recorded_by or session.who(), even_broken)
    opens = backup.recipients(place, session.today(), even_broken=even_broken)
    passphrase = "" if opens else _passphrase()
    made = backup.write(source, to, opens.values(), passphrase)
    _tell(made, list(opens))


def _passphrase() -> str:
    """A passphrase asked for twice, for books where nobody has registered a key yet."""
    import os

    from huzhu.safekeeping.backup import SHORTEST_PASSPHRASE

    said = os.environ.get("HUZHU_PIN", "")
    if not said:
        if not sys.stdin.isatty():
            raise Mistake(
                "没有备份：还没有人登记过钥匙，要用密码封存。请在键盘前运行，或把密码写在环境变量 HUZHU_PIN 里"
            )
        session.say("还没有人登记过钥匙，备份要用密码封存。密码忘了，备份就打不开，请写下来锁好。")
        said = click.prompt("备份密码", hide_input=True)
        if click.prompt("再输一遍", hide_input=True) != said:
            raise Mistake("没有备份：两遍密码不一样，请再来一次")
    if len(said) < SHORTEST_PASSPHRASE:
        raise Mistake(f"没有备份：密码太短，至少{SHORTEST_PASSPHRASE}位")
    return str(said)


def _tell(made: Made, owners: list[str]) -> None:
    from huzhu.auditing.telling import code_of

    broken = [p for p in made.parts if p.broken]
    for part in made.parts:
        place = (
            f"记到第{part.seq}笔，校验码 {code_of(part.head)}" if not part.broken else "核对不上，只作证据"
        )
        session.say(f"  {part.id}  {part.title}  {len(part.files)}个文件，{place}")
    who = f"能打开的钥匙：{'、'.join(owners)}" if owners else "用密码打开"
    session.say(f"✓ 已备份 {made.path}（{_megabytes(made.size)}MB，已读回核对）。{who}", fg="green")
    session.say(f"  备份的校验码（恢复时可用 --sha256 核对）：{made.sha256}")
    for part in broken:
        session.say(f"! {part.broken}", fg="yellow", err=True)
    if made.same_disk:
        session.say("! 备份和账簿在同一个磁盘上，磁盘坏了会一起丢，请再复制到别的磁盘", fg="yellow", err=True)
    if not made.recorded:
        session.say("! 备份好了，但没能记下这次备份的时间，请检查账簿的文件夹能不能写", fg="yellow", err=True)


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f}"
