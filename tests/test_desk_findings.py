"""The findings at the desk: grouped by rule, sifted, each leading to its entry and nowhere else."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from huzhu import session
from huzhu.desk.app import create
from huzhu.desk.audit import findings as page
from huzhu.desk.audit import judged
from huzhu.desk.users import EVERY_SOCIETY, Role, Users
from ledger.district import District
from tests import societies as made
from tests.desk_books import PASSWORD, signed_in

pytest_plugins = ["tests.desk_fixtures"]

PEOPLE = {
    "kuaiji": (Role.TREASURER, ("shigang",)), "shezhang": (Role.OFFICER, ("shigang",)),
    "shenji": (Role.AUDITOR, (EVERY_SOCIETY,)), "xiangzhen": (Role.TOWNSHIP, ("qiankou",)),
    "quji": (Role.BUREAU, ()), "guanli": (Role.ADMIN, ()),
}  # fmt: skip
LATE = "as-of=2026-09-30"


@pytest.fixture
def books(tmp_path: Path, quick_hashes: None, monkeypatch: pytest.MonkeyPatch) -> District:
    district = made.district(tmp_path)
    users = Users(district.folder)
    for id_, (role, societies) in PEOPLE.items():
        users.add(id_, f"{id_}的姓名", role, PASSWORD, societies)
    monkeypatch.setattr(session, "today", lambda: date(2026, 7, 20))
    return district


@pytest.fixture
def desk(books: District) -> Flask:
    return create(books.folder)


def text(client: FlaskClient, where: str) -> str:
    answer = client.get(where)
    assert answer.status_code == 200, (where, answer.status_code)
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text)))


class TestOfASociety:
    def test_whoever_may_see_its_books_sees_them_and_nobody_else(self, desk: Flask) -> None:
        codes = {user: signed_in(desk, user).get("/s/shigang/findings").status_code for user in PEOPLE}
        assert codes == {
            "kuaiji": 200,
            "shezhang": 200,
            "shenji": 200,
            "xiangzhen": 404,
            "quji": 200,
            "guanli": 404,
        }

    def test_are_grouped_by_rule_with_its_sentence_and_the_clause(self, desk: Flask) -> None:
        said = text(signed_in(desk, "shenji"), f"/s/shigang/findings?{LATE}")
        assert "每月第5个工作日前公示上月救助情况；上月没有救助的也要公示。" in said
        assert "2026-07的救助情况应在2026-08-07前公示" in said
        assert "依据：" in said
        assert re.search(r"！ 逾期 \d+ 处", said), "not told by colour alone"

    def test_are_of_the_day_asked_for_and_else_of_today(self, desk: Flask) -> None:
        client = signed_in(desk, "shenji")
        assert "以2026-07-20为准" in text(client, "/s/shigang/findings")
        assert "2026-07的救助情况" not in text(client, "/s/shigang/findings")
        for wrong in ("yesterday", "2026-02-30", "0001-01-01"):
            assert client.get(f"/s/shigang/findings?as-of={wrong}").status_code == 404

    def test_are_sifted_by_weight_and_by_rule(self, desk: Flask) -> None:
        client = signed_in(desk, "shenji")
        one = text(client, f"/s/shigang/findings?{LATE}&rule=notice_in_time&severity=overdue")
        assert "前公示，还没有公示" in one
        assert "备案（huzhu filing" not in one
        none = text(client, f"/s/shigang/findings?{LATE}&severity=warning&rule=notice_in_time")
        assert "没有符合条件的" in none

    def test_that_are_none_say_that_every_rule_ran(self, desk: Flask) -> None:
        assert "✓ 没有发现问题" in text(signed_in(desk, "shenji"), "/s/qiankou/findings?as-of=2026-06-21")

    def test_lead_to_that_entry_in_the_books_and_to_no_other(self, desk: Flask, books: District) -> None:
        client = signed_in(desk, "shenji")
        found = client.get(f"/s/shigang/findings?{LATE}").text
        leads = {unescape(a) for a in re.findall(r'href="(/zhang/shigang/journal/\?[^"]+)"', found)}
        assert leads
        for lead in leads:
            wanted = parse_qs(urlsplit(lead).query)["filter"][0]
            shown = client.get("/zhang/shigang/api/journal", query_string={"filter": wanted}).json["data"]
            assert len(shown) == 1, wanted

    def test_lead_to_the_page_of_the_event(self, desk: Flask) -> None:
        client = signed_in(desk, "xiangzhen")
        found = client.get(f"/s/qiankou/findings?{LATE}").text
        leads = set(re.findall(r'href="(/s/qiankou/written/\d+)"', found))
        assert leads
        assert {client.get(lead).status_code for lead in leads} == {200}

    def test_of_money_name_the_voucher_the_case_and_its_paper(self, desk: Flask, books: District) -> None:
        society = books.society("shigang")
        made.record(society, [*made.case("800.00", 8)])
        made.record(society, made.draw("800.00", 8))
        made.record(society, made.relief("800.00", 9))
        journal = society.journal("2026-07")
        journal.chmod(0o644)
        journal.write_bytes(journal.read_bytes().replace(b"800.00 CNY", b"1800.00 CNY"))
        found = judged.Judgments().of(society, date(2026, 7, 20))
        assert "1800" in str(found.found)
        paid = [f for f in found.found if f.case == made.CASE and f.voucher]
        assert paid
        with desk.test_request_context("/"):
            leads = list(page.leads(society, paid[0]._replace(papers=("案卷/申请 表.jpg", ""))))
        assert f"voucher:%22%5E{paid[0].voucher}%24%22" in leads[1].href
        assert [lead.label for lead in leads if "材料" in lead.label] == ["材料1"]
        assert leads[-1].href.endswith(
            "societies/shigang/documents/%E6%A1%88%E5%8D%B7/%E7%94%B3%E8%AF%B7%20%E8%A1%A8.jpg"
        )

    def test_of_books_that_were_changed_come_with_the_sentence_that_nothing_may_be_concluded(
        self, desk: Flask, books: District
    ) -> None:
        facts = books.society("shigang").facts
        facts.write_bytes(facts.read_bytes().replace("张三".encode(), "张四".encode()))
        assert "不能下结论" in text(signed_in(desk, "shenji"), "/s/shigang/findings")

    def test_never_repeat_a_number_that_may_be_somebodys(self, desk: Flask, books: District) -> None:
        journal = books.society("shigang").facts
        journal.write_bytes(journal.read_bytes() + b'2026-07-01 custom "x" "340104199001011234"\n')
        assert "340104199001011234" not in signed_in(desk, "shenji").get("/s/shigang/findings").text


class TestOfAllSocieties:
    def test_are_for_those_who_oversee_several(self, desk: Flask) -> None:
        codes = {user: signed_in(desk, user).get("/findings").status_code for user in PEOPLE}
        assert codes == {
            "kuaiji": 404,
            "shezhang": 404,
            "shenji": 200,
            "xiangzhen": 200,
            "quji": 200,
            "guanli": 404,
        }

    def test_are_counts_that_lead_to_each_of_ones_own(self, desk: Flask) -> None:
        own = signed_in(desk, "xiangzhen").get(f"/findings?{LATE}").text
        assert "/s/qiankou/findings?as-of=2026-09-30" in own
        assert "石岗" not in own
        assert "1个互助社" in own

    def test_one_that_cannot_be_read_hides_no_other_and_comes_first(
        self, desk: Flask, books: District
    ) -> None:
        books.society("shigang").accounts.write_bytes(b"\xff\xfe")
        said = text(signed_in(desk, "quji"), f"/findings?{LATE}")
        assert "不能下结论" in said
        assert said.index("石岗") < said.index("潜口")
        assert re.search(r"潜口村救急难互助社 \d+ \d+ \d+ 有问题", said)

    def test_what_takes_too_long_is_told_as_not_judged_yet(
        self, desk: Flask, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        client = signed_in(desk, "quji")
        monkeypatch.setattr(page, "MOST_SECONDS", -1.0)
        said = text(client, "/findings")
        assert "还有2个社没有检查完" in said
        client.get("/s/shigang/findings")
        assert "还有1个社没有检查完" in text(client, "/findings"), "what is known is shown whatever the time"


class TestJudging:
    def test_is_done_once_for_the_same_books_and_day(
        self, books: District, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        asked: list[date] = []
        really = judged.judge
        monkeypatch.setattr(judged, "judge", lambda ledger, day: asked.append(day) or really(ledger, day))
        judgments, society = judged.Judgments(), books.society("shigang")
        for day in (date(2026, 7, 1), date(2026, 7, 1), date(2026, 7, 2)):
            judgments.of(society, day)
        assert len(asked) == 2
        made.record(society, made.donation("5.00", 3))
        judgments.of(society, date(2026, 7, 2))
        assert len(asked) == 3

    def test_keeps_no_more_than_it_may(self, books: District, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(judged, "MOST_KEPT", 2)
        judgments, society = judged.Judgments(), books.society("qiankou")
        for day in range(1, 5):
            judgments.of(society, date(2026, 7, day))
        assert judgments.known(society, date(2026, 7, 1)) is None
        assert judgments.known(society, date(2026, 7, 4)) is not None
