"""The desk as tests start it: `pytest_plugins = ["tests.desk_fixtures"]`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask
from playwright.sync_api import Browser, sync_playwright

from huzhu.desk import passwords
from huzhu.desk.app import create
from tests.chromium import QUIET
from tests.desk_books import build_district


@pytest.fixture
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Hash passwords in a moment; what the real ones cost is for test_desk_users to say."""
    monkeypatch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    passwords._nobodys.cache_clear()
    yield
    passwords._nobodys.cache_clear()


@pytest.fixture
def desk_district(tmp_path: Path, quick_hashes: None) -> Path:
    """A fresh district."""
    return build_district(tmp_path / "徽州区")


@pytest.fixture
def desk(desk_district: Path) -> Flask:
    """The desk on it."""
    return create(desk_district)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A browser, for all tests of a module."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=list(QUIET))
        yield browser
        browser.close()
