"""Every page of the desk, asked for by everybody: who reaches it is said here, and not by the page.

A page that is added needs a row in PAGES, which says who may open it; without one nobody has decided that, and
`test_every_page_has_a_row` fails and says what to write.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from huzhu.desk.app import create
from huzhu.desk.fava_guard import MOUNTED_AT
from huzhu.desk.users import Role
from tests.desk_books import PASSWORD, PEOPLE, SEES, build_district, desk_of, signed_in, token

pytest_plugins = ["tests.desk_fixtures"]

LETTERS = {
    "T": Role.TREASURER, "O": Role.OFFICER, "A": Role.AUDITOR, "W": Role.TOWNSHIP, "B": Role.BUREAU, "G": Role.ADMIN,
}  # fmt: skip
"""会计 T, 社长 O, 审计 A, 乡镇 W, 区级 B, 管理员 G."""
ALL, READERS, WRITERS, COMERS = "TOAWBG", "TOAWB", "TO", "-"
"""COMERS: whoever comes, signed in or not."""
DISTRICT = "+"
"""Beside letters: only who sees the bureau's own books."""

PAGES = {
    "static": COMERS, "sign_in_page": COMERS, "sign_in": COMERS,
    "sign_out": ALL, "home": ALL, "books": ALL, "own_password": ALL, "own_password_change": ALL,
    "board": READERS, "board_file": READERS, "review": READERS, "all_findings": "AWB",
    # A society's days, vouchers and cases: its own people write, the others read.
    "today": READERS, "written": READERS, "record_list": WRITERS, "record_form": WRITERS, "record_send": WRITERS,
    "record_verdict": WRITERS, "drafts": WRITERS, "draft": WRITERS, "approve": WRITERS, "send_back": WRITERS,
    "withdraw": WRITERS,
    "cases": READERS, "case": READERS, "case_new": WRITERS, "case_accept": WRITERS, "case_papers": WRITERS,
    "case_papers_send": WRITERS, "case_step": WRITERS, "case_step_send": WRITERS, "case_step_verdict": WRITERS,
    # Names and papers of recipients: nobody above the society but who audits it.
    "person": READERS, "person_look": "TOA", "person_paper": "TOA", "archive": "TOA", "archive_open": "TOA",
    "archive_close": "TOA", "looks": "OA",
    "notices": READERS, "notice": READERS, "notice_pdf": READERS, "notice_post": WRITERS, "notice_down": WRITERS,
    "notice_file": WRITERS, "closing": READERS, "close": WRITERS,
    "statements": READERS, "statement_send": "T", "statement": "T", "statement_act": "T", "row_first": WRITERS,
    "row": WRITERS, "row_decide": WRITERS, "reconciliation": READERS, "reconciliation_file": READERS,
    "findings": READERS, "subsidy": READERS, "subsidy_file": READERS, "trail": READERS, "pack": "AB", "pack_file": "AB",
    # Papers: whoever reads the books; with names on them only who may look at the archive.
    "papers": READERS, "paper": READERS, "paper_file": READERS, "paper_behind": READERS, "paper_named": "TOA",
    "district_papers": "AWB", "district_paper": "AWB", "district_paper_file": "AWB",
    # The bureau's own books.
    "bureau": "AB" + DISTRICT, "bureau_written": "AB" + DISTRICT, "bureau_acts": "A" + DISTRICT, "bureau_pay": "B",
    "bureau_pay_send": "B", "bureau_pay_verdict": "B", "bureau_drafts": "B", "bureau_draft": "B", "bureau_approve": "B",
    "bureau_send_back": "B", "bureau_withdraw": "B",
    # Nothing of the money.
    "admin": "G", "admin_keys": "G", "admin_health": "G", "admin_users": "G", "admin_user_new": "G",
    "admin_user_add": "G", "admin_user": "G", "admin_user_change": "G", "admin_user_password": "G",
    "admin_user_disable": "G", "admin_user_enable": "G", "admin_acts": "G", "admin_societies": "G",
    "admin_society_new": "G", "admin_society_found": "G", "admin_backups": "G", "admin_backup_now": "G",
}  # fmt: skip

FAVA = {
    *("index", "report", "account", "holdings_by", "document"),
    *(
        "json_api.get_account_report",
        "json_api.get_balance_sheet",
        "json_api.get_changed",
        "json_api.get_commodities",
    ),
    *("json_api.get_context", "json_api.get_documents", "json_api.get_errors", "json_api.get_events"),
    *(
        "json_api.get_income_statement",
        "json_api.get_journal",
        "json_api.get_journal_page",
        "json_api.get_ledger_data",
    ),
    *("json_api.get_query", "json_api.get_statistics", "json_api.get_trial_balance"),
}
"""Fava's routes that whoever may see the books may open; every other answers 403, whatever it is."""

WORDS = {
    "kind": "donation", "form": "csv", "month": "2026-07", "number": "JZ-2026-0001", "step": "survey", "id_": "nobody",
    "pseudonym": "P-0123456789ab", "sha256": "0" * 64, "token": "x", "filename": "desk.css", "ticket": "x",
    "name": "fund-statement", "figure": "activities:1:year-total",
}  # fmt: skip
"""What stands in an address for each of its parts; numbers are 1."""
FAVA_WORDS = {"report_name": "journal", "name": "Assets:1001现金:03社会捐赠", "aggregation_key": "account"}
MISSING = ("zz", "district")
"""No society has these ids; the second is the bureau's own."""


class Ask(NamedTuple):
    """One request that can be made."""

    endpoint: str
    method: str
    rule: str

    def path(self, society: str = "aa", **more: str) -> str:
        """Its address."""
        words = {**WORDS, **more, "society": society}
        return re.sub(r"<(?:([^:>]+):)?(\w+)>", lambda m: "1" if m[1] == "int" else words[m[2]], self.rule)

    @property
    def of_a_society(self) -> bool:
        return "<society>" in self.rule


def asks(desk: Flask) -> list[Ask]:
    """Every method of every route of the portal."""
    rules: list[Rule] = list(desk.url_map.iter_rules())
    return [Ask(r.endpoint, m, r.rule) for r in rules for m in sorted((r.methods or set()) - {"OPTIONS"})]


def may(person: str, endpoint: str) -> bool:
    """Whether the table lets that person open the page, in books that are theirs."""
    row = PAGES[endpoint]
    letters = {LETTERS[c] for c in row if c in LETTERS}
    return row == COMERS or (
        PEOPLE[person][0] in letters and (DISTRICT not in row or "district" in SEES[person])
    )


class Reached(list[str]):
    """Which pages were reached, in the place of what they do."""

    __name__ = "reached"

    def __call__(self, **_: Any) -> str:
        self.append("page")
        return '{"data": {"entry": {"meta": {"filename": "reached"}}}}'

    def was(self) -> bool:
        """Whether one was since last asked."""
        found = bool(self)
        self.clear()
        return found


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """One desk for all of these tests: nothing is written through it."""
    from argon2 import PasswordHasher

    from huzhu.desk import passwords

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        passwords._nobodys.cache_clear()
        yield create(build_district(tmp_path_factory.mktemp("matrix") / "徽州区"))
    passwords._nobodys.cache_clear()


@pytest.fixture(scope="module")
def people(built: Flask) -> dict[str, tuple[FlaskClient, str]]:
    """Everybody, signed in, with the token of their session."""
    clients = {person: signed_in(built, person) for person in PEOPLE}
    return {person: (client, token(client, "/password")) for person, client in clients.items()}


@pytest.fixture
def reached(built: Flask, people: object, monkeypatch: pytest.MonkeyPatch) -> Reached:
    """Every page of the portal only says that it was reached."""
    found = Reached()
    for endpoint in built.view_functions:
        monkeypatch.setitem(built.view_functions, endpoint, found)
    return found


def test_every_page_has_a_row(built: Flask) -> None:
    there = {rule.endpoint for rule in built.url_map.iter_rules()}
    declared = desk_of(built).pages.pages
    missing = sorted(there - PAGES.keys())
    assert not missing, (
        "pages about which nobody has said who may open them; add to PAGES in tests/test_desk_matrix.py, if it is right: "
        + ", ".join(f'"{e}": "{_declared(built, e)}"' for e in missing)
    )
    assert not PAGES.keys() - there, f"rows of pages that are gone: {sorted(PAGES.keys() - there)}"
    assert there == declared.keys(), "a page that was not declared by Table.add"


def _declared(desk: Flask, endpoint: str) -> str:
    page = desk_of(desk).pages.pages.get(endpoint)
    return "".join(c for c, r in LETTERS.items() if page and r in page.roles) or COMERS


@pytest.mark.parametrize("person", PEOPLE)
def test_everybody_reaches_what_the_table_says_and_nothing_else(
    built: Flask, people: dict[str, tuple[FlaskClient, str]], reached: Reached, person: str
) -> None:
    client, csrf = people[person]
    wrong = []
    for ask in asks(built):
        for society in ("aa", "bb", "cc", *MISSING) if ask.of_a_society else ("",):
            data = {"csrf_token": csrf} if ask.method == "POST" else None
            code = client.open(ask.path(society), method=ask.method, data=data).status_code
            wanted = may(person, ask.endpoint) and (not society or society in SEES[person] - {"district"})
            if (reached.was(), code) != ((True, 200) if wanted else (False, 404)):
                wrong.append(
                    f"{person} {ask.method} {ask.path(society)} ({ask.endpoint}): {code}, wanted {wanted}"
                )
    assert wrong == []


def test_whoever_is_not_signed_in_reaches_the_sign_in_and_nothing_else(
    built: Flask, reached: Reached
) -> None:
    client, wrong = built.test_client(), []
    csrf = "none"
    for ask in asks(built):
        for society in ("aa", *MISSING) if ask.of_a_society else ("",):
            answer = client.open(
                ask.path(society),
                method=ask.method,
                data={"csrf_token": csrf} if ask.method == "POST" else None,
            )
            open_ = PAGES[ask.endpoint] == COMERS and ask.method != "POST"
            codes = (
                (200,)
                if open_
                else (302,)
                if ask.method == "GET"
                else (401,)
                if ask.method == "HEAD"
                else (400, 401)
            )
            if reached.was() != open_ or answer.status_code not in codes:
                wrong.append(f"{ask.method} {ask.path(society)}: {answer.status_code}")
    assert wrong == []


def test_anothers_society_and_one_that_is_not_there_are_answered_alike(
    built: Flask, people: dict[str, tuple[FlaskClient, str]], reached: Reached
) -> None:
    client, csrf = people["kuaiji-a"]
    for ask in (a for a in asks(built) if a.of_a_society and a.method != "HEAD"):
        answers = set()
        for society in ("bb", *MISSING):
            data = {"csrf_token": csrf} if ask.method == "POST" else None
            answer = client.open(ask.path(society), method=ask.method, data=data)
            answers.add((answer.status_code, answer.text.replace(f"/s/{society}", "/s/x")))
        assert len(answers) == 1, (ask, answers)
    assert not reached


def test_no_post_is_taken_without_the_token_of_the_session(
    built: Flask, people: dict[str, tuple[FlaskClient, str]], reached: Reached
) -> None:
    _, others = people["quji"]
    posts = [ask for ask in asks(built) if ask.method == "POST"]
    assert len(posts) > 20
    for person, (client, _) in people.items():
        for ask in posts:
            for data in ({}, {"csrf_token": "x"}, {"csrf_token": others if person != "quji" else "y"}):
                code = client.post(ask.path(), data=data | {"kept": ""}).status_code
                assert code == 400, (person, ask, data, code)
    assert not reached


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "127.0.0.1.evil.example"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "no-cors"},
    ],
)
def test_no_page_answers_a_foreign_host_or_site(
    built: Flask, people: dict[str, tuple[FlaskClient, str]], reached: Reached, headers: dict[str, str]
) -> None:
    for person in ("kuaiji-a", "guanli", "quji"):
        client, csrf = people[person]
        for ask in asks(built):
            data = {"csrf_token": csrf} if ask.method == "POST" else None
            answer = client.open(ask.path(), method=ask.method, data=data, headers=headers)
            assert answer.status_code == 403, (ask, headers)
    assert not reached


def test_no_page_fails_whatever_it_is_asked_for(
    built: Flask, people: dict[str, tuple[FlaskClient, str]]
) -> None:
    """These books have no plugin and no registration: a page says so, and does not break."""
    wrong = []
    for person, (client, csrf) in people.items():
        own = min(SEES[person] - {"district"}, default="aa")
        for ask in asks(built):
            if ask.endpoint in ("sign_out", "sign_in", "admin_user_disable") or not may(person, ask.endpoint):
                continue
            for more in ({}, {w: "<'\"%00" for w in WORDS if w != "filename"}):
                data = {"csrf_token": csrf} if ask.method == "POST" else None
                answer = client.open(ask.path(own, **more), method=ask.method, data=data)
                answer.close()
                if answer.status_code >= 500:
                    wrong.append(f"{person} {ask.method} {ask.path(own, **more)} ({ask.endpoint})")
                assert "default-src 'self'" in answer.headers["Content-Security-Policy"], ask
    assert wrong == []


class TestFava:
    """The viewer beside the portal: its own map, its own gate."""

    def routes(self, built: Flask) -> list[Ask]:
        rules = desk_of(built).fava.url_map.iter_rules()
        return [
            Ask(r.endpoint, m, r.rule)
            for r in rules
            for m in sorted((r.methods or set()) - {"OPTIONS", "HEAD"})
        ]

    def path(self, ask: Ask, key: str) -> str:
        words = {**FAVA_WORDS, "bfile": key}
        return MOUNTED_AT + re.sub(r"<(?:([^:>]+):)?(\w+)>", lambda m: words.get(m[2], "x"), ask.rule)

    def test_every_open_route_is_one_of_favas(self, built: Flask) -> None:
        assert {a.endpoint for a in self.routes(built)} >= FAVA

    @pytest.mark.parametrize("person", PEOPLE)
    def test_everybody_reads_their_own_books_and_no_others(
        self,
        built: Flask,
        people: dict[str, tuple[FlaskClient, str]],
        monkeypatch: pytest.MonkeyPatch,
        person: str,
    ) -> None:
        found, wrong = Reached(), []
        fava = desk_of(built).fava
        for endpoint in fava.view_functions:
            monkeypatch.setitem(fava.view_functions, endpoint, found)
        client, csrf = people[person]
        for ask in self.routes(built):
            if "<bfile>" not in ask.rule:
                continue
            for key in ("aa", "bb", "district", "zz"):
                answer = client.open(self.path(ask, key), method=ask.method, headers={"X-CSRFToken": csrf})
                wanted = ask.method == "GET" and ask.endpoint in FAVA and key in SEES[person]
                closed = ask.method != "GET" or ask.endpoint not in FAVA
                codes = (200,) if wanted else (403, 405) if closed else (404,)
                if found.was() != wanted or answer.status_code not in codes:
                    wrong.append(f"{ask.method} {self.path(ask, key)} {ask.endpoint}: {answer.status_code}")
        assert wrong == []

    def test_whoever_is_not_signed_in_reaches_none(self, built: Flask) -> None:
        client = built.test_client()
        for ask in self.routes(built):
            if "<bfile>" in ask.rule:
                code = client.open(self.path(ask, "aa"), method=ask.method).status_code
                assert code in (302, 401, 405), (ask, code)


SECRETS = {
    "password": PASSWORD, "wrong password": "my-secret-guess", "PIN": "481516", "name": "汪秘密",
    "ID number": "34100419800101002X",
}  # fmt: skip


class TestLogs:
    """What is logged says where something failed, and nothing of whom."""

    def test_no_secret_is_logged_in_signing_in_failing_and_breaking(
        self,
        desk_district: Path,
        caplog: pytest.LogCaptureFixture,
        monkeypatch: pytest.MonkeyPatch,
        capfd: Any,
    ) -> None:
        caplog.set_level(logging.DEBUG)
        desk = create(desk_district)
        client = desk.test_client()
        for user in ("kuaiji-a", SECRETS["name"], SECRETS["ID number"]):
            data = {"user": user, "password": SECRETS["wrong password"], "csrf_token": token(client)}
            client.post("/login", data=data)
        client = signed_in(desk, "kuaiji-a")

        def breaks(**_: Any) -> str:
            raise RuntimeError(" ".join(SECRETS.values()))

        for endpoint in ("home", "own_password_change"):
            monkeypatch.setitem(desk.view_functions, endpoint, breaks)
        answers = [
            client.get("/?q=" + SECRETS["name"]),
            client.post("/password", data={"csrf_token": token(client, "/books"), "old": SECRETS["PIN"]}),
            client.get(f"/s/{SECRETS['name']}/"),
        ]
        assert [a.status_code for a in answers] == [500, 500, 404]
        out, err = capfd.readouterr()
        logged = "\n".join([caplog.text, *(str(r.__dict__) for r in caplog.records), out, err])
        assert "RuntimeError at" in logged
        for what, secret in SECRETS.items():
            assert secret not in logged, what
            assert all(secret not in a.text for a in answers), what


class TestCookies:
    """What a browser is given to keep."""

    def test_no_script_and_no_other_site_gets_at_them(self, desk: Flask) -> None:
        client = desk.test_client()
        data = {"user": "kuaiji-a", "password": PASSWORD, "csrf_token": token(client)}
        answer = client.post("/login", data=data)
        cookies = answer.headers.getlist("Set-Cookie")
        assert {c.partition("=")[0] for c in cookies} == {"huzhu", "huzhu-device"}
        for cookie in cookies:
            for flag in ("HttpOnly", "SameSite=Strict", "Path=/"):
                assert flag in cookie, cookie
