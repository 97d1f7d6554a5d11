"""The people of the demonstration: one or two for each role, who are in the demonstration's books under the same ids."""

from __future__ import annotations

from typing import NamedTuple

from huzhu import registered
from huzhu.desk import passwords
from huzhu.desk.users import EVERY_SOCIETY, Role, User, Users
from huzhu.session import today
from ledger.district import District
from ledger.facts import Facts
from ledger.seals import facts_in


class Shown(NamedTuple):
    """A user of the demonstration."""

    user: User
    password: str
    sees: str
    """Whose books, in words."""


def add_people(district: District) -> list[Shown]:
    """Add them, each with a password of its own."""
    users, found = Users(district.folder), []
    for id_, name, role, societies, sees in _people(district):
        password = passwords.proposed()
        found.append(Shown(users.add(id_, name, role, password, societies), password, sees))
    return found


def _people(district: District) -> list[tuple[str, str, Role, tuple[str, ...], str]]:
    first = district.society("shigang")
    there = registered.registration(first)
    names = _names(facts_in(first.facts.read_bytes()))
    near = tuple(s.id for s in district.societies if registered.registration(s).township == there.township)
    own, all_ = ((first.id,), there.village), ((), "全区")
    return [
        *((id_, name, Role.TREASURER if post in ("会计", "出纳") else Role.OFFICER, own[0], f"{own[1]}{post}")
          for id_, (name, post) in names.items()),
        ("xiangzhen", f"{there.township}民政办", Role.TOWNSHIP, near, f"本镇{len(near)}个社"),
        ("shenji", "区审计局", Role.AUDITOR, (EVERY_SOCIETY,), "全区"),
        ("caizheng", "区财政局经办", Role.BUREAU, *all_),
        ("juzhang", "区财政局审批", Role.BUREAU, *all_),
        ("guanli", "管理员", Role.ADMIN, (), "不看账，管用户和备份"),
    ]  # fmt: skip


def _names(facts: Facts) -> dict[str, tuple[str, str]]:
    """The society's officers: name and post, by id."""
    return {t.person: (t.name or t.person, t.post) for t in facts.terms if t.on(today()) and t.post != "会员"}
