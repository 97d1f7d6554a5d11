"""Users and roles: who may sign in to the desk, and whose books they may see."""

from __future__ import annotations

import re
import secrets
import sqlite3
import time
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from huzhu.desk import acts, passwords
from huzhu.desk.store import Store
from ledger.district import SOCIETY_ID
from ledger.mistake import Mistake

EVERY_SOCIETY = "*"
"""Among an auditor's societies: all of the district's, and the bureau's own books."""

_ID = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,30}[a-z0-9])?")
_FIRST_SIGN_IN_HOURS = 24


class Role(StrEnum):
    """What a user is; it decides which books they see."""

    TREASURER = "treasurer"
    OFFICER = "officer"
    AUDITOR = "auditor"
    TOWNSHIP = "township"
    BUREAU = "bureau"
    ADMIN = "admin"

    @property
    def label(self) -> str:
        """The Chinese word."""
        return _LABELS[self]


_LABELS = {
    Role.TREASURER: "会计、出纳",
    Role.OFFICER: "社长等负责人",
    Role.AUDITOR: "审计",
    Role.TOWNSHIP: "乡镇",
    Role.BUREAU: "区级",
    Role.ADMIN: "管理员",
}
NAMES_SOCIETIES = {Role.TREASURER, Role.OFFICER, Role.AUDITOR, Role.TOWNSHIP}
"""The roles that are held in societies named beside them."""


class UserMistake(Mistake):
    """A user cannot be added or changed as asked; the sentence says why."""


@dataclass(frozen=True)
class User:
    """A person who may sign in. `epoch` counts what ends their sessions: a new password, another role, being disabled."""

    id: str
    name: str
    role: Role
    societies: tuple[str, ...] = ()
    disabled: bool = False
    epoch: int = 0
    first: bool = False
    """Nobody's: the sign-in of the first day, with which only the first administrator can be added."""

    @property
    def sees_district(self) -> bool:
        """Whether the bureau's own books are theirs to see, and with them every society's."""
        return self.role is Role.BUREAU or (self.role is Role.AUDITOR and EVERY_SOCIETY in self.societies)

    def sees(self, society: str) -> bool:
        """Whether the books of the society of that id are theirs to see; an administrator sees none."""
        return self.sees_district or (self.role in NAMES_SOCIETIES and society in self.societies)


class Users:
    """The users of one district, kept in its desk.sqlite3. `by` is who changes something, for the list of such acts."""

    def __init__(self, district: Path) -> None:
        self.store = Store(district)

    def add(
        self,
        id_: str,
        name: str,
        role: Role,
        password: str,
        societies: tuple[str, ...] = (),
        *,
        by: str = acts.COMMAND,
    ) -> User:
        """Add a user; UserMistake or WeakPassword says what is wrong. Ends the first sign-in."""
        user = User(id_, name.strip(), Role(role), tuple(societies))
        check(user)
        self._insert(user, passwords.hashed(password, id_), until=None, by=by)
        return user

    def everyone(self) -> list[User]:
        """All users, by id."""
        with self.store.open() as db:
            return [_user(row) for row in db.execute("SELECT * FROM users ORDER BY id")]

    def get(self, id_: str) -> User | None:
        """The user of that id, if there is one whose sign-in has not run out."""
        row = self._row(id_)
        return _user(row) if row else None

    def verify(self, id_: str, password: str) -> User | None:
        """The user, if they exist, are not disabled and this is their password; it takes as long when not."""
        row = self._row(id_)
        right = passwords.matches(row["password"] if row else None, password)
        return _user(row) if row and right and not row["disabled"] else None

    def set_password(self, id_: str, password: str, *, by: str = acts.COMMAND) -> None:
        """Give a user a new password: their sessions end, and no delay is left from failed attempts."""
        kept = passwords.hashed(password, id_)
        what = "自己改了密码" if by == id_ else "给了新密码"
        self._change(id_, "password = ?, epoch = epoch + 1", (kept,), by=by, what=what)
        nameless = self.store.nameless(id_)
        with self.store.open() as db:
            db.execute("DELETE FROM attempts WHERE user = ?", (nameless,))

    def change(
        self, id_: str, name: str, role: Role, societies: tuple[str, ...], *, by: str = acts.COMMAND
    ) -> User:
        """Give a user another name, role or other societies; another role or other societies end their sessions."""
        before = self.get(id_)
        if before is None:
            raise UserMistake(f"没有用户“{id_}”")
        user = User(id_, name.strip(), Role(role), tuple(societies))
        check(user)
        if what := _told(before, user):
            ends = int((before.role, before.societies) != (user.role, user.societies))
            values = (user.name, user.role.value, " ".join(user.societies), ends)
            self._change(
                id_, "name = ?, role = ?, societies = ?, epoch = epoch + ?", values, by=by, what=what
            )
        return user

    def disable(self, id_: str, *, by: str = acts.COMMAND) -> None:
        """Let a user sign in no longer; their sessions end."""
        self._change(id_, "disabled = ?, epoch = epoch + 1", (1,), by=by, what="停用")

    def enable(self, id_: str, *, by: str = acts.COMMAND) -> None:
        """Let a disabled user sign in again."""
        self._change(id_, "disabled = ?", (0,), by=by, what="重新启用")

    def first_sign_in(self) -> str:
        """A sentence with a sign-in of the role 管理员 that holds for a day, or "" when there are real users."""
        with self.store.open() as db:
            if db.execute("SELECT 1 FROM users WHERE until IS NULL").fetchone():
                return ""
            db.execute("DELETE FROM users")
        user = User(f"guanli-{secrets.token_hex(2)}", "首次登录", Role.ADMIN)
        password = passwords.proposed()
        until = time.time() + _FIRST_SIGN_IN_HOURS * 3600
        self._insert(user, passwords.hashed(password, user.id), until, by="")
        return (
            f"用户名 {user.id}  密码 {password}  "
            f"（还没有用户：用它登录，先添加管理员；{_FIRST_SIGN_IN_HOURS}小时内有效）"
        )

    def _insert(self, user: User, password: str, until: float | None, by: str) -> None:
        row = (user.id, user.name, user.role.value, " ".join(user.societies), password, until)
        columns = "id, name, role, societies, password, until"
        try:
            with self.store.open() as db:
                db.execute(f"INSERT INTO users ({columns}) VALUES (?, ?, ?, ?, ?, ?)", row)
                if until is None:
                    db.execute("DELETE FROM users WHERE until IS NOT NULL")
                    acts.note(db, by, user.id, f"添加：{user.name}，{user.role.label}{_of(user)}")
        except sqlite3.IntegrityError as error:
            raise UserMistake(f"已经有用户“{user.id}”。请换一个用户名，或给他改密码") from error

    def _row(self, id_: str) -> sqlite3.Row | None:
        with self.store.open() as db:
            found: sqlite3.Row | None = db.execute(
                "SELECT * FROM users WHERE id = ? AND (until IS NULL OR until > ?)", (id_, time.time())
            ).fetchone()
        return found

    def _change(self, id_: str, change: str, values: tuple[Any, ...], *, by: str, what: str) -> None:
        """Make one change and note it, or neither: as well where it would leave nobody who administers."""
        with self.store.open() as db:
            db.execute("BEGIN IMMEDIATE")  # else two administrators could disable each other at once
            before = _administrators(db)
            if not db.execute(f"UPDATE users SET {change} WHERE id = ?", (*values, id_)).rowcount:
                raise UserMistake(f"没有用户“{id_}”")
            if before and not _administrators(db):
                raise UserMistake(
                    f"“{id_}”是最后一个能用的管理员，不能停用，也不能改成别的角色。请先添加另一个管理员"
                )
            acts.note(db, by, id_, what)


def _administrators(db: sqlite3.Connection) -> int:
    query = "SELECT count(*) FROM users WHERE role = ? AND NOT disabled AND until IS NULL"
    found: int = db.execute(query, (Role.ADMIN.value,)).fetchone()[0]
    return found


def first_sign_in(district: Path) -> str:
    """See Users.first_sign_in, for the district in that folder."""
    return Users(district).first_sign_in()


def _user(row: sqlite3.Row) -> User:
    societies = tuple(row["societies"].split())
    return User(
        row["id"], row["name"], Role(row["role"]), societies, bool(row["disabled"]), row["epoch"],
        first=row["until"] is not None,
    )  # fmt: skip


def _of(user: User) -> str:
    return f"（{'、'.join(user.societies)}）" if user.societies else ""


def _told(before: User, after: User) -> str:
    """What is another now, in words; empty where nothing is."""
    changes = []
    if before.name != after.name:
        changes.append(f"姓名{before.name}改为{after.name}")
    if before.role is not after.role:
        changes.append(f"角色{before.role.label}改为{after.role.label}")
    if before.societies != after.societies:
        changes.append(f"互助社{_of(before) or '（无）'}改为{_of(after) or '（无）'}")
    return "；".join(changes)


def check(user: User) -> None:
    """UserMistake where there can be no such user."""
    if not _ID.fullmatch(user.id):
        raise UserMistake(
            f"用户名“{user.id}”不行：只用小写字母、数字、点和短横线，最多32位，首尾是字母或数字"
        )
    if not user.name or len(user.name) > 40 or not user.name.isprintable():
        raise UserMistake("请写姓名，最多40个字")
    if user.role not in NAMES_SOCIETIES and user.societies:
        raise UserMistake(f"角色“{user.role.label}”不用写互助社")
    if user.role in NAMES_SOCIETIES and not user.societies:
        raise UserMistake(f"角色“{user.role.label}”要写明是哪些互助社的")
    for society in user.societies:
        if society == EVERY_SOCIETY and user.role is Role.AUDITOR:
            continue
        if not SOCIETY_ID.fullmatch(society):
            raise UserMistake(f"互助社编号“{society}”不行：编号就是它的文件夹名，如 shigang")
