"""The board: who sees which societies, figures added up by hand, nothing old shown as new, nobody's trouble hides another's."""

from __future__ import annotations

import io
import re
import shutil
import threading
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook

from huzhu import session
from huzhu.desk import figures
from huzhu.desk.figures import Child, Overviews, signature
from huzhu.desk.store import Store
from huzhu.desk.summing import summed
from ledger.district import District, Society
from reports.district.overview import from_json
from tests import societies as made
from tests.desk_books import XSS, signed_in
from tests.desk_societies import NAMES, PEOPLE, SEES, TODAY, build, overviews, society, started

pytest_plugins = ["tests.desk_fixtures"]

HAVE_A_BOARD = {"liangshe", "shenji", "shenji-q", "xiangzhen", "quji"}


@pytest.fixture
def district(tmp_path: Path, quick_hashes: None, monkeypatch: pytest.MonkeyPatch) -> District:
    monkeypatch.setattr(session, "today", lambda: TODAY)
    return build(tmp_path)


@pytest.fixture
def app(district: District) -> Flask:
    return started(district)


def board(app: Flask, user: str = "quji", query: str = "") -> str:
    """The board when nothing is left to sum up."""
    client = signed_in(app, user)
    client.get("/board")
    assert overviews(app).settle(30)
    return client.get(f"/board{query}").text


def order(page: str) -> list[str]:
    """The societies in the order of the rows."""
    names = {name: id_ for id_, name in NAMES.items()}
    return [names[name] for name in re.findall(r'<th scope="row"><a href="/s/[^"]+">([^<]+)</a>', page)]


def words(page: str) -> str:
    """The page's text without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


@pytest.mark.parametrize("user", PEOPLE)
def test_each_sees_their_own_societies_and_no_other(app: Flask, user: str) -> None:
    client = signed_in(app, user)
    for path in ("/board", "/board.csv", "/board.xlsx"):
        assert client.get(path).status_code == (200 if user in HAVE_A_BOARD else 404)
    if user in HAVE_A_BOARD:
        assert set(order(board(app, user))) == SEES[user]
        told = client.get("/board.csv").text
        assert {id_ for id_, name in NAMES.items() if name in told} == SEES[user]


def test_who_is_not_signed_in_is_sent_to_the_door(app: Flask) -> None:
    answer = app.test_client().get("/board")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/login?next=%2Fboard")


@pytest.mark.parametrize(
    ("user", "begins"),
    [
        ("kuaiji", "/s/shigang/"),
        ("liangshe", "/board"),
        ("shenji", "/board"),
        ("shenji-q", "/board"),
        ("xiangzhen", "/board"),
        ("quji", "/board"),
    ],
)
def test_everybody_s_day_begins_where_it_should(app: Flask, user: str, begins: str) -> None:
    assert signed_in(app, user).get("/").headers["Location"] == begins


def test_the_board_is_linked_for_those_who_have_one(app: Flask) -> None:
    for user in ("kuaiji", "quji", "liangshe"):
        page = signed_in(app, user).get("/books").text
        assert ('href="/board"' in page) == (user in HAVE_A_BOARD)


def test_the_figures_are_those_that_a_hand_adds_up(app: Flask) -> None:
    made.record(society(app), made.donation("250.00", 1))
    made.record(society(app, "qiankou"), made.donation("1000.00", 2))
    made.record(society(app), made.draw("700.00", 2))
    for event in made.case("500.00", 8):
        made.record(society(app), event)
    made.record(society(app), made.relief("500.00", 8))
    told = words(board(app))
    assert (
        "岩寺镇 2026-06-20 张三（共4人） 30,250.00 10,000.00 29,750.00 200.00 / 3,000.00 1件 500.00" in told
    )
    assert "潜口镇 2026-06-20 张三（共4人） 1,000.00 0.00 1,000.00 0.00 / 3,000.00 0件 0.00" in told
    assert "汇总 3社，其中1社没有数字 31,250.00 10,000.00 30,750.00 200.00 1件 500.00" in told
    assert "岩寺镇 1 30,250.00 10,000.00 29,750.00 1件 500.00" in told
    assert "合并" not in told.replace("不是合并报表", "")


def test_the_workbook_has_the_page_s_figures(app: Flask) -> None:
    page = words(board(app))
    answer = signed_in(app, "quji").get("/board.xlsx")
    assert "attachment" in answer.headers["Content-Disposition"]
    rows = list(load_workbook(io.BytesIO(answer.data)).active.values)  # type: ignore[union-attr]
    [mine] = [row for row in rows if row[0] == NAMES["shigang"]]
    [total] = [row for row in rows if str(row[0]).startswith("汇总")]
    assert mine[4:8] == (30000, 10000, 30000, 0) and total[4:8] == (30000, 10000, 30000, 0)
    assert "汇总 3社，其中1社没有数字 30,000.00 10,000.00 30,000.00 0.00" in page
    assert any(row[0] == NAMES["huai"] and row[4] is None and row[-1] for row in rows)
    assert signed_in(app, "quji").get("/board.pdf").status_code == 404


def test_it_is_sorted_by_a_column_either_way_and_what_has_no_figures_is_last(app: Flask) -> None:
    assert order(board(app)) == ["huai", "qiankou", "shigang"]
    assert order(board(app, query="?sort=balance")) == ["shigang", "qiankou", "huai"]
    assert order(board(app, query="?sort=balance&order=asc")) == ["qiankou", "shigang", "huai"]
    assert order(board(app, query="?sort=township&order=desc")) == ["qiankou", "shigang", "huai"]
    page = board(app, query="?sort=balance&q=村")
    assert 'aria-sort="descending"' in page and re.search(
        r'href="/board\?q=%E6%9D%91&amp;sort=balance&amp;order=asc"', page
    )


def test_every_column_sorts(app: Flask) -> None:
    page = board(app)
    links = re.findall(r'<th scope="col"[^>]*><a href="([^"]+)"', page)
    assert len(links) == 14
    client = signed_in(app, "quji")
    for link in links:
        for other in (link, link.replace("order=desc", "order=asc")):
            assert set(order(client.get(other.replace("&amp;", "&")).text)) == set(NAMES)


def test_it_is_filtered_by_name_township_and_state(app: Flask) -> None:
    made.record(society(app, "qiankou"), made.donation("1000.00", 2))
    assert order(board(app, query="?q=石岗")) == ["shigang"]
    assert order(board(app, query="?q=qian")) == ["qiankou"]
    assert order(board(app, query="?township=潜口镇")) == ["qiankou"]
    assert order(board(app, query="?state=broken")) == ["huai"]
    assert set(order(board(app, query="?state=overdue"))) == {"shigang", "qiankou"}  # last month's notice
    assert order(board(app, query="?state=waiting")) == []
    assert "没有找到这样的互助社" in board(app, query="?q=没有这个")
    only = words(board(app, query="?township=潜口镇"))
    assert "汇总 1社 1,000.00" in only and "岩寺镇石岗村" not in only
    client = signed_in(app, "quji")
    assert NAMES["shigang"] not in client.get("/board.csv?township=潜口镇").text


@pytest.mark.parametrize("name", ["q", "township", "state", "sort", "order"])
def test_hostile_words_in_the_address_are_words_or_nothing(app: Flask, name: str) -> None:
    board(app)
    client = signed_in(app, "quji")
    for hostile in (XSS, "' OR 1=1 --", "{{7*7}}", "__class__", "../..", "\x00", "x" * 5000, "=1+1"):
        answer = client.get("/board", query_string={name: hostile})
        assert answer.status_code == 200
        assert "<img" not in answer.text and "49" not in re.findall(r'value="([^"]*)"', answer.text)
        assert len(max(re.findall(r'name="q" value="([^"]*)"', answer.text), key=len)) < 300
        assert client.get("/board.xlsx", query_string={name: hostile}).status_code == 200


def test_what_is_not_summed_up_yet_is_said_and_the_page_asks_again(app: Flask) -> None:
    going = threading.Event()
    overviews(app)._ask = lambda of, day: (going.wait(20), summed(of, day))[1]
    client = signed_in(app, "quji")
    first = client.get("/board")
    assert "还有3个社正在算" in first.text and first.headers["Refresh"] == "8"
    assert "汇总 3社，其中3社没有数字 0.00" in words(first.text)
    assert "正在算" in client.get("/board.csv").text
    going.set()
    assert overviews(app).settle(30)
    then = client.get("/board")
    assert "正在算，" not in then.text and "Refresh" not in then.headers


def test_a_society_that_was_written_to_is_summed_up_anew_and_what_is_older_says_so(app: Flask) -> None:
    client = signed_in(app, "quji")
    assert "30,000.00 10,000.00 30,000.00" in words(board(app))
    going = threading.Event()
    overviews(app)._ask = lambda of, day: (going.wait(20), summed(of, day))[1]
    made.record(society(app), made.donation("250.00", 1))
    meanwhile = words(client.get("/board").text)
    assert "还有1个社正在算" in meanwhile and re.search(
        r"石岗村救急难互助社 账簿 截至\S+ \S+，正在重算", meanwhile
    )
    assert "1社是旧数" in meanwhile
    assert re.search(r"截至\S+ \S+，正在重算", client.get("/board.csv").text)
    going.set()
    assert overviews(app).settle(30)
    after = words(client.get("/board").text)
    assert "30,250.00 10,000.00 30,250.00" in after and "截至2026-07-15 " in after and "重算" not in after


def test_tomorrow_the_figures_of_today_are_old(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    board(app)
    monkeypatch.setattr(session, "today", lambda: date(2026, 7, 16))
    overviews(app)._ask = lambda of, day: ("", f"{day}算的")
    page = words(signed_in(app, "quji").get("/board").text)
    assert "还有3个社正在算" in page and "正在重算" in page
    assert overviews(app).settle(30)
    assert words(signed_in(app, "quji").get("/board").text).count("2026-07-16算的") == 3


def test_after_a_start_what_was_kept_is_shown_and_nobody_is_asked(app: Flask, district: District) -> None:
    board(app)
    again = started(district)
    asked: list[str] = []
    overviews(again)._ask = lambda of, day: (asked.append(of.id), ("", ""))[1]
    page = signed_in(again, "quji").get("/board")
    assert "30,000.00 10,000.00 30,000.00" in words(page.text) and "Refresh" not in page.headers
    assert overviews(again).settle(30) and asked == []


def test_another_program_sums_up_anew(
    app: Flask, district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    board(app)
    monkeypatch.setattr(figures, "program", lambda: "another")
    assert "还有3个社正在算" in signed_in(started(district), "quji").get("/board").text


def test_what_was_kept_in_another_way_is_left_out(app: Flask, district: District) -> None:
    board(app)
    with Store(district.folder).open() as db:
        db.execute("UPDATE overviews SET content = '{}' WHERE society = 'shigang'")
    page = words(signed_in(started(district), "quji").get("/board").text)
    assert "还有1个社正在算" in page and "潜口镇" in page


def test_books_that_were_tampered_with_say_so_and_hide_no_others(app: Flask) -> None:
    page = words(board(app))
    assert f"{NAMES['huai']} 账簿 huai/" in page and "不能据以判断" in page
    assert "30,000.00 10,000.00 30,000.00" in page
    assert str(society(app).folder.parent) not in page


def test_a_folder_without_its_top_file_does_not_vanish(app: Flask) -> None:
    society(app, "qiankou").top.unlink()
    for user in ("quji", "xiangzhen"):
        page = words(board(app, user))
        assert "qiankou 总账文件 main.beancount 不见了，请用备份恢复" in page
    assert "main.beancount" not in words(board(app, "shenji-q")).replace(
        "qiankou 总账文件 main.beancount", ""
    )


def test_a_society_is_summed_up_once_and_the_one_looked_at_first(district: District) -> None:
    asked: list[str] = []
    going = threading.Event()

    def ask(of: Society, day: date) -> tuple[str, str]:
        going.wait(20)
        asked.append(of.id)
        return "", "没有"

    known = Overviews(Store(district.folder), ask)
    for _ in range(3):
        assert known.of(district.societies, TODAY) == {}
    known.one(district.society("shigang"), TODAY)
    going.set()
    assert known.settle(30)
    assert sorted(asked) == ["huai", "qiankou", "shigang"] and asked.index("shigang") <= 1
    assert all(f.fits and f.sentence == "没有" for f in known.of(district.societies, TODAY).values())


def test_who_looks_again_while_it_is_summed_up_does_not_have_it_summed_up_twice(district: District) -> None:
    asked: list[str] = []
    begun, going = threading.Event(), threading.Event()

    def ask(of: Society, day: date) -> tuple[str, str]:
        asked.append(of.id)
        begun.set()
        going.wait(20)
        return "", "没有"

    known, shigang = Overviews(Store(district.folder), ask), district.society("shigang")
    known.one(shigang, TODAY)
    assert begun.wait(20)
    known.one(shigang, TODAY)
    going.set()
    assert known.settle(30) and asked == ["shigang"]


def test_what_fails_is_told_and_asked_again_only_after_a_change(district: District) -> None:
    asked: list[str] = []

    def ask(of: Society, day: date) -> tuple[str, str]:
        asked.append(of.id)
        raise OSError("disk")

    known, shigang = Overviews(Store(district.folder), ask), district.society("shigang")
    known.one(shigang, TODAY)
    assert known.settle(30)
    told = known.one(shigang, TODAY)
    assert told and told.fits and "没有算成" in told.sentence and asked == ["shigang"]
    made.record(shigang, made.donation("5.00", 1))
    known.one(shigang, TODAY)
    assert known.settle(30) and asked == ["shigang"] * 2
    assert Overviews(Store(district.folder), ask).one(shigang, TODAY) is None


def test_a_child_that_stopped_is_asked_again_after_a_start(district: District) -> None:
    shigang, stopped = district.society("shigang"), ("", figures._STOPPED)
    known = Overviews(Store(district.folder), lambda of, day: stopped)
    known.one(shigang, TODAY)
    assert known.settle(30) and known.one(shigang, TODAY)
    assert Overviews(Store(district.folder), summed).one(shigang, TODAY) is None


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_mistake_of_our_own_stops_one_round_and_not_all_that_follow(district: District) -> None:
    known = Overviews(Store(district.folder), lambda of, day: 1 / 0)  # type: ignore[arg-type, return-value]
    shigang = district.society("shigang")
    known.one(shigang, TODAY)
    assert known.settle(30)
    known._ask = summed
    known.one(shigang, TODAY)
    assert known.settle(30)
    told = known.one(shigang, TODAY)
    assert told and told.overview


def test_the_child_says_what_this_process_would(district: District) -> None:
    child, shigang = Child(), district.society("shigang")
    try:
        text, sentence = child(shigang, TODAY)
        assert (text, sentence) == summed(shigang, TODAY)
        assert from_json(text).balance == Decimal("30000.00")
        assert child(district.society("huai"), TODAY) == summed(district.society("huai"), TODAY)
        assert child._process
        child._process.kill()
        assert "没有算成" in child(shigang, TODAY)[1]
        assert child(shigang, TODAY) == (text, "")
    finally:
        child.end()


def test_what_tells_books_apart_is_their_files_the_day_and_the_program(
    district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    shigang = district.society("shigang")
    first = signature(shigang, TODAY)
    assert signature(shigang, TODAY) == first
    assert signature(shigang, date(2026, 7, 16)) != first
    made.record(shigang, made.donation("5.00", 1))
    second = signature(shigang, TODAY)
    assert second != first
    for path in (shigang.policy, shigang.seals / "head.json", shigang.facts):
        content = path.read_bytes()
        path.unlink()
        assert signature(shigang, TODAY) != second
        path.write_bytes(content)  # the same bytes again are another file
        assert signature(shigang, TODAY) != second
        second = signature(shigang, TODAY)
    monkeypatch.setattr(figures, "program", lambda: "another")
    assert signature(shigang, TODAY) != second


def test_books_that_no_rule_has_judged_are_not_relied_on(district: District) -> None:
    shigang = district.society("shigang")
    text = shigang.top.read_text(encoding="utf-8")
    shigang.top.write_text(text.replace('plugin "huzhu"', ""), encoding="utf-8")
    overview, sentence = summed(shigang, TODAY)
    assert overview == "" and sentence
    shutil.rmtree(shigang.months_folder)
    assert summed(shigang, TODAY)[0] == "" and str(shigang.folder) not in summed(shigang, TODAY)[1]


def test_it_needs_no_script_and_every_head_says_what_it_heads(app: Flask) -> None:
    page = board(app)
    assert "style=" not in page and page.count("<script") == 1 and page.count("<h1") == 1
    assert all("scope=" in head for head in re.findall(r"<th(?: [^>]*)?>", page))


def _get(client: FlaskClient, path: str) -> int:
    return client.get(path).status_code


def test_what_the_board_links_to_is_there(app: Flask) -> None:
    made.record(society(app), made.donation("250.00", 1))
    page, client = board(app), signed_in(app, "quji")
    links = {
        link.replace("&amp;", "&") for link in re.findall(r'href="(/(?:s|board|review|zhang)[^"]*)"', page)
    }
    fine = {link for link in links if "huai" not in link}
    assert {link: _get(client, link) for link in fine if _get(client, link) != 200} == {}
