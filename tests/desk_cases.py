"""The case desk in tests: a village whose archive two officers and the auditor can open, and hands to fill its forms."""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from huzhu import archives, recording, session
from huzhu.desk.app import create
from ledger import journal, keys
from ledger.confidential.archive import begin
from ledger.district import District, Ledger, Society
from ledger.events.facts import KeyRegistered
from ledger.keys import PrivateKey
from tests import officers
from tests.desk_books import desk_of, signed_in, token
from tests.desk_village import SOCIETY, TODAY, Clock, village

NAME, NUMBER = "汪稀禾", "341004193801010021"
HEAD = "11010519491231002X"
JPG = b"\xff\xd8\xff\xe0 a photograph"
PDF = b"%PDF-1.7 a scan"
PLACE = f"/s/{SOCIETY}"


@dataclass
class CaseDesk:
    """A desk, its district and its clock."""

    district: Path
    app: Flask
    clock: Clock

    @property
    def society(self) -> Society:
        """The society whose cases these are."""
        return District(self.district).society(SOCIETY)

    def enter(self, user: str) -> Hand:
        """Somebody who has signed in."""
        return Hand(signed_in(self.app, user))

    @property
    def open_keys(self) -> int:
        """How many keys are in the desk's memory."""
        return len(desk_of(self.app).opened)

    def begin_archive(self) -> None:
        """Register keys and begin the archive of the society."""
        bureau = District(self.district)
        for owner, key, books in (
            ("zhangsan", officers.PRESIDENT, self.society), ("wangwu", officers.ACCOUNTANT, self.society),
            ("shenji", officers.AUDITOR, bureau), ("xiangzhen", officers.CASHIER, self.society),
        ):  # fmt: skip
            register(books, owner, key)
        begin(self.society, officers.PRESIDENT, archives.holders(self.society))

    def tells(self, *words: str) -> list[str]:
        """The files of the district, access log and desk.sqlite3 among them, that hold one of the words."""
        found = []
        for path in sorted(self.district.rglob("*")):
            content = path.read_bytes() if path.is_file() else b""
            for word in words:
                escaped = word.encode("unicode_escape")
                if word.encode() in content or escaped in content or word.encode("utf-16-le") in content:
                    found.append(f"{path.relative_to(self.district)}: {word}")
        return found


def register(books: Ledger, owner: str, key: PrivateKey) -> None:
    """Register somebody's key."""
    event = recording.build(
        KeyRegistered, date=TODAY, recorded_by="wangwu", id=owner, signing=key.public.signing,
        recipient=key.public.recipient,
    )  # fmt: skip
    journal.record(books, [recording.asked(event, session.new_key())])


class Hand:
    """Somebody at the desk, who fills in forms as a browser does."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def see(self, path: str) -> TestResponse:
        """A page of the society."""
        return self.client.get(PLACE + path)

    def words(self, path: str) -> str:
        """What a page of the society says."""
        return plain(self.see(path))

    def send(self, path: str, *, from_: str = "", **fields: Any) -> TestResponse:
        """Send a form as the page that it stands on would, to be written."""
        page = self.client.get(PLACE + (from_ or path)).text
        key = re.search(r'name="key" value="([^"]+)"', page)
        given = {"csrf_token": token(self.client, PLACE + (from_ or path)), "step": "write"}
        given |= {"key": key[1]} if key else {}
        return self.client.post(PLACE + path, data=given | fields)

    def accept(self, **more: Any) -> str:
        """Accept a case; its number."""
        given = {
            "date": str(session.today()), "name": NAME, "id_number": NUMBER, "relief": "应急救助", "matter": "疾病",
            "category": "其他困难人员", "found": "本人申请",
        }  # fmt: skip
        answer = self.send("/cases/new", **given | more)
        assert answer.status_code == 303, plain(answer)
        return answer.headers["Location"].rpartition("/")[2].partition("?")[0]

    def step(self, number: str, step: str, **fields: Any) -> TestResponse:
        """Record a step of a case."""
        return self.send(f"/cases/{number}/{step}", case=number, **{"date": str(session.today())} | fields)

    def approve(self, answer: TestResponse) -> TestResponse:
        """Approve the draft that somebody's form became."""
        assert answer.status_code == 303, plain(answer)
        where = answer.headers["Location"].removeprefix(PLACE)
        return self.send(f"{where}/approve", from_=where)

    def file(
        self, number: str, *contents: bytes, papers: tuple[str, ...] = ("申请表",), **more: Any
    ) -> TestResponse:
        """File papers of a case."""
        scans = [(BytesIO(c), f"照片{n}.jpg") for n, c in enumerate(contents)]
        return self.send(f"/cases/{number}/papers", scan=scans, papers=list(papers), **more)

    def open_archive(self, owner: str, pin: str = officers.PIN, **more: Any) -> TestResponse:
        """Give the key file and the PIN."""
        return self.send("/archive", key=(BytesIO(owner.encode()), "钥匙.key"), pin=pin, **more)


def plain(answer: TestResponse) -> str:
    """What a page says, without its tags."""
    main = answer.text.partition("<main")[2] or answer.text
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", main))


@pytest.fixture
def case_desk(tmp_path: Path, quick_hashes: None, monkeypatch: pytest.MonkeyPatch) -> CaseDesk:
    """The desk, on a day of its own; keys open at once."""
    district, clock = village(tmp_path), Clock()
    clock.set(monkeypatch)
    monkeypatch.setattr(keys, "unlocked", opened_at_once)
    return CaseDesk(district, create(district), clock)


def opened_at_once(content: bytes, pin: str) -> PrivateKey:
    """As `officers.unlocked`, with the auditor's and the township's keys under their names at this desk."""
    named = {b"shenji": b"auditor", b"xiangzhen": b"zhaoliu"}
    return officers.unlocked(named.get(content, content), pin)
