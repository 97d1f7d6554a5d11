"""first_aid_filled: survey, explanation and decision within so many days after first aid."""

from __future__ import annotations

from plugins.first_aid_filled import first_aid_filled
from tests.case_lines import decided, opened, paid, policy, step, surveyed
from tests.ledgers import books, told

RULE = first_aid_filled

CASE = opened() + step("先行救助", "2026-07-08", reason='"车祸"') + paid("300.00", "2026-07-08")
WHY = '"家中无人照料"'
DUE = "应在2026-07-18前完成"
FILED = step("归档", "2026-07-18", kind="案卷材料", papers='"审批表 情况说明"', sha256='"ab"')


def on(day: str, ledger: str) -> list[str]:
    """What is told of a ledger on that day."""
    return told(RULE, f"as of {day}\n{ledger}")


def test_on_the_last_day_it_is_in_time() -> None:
    assert on("2026-08-20", CASE + surveyed("2026-07-18", opinion=WHY) + decided(day="2026-07-18")) == []
    assert on("2026-07-18", CASE) == []


def test_a_day_later_it_is_late() -> None:
    assert on("2026-08-20", CASE + surveyed("2026-07-18", opinion=WHY) + decided(day="2026-07-19")) == [
        f"overdue JZ-2026-0007（汪*）先行救助后的审核{DUE}，2026-07-19才做，晚了1天"
    ]
    assert on("2026-08-20", CASE + surveyed("2026-07-20", opinion=WHY) + decided(day="2026-07-19")) == [
        f"overdue JZ-2026-0007（汪*）先行救助后的入户调查、情况说明、审核{DUE}，2026-07-20才做，晚了2天"
    ]


def test_what_is_missing_is_named() -> None:
    said = "overdue JZ-2026-0007（汪*）先行救助后的{}" + DUE + "，还没有做"
    assert on("2026-07-19", CASE) == [said.format("入户调查、情况说明、审核")]
    assert on("2026-07-19", CASE + surveyed("2026-07-10", opinion=WHY)) == [said.format("审核")]
    assert on("2026-07-19", CASE + decided(day="2026-07-10")) == [said.format("入户调查、情况说明")]
    for unsaid in ({}, {"opinion": '" "'}, {"opinion": "3"}):
        bare = CASE + surveyed("2026-07-10", **unsaid) + decided(day="2026-07-10")
        assert on("2026-07-19", bare) == [said.format("情况说明")]


def test_a_paper_that_explains_puts_it_right() -> None:
    bare = CASE + surveyed("2026-07-10") + decided(day="2026-07-10")
    assert on("2026-08-20", bare + FILED) == []
    late = FILED.replace("2026-07-18", "2026-07-19")
    assert "的情况说明应在2026-07-18前完成，2026-07-19才做" in on("2026-08-20", bare + late)[0]
    assert on("2026-08-20", bare + FILED + late) == []
    assert len(on("2026-08-20", bare + FILED.replace(" 情况说明", ""))) == 1
    assert len(on("2026-08-20", bare + FILED.replace("0007", "0008"))) == 1
    first = CASE + surveyed("2026-07-10", opinion=WHY) + decided(day="2026-07-10")
    assert on("2026-08-20", first + late) == []
    assert on("2026-08-20", CASE + surveyed("2026-07-19", opinion=WHY) + decided() + FILED) == [
        f"overdue JZ-2026-0007（汪*）先行救助后的入户调查{DUE}，2026-07-19才做，晚了1天"
    ]


def test_of_each_step_the_first_counts() -> None:
    surveys = surveyed("2026-07-10") + surveyed("2026-07-20", opinion=WHY)
    decisions = decided(day="2026-07-10") + decided(day="2026-07-22")
    assert on("2026-08-20", CASE + surveys + decisions) == [
        f"overdue JZ-2026-0007（汪*）先行救助后的情况说明{DUE}，2026-07-20才做，晚了2天"
    ]


def test_a_case_without_first_aid_is_another_rule_s() -> None:
    other = opened("JZ-2026-0008") + paid(number="JZ-2026-0008")
    whole = CASE + surveyed("2026-07-10", opinion=WHY) + decided(day="2026-07-10")
    assert on("2026-08-20", whole + other) == []


def test_money_that_went_out_is_explained_also_after_the_end() -> None:
    for end in ("撤回", "结案"):
        assert len(on("2026-07-19", CASE + step(end, "2026-07-10"))) == 1


def test_first_aid_that_was_not_paid_or_was_reversed_needs_no_explanation() -> None:
    order = opened() + step("先行救助", "2026-07-08")
    assert on("2026-07-19", order) == []
    wrong = order + paid("300.00", "2026-07-08", voucher="2026-07-001")
    assert len(on("2026-07-19", wrong)) == 1
    assert on("2026-07-19", wrong + paid("-300.00", "2026-07-09", reverses="2026-07-001")) == []
    assert len(on("2026-07-19", wrong + paid("-300.00", "2026-07-09"))) == 1


def test_the_days_are_those_of_the_day_of_first_aid_and_run_over_the_turn_of_the_year() -> None:
    newer = policy("first_aid_days", "3", "2026-12-31")
    late = CASE.replace("2026-07-08", "2026-12-31")
    assert on("2027-01-03", newer + late) == []
    assert on("2027-01-04", newer + late)[0].startswith("overdue")
    before = CASE.replace("2026-07-08", "2026-12-30")
    assert on("2027-01-09", newer + before) == []
    assert len(on("2027-01-10", newer + before)) == 1


def test_without_the_line_nothing_is_said() -> None:
    assert told(RULE, "as of 2026-08-20\nno policy\n" + CASE) == []


@books
def test_the_finding_stands_at_the_first_aid() -> None:
    """
    as of 2026-07-19
    2026-07-08 custom "救助" "JZ-2026-0007" "先行救助"   ; ~~ 先行救助后的入户调查、情况说明、审核应在2026-07-18前完成，还没有做
    2026-07-08 * "汪*" "应急救助" ^JZ-2026-0007
      Expenses:5101业务活动成本:02应急救助   300.00 CNY
      Assets:1001现金:03社会捐赠
    """


KINDS = {
    "limit": test_on_the_last_day_it_is_in_time,
    "over": test_a_day_later_it_is_late,
    "neighbour": test_a_case_without_first_aid_is_another_rule_s,
    "change": test_the_days_are_those_of_the_day_of_first_aid_and_run_over_the_turn_of_the_year,
    "right": test_a_paper_that_explains_puts_it_right,
}
"""The five kinds of tests that every rule has."""
