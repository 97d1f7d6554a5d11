"""`huzhu doctor`: what is wrong with these books or this machine, and what to do."""

from __future__ import annotations

import json as json_
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from huzhu import session
from huzhu.commands.options import option

if TYPE_CHECKING:
    from huzhu.safekeeping.doctor import Check

_COLOURS = {"✓": "green", "!": "yellow", "✗": "red", "？": "magenta"}
_WORDS = {"✓": "fine", "!": "warning", "✗": "wrong", "？": "unknown"}


@click.command()
@click.argument("path", type=click.Path(path_type=Path), required=False, metavar="[文件夹]")
@option("--json", "每行一个 JSON", is_flag=True)
@click.pass_obj
def command(books: Path | None, /, path: Path | None, json: bool) -> None:
    """体检：程序、磁盘、时钟、账簿、钥匙、备份，一样一行，有毛病就说怎么办。0：没有毛病；1：有；2：有的查不出来。"""
    from huzhu.safekeeping import doctor

    checks = list(doctor.machine())
    checks += _of_books(path or books)
    for each in checks:
        click.echo(_line(each)) if json else _say(each)
    code = doctor.verdict(checks)
    if not json:
        session.say(
            ("没有要马上处理的毛病", "有毛病，请照上面说的办", "有的查不出来，请照上面说的办")[code],
            bold=True,
        )
    sys.exit(code)


def _of_books(path: Path | None) -> list[Check]:
    """The checks of the books and of their disk; where there are none, a line that says so."""
    from datetime import datetime

    from huzhu.safekeeping import doctor, doctor_books
    from ledger.district import District, Ledger, Society, nearest
    from ledger.mistake import Mistake

    try:
        place = nearest(path or Path.cwd())
    except Mistake as mistake:
        return [doctor.Check("账簿", "？", str(mistake), "只检查了这台电脑")]
    ledgers: list[Ledger] = [place]
    if isinstance(place, District):  # a society whose top file is gone is no less looked at
        found = sorted(p for p in (place.folder / "societies").glob("*") if p.is_dir() and p.name[:1] != ".")
        ledgers += [Society(p) for p in found]
    now = datetime.fromisoformat(session.now())
    return [*doctor.disk(place.folder), *doctor_books.books(place, ledgers, now)]


def _say(check: Check) -> None:
    remedy = f"。{check.remedy}" if check.remedy else ""
    session.say(f"{check.state} {check.name}：{check.said}{remedy}", fg=_COLOURS[check.state])


def _line(check: Check) -> str:
    fields = {
        "check": check.name,
        "state": _WORDS[check.state],
        "message": check.said,
        "remedy": check.remedy,
    }
    return json_.dumps(fields, ensure_ascii=False)
