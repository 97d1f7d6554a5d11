"""What people do at the desk, in a real browser: a form by keyboard alone, without scripts, on a phone, by two people."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from huzhu import demo
from huzhu.desk.users import Role, Users
from huzhu.founding import found_district, found_society
from huzhu.reading import read
from ledger import chart, journal
from ledger.district import District
from ledger.events.receipts import Donation, Subsidy
from ledger.journal import Request
from tests.desk_books import PASSWORD
from tests.desk_village import SOCIETY, Clock, served, village

pytest_plugins = ["tests.desk_fixtures"]

HOME = f"/s/{SOCIETY}/"
NUMBER = "341004198001010018"
"""An ID number with a right check digit that is nobody's."""


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    found = Clock()
    found.set(monkeypatch)
    return found


@pytest.fixture
def district(tmp_path: Path, quick_hashes: None, clock: Clock) -> Path:
    return village(tmp_path)


@pytest.fixture
def desk_at(district: Path) -> Iterator[str]:
    with served(district) as at:
        yield at


class Visit:
    """Somebody at a browser, signed in."""

    def __init__(self, context: BrowserContext, at: str, user: str) -> None:
        self.page: Page = context.new_page()
        self.at = at
        self.wrong: list[str] = []
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.goto(f"{at}/login")
        self.page.fill("input[name=user]", user)
        self.page.fill("input[name=password]", PASSWORD)
        self.page.press("input[name=password]", "Enter")
        self.page.wait_for_selector("form.who")

    def open(self, path: str) -> Page:
        self.page.goto(self.at + path)
        return self.page

    def fill(self, **said: str) -> None:
        """Answer the questions of the form on the page, by field."""
        for name, value in said.items():
            field = self.page.locator(f"[name='{name}']")
            if field.first.evaluate("e => e.tagName") == "SELECT":
                field.select_option(value)
            elif field.first.get_attribute("type") == "radio":
                self.page.check(f"[name='{name}'][value='{value}']")
            else:
                field.fill(value)

    def send(self, step: str = "write") -> str:
        """Press a button of the form; what the page says then."""
        self.page.click(f"button[name=step][value={step}]")
        self.page.wait_for_load_state()
        return self.page.inner_text("main")


@pytest.fixture
def visits(chromium: Browser, desk_at: str) -> Iterator[Visits]:
    found = Visits(chromium, desk_at)
    yield found
    found.end()


class Visits:
    """The browsers of one test."""

    def __init__(self, chromium: Browser, at: str) -> None:
        self.chromium, self.at = chromium, at
        self.all: list[tuple[BrowserContext, Visit]] = []

    def begin(self, user: str, *, width: int = 1280, scripts: bool = True) -> Visit:
        context = self.chromium.new_context(
            viewport={"width": width, "height": 844}, locale="zh-CN", java_script_enabled=scripts
        )
        visit = Visit(context, self.at, user)
        self.all.append((context, visit))
        return visit

    def end(self) -> None:
        for context, visit in self.all:
            context.close()
            assert visit.wrong == []


def wide(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))


def vouchers(district: Path) -> list[str]:
    books, _ = read(District(district).society(SOCIETY))
    return [str(t.meta["voucher"]) for t in books.transactions]


def test_the_verdict_follows_what_is_typed(visits: Visits) -> None:
    visit = visits.begin("wangwu")
    page = visit.open(f"{HOME}record/donation")
    visit.fill(date="2026-07-08", donor="程建国", amount="1")
    page.wait_for_selector("#verdict >> text=人民币壹元整")
    page.fill("[name=amount]", "200")
    page.wait_for_selector("#verdict >> text=人民币贰佰元整")
    assert "规则都通过" in page.inner_text("#verdict")
    page.select_option("[name=channel]", "公开募捐-募捐箱")
    page.wait_for_selector("#verdict >> text=公开募捐")
    assert "这样不能记" in page.inner_text("#verdict")
    assert "慈善" in page.inner_text("#verdict")


def test_a_form_is_finished_with_the_keyboard_alone(visits: Visits, district: Path) -> None:
    before = len(vouchers(district))
    visit = visits.begin("wangwu")
    page = visit.open(f"{HOME}record/donation")
    seen = []
    for _ in range(60):
        page.keyboard.press("Tab")
        name = page.evaluate("document.activeElement.name || ''")
        seen.append(name)
        if name == "donor":
            page.keyboard.type("程建国")
        if name == "amount":
            page.keyboard.type("188.00")
        if name == "step" and page.evaluate("document.activeElement.value") == "write":
            page.keyboard.press("Enter")
            break
    page.wait_for_selector("text=已记账")
    assert {"date", "donor", "amount", "channel", "account", "fund", "receipt", "publish"} <= set(seen)
    assert len(vouchers(district)) == before + 1
    assert "188.00" in page.inner_text("main")


def test_enter_in_a_field_only_looks(visits: Visits, district: Path) -> None:
    before = vouchers(district)
    visit = visits.begin("wangwu")
    page = visit.open(f"{HOME}record/donation")
    visit.fill(donor="程建国", amount="50")
    page.press("[name=amount]", "Enter")
    page.wait_for_selector("#verdict >> text=伍拾元整")
    assert vouchers(district) == before


@pytest.mark.parametrize("width", [1280, 390])
def test_without_scripts_a_donation_is_looked_at_and_recorded(
    visits: Visits, district: Path, width: int
) -> None:
    before = len(vouchers(district))
    visit = visits.begin("wangwu", width=width, scripts=False)
    visit.open(f"{HOME}record/donation")
    visit.fill(date="2026-07-08", donor="程建国", amount="200")
    assert "人民币贰佰元整" in visit.send("look")
    assert len(vouchers(district)) == before
    assert "已记账" in visit.send()
    assert len(vouchers(district)) == before + 1


def test_a_draw_waits_for_the_second_person(visits: Visits, district: Path) -> None:
    before = len(vouchers(district))
    treasurer = visits.begin("wangwu")
    treasurer.open(f"{HOME}record/draw")
    treasurer.fill(date="2026-07-08", amount="500")
    said = treasurer.send()
    assert "待批" in said and "别人审批" in said and len(vouchers(district)) == before
    president = visits.begin("zhangsan", width=390)
    president.open(HOME)
    president.page.click("nav >> text=待批")
    president.page.click("td >> text=支取备用金")
    president.page.click("text=批准并记账")
    president.page.wait_for_selector("text=已记账")
    assert len(vouchers(district)) == before + 1
    books, _ = read(District(district).society(SOCIETY))
    assert books.transactions[-1].meta["recorded-by"] == "wangwu"
    assert books.transactions[-1].meta["approved-by"] == "zhangsan"


def test_a_double_click_and_the_back_button_record_once(visits: Visits, district: Path) -> None:
    before = len(vouchers(district))
    visit = visits.begin("wangwu", scripts=False)
    page = visit.open(f"{HOME}record/donation")
    visit.fill(date="2026-07-08", donor="程建国", amount="66")
    page.dblclick("button[value=write]")
    page.wait_for_selector("text=已记账")
    assert len(vouchers(district)) == before + 1
    page.go_back()  # to a fresh form: nothing of the one that was sent is kept in the browser
    assert page.input_value("[name=donor]") == ""
    assert "有几处还要改" in visit.send()
    assert len(vouchers(district)) == before + 1


def test_what_was_typed_comes_through_a_session_that_ended(visits: Visits, district: Path) -> None:
    before = vouchers(district)
    visit = visits.begin("wangwu")
    page = visit.open(f"{HOME}record/donation")
    visit.fill(date="2026-07-08", donor="程建国", amount="321")
    page.context.clear_cookies()
    page.click("button[value=write]")
    page.wait_for_selector("text=登录已过期")
    page.fill("input[name=user]", "wangwu")
    page.fill("input[name=password]", PASSWORD)
    page.click("button.main")
    page.click("button >> text=接着填")
    page.wait_for_selector("#verdict")
    assert page.input_value("[name=donor]") == "程建国" and page.input_value("[name=amount]") == "321"
    assert vouchers(district) == before
    assert "已记账" in visit.send()


def test_today_is_the_day_of_the_clock(visits: Visits, clock: Clock) -> None:
    clock.day = date(2026, 8, 3)
    assert "2026-08-03" in visits.begin("wangwu").open(HOME).inner_text("main")


def approve(president: Visit, word: str) -> None:
    """The second person finds the draft and approves it."""
    president.open(HOME)
    president.page.click("nav >> text=待批")
    president.page.click(f"td >> text={word}")
    president.page.click("button.main:has-text('批准')")
    president.page.wait_for_url("**/written/*")


def test_the_treasurers_month_from_the_first_gift_to_the_printed_notice(
    visits: Visits, clock: Clock, district: Path
) -> None:
    treasurer, president = visits.begin("wangwu", width=390), visits.begin("zhangsan")
    page = treasurer.page
    clock.day = date(2026, 7, 13)
    treasurer.open(HOME)
    page.click("main a:text-is('捐赠')")
    treasurer.fill(donor="程建国", amount="1500")
    assert "已记账" in treasurer.send()
    treasurer.open(f"{HOME}record/draw")
    treasurer.fill(amount="1000")
    assert "待批" in treasurer.send()
    approve(president, "支取备用金")
    treasurer.open(HOME)
    page.click("main a:text-is('受理')")
    treasurer.fill(
        name="汪小明",
        id_number=NUMBER,
        hamlet="上村组",
        relief="应急救助",
        matter="疾病",
        category="突发严重困难户",
    )
    said = treasurer.send()
    assert "汪*" in said and "汪小明" not in said and NUMBER not in said
    case = page.url.split("/")[-1].split("?")[0]
    page.click("main a:text-is('入户调查')")
    treasurer.fill(by="lisi", opinion="情况属实，建议救助八百元")
    treasurer.send()
    page.click("main a:text-is('审核')")
    treasurer.fill(amount="800", by="lisi")
    assert "待批" in treasurer.send()
    approve(president, "审核")
    treasurer.open(f"{HOME}cases/{case}")
    page.click("main a.main:has-text('发放')")
    assert page.input_value("[name=case]") == case
    treasurer.fill(amount="800")
    assert "待批" in treasurer.send()
    approve(president, "发放救助")
    treasurer.open(f"{HOME}cases/{case}")
    shown = page.inner_text("main")
    assert "发放" in shown and "800.00" in shown and "还差" not in shown
    clock.day = date(2026, 8, 3)
    treasurer.open(HOME)
    assert "2026-07" in page.inner_text("main")
    treasurer.open(f"{HOME}notices/2026-07")
    assert "汪*" in page.inner_text("main") and "汪小明" not in page.inner_text("main")
    page.click("main >> text=登记2026-08-03张贴")
    page.wait_for_selector("text=已登记张贴")
    with page.expect_download() as download:
        page.click("main >> text=下载打印")
    printed = Path(download.value.path()).read_bytes()
    assert printed.startswith(b"%PDF-")
    kept = District(district).society(SOCIETY).documents / "notices" / "2026-07.pdf"
    assert kept.read_bytes() == printed
    told = "".join(
        p.read_text(encoding="utf-8", errors="replace") for p in district.rglob("*") if p.is_file()
    )
    assert "汪小明" not in told and NUMBER not in told


def test_an_auditor_finds_the_paper_behind_a_finding(visits: Visits, clock: Clock) -> None:
    clock.day = date(2026, 9, 30)
    auditor = visits.begin("shenji")
    page = auditor.open(f"{HOME}findings")
    assert "公示" in page.inner_text("main") and "依据" in page.inner_text("main")
    page.goto(f"{auditor.at}{HOME}cases")
    page.click("main >> text=JZ-2026-0001")
    page.click("main a[href*='/written/'] >> nth=0")
    page.wait_for_url("**/written/*")
    assert "借方" in page.inner_text("main")
    page.goto(f"{auditor.at}/zhang/{SOCIETY}/journal/?filter=voucher%3A%222026-02-002%22")
    page.wait_for_selector("article ol.journal li.transaction")
    assert page.locator("article ol.journal li.transaction").count() == 1


def test_the_bureau_reads_its_board_of_52_societies(
    chromium: Browser, tmp_path: Path, quick_hashes: None, clock: Clock
) -> None:
    clock.day = date(2026, 7, 10)
    district = found_district(
        tmp_path / "徽州区", "huizhou", date(2026, 1, 1), "caizheng", demo.at(date(2026, 1, 4))
    )
    for number in range(52):
        _society(district, number)
    Users(district.folder).add("quji", "区财政局", Role.BUREAU, PASSWORD)
    with served(district.folder) as at:
        visits = Visits(chromium, at)
        page = visits.begin("quji").page
        page.goto(f"{at}/board")
        expect(page.locator("p[role=status]")).to_have_count(
            0, timeout=120_000
        )  # the page asks again by itself
        rows = page.locator(".board >> nth=0 >> tbody tr")
        assert rows.count() == 52 and "52社" in page.inner_text("h1")
        total = page.inner_text("tfoot")
        assert "汇总" in total and "520,000.00" in total
        page.click("thead >> text=结余")
        shown = page.locator(".board >> nth=0 >> tbody td[data-title=结余]").all_inner_texts()
        amounts = [Decimal(each.replace(",", "")) for each in shown]
        assert len(amounts) == 52 and amounts in (sorted(amounts), sorted(amounts, reverse=True))
        page.select_option("[name=township]", "潜口镇")
        page.click("button >> text=查找")
        page.wait_for_url("**township=*")
        assert rows.count() == 13 and "130,000.00" in page.inner_text("tfoot")
        page.click(".board tbody a >> nth=0")
        page.wait_for_url("**/s/*/")
        assert "潜口镇" in page.inner_text("nav.links") and "10,000.00" in page.inner_text("main")
        assert page.locator("main .often").count() == 0, "a bureau writes nothing in a society's books"
        visits.end()


def _society(district: District, number: int) -> None:
    """A society that has had its subsidy, and one gift of an amount of its own."""
    township = ("岩寺镇", "潜口镇", "呈坎镇", "西溪南镇")[number % 4]
    day = date(2026, 6, 20)
    society = found_society(
        district, f"cun-{number:02d}", at=demo.at(day), registered=day, recorded_by="wangwu",
        name=f"徽州区{township}第{number}村救急难互助社", uscc=demo.uscc(number + 1), township=township, village=f"第{number}村",
        kind="村", bank="农商行基本户", seed_as="income", float_ceiling="3000.00",
        officers={"社长": "zhangsan=张三", "秘书长": "lisi=李四", "会计": "wangwu=王五", "出纳": "zhaoliu=赵六"},
    )  # fmt: skip
    bank = chart.bank_account(1, "农商行基本户")
    came = {"date": date(2026, 6, 25), "recorded_by": "wangwu", "account": bank}
    events = [
        Subsidy(**came, amount="10000.00", narration="启动资金补助", payer="区财政局", budget_line="2080299",
                document_no=f"徽财社〔2026〕{number}号"),
        Donation(**came, amount=f"{100 + number * 7}.00", narration="捐款", donor="程建国", channel="主动捐赠",
                 receipt="自愿放弃"),
    ]  # fmt: skip
    journal.record(society, [Request(e, f"{number}-{n}", demo.at(day)) for n, e in enumerate(events)])
