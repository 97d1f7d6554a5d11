"""A case and its steps, as the books tell them."""

from __future__ import annotations

from datetime import date

from beancount.parser import parser

from ledger.cases import Case, gather
from ledger.facts import read

BOOKS = """
2026-07-01 custom "救助" "JZ-2026-0002" "审核"
  decision: "同意"
  amount: 100.00 CNY
  by: "lisi"
2026-07-08 custom "救助" "JZ-2026-0001" "受理"
  person: "P-1a2b3c4d5e6f"
  household: "H-1a2b3c4d5e6f"
  label: "汪*"
  category: "突发严重困难户"
  matter: "疾病"
  relief: "应急救助"
2026-07-08 custom "救助" "JZ-2026-0001" "先行救助"
2026-07-09 custom "救助" "JZ-2026-0001" "受理"
  person: "P-000000000000"
  household: "H-000000000000"
  label: "李*"
  category: "特困人员"
  matter: "教育"
  relief: "补充救助"
2026-07-10 custom "救助" "JZ-2026-0001" "审核"
  decision: "不同意"
  by: "lisi"
2026-07-12 custom "救助" "JZ-2026-0001" "审核"
  decision: "同意"
  amount: 800.00 CNY
  by: "lisi"
2026-07-12 custom "转介" "JZ-2026-0001" "转出"
  to: "区医保局"
2026-07-13 custom "决议" "JZ-2026-0001"
  kind: "其他"
"""


def cases() -> dict[str, Case]:
    """The cases of these books."""
    entries, errors, _ = parser.parse_string(BOOKS)
    assert not errors
    return gather(read(e) for e in entries)


def test_steps_and_referrals_are_gathered_by_number_and_nothing_else_is() -> None:
    found = cases()
    assert list(found) == ["JZ-2026-0002", "JZ-2026-0001"]
    assert [s.step for s in found["JZ-2026-0001"].steps] == [
        "受理",
        "先行救助",
        "受理",
        "审核",
        "审核",
        "转出",
    ]


def test_the_first_acceptance_says_who_and_what_for() -> None:
    found = cases()["JZ-2026-0001"]
    assert (found.text("label"), found.text("relief"), found.text("matter-no")) == ("汪*", "应急救助", "")


def test_a_case_nobody_accepted_says_nothing() -> None:
    found = cases()["JZ-2026-0002"]
    assert found.opened is None
    assert found.text("label") == ""
    assert found.first_aid(date(2026, 12, 31)) is None


def test_the_last_decision_by_a_day_holds() -> None:
    found = cases()["JZ-2026-0001"]
    days = (date(2026, 7, 9), date(2026, 7, 10), date(2026, 7, 11), date(2026, 7, 12), date(2027, 1, 1))
    assert [(d := found.decision(day)) and d.text("decision") for day in days] == [
        None, "不同意", "不同意", "同意", "同意",
    ]  # fmt: skip


def test_first_aid_is_given_from_its_day() -> None:
    found = cases()["JZ-2026-0001"]
    assert found.first_aid(date(2026, 7, 7)) is None
    assert found.first_aid(date(2026, 7, 8)) is not None


def test_a_referral_s_steps_are_not_the_case_s_own() -> None:
    found = cases()["JZ-2026-0001"]
    accepted = found.step("受理")
    assert accepted and accepted.text("label") == "汪*"
    assert found.step("转出") is None
    assert found.step("结案") is None
