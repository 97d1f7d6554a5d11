"""The desk in a real browser: served, signed in to, looked at, and attacked with what a payee may hold."""

from __future__ import annotations

import socket
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from huzhu.desk.serve import CannotListen, address, prepare, serve
from tests.desk_books import PASSWORD, XSS, signed_in

pytest_plugins = ["tests.desk_fixtures"]


@pytest.fixture
def served(desk_district: Path) -> Iterator[str]:
    server = prepare(desk_district, "127.0.0.1", 0)
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    yield address(server, "127.0.0.1").rstrip("/")
    server.stop()
    thread.join(10)


@pytest.fixture(params=[1280, 390])
def page(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": request.param, "height": 844}, locale="en-US")
    yield context.new_page()
    context.close()


def enter(page: Page, served: str, user: str) -> None:
    page.goto(f"{served}/login?next=/books")
    page.fill("input[name=user]", user)
    page.fill("input[name=password]", PASSWORD)
    page.click("button.main")
    page.wait_for_url(f"{served}/books")


def wide(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))


def test_signing_in_looking_and_signing_out(page: Page, served: str) -> None:
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda line: wrong.append(line.text) if line.type == "error" else None)
    page.goto(served)
    assert page.url == f"{served}/login"
    assert not wide(page)
    enter(page, served, "shezhang-b")
    assert page.inner_text("h2").startswith("乙村互助社")
    assert not wide(page)
    page.click("text=业务活动表")
    page.wait_for_selector("article ol")
    shown = page.inner_text("article")
    for word in ("收入", "4101捐赠收入", "1,000.00", "本期结余", "700.00", "费用"):
        assert word in shown, word
    assert "Expenses" not in shown
    page.goto(f"{served}/zhang/bb/journal/")
    page.wait_for_selector(".journal .postings", state="visible")
    assert "-300.00 元" in page.inner_text("article")
    page.goto(f"{served}/zhang/bb/holdings/")
    page.wait_for_selector("article td")
    page.goto(f"{served}/books")
    page.click("text=退出")
    page.wait_for_url(f"{served}/login")
    assert wrong == []


def test_what_cannot_be_used_is_not_offered(page: Page, served: str) -> None:
    enter(page, served, "shezhang-b")
    page.goto(f"{served}/zhang/bb/query/?query_string=SELECT account")
    page.wait_for_selector("article td")
    if page.is_visible(".aside-buttons button"):
        page.click(".aside-buttons button")
    assert page.is_visible("aside >> text=资产负债表")
    for word in ("编辑器", "导入", "选项", "帮助", "下载为", "CSV", "+", "⬇"):
        assert not page.is_visible(f"text={word}"), word


def test_an_entrys_context_is_shown_without_its_source(page: Page, served: str) -> None:
    enter(page, served, "shezhang-b")
    failed: list[str] = []
    page.on("response", lambda answer: failed.append(answer.url) if answer.status >= 400 else None)
    page.goto(f"{served}/zhang/bb/journal/")
    page.locator(".journal .datecell a").first.click()
    page.wait_for_selector("text=societies/bb/journal/2026-07.beancount")
    page.wait_for_timeout(300)
    assert failed == []


@pytest.mark.parametrize(
    "where",
    ["journal/", "account/Assets:1001现金:03社会捐赠/", "query/?query_string=SELECT payee, narration"],
)
def test_what_a_payee_holds_is_text(page: Page, served: str, where: str) -> None:
    enter(page, served, "kuaiji-a")
    page.goto(f"{served}/zhang/aa/{where}")
    page.wait_for_selector(f"text={XSS[:14]}")
    page.wait_for_timeout(300)
    assert page.evaluate("document.body.dataset.owned") is None
    assert page.locator("article img").count() == 0


def test_script_that_got_in_all_the_same_is_not_run(page: Page, served: str) -> None:
    enter(page, served, "kuaiji-a")
    page.goto(f"{served}/zhang/aa/journal/")
    page.wait_for_selector(".journal li")
    page.evaluate("html => document.querySelector('article').insertAdjacentHTML('beforeend', html)", XSS)
    page.wait_for_timeout(500)
    assert page.locator("article img").count() == 1
    assert page.evaluate("document.body.dataset.owned") is None


def test_the_fetched_page_is_the_tested_page(desk: Flask) -> None:
    """The evil payee stands in the books that the browser was shown."""
    rows = (
        signed_in(desk, "kuaiji-a")
        .get("/zhang/aa/api/query?query_string=SELECT narration")
        .json["data"]["rows"]
    )
    assert [XSS] in rows


class TestServing:
    def test_it_says_when_it_is_ready_and_where(
        self, desk_district: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from cheroot.wsgi import Server

        told: list[tuple[str, int]] = []

        def ready(where: str) -> None:
            told.append((where, 0))

        def interrupted(server: Server) -> None:
            told.append(("serving", server.bind_addr[1]))
            raise KeyboardInterrupt

        monkeypatch.setattr(Server, "serve", interrupted)
        serve(desk_district, port=0, on_ready=ready)
        assert [what for what, _ in told] == [f"http://127.0.0.1:{told[1][1]}/", "serving"]

    def test_a_port_in_use_is_told(self, desk_district: Path) -> None:
        with socket.socket() as other:
            other.bind(("127.0.0.1", 0))
            other.listen()
            port = other.getsockname()[1]
            with pytest.raises(CannotListen, match=f"端口 {port}"):
                serve(desk_district, port=port)

    def test_a_desk_that_is_open_already_is_told(self, desk_district: Path, served: str) -> None:
        with pytest.raises(CannotListen, match="已有程序在用"):
            prepare(desk_district, "127.0.0.1", int(served.rsplit(":", 1)[1]))

    def test_it_makes_no_user(self, tmp_path: Path, quick_hashes: None) -> None:
        from huzhu.desk.users import Users

        (tmp_path / "district.beancount").write_text('option "title" "区"\n', encoding="utf-8")
        prepare(tmp_path, "127.0.0.1", 0).stop()
        assert Users(tmp_path).everyone() == []

    def test_a_foreign_host_and_a_long_header_are_refused(self, served: str) -> None:
        for header, value, code in (("Host", "evil.example", 403), ("X-Long", "x" * 40_000, 413)):
            with pytest.raises(urllib.error.HTTPError) as refused:
                urllib.request.urlopen(urllib.request.Request(f"{served}/login", headers={header: value}))
            assert refused.value.code == code
            refused.value.close()
