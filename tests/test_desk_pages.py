"""Every page of the desk, as a browser shows it: no serious fault of accessibility, and it fits a phone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from huzhu.desk.app import create
from tests.desk_books import desk_of
from tests.desk_pages import EXAMPLES, LED, NO_PAGES, WIDTHS, by_person, prepared, signed_in
from tests.desk_village import Clock, served

pytest_plugins = ["tests.desk_fixtures"]


@pytest.fixture
def desk_at(tmp_path: Path, quick_hashes: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    Clock().set(monkeypatch)
    with served(prepared(tmp_path)) as at:
        yield at


def test_every_page_has_an_example(tmp_path: Path, quick_hashes: None) -> None:
    pages = desk_of(create(prepared(tmp_path))).pages.pages
    asked = {endpoint for endpoint, page in pages.items() if "GET" in page.methods}
    missing = asked - EXAMPLES.keys() - NO_PAGES
    assert not missing, f"tests/desk_pages.py wants an example of: {sorted(missing)}"
    assert EXAMPLES.keys() <= asked


@pytest.mark.parametrize("user", by_person())
@pytest.mark.parametrize("width", WIDTHS)
def test_no_serious_fault_and_nothing_too_wide(
    chromium: Browser, desk_at: str, user: str, width: int
) -> None:
    with signed_in(chromium, desk_at, user, width) as page:
        faults = [fault for _, path in by_person()[user] for fault in _faults(page, desk_at, path)]
    assert faults == []


@pytest.mark.parametrize("width", WIDTHS)
def test_what_a_form_leads_to_is_no_worse(chromium: Browser, desk_at: str, width: int) -> None:
    faults = []
    for name, (user, path, lead) in LED.items():
        with signed_in(chromium, desk_at, user, width) as page:
            page.goto(desk_at + path)
            lead(page)
            page.wait_for_load_state("networkidle")
            faults += _shown(page, name)
    assert faults == []


def _faults(page: Page, at: str, path: str) -> Iterator[str]:
    answer = page.goto(at + path)
    assert answer is not None
    if answer.status != 200:
        yield f"{path}: {answer.status}"
    else:
        yield from _shown(page, path)


def _shown(page: Page, path: str) -> Iterator[str]:
    """What is wrong with the page that the browser shows."""
    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
        yield f"{path}: 比屏幕宽"
    if page.locator("h1").count() != 1:
        yield f"{path}: {page.locator('h1').count()} 个标题"
    for violation in Axe().run(page).response["violations"]:
        if violation["impact"] in ("serious", "critical"):
            yield f"{path}: {violation['id']} {[node['target'] for node in violation['nodes']][:4]}"
