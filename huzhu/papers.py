"""Reading what a treasurer hands over: a statement, a register by its confirmed columns, a roll of government aid."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from huzhu import session
from huzhu.discreet import discreet
from huzhu.progress import Watch, progress
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
    """What was said about a file."""

    password: str = ""
    paper: str = ""
    columns: str = ""


class Paper(NamedTuple):
    """A statement or a roll; `confirmed` is the register and the column map that were just confirmed for it."""

    statement: Statement | None
    roll: Roll | None = None
    confirmed: tuple[str, str] | None = None


class NewHeaders(Mistake):
    """A register whose columns nobody confirmed yet: which register it seems to be, and its columns as they seem."""

    def __init__(self, name: str, kind: str, mapping: dict[str, str]) -> None:
        said = columns.written(mapping)
        super().__init__(
            f"“{name}”像是{kind}，表头是头一回见，请先核对：{said}。"
            f"对的话，加上 --columns “{said}” 再导入一次；以后同样的表头就不用再写。"
        )
        self.kind, self.mapping = kind, mapping


def read(path: Path, asked: Asked, books: Books) -> Paper:
    """Read a file; a locked one's password, and a foreign register's columns, are asked for where somebody is there.

    Raises UnreadablePaper, and Mistake where a column map cannot be.
    """
    data, given = engine.bytes_of(path), asked.password
    while True:
        try:
            with progress(path.name) as watch:
                return read_bytes(data, path.name, asked, books, watch)
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
        except NewHeaders as new:
            if not sys.stdin.isatty():
                raise
            _confirm(path.name, new)
            asked = asked._replace(paper=new.kind, columns=columns.written(new.mapping))


def read_bytes(data: bytes, name: str, asked: Asked, books: Books, watch: Watch | None = None) -> Paper:
    """Read a file's bytes, asking nobody; raises UnreadablePaper, NewHeaders, and Mistake where a column map cannot be."""
    if asked.columns:
        return _by_map(data, name, asked, watch)
    maps = [
        columns.profile_for(fact.key, columns.parsed(fact.text("columns"))) for fact in books.facts.of("表头")
    ]
    try:
        return Paper(engine.read_bytes(data, name, asked.password, asked.paper, watch, maps))
    except NeedsPassword:
        raise
    except UnreadablePaper:
        tables = engine.sheets_of(data, asked.password)
        if aid_roll.is_roll(tables):
            return Paper(None, aid_roll.read_bytes(data, asked.password))
        found = columns.proposal(tables)
        if found is None:
            raise
        raise NewHeaders(name, *found) from None


def _by_map(data: bytes, name: str, asked: Asked, watch: Watch | None) -> Paper:
    """A register by the map of its columns that was given."""
    mapping, kind = columns.parsed(asked.columns), _kind(data, asked)
    profile: Profile = columns.profile_for(kind, mapping)
    statement = engine.read_bytes(data, name, asked.password, profile.name, watch, [profile])
    return Paper(statement, None, (kind, columns.written(mapping)))


def _kind(data: bytes, asked: Asked) -> str:
    """Which register a file is, where its columns were given: as it was said, else as it seems."""
    if asked.paper:
        return asked.paper
    found = columns.proposal(engine.sheets_of(data, asked.password))
    return found[0] if found else columns.GIFTS


def _confirm(name: str, new: NewHeaders) -> None:
    """Have whoever is there say that a foreign register's columns are what they seem; Mistake where they are not."""
    session.say(f"“{name}”像是{new.kind}，表头头一回见：")
    for field, column in new.mapping.items():
        session.say(f"  {field} ← {discreet(column)}")
    session.say("都对吗？[y] 对  [其他键] 不对")
    if click.getchar() not in "yY":
        raise Mistake("没有导入。请用 --columns 写明每一项是哪一列，像 日期=捐赠日期;捐赠人=姓名;金额=金额")
