"""`huzhu check` over a district, by another policy, as of another day: what shows only between books is told."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ledger.district import District
from ledger.events.facts import VillageListed
from plugins.rule import Rule, district_rule
from plugins.table import RULES
from tests import societies as made
from tests.terminal import Said, huzhu

DAY = "--as-of 2026-07-01"


@pytest.fixture
def district(tmp_path: Path) -> District:
    """徽州区 with two societies, one of which has its money."""
    return made.district(tmp_path)


def _run(folder: Path, command: str) -> Said:
    return huzhu(*command.split(), books=folder)


def _told(district: District, more: str = DAY) -> list[dict[str, Any]]:
    said = _run(district.folder, f"check {more} --json").out
    return [json.loads(line) for line in said.splitlines()]


def _by(rule: str, told: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(t["society"], t["message"]) for t in told if t.get("rule") == rule]


def test_what_the_bureau_paid_and_the_society_booked_agree(district: District) -> None:
    told = _told(district)
    assert _by("subsidy_reconciled", told) == []
    assert "subsidy_reconciled" in told[-1]["summary"]["rules_run"]


def test_a_discrepancy_is_told_with_the_books_that_it_is_in(district: District) -> None:
    made.record(district, made.bureau_pays("qiankou"))
    made.record(
        district.society("qiankou"),
        made.subsidy("10000.00", date(2026, 6, 25), document_no="徽财社〔2026〕21号"),
    )
    told = _told(district)
    ((society, message),) = _by("subsidy_reconciled", told)
    assert society == "qiankou" and "财政局的文号是“徽财社〔2026〕12号”" in message
    assert told[-1]["summary"]["errors"] >= 1
    (line,) = [t for t in told if t.get("rule") == "subsidy_reconciled"]
    assert line["file"] == "journal/2026-06.beancount" and line["line"] > 0 and line["clause"]


def test_the_roster_is_held_against_the_societies_that_are_there(district: District) -> None:
    for village in ("石岗村", "潜口村", "没有社的村"):
        made.record(
            district,
            VillageListed(date=date(2026, 6, 30), recorded_by="ju", village=village, township="岩寺镇"),
        )
    messages = [m for _, m in _by("roster", _told(district))]
    assert "岩寺镇没有社的村还没有登记互助社" in messages
    assert "名册上只有3个村（社区），应有52个，请补全名册" in messages and len(messages) == 2


def test_one_society_alone_is_not_held_against_the_others(district: District) -> None:
    made.record(district, made.bureau_pays("qiankou"))
    alone = _run(district.society("qiankou").folder, f"check {DAY} --json").out
    assert "subsidy_reconciled" not in [json.loads(x).get("rule") for x in alone.splitlines()]


def test_a_society_that_cannot_be_read_hides_nothing_of_the_others(district: District) -> None:
    made.record(district, made.bureau_pays("qiankou"))
    district.society("shigang").facts.write_bytes(b"\xff\xfe")
    done = _run(district.folder, "check --as-of 2026-12-31 --json")
    told = [json.loads(line) for line in done.out.splitlines()]
    assert done.code == 2
    assert ("district", "拨给qiankou的10000.00元，30天了还没有入账，请催办核实") in _by(
        "subsidy_reconciled", told
    )


def test_without_the_bureau_s_books_nothing_is_compared_and_the_check_says_so(district: District) -> None:
    district.policy.write_bytes(b"\xff")
    done = _run(district.folder, f"check {DAY} --json")
    told = [json.loads(line) for line in done.out.splitlines()]
    assert done.code == 2 and _by("subsidy_reconciled", told) == []


def test_a_rule_that_fails_between_books_is_no_verdict(
    district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    @district_rule()
    def broken(books: object, policy: object) -> Any:
        raise ZeroDivisionError("试")

    assert isinstance(broken, Rule)
    monkeypatch.setattr("plugins.table.RULES", (*RULES, broken))
    told = _told(district)
    assert [
        m
        for r, m in [(t.get("rule"), t.get("message", "")) for t in told]
        if r == "broken" and "ZeroDivisionError" in m
    ]


def test_the_same_books_by_another_policy_and_another_day(district: District) -> None:
    society = district.society("shigang")
    made.record(society, [made.draw("2000.00", 2), *made.case("1000.00", 8), made.relief("1000.00", 9)])
    asked = "check --as-of 2026-12-31 --json --rule {rule} --policy {policy}"
    by = {
        policy: [
            t["message"] for t in _told_of(society.folder, asked.format(rule="seed_capital", policy=policy))
        ]
        for policy in ("huizhou", "dongtai")
    }
    assert by["huizhou"] == [] and "村集体" in by["dongtai"][0]
    late = _told_of(society.folder, "check --as-of 2026-07-10 --json --rule notice_in_time")
    later = _told_of(society.folder, "check --as-of 2026-08-10 --json --rule notice_in_time")
    assert len(later) == len(late) + 1


def _told_of(folder: Path, command: str) -> list[dict[str, Any]]:
    return [t for t in map(json.loads, _run(folder, command).out.splitlines()) if "rule" in t]


def test_reports_compare_policies_and_sort_findings_under_the_auditor_s_heads(district: District) -> None:
    society = district.society("shigang")
    made.record(society, [made.draw("2000.00", 2), *made.case("800.00", 8), made.relief("800.00", 15)])
    compared = json.loads(_run(society.folder, "report policy-compare --year 2026 --format json").out)
    rows = {row["cells"]["says"] for row in compared["rows"]}
    assert {
        "登记后在宽限期内，启动资金要到位：总额、区财政补助、村集体和捐赠、村集体各不少于规定数。",
        "审核同意后按时发放救助。",
    } <= set(rows)
    heads = _run(society.folder, "report audit-heads --year 2026").out
    assert "资金发放" in heads and "payment_in_time" not in heads
