"""Signing in and out: who is let in, how long for, and how guessing is slowed without locking anyone out."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from huzhu.desk.attempts import WINDOW_SECONDS, Attempts
from huzhu.desk.entrance import PER_MINUTE
from huzhu.desk.store import Store
from tests.desk_books import PASSWORD, desk_of, signed_in, token

OUR_SCRIPT = '<script src="/static/desk.js" defer></script>'

pytest_plugins = ["tests.desk_fixtures"]


class Clock:
    """A clock that goes on when told."""

    def __init__(self) -> None:
        self.now = time.time()

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock by which sessions are signed and judged."""
    found = Clock()
    monkeypatch.setattr(time, "time", found)
    return found


def tries(client: FlaskClient, password: str, user: str = "kuaiji-a") -> int:
    data = {"user": user, "password": password, "csrf_token": token(client)}
    return client.post("/login", data=data).status_code


class TestSigningIn:
    def test_it_leads_to_the_page_that_was_wanted(self, desk: Flask) -> None:
        client = desk.test_client()
        turned_away = client.get("/zhang/aa/journal/?time=2026-07&filter=%E6%8D%90")
        assert turned_away.status_code == 302
        where = turned_away.headers["Location"]
        page = client.get(where).text
        assert 'value="/zhang/aa/journal/?time=2026-07&amp;filter=%E6%8D%90"' in page
        wanted = "/zhang/aa/journal/?time=2026-07&filter=%E6%8D%90"
        data = {"user": " KUAIJI-A ", "password": PASSWORD, "csrf_token": token(client), "next": wanted}
        answer = client.post("/login", data=data)
        assert (answer.status_code, answer.headers["Location"]) == (303, wanted)
        assert client.get(wanted).status_code == 200

    @pytest.mark.parametrize(
        "next_",
        [
            "https://evil.example/",
            "//evil.example/",
            "/\\evil.example",
            "\\\\evil",
            "javascript:x",
            "aa",
            "/\n/evil",
        ],
    )
    def test_it_leads_to_no_other_site(self, desk: Flask, next_: str) -> None:
        client = desk.test_client()
        data = {"user": "kuaiji-a", "password": PASSWORD, "csrf_token": token(client), "next": next_}
        assert client.post("/login", data=data).headers["Location"] == "/"
        assert client.get("/login", query_string={"next": next_}).headers["Location"] == "/"

    @pytest.mark.parametrize("user", ["kuaiji-a", "nobody", "", "x" * 5000, "' OR 1=1 --"])
    def test_a_wrong_password_and_an_unknown_user_are_told_the_same(self, desk: Flask, user: str) -> None:
        client = desk.test_client()
        answer = client.post(
            "/login", data={"user": user, "password": "not this one", "csrf_token": token(client)}
        )
        assert answer.status_code == 401
        assert "用户名或密码不对" in answer.text
        assert client.get("/books").status_code == 302

    def test_a_disabled_user_is_told_the_same(self, desk: Flask) -> None:
        desk_of(desk).users.disable("kuaiji-a")
        assert tries(desk.test_client(), PASSWORD) == 401

    def test_without_the_forms_token_nothing_is_tried(self, desk: Flask) -> None:
        client = desk.test_client()
        answer = client.post("/login", data={"user": "kuaiji-a", "password": PASSWORD})
        assert answer.status_code == 400
        assert client.get("/books").status_code == 302

    def test_what_was_typed_is_escaped(self, desk: Flask) -> None:
        client = desk.test_client()
        data = {"user": '"><script>', "password": "x", "csrf_token": token(client), "next": '/"><script>'}
        assert "><script" not in client.post("/login", data=data).text.replace(OUR_SCRIPT, "")

    def test_the_cookies_are_out_of_reach(self, desk: Flask) -> None:
        client = desk.test_client()
        answer = client.post(
            "/login", data={"user": "quji", "password": PASSWORD, "csrf_token": token(client)}
        )
        cookies = answer.headers.getlist("Set-Cookie")
        assert {cookie.split("=")[0] for cookie in cookies} == {"huzhu", "huzhu-device"}
        assert all("HttpOnly" in cookie and "SameSite=Strict" in cookie for cookie in cookies)

    def test_a_session_made_before_signing_in_is_not_kept(self, desk: Flask) -> None:
        client = desk.test_client()
        with client.session_transaction() as session:
            session["planted"] = "by somebody else"
        assert tries(client, PASSWORD) == 303
        with client.session_transaction() as session:
            assert "planted" not in session


class TestGuessing:
    def test_eleven_tries_a_minute_are_one_too_many(self, desk: Flask) -> None:
        client = desk.test_client()
        form = token(client)
        codes = [
            client.post(
                "/login", data={"user": f"nobody{i}", "password": "x", "csrf_token": form}
            ).status_code
            for i in range(PER_MINUTE + 1)
        ]
        assert codes == [401] * PER_MINUTE + [429]

    def test_after_five_failures_even_the_right_password_waits(self, desk: Flask) -> None:
        client = desk.test_client()
        assert [tries(client, "wrong") for _ in range(6)] == [401] * 5 + [429]
        assert tries(client, PASSWORD) == 429

    def test_the_treasurer_on_a_known_device_does_not_wait_for_a_stranger(self, desk: Flask) -> None:
        treasurer = signed_in(desk, "kuaiji-a")
        treasurer.post("/logout", data={"csrf_token": token(treasurer, "/books")})
        stranger = desk.test_client()
        # The address counts as well, and here it is the same for both.
        assert [tries(stranger, "wrong") for _ in range(12)][-1] == 429
        assert tries(treasurer, PASSWORD) == 303
        assert tries(stranger, PASSWORD) == 429

    def test_a_known_device_is_known_for_its_own_user_only(self, desk: Flask) -> None:
        client = signed_in(desk, "kuaiji-a")
        client.post("/logout", data={"csrf_token": token(client, "/books")})
        assert [tries(client, "wrong", "shenji") for _ in range(6)] == [401] * 5 + [429]

    def test_a_new_password_ends_the_waiting(self, desk: Flask) -> None:
        client = desk.test_client()
        for _ in range(6):
            tries(client, "wrong")
        desk_of(desk).users.set_password("kuaiji-a", PASSWORD)
        assert tries(client, PASSWORD) == 303


class TestAttempts:
    @pytest.fixture
    def clock(self) -> Clock:
        return Clock()

    @pytest.fixture
    def attempts(self, tmp_path: Path, clock: Clock) -> Attempts:
        return Attempts(Store(tmp_path), clock)

    def test_the_waiting_grows_to_a_minute_and_no_longer(self, attempts: Attempts, clock: Clock) -> None:
        waits = []
        for _ in range(12):
            if wait := attempts.begin("fang", ""):
                waits.append(round(wait))
                clock.now += wait
                assert attempts.begin("fang", "") == 0
        assert waits == [5, 10, 20, 40, 60, 60, 60]

    def test_refused_tries_do_not_lengthen_it(self, attempts: Attempts, clock: Clock) -> None:
        for _ in range(5):
            attempts.begin("fang", "")
        first = attempts.begin("fang", "")
        for _ in range(100):
            attempts.begin("fang", "")
        assert attempts.begin("fang", "") == first == 5

    def test_a_quarter_of_an_hour_forgets(self, attempts: Attempts, clock: Clock) -> None:
        for _ in range(5):
            attempts.begin("fang", "")
        clock.now += WINDOW_SECONDS + 1
        assert [attempts.begin("fang", "") for _ in range(5)] == [0] * 5

    def test_a_restart_does_not_forget(self, tmp_path: Path, clock: Clock) -> None:
        for _ in range(5):
            Attempts(Store(tmp_path), clock).begin("fang", "")
        assert Attempts(Store(tmp_path), clock).begin("fang", "") > 0

    @pytest.mark.parametrize("cookie", ["", "x", "WyJmYW5nIiwiMSJd.forged", "WyJmYW5nIiwiMSJd"])
    def test_a_forged_cookie_makes_no_device_known(self, attempts: Attempts, cookie: str) -> None:
        assert attempts.device("fang", cookie) == ""

    def test_a_device_keeps_its_name(self, attempts: Attempts) -> None:
        cookie = attempts.succeeded("fang", "")
        name = attempts.device("fang", cookie)
        assert name
        assert attempts.device("wang", cookie) == ""
        assert attempts.device("fang", attempts.succeeded("fang", name)) == name


class TestTheSession:
    def test_half_an_hour_of_doing_nothing_ends_it(self, desk: Flask, clock: Clock) -> None:
        client = signed_in(desk, "kuaiji-a")
        clock.now += 29 * 60
        assert client.get("/books").status_code == 200
        clock.now += 29 * 60
        assert client.get("/zhang/aa/journal/").status_code == 200
        clock.now += 31 * 60
        assert client.get("/zhang/aa/journal/").status_code == 302
        assert client.get("/zhang/aa/api/journal").status_code == 401

    def test_a_page_left_open_does_not_keep_it(self, desk: Flask, clock: Clock) -> None:
        client = signed_in(desk, "kuaiji-a")
        codes = []
        for _ in range(40):
            clock.now += 60
            codes.append(client.get("/zhang/aa/api/changed").status_code)
        assert codes == [200] * 30 + [401] * 10

    def test_twelve_hours_end_it_whatever_is_done(self, desk: Flask, clock: Clock) -> None:
        client = signed_in(desk, "kuaiji-a")
        for _ in range(36):
            clock.now += 20 * 60
            assert client.get("/books").status_code == 200
        clock.now += 60
        assert client.get("/books").status_code == 302

    @pytest.mark.parametrize("change", ["password", "disabled", "disabled by hand", "gone"])
    def test_it_ends_with_the_users_right(self, desk: Flask, change: str) -> None:
        client, users = signed_in(desk, "kuaiji-a"), desk_of(desk).users
        if change == "password":
            users.set_password("kuaiji-a", "another three words")
        elif change == "disabled":
            users.disable("kuaiji-a")
        else:
            by_hand = {"gone": "DELETE FROM users", "disabled by hand": "UPDATE users SET disabled = 1"}
            with users.store.open() as db:
                db.execute(by_hand[change])
        assert client.get("/books").status_code == 302
        assert client.get("/zhang/aa/api/journal").status_code == 401

    def test_signing_out_needs_the_token_and_ends_it(self, desk: Flask) -> None:
        client = signed_in(desk, "kuaiji-a")
        assert client.get("/logout").status_code == 405
        assert client.post("/logout").status_code == 400
        assert client.get("/books").status_code == 200
        assert client.post("/logout", data={"csrf_token": token(client, "/books")}).status_code == 303
        assert client.get("/books").status_code == 302

    def test_a_restart_keeps_it(self, desk: Flask, desk_district: Path) -> None:
        from huzhu.desk.app import create

        client = signed_in(desk, "kuaiji-a")
        cookie = client.get_cookie("huzhu")
        assert cookie
        again = create(desk_district).test_client()
        again.set_cookie("huzhu", cookie.value)
        assert again.get("/books").status_code == 200

    def test_a_forged_one_is_none(self, desk: Flask) -> None:
        client = desk.test_client()
        client.set_cookie("huzhu", "eyJfdXNlcl9pZCI6InF1amk6MCJ9.aW8z0A.x")
        assert client.get("/books").status_code == 302


def test_a_desk_whose_file_is_gone_or_busy_says_so_and_makes_none_for_everybody_to_read(
    desk: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    client, store = signed_in(desk, "kuaiji-a"), desk_of(desk).users.store
    store.path.rename(store.path.with_suffix(".away"))
    answer = client.get("/")
    assert answer.status_code == 503 and "请告诉管理员" in answer.text
    assert not store.path.exists() and "OperationalError" in caplog.text
    store.path.with_suffix(".away").rename(store.path)
    assert client.get("/password").status_code == 200
