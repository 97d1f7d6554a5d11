"""A desk on a society that can be written to, and its forms as a browser would fill them in.

desk = writing_desk(tmp_path, monkeypatch)      # 石岗村, today is 15 July 2026
treasurer = desk.enter("wangwu")
answer = treasurer.send("donation", donor="老王", amount="200")
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from huzhu import session
from huzhu.desk.app import create
from huzhu.desk.users import Role, Users
from ledger import journal
from ledger.district import Society
from tests import societies
from tests.desk_books import PASSWORD, token
from tests.societies import shigang

TODAY = date(2026, 7, 15)
HERE = "/s/shigang"
PEOPLE = {
    "wangwu": ("王五", Role.TREASURER, "shigang"), "zhaoliu": ("赵六", Role.TREASURER, "shigang"),
    "zhangsan": ("张三", Role.OFFICER, "shigang"), "lisi": ("李四", Role.OFFICER, "shigang"),
    "qiankou": ("潜口会计", Role.TREASURER, "qiankou"),
}  # fmt: skip


class WritingDesk:
    """The desk, and the society that it is opened on."""

    def __init__(self, society: Society) -> None:
        self.society = society
        self.app: Flask = create(society.folder.parent.parent)

    def enter(self, user: str) -> Visitor:
        """A browser in which that person has signed in."""
        client = self.app.test_client()
        visitor = Visitor(client)
        assert visitor.sign_in(user).status_code in (200, 303)
        return visitor

    def again(self) -> WritingDesk:
        """The desk started anew on the same folder."""
        return WritingDesk(self.society)

    @property
    def events(self) -> int:
        """How many events stand in the books."""
        return len(journal.seen(self.society).events)


class Visitor:
    """Somebody at a browser."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def sign_in(self, user: str, **more: str) -> TestResponse:
        """Sign in through the page."""
        typed = {"user": user, "password": PASSWORD, "csrf_token": token(self.client)}
        return self.client.post("/login", data=typed | more)

    def get(self, path: str) -> TestResponse:
        """A page of the society."""
        return self.client.get(HERE + path)

    def form(self, slug: str, **typed: Any) -> dict[str, Any]:
        """What a browser would send of a form: its defaults, and what is typed."""
        return fields(self.get(f"/record/{slug}").text) | typed

    def post(self, slug: str, data: Mapping[str, Any], step: str = "write") -> TestResponse:
        """Send a form with one of its buttons."""
        return self.client.post(f"{HERE}/record/{slug}", data={**data, "step": step})

    def look(self, slug: str, **typed: Any) -> TestResponse:
        """Fill a form in and press 看看对不对."""
        return self.post(slug, self.form(slug, **typed), "look")

    def send(self, slug: str, **typed: Any) -> TestResponse:
        """Fill a form in and press the other button."""
        return self.post(slug, self.form(slug, **typed))

    def draft(self, slug: str, **typed: Any) -> str:
        """Fill a form in that waits for a second person; the path of the draft."""
        answer = self.send(slug, **typed)
        assert answer.status_code == 303, said(answer)
        return answer.headers["Location"]

    def act(self, draft: str, what: str, **typed: str) -> TestResponse:
        """Press a button of a draft's page: approve, return, withdraw."""
        data = {"csrf_token": token(self.client, draft), "kept": "1", "step": "write"}
        return self.client.post(f"{draft}/{what}", data=data | typed)


def writing_desk(folder: Path, monkeypatch: pytest.MonkeyPatch, *before: Any) -> WritingDesk:
    """A desk on 石岗村, with these events recorded before, its people and its day."""
    society = shigang(folder)
    for event in before:
        societies.record(society, event)
    return opened(society, monkeypatch)


def opened(society: Society, monkeypatch: pytest.MonkeyPatch) -> WritingDesk:
    """A desk on that society, with its people and its day."""
    monkeypatch.setattr(session, "today", lambda: TODAY)
    monkeypatch.setattr(session, "now", lambda: f"{TODAY}T10:00:00+08:00")
    users = Users(society.folder.parent.parent)
    for id_, (name, role, where) in PEOPLE.items():
        users.add(id_, name, role, PASSWORD, (where,))
    return WritingDesk(society)


def fields(page: str) -> dict[str, Any]:
    """The fields of the page's form as a browser would send them untouched."""
    form = re.search(r'<form class="(?:entry|card sign-in)".*?</form>', page, re.S)
    assert form, page
    found: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", form[0]):
        kind, name = _of(tag, "type"), _of(tag, "name")
        if kind in ("radio", "checkbox") and " checked" not in tag:
            continue
        found[name] = _of(tag, "value")
    for name, inner in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form[0], re.S):
        options = re.findall(r'<option value="([^"]*)"( selected)?', inner)
        first = options[0][0] if options else ""
        found[name] = html.unescape(next((value for value, chosen in options if chosen), first))
    return found


def _of(tag: str, name: str) -> str:
    found = re.search(rf'\b{name}="([^"]*)"', tag)
    return html.unescape(found[1]) if found else ""


def said(answer: TestResponse | str) -> str:
    """What stands on a page, without its marks."""
    text = answer if isinstance(answer, str) else answer.text
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", text)))


def fault(answer: TestResponse, field: str) -> str:
    """What is said beside a field; empty where nothing is."""
    found = re.search(rf'id="f-{field}-fault">([^<]*)<', answer.text)
    return html.unescape(found[1]) if found else ""
