"""`huzhu demo`: a demonstration district, the rules at work before the reader's eyes, and the desk on it."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from huzhu import session
from huzhu.commands.options import Between, option
from ledger.mistake import Mistake

if TYPE_CHECKING:
    from ledger.district import District


@click.command()
@option("--societies", "几个互助社", type=Between(2, 400), default=3)
@option("--seed", "随机数种子；同一个种子得到同样的账", type=int, default=7, metavar="整数")
@option("--into", "建在哪个文件夹（默认一个新的临时文件夹）", metavar="文件夹")
@option("--no-desk", "不打开网页", is_flag=True)
@option("--port", "网页的端口", type=Between(1, 65535), default=8000)
def command(societies: int, seed: int, into: str | None, no_desk: bool, port: int) -> None:
    """建一个演示用的徽州区：半年的账、十一件救助；再当面试一试各种违规，最后打开网页。"""
    district = _built(Path(into) if into else Path(tempfile.mkdtemp(prefix="huzhu-demo-")), societies, seed)
    held = _breaches(district)
    _reports(district)
    session.say(
        f"\n账簿在 {district.folder}\n接着可以试：huzhu --books {district.folder} check --as-of 2026-07-10",
        bold=True,
    )
    if not held:
        sys.exit(1)
    if not no_desk:
        _desk(district, port)


def _heading(text: str) -> None:
    session.say(f"\n── {text} ──", fg="cyan", bold=True)


def _built(folder: Path, societies: int, seed: int) -> District:
    from rich.console import Console
    from rich.progress import Progress

    from huzhu.demo import build

    _heading("一、建账：一个区、它的财政局和互助社，2026年1月到6月")
    target = folder / "徽州区"
    if target.exists():
        raise Mistake(f"{target} 已经有了，请换一个文件夹")
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not sys.stderr.isatty()) as progress:
        work = progress.add_task("建账", total=societies)

        def told(text: str) -> None:
            session.say(f"  {text}")
            progress.advance(work)

        return build(target, societies, seed, told)


def _breaches(district: District) -> bool:
    """Try each breach aloud; True when every one was refused and no byte of the books changed."""
    from huzhu.demo_breaches import tried

    _heading("二、试着违规：每一件都真的去记，看账簿收不收")
    before = _bytes(district)
    all_held = True
    for number, each in enumerate(tried(district), 1):
        session.say(f"{number:2d}. {each.title}", bold=True)
        session.say(
            f"    {'✗ 拒绝：' if each.held else '！！收下了：'}{each.said}",
            fg="red" if each.held else "magenta",
        )
        if each.clause:
            session.say(f"      依据：{each.clause}", dim=True)
        all_held = all_held and each.held
    untouched = _bytes(district) == before
    session.say(
        "    以上都被拒绝，账簿一个字节也没有变。" if all_held and untouched else "！！有违规没有被拒绝",
        fg="green" if all_held and untouched else "magenta",
        bold=True,
    )
    return all_held and untouched


def _bytes(district: District) -> dict[str, bytes]:
    return {str(p): p.read_bytes() for p in sorted(district.folder.rglob("*.beancount"))}


def _reports(district: District) -> None:
    from huzhu.checking import judge
    from huzhu.demo import JUDGED, YEAR
    from huzhu.reading import read
    from ledger.notices.rows import span
    from reports.drawing import text
    from reports.funds.fund_statement import fund_statement

    society = district.society("shigang")
    _heading("三、检查和报表")
    findings = [f for ledger in (district, *district.societies) for f in judge(ledger, JUDGED).findings]
    session.say(f"截至{JUDGED}，{1 + len(district.societies)}套账共发现{len(findings)}处问题")
    first, last = span(f"{YEAR}-01")[0], span(f"{YEAR}-06")[1]
    text.show(fund_statement(read(society)[0], first, last, f"{YEAR}年1月至6月"))
    session.say(f"六月的公示在 {society.documents / 'notices'}")


def _desk(district: District, port: int) -> None:
    from huzhu.desk.serve import serve
    from huzhu.desk.showing import add_people

    _heading("四、网页：每个角色一个用户，密码是这次随机的")
    for person in add_people(district):
        user = person.user
        session.say(f"  {user.id:<10} {person.password}   {user.role.label}　{user.name}　{person.sees}")
    serve(
        district.folder,
        "127.0.0.1",
        port,
        on_ready=lambda at: session.say(f"\n请打开 {at} ，用上面任何一个用户登录；按 Ctrl-C 结束", bold=True),
    )
