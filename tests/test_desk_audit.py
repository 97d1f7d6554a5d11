"""The auditor's other pages: where the subsidy went, whether the chain holds, the pack, the looks."""

from __future__ import annotations

import hashlib
import io
import json
import re
import tempfile
import zipfile
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from huzhu.auditing.telling import code_of
from ledger import trail
from ledger.confidential import access as looked
from ledger.district import District
from tests import societies as made
from tests.desk_books import signed_in, token
from tests.test_desk_findings import PEOPLE, books, desk, text

pytest_plugins = ["tests.desk_fixtures"]
__all__ = ["books", "desk"]

READ = {"kuaiji": 200, "shezhang": 200, "shenji": 200, "xiangzhen": 404, "quji": 200, "guanli": 404}


def codes(desk: Flask, where: str) -> dict[str, int]:
    return {user: signed_in(desk, user).get(where).status_code for user in PEOPLE}


class TestSubsidy:
    @pytest.mark.parametrize("where", ["/s/shigang/subsidy", "/s/shigang/subsidy.svg"])
    def test_is_for_whoever_may_see_the_books(self, desk: Flask, where: str) -> None:
        assert codes(desk, where) == READ

    def test_is_a_picture_and_the_same_in_a_table(self, desk: Flask) -> None:
        client = signed_in(desk, "shenji")
        html = client.get("/s/shigang/subsidy").text
        assert html.count('role="img"') == 2, "one as wide as a desk, one for a phone"
        assert "&lt;svg" not in html
        said = text(client, "/s/shigang/subsidy")
        assert re.search(r"合计 +10,000.00", said)
        assert "先进先出" in said

    def test_is_of_the_day_and_of_the_money_asked_for(self, desk: Flask) -> None:
        client = signed_in(desk, "shenji")
        assert "还没有收到过财政补助" in text(client, "/s/shigang/subsidy?as-of=2026-06-24")
        assert "全部收入的去向" in text(client, "/s/shigang/subsidy?of=all")
        assert "主动捐赠" in text(client, "/s/shigang/subsidy?of=donor")
        assert client.get("/s/shigang/subsidy?of=x").status_code == 404

    @pytest.mark.parametrize(("form", "begins"), [("svg", b"<svg "), ("pdf", b"%PDF"), ("xlsx", b"PK")])
    def test_is_handed_out_as_a_file(self, desk: Flask, form: str, begins: bytes) -> None:
        answer = signed_in(desk, "shenji").get(f"/s/shigang/subsidy.{form}?of=all")
        assert answer.data.startswith(begins)
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert "sandbox" in answer.headers["Content-Security-Policy"]

    def test_has_no_other_file(self, desk: Flask) -> None:
        assert signed_in(desk, "shenji").get("/s/shigang/subsidy.html").status_code == 404


class TestTrail:
    def test_is_for_whoever_may_see_the_books(self, desk: Flask) -> None:
        assert codes(desk, "/s/shigang/trail") == READ

    @pytest.mark.parametrize("deep", ["", "?deep=1"])
    def test_that_holds_says_so_with_the_code_as_printed(
        self, desk: Flask, books: District, deep: str
    ) -> None:
        said = text(signed_in(desk, "shenji"), f"/s/shigang/trail{deep}")
        head = code_of(trail.chain(books.society("shigang")).head)
        assert "✓ 完整" in said
        assert said.count(head) == 3, "in the sentence, as the books' own, as the district's"
        assert ("材料和试算平衡表也核对过了" in said) == bool(deep)

    def test_that_was_cut_says_where(self, desk: Flask, books: District) -> None:
        facts = books.society("shigang").facts
        facts.write_bytes(facts.read_bytes().replace("张三".encode(), "张四".encode()))
        said = text(signed_in(desk, "shenji"), "/s/shigang/trail")
        assert "✓ 完整" not in said
        assert re.search(r"有\d+处被改动过", said)
        assert "society.beancount 第" in said and "shigang/" not in said

    def test_of_books_that_cannot_be_read_says_so(self, desk: Flask, books: District) -> None:
        books.society("shigang").facts.write_bytes(b"\xff\xfe")
        said = text(signed_in(desk, "shenji"), "/s/shigang/trail")
        assert "✗ 读不了" in said

    def test_finds_the_entry_of_a_code_as_somebody_copies_it(self, desk: Flask, books: District) -> None:
        event = trail.chain(books.society("shigang")).events[4]
        client = signed_in(desk, "kuaiji")
        for typed in (code_of(event.hash), code_of(event.hash).upper().replace("-", " ")):
            assert "记到第5笔" in text(client, f"/s/shigang/trail?code={typed}")
        assert "哪一笔都没有校验码" in text(client, "/s/shigang/trail?code=0000-0000-0000-0000")
        assert client.get("/s/shigang/trail?code=<b>").status_code == 422

    def test_tells_the_months_and_who_signed(self, desk: Flask, books: District) -> None:
        from datetime import date

        made.record(books.society("shigang"), made.month_closed("2026-06", date(2026, 7, 8)))
        said = text(signed_in(desk, "shenji"), "/s/shigang/trail")
        assert "2026-06 2026-07-08 第" in said
        assert "还差2人签名" in said


class TestPack:
    def post(self, client: FlaskClient) -> bytes:
        answer = client.post(
            "/s/shigang/audit-pack",
            data={"csrf_token": token(client, "/s/shigang/audit-pack"), "step": "write"},
        )
        assert answer.status_code == 200, answer.text
        assert answer.headers["Content-Disposition"].startswith("attachment")
        data = answer.data
        answer.close()
        return data

    def test_is_for_auditors_and_the_bureau(self, desk: Flask) -> None:
        wanted = {"kuaiji": 404, "shezhang": 404, "shenji": 200, "xiangzhen": 404, "quji": 200, "guanli": 404}
        assert codes(desk, "/s/shigang/audit-pack") == wanted
        client = signed_in(desk, "kuaiji")
        sent = client.post(
            "/s/shigang/audit-pack",
            data={"csrf_token": token(client, "/s/shigang/findings"), "step": "write"},
        )
        assert sent.status_code == 404

    def test_holds_the_books_and_is_the_same_to_the_byte_and_leaves_nothing(
        self, desk: Flask, books: District, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        scratch = tmp_path / "scratch"
        scratch.mkdir()
        monkeypatch.setattr(tempfile, "tempdir", str(scratch))
        client = signed_in(desk, "shenji")
        first, second = self.post(client), self.post(client)
        assert hashlib.sha256(first).digest() == hashlib.sha256(second).digest()
        with zipfile.ZipFile(io.BytesIO(first)) as pack:
            assert {"manifest.json", "index.html", "shigang/main.beancount"} <= set(pack.namelist())
            assert json.loads(pack.read("manifest.json"))["society"] == "shigang"
        assert list(scratch.iterdir()) == []

    def test_of_books_that_cannot_be_read_is_refused_and_leaves_nothing(
        self, desk: Flask, books: District, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        scratch = tmp_path / "scratch"
        scratch.mkdir()
        client = signed_in(desk, "shenji")
        sent = {"csrf_token": token(client, "/s/shigang/audit-pack"), "step": "write"}
        books.society("shigang").facts.write_bytes(b"\xff\xfe")
        monkeypatch.setattr(tempfile, "tempdir", str(scratch))
        assert client.post("/s/shigang/audit-pack", data=sent).status_code == 409
        assert list(scratch.iterdir()) == []


class TestLooks:
    def note(self, books: District, reason: str = "复核救助资格") -> None:
        looked.note(
            books.society("shigang"),
            who="lisi",
            key="lisi",
            at="2026-07-09T10:00:00+08:00",
            pseudonym=made.PERSON,
            reason=reason,
        )

    def test_are_for_auditors_and_officers(self, desk: Flask) -> None:
        wanted = {"kuaiji": 404, "shezhang": 200, "shenji": 200, "xiangzhen": 404, "quji": 404, "guanli": 404}
        assert codes(desk, "/s/shigang/looks") == wanted

    def test_that_nobody_took_are_said_to_be_none(self, desk: Flask) -> None:
        assert "还没有人打开过实名档案" in text(signed_in(desk, "shenji"), "/s/shigang/looks")

    def test_are_told_the_latest_first(self, desk: Flask, books: District) -> None:
        self.note(books, "复核救助资格")
        self.note(books, "<b>接到投诉</b>")
        html = signed_in(desk, "shenji").get("/s/shigang/looks").text
        assert html.index("接到投诉") < html.index("复核救助资格")
        assert "<b>接到" not in html
        said = text(signed_in(desk, "shenji"), "/s/shigang/looks")
        assert "✓ 查看记录前后相连" in said
        assert f"2026-07-09 10:00:00+08:00 lisi lisi {made.PERSON}" in said

    def test_of_which_one_was_taken_out_say_so(self, desk: Flask, books: District) -> None:
        for _ in range(3):
            self.note(books)
        path = looked.path(books.society("shigang"))
        lines = path.read_bytes().splitlines(keepends=True)
        path.write_bytes(lines[0] + lines[2] + b"not a line\n")
        said = text(signed_in(desk, "shezhang"), "/s/shigang/looks")
        assert "✗ 查看记录不完整" in said
        assert "和前一行接不上" in said
        assert "这一行读不出来" in said
