"""The reports at the desk: who reads which, of which days, what stands behind a figure, and what is a draft."""

from __future__ import annotations

import json
import pickle
import re
from base64 import b64encode
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from threading import Event

import pypdfium2
import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page

from huzhu.desk.app import create
from huzhu.desk.papers import beside, catalogue, periods
from huzhu.desk.papers.beside import Beside
from huzhu.desk.papers.catalogue import Offer, audiences, offers
from huzhu.desk.papers.purposes import PURPOSES
from huzhu.desk.papers.wording import as_page, said_here
from huzhu.desk.users import Role
from huzhu.reporting.many import Order
from ledger import journal
from ledger.confidential import access
from ledger.district import District, Society
from reports import period
from reports.forms import Form as AForm
from reports.forms import Paper, Words, paper_of
from reports.report import Audience, Report
from reports.table import TABLE
from tests import societies as made
from tests.desk_books import signed_in, token
from tests.desk_cases import JPG, NAME, CaseDesk, case_desk, plain
from tests.desk_pages import signed_in as in_browser
from tests.desk_village import OTHER, SOCIETY, TODAY, Clock, served, village

pytest_plugins = ["tests.desk_fixtures"]
__all__ = ["case_desk"]

AT = f"/s/{SOCIETY}/papers"
STATEMENTS = ("balance-sheet", "activities", "cash-flows")
PDF = "application/pdf"


@pytest.fixture
def district(tmp_path: Path, quick_hashes: None, monkeypatch: pytest.MonkeyPatch) -> Path:
    Clock().set(monkeypatch)
    monkeypatch.setattr(beside, "PATIENCE_SECONDS", 60.0)
    return village(tmp_path)


@pytest.fixture
def app(district: Path) -> Flask:
    return create(district)


def person(app: Flask, user: str = "wangwu") -> FlaskClient:
    return signed_in(app, user)


def text_of(pdf: bytes) -> str:
    """Every word of a PDF, as a reader copies it."""
    return "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


def words(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return plain(answer)


# The list


def test_every_report_that_is_listed_says_what_it_is_for() -> None:
    rooms = [room for many in (False, True) for room in offers(Role.AUDITOR, district=many).values()]
    silent = [each.name for room in rooms for each in room if not each.purpose]
    assert silent == [], "say what they are for: in reports/table.py after a colon, or in papers/purposes.py"
    assert PURPOSES.keys() - TABLE.keys() == set()


def test_the_list_leads_to_the_last_closed_month_quarter_and_year(app: Flask) -> None:
    page = person(app).get(AT).text
    for code, said in (("2026-06", "2026年6月"), ("2026Q2", "2026年第二季度"), ("2026", "2026年")):
        assert f'href="{AT}/activities?period={code}" aria-label="业务活动表 {said}"' in page
    assert f'href="{AT}/notes?period=2026"' in page and f'href="{AT}/notes?period=2026-06"' not in page
    assert f"{AT}/progress" not in page, "reports of many societies have a list of their own"


def test_the_list_of_a_month_shows_what_can_be_of_a_month(app: Flask) -> None:
    page = person(app).get(f"{AT}?period=2026-05").text
    assert f'href="{AT}/filing?period=2026-05"' in page and f"{AT}/appraisal" not in page
    assert person(app).get(f"{AT}?period=2026-13").status_code == 404


@pytest.mark.parametrize("user", ["wangwu", "xiangzhen", "quji"])
def test_every_report_shows_itself_or_says_why_not(app: Flask, user: str) -> None:
    client, wrong = person(app, user), []
    for name in TABLE:
        for asked in ("", "?case=JZ-2026-0001", "?draft=1&voucher=2026-02-002&donor=x&above=1"):
            answer = client.get(f"{AT}/{name}{asked}")
            if (
                answer.status_code not in (200, 404, 422)
                or "huzhu " in plain(answer)
                or "--" in plain(answer)
            ):
                wrong.append(
                    (name, asked, answer.status_code, re.findall(r".{20}(?:huzhu |--).{20}", plain(answer)))
                )
    assert wrong == []


# The days


def test_a_closed_month_is_a_paper_and_a_file_without_a_word_of_drafts(app: Flask) -> None:
    client = person(app)
    page = words(client, f"{AT}/activities?period=2026-06")
    assert "业务活动表" in page and "账簿校验码" in page and "草稿" not in page
    answer = client.get(f"{AT}/activities.pdf?period=2026-06")
    assert answer.mimetype == PDF and answer.data.startswith(b"%PDF-") and "草稿" not in text_of(answer.data)
    assert "2026-06.pdf" in answer.headers["Content-Disposition"]


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_the_other_files_are_files(app: Flask, form: str) -> None:
    answer = person(app).get(f"{AT}/activities.{form}?period=2026-06")
    assert answer.status_code == 200 and len(answer.data) > 1000
    assert answer.headers["Content-Disposition"].endswith(f".{form}")


def test_a_month_that_is_not_over_is_shown_as_a_draft_only_where_one_asks_for_it(app: Flask) -> None:
    client = person(app)
    page = words(client, f"{AT}/activities?period=2026-07")
    assert "2026年7月还没有过完" in page and "看草稿" in page and "行次" not in page
    assert client.get(f"{AT}/activities.pdf?period=2026-07").status_code == 302, "back to the page"
    draft = words(client, f"{AT}/activities?period=2026-07&draft=1")
    assert "草稿 未月结" in draft and "行次" in draft
    printed = client.get(f"{AT}/activities.pdf?period=2026-07&draft=1")
    assert "草稿" in text_of(printed.data)


@pytest.mark.parametrize(
    "asked",
    ["activities?period=2026-13", "activities?period=x", "notes?period=2026-06", "cash-journal?for=board",
     "activities?for=x", "nothing", "progress", "activities.docx", "reconciliation?account=Assets:x",
     "behind/activities:99:year-total", "behind/x:1:closing", "behind/activities:1:x?period=2026-06"],
)  # fmt: skip
def test_what_is_not_offered_is_not_there(app: Flask, asked: str) -> None:
    assert person(app).get(f"{AT}/{asked}").status_code == 404


def test_what_a_report_must_know_is_asked_for(app: Flask) -> None:
    client = person(app)
    assert "请先写明救助编号" in words(client, f"{AT}/application")
    answer = client.get(f"{AT}/application?case=JZ-2026-9999")
    assert answer.status_code == 422 and "没有受理过编号“JZ-2026-9999”的救助" in plain(answer)


def choice(code: str, *, moved: bool = True, ready: bool = True) -> periods.Choice:
    return periods.Choice(period.month(code), moved, ready)


def test_the_default_is_the_last_closed_month_with_entries() -> None:
    there = [
        choice("2026-07", ready=False),
        choice("2026-06", moved=False),
        choice("2026-05"),
        choice("2026-04"),
    ]
    assert periods.default(there).code == "2026-05"
    assert periods.default(there, closed=False).code == "2026-06", (
        "of what asks for no closing the last that is over"
    )
    assert periods.default(there[:2]).code == "2026-07", "nothing is closed yet"


def test_the_choices_run_from_the_registration_to_today(tmp_path: Path) -> None:
    books = journal.seen(made.shigang(tmp_path)).books
    found = periods.choices(books, date(2026, 8, 6))
    said = {span: [each.period.code for each in there] for span, there in found.items()}
    assert said == {
        "month": ["2026-08", "2026-07", "2026-06"],
        "quarter": ["2026Q3", "2026Q2"],
        "year": ["2026"],
    }
    assert [each.ready for each in found["month"]] == [False, True, False], (
        "June has entries and is not closed"
    )
    assert periods.choices(books, date(2026, 6, 1)) == {}


# Who reads what


def test_each_role_reads_as_what_it_is() -> None:
    both = Report(
        "x", "甲表", lambda asked: (), audiences=(Audience.AUDITOR, Audience.TOWNSHIP, Audience.PUBLIC)
    )
    assert audiences(both, Role.TREASURER) == [Audience.AUDITOR, Audience.TOWNSHIP, Audience.PUBLIC]
    assert (
        audiences(both, Role.TOWNSHIP) == audiences(both, Role.BUREAU) == [Audience.TOWNSHIP, Audience.PUBLIC]
    )
    assert audiences(both, Role.ADMIN) == []


def test_the_township_finds_nothing_that_is_for_the_auditor_alone(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    only = Report("services", "帮办登记表", lambda asked: (), audiences=(Audience.AUDITOR,))
    monkeypatch.setattr(catalogue, "_all", lambda: (Offer("services", "报送", "帮办登记表", "", only),))
    assert person(app, "xiangzhen").get(f"{AT}/services").status_code == 404
    assert "帮办登记表" not in words(person(app, "xiangzhen"), AT)
    assert "帮办登记表" in words(person(app, "shenji"), AT)


def test_the_township_reads_as_the_township_and_not_as_the_auditor(app: Flask) -> None:
    client = person(app, "xiangzhen")
    assert client.get(f"{AT}/activities?for=township").status_code == 200
    assert client.get(f"{AT}/activities?for=auditor").status_code == 404
    assert client.get(f"{AT}/case-file?case=JZ-2026-0001").status_code == 404, (
        "scans of papers are not for it"
    )


def test_what_may_be_published_is_offered_so(app: Flask) -> None:
    page = words(person(app), f"{AT}/fund-statement")
    assert "公示用" in page and "公开用" in page and "公示用" not in words(person(app), f"{AT}/cash-journal")
    answer = person(app).get(f"{AT}/fund-statement.pdf?for=public")
    assert "%E5%85%AC%E5%BC%80%E7%94%A8" in answer.headers["Content-Disposition"], "公开用"


# Behind a figure


@pytest.mark.parametrize("name", STATEMENTS)
@pytest.mark.parametrize("code", ["2026-05", "2026Q2"])
def test_every_figure_leads_to_entries_whose_sum_it_is(app: Flask, name: str, code: str) -> None:
    client = person(app, "shenji")
    page = client.get(f"{AT}/{name}?period={code}").text
    found = re.findall(r'<td class="money"><a href="([^"]+)">([\d,.-]+)</a>', page)
    assert len(found) > 10
    for href, figure in found:
        behind = client.get(href.replace("&amp;", "&")).text
        amounts = [
            Decimal(each.replace(",", "")) for each in re.findall(r'class="sum">([\d,.-]+)</td>', behind)
        ]
        total = re.findall(r'data-title="金额">([\d,.-]+)</td>', behind)
        assert (total or ["0.00"]) == [figure], href
        assert sum(amounts, Decimal("0.00")) == Decimal(figure.replace(",", "")), href


def test_the_statements_bound_together_lead_to_the_same_entries(app: Flask) -> None:
    client = person(app, "shenji")
    page = client.get(f"{AT}/statements?period=2026-05").text
    for name in STATEMENTS:
        alone = client.get(f"{AT}/{name}?period=2026-05").text
        wanted = set(re.findall(rf'href="({AT}/behind/{name}:[^"]+)"', alone))
        assert wanted and wanted == set(re.findall(rf'href="({AT}/behind/{name}:[^"]+)"', page))


def test_each_entry_behind_a_figure_has_its_own_page(app: Flask) -> None:
    client = person(app)
    page = client.get(f"{AT}/behind/activities:1:year-total?period=2026-06").text
    vouchers = re.findall(rf'<a href="(/s/{SOCIETY}/written/\d+)">([\d-]+)</a>', page)
    assert len(vouchers) == page.count("<tr><td>") and len(vouchers) > 5
    assert all(f"凭证 {voucher}" in words(client, href) for href, voucher in vouchers)


# From other pages


def test_a_case_leads_to_the_papers_it_has_and_a_voucher_to_its_print(app: Flask) -> None:
    client = person(app)
    case = client.get(f"/s/{SOCIETY}/cases/JZ-2026-0001").text
    assert f"{AT}/application?case=JZ-2026-0001" in case and f"{AT}/payment-slip?case=JZ-2026-0001" in case
    assert f"{AT}/referral-slip" not in case, "it was never handed on"
    href = re.search(rf"/s/{SOCIETY}/written/\d+", case)
    assert href
    written = client.get(href[0]).text
    lead = re.search(rf'href="({AT}/vouchers\?[^"]+)"', written)
    assert lead and "记账凭证" in words(client, lead[1].replace("&amp;", "&"))
    assert f"{AT}/receipt-slip" not in written, "money paid out has no slip for its giver"
    assert f"{AT}?period=2026-06" in client.get(f"/s/{SOCIETY}/notices").text
    assert f"{AT}/filing?period=2026-06" in client.get(f"/s/{SOCIETY}/notices/2026-06").text


# Names


def looks(desk: CaseDesk) -> list[dict[str, str]]:
    there = access.path(desk.society)
    return [json.loads(line) for line in there.read_text().splitlines()] if there.exists() else []


@pytest.fixture
def sealed(case_desk: CaseDesk) -> tuple[CaseDesk, str]:
    """A desk whose archive knows the person of a case, and one of their papers."""
    case_desk.begin_archive()
    treasurer = case_desk.enter("wangwu")
    treasurer.open_archive("wangwu")
    number = treasurer.accept()
    assert treasurer.file(number, JPG).status_code == 303
    treasurer.send("/archive/close", from_="/archive")
    return case_desk, number


def test_a_name_is_printed_after_the_look_was_written_down(sealed: tuple[CaseDesk, str]) -> None:
    desk, number = sealed
    officer = desk.enter("zhangsan")
    page = f"/papers/application?case={number}"
    assert "才印得上真实姓名" in officer.words(page)
    assert officer.send("/papers/application", from_="/archive", case=number, reason="x").status_code == 200
    officer.open_archive("zhangsan")
    assert NAME not in officer.see(page).text and looks(desk) == []
    assert "请写明做什么用" in plain(officer.send("/papers/application", from_=page, case=number, reason=""))
    assert "理由里不要写姓名" in plain(
        officer.send("/papers/application", from_=page, case=number, reason=NAME)
    )
    looked = officer.send("/papers/application", from_=page, case=number, reason="复核", step="look")
    assert NAME not in looked.text and looks(desk) == []
    answer = officer.send(
        "/papers/application", from_=page, case=number, reason="报乡镇备案", **{"as": "page"}
    )
    assert NAME in answer.text and answer.headers["Cache-Control"] == "no-store"
    assert [(look["who"], look["reason"]) for look in looks(desk)] == [("zhangsan", "报乡镇备案")]
    printed = officer.send("/papers/application", from_=page, case=number, reason="打印", **{"as": "pdf"})
    assert printed.mimetype == PDF and NAME in text_of(printed.data) and len(looks(desk)) == 2


def test_a_whole_case_is_opened_only_by_a_look(sealed: tuple[CaseDesk, str]) -> None:
    desk, number = sealed
    officer = desk.enter("zhangsan")
    officer.open_archive("zhangsan")
    page = f"/papers/case-file?case={number}"
    assert "打开整卷" in officer.words(page) and "卷内目录" not in officer.words(page) and looks(desk) == []
    answer = officer.send("/papers/case-file", from_=page, case=number, reason="复核", **{"as": "page"})
    assert "卷内目录" in plain(answer) and NAME in answer.text
    assert [look["reason"] for look in looks(desk)] == ["复核"]


def test_nobody_above_the_society_opens_names(sealed: tuple[CaseDesk, str]) -> None:
    desk, number = sealed
    for user in ("xiangzhen", "quji"):
        hand = desk.enter(user)
        assert NAME not in hand.see(f"/papers/application?case={number}").text
        answer = hand.send("/papers/application", from_=f"/papers/application?case={number}", reason="复核")
        assert answer.status_code == 404 and looks(desk) == []


# Many societies


def test_the_bureau_sums_up_all_societies_and_the_township_its_own(app: Flask) -> None:
    bureau = words(person(app, "quji"), "/papers/federation?period=2026-06")
    assert "正在汇总" not in bureau and "石岗村" in bureau and bureau.count("救急难互助社") == 2
    township = words(person(app, "xiangzhen"), "/papers/progress?period=2026-06")
    assert "填报单位：岩寺镇" in township
    answer = person(app, "quji").get("/papers/progress.xlsx?period=2026-06")
    assert answer.status_code == 200 and answer.data.startswith(b"PK")
    assert person(app).get("/papers").status_code == 404


def order(name: str = "progress") -> Order:
    return Order(name, period.month("2026-06"), Audience.TOWNSHIP, True, {})


def pickled(what: object) -> str:
    return b64encode(pickle.dumps(what)).decode()


def societies(district: Path) -> list[Society]:
    return [District(district).society(id_) for id_ in (SOCIETY, OTHER)]


def test_what_is_slow_is_made_beside_and_kept_while_the_files_are_as_they_were(district: Path) -> None:
    asked: list[str] = []
    go = Event()

    def ask(society: Society, order: Order, day: date) -> tuple[str, str]:
        go.wait(10)
        asked.append(society.id)
        return (pickled({"name": society.id}), "") if society.id == SOCIETY else ("", "读不了")

    kept = Beside(ask)
    assert kept.of(societies(district), order(), TODAY) == {}, "nobody waits for it"
    go.set()
    assert kept.settle(10)
    found = kept.of(societies(district), order(), TODAY)
    assert found[SOCIETY].made == {"name": SOCIETY} and found[OTHER].sentence == "读不了"
    assert asked == [SOCIETY, OTHER], "each once"
    made.record(societies(district)[0], made.donation("50.00", 3))
    assert list(kept.of(societies(district), order(), TODAY)) == [OTHER], "the books have changed"
    assert kept.settle(10) and asked == [SOCIETY, OTHER, SOCIETY]
    assert list(kept.of(societies(district), order("federation"), TODAY)) == [], "another report"
    assert kept.settle(10)


def test_while_societies_still_tell_the_page_says_how_many_and_asks_again(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beside, "PATIENCE_SECONDS", 0.0)
    answer = person(app, "quji").get("/papers/progress?period=2026-05")
    assert "正在汇总：0／2个社" in plain(answer) and answer.headers["Refresh"]
    assert person(app, "quji").get("/papers/progress.pdf?period=2026-04").status_code == 302


def test_what_the_rules_find_is_worked_out_by_the_child(app: Flask) -> None:
    page = words(person(app, "shenji"), f"{AT}/audit-heads?period=2026-06")
    assert "对象认定" in page and "账簿校验码" in page


# How it is said


def test_no_command_stands_on_a_page() -> None:
    said = "姓名按账簿打码，身份证号请手写，或加 --names 重新出。"
    (leaf,) = as_page(Paper("甲", (AForm("甲", (Words(said),)),))).leaves
    assert isinstance(leaf, AForm) and leaf.parts == (
        Words("姓名按账簿打码，身份证号请手写，要印真实姓名请先打开加密档案。"),
    )
    of = Offer("x", "", "甲", "", Report("x", "甲", lambda asked: (), options={"case!": "救助编号"}))
    assert said_here("没有这个编号，请核对 --case。", of) == "没有这个编号，请核对 “救助编号”"
    assert paper_of(leaf).leaves == (leaf,)


# In a browser


@pytest.fixture
def at(district: Path) -> Iterator[str]:
    with served(district) as address:
        yield address


def _downloaded(page: Page, word: str) -> bytes:
    with page.expect_download() as found:
        page.click(f"a.button >> text={word}")
    return Path(found.value.path()).read_bytes()


def test_the_treasurer_prints_a_closed_month(chromium: Browser, at: str) -> None:
    with in_browser(chromium, at, "wangwu", 1280) as page:
        page.goto(f"{at}/s/{SOCIETY}/")
        page.click("nav.links >> text=报表")
        page.click("a[aria-label='业务活动表 2026年6月']")
        assert "会民非02表" in page.inner_text(".paper")
        assert _downloaded(page, "下载PDF").startswith(b"%PDF-")
        page.select_option("[name=period]", "2026-07")
        page.click("main form.sift button")
        assert "还没有过完" in page.inner_text("main")
        page.click("a.button >> text=看草稿")
        assert "草稿" in page.inner_text(".paper .across")
        assert "草稿" in text_of(_downloaded(page, "下载PDF"))


def test_the_auditor_clicks_a_figure_and_reads_its_entries(chromium: Browser, at: str) -> None:
    with in_browser(chromium, at, "shenji", 1280) as page:
        page.goto(f"{at}{AT}/activities?period=2026-05")
        link = page.locator(".paper tr.total td.money a").last
        figure = link.inner_text()
        link.click()
        page.wait_for_url("**/behind/**")
        amounts = page.locator(".behind tbody td.sum").all_inner_texts()
        assert len(amounts) > 3 and page.locator(".behind tfoot td.sum").inner_text() == figure
        assert sum(Decimal(each.replace(",", "")) for each in amounts) == Decimal(figure.replace(",", ""))
        page.click(".behind tbody a >> nth=0")
        page.wait_for_url("**/written/*")
        assert "借方" in page.inner_text("main")


def test_a_paper_prints_without_the_desk_around_it(chromium: Browser, at: str) -> None:
    with in_browser(chromium, at, "wangwu", 1280) as page:
        page.goto(f"{at}{AT}/activities?period=2026-06")
        printed = text_of(page.pdf(prefer_css_page_size=True))
        assert (
            "业务活动表" in printed
            and "下载" not in printed
            and "退出" not in printed
            and "哪一期" not in printed
        )


def test_every_post_wants_the_token_of_the_session(app: Flask) -> None:
    client = person(app)
    assert client.post(f"{AT}/application", data={"case": "JZ-2026-0001"}).status_code == 400
    assert token(client, AT)
