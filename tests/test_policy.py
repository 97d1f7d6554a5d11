"""The policy in force on a day: which line holds, and what is said of a line that cannot be read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import FrozenInstanceError
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from beancount.parser import parser

from ledger import policy
from ledger.policy import BadPolicy, Line, Policy

TWO = """
2026-07-01 custom "policy" "cap_emergency" 1200.00 CNY
  what: "应急救助每人次上限"
  clause: "不超过1200元"
  source: "新办法 三"
2024-03-01 custom "policy" "cap_emergency" 1000.00 CNY
  clause: "不超过1000元"
  may: "raise"
2024-03-01 custom "policy" "once_per_matter" TRUE
  clause: "只救助一次"
"""


def of(text: str) -> Policy:
    """The policy that a text holds."""
    entries, errors, _ = parser.parse_string(text)
    assert not errors
    return Policy(entries)


def line(value: str) -> Line:
    """The line of a policy that has one value."""
    found = of(f'\n\n2024-03-01 custom "policy" "x" {value}\n  clause: "c"').on(date(2024, 3, 1), "x")
    assert found
    return found


def test_a_line_holds_from_its_day_until_the_next_whatever_their_order_in_the_file() -> None:
    found = [
        of(TWO).on(date.fromisoformat(d), "cap_emergency")
        for d in ("2024-03-01", "2026-06-30", "2026-07-01", "2027-01-01")
    ]
    assert [f and f.yuan for f in found] == [Decimal(1000), Decimal(1000), Decimal(1200), Decimal(1200)]


def test_the_order_in_which_lines_are_handed_over_does_not_matter() -> None:
    entries, _, _ = parser.parse_string(TWO)
    found = Policy(reversed(entries)).on(date(2026, 7, 1), "cap_emergency")
    assert found and found.yuan == 1200


def test_before_its_first_day_and_for_what_the_district_does_not_have_there_is_none() -> None:
    assert of(TWO).on(date(2024, 2, 29), "cap_emergency") is None
    assert of(TWO).on(date(2026, 7, 1), "cap_supplementary") is None
    assert of("").on(date(2026, 7, 1), "cap_emergency") is None


def test_whether_a_district_ever_says_a_word_of_it() -> None:
    assert of(TWO).ever("cap_supplementary", "once_per_matter")
    assert not of(TWO).ever("cap_supplementary", "times_per_year")


def test_of_two_lines_of_one_day_the_later_in_the_file_holds() -> None:
    two = of(TWO + '2026-07-01 custom "policy" "cap_emergency" 1300.00 CNY\n  clause: "更正"\n')
    found = two.on(date(2026, 7, 1), "cap_emergency")
    assert found and found.yuan == 1300


def test_a_line_is_cited_with_its_source_or_without() -> None:
    found = of(TWO)
    new, old = (found.on(date.fromisoformat(d), "cap_emergency") for d in ("2026-07-01", "2026-06-30"))
    assert new and (new.cited, new.what, new.may) == ("新办法 三：不超过1200元", "应急救助每人次上限", "")
    assert old and (old.cited, old.what, old.may) == ("不超过1000元", "", "raise")


def test_all_lines_by_name_and_day() -> None:
    assert [(each.name, each.day.year) for each in of(TWO).lines] == [
        ("cap_emergency", 2024), ("cap_emergency", 2026), ("once_per_matter", 2024),
    ]  # fmt: skip


def test_values_as_amount_number_yes_or_no_and_words() -> None:
    assert line("500.00 CNY").yuan == Decimal("500.00")
    assert line("5").number == 5
    assert line("0").number == 0
    assert line("5.00").number == 5
    assert [line(value).times for value in ("3", "0.5", "0")] == [Decimal(3), Decimal("0.5"), Decimal(0)]
    assert (line("TRUE").yes, line("FALSE").yes) == (True, False)
    assert line('"甲" "乙"').words == ("甲", "乙")


@pytest.mark.parametrize(
    ("value", "ask", "said"),
    [
        ("500.00", lambda x: x.yuan, "应是一个金额，例如 500.00 CNY"),
        ('"500"', lambda x: x.yuan, "应是一个金额"),
        ("500.00 USD", lambda x: x.yuan, "应是一个金额"),
        ("500.00 AUD", lambda x: x.yuan, "应是一个金额"),
        ("1.00 CNY 2.00 CNY", lambda x: x.yuan, "应是一个金额"),
        ("2.5", lambda x: x.number, "应是一个整数"),
        ("-1", lambda x: x.number, "应是一个整数，不小于零"),
        ("2 3", lambda x: x.number, "应是一个整数"),
        ("TRUE", lambda x: x.number, "应是一个整数"),
        ("5.00 CNY", lambda x: x.number, "应是一个整数"),
        ("-0.5", lambda x: x.times, "应是倍数，例如 3 或 0.5"),
        ("2 3", lambda x: x.times, "应是倍数"),
        ("TRUE", lambda x: x.times, "应是倍数"),
        ("3.00 CNY", lambda x: x.times, "应是倍数"),
        ('"TRUE"', lambda x: x.yes, "应是 TRUE 或 FALSE"),
        ("1", lambda x: x.yes, "应是 TRUE 或 FALSE"),
        ("TRUE FALSE", lambda x: x.yes, "应是 TRUE 或 FALSE"),
        ('"甲" 5', lambda x: x.words, "应是引号里的词"),
    ],
)
def test_a_value_of_the_wrong_kind_names_its_line(value: str, ask: Callable[[Line], Any], said: str) -> None:
    with pytest.raises(BadPolicy, match=f"^<string>第3行 政策“x”的值{said}"):
        ask(line(value))


def test_a_line_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        line("5").clause = "另一条"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("directive", "said"),
    [
        ('"x"', "政策行要写明名称和值，例如 custom"),
        ("5 6", "政策行要写明名称和值"),
        ("", "政策行要写明名称和值"),
        ('"x" 5', "政策“x”没有写明依据 clause:"),
        ('"x" 5\n  clause: 5', "政策“x”没有写明依据 clause:"),
    ],
)
def test_a_line_that_cannot_be_read_names_file_and_line(directive: str, said: str) -> None:
    with pytest.raises(BadPolicy, match=f"^<string>第2行 {said}"):
        of(f'\n2024-03-01 custom "policy" {directive}\n')


@pytest.mark.parametrize("name", policy.names())
def test_every_policy_that_comes_with_us_can_be_read(name: str) -> None:
    found = of(policy.text_of(name))
    assert len(found.lines) > 10
    assert all(each.cited for each in found.lines)


def test_a_policy_we_do_not_have_is_refused_with_those_we_have() -> None:
    with pytest.raises(BadPolicy, match=r"没有名为“东京”的政策。可选：.*huizhou"):
        policy.text_of("东京")
    with pytest.raises(BadPolicy, match="没有名为"):
        policy.text_of("../policies/huizhou")
