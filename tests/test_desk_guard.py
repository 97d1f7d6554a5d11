"""Fava, guarded: who gets what of which route, and that nothing in it writes, runs, leaks or hangs."""

from __future__ import annotations

import json
import re
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from fava.core.query_shell import FavaBQLShell
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from huzhu.desk.fava_guard import OPEN, REPORTS
from tests.desk_books import BOOKS, PEOPLE, SEES, XSS, desk_of, signed_in

pytest_plugins = ["tests.desk_fixtures"]

CLOSED = {
    *("download_journal", "download_query", "extension_endpoint", "extension_js_module", "extension_report"),
    *("help_page", "jump", "statement"),
    *(f"json_api.delete_{name}" for name in ("document", "source_slice")),
    *(
        f"json_api.get_{name}"
        for name in (
            *("extract", "help", "imports", "narration_transaction", "narrations", "options"),
            *("payee_accounts", "payee_transaction", "source", "source_slice"),
        )
    ),
    *(
        f"json_api.put_{name}"
        for name in (
            *(
                "add_document",
                "add_entries",
                "attach_document",
                "format_source",
                "move",
                "source",
                "source_slice",
            ),
            *("upload_import_file",),
        )
    ),
}
"""Every route of Fava 1.30.16 that is closed to everybody."""

FILLED = {
    "name": "Assets:1001现金",
    "aggregation_key": "by_account",
    "report_name": "journal",
    "extension_name": "X",
    "endpoint": "y",
    "result_format": "csv",
    "page_slug": "features",
    "filename": "app.js",
}
QUERY = {
    "json_api.get_query": {"query_string": "SELECT account, sum(position) GROUP BY account"},
    "json_api.get_journal_page": {"page": "1", "order": "desc"},
    "json_api.get_account_report": {"a": "Assets:1001现金"},
}
RECEIPT = "societies/{}/documents/Assets/1001现金/03社会捐赠/2026-07-01.收据.html"


def rules(desk: Flask) -> list[Rule]:
    return [rule for rule in desk_of(desk).fava.url_map.iter_rules() if rule.endpoint != "static"]


def address(rule: Rule, key: str) -> str:
    """The address of a route for a ledger, filled in so that it answers where it is open."""
    values = {name: {**FILLED, "bfile": key}[name] for name in rule.arguments}
    if rule.endpoint == "holdings_by":
        values["aggregation_key"] = "account"
    query = QUERY.get(rule.endpoint, {})
    if rule.endpoint == "document":
        query = {"filename": RECEIPT.format(key)}
    built = rule.build(values)
    assert built is not None
    return (
        "/zhang" + built[1] + ("?" + "&".join(f"{k}={quote(v)}" for k, v in query.items()) if query else "")
    )


def hash_of_an_entry(client: FlaskClient, key: str) -> str:
    return str(ask(client, key, "SELECT id ORDER BY date LIMIT 1").json["data"]["rows"][0][0])


def ask(client: FlaskClient, key: str, query: str, **filters: str) -> TestResponse:
    return client.get(f"/zhang/{key}/api/query", query_string={"query_string": query, **filters})


class TestEveryRoute:
    def test_is_known_to_be_open_or_closed(self, desk: Flask) -> None:
        """A route that is new in another Fava fails here until somebody has looked at it."""
        assert {rule.endpoint for rule in rules(desk)} == OPEN | CLOSED
        assert not OPEN & CLOSED

    def test_of_every_report_we_know_whether_it_is_open(self) -> None:
        from fava.application import CLIENT_SIDE_REPORTS

        assert set(CLIENT_SIDE_REPORTS) - REPORTS == {"editor", "import", "options"}

    @pytest.mark.parametrize("user", [None, *PEOPLE])
    def test_answers_as_the_role_may(self, desk: Flask, user: str | None) -> None:
        client = signed_in(desk, user) if user else desk.test_client()
        for rule in rules(desk):
            for key in BOOKS:
                where = address(rule, key)
                if rule.endpoint == "json_api.get_context":
                    owner = signed_in(desk, "quji")
                    where += f"?entry_hash={hash_of_an_entry(owner, key)}" if key != "district" else ""
                for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                    code = client.open(where, method=method).status_code
                    assert code == self.expected(rule, key, method, user), f"{user} {method} {where}"

    @staticmethod
    def expected(rule: Rule, key: str, method: str, user: str | None) -> int:
        if user is None:
            return 401 if rule.endpoint.startswith("json_api.") else 302
        if rule.endpoint not in OPEN or method != "GET":
            return 403
        if "bfile" not in rule.arguments:
            return 302 if SEES[user] else 404
        if key not in SEES[user]:
            return 404
        if key == "district" and rule.endpoint in {"document", "json_api.get_context"}:
            return {"document": 404, "json_api.get_context": 400}[rule.endpoint]
        return 302 if rule.endpoint == "index" else 200

    @pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"])
    def test_takes_nothing_but_get(self, desk: Flask, method: str) -> None:
        client = signed_in(desk, "quji")
        for rule in rules(desk):
            code = client.open(address(rule, "aa"), method=method).status_code
            assert code in (403, 405), f"{method} {rule.rule}"

    @pytest.mark.parametrize("report", ["editor", "import", "options", "nothing", "_layout", "aa"])
    def test_a_report_that_is_not_listed_is_closed(self, desk: Flask, report: str) -> None:
        assert signed_in(desk, "quji").get(f"/zhang/aa/{report}/").status_code == 403

    def test_nothing_was_written_by_all_that(self, desk: Flask, desk_district: Path) -> None:
        client = signed_in(desk, "quji")
        before = {
            p: p.read_bytes() for p in desk_district.rglob("*") if p.is_file() and "sqlite" not in p.name
        }
        for rule in rules(desk):
            for method in ("GET", "POST", "PUT", "DELETE"):
                client.open(address(rule, "aa"), method=method, json={"entries": [], "source": "x"})
        after = {
            p: p.read_bytes() for p in desk_district.rglob("*") if p.is_file() and "sqlite" not in p.name
        }
        assert before == after


class TestWhoseBooks:
    @pytest.mark.parametrize("user", list(PEOPLE))
    def test_the_home_page_and_the_menu_name_only_ones_own(self, desk: Flask, user: str) -> None:
        client = signed_in(desk, user)
        titles = {"aa": "甲村互助社", "bb": "乙村互助社", "cc": "丙村互助社"}
        pages = [client.get("/books").text]
        pages += [client.get(f"/zhang/{key}/journal/").text for key in SEES[user]]
        for page in pages:
            shown = re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), page)
            for key, title in titles.items():
                assert (title in shown) == (key in SEES[user]), (user, title)

    @pytest.mark.parametrize(
        "key", ["zz", "..", "aa%2F..%2Fbb", "AA", "aa.", "_district", "%00", "甲村互助社", "甲村"]
    )
    def test_no_other_name_leads_to_books(self, desk: Flask, key: str) -> None:
        client = signed_in(desk, "quji")
        assert client.get(f"/zhang/{key}/journal/").status_code in (400, 404)
        assert client.get(f"/zhang/{key}/api/journal").status_code in (400, 404)

    def test_titles_that_change_places_change_nobodys_right(self, desk: Flask, desk_district: Path) -> None:
        client = signed_in(desk, "kuaiji-a")
        for id_, title in (("aa", "乙村互助社"), ("bb", "甲村互助社")):
            top = desk_district / "societies" / id_ / "main.beancount"
            text = top.read_text(encoding="utf-8")
            top.write_text(text.replace("甲村互助社", title).replace("乙村互助社", title), encoding="utf-8")
        assert client.get("/zhang/aa/journal/").status_code == 200
        assert client.get("/zhang/bb/journal/").status_code == 404
        payees = {row[0] for row in ask(client, "aa", "SELECT payee").json["data"]["rows"]}
        assert any("<img" in payee for payee in payees), "the books are still those of the folder aa"

    def test_a_link_does_not_lend_anothers_books(self, desk: Flask, desk_district: Path) -> None:
        own = desk_district / "societies" / "aa"
        own.rename(desk_district / "aa-before")
        own.symlink_to(desk_district / "societies" / "bb", target_is_directory=True)
        assert signed_in(desk, "kuaiji-a").get("/zhang/aa/api/journal").status_code == 404
        own.unlink()
        (desk_district / "aa-before").rename(own)
        (own / "main.beancount").unlink()
        (own / "main.beancount").symlink_to(desk_district / "societies" / "bb" / "main.beancount")
        assert signed_in(desk, "kuaiji-a").get("/zhang/aa/api/journal").status_code == 404


class TestQuestions:
    @pytest.mark.parametrize(
        "query",
        [
            "SELECT account, sum(position) GROUP BY account",
            "  select date, payee WHERE account ~ '^Assets:1001'",
            "JOURNAL 'Assets:1001现金'",
            "BALANCES",
            "PRINT",
            "SELECT account FROM #accounts",
        ],
    )
    def test_to_the_books_are_answered(self, desk: Flask, query: str) -> None:
        answer = ask(signed_in(desk, "kuaiji-a"), "aa", query)
        assert answer.status_code == 200
        assert (
            "1001" in answer.text
            or "JZ-2026-0001" in answer.text
            or "\\u674e" in answer.text
            or "img" in answer.text
        )

    def test_print_gives_entries_as_they_stand(self, desk: Flask) -> None:
        text = ask(signed_in(desk, "shezhang-b"), "bb", "PRINT").json["data"]["contents"]
        assert '2026-07-08 * "汪*" "应急救助"' in text
        assert "1000.00 CNY" in text

    @pytest.mark.parametrize(
        "command", ["output", "set", "run", "help", "explain SELECT 1", "parse x", "history", "errors"]
    )
    @pytest.mark.parametrize(
        "form",
        [".{} {}", "  .{} {}", "{} {}", "\t.{} {}", "\n.{} {}", "SELECT 1\n.{} {}", "?{} {}", "!{} {}"],
    )
    def test_in_place_of_commands_are_refused(
        self, desk: Flask, tmp_path: Path, command: str, form: str
    ) -> None:
        file = tmp_path / "precious"
        file.write_text("precious")
        client = signed_in(desk, "kuaiji-a")
        assert ask(client, "aa", form.format(command, file)).status_code == 400
        where = {"query_string": form.format(command, file)}
        assert client.get("/zhang/aa/download-query/query_result.csv", query_string=where).status_code == 403
        assert file.read_text() == "precious"

    @pytest.mark.parametrize(
        "query",
        [
            "CREATE TABLE t (a int) USING 'csv:{}'", "CREATE TABLE t USING 'csv:{}'", "INSERT INTO t (a) VALUES (1)",
            "SELECT * FROM t; CREATE TABLE t USING 'csv:{}'", "", "   ", "*", "SELECT nothing", "SELECT",
            "SELECT 1 / 0 FROM nowhere", "SELECT date + 999999999999", "SELECT " + "(" * 900 + "1" + ")" * 900,
            "SELECT '" + "x" * 3000 + "'",
        ],
    )  # fmt: skip
    def test_that_are_none_are_refused_and_touch_no_file(
        self, desk: Flask, tmp_path: Path, query: str
    ) -> None:
        file = tmp_path / "precious"
        file.write_text("a,b\n1,2\n")
        began = time.monotonic()
        answer = ask(signed_in(desk, "kuaiji-a"), "aa", query.format(file))
        assert answer.status_code == 400, answer.text
        assert file.read_text() == "a,b\n1,2\n"
        assert time.monotonic() - began < 5

    def test_file_writing_is_off_in_favas_own_shell_too(self, desk: Flask, tmp_path: Path) -> None:
        file = tmp_path / "precious"
        file.write_text("precious")
        shell = FavaBQLShell(desk_of(desk).registry.ledger(desk_of(desk).registry.district))
        shell.onecmd(f".output {file}")
        assert file.read_text() == "precious"

    def test_asked_at_the_same_time_each_get_their_own_answer(
        self, desk: Flask, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        clients = [signed_in(desk, "quji") for _ in range(4)]
        query = "SELECT sum(number) AS n WHERE account ~ 'Assets:1001'"
        execute = FavaBQLShell.on_Select

        def after_a_while(self: FavaBQLShell, statement: str) -> Any:
            time.sleep(0.02)  # in Fava's own shell another question now takes this one's place
            return execute(self, statement)

        monkeypatch.setattr(FavaBQLShell, "on_Select", after_a_while)

        def once(i: int) -> tuple[str, str]:
            day, expected = (("2026-07-01", "1000.0"), ("2026-07-08", "700.0"))[i % 2]
            return str(ask(clients[i % 4], "bb", query, time=day).json["data"]["rows"][0][0]), expected

        with ThreadPoolExecutor(4) as pool:
            answers = list(pool.map(once, range(40)))
        assert [got for got, _ in answers] == [expected for _, expected in answers]

    def test_what_a_failed_one_left_is_not_in_the_next_answer(self, desk: Flask) -> None:
        client = signed_in(desk, "quji")
        assert ask(client, "aa", "PRINT FROM nothing").status_code == 400
        assert ask(client, "aa", "PRINT FROM year = 1999").json["data"]["contents"] == ""


class TestSearching:
    @pytest.mark.parametrize(
        "evil",
        [
            "(a+)+$",
            "(.*a){20}",
            "(a|a)(a|a)",
            ".*.*.*x",
            "a{9999}",
            "(?:a)",
            "[a-z]+",
            "a?",
            "\\d",
            "x" * 201,
        ],
    )
    def test_with_what_could_hang_is_refused(self, desk: Flask, evil: str) -> None:
        client = signed_in(desk, "kuaiji-a")
        quoted = evil.replace("'", "")
        for where, query in (
            ("journal", {"account": evil}),
            ("journal", {"filter": f'"{evil}"'}),
            ("journal", {"filter": f'payee:"{evil}"'}),
            ("query", {"query_string": f"SELECT date WHERE narration ~ '{quoted}'"}),
            ("query", {"query_string": f"JOURNAL '{quoted}'"}),
            ("query", {"query_string": f"SELECT grep('{quoted}', narration)"}),
            ("query", {"query_string": f"SELECT subst('{quoted}', '', narration)"}),
            ("query", {"query_string": f"SELECT findfirst('{quoted}', other_accounts)"}),
        ):
            assert client.get(f"/zhang/aa/api/{where}", query_string=query).status_code == 400, (where, query)

    @pytest.mark.parametrize(
        ("filters", "found"),
        [
            ({"account": "Expenses:5101业务活动成本:02应急救助"}, 1),
            ({"account": "5101业务活动成本"}, 1),
            ({"account": "^(Income|Expenses)"}, 2),
            ({"filter": "应急"}, 1),
            ({"filter": 'payee:"^汪\\*$"'}, 1),
            ({"filter": "^JZ-2026-0001"}, 1),
            ({"filter": 'voucher:"2026-07-00[12]"'}, 2),
            ({"filter": "any(>900)"}, 0),
            ({"filter": ">900"}, 1),
            ({"time": "2026-07-08"}, 1),
            ({"time": "2025"}, 0),
        ],
    )
    def test_with_plain_text_finds(self, desk: Flask, filters: dict[str, str], found: int) -> None:
        client = signed_in(desk, "shezhang-b")
        entries = client.get("/zhang/bb/api/journal", query_string=filters).json["data"]
        assert sum(entry["t"] == "Transaction" and entry["flag"] == "*" for entry in entries) == found

    @pytest.mark.parametrize(
        "query",
        [
            {"time": "nonsense"}, {"time": "99999999999-99"}, {"time": "day-99999999999"}, {"time": "x" * 300},
            {"time": "0001 - 9999", "interval": "day"}, {"time": "1950 - 2150", "interval": "day"},
            {"time": "1950 - 2150", "interval": "week"}, {"time": "2020 - 2026", "interval": "day", "r": "balances"},
            {"filter": "("}, {"filter": "-" * 201}, {"account": "\0"}, {"a": "x" * 300},
        ],
    )  # fmt: skip
    def test_for_what_cannot_be_is_told_at_once(self, desk: Flask, query: dict[str, str]) -> None:
        began = time.monotonic()
        where = "account_report" if {"a", "r", "interval"} & set(query) else "journal"
        answer = signed_in(desk, "kuaiji-a").get(
            f"/zhang/aa/api/{where}", query_string={"a": "Assets", **query}
        )
        assert answer.status_code == 400, answer.text
        assert time.monotonic() - began < 2

    @pytest.mark.parametrize(
        ("where", "query", "code"),
        [
            ("journal_page", {"page": "0", "order": "asc"}, 400),
            ("journal_page", {"page": "-5", "order": "asc"}, 400),
            ("journal_page", {"page": "9" * 30, "order": "asc"}, 400),
            ("journal_page", {"page": "77", "order": "asc"}, 404),
            ("journal_page", {}, 400),
            ("context", {"entry_hash": "x"}, 404),
            ("account_report", {"a": "No:Such", "r": "balances", "interval": "nonsense"}, 200),
            ("income_statement", {"conversion": "units", "interval": "quarter"}, 200),
            ("income_statement", {"conversion": "';--,,,"}, 200),
        ],
    )
    def test_odd_parameters_are_no_server_error(
        self, desk: Flask, where: str, query: dict[str, str], code: int
    ) -> None:
        assert (
            signed_in(desk, "kuaiji-a").get(f"/zhang/aa/api/{where}", query_string=query).status_code == code
        )


class TestDocuments:
    def get(self, client: FlaskClient, key: str, filename: str) -> TestResponse:
        return client.get(f"/zhang/{key}/document/", query_string={"filename": filename})

    def test_are_handed_out_to_be_saved_not_shown(self, desk: Flask) -> None:
        answer = self.get(signed_in(desk, "kuaiji-a"), "aa", RECEIPT.format("aa"))
        assert (answer.status_code, answer.text) == (200, "<script>aa</script>")
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert answer.headers["Content-Type"] == "application/octet-stream"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer.headers["Content-Security-Policy"]

    def test_are_named_so_that_they_can_be_fetched(self, desk: Flask) -> None:
        client = signed_in(desk, "kuaiji-a")
        listed = [entry["filename"] for entry in client.get("/zhang/aa/api/documents").json["data"]]
        assert listed == [RECEIPT.format("aa")]
        assert self.get(client, "aa", listed[0]).status_code == 200

    @pytest.mark.parametrize(
        "filename",
        [
            "", ".", "/", "/etc/passwd", "../../etc/passwd", "desk.sqlite3", "societies/aa/main.beancount",
            "societies/aa/documents", "societies/aa/documents/../main.beancount", RECEIPT.format("bb"),
            "societies/aa/documents/../../bb/documents/Assets/1001现金/03社会捐赠/2026-07-01.收据.html",
            "societies/aa/documents/link", "societies/aa/documents/loop", "x" * 900, "societies/aa/documents/" + "x" * 300,
            "societies/aa/documents/%2e%2e/main.beancount", "societies/aa/documents-other/x",
        ],
    )  # fmt: skip
    def test_outside_the_folder_are_none(self, desk: Flask, desk_district: Path, filename: str) -> None:
        folder = desk_district / "societies" / "aa"
        (folder / "documents" / "link").symlink_to("/etc/passwd")
        (folder / "documents" / "loop").symlink_to(folder / "documents" / "loop")
        (folder / "documents-other").mkdir()
        (folder / "documents-other" / "x").write_text("x")
        client = signed_in(desk, "kuaiji-a")
        assert self.get(client, "aa", filename).status_code == 404
        assert self.get(
            client, "aa", str(desk_district / filename)
        ).status_code == 404 or filename.startswith("/")

    def test_a_name_with_a_null_is_refused(self, desk: Flask) -> None:
        assert self.get(signed_in(desk, "kuaiji-a"), "aa", "societies/aa/documents/\0").status_code == 400

    def test_a_directive_cannot_name_a_file_elsewhere(self, desk: Flask, desk_district: Path) -> None:
        journal = desk_district / "societies" / "aa" / "journal" / "2026-07.beancount"
        journal.write_text('2026-07-01 document Assets:1001现金:03社会捐赠 "/etc/passwd"\n', encoding="utf-8")
        client = signed_in(desk, "kuaiji-a")
        answer = client.get("/zhang/aa/journal/")
        assert (answer.status_code, "附件" in answer.text) == (409, True)
        assert self.get(client, "aa", "/etc/passwd").status_code == 409


class TestWhatIsShown:
    def test_what_people_wrote_is_escaped(self, desk: Flask) -> None:
        client = signed_in(desk, "kuaiji-a")
        for where in ("journal_page?page=1&order=desc", "account_report?a=Assets:1001现金:03社会捐赠"):
            html = client.get(f"/zhang/aa/api/{where}").json["data"]["journal"]
            assert "<img" not in html
            assert html.count("&lt;img") == 2
            assert "<li class='transaction" in html, "Fava's own tags are not escaped"
            assert "&amp;lt;" not in html, "nothing is escaped twice"

    def test_numbered_documents_are_words_not_links(self, desk: Flask) -> None:
        html = (
            signed_in(desk, "shezhang-b")
            .get("/zhang/bb/api/journal_page?page=1&order=asc")
            .json["data"]["journal"]
        )
        assert "徽财社〔2026〕12号" in html
        assert "statement" not in html

    def test_the_words_are_those_of_a_society(self, desk: Flask) -> None:
        client = signed_in(desk, "kuaiji-a")
        page = client.get("/zhang/aa/income_statement/").text
        words = json.loads(page.split('id="translations">')[1].split("</script>")[0])
        assert (words["Income Statement"], words["Holdings"], words["Balance Sheet"]) == (
            "业务活动表",
            "持有",
            "资产负债表",
        )
        report = client.get("/zhang/aa/api/income_statement").json["data"]
        assert report["charts"][0]["label"] == "本期结余"
        assert "损益表" not in page
        english = client.get("/zhang/aa/income_statement/", headers={"Accept-Language": "en"}).text
        assert (
            "业务活动表" in json.loads(english.split('id="translations">')[1].split("</script>")[0]).values()
        )

    def test_income_is_shown_positive(self, desk: Flask) -> None:
        page = signed_in(desk, "kuaiji-a").get("/zhang/aa/income_statement/").text
        assert '"invert_income_liabilities_equity":true' in page

    def test_no_answer_names_a_place_on_the_server(self, desk: Flask, desk_district: Path) -> None:
        journal = desk_district / "societies" / "aa" / "journal" / "2026-07.beancount"
        journal.write_text(
            journal.read_text(encoding="utf-8") + "2026-07-30 balance Assets:1001现金 1 CNY\nx\n",
            encoding="utf-8",
        )
        top = desk_district / "societies" / "aa" / "main.beancount"
        top.write_text(top.read_text(encoding="utf-8") + 'include "gone.beancount"\n', encoding="utf-8")
        client = signed_in(desk, "kuaiji-a")
        hidden = str(desk_district.parent)
        forms = {hidden, quote(hidden), json.dumps(hidden)[1:-1], str(Path.home() / "venv")}
        asked = [address(rule, "aa") for rule in rules(desk) if rule.endpoint in OPEN]
        asked.append(f"/zhang/aa/api/context?entry_hash={hash_of_an_entry(client, 'aa')}")
        columns = (
            "SELECT filename",
            "SELECT location",
            "SELECT entry_meta('filename')",
            "PRINT",
            "SELECT * FROM #entries",
        )
        asked += [
            f"/zhang/aa/api/query?query_string={quote(query)}"
            for query in (*columns, "SELECT filename FROM #documents")
        ]
        for where in asked:
            text = client.get(where).text
            assert [form for form in forms if form in text] == [], where
        told = [error["message"] for error in client.get("/zhang/aa/api/errors").json["data"]]
        assert any("gone.beancount" in message for message in told)
        assert any(
            "societies/aa/journal/2026-07.beancount" in str(e["source"])
            for e in client.get("/zhang/aa/api/errors").json["data"]
        )

    def test_an_entrys_context_offers_no_source(self, desk: Flask) -> None:
        client = signed_in(desk, "kuaiji-a")
        where = f"/zhang/aa/api/context?entry_hash={hash_of_an_entry(client, 'aa')}"
        meta = client.get(where).json["data"]["entry"]["meta"]
        assert meta["filename"] == "<societies/aa/journal/2026-07.beancount>"

    def test_a_number_in_it_keeps_its_digits(self, desk: Flask, desk_district: Path) -> None:
        journal = desk_district / "societies" / "bb" / "journal" / "2026-07.beancount"
        journal.write_text(
            '2026-07-02 note Assets:1001现金:03社会捐赠 "盘点"\n  counted: 12345678901234567.10\n',
            encoding="utf-8",
        )
        client = signed_in(desk, "shezhang-b")
        [found] = [e for e in client.get("/zhang/bb/api/journal").json["data"] if e["t"] == "Note"]
        text = client.get(f"/zhang/bb/api/context?entry_hash={found['entry_hash']}").text
        assert '"counted":12345678901234567.10' in text

    def test_refusals_are_chinese_and_data_where_data_was_asked(self, desk: Flask) -> None:
        client = signed_in(desk, "kuaiji-a")
        assert "没有这个页面" in client.get("/zhang/bb/journal/").text
        assert "没有这个页面" in client.get("/zhang/bb/api/journal").json["error"]
        assert "只能查看" in client.put("/zhang/aa/api/source").json["error"]
        assert "登录已过期" in desk.test_client().get("/zhang/aa/api/journal").json["error"]

    def test_books_without_proof_of_the_rules_say_so(self, desk: Flask) -> None:
        told = [
            error["message"] for error in signed_in(desk, "kuaiji-a").get("/zhang/aa/api/errors").json["data"]
        ]
        assert len(told) == 1
        assert "规则没有运行" in told[0]

    def test_an_error_of_ours_tells_the_reader_nothing_of_it(
        self, desk: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        def broken(*_: object) -> None:
            raise ZeroDivisionError("340822199001011234")

        client = signed_in(desk, "kuaiji-a")
        monkeypatch.setattr("huzhu.desk.registry.Registry.ledger", broken)
        answer = client.get("/zhang/aa/api/journal")
        assert answer.status_code == 500
        assert "系统出错" in answer.json["error"]
        assert "ZeroDivisionError at " in caplog.text
        assert "340822199001011234" not in caplog.text + answer.text


def test_the_evil_payee_is_in_the_books_at_all(desk: Flask) -> None:
    rows = ask(signed_in(desk, "kuaiji-a"), "aa", "SELECT narration").json["data"]["rows"]
    assert [XSS] in rows


EVIL_LINES = (
    'custom "fava-extension" "imports.evil"',
    'custom "fava-option" "import-config" "imports/evil.py"',
    'custom "fava-option" "default-file" "../../main.beancount"',
    'custom "fava-option" "conversion-currencies" "X"',
    'custom "fava-sidebar-link" "x" "javascript:alert(1)"',
    'document Assets:1001现金:03社会捐赠 "../../../desk.sqlite3"',
    'query "x" ".output {}"',
)
"""What stands behind a day in a file of the month that somebody typed by hand."""
EVIL_TOPS = (
    'plugin "imports.evil"', 'plugin "beancount.plugins.commodity_attr" "__import__(\'os\').system(\'touch {}\')"',
    'option "insert_pythonpath" "TRUE"', 'option "plugin_processing_mode" "raw"', 'include "/etc/passwd"',
    'include "../bb/main.beancount"', 'include "*.beancount"', 'option "documents" "/etc"',
)  # fmt: skip
"""Lines that run, read or hide something, wherever Beancount obeys them."""


class TestWhateverTheBooksSay:
    """The books were changed by hand, to run, read, write or hide something when the desk shows them."""

    def books(self, district: Path, where: str, line: str, tmp_path: Path) -> Path:
        """Write the line into a file of the books, and code that would leave a mark if it were run."""
        mark, folder = tmp_path / "mark", district / "societies" / "aa"
        (folder / "imports").mkdir()
        code = f"from pathlib import Path\nPath({str(mark)!r}).write_text('owned')\n"
        (folder / "imports" / "evil.py").write_text(code, encoding="utf-8")
        file = folder / where
        text = f"{file.read_text(encoding='utf-8')}\n{line.replace('{}', str(mark))}\n"
        file.write_text(text, encoding="utf-8")
        return mark

    def look_everywhere(self, desk: Flask) -> set[int]:
        client = signed_in(desk, "quji")
        return {
            client.get(address(rule, "aa")).status_code
            for rule in rules(desk)
            if rule.endpoint in OPEN and rule.arguments
        }

    @pytest.mark.parametrize("line", EVIL_LINES)
    def test_nothing_is_run_or_written_for_a_line_of_the_month(
        self, desk: Flask, desk_district: Path, tmp_path: Path, line: str
    ) -> None:
        mark = self.books(desk_district, "journal/2026-07.beancount", f"2026-07-20 {line}", tmp_path)
        before = {
            p: p.read_bytes() for p in desk_district.rglob("*") if p.is_file() and "sqlite" not in p.name
        }
        assert self.look_everywhere(desk) <= {200, 302, 404, 409}
        after = {
            p: p.read_bytes() for p in desk_district.rglob("*") if p.is_file() and "sqlite" not in p.name
        }
        assert not mark.exists()
        assert before == after

    @pytest.mark.parametrize("line", EVIL_TOPS)
    @pytest.mark.parametrize("where", ["main.beancount", "journal/2026-07.beancount", "accounts.beancount"])
    def test_nothing_is_run_or_read_for_what_only_a_top_file_may_say(
        self, desk: Flask, desk_district: Path, tmp_path: Path, where: str, line: str
    ) -> None:
        mark = self.books(desk_district, where, line, tmp_path)
        assert self.look_everywhere(desk) <= {404, 409}, "such books are not opened at all"
        assert not mark.exists()
        others = signed_in(desk, "shezhang-b").get("/zhang/bb/api/journal")
        assert others.status_code == 200, "and nobody else's are kept closed for it"

    def test_a_pickle_beside_the_books_is_not_opened(
        self, desk: Flask, desk_district: Path, tmp_path: Path
    ) -> None:
        import pickle

        class Mark:
            def __reduce__(self) -> tuple[Any, tuple[str]]:
                return (exec, (f"open({str(tmp_path / 'mark')!r}, 'w').close()",))

        folder = desk_district / "societies" / "aa"
        (folder / ".main.beancount.picklecache").write_bytes(pickle.dumps(Mark()))
        assert self.look_everywhere(desk) <= {200, 302, 400, 404}
        assert not (tmp_path / "mark").exists()
