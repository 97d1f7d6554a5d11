"""The desk on the district of `tests.societies`, on a day of August: who works there, and how a test uses its pages.

pytest_plugins = ["tests.desk_fixtures"]; `month_desk` gives the desk, `MonthDesk.of(user)` somebody signed in.
"""

from __future__ import annotations

import html
import io
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from huzhu.desk.app import create
from huzhu.desk.users import Role, Users
from ledger.district import Society
from tests import societies as made
from tests.desk_books import PASSWORD, signed_in

TODAY = date(2026, 8, 6)
PEOPLE: dict[str, tuple[Role, tuple[str, ...]]] = {
    "wangwu": (Role.TREASURER, ("shigang",)),
    "zhangsan": (Role.OFFICER, ("shigang",)),
    "both": (Role.TREASURER, ("shigang", "qiankou")),
    "other": (Role.TREASURER, ("qiankou",)),
    "xiangzhen": (Role.TOWNSHIP, ("shigang",)),
    "shenji": (Role.AUDITOR, ("*",)),
    "quji": (Role.BUREAU, ()),
    "guanli": (Role.ADMIN, ()),
}


@dataclass
class Person:
    """Somebody signed in."""

    client: FlaskClient
    society: str = "shigang"

    def get(self, page: str) -> TestResponse:
        """A page of the society."""
        return self.client.get(f"/s/{self.society}/{page}")

    def follow(self, answer: TestResponse) -> TestResponse:
        """Where an answer leads to."""
        assert answer.status_code == 303, words(answer)
        return self.client.get(answer.headers["Location"])

    def send(self, page: str, **fields: Any) -> TestResponse:
        """A form sent to a page of the society."""
        data = {"csrf_token": csrf(self.client), "step": "write", **fields}
        return self.client.post(f"/s/{self.society}/{page}", data=data)

    def upload(self, content: bytes, name: str = "流水.csv", **fields: str) -> TestResponse:
        """A file sent to the page of the statements."""
        data = {"csrf_token": csrf(self.client), "file": (io.BytesIO(content), name), **fields}
        return self.client.post(
            f"/s/{self.society}/statements", data=data, content_type="multipart/form-data"
        )


@dataclass
class MonthDesk:
    """The desk and the society whose month it is."""

    app: Flask
    society: Society

    def of(self, user: str) -> Person:
        """That person, signed in."""
        return Person(signed_in(self.app, user), "qiankou" if user == "other" else "shigang")


@pytest.fixture
def month_desk(tmp_path: Path, quick_hashes: None, monkeypatch: pytest.MonkeyPatch) -> MonthDesk:
    """石岗 with its 30,000.00, on 6 August 2026."""
    monkeypatch.setattr("huzhu.session.today", lambda: TODAY)
    monkeypatch.setattr("huzhu.session.now", lambda: f"{TODAY}T10:00:00+08:00")
    society = made.shigang(tmp_path)
    users = Users(society.folder.parent.parent)
    for id_, (role, societies) in PEOPLE.items():
        users.add(id_, f"{id_}的姓名", role, PASSWORD, societies)
    return MonthDesk(create(society.folder.parent.parent), society)


def csrf(client: FlaskClient) -> str:
    """The token of whoever is signed in."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/", follow_redirects=True).text)
    assert found
    return found[1]


def words(answer: TestResponse) -> str:
    """What a person reads on the page, without its frame."""
    main = answer.text[answer.text.find("<main") :]
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", main)))


def hidden(answer: TestResponse, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]*)"', answer.text)
    assert found, name
    return html.unescape(found[1])
