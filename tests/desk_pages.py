"""One example of every page of the desk, for those who look at them all: who opens it, and where.

    python -m tests.desk_pages FOLDER        takes a picture of each, as wide as a desk and as a phone
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from huzhu import session
from huzhu.desk.app import create
from huzhu.desk.entry.kinds import KINDS
from tests.desk_books import PASSWORD, desk_of
from tests.desk_village import SOCIETY, TODAY, served, village
from tests.test_desk_browser import QUIET

HOME = f"/s/{SOCIETY}/"
WIDTHS = (1280, 390)
EXAMPLES: dict[str, list[tuple[str, str]]] = {
    "sign_in_page": [("", "/login")],
    "books": [("quji", "/books")],
    "review": [("wangwu", "/review")],
    "today": [("wangwu", HOME), ("shenji", HOME)],
    "record_list": [("wangwu", f"{HOME}record")],
    "record_form": [("wangwu", f"{HOME}record/{kind.slug}") for kind in KINDS],
    "written": [("wangwu", f"{HOME}written/60")],
    "drafts": [("zhangsan", f"{HOME}drafts")],
    "draft": [("zhangsan", f"{HOME}drafts/1")],
}
"""Who opens which page, by endpoint."""
NO_PAGES = {"static", "home"}
"""What is asked for with GET and is no page: files, and what only leads on."""


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
    desk_of(app).drafts.add(SOCIETY, "draw", fields, recorded_by="wangwu", key="d" * 32, at=at)
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
                            page.screenshot(path=folder / f"{endpoint}-{number}-{width}.png", full_page=True)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
