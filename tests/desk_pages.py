"""One example of every page of the desk, for those who look at them all: who opens it, and where.

python -m tests.desk_pages FOLDER        takes a picture of each, as wide as a desk and as a phone
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from huzhu import session
from huzhu.desk.app import create
from huzhu.desk.drafts import APPROVED, RETURNED
from huzhu.desk.entry.kinds import KINDS
from ledger import journal
from ledger.district import RESERVED, District
from ledger.events.cases import CaseOpened, FirstAid
from ledger.journal import Request
from tests.chromium import QUIET
from tests.desk_books import PASSWORD, desk_of
from tests.desk_village import SOCIETY, TODAY, served, village

HOME = f"/s/{SOCIETY}/"
WIDTHS = (1280, 390)
PAPER = Path(__file__).parent / "papers/wechat/微信支付账单流水文件(20260320-20260329)_2025版.xlsx"
EXAMPLES: dict[str, list[tuple[str, str]]] = {
    "sign_in_page": [("", "/login")],
    "own_password": [("wangwu", "/password")],
    "books": [("quji", "/books")],
    "board": [("quji", "/board"), ("xiangzhen", "/board")],
    "all_findings": [("shenji", "/findings")],
    "review": [("wangwu", "/review"), ("shenji", "/review")],
    "today": [("wangwu", HOME), ("shenji", HOME)],
    "record_list": [("wangwu", f"{HOME}record"), ("zhangsan", f"{HOME}record")],
    "record_form": [("wangwu", f"{HOME}record/{kind.slug}") for kind in KINDS],
    "written": [("wangwu", f"{HOME}written/60"), ("shenji", f"{HOME}written/20")],
    "drafts": [("zhangsan", f"{HOME}drafts")],
    "draft": [
        ("zhangsan", f"{HOME}drafts/1"),
        ("wangwu", f"{HOME}drafts/1"),
        ("wangwu", f"{HOME}drafts/3"),
        ("wangwu", f"{HOME}drafts/4"),
    ],
    "cases": [("wangwu", f"{HOME}cases"), ("xiangzhen", f"{HOME}cases")],
    "case": [("wangwu", f"{HOME}cases/JZ-2026-000{number}") for number in (1, 2, 4, 7, 8)],
    "case_new": [("wangwu", f"{HOME}cases/new")],
    "case_step": [("zhangsan", f"{HOME}cases/JZ-2026-0007/survey")],
    "case_papers": [("wangwu", f"{HOME}cases/JZ-2026-0001/papers")],
    "person": [("zhangsan", f"{HOME}people/P-111111111111"), ("quji", f"{HOME}people/P-111111111111")],
    "archive": [("zhangsan", f"{HOME}archive")],
    "notices": [("wangwu", f"{HOME}notices")],
    "notice": [
        ("wangwu", f"{HOME}notices/2026-05"),
        ("wangwu", f"{HOME}notices/2026-04"),
        ("xiangzhen", f"{HOME}notices/2026-02"),
    ],
    "closing": [("wangwu", f"{HOME}closing/2026-06")],
    "statements": [("wangwu", f"{HOME}statements")],
    "row": [("wangwu", f"{HOME}rows")],
    "reconciliation": [("wangwu", f"{HOME}reconciliation?month=2026-03")],
    "findings": [("shenji", f"{HOME}findings?as-of=2026-09-30"), ("wangwu", f"{HOME}findings")],
    "subsidy": [("shenji", f"{HOME}subsidy"), ("quji", f"{HOME}subsidy?of=all")],
    "trail": [("shenji", f"{HOME}trail")],
    "pack": [("shenji", f"{HOME}audit-pack")],
    "looks": [("shenji", f"{HOME}looks")],
    "papers": [("wangwu", f"{HOME}papers"), ("xiangzhen", f"{HOME}papers?period=2026-06")],
    "paper": [
        ("wangwu", f"{HOME}papers/activities?period=2026-05&draft=1"),
        ("wangwu", f"{HOME}papers/balance-sheet?period=2026-07"),
        ("wangwu", f"{HOME}papers/application?case=JZ-2026-0001"),
        ("wangwu", f"{HOME}papers/vouchers?period=2026-06&draft=1"),
        ("shenji", f"{HOME}papers/case-file?case=JZ-2026-0001"),
        ("xiangzhen", f"{HOME}papers/filing?period=2026-05"),
        ("quji", f"{HOME}papers/subsidy-trace?draft=1"),
    ],
    "paper_behind": [("shenji", f"{HOME}papers/behind/activities:1:year-total?period=2026-05")],
    "district_papers": [("quji", "/papers")],
    "district_paper": [
        ("quji", "/papers/progress?period=2026-06"),
        ("xiangzhen", "/papers/progress?period=2026-06"),
    ],
    "bureau": [("quji", "/bureau"), ("shenji", "/bureau")],
    "bureau_pay": [("quji", "/bureau/pay")],
    "bureau_written": [("quji", "/bureau/written/2")],
    "bureau_drafts": [("quji", "/bureau/drafts")],
    "bureau_draft": [("quzhang", "/bureau/drafts/2")],
    "bureau_acts": [("shenji", "/bureau/acts")],
    "admin": [("guanli", "/admin")],
    "admin_users": [("guanli", "/admin/users")],
    "admin_user_new": [("guanli", "/admin/users/add")],
    "admin_user": [("guanli", "/admin/users/wangwu")],
    "admin_acts": [("guanli", "/admin/acts")],
    "admin_societies": [("guanli", "/admin/societies")],
    "admin_society_new": [("guanli", "/admin/societies/new")],
    "admin_keys": [("guanli", "/admin/keys")],
    "admin_backups": [("guanli", "/admin/backups")],
    "admin_health": [("guanli", "/admin/health")],
}
"""Who opens which page, by endpoint."""


def _too_much(page: Page) -> None:
    """More cash than the drawer may hold, looked at."""
    page.fill("#f-amount", "9000")
    page.click("button[value=look]")


def _incomplete(page: Page) -> None:
    """Relief of which nothing is filled in."""
    page.click("button[value=write]")


def _a_paper(page: Page) -> None:
    """A bank's paper, read and not yet booked."""
    page.set_input_files("input[type=file]", PAPER)
    page.click("button.main")


def _not_known(page: Page) -> None:
    """A check code that stands nowhere."""
    page.fill("input[name=code]", "0123-4567-89ab-cdef")
    page.click("main form button")


LED: dict[str, tuple[str, str, Callable[[Page], None]]] = {
    "refused": ("wangwu", f"{HOME}record/draw", _too_much),
    "incomplete": ("wangwu", f"{HOME}record/relief", _incomplete),
    "a_paper": ("wangwu", f"{HOME}statements", _a_paper),
    "not_known": ("shenji", f"{HOME}trail", _not_known),
}
"""Pages that only a form leads to: who fills it in, where it stands, and how."""
NO_PAGES = {
    "static", "home", "row_first", "board_file", "notice_pdf", "reconciliation_file", "subsidy_file", "statement",
    "enter", "paper_file", "district_paper_file",
}  # fmt: skip
"""What is asked for with GET and is no page of its own: files, what only leads on, and what stands on another's answer."""


def prepared(where: Path) -> Path:
    """A district in which every example has something to show."""
    district = village(where)
    app = create(district)
    fields = {
        "date": TODAY.isoformat(), "recorded_by": "wangwu", "amount": "500.00", "narration": "支取备用金",
        "account": "Assets:1002银行存款:01农商行基本户", "fund": "03社会捐赠", "paid_by": "zhaoliu",
        "approved_by": "zhangsan",
    }  # fmt: skip
    at = f"{TODAY}T09:00:00+08:00"
    drafts = desk_of(app).drafts
    drafts.add(SOCIETY, "draw", fields, recorded_by="wangwu", key="d" * 32, at=at)
    pay = {
        "date": TODAY.isoformat(), "recorded_by": "quji", "amount": "10000.00", "narration": "互助社启动资金补助",
        "payee": "徽州区岩寺镇石岗村救急难互助社", "society": SOCIETY, "budget_line": "2080299",
        "document_no": "徽财社〔2026〕13号", "approved_by": "quzhang", "paid_by": "zhifu",
    }  # fmt: skip
    drafts.add(RESERVED, "bureau-payment", pay, recorded_by="quji", key="e" * 32, at=at)
    for key, state, told in (("1" * 32, APPROVED, "60"), ("2" * 32, RETURNED, "请先把上次的备用金报销清楚")):
        draft = drafts.add(SOCIETY, "draw", fields, recorded_by="wangwu", key=key, at=at)
        drafts.settle(draft, state, by="zhangsan", at=at, said=told)
    opened = CaseOpened(
        date=TODAY, recorded_by="wangwu", case="JZ-2026-0007", person="P-111111111111", household="P-111111111111",
        label="方*", category="突发严重困难户", matter="疾病", relief="应急救助",
    )  # fmt: skip
    urgent = opened.model_copy(
        update={
            "case": "JZ-2026-0008",
            "person": "P-222222222222",
            "household": "P-222222222222",
            "label": "洪*",
        }
    )
    aid = FirstAid(
        date=TODAY, recorded_by="wangwu", case="JZ-2026-0008", label="洪*", kind="应急救助", reason="车祸住院，急等手术费",
        amount=Decimal("1000.00"), method="转账", account=fields["account"], fund=fields["fund"], paid_by="zhaoliu",
        approved_by="zhangsan", narration="先行救助（疾病）",
    )  # fmt: skip
    society = District(district).society(SOCIETY)
    for key, event in (("f" * 32, opened), ("3" * 32, urgent), ("4" * 32, aid)):
        journal.record(society, [Request(event, key, at)])
    return district


@contextmanager
def signed_in(browser: Browser, at: str, user: str, width: int) -> Iterator[Page]:
    """A browser in which that person is signed in; nobody where no person is named."""
    context = browser.new_context(viewport={"width": width, "height": 900}, locale="zh-CN")
    page = context.new_page()
    if user:
        page.goto(f"{at}/login")
        page.fill("input[name=user]", user)
        page.fill("input[name=password]", PASSWORD)
        page.press("input[name=password]", "Enter")
        page.wait_for_selector("form.who")
    yield page
    context.close()


def by_person() -> dict[str, list[tuple[str, str]]]:
    """The examples as (endpoint, path), by who opens them."""
    found: dict[str, list[tuple[str, str]]] = {}
    for endpoint, examples in EXAMPLES.items():
        for user, path in examples:
            found.setdefault(user, []).append((endpoint, path))
    return found


def main(folder: Path) -> None:
    """Take a picture of each page."""
    folder.mkdir(parents=True, exist_ok=True)
    session.today = lambda: TODAY
    with tempfile.TemporaryDirectory() as where, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=list(QUIET))
        with served(prepared(Path(where))) as at:
            for width in WIDTHS:
                for user, examples in by_person().items():
                    with signed_in(browser, at, user, width) as page:
                        for number, (endpoint, path) in enumerate(examples):
                            page.goto(at + path)
                            page.wait_for_load_state("networkidle")
                            page.screenshot(
                                path=folder / f"{endpoint}-{user}-{number}-{width}.png", full_page=True
                            )
                for name, (user, path, lead) in LED.items():
                    with signed_in(browser, at, user, width) as page:
                        page.goto(at + path)
                        lead(page)
                        page.wait_for_load_state("networkidle")
                        page.screenshot(path=folder / f"{name}-{user}-{width}.png", full_page=True)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
