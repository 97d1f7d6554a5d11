"""What was typed is not lost when a session ends meanwhile, and comes back to be looked at, never as a thing done."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.desk_books import PASSWORD
from tests.desk_writing import HERE, Visitor, WritingDesk, fields, said, writing_desk

pytest_plugins = ["tests.desk_fixtures"]

GIFT = {"donor": "老王", "amount": "200"}


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick_hashes: None) -> WritingDesk:
    """A desk on a society with its start-up money."""
    return writing_desk(tmp_path, monkeypatch)


def _signed_out(visitor: Visitor) -> None:
    """As when the half hour is over, or the browser forgot."""
    visitor.client.delete_cookie("huzhu")


def _mark(visitor: Visitor, page: str) -> str:
    """For whom that page was drawn."""
    found = re.search(r'name="kept" value="(\w+)"', visitor.client.get(page).text)
    assert found
    return found[1]


def test_a_form_whose_session_ended_comes_back_whole_and_unwritten(desk: WritingDesk) -> None:
    treasurer, had = desk.enter("wangwu"), desk.events
    data = treasurer.form("donation", **GIFT)
    _signed_out(treasurer)
    asked = treasurer.post("donation", data)
    assert asked.status_code == 400 and "您填的内容还在" in said(asked)
    wrong = treasurer.client.post("/login", data=fields(asked.text) | {"user": "wangwu", "password": "不对"})
    assert wrong.status_code == 401
    back = treasurer.client.post("/login", data=fields(wrong.text) | {"user": "wangwu", "password": PASSWORD})
    assert "接着填" in said(back) and "还没有记上" in said(back)
    assert desk.events == had
    kept = fields(back.text)
    assert kept["donor"] == "老王" and kept["key"] == data["key"] and "step" not in kept
    shown = treasurer.post("donation", kept, "look")
    assert shown.status_code == 200 and fields(shown.text)["donor"] == "老王"
    assert desk.events == had
    assert treasurer.post("donation", fields(shown.text)).status_code == 303
    assert desk.events == had + 1


def test_the_button_of_the_page_that_hands_words_back_only_looks(desk: WritingDesk) -> None:
    treasurer = desk.enter("wangwu")
    data = treasurer.form("donation", **GIFT) | {"csrf_token": "stale"}
    page = treasurer.post("donation", data)
    assert page.status_code == 200 and "您填的内容还在" in said(page)
    assert 'name="step" value="look"' in page.text and 'value="write"' not in page.text


def test_a_step_smuggled_through_the_sign_in_is_not_taken(desk: WritingDesk) -> None:
    visitor, form = Visitor(desk.app.test_client()), f"{HERE}/record/donation"
    typed = {"kept": _mark(desk.enter("wangwu"), form), "step": "write", "donor": "老王"}
    back = visitor.sign_in("wangwu", next=form, **{f"typed.{name}": word for name, word in typed.items()})
    assert back.text.count('name="step"') == 1 and 'value="write"' not in back.text


def test_a_stale_page_writes_nothing(desk: WritingDesk) -> None:
    treasurer, had = desk.enter("wangwu"), desk.events
    page = treasurer.post("donation", treasurer.form("donation", **GIFT) | {"csrf_token": "stale"})
    assert desk.events == had
    assert treasurer.post("donation", fields(page.text)).status_code == 303


def test_an_approval_whose_session_ended_is_asked_for_again(desk: WritingDesk) -> None:
    draft = desk.enter("wangwu").draft("draw", amount="500")
    officer, had = desk.enter("zhangsan"), desk.events
    data = {"csrf_token": "x", "kept": _mark(officer, draft), "step": "write"}
    _signed_out(officer)
    asked = officer.client.post(f"{draft}/approve", data=data)
    back = officer.client.post("/login", data=fields(asked.text) | {"user": "zhangsan", "password": PASSWORD})
    page = officer.client.post(f"{draft}/approve", data=fields(back.text) | {"step": "look"})
    assert desk.events == had
    assert page.status_code == 200 and "还没有批准" in said(page)
    assert officer.act(draft, "approve").status_code == 303


def test_a_reason_typed_before_the_session_ended_is_still_there(desk: WritingDesk) -> None:
    draft, officer = desk.enter("wangwu").draft("draw", amount="500"), desk.enter("zhangsan")
    data = {"csrf_token": "stale", "kept": _mark(officer, draft), "reason": "金额不对", "step": "write"}
    back = officer.client.post(f"{draft}/return", data=data)
    page = officer.client.post(f"{draft}/return", data=fields(back.text) | {"step": "look"})
    assert "还没有退回" in said(page) and 'value="金额不对"' in page.text
    looked = desk.enter("wangwu").act(draft, "withdraw", step="look")
    assert "还没有撤回" in said(looked) and "待批" in said(looked)


def test_what_is_kept_is_bounded(desk: WritingDesk) -> None:
    visitor = Visitor(desk.app.test_client())
    data = {f"f{n}": "x" * 3000 for n in range(60)} | {"kept": "1"}
    page = visitor.client.post(f"{HERE}/record/donation", data=data)
    assert page.status_code == 400
    assert "x" * 2000 in page.text and "x" * 2001 not in page.text
    many = visitor.client.post(
        f"{HERE}/record/donation", data={f"f{n}": "x" for n in range(400)} | {"kept": "1"}
    )
    assert many.text.count('name="typed.') == 200


def test_words_of_a_form_that_wants_none_kept_are_not(desk: WritingDesk) -> None:
    visitor = Visitor(desk.app.test_client())
    page = visitor.client.post(f"{HERE}/record/donation", data={"donor": "老王"})
    assert page.status_code == 400 and "老王" not in page.text


def test_somebody_else_who_signs_in_on_the_page_is_not_handed_the_words(desk: WritingDesk) -> None:
    treasurer = desk.enter("wangwu")
    data = treasurer.form("donation", **GIFT)
    _signed_out(treasurer)
    asked = treasurer.post("donation", data)
    answer = treasurer.client.post(
        "/login", data=fields(asked.text) | {"user": "zhangsan", "password": PASSWORD}
    )
    assert answer.headers["Location"] == "/" and "老王" not in answer.text


def test_a_page_of_somebody_else_sent_in_ones_own_session_is_not_handed_over(desk: WritingDesk) -> None:
    treasurer = desk.enter("wangwu")
    data = treasurer.form("donation", **GIFT)
    _signed_out(treasurer)
    treasurer.sign_in("zhangsan")
    answer = treasurer.post("donation", data)
    assert answer.status_code == 400 and "老王" not in answer.text and "另一个人" in said(answer)
