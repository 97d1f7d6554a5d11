"""`huzhu desk`: the web desk, behind sign-in."""

from __future__ import annotations

from pathlib import Path

import click

from huzhu import session
from huzhu.commands.options import Between, option


@click.command()
@option("--host", "监听的地址", default="127.0.0.1", metavar="地址")
@option("--port", "端口", default=8000, type=Between(1, 65535))
@click.pass_obj
def command(books: Path | None, /, host: str, port: int) -> None:
    """打开网页：登录后查看账簿（只读）。按 Ctrl-C 结束。"""
    from huzhu.desk.serve import first_sign_in, serve

    folder = session.the_district(books).folder
    if first := first_sign_in(folder):
        session.say(first)
    serve(folder, host, port, on_ready=lambda at: session.say(f"已打开 {at} ，按 Ctrl-C 结束", bold=True))
