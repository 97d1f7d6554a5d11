"""今天: what is to be done, with where it is done; money as it is now; nobody's but one's own society."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from flask import Flask

from huzhu import session
from ledger import journal
from ledger.district import District, Society
from ledger.events import facts
from ledger.findings import Finding
from ledger.notices.notice import sheet_hash
from ledger.notices.rows import notice
from reports.district.overview import as_json, overview
from tests import societies as made
from tests.desk_books import desk_of, signed_in
from tests.desk_societies import NAMES, PEOPLE, SEES, TODAY, build, overviews, society, started

pytest_plugins = ["tests.desk_fixtures"]

LINK = re.compile(r'<a href="(/[^"]+)"')


@pytest.fixture
def district(tmp_path: Path, quick_hashes: None, monkeypatch: pytest.MonkeyPatch) -> District:
    monkeypatch.setattr(session, "today", lambda: TODAY)
    return build(tmp_path)


@pytest.fixture
def app(district: District) -> Flask:
    return started(district)


def words(page: str) -> str:
    """The page's text without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def day(app: Flask, user: str = "kuaiji", id_: str = "shigang") -> str:
    """A society's page of the day."""
    answer = signed_in(app, user).get(f"/s/{id_}/")
    assert answer.status_code == 200, answer.text
    return answer.text


def todo(page: str) -> list[str]:
    """Each thing to do, in words."""
    found = re.search(r'<h2 id="todo">.*?</section>', page, re.DOTALL)
    assert found
    return [words(item).strip() for item in re.findall(r"<li.*?</li>", found[0], re.DOTALL)]


@pytest.mark.parametrize("user", PEOPLE)
@pytest.mark.parametrize("id_", NAMES)
def test_each_sees_the_day_of_their_own_societies(app: Flask, user: str, id_: str) -> None:
    answer = signed_in(app, user).get(f"/s/{id_}/")
    there = 409 if id_ == "huai" else 200
    assert answer.status_code == (there if id_ in SEES[user] else 404)
    assert (NAMES[id_] in answer.text) == (id_ in SEES[user])


def test_only_those_who_act_for_the_society_have_buttons(app: Flask) -> None:
    for user in ("kuaiji", "shezhang", "shenji", "quji"):
        page = day(app, user)
        buttons = re.search(r'<nav class="often".*?</nav>', page, re.DOTALL)
        assert bool(buttons) == (user in ("kuaiji", "shezhang"))
        if user == "kuaiji":
            assert buttons and "捐赠" in buttons[0] and "/s/shigang/record/draw" in buttons[0]
        for link in LINK.findall(buttons[0]) if buttons else ():
            assert signed_in(app, user).get(link).status_code == 200


def test_last_month_s_notice_is_due_then_late_and_marked_in_words(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "today", lambda: date(2026, 7, 3))
    first = todo(day(app))
    assert first[0] == "张贴公示 2026-06的救助情况要公示 2026-07-07前，还有2个工作日"
    assert first[1].startswith("报送备案 2026-06的救助情况要报岩寺镇备案")
    monkeypatch.setattr(session, "today", lambda: date(2026, 7, 8))
    page = day(app)
    assert todo(page)[0] == "⚠ 逾期 张贴公示 2026-06的救助情况要公示 2026-07-07前，晚了1个工作日"
    assert "2件晚了" in words(page)
    books = journal.seen(society(app))
    sheet = sheet_hash(notice(books.books, "2026-06", date(2026, 7, 8), books.head))
    made.record(
        society(app),
        facts.NoticePosted(
            date=date(2026, 7, 8), recorded_by="wangwu", month="2026-06", sheet=sheet, place="公开栏"
        ),
    )
    assert not any("张贴公示" in line for line in todo(day(app)))


def test_a_case_goes_from_duty_to_duty_until_it_is_paid(app: Flask) -> None:
    monday, shigang = date(2026, 7, 15), society(app)
    opened, surveyed, agreed = made.case("500.00", monday)
    made.record(shigang, opened)
    [mine] = [line for line in todo(day(app)) if "汪*" in line]
    assert mine == "入户调查和审核 汪*：入户调查、审核意见 JZ-2026-0001 2026-07-16前，还有1个工作日"
    assert 'href="/s/shigang/cases/JZ-2026-0001"' in day(app)
    made.record(shigang, surveyed)
    made.record(shigang, agreed)
    [mine] = [line for line in todo(day(app)) if "汪*" in line]
    assert mine.startswith("救助发放 汪*：救助发放 JZ-2026-0001 2026-07-16前")
    made.record(shigang, made.draw("500.00", monday))
    made.record(shigang, made.relief("500.00", monday))
    assert not any("汪*" in line for line in todo(day(app)))


def test_each_thing_to_do_leads_to_where_it_is_done(app: Flask) -> None:
    made.record(society(app), made.case("500.00", TODAY)[0])
    made.record(society(app), made.draw("500.00", 2))
    page, client = day(app), signed_in(app, "kuaiji")
    links = LINK.findall(page[page.index('id="todo"') : page.index("</ol>")])
    assert len(links) == len(todo(page)) == 5
    assert {link: client.get(link).status_code for link in links} == dict.fromkeys(links, 200)


def test_money_is_what_it_is_now(app: Flask) -> None:
    shigang = society(app)
    assert "合计 30,000.00元" in words(day(app))
    made.record(shigang, made.donation("250.00", 1))
    made.record(shigang, made.draw("1000.00", 2))
    told = words(day(app))
    assert "社会捐赠 10,250.00元" in told and "财政补助 10,000.00元" in told and "合计 30,250.00元" in told
    assert "其中现金 1,000.00元，限额3,000.00元" in told and "还没有盘点过" in told
    counted = facts.FloatCounted(
        date=date(2026, 7, 3), recorded_by="wangwu", counted="990.00", by="zhaoliu", witness="lisi"
    )
    made.record(shigang, counted)
    assert "2026-07-03 赵六盘点990.00元， ⚠ 短款10.00元" in words(day(app))


def test_what_the_rules_found_is_said_with_when_it_was(app: Flask) -> None:
    assert "正在检查，过一会儿再看" in words(day(app))
    assert overviews(app).settle(30)
    told = words(day(app))
    assert "逾期2处" in told and "账后来有变动" not in told
    overviews(app)._ask = lambda of, today: ("", "算不成")
    made.record(society(app), made.donation("5.00", 1))
    assert re.search(r"截至\S+ \S+（账后来有变动，正在重新检查）： ?逾期2处", words(day(app)))


def test_the_gravest_errors_stand_on_the_page_and_what_is_overdue_does_not(app: Flask) -> None:
    found = [Finding({}, f"第{n}处<b>", None, "", "error") for n in range(1, 5)]
    found.append(Finding({}, "逾期的那处", None, "", "overdue"))

    def ask(of: Society, day: date) -> tuple[str, str]:
        return as_json(overview(journal.seen(of).books, found, day)), ""

    overviews(app)._ask = ask
    day(app)
    assert overviews(app).settle(30)
    page = day(app)
    assert (
        "⚠ 错误4处" in page and "第3处&lt;b&gt;" in page and "第4处" not in page and "逾期的那处" not in page
    )


def test_the_latest_are_shown_newest_first_and_lead_to_what_was_written(app: Flask) -> None:
    for n in range(1, 13):
        made.record(society(app), made.donation(f"{n}.00", n, donor=f"<b>第{n}人"))
    page = day(app)
    shown = page[page.index('id="latest"') :]
    assert re.findall(r"&lt;b&gt;第(\d+)人", shown) == [str(n) for n in range(12, 2, -1)]
    assert "<b>第" not in page and "12.00元" in words(shown)
    client = signed_in(app, "kuaiji")
    links = [link for link in LINK.findall(shown) if "/written/" in link]
    assert (
        len(links) == 10 and client.get(links[0]).status_code == 200 and "第12人" in client.get(links[0]).text
    )
    auditor = signed_in(app, "shenji")
    theirs = [link for link in LINK.findall(day(app, "shenji")) if "/written/" in link]
    assert all(auditor.get(link).status_code == 200 for link in theirs[:2])


def test_a_long_number_that_somebody_typed_is_not_repeated(app: Flask) -> None:
    made.record(society(app), made.fee("20.00", 1, payer="孙七", narration="会费 转账 2026070112345"))
    assert "20260701123" not in day(app)


def test_drafts_are_told_to_whoever_approves(app: Flask) -> None:
    fields = made.draw("500.00", 3).model_dump(mode="json", exclude_none=True)
    desk_of(app).drafts.add(
        "shigang", "draw", fields, recorded_by="kuaiji", key="a" * 32, at="2026-07-03T09:00:00+08:00"
    )
    assert "等您批的 1笔" in words(day(app, "shezhang")) and 'href="/s/shigang/drafts/1"' in day(
        app, "shezhang"
    )
    assert "等负责人批的 1笔" in words(day(app, "kuaiji"))
    assert "批的" not in words(day(app, "shenji"))


def test_books_that_cannot_be_relied_on_say_so_instead_of_figures(app: Flask) -> None:
    answer = signed_in(app, "quji").get("/s/huai/")
    assert answer.status_code == 409 and "不能据以判断" in answer.text and NAMES["huai"] in answer.text
    assert (
        "元" not in words(answer.text[answer.text.index("<main") :])
        and str(society(app).folder.parent) not in answer.text
    )


def test_where_there_is_nothing_to_do_it_says_so(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "today", lambda: date(2026, 6, 25))
    assert "今天没有到期要做的事" in day(app)
    assert "没有待核的账单行" in day(app)
