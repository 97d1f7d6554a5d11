"""The ledgers in memory: few of many, each as it is on disk, and nothing that stands in them is run."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from huzhu.desk import reading
from huzhu.desk.reading import ReadingLedger, UnsafeBooks
from huzhu.desk.registry import MOST_IN_MEMORY, Registry
from huzhu.desk.users import Role, User
from ledger import topfile
from ledger.district import RESERVED, District, Society
from ledger.money import yuan
from tests.desk_books import ACCOUNTS, BOOKS, JULY, build_district, desk_of, signed_in, society, top

pytest_plugins = ["tests.desk_fixtures"]

DONATION = '2026-07-20 * "王*" "捐款"\n  Assets:1001现金:03社会捐赠  {}.00 CNY\n  Income:4101捐赠收入\n\n'
BUREAU = User("quji", "区", Role.BUREAU)


@pytest.fixture
def registry(desk_district: Path) -> Registry:
    return Registry(District(desk_district))


def journal(district: Path, id_: str = "bb") -> Path:
    return district / "societies" / id_ / "journal" / "2026-07.beancount"


def replace(file: Path, text: str) -> None:
    """Put a new file in the place of another at once, as the journal does."""
    fresh = file.with_name("fresh")
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(file)


def ledger(registry: Registry, id_: str = "bb") -> ReadingLedger:
    books = registry.books(id_)
    assert books
    return registry.ledger(books)


def counted(found: ReadingLedger) -> int:
    return len(found.all_entries_by_type.Transaction)


def load_calmly(registry: Registry, monkeypatch: pytest.MonkeyPatch) -> ReadingLedger:
    """Load as if the files had been written long before."""
    monkeypatch.setattr(ReadingLedger, "_just", lambda *_: False)
    return ledger(registry)


class TestSixtySocieties:
    @pytest.fixture
    def many(self, tmp_path: Path) -> Path:
        district = tmp_path / "大区"
        district.mkdir()
        (district / "district.beancount").write_text('option "title" "大区"\n', encoding="utf-8")
        for i in range(60):
            society(district, f"s{i:02}", f"第{i}村互助社", JULY + DONATION.format(i + 1))
        return district

    def test_few_are_in_memory_and_each_is_the_right_one(self, many: Path) -> None:
        registry = Registry(District(many))
        assert len(registry) == 0
        for i in [*range(60), 0, 59, 0]:
            found = ledger(registry, f"s{i:02}")
            assert found.options["title"] == f"第{i}村互助社"
            last = found.all_entries_by_type.Transaction[-1]
            assert last.postings[0].units.number == yuan(f"{i + 1}.00")
            assert len(registry) <= MOST_IN_MEMORY
        assert len(registry) == MOST_IN_MEMORY

    def test_listing_them_loads_none(self, many: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        registry = Registry(District(many))
        assert len(registry.seen_by(BUREAU)) == 61
        assert [registry.title(books) for books in registry.seen_by(BUREAU).values()][1] == "第0村互助社"
        assert len(registry) == 0

    def test_no_thread_is_left_to_watch_them(self, many: Path) -> None:
        before = threading.active_count()
        registry = Registry(District(many))
        for i in range(60):
            ledger(registry, f"s{i:02}")
        assert threading.active_count() == before

    def test_a_user_can_visit_all_of_them(self, many: Path, quick_hashes: None) -> None:
        from huzhu.desk.app import create
        from huzhu.desk.users import Users
        from tests.desk_books import PASSWORD

        Users(many).add("quji", "区", Role.BUREAU, PASSWORD)
        app = create(many)
        client = signed_in(app, "quji")
        assert client.get("/books").text.count('class="card book"') == 61
        assert client.get("/books?q=第7村").text.count('class="card book"') == 1
        for i in range(60):
            assert client.get(f"/zhang/s{i:02}/api/income_statement").status_code == 200
        assert len(desk_of(app).registry) == MOST_IN_MEMORY
        assert client.get("/zhang/s00/journal/").text.count("/zhang/s") >= 59

    def test_loaded_once_however_many_ask(self, many: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        loads = []
        load_file = ReadingLedger.load_file
        monkeypatch.setattr(ReadingLedger, "_just", lambda *_: False)
        monkeypatch.setattr(ReadingLedger, "load_file", lambda self: (loads.append(1), load_file(self))[1])
        registry = Registry(District(many))
        threads = [threading.Thread(target=ledger, args=(registry, "s00")) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(loads) == 1


class TestChangesOnDisk:
    def test_nothing_changed_loads_nothing(self, registry: Registry, monkeypatch: pytest.MonkeyPatch) -> None:
        first = load_calmly(registry, monkeypatch)
        assert ledger(registry) is first

    def test_a_replaced_file_is_seen(
        self, registry: Registry, desk_district: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        first = load_calmly(registry, monkeypatch)
        replace(journal(desk_district), JULY + DONATION.format(5))
        second = ledger(registry)
        assert (counted(first), counted(second)) == (2, 3)
        assert second.mtime > first.mtime

    def test_an_older_copy_put_back_is_seen(
        self, registry: Registry, desk_district: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        first = load_calmly(registry, monkeypatch)
        file = journal(desk_district)
        fresh = file.with_name("fresh")
        fresh.write_text(JULY.replace("300.00", "200.00"), encoding="utf-8")
        os.utime(fresh, (0, 0))
        fresh.replace(file)
        assert ledger(registry) is not first
        assert "200.00" in str(ledger(registry).all_entries)

    def test_a_change_with_the_time_and_length_of_before_is_seen(
        self, registry: Registry, desk_district: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        first = load_calmly(registry, monkeypatch)
        file = journal(desk_district)
        before = file.stat()
        file.write_text(JULY.replace("300.00", "200.00"), encoding="utf-8")
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
        assert file.stat().st_size == before.st_size
        assert ledger(registry) is not first

    def test_a_file_that_goes_and_comes_is_seen(
        self, registry: Registry, desk_district: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        load_calmly(registry, monkeypatch)
        journal(desk_district).unlink()
        assert counted(ledger(registry)) == 0
        journal(desk_district).write_text(JULY, encoding="utf-8")
        assert counted(ledger(registry)) == 2

    def test_a_new_receipt_is_seen(
        self, registry: Registry, desk_district: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert len(load_calmly(registry, monkeypatch).all_entries_by_type.Document) == 1
        folder = desk_district / "societies" / "bb" / "documents" / "Assets" / "1001现金" / "03社会捐赠"
        (folder / "2026-07-08.收据.png").write_bytes(b"x")
        assert len(ledger(registry).all_entries_by_type.Document) == 2

    def test_what_was_written_during_the_load_is_read_again(
        self, registry: Registry, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(reading, "_CLOCK_GRAIN_NS", 3600 * 10**9)  # as if all were written just now
        first = ledger(registry)
        assert ledger(registry) is not first
        monkeypatch.setattr(reading, "_CLOCK_GRAIN_NS", 0)
        assert ledger(registry) is ledger(registry)

    def test_another_day_judges_anew(self, registry: Registry, monkeypatch: pytest.MonkeyPatch) -> None:
        from datetime import date

        first = load_calmly(registry, monkeypatch)
        first._day = date(2020, 1, 1)
        assert ledger(registry) is not first

    def test_the_page_learns_of_it(self, desk: Flask, desk_district: Path) -> None:
        client = signed_in(desk, "shezhang-b")
        before = client.get("/zhang/bb/api/changed").json["mtime"]
        replace(journal(desk_district), JULY + DONATION.format(5))
        after = client.get("/zhang/bb/api/changed").json["mtime"]
        assert int(after) > int(before)
        assert len(client.get("/zhang/bb/api/journal").json["data"]) == 9

    def test_a_society_that_is_gone_is_gone(self, desk: Flask, desk_district: Path) -> None:
        client = signed_in(desk, "quji")
        assert client.get("/zhang/bb/api/journal").status_code == 200
        (desk_district / "societies" / "bb").rename(desk_district / "elsewhere")
        assert client.get("/zhang/bb/api/journal").status_code == 404
        assert "乙村" not in client.get("/books").text

    def test_readers_never_see_half_of_a_change(self, registry: Registry, desk_district: Path) -> None:
        """While the file is replaced again and again, every reader's total is one that stood on disk."""
        seen: set[str] = set()
        wrong: list[BaseException] = []
        done = threading.Event()

        def read() -> None:
            while not done.is_set():
                try:
                    found = ledger(registry)
                    total = sum(t.postings[0].units.number for t in found.all_entries_by_type.Transaction)
                    assert found.options["title"] == "乙村互助社"
                    seen.add(str(total))
                except BaseException as error:
                    wrong.append(error)

        threads = [threading.Thread(target=read) for _ in range(4)]
        for thread in threads:
            thread.start()
        for i in range(30):
            replace(journal(desk_district), JULY + DONATION.format(1000) * (i % 3))
        done.set()
        for thread in threads:
            thread.join()
        assert wrong == []
        assert seen <= {"1300.00", "2300.00", "3300.00"}
        assert sum(
            t.postings[0].units.number for t in ledger(registry).all_entries_by_type.Transaction
        ) == yuan("3300.00")


class TestWhatIsNotRun:
    @pytest.fixture
    def ran(self, tmp_path: Path) -> Iterator[Path]:
        yield tmp_path / "ran"

    def test_a_foreign_plugin_in_the_top_file(self, desk: Flask, desk_district: Path, ran: Path) -> None:
        top_file = desk_district / "societies" / "aa" / "main.beancount"
        evil = f"__import__('pathlib').Path('{ran}').touch()"
        top_file.write_text(
            top("甲村互助社") + f'plugin "beancount.plugins.commodity_attr" "{evil}"\n', encoding="utf-8"
        )
        client = signed_in(desk, "kuaiji-a")
        page = client.get("/zhang/aa/journal/")
        assert page.status_code == 409
        assert "beancount.plugins.commodity_attr" in page.text
        assert client.get("/zhang/aa/api/journal").status_code == 409
        assert not ran.exists()
        assert client.get("/books").status_code == 200

    @pytest.mark.parametrize(
        "line",
        [
            '2026-01-01 custom "fava-extension" "evil"',
            '2026-01-01 custom "fava-option" "import-config" "evil.py"',
            'include "/etc/hostname"',
            'option "insert_pythonpath" "TRUE"',
            'plugin "evil"',
            "pushtag #x",
        ],
    )
    def test_what_only_a_top_file_may_say_in_another(
        self, registry: Registry, desk_district: Path, ran: Path, line: str
    ) -> None:
        folder = desk_district / "societies" / "bb"
        (folder / "evil.py").write_text(f"import pathlib; pathlib.Path({str(ran)!r}).touch()\nCONFIG = []\n")
        journal(desk_district).write_text(JULY + line + "\n", encoding="utf-8")
        with pytest.raises(UnsafeBooks, match=rf"journal/2026-07.beancount 第{JULY.count(chr(10)) + 1}行"):
            ledger(registry)
        assert not ran.exists()

    @pytest.mark.parametrize("line", ['"fava-extension" "evil"', '"fava-option" "import-config" "evil.py"'])
    def test_favas_own_ways_even_in_the_top_file(
        self, registry: Registry, desk_district: Path, ran: Path, line: str
    ) -> None:
        folder = desk_district / "societies" / "bb"
        (folder / "evil.py").write_text(f"import pathlib; pathlib.Path({str(ran)!r}).touch()\nCONFIG = []\n")
        (folder / "main.beancount").write_text(
            top("乙村互助社") + f"2026-01-01 custom {line}\n", encoding="utf-8"
        )
        found = ledger(registry)
        assert counted(found) == 2
        assert not ran.exists()

    def test_favas_options_are_the_desks(self, registry: Registry, desk_district: Path) -> None:
        folder = desk_district / "societies" / "bb"
        lines = '1990-01-01 custom "fava-option" "language" "fr"\n1990-01-01 custom "fava-sidebar-link" "x" "javascript:1"\n'
        (folder / "main.beancount").write_text(top("乙村互助社") + lines, encoding="utf-8")
        found = ledger(registry)
        assert found.fava_options.language == "zh"
        links = [("← 返回首页", "/"), ("今天", "/s/bb/"), ("检查", "/s/bb/findings")]
        assert found.misc.sidebar_links == links

    def test_no_cache_that_runs_code_is_read_or_written(
        self, registry: Registry, desk_district: Path
    ) -> None:
        ledger(registry)
        assert [p.name for p in desk_district.rglob("*picklecache*")] == []


class TestWithTheRules:
    @pytest.fixture
    def judged(self, desk_district: Path) -> Path:
        folder = desk_district / "societies" / "bb"
        (folder / "policy.beancount").write_text("", encoding="utf-8")
        (folder / "society.beancount").write_text("", encoding="utf-8")
        (folder / "main.beancount").write_text(topfile.text("乙村互助社", ["2026-07"]), encoding="utf-8")
        return folder

    def test_what_they_find_is_shown_with_its_line(self, desk: Flask, judged: Path) -> None:
        errors = signed_in(desk, "shezhang-b").get("/zhang/bb/api/errors").json["data"]
        assert errors, "books without a registration are not in order"
        assert all("规则没有运行" not in error["message"] for error in errors)
        assert any("societies/bb/" in str(error["source"]["filename"]) for error in errors)

    def test_the_proof_that_they_ran_is_not_an_event_of_the_society(self, desk: Flask, judged: Path) -> None:
        client = signed_in(desk, "shezhang-b")
        assert client.get("/zhang/bb/api/events").json["data"] == []
        assert '"upcoming_events_count":0' in client.get("/zhang/bb/events/").text


class TestKeys:
    def test_are_the_folders_names(self, registry: Registry) -> None:
        assert tuple(registry.seen_by(BUREAU)) == BOOKS
        assert BOOKS[0] == RESERVED

    def test_a_society_cannot_take_the_bureaus(self, tmp_path: Path, quick_hashes: None) -> None:
        district = build_district(tmp_path / "区")
        society(district, RESERVED, "冒名村互助社")
        registry = Registry(District(district))
        treasurer = User("x", "某", Role.TREASURER, (RESERVED,))
        assert registry.seen_by(treasurer) == {}
        assert next(registry.title(books) for books in registry.seen_by(BUREAU).values()) == "徽州区"

    def test_a_right_is_to_a_folder_not_to_a_name(self, registry: Registry, tmp_path: Path) -> None:
        """A folder of the same name elsewhere, or deeper down, is another one's."""
        treasurer = User("x", "某", Role.TREASURER, ("aa",))
        societies = registry.district.folder / "societies"
        assert registry.may_see(treasurer, Society(societies / "aa"))
        for folder in (
            tmp_path / "别区" / "societies" / "aa",
            societies / "bb" / "societies" / "aa",
            societies / "bb",
        ):
            assert not registry.may_see(treasurer, Society(folder))

    def test_accounts_of_the_fixture_are_well_formed(self) -> None:
        from beancount.parser import parser

        assert parser.parse_string(ACCOUNTS + JULY)[1] == []
