"""The demonstration holds what it promises: whole books, every breach refused, the same for the same seed."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from huzhu.demo import JUDGED, build
from huzhu.demo_breaches import tried
from huzhu.demo_cases import SCRIPTS
from huzhu.reading import read
from ledger import trail
from ledger.books import Books
from ledger.district import District, Ledger
from ledger.statements import in_transit, waiting
from plugins.table import RULES
from tests.terminal import bytes_of, english, huzhu

MONTHS = [f"2026-{n:02d}" for n in range(1, 7)]
Ran = tuple[subprocess.CompletedProcess[str], District]


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """The demonstration as a process of its own."""
    folder = tmp_path_factory.mktemp("demo")
    command = [sys.executable, "-m", "huzhu", "demo", "--no-desk", "--into", str(folder)]
    env = {**os.environ, "PYTHONUTF8": "1", "COLUMNS": "200"}
    done = subprocess.run(command, capture_output=True, text=True, env=env, timeout=120, check=False)
    return done, District(folder / "徽州区")


@pytest.fixture(scope="module")
def district(ran: Ran) -> District:
    return ran[1]


@pytest.fixture(scope="module")
def books(district: District) -> dict[str, Books]:
    return {s.id: read(s)[0] for s in district.societies}


def _kept(folder: Path) -> dict[str, str]:
    """The files that the seed decides: all but the district's secret key."""
    return {name: digest for name, digest in bytes_of(folder).items() if name != "district.key"}


def test_it_ends_well_and_speaks_chinese(ran: Ran) -> None:
    done, district = ran
    assert (done.returncode, done.stderr) == (0, "")
    assert english(done.stdout, [district.folder, "demo"]) == []


def test_it_says_where_the_books_are_and_what_was_found(ran: Ran) -> None:
    done, district = ran
    assert f"账簿在 {district.folder}\n" in done.stdout
    assert f"截至{JUDGED}，4套账共发现0处问题" in done.stdout
    assert "基金收支情况表" in done.stdout and "2026年1月至6月" in done.stdout


def test_every_breach_is_refused_aloud_with_its_sentence(ran: Ran) -> None:
    shown = re.findall(r"^ ?(\d+)\. (.+)\n    ✗ 拒绝：(?:\[(\w+)\] )?(.+)$", ran[0].stdout, re.MULTILINE)
    assert [int(number) for number, *_ in shown] == list(range(1, len(shown) + 1)) and len(shown) >= 12
    assert "！！" not in ran[0].stdout and "账簿一个字节也没有变" in ran[0].stdout
    rules = {rule for _, _, rule, _ in shown if rule}
    assert len(rules) >= 10 and rules <= {r.name for r in RULES}
    assert all(len(said) > 8 for *_, said in shown)
    assert ran[0].stdout.count("      依据：") == sum(bool(rule) for _, _, rule, _ in shown)


def test_a_breach_that_the_books_took_is_not_passed_over(
    district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = bytes_of(district.folder)
    assert all(each.held for each in tried(district))
    assert bytes_of(district.folder) == before, "each was tried, none was written"
    monkeypatch.setattr("plugins.table.RULES", tuple(r for r in RULES if r.name != "relief_cap"))
    missed = [each.title for each in tried(district) if not each.held]
    assert missed == ["应急救助发1,000.01元"]


def test_check_finds_nothing_on_the_day_of_judgement(district: District) -> None:
    said = huzhu("check", "--json", "--as-of", str(JUDGED), books=district.folder)
    (last,) = map(json.loads, said.out.splitlines())
    assert said.code == 0
    assert (last["summary"]["societies"], last["summary"]["errors"]) == (3, 0)
    assert (last["summary"]["overdue"], last["summary"]["warnings"]) == (0, 0)
    assert huzhu("trail", "verify", books=district.folder).code == 0


def test_plain_beancount_finds_nothing_either(district: District) -> None:
    checker = Path(sys.executable).with_name("bean-check")
    for top in ("district.beancount", "societies/shigang/main.beancount"):
        done = subprocess.run(
            [checker, "-C", district.folder / top], capture_output=True, text=True, timeout=60, check=False
        )
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_cases_are_of_every_kind(books: dict[str, Books]) -> None:
    cases = [(c, b) for b in books.values() for c in b.cases.values()]
    steps = Counter(step.step for c, _ in cases for step in c.steps)
    reliefs = [r for b in books.values() for r in b.reliefs]
    assert len(cases) == len(SCRIPTS) == 11 == steps["受理"]
    assert {c.text("relief") for c, _ in cases} == {"补充救助", "应急救助"}
    assert (steps["先行救助"], steps["转出"], steps["回复"]) == (1, 1, 1)
    refused = [c for c, _ in cases if (d := c.decision(JUDGED)) and d.text("decision") == "不同意"]
    staged = [c for c, _ in cases if (d := c.decision(JUDGED)) and d.meta.get("stages")]
    paid = [len(b.payments.get(c.number, ())) for c, b in cases if c in refused or c in staged]
    assert sorted(paid) == [0, 3]
    assert sum(r.amount < 0 for r in reliefs) == 1, "one came back"
    assert Counter(r.entry.meta["method"] for r in reliefs if r.amount > 0) == {
        "现金": 9,
        "转账": 1,
        "实物": 1,
    }
    assert {r.kind for r in reliefs} == {"补充救助", "应急救助", "实物救助"}


def test_six_months_are_posted_printed_and_sealed(district: District) -> None:
    for society in district.societies:
        assert society.months == MONTHS
        for month in MONTHS:
            sheet = society.documents / "notices" / f"{month}.pdf"
            assert sheet.read_bytes().startswith(b"%PDF-")
            assert "救助情况公示" in sheet.with_suffix(".txt").read_text("utf-8")
            seal = json.loads((society.seals / f"{month}.json").read_text("utf-8"))
            assert (seal["society"], seal["month"]) == (society.id, month) and seal["trial_balance"]
            assert society.journal(month).stat().st_mode & 0o222 == 0
    said = huzhu(
        "record",
        "interest",
        "--date",
        "2026-06-30",
        "--amount",
        "1",
        books=district.society("shigang").folder,
    )
    assert said.code == 2 and "已经月结" in said.err


def test_the_papers_of_march_were_imported_and_the_bank_agrees(district: District) -> None:
    society = district.society("shigang")
    bill = society.documents / "statements" / "微信支付账单(20260301-20260331).csv"
    before = bytes_of(society.folder)
    said = huzhu("import", bill, "--card", "农商银行(5678)=银行", "--dry-run", books=society.folder)
    assert said.code == 0 and "共11行：已记账0，跳过11，待核0" in said.out
    assert bytes_of(society.folder) == before
    journal = society.journal("2026-03").read_text("utf-8")
    assert journal.count(" ^wx-") == 11 and journal.count(" ^bank-") == 1
    books = read(society)[0]
    assert in_transit(books) == {} and [f.day for f in books.facts.of("对账")] == [date(2026, 4, 1)]


def test_a_gift_of_july_waits_for_whoever_looks(district: District) -> None:
    rows = waiting(read(district.society("shigang"))[0])
    assert [(row.payer, row.change) for row in rows] == [("石岗村供销社", Decimal("200.00"))]


def test_the_bureaus_books_and_the_societies_agree_on_the_subsidy(
    district: District, books: dict[str, Books]
) -> None:
    paid = {t.meta["society"]: t.postings[0].units.number for t in read(district)[0].transactions}
    assert paid.keys() == books.keys() and set(paid.values()) == {10_000}


def _built(folder: Path, societies: int, seed: int) -> District:
    return build(folder / "徽州区", societies, seed, lambda said: None)


def test_the_same_seed_gives_the_same_books_to_the_byte(tmp_path: Path, district: District) -> None:
    again = _built(tmp_path, 3, 7)
    assert _kept(again.folder) == _kept(district.folder)
    assert (again.folder / "district.key").read_bytes() != (district.folder / "district.key").read_bytes()


def test_another_seed_and_more_societies_give_other_books_as_whole_as_these(
    tmp_path: Path, district: District
) -> None:
    other = _built(tmp_path, 5, 8)
    assert [s.id for s in other.societies] == ["fengle", "lingshan", "shigang", "xuntang", "yangcun"]
    assert other.society("shigang").journal("2026-01").read_bytes() != (
        district.society("shigang").journal("2026-01").read_bytes()
    )
    ledgers: list[Ledger] = [other, *other.societies]
    assert not any(trail.chain(ledger).breaks for ledger in ledgers)
    assert huzhu("check", "--as-of", str(JUDGED), books=other.folder).out.endswith("错误0，逾期0，提醒0\n")
    assert sum(len(read(s)[0].cases) for s in other.societies) == 11
    assert all(each.held for each in tried(other))


def test_a_folder_that_is_taken_is_left_alone(district: District) -> None:
    before = bytes_of(district.folder)
    said = huzhu("demo", "--no-desk", "--into", district.folder.parent)
    assert said.code == 2 and "已经有了，请换一个文件夹" in said.err
    assert bytes_of(district.folder) == before
