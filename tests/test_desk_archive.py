"""The archive at the desk: whose key opens it and for how long, and that every look is written down before it is one."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import pytest

from huzhu import archives, keyring, recording, session
from huzhu.desk import opened as memory
from huzhu.desk.opened import Holder, Opened
from ledger import journal
from ledger.confidential import access
from ledger.confidential.archive import Archive
from ledger.events.facts import KeyRetired
from tests.desk_books import desk_of, token
from tests.desk_cases import HEAD, JPG, NAME, NUMBER, PDF, PLACE, CaseDesk, Hand, case_desk, plain
from tests.desk_fixtures import quick_hashes
from tests.officers import ACCOUNTANT, AUDITOR, PRESIDENT

__all__ = ["case_desk", "quick_hashes"]


@pytest.fixture
def known(case_desk: CaseDesk) -> CaseDesk:
    """A desk whose archive knows one person, with one paper."""
    case_desk.begin_archive()
    treasurer = case_desk.enter("wangwu")
    treasurer.open_archive("wangwu")
    number = treasurer.accept()
    assert treasurer.file(number, JPG).status_code == 303
    assert treasurer.file(number, PDF).status_code == 303
    treasurer.send("/archive/close", from_="/archive")
    return case_desk


def person(desk: CaseDesk) -> str:
    return keyring.pseudonym(desk.society, NUMBER)


def looks(desk: CaseDesk) -> list[dict[str, str]]:
    there = access.path(desk.society)
    return [json.loads(line) for line in there.read_text().splitlines()] if there.exists() else []


def look(hand: Hand, desk: CaseDesk, reason: str = "复核救助资格") -> Any:
    return hand.send(f"/people/{person(desk)}/look", from_="/archive", reason=reason)


def test_whoever_is_accepted_while_the_archive_is_open_is_sealed_into_it(known: CaseDesk) -> None:
    archive = Archive(known.society, PRESIDENT, archives.trusted(known.society))
    assert archive.person(person(known)).name == NAME
    assert known.tells(NAME, NUMBER) == []


def test_a_name_that_does_not_fit_the_number_accepts_nobody(known: CaseDesk) -> None:
    treasurer = known.enter("wangwu")
    treasurer.open_archive("wangwu")
    events = len(journal.seen(known.society).events)
    answer = treasurer.send(
        "/cases/new", date="2026-07-10", name="汪别人", id_number=NUMBER, relief="应急救助", matter="意外",
        category="其他困难人员", found="本人申请",
    )  # fmt: skip
    assert answer.status_code == 422
    assert "另一个姓名" in plain(answer)
    assert "huzhu" not in plain(answer)
    assert len(journal.seen(known.society).events) == events


def test_name_and_papers_show_after_the_look_was_written_down(known: CaseDesk) -> None:
    officer = known.enter("zhangsan")
    assert NAME not in officer.see(f"/people/{person(known)}").text
    assert officer.open_archive("zhangsan").status_code == 303
    assert NAME not in officer.see(f"/people/{person(known)}").text, "an open archive alone shows nobody"
    assert looks(known) == []
    answer = look(officer, known)
    assert NAME in answer.text
    assert NUMBER in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    wanted = {"who": "zhangsan", "key": "zhangsan", "person": person(known), "reason": "复核救助资格"}
    assert wanted.items() <= looks(known)[0].items()
    assert list(access.troubles(known.society)) == []


def test_a_paper_is_shown_alone_and_can_do_nothing(known: CaseDesk) -> None:
    officer = known.enter("zhangsan")
    officer.open_archive("zhangsan")
    facts = journal.seen(known.society).books.facts.of("案卷材料", "归档")[-2:]
    for fact, content, way in zip(facts, (JPG, PDF), ("inline", "attachment"), strict=True):
        before = len(looks(known))
        answer = officer.send(
            f"/people/{person(known)}/papers/{fact.text('sha256')}", from_="/archive", reason="核对原件"
        )
        assert answer.data == content
        assert answer.headers["Content-Disposition"].startswith(way)
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "no-store"
        policy = answer.headers["Content-Security-Policy"]
        assert "sandbox" in policy
        assert "default-src 'none'" in policy
        assert len(looks(known)) == before + 1


def test_where_the_look_cannot_be_written_down_nothing_is_shown(
    known: CaseDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    officer = known.enter("zhangsan")
    officer.open_archive("zhangsan")
    access.path(known.society).mkdir()
    fact = journal.seen(known.society).books.facts.of("案卷材料", "归档")[-2]
    answers = [
        look(officer, known),
        officer.send(
            f"/people/{person(known)}/papers/{fact.text('sha256')}", from_="/archive", reason="核对"
        ),
    ]
    for answer in answers:
        assert answer.status_code >= 400
        assert NAME not in answer.text
        assert JPG not in answer.data


def test_a_look_is_on_the_disk_before_the_page_is_made(
    known: CaseDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from huzhu.desk.cases import person as page

    officer, seen = known.enter("zhangsan"), []
    officer.open_archive("zhangsan")

    def lines(*_: Any) -> list[str]:
        seen.extend(looks(known))
        return ["（档案）"]

    monkeypatch.setattr(page, "lines", lines)
    look(officer, known)
    assert len(seen) == 1


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("", "请写明为什么要看"),
        ("长" * 201, "请写明为什么要看"),
        (f"看{NAME}", "不要写姓名"),
        ("号码13800138000", "请改成不含号码"),
    ],
)
def test_a_look_has_a_reason_that_tells_nobody(known: CaseDesk, reason: str, said: str) -> None:
    officer = known.enter("zhangsan")
    officer.open_archive("zhangsan")
    answer = look(officer, known, reason)
    assert answer.status_code == 422
    assert said in plain(answer)
    assert NUMBER not in answer.text
    assert looks(known) == []


def test_a_reason_that_names_somebody_shows_no_paper_either(known: CaseDesk) -> None:
    officer = known.enter("zhangsan")
    officer.open_archive("zhangsan")
    fact = journal.seen(known.society).books.facts.of("案卷材料", "归档")[-2]
    answer = officer.send(
        f"/people/{person(known)}/papers/{fact.text('sha256')}", from_="/archive", reason=f"看{NAME}"
    )
    assert answer.status_code == 422
    assert looks(known) == []


def test_the_auditor_opens_with_a_key_that_the_bureau_registered(known: CaseDesk) -> None:
    auditor = known.enter("shenji")
    assert auditor.open_archive("shenji").status_code == 303
    assert NAME in look(auditor, known, "年度审计").text
    assert looks(known)[0]["who"] == "shenji"


@pytest.mark.parametrize("user", ["xiangzhen", "quji", "guanli"])
def test_township_bureau_and_administrator_open_nothing(known: CaseDesk, user: str) -> None:
    hand = known.enter(user)
    assert hand.see("/archive").status_code == 404
    csrf = (
        hand.client.get("/", follow_redirects=True)
        .text.partition('name="csrf_token" value="')[2]
        .partition('"')[0]
    )
    for path, fields in (
        ("/archive", {"key": (BytesIO(b"xiangzhen"), "k"), "pin": "123456"}),
        (f"/people/{person(known)}/look", {"reason": "看看"}),
        (f"/people/{person(known)}/papers/{'0' * 64}", {"reason": "看看"}),
    ):
        answer = hand.client.post(PLACE + path, data={"csrf_token": csrf} | fields)
        assert answer.status_code == 404
    assert known.open_keys == 0
    if user != "guanli":
        page = hand.see(f"/people/{person(known)}")
        assert "汪*" in page.text
        assert NAME not in page.text


def test_a_key_that_is_another_s_opens_nothing(known: CaseDesk) -> None:
    officer = known.enter("zhangsan")
    answer = officer.open_archive("wangwu")
    assert answer.status_code == 422
    assert "没有登记在您的名下" in plain(answer)
    assert officer.open_archive("zhaoliu").status_code == 422
    assert known.open_keys == 0
    assert look(officer, known).status_code == 409


def test_a_key_that_was_retired_meanwhile_is_forgotten(known: CaseDesk) -> None:
    officer = known.enter("zhangsan")
    officer.open_archive("zhangsan")
    retired = recording.build(KeyRetired, date=known.clock.day, recorded_by="wangwu", id="zhangsan")
    journal.record(known.society, [recording.asked(retired, session.new_key())])
    answer = look(officer, known)
    assert answer.status_code >= 400
    assert NAME not in answer.text
    assert known.open_keys == 0


def test_a_wrong_pin_opens_nothing_and_soon_has_to_wait(known: CaseDesk) -> None:
    officer = known.enter("zhangsan")
    for _ in range(5):
        answer = officer.open_archive("zhangsan", "654321")
        assert answer.status_code == 422
        assert "密码不对" in plain(answer)
    waiting = officer.open_archive("zhangsan")
    assert waiting.status_code == 429
    assert "请等" in plain(waiting)
    assert known.open_keys == 0
    assert known.tells("654321", "123456") == []


def test_a_file_that_is_no_key_or_nothing_is_refused(known: CaseDesk) -> None:
    officer = known.enter("zhangsan")
    assert officer.send("/archive", pin="123456").status_code == 422
    assert officer.send("/archive", pin="123456", key=(BytesIO(b"k" * 20000), "k")).status_code == 422
    assert officer.send("/archive", pin="", key=(BytesIO(b"zhangsan"), "k")).status_code == 422


def test_signing_out_forgets_the_key_and_so_does_a_new_sign_in(known: CaseDesk) -> None:
    officer = known.enter("zhangsan")
    officer.open_archive("zhangsan")
    assert known.open_keys == 1
    again = known.enter("zhangsan")
    assert look(again, known).status_code == 409, "another session of the same officer"
    csrf = token(officer.client, f"{PLACE}/cases/new")
    assert officer.client.post("/logout", data={"csrf_token": csrf}).status_code == 303
    assert known.open_keys == 0


def test_a_cookie_that_was_kept_opens_nothing_after_signing_out(known: CaseDesk) -> None:
    officer = known.enter("zhangsan")
    officer.open_archive("zhangsan")
    kept = officer.client.get_cookie("huzhu")
    assert kept is not None
    csrf = token(officer.client, f"{PLACE}/cases/new")
    officer.client.post("/logout", data={"csrf_token": csrf})
    officer.client.set_cookie("huzhu", kept.value)
    assert look(officer, known).status_code == 409


def test_a_key_is_forgotten_when_it_was_not_used_for_half_an_hour(known: CaseDesk) -> None:
    desk, now = desk_of(known.app), [0.0]
    desk.opened._clock = lambda: now[0]
    officer = known.enter("zhangsan")
    officer.open_archive("zhangsan")
    now[0] = memory.IDLE_SECONDS - 1
    assert look(officer, known).status_code == 200
    now[0] += memory.IDLE_SECONDS - 1
    assert look(officer, known).status_code == 200, "it was used meanwhile"
    now[0] += memory.IDLE_SECONDS
    assert look(officer, known).status_code == 409
    assert known.open_keys == 0


def test_a_key_is_forgotten_also_where_nobody_asks_any_more() -> None:
    now = [0.0]
    kept = Opened(lambda: now[0])
    kept.keep(Holder("t", "zhangsan", "shigang"), PRESIDENT)
    now[0] = 60
    kept.keep(Holder("t", "wangwu", "shigang"), ACCOUNTANT)
    now[0] = memory.IDLE_SECONDS
    kept._tick()
    assert len(kept) == 1
    now[0] += 60
    kept._tick()
    assert len(kept) == 0
    kept._tick()
    assert kept._timer is None


def test_a_key_is_one_session_s_one_user_s_and_one_society_s() -> None:
    kept = Opened()
    mine = Holder("token", "zhangsan", "shigang")
    kept.keep(mine, PRESIDENT)
    assert kept.key(mine) is PRESIDENT
    for other in (mine._replace(token="x"), mine._replace(user="lisi"), mine._replace(society="xuntang")):
        assert kept.key(other) is None
    kept.keep(mine._replace(society="xuntang"), AUDITOR)
    kept.forget("zhangsan", "shigang")
    assert kept.key(mine._replace(society="xuntang")) is AUDITOR
    kept.forget("zhangsan")
    assert len(kept) == 0


@pytest.mark.parametrize(
    ("environ", "headers", "may"),
    [
        ({"REMOTE_ADDR": "127.0.0.1"}, {}, True),
        ({"REMOTE_ADDR": "192.168.1.9"}, {}, False),
        ({"REMOTE_ADDR": "192.168.1.9", "wsgi.url_scheme": "https"}, {}, True),
        ({"REMOTE_ADDR": "127.0.0.1"}, {"X-Forwarded-For": "192.168.1.9"}, False),
        ({"REMOTE_ADDR": "127.0.0.1"}, {"X-Forwarded-For": "10.0.0.9", "X-Forwarded-Proto": "https"}, True),
    ],
)
def test_the_key_is_taken_only_where_nobody_on_the_way_can_read_it(
    known: CaseDesk, environ: dict[str, str], headers: dict[str, str], may: bool
) -> None:
    officer = known.enter("zhangsan")
    page = officer.client.get(f"{PLACE}/archive", environ_overrides=environ, headers=headers)
    assert ("钥匙的密码" in page.text) is may
    assert ("https 开头的网址" in page.text) is not may
    answer = officer.client.post(
        f"{PLACE}/archive",
        data={
            "csrf_token": token(officer.client, f"{PLACE}/archive"),
            "pin": "123456",
            "key": (BytesIO(b"zhangsan"), "k"),
        },
        environ_overrides=environ,
        headers={"Referer": "https://localhost/"} | headers,
    )
    assert answer.status_code == (303 if may else 403)
    assert known.open_keys == int(may)


def test_after_opening_one_goes_back_to_the_society_s_page_and_nowhere_else(known: CaseDesk) -> None:
    officer = known.enter("zhangsan")
    for back, where in (
        (f"{PLACE}/cases/new", f"{PLACE}/cases/new"),
        ("https://evil.example/", f"{PLACE}/archive"),
        ("/s/xuntang/cases", f"{PLACE}/archive"),
    ):
        assert officer.open_archive("zhangsan", back=back).headers["Location"] == where


def test_one_file_a_person_lists_cases_payments_and_papers_without_a_name(known: CaseDesk) -> None:
    treasurer = known.enter("wangwu")
    own = treasurer.accept(name="李秀英", id_number=HEAD, head_id_number=NUMBER, matter="意外")
    words = treasurer.words(f"/people/{person(known)}")
    assert "汪*" in words
    assert f"{own} 2026-07-10 李*（同户）" in words
    assert words.count("申请表") == 2
    assert "合计0.00元" in words
    assert NAME not in words
