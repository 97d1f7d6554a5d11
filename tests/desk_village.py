"""A district that lives: half a year of two societies, the people of each role, and a clock that a test can set.

It is built once a run and copied for each test.
"""

from __future__ import annotations

import functools
import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from huzhu import demo, session
from huzhu.desk.serve import address, prepare
from huzhu.desk.users import EVERY_SOCIETY, Role, Users
from tests.desk_books import PASSWORD

SOCIETY, OTHER = "shigang", "xuntang"
TODAY = date(2026, 7, 10)
PEOPLE: dict[str, tuple[str, Role, tuple[str, ...]]] = {
    "wangwu": ("李小红", Role.TREASURER, (SOCIETY,)),
    "zhangsan": ("谢志明", Role.OFFICER, (SOCIETY,)),
    "lisi": ("王春兰", Role.OFFICER, (SOCIETY,)),
    "shenji": ("审计员", Role.AUDITOR, (EVERY_SOCIETY,)),
    "xiangzhen": ("镇民政办", Role.TOWNSHIP, (SOCIETY,)),
    "quji": ("区财政局", Role.BUREAU, ()),
    "quzhang": ("区局长", Role.BUREAU, ()),
    "guanli": ("管理员", Role.ADMIN, ()),
}


@functools.cache
def _model() -> Path:
    """The district as it is before a test."""
    folder = Path(tempfile.mkdtemp(prefix="huzhu-village-")) / "徽州区"
    demo.build(folder, 2, 7, lambda _: None)
    return folder


def village(where: Path) -> Path:
    """A copy of the district, with its people; returns its folder."""
    district = where / "徽州区"
    shutil.copytree(_model(), district)
    users = Users(district)
    for id_, (name, role, societies) in PEOPLE.items():
        users.add(id_, name, role, PASSWORD, societies)
    return district


class Clock:
    """The day that the desk believes it is."""

    def __init__(self) -> None:
        self.day = TODAY

    def set(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Let the desk go by this clock."""
        monkeypatch.setattr(session, "today", lambda: self.day)
        monkeypatch.setattr(session, "now", lambda: f"{self.day}T10:00:00+08:00")


@contextmanager
def served(district: Path) -> Iterator[str]:
    """The address of a desk that serves the district in this process."""
    server = prepare(district, "127.0.0.1", 0)
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    try:
        yield address(server, "127.0.0.1").rstrip("/")
    finally:
        server.stop()
        thread.join(10)
