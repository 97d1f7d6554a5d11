"""`huzhu user`: who may sign in to the web desk."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from huzhu import session
from huzhu.commands.options import option
from ledger.mistake import Mistake

if TYPE_CHECKING:
    from huzhu.desk.users import Users

_ROLES = {
    "会计": "treasurer", "社长": "officer", "审计": "auditor", "乡镇": "township", "区级": "bureau", "管理员": "admin",
}  # fmt: skip
_ENV = "HUZHU_PASSWORD"


@click.group()
def command() -> None:
    """网页的用户：添加、查看、改密码、停用。密码会问，不写在命令里（无人值守时设 HUZHU_PASSWORD）。"""


def _users(books: Path | None) -> Users:
    from huzhu.desk.users import Users

    return Users(session.the_district(books).folder)


def _password() -> str:
    """The password: HUZHU_PASSWORD, else asked for twice and not shown."""
    return os.environ.get(_ENV) or str(
        click.prompt("密码（至少10位）", hide_input=True, confirmation_prompt="再写一次", err=True)
    )


@command.command()
@click.argument("id_", metavar="用户名")
@option("--society", "哪个互助社（编号）；乡镇和审计可写几次，审计写 * 是全区", multiple=True, metavar="编号")
@option("--role", "角色", type=click.Choice(list(_ROLES)), required=True)
@option("--name", "姓名", required=True)
@click.pass_obj
def add(books: Path | None, /, id_: str, name: str, role: str, society: tuple[str, ...]) -> None:
    """添加用户。用户名只用小写字母和数字；互助社的人要和任职登记的一样。"""
    from huzhu.desk.users import Role, User, check

    users = _users(books)
    found = Role(_ROLES[role])
    check(User(id_, name.strip(), found, society))  # before the password is asked for
    if strange := [s for s in society if s != "*" and s not in _ids(books)]:
        raise Mistake(f"没有编号为“{strange[0]}”的互助社")
    users.add(id_, name, found, _password(), society)
    session.say(f"✓ 已添加 {id_}（{name}，{found.label}）", fg="green")


def _ids(books: Path | None) -> list[str]:
    return [s.id for s in session.the_district(books).societies]


@command.command("list")
@click.pass_obj
def list_(books: Path | None, /) -> None:
    """全部用户。"""
    for user in _users(books).everyone():
        state = "已停用" if user.disabled else "首次登录" if user.first else "能登录"
        session.say("  ".join([user.id, user.name, user.role.label, "、".join(user.societies) or "—", state]))


@command.command()
@click.argument("id_", metavar="用户名")
@click.pass_obj
def password(books: Path | None, /, id_: str) -> None:
    """给用户一个新密码；他在别处的登录马上失效。"""
    users = _users(books)
    if users.get(id_) is None:
        raise Mistake(f"没有用户“{id_}”")
    users.set_password(id_, _password())
    session.say(f"✓ {id_} 的密码已换", fg="green")


@command.command()
@click.argument("id_", metavar="用户名")
@click.pass_obj
def disable(books: Path | None, /, id_: str) -> None:
    """停用一个用户：马上不能登录；记过的账都还在。"""
    _users(books).disable(id_)
    session.say(f"✓ {id_} 已停用", fg="green")


@command.command()
@click.argument("id_", metavar="用户名")
@click.pass_obj
def enable(books: Path | None, /, id_: str) -> None:
    """重新启用一个停用了的用户。"""
    _users(books).enable(id_)
    session.say(f"✓ {id_} 已重新启用", fg="green")
