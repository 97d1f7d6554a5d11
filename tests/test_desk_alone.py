"""How the desk is opened: for one user at their own machine, over https, and by whom users are made before it."""

from __future__ import annotations

import http.client
import re
import ssl
import threading
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.cookies import SimpleCookie
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from flask import Flask
from flask.testing import FlaskClient

from huzhu.cli import cli
from huzhu.desk import serve as serving
from huzhu.desk.acts import latest
from huzhu.desk.app import create
from huzhu.desk.serve import CannotListen, Manner, address, is_this_machine, prepare
from huzhu.desk.tickets import Tickets
from huzhu.desk.users import EVERY_SOCIETY, Role, Users
from ledger.mistake import Mistake
from tests.desk_books import PASSWORD

pytest_plugins = ["tests.desk_fixtures"]


@pytest.fixture
def tickets() -> Tickets:
    return Tickets("kuaiji-a")


@pytest.fixture
def alone(desk_district: Path, tickets: Tickets) -> Flask:
    """A desk that knows tickets."""
    return create(desk_district, tickets=tickets)


def get(client: FlaskClient, path: str, **more: Any) -> Any:
    return client.get(path, base_url="http://127.0.0.1/", **more)


class TestTicket:
    def test_the_link_signs_that_user_in_again_and_again(self, alone: Flask, tickets: Tickets) -> None:
        for _ in range(2):
            client = alone.test_client()
            answer = get(client, tickets.link("/"))
            assert answer.status_code == 200
            assert 'http-equiv="refresh" content="0; url=/"' in answer.text
            page = get(client, "/password")
            assert page.status_code == 200
            assert "kuaiji-a的姓名" in page.text

    def test_the_one_that_a_browser_is_opened_with_is_good_once(self, alone: Flask, tickets: Tickets) -> None:
        link = tickets.link_once("/")
        assert get(alone.test_client(), link).status_code == 200
        assert get(alone.test_client(), link).status_code == 404
        assert get(alone.test_client(), tickets.link("/")).status_code == 200

    @pytest.mark.parametrize("wrong", ["", "x", "票", "a" * 43])
    def test_another_word_is_no_page_and_no_session(self, alone: Flask, tickets: Tickets, wrong: str) -> None:
        client = alone.test_client()
        assert get(client, f"/enter/{wrong}").status_code in (302, 404)
        cut = tickets.link("/")[:-1]
        assert get(client, cut).status_code == 404
        assert get(client, "/password").status_code == 302

    def test_it_has_256_random_bits_and_no_two_are_the_same(self) -> None:
        words = {t.link("") for t in (Tickets("a"), Tickets("a"))} | {Tickets("a").link_once("")}
        assert len(words) == 3
        assert all(len(w.removeprefix("enter/")) == 43 for w in words)

    def test_words_are_compared_in_constant_time(
        self, monkeypatch: pytest.MonkeyPatch, tickets: Tickets
    ) -> None:
        from huzhu.desk import tickets as module

        asked: list[bytes] = []
        monkeypatch.setattr(module.hmac, "compare_digest", lambda a, b: bool(asked.append(a)))
        assert not tickets._takes("word")
        assert asked == [b"word", b"word"]

    @pytest.mark.parametrize(
        "sender",
        [
            {"environ_overrides": {"REMOTE_ADDR": "192.168.1.7"}},
            {"environ_overrides": {"REMOTE_ADDR": "fe80::1"}},
            {"environ_overrides": {"REMOTE_ADDR": ""}},
            {"headers": {"X-Forwarded-For": "127.0.0.1"}},
            {"headers": {"Forwarded": "for=127.0.0.1"}},
            {"headers": {"Via": "1.1 proxy"}},
        ],
    )
    def test_it_is_good_on_this_machine_only(
        self, alone: Flask, tickets: Tickets, sender: dict[str, Any]
    ) -> None:
        assert get(alone.test_client(), tickets.link("/"), **sender).status_code == 404

    def test_ipv6s_own_address_is_this_machine_too(self, alone: Flask, tickets: Tickets) -> None:
        more = {"environ_overrides": {"REMOTE_ADDR": "::1"}}
        assert get(alone.test_client(), tickets.link("/"), **more).status_code == 200

    def test_whoever_was_disabled_meanwhile_stays_out(
        self, alone: Flask, tickets: Tickets, desk_district: Path
    ) -> None:
        Users(desk_district).disable("kuaiji-a")
        assert get(alone.test_client(), tickets.link("/")).status_code == 404

    def test_another_run_of_the_program_takes_another_word(
        self, desk_district: Path, tickets: Tickets
    ) -> None:
        again = create(desk_district, tickets=Tickets("kuaiji-a"))
        assert get(again.test_client(), tickets.link("/")).status_code == 404

    def test_a_desk_without_it_has_no_such_page(self, desk: Flask, tickets: Tickets) -> None:
        assert get(desk.test_client(), tickets.link("/")).status_code in (302, 404)

    def test_host_origin_and_token_are_asked_for_all_the_same(self, alone: Flask, tickets: Tickets) -> None:
        client = alone.test_client()
        assert client.get(tickets.link("/"), headers={"Host": "evil.example"}).status_code == 403
        assert get(client, tickets.link("/"), headers={"Origin": "http://evil.example"}).status_code == 403
        get(client, tickets.link("/"))
        fields = {"old": PASSWORD, "new": "x" * 5 + "abcdef", "again": "x" * 5 + "abcdef"}
        assert client.post("/password", data=fields, base_url="http://127.0.0.1/").status_code == 400
        assert Users(alone.extensions["huzhu"].registry.district.folder).verify("kuaiji-a", PASSWORD)


def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate for 127.0.0.1 that signs itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    (folder / "cert.pem").write_bytes(made.public_bytes(pem))
    (folder / "key.pem").write_bytes(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain))
    return folder / "cert.pem", folder / "key.pem"


@contextmanager
def served(district: Path, manner: Manner) -> Iterator[int]:
    """The port of a desk that serves the district in this process."""
    server = prepare(district, "127.0.0.1", 0, manner)
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    try:
        assert address(server, "127.0.0.1").startswith("https" if manner.certificate else "http:")
        yield server.bind_addr[1]
    finally:
        server.stop()
        thread.join(10)


class TestHttps:
    def test_cookies_are_secure_and_somebody_signs_in(self, desk_district: Path, tmp_path: Path) -> None:
        cert, key = certificate(tmp_path)
        with served(desk_district, Manner(certificate=cert, private_key=key)) as port:
            trusted = ssl.create_default_context(cafile=str(cert))
            there = http.client.HTTPSConnection("127.0.0.1", port, context=trusted, timeout=20)
            there.request("GET", "/login")
            page = there.getresponse()
            csrf = re.search(r'name="csrf_token" value="([^"]+)"', page.read().decode())
            assert csrf
            cookie = page.getheader("Set-Cookie") or ""
            assert "Secure" in cookie
            home = f"https://127.0.0.1:{port}"
            headers = {
                "Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie.split(";")[0],
                "Origin": home, "Referer": f"{home}/login",
            }  # fmt: skip
            body = f"user=kuaiji-a&password={PASSWORD.replace(' ', '+')}&csrf_token={csrf[1]}"
            there.request("POST", "/login", body, headers)
            answer = there.getresponse()
            answer.read()
            assert answer.status == 303
            for each in answer.headers.get_all("Set-Cookie") or []:
                (morsel,) = SimpleCookie(each).values()
                assert (morsel["secure"], morsel["httponly"], morsel["samesite"]) == (True, True, "Strict"), (
                    each
                )
            there.close()

    def test_without_it_a_cookie_is_not_secure(self, desk: Flask) -> None:
        assert "Secure" not in (desk.test_client().get("/login").headers["Set-Cookie"])

    def test_a_certificate_without_its_key_or_with_anothers_is_told(
        self, desk_district: Path, tmp_path: Path
    ) -> None:
        cert, key = certificate(tmp_path)
        (tmp_path / "other").mkdir()
        _, other = certificate(tmp_path / "other")
        for manner in (Manner(certificate=cert), Manner(private_key=key)):
            with pytest.raises(CannotListen, match="一起给"):
                prepare(desk_district, "127.0.0.1", 0, manner)
        for wrong in (other, cert, tmp_path / "none.pem"):
            with pytest.raises(CannotListen, match="用不了"):
                prepare(desk_district, "127.0.0.1", 0, Manner(certificate=cert, private_key=wrong))


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the command serves and opens, without doing either."""
    found: dict[str, Any] = {"browser": []}

    def serve(district: Path, host: str, port: int, *, manner: Manner, on_ready: Any) -> None:
        found.update(district=district, host=host, port=port, manner=manner)
        on_ready("http://127.0.0.1:8000/")

    monkeypatch.setattr(serving, "serve", serve)
    monkeypatch.setattr(webbrowser, "open", found["browser"].append)
    return found


def run(district: Path, *words: str, **more: Any) -> Result:
    return CliRunner().invoke(cli, ["--books", str(district), *words], **more)


class TestCommand:
    def test_one_user_gets_a_link_and_a_browser(self, desk_district: Path, opened: dict[str, Any]) -> None:
        said = run(desk_district, "desk", "--user", "kuaiji-a").output
        tickets = opened["manner"].tickets
        assert tickets.link("http://127.0.0.1:8000/") in said
        assert opened["browser"] == [tickets.link_once("http://127.0.0.1:8000/")]
        assert opened["browser"][0] not in said

    def test_no_browser_is_opened_when_none_is_wanted(
        self, desk_district: Path, opened: dict[str, Any]
    ) -> None:
        run(desk_district, "desk", "--user", "kuaiji-a", "--no-browser")
        assert opened["manner"].tickets
        assert opened["browser"] == []

    def test_a_machine_without_a_browser_serves_all_the_same(
        self, desk_district: Path, opened: dict[str, Any], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def none(_: str) -> bool:
            raise webbrowser.Error("no browser")

        monkeypatch.setattr(webbrowser, "open", none)
        assert run(desk_district, "desk", "--user", "kuaiji-a").exit_code == 0

    @pytest.mark.parametrize(
        "more",
        [("--host", "0.0.0.0"), ("--host", "192.168.1.2"), ("--host", "::"), ("--name", "desk.example")],
    )
    def test_it_is_refused_where_others_can_come(
        self, desk_district: Path, opened: dict[str, Any], more: tuple[str, ...]
    ) -> None:
        failed = run(desk_district, "desk", "--user", "kuaiji-a", *more)
        assert isinstance(failed.exception, Mistake)
        assert "只能在本机用" in str(failed.exception)
        assert "district" not in opened

    def test_it_is_refused_for_nobody_and_for_whoever_is_disabled(
        self, desk_district: Path, opened: dict[str, Any]
    ) -> None:
        Users(desk_district).disable("kuaiji-a")
        for user in ("kuaiji-a", "nobody"):
            failed = run(desk_district, "desk", "--user", user)
            assert "没有能用的用户" in str(failed.exception)

    @pytest.mark.parametrize(
        ("host", "warned"), [("127.0.0.1", False), ("localhost", False), ("::1", False), ("0.0.0.0", True)]
    )
    def test_serving_others_without_https_is_warned_of(
        self, desk_district: Path, opened: dict[str, Any], tmp_path: Path, host: str, warned: bool
    ) -> None:
        assert is_this_machine(host) is not warned
        said = run(desk_district, "desk", "--host", host)
        assert ("明文" in said.output) is warned
        cert, key = certificate(tmp_path)
        more = ("--certificate", str(cert), "--private-key", str(key))
        assert "明文" not in run(desk_district, "desk", "--host", host, *more).output
        assert opened["manner"] == Manner(certificate=cert, private_key=key)

    def test_before_there_are_users_a_first_sign_in_is_said(
        self, tmp_path: Path, opened: dict[str, Any], quick_hashes: None
    ) -> None:
        (tmp_path / "district.beancount").write_text('option "title" "区"\n', encoding="utf-8")
        said = run(tmp_path, "desk").output
        assert re.search(r"用户名 guanli-\w{4}  密码 [0-9a-f-]{19}", said)
        assert "先添加管理员" in said


class TestUsersFromTheCommand:
    def test_the_first_administrator_is_made_and_the_password_is_asked_for(self, desk_district: Path) -> None:
        words = ("user", "add", "guanli2", "--name", "李管", "--role", "管理员")
        done = run(desk_district, *words, input="a good password\na good password\n")
        assert done.exit_code == 0, done.output
        assert "a good password" not in done.output
        found = Users(desk_district).verify("guanli2", "a good password")
        assert found
        assert found.role is Role.ADMIN
        assert latest(Users(desk_district).store)[0].by == "（命令行）"

    def test_unattended_it_comes_from_the_environment(self, desk_district: Path) -> None:
        env = {"HUZHU_PASSWORD": "a good password"}
        words = ("user", "add", "shenji2", "--name", "审", "--role", "审计", "--society", "*")
        assert run(desk_district, *words, env=env).exit_code == 0
        assert Users(desk_district).get("shenji2").societies == (EVERY_SOCIETY,)  # type: ignore[union-attr]
        assert run(desk_district, "user", "password", "kuaiji-a", env=env).exit_code == 0
        assert Users(desk_district).verify("kuaiji-a", "a good password")

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (("add", "Wang", "--name", "王", "--role", "区级"), "用户名"),
            (("add", "wang", "--name", "王", "--role", "会计", "--society", "zz"), "没有编号为“zz”"),
            (("add", "wang", "--name", "王", "--role", "会计"), "哪些互助社"),
            (("add", "kuaiji-a", "--name", "王", "--role", "区级"), "已经有用户"),
            (("password", "nobody"), "没有用户"),
            (("disable", "nobody"), "没有用户"),
            (("enable", "nobody"), "没有用户"),
            (("disable", "guanli"), "最后一个能用的管理员"),
        ],
    )
    def test_a_refusal_is_a_sentence(self, desk_district: Path, words: tuple[str, ...], said: str) -> None:
        failed = run(desk_district, "user", *words, env={"HUZHU_PASSWORD": "a good password"})
        assert isinstance(failed.exception, Mistake)
        assert said in str(failed.exception)

    def test_they_are_listed_disabled_and_enabled(self, desk_district: Path) -> None:
        run(desk_district, "user", "disable", "kuaiji-a")
        listed = run(desk_district, "user", "list").output
        assert "kuaiji-a  kuaiji-a的姓名  会计、出纳  aa  已停用" in listed
        run(desk_district, "user", "enable", "kuaiji-a")
        assert "aa  能登录" in run(desk_district, "user", "list").output

    def test_a_password_is_no_option(self, desk_district: Path) -> None:
        assert run(desk_district, "user", "add", "x1", "--password", "y").exit_code == 2
