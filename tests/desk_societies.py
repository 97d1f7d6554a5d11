"""A desk on a district of real books: two societies that may be written to, one whose books were tampered with.

Nothing waits for a child process: societies are summed up in this one, when a test says so.
"""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from flask import Flask

from huzhu.desk.app import create
from huzhu.desk.figures import Overviews
from huzhu.desk.summing import summed
from huzhu.desk.users import EVERY_SOCIETY, Role, Users
from ledger.district import District, Society
from tests import societies as made
from tests.desk_books import PASSWORD, desk_of

PEOPLE: dict[str, tuple[Role, tuple[str, ...]]] = {
    "kuaiji": (Role.TREASURER, ("shigang",)),
    "shezhang": (Role.OFFICER, ("shigang",)),
    "liangshe": (Role.OFFICER, ("shigang", "qiankou")),
    "shenji": (Role.AUDITOR, (EVERY_SOCIETY,)),
    "shenji-q": (Role.AUDITOR, ("qiankou",)),
    "xiangzhen": (Role.TOWNSHIP, ("qiankou", "huai")),
    "quji": (Role.BUREAU, ()),
    "guanli": (Role.ADMIN, ()),
}
SEES = {
    "kuaiji": {"shigang"},
    "shezhang": {"shigang"},
    "liangshe": {"shigang", "qiankou"},
    "shenji": {"shigang", "qiankou", "huai"},
    "shenji-q": {"qiankou"},
    "xiangzhen": {"qiankou", "huai"},
    "quji": {"shigang", "qiankou", "huai"},
    "guanli": set(),
}
NAMES = {
    "shigang": "徽州区岩寺镇石岗村救急难互助社",
    "qiankou": "徽州区潜口镇潜口村救急难互助社",
    "huai": "怀德村互助社",
}
TODAY = date(2026, 7, 15)


def build(folder: Path) -> District:
    """The district with its people; of the third society a line was changed by hand."""
    district = made.district(folder)
    broken = district.folder / "societies" / "huai"
    shutil.copytree(district.society("qiankou").folder, broken)
    top = broken / "main.beancount"
    top.write_text(top.read_text(encoding="utf-8").replace(NAMES["qiankou"], NAMES["huai"]), encoding="utf-8")
    users = Users(district.folder)
    for id_, (role, societies) in PEOPLE.items():
        users.add(id_, f"{id_}的姓名", role, PASSWORD, societies)
    return district


def started(district: District) -> Flask:
    """A desk on it, as after a start."""
    app = create(district.folder)
    overviews(app)._ask = summed
    return app


def overviews(app: Flask) -> Overviews:
    """What the desk has summed up."""
    return desk_of(app).overviews


def society(app: Flask, id_: str = "shigang") -> Society:
    """One of its societies."""
    return desk_of(app).registry.district.society(id_)
