"""Reading what a treasurer hands over: a statement, a register by its confirmed columns, a roll of government aid."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from huzhu import session
from huzhu.discreet import discreet
from huzhu.progress import progress
from importers import engine
from importers.paper import NeedsPassword, UnreadablePaper
from importers.registers import aid_roll, columns
from ledger.mistake import Mistake

if TYPE_CHECKING:
    from importers.movement import Statement
    from importers.profile import Profile
    from importers.registers.aid_roll import Roll
    from ledger.books import Books


class Asked(NamedTuple):
    """What was said about a file on the command line."""

    password: str = ""
    paper: str = ""
    columns: str = ""


class Paper(NamedTuple):
    """A statement or a roll; `confirmed` is the register and the column map that were just confirmed for it."""

    statement: Statement | None
    roll: Roll | None = None
    confirmed: tuple[str, str] | None = None


def read(path: Path, asked: Asked, books: Books) -> Paper:
    """Read a file; a locked one's password, and a foreign register's columns, are asked for where somebody is there.

    Raises UnreadablePaper, and Mistake where a column map cannot be.
    """
    given = asked.password
    while True:
        try:
            return _read(path, asked, books)
        except NeedsPassword as locked:
            if given or not sys.stdin.isatty():
                raise
            session.say(str(locked), err=True)
            typed = click.prompt(
                "密码（直接回车是算了）", default="", hide_input=True, show_default=False, err=True
            )
            if not typed:
                raise
            asked = asked._replace(password=str(typed))


def _read(path: Path, asked: Asked, books: Books) -> Paper:
    if asked.columns:
        return _by_map(path, asked, _kind(path, asked), columns.parsed(asked.columns))
    maps = [
        columns.profile_for(fact.key, columns.parsed(fact.text("columns"))) for fact in books.facts.of("表头")
    ]
    try:
        return Paper(_statement(path, asked, maps, asked.paper))
    except NeedsPassword:
        raise
    except UnreadablePaper:
        tables = engine.sheets(path, asked.password)
        if aid_roll.is_roll(tables):
            return Paper(None, aid_roll.read(path, asked.password))
        found = columns.proposal(tables)
        if found is None:
            raise
        return _confirmed(path, asked, *found)


def _statement(path: Path, asked: Asked, more: list[Profile], paper: str) -> Statement:
    with progress(path.name) as watch:
        return engine.read(path, asked.password, paper, watch, more)


def _kind(path: Path, asked: Asked) -> str:
    """Which register a file is, where its columns were given: as it was said, else as it seems."""
    if asked.paper:
        return asked.paper
    found = columns.proposal(engine.sheets(path, asked.password))
    return found[0] if found else columns.GIFTS


def _by_map(path: Path, asked: Asked, kind: str, mapping: dict[str, str]) -> Paper:
    profile = columns.profile_for(kind, mapping)
    return Paper(_statement(path, asked, [profile], profile.name), None, (kind, columns.written(mapping)))


def _confirmed(path: Path, asked: Asked, kind: str, mapping: dict[str, str]) -> Paper:
    """A foreign register, once somebody says that its columns are what they seem."""
    said = columns.written(mapping)
    if not sys.stdin.isatty():
        raise Mistake(
            f"“{path.name}”像是{kind}，表头是头一回见，请先核对：{said}。"
            f"对的话，加上 --columns “{said}” 再导入一次；以后同样的表头就不用再写。"
        )
    session.say(f"“{path.name}”像是{kind}，表头头一回见：")
    for field, column in mapping.items():
        session.say(f"  {field} ← {discreet(column)}")
    session.say("都对吗？[y] 对  [其他键] 不对")
    if click.getchar() not in "yY":
        raise Mistake("没有导入。请用 --columns 写明每一项是哪一列，像 日期=捐赠日期;捐赠人=姓名;金额=金额")
    return _by_map(path, asked, kind, mapping)
