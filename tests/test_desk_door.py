"""The door: foreign hosts and sites are refused, and every answer carries the headers."""

from __future__ import annotations

import pytest
from flask import Flask
from werkzeug.test import Client
from werkzeug.wrappers import Response

from huzhu.desk.door import Door
from tests.desk_books import PASSWORD, signed_in, token

pytest_plugins = ["tests.desk_fixtures"]

HEADERS = (
    "Content-Security-Policy",
    "X-Content-Type-Options",
    "X-Frame-Options",
    "Referrer-Policy",
    "Cross-Origin-Opener-Policy",
    "Cross-Origin-Resource-Policy",
    "Permissions-Policy",
)


def client_of(*hosts: str) -> Client:
    return Client(Door(Response("in"), hosts, "/zhang"), Response)


def status(client: Client, host: str, method: str = "GET", **headers: str) -> int:
    sent = [(name.replace("_", "-"), value) for name, value in headers.items()]
    return client.open("/", method=method, headers=[("Host", host), *sent]).status_code


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost", "LOCALHOST:1", "[::1]:8000", "desk.village"])
def test_our_own_names_are_let_in(host: str) -> None:
    assert status(client_of("localhost", "127.0.0.1", "::1", "desk.village"), host) == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "",
        "192.168.1.9",
        "[::1",
        "a@localhost:x@b",
    ],
)
def test_any_other_name_is_refused(host: str) -> None:
    assert status(client_of("localhost", "127.0.0.1"), host) == 403


def test_listening_everywhere_lets_addresses_in_but_no_foreign_name() -> None:
    client = client_of("0.0.0.0")
    assert status(client, "192.168.1.9:8000") == 200
    assert status(client, "[fe80::1]:8000") == 200
    assert status(client, "evil.example") == 403
    assert status(client, "") == 403


@pytest.mark.parametrize(
    "origin",
    ["http://evil.example", "null", "http://localhost:3000", "http://localhost:8000.evil.example", ""],
)
@pytest.mark.parametrize("method", ["GET", "POST", "PUT"])
def test_a_foreign_origin_is_refused(origin: str, method: str) -> None:
    assert status(client_of("localhost"), "localhost:8000", method, Origin=origin) == 403


def test_our_own_origin_is_let_in() -> None:
    assert status(client_of("localhost"), "localhost:8000", "POST", Origin="http://localhost:8000") == 200


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_site_may_lead_here_but_not_ask(site: str) -> None:
    client = client_of("localhost")
    followed = {"Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "document"}
    assert status(client, "localhost", Sec_Fetch_Site=site, **followed) == 200
    assert status(client, "localhost", "POST", Sec_Fetch_Site=site, **followed) == 403
    assert status(client, "localhost", Sec_Fetch_Site=site) == 403
    assert (
        status(client, "localhost", Sec_Fetch_Site=site, Sec_Fetch_Mode="no-cors", Sec_Fetch_Dest="image")
        == 403
    )
    framed = {"Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "iframe"}
    assert status(client, "localhost", Sec_Fetch_Site=site, **framed) == 403


@pytest.mark.parametrize("site", ["same-origin", "none"])
def test_our_own_pages_may_ask(site: str) -> None:
    assert status(client_of("localhost"), "localhost", "POST", Sec_Fetch_Site=site) == 200


def test_the_desk_stands_behind_it(desk: Flask) -> None:
    client = signed_in(desk, "quji")
    for path in ("/books", "/login", "/zhang/aa/api/journal", "/static/desk.css"):
        assert client.get(path, headers={"Host": "evil.example"}).status_code == 403
        assert client.get(path, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    data = {"user": "quji", "password": PASSWORD, "csrf_token": token(client, "/books")}
    assert client.post("/logout", data=data, headers={"Origin": "http://evil.example"}).status_code == 403
    assert client.get("/books").status_code == 200


def test_every_answer_carries_the_headers(desk: Flask) -> None:
    client = signed_in(desk, "kuaiji-a")
    for path, code in (
        ("/books", 200), ("/nothing", 404), ("/static/desk.css", 200), ("/zhang/static/app.js", 200),
        ("/zhang/aa/journal/", 200), ("/zhang/aa/api/journal", 200), ("/zhang/bb/journal/", 404),
        ("/zhang/aa/editor/", 403), ("/zhang/", 302),
    ):  # fmt: skip
        answer = client.get(path)
        assert answer.status_code == code, path
        assert [name for name in HEADERS if name not in answer.headers] == [], path
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert ("no-store" in answer.headers.get("Cache-Control", "")) == ("/static/" not in path), path
    assert all(name in client.get("/", headers={"Host": "evil.example"}).headers for name in HEADERS)


def test_scripts_are_our_own_files_only(desk: Flask) -> None:
    client = signed_in(desk, "kuaiji-a")
    for path in ("/", "/zhang/aa/journal/"):
        policy = dict(
            part.strip().split(" ", 1)
            for part in client.get(path).headers["Content-Security-Policy"].split(";")
        )
        assert policy.get("script-src", policy["default-src"]) == "'self'"
        assert policy["object-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
        assert policy["form-action"] == "'self'"
    assert "unsafe-inline" not in client.get("/").headers["Content-Security-Policy"]


def test_an_address_that_is_none_is_refused_and_fails_nothing() -> None:
    client = client_of("localhost")
    assert status(client, "localhost", Origin="http://[") == 403
    assert status(client, "localhost", Referer="https://[") == 403
    assert status(client, "localhost", Referer="http://localhost/login") == 200


def test_an_address_to_go_on_to_that_is_none_leads_home(desk: Flask) -> None:
    assert desk.test_client().get("/login?next=//[").status_code == 200
    assert signed_in(desk, "kuaiji-a").get("/login?next=//[").headers["Location"] == "/"
