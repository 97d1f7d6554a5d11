"""`huzhu desk`: the web desk, behind sign-in."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from huzhu import session
from huzhu.commands.options import Between, option
from ledger.mistake import Mistake

if TYPE_CHECKING:
    from huzhu.desk.tickets import Tickets


_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
_FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)


@click.command()
@option("--host", "监听的地址", default="127.0.0.1", metavar="地址")
@option("--port", "端口", default=8000, type=Between(1, 65535))
@option("--name", "别人打开时用的网址名称，例如经过代理时；可写几次", multiple=True, metavar="名称")
@option("--user", "本机一个人用：不用密码，直接以这个用户登录", metavar="用户")
@option("--no-browser", "不自动打开浏览器（和 --user 一起用）", is_flag=True)
@option("--certificate", "https 的证书（PEM），和私钥一起给", type=_FILE, metavar="文件")
@option("--private-key", "https 的私钥（PEM，没有密码）", type=_FILE, metavar="文件")
@option("--backups", "管理员在网页里做的备份放在哪个文件夹", type=_FOLDER, metavar="文件夹")
@option("--memory", "账簿最多占多少内存（MB，默认这台电脑的四分之一）；一个社五年的账要30左右，十几分钟没人用就放掉",
        type=Between(30, 100_000))  # fmt: skip
@click.pass_obj
def command(
    books: Path | None, /, host: str, port: int, name: tuple[str, ...], user: str | None, no_browser: bool,
    certificate: Path | None, private_key: Path | None, backups: Path | None, memory: int | None,
) -> None:  # fmt: skip
    """打开网页：登录后记账、查账。按 Ctrl-C 结束。"""
    from huzhu.desk.serve import Manner, first_sign_in, is_this_machine, serve
    from ledger import standing

    standing.keep_megabytes(memory or _a_quarter())
    folder = session.the_district(books).folder
    tickets = _tickets(folder, user, host, name) if user else None
    if first := first_sign_in(folder):
        session.say(first)
    if not is_this_machine(host) and certificate is None:
        session.say(
            "! 别的电脑也能打开这个网页，但没有用 https：密码和账目在网络上是明文，同一网络的人看得到。"
            "请用 --certificate 和 --private-key，或放在有 https 的代理后面",
            fg="yellow", err=True,
        )  # fmt: skip

    def ready(at: str) -> None:
        session.say(f"已打开 {at} ，按 Ctrl-C 结束", bold=True)
        if tickets:
            session.say(f"直接以 {user} 登录（只在这台电脑上、网页开着时有效）：\n{tickets.link(at)}")
            if not no_browser:
                _open(tickets.link_once(at))

    serve(folder, host, port, manner=Manner(name, certificate, private_key, backups, tickets), on_ready=ready)


def _a_quarter() -> int:
    """A quarter of the machine's memory, in MB; where it does not tell, what a few societies need."""
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 4_000_000
    except (AttributeError, ValueError, OSError):  # Windows
        return 170


def _tickets(folder: Path, user: str, host: str, names: tuple[str, ...]) -> Tickets:
    """What signs that user in on this machine; Mistake where the desk is not this machine's alone."""
    from huzhu.desk.serve import is_this_machine
    from huzhu.desk.tickets import Tickets
    from huzhu.desk.users import Users

    if not is_this_machine(host) or names:
        raise Mistake("--user 不用密码，只能在本机用：请不要同时写 --host 或 --name，或者去掉 --user")
    found = Users(folder).get(user)
    if found is None or found.disabled:
        raise Mistake(f"没有能用的用户“{user}”。请先添加：huzhu user add {user}")
    return Tickets(user)


def _open(address: str) -> None:
    """Open a browser, where the machine has one; whoever has none copies the address."""
    import webbrowser

    try:
        webbrowser.open(address)
    except webbrowser.Error:
        return
