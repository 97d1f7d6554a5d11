"""The page of rows that wait: each sees those of their own societies, as text; who acts there opens one to decide it."""

from __future__ import annotations

import threading
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser

from huzhu import session
from huzhu.desk.review import DECIDE, MOST_OF_MANY
from huzhu.desk.serve import address, prepare
from tests.desk_books import BOOKS, PASSWORD, PEOPLE, SEES, XSS, signed_in, top

pytest_plugins = ["tests.desk_fixtures"]

WECHAT, BANK = "Assets:1009其他货币资金:01微信", "Assets:1002银行存款:01农商行基本户"
TODAY = session.today()
TITLES = {"aa": "甲村互助社", "bb": "乙村互助社", "cc": "丙村互助社"}


def row(
    link: str, amount: str = "50.00", way: str = "收", days: int = 12, account: str = WECHAT, **more: str
) -> str:
    """A row that has waited for so many days."""
    said = {
        "payer": "王小明",
        "words": "转账",
        "reason": "还没有说过这样的收款记作什么",
        "source": f"{'ab' * 32}:3",
    } | more
    lines = "".join(f'  {key}: "{value}"\n' for key, value in said.items() if value)
    day = TODAY - timedelta(days=days)
    return f'{day} custom "待核" "{link}" "挂起"\n  account: "{account}"\n  way: "{way}"\n  amount: {amount} CNY\n{lines}\n'


def add(district: Path, society: str, text: str) -> None:
    """Something more stands in a society's books."""
    journal = district / "societies" / society / "journal" / "2026-07.beancount"
    journal.write_text(journal.read_text(encoding="utf-8") + "\n" + text, encoding="utf-8")


@pytest.fixture
def rows(desk_district: Path) -> Path:
    """The district, with a row of its own in each society."""
    for number, society in enumerate(TITLES, 1):
        add(desk_district, society, row(f"wx-{society}", f"{number * 1111}.00", payer=f"捐款人{society}"))
    return desk_district


@pytest.mark.parametrize("user", PEOPLE)
def test_everybody_sees_the_rows_of_their_own_societies_and_of_no_other(
    desk: Flask, rows: Path, user: str
) -> None:
    answer = signed_in(desk, user).get("/review")
    assert answer.status_code == (404 if user == "guanli" else 200)
    for society, title in TITLES.items():
        assert (f"wx-{society}" in answer.text) == (society in SEES[user])
        assert (f"<h2>{title}" in answer.text) == (society in SEES[user])


@pytest.mark.parametrize("user", PEOPLE)
@pytest.mark.parametrize("society", [*BOOKS, "zz", "../aa"])
def test_one_society_is_asked_for_by_those_who_may_see_it(
    desk: Flask, rows: Path, user: str, society: str
) -> None:
    answer = signed_in(desk, user).get("/review", query_string={"society": society})
    assert answer.status_code == (200 if society in SEES[user] - {"district"} else 404)
    shown = {
        other for other in TITLES if f"wx-{other}" in answer.text
    }  # not "wx-": a random token may hold that
    assert shown == (set() if answer.status_code == 404 else {society})


def test_who_is_not_signed_in_is_sent_to_the_door_and_nothing_is_taken(desk: Flask, rows: Path) -> None:
    answer = desk.test_client().get("/review")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/login?next=%2Freview")
    for method in ("post", "put", "delete", "patch"):
        assert getattr(desk.test_client(), method)("/review").status_code in (400, 401)
        assert getattr(signed_in(desk, "kuaiji-a"), method)("/review").status_code in (400, 405)


def test_a_row_tells_all_that_is_needed_to_decide_it(desk: Flask, desk_district: Path) -> None:
    add(
        desk_district,
        "bb",
        row("wx-7", "1234.50", "付", 33, BANK, payer="镇打印店", words="复印", reason="付款要人看"),
    )
    page = signed_in(desk, "shezhang-b").get("/review").text
    for word in (
        "农商行基本户",
        "付 1,234.50",
        "镇打印店",
        "复印",
        "付款要人看",
        "33天",
        "wx-7",
        "1行，付1行 1,234.50元",
    ):
        assert word in page, word
    assert str(TODAY - timedelta(days=33)) in page


def test_what_is_booked_or_settled_waits_no_more(desk: Flask, desk_district: Path) -> None:
    day = TODAY
    settled = f'{day} custom "待核" "wx-2" "了结"\n  reason: "不是本社的"\n\n'
    booked = f'{day} * "王*" "捐款" ^wx-3\n  Assets:1001现金:03社会捐赠  50.00 CNY\n  Income:4101捐赠收入\n\n'
    add(desk_district, "bb", "".join(row(f"wx-{n}") for n in range(1, 4)) + settled + booked)
    page = signed_in(desk, "shezhang-b").get("/review").text
    assert [f"wx-{n}" in page for n in range(1, 4)] == [True, False, False]


def test_who_decides_is_told_how_and_the_others_who_does(desk: Flask, rows: Path) -> None:
    for user, (role, _) in PEOPLE.items():
        if user == "guanli":
            continue  # to whom there is no such page
        page = signed_in(desk, user).get("/review").text
        assert ("点开一行，按一下就定下来" in page) == (role in DECIDE)
        assert "由互助社的会计来定" in page or role in DECIDE
        assert 'method="post" action="/logout"' in page and page.count("<form") == 1


def test_where_all_is_decided_it_says_so_kindly(desk: Flask) -> None:
    page = signed_in(desk, "xiangzhen").get("/review").text
    assert "都定好了，没有待核的行" in page and "<table" not in page


def test_it_is_found_from_the_first_page_by_who_has_books(desk: Flask) -> None:
    for user in ("shezhang-b", "xiangzhen"):
        assert 'href="/review' in signed_in(desk, user).get("/", follow_redirects=True).text, user
    assert 'href="/review' not in signed_in(desk, "guanli").get("/", follow_redirects=True).text


def test_hostile_words_are_words(desk: Flask, desk_district: Path) -> None:
    add(desk_district, "bb", row("wx-1", payer=XSS, words=f"{XSS}{{{{7*7}}}}", reason=XSS))
    page = signed_in(desk, "shezhang-b").get("/review").text
    assert "<img" not in page and page.count("&lt;img src=x onerror") == 3 and "{{7*7}}" in page


def test_a_long_number_that_somebody_typed_is_not_repeated(desk: Flask, desk_district: Path) -> None:
    add(desk_district, "bb", row("wx-1", words="341004199001011234 13800138000", payer="6222021234567890123"))
    page = signed_in(desk, "shezhang-b").get("/review").text
    assert "34*******" in page and not any(n in page for n in ("19900101", "138001", "0212345"))


def test_a_long_list_is_shown_in_part_where_there_are_several_and_whole_where_there_is_one(
    desk: Flask, desk_district: Path
) -> None:
    add(desk_district, "aa", "".join(row(f"wx-{n:04d}") for n in range(MOST_OF_MANY + 5)))
    add(desk_district, "cc", row("wx-cc"))
    many = signed_in(desk, "xiangzhen")
    page = many.get("/review").text
    assert page.count("wx-0") == MOST_OF_MANY and f"看全部{MOST_OF_MANY + 5}行" in page and "wx-cc" in page
    assert many.get("/review?society=aa").text.count("wx-0") == MOST_OF_MANY + 5
    assert signed_in(desk, "kuaiji-a").get("/review").text.count("wx-0") == MOST_OF_MANY + 5


def test_books_that_must_not_be_opened_are_told_and_the_others_are_shown(desk: Flask, rows: Path) -> None:
    (rows / "societies" / "aa" / "main.beancount").write_text(
        top("甲村互助社") + 'plugin "os.path"\n', encoding="utf-8"
    )
    page = signed_in(desk, "xiangzhen").get("/review").text
    assert "为安全起见没有打开" in page and "wx-aa" not in page and "wx-cc" in page


def test_books_that_can_be_read_in_part_say_so(desk: Flask, rows: Path) -> None:
    add(rows, "bb", '2026-07-01 custom "待核" "没写完\n')
    page = signed_in(desk, "shezhang-b").get("/review").text
    assert "账里有读不懂的行，下面可能不全" in page and "wx-bb" in page


def test_what_changes_on_the_disk_is_seen_at_once(desk: Flask, rows: Path) -> None:
    client = signed_in(desk, "shezhang-b")
    assert "wx-bb" in client.get("/review").text
    assert "wx-bb" in client.get("/review").text
    add(rows, "bb", f'{TODAY} custom "待核" "wx-bb" "了结"\n  reason: "不是本社的"\n\n' + row("wx-new"))
    page = client.get("/review").text
    assert "wx-bb" not in page and "wx-new" in page


def test_nothing_of_it_is_kept_or_run_by_the_browser(desk: Flask, rows: Path) -> None:
    answer = signed_in(desk, "kuaiji-a").get("/review")
    assert (
        answer.text.count("<script") == 1 and "style=" not in answer.text
    )  # the one is ours, from our own file
    assert answer.headers["Cache-Control"] == "no-store"
    assert "script-src" not in answer.headers["Content-Security-Policy"]
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_it_fits_a_desk_and_a_phone_without_scripts(chromium: Browser, rows: Path, width: int) -> None:
    long_ = "扫二维码付款-给互助社的一点心意祝大家平安" * 4
    add(rows, "aa", row("wx-" + "1000498" * 5, "123456.78", "付", 400, words=long_, payer="A" * 60))
    server = prepare(rows, "127.0.0.1", 0)
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    context = chromium.new_context(viewport={"width": width, "height": 844}, java_script_enabled=False)
    try:
        page, served = context.new_page(), address(server, "127.0.0.1").rstrip("/")
        page.goto(served)
        page.fill("input[name=user]", "xiangzhen")
        page.fill("input[name=password]", PASSWORD)
        page.click("button.main")
        page.click("text=待核")
        page.wait_for_selector("text=丙村互助社")
        assert page.locator("tbody tr").count() == 3
        for each in page.locator("main *:visible").all():
            box = each.bounding_box()
            assert box is None or box["x"] + box["width"] <= width + 1, each.inner_text()
    finally:
        context.close()
        server.stop()
        thread.join(10)
