"""survey_in_time: survey and opinion within so many working days of acceptance."""

from __future__ import annotations

from plugins.survey_in_time import survey_in_time
from tests.case_lines import decided, opened, paid, policy, step, surveyed
from tests.ledgers import books, told

RULE = survey_in_time

CASE = opened()
BOTH = "JZ-2026-0007（汪*）的入户调查和审核意见应在2026-07-09前完成"


def on(day: str, ledger: str) -> list[str]:
    """What is told of a ledger on that day."""
    return told(RULE, f"as of {day}\n{ledger}")


def test_on_the_last_working_day_it_is_in_time() -> None:
    assert on("2026-07-20", CASE + surveyed("2026-07-09") + decided(day="2026-07-09")) == []


def test_a_day_later_it_is_late() -> None:
    assert on("2026-07-20", CASE + surveyed("2026-07-10") + decided(day="2026-07-10")) == [
        f"overdue {BOTH}，2026-07-10才做，晚了1天"
    ]
    assert (
        "的审核意见应在2026-07-09前完成，2026-07-13才做，晚了4天"
        in on("2026-07-20", CASE + surveyed("2026-07-09") + decided(day="2026-07-13"))[0]
    )
    assert "的入户调查应在" in on("2026-07-20", CASE + surveyed("2026-07-13") + decided(day="2026-07-09"))[0]


def test_what_is_missing_is_due_from_the_day_after() -> None:
    assert on("2026-07-09", CASE) == []
    assert on("2026-07-10", CASE) == [f"overdue {BOTH}，还没有做"]
    assert "的审核意见应在2026-07-09前完成，还没有做" in on("2026-07-10", CASE + surveyed())[0]
    assert "的入户调查应在2026-07-09前完成，还没有做" in on("2026-07-10", CASE + decided())[0]


def test_days_nobody_works_do_not_count() -> None:
    friday = opened(day="2026-07-10")
    assert on("2026-07-13", friday) == []
    assert len(on("2026-07-14", friday)) == 1


def test_a_decision_that_does_not_agree_is_an_opinion() -> None:
    assert on("2026-07-20", CASE + surveyed() + decided("", word="不同意")) == []


def test_first_aid_by_the_last_day_has_days_of_its_own() -> None:
    assert on("2026-07-20", CASE + step("先行救助", "2026-07-09")) == []
    assert len(on("2026-07-20", CASE + step("先行救助", "2026-07-10"))) == 1


def test_what_was_taken_back_closed_or_referred_is_put_right() -> None:
    out = step("转出", "2026-07-15", kind="转介", to='"区民政局"')
    for end in (step("撤回", "2026-07-15"), step("结案", "2026-07-15"), step("转介", "2026-07-15"), out):
        assert on("2026-07-15", CASE + end) == []
        assert len(on("2026-07-14", CASE + end)) == 1


def test_another_case_is_judged_for_itself() -> None:
    other = opened("JZ-2026-0008", label="李*") + surveyed(number="JZ-2026-0008")
    other += decided(number="JZ-2026-0008")
    assert on("2026-07-20", CASE + surveyed() + decided() + other) == []
    assert "JZ-2026-0007（汪*）" in on("2026-07-20", CASE + other)[0]


def test_the_days_are_those_of_the_day_of_acceptance() -> None:
    newer = policy("survey_workdays", "3", "2026-07-08")
    assert on("2026-07-13", newer + CASE) == []
    assert len(on("2026-07-14", newer + CASE)) == 1
    assert len(on("2026-07-13", newer.replace("07-08", "07-09") + CASE)) == 1


def test_over_the_turn_of_the_year_the_day_is_provisional_and_nobody_is_late() -> None:
    last = opened(day="2026-12-31")
    assert on("2027-01-04", last) == []
    assert on("2027-01-05", last) == [
        "warning JZ-2026-0007（汪*）的入户调查和审核意见应在2027-01-04（暂定）前完成，还没有做"
    ]


def test_where_no_calendar_reaches_and_where_no_line_is_nothing_is_said() -> None:
    assert on("2050-01-05", opened(day="2049-12-01")) == []
    assert told(RULE, "as of 2026-07-20\nno policy\n" + CASE) == []
    assert on("2024-03-10", opened(day="2024-02-29")) == []


@books
def test_steps_of_a_case_nobody_accepted_are_another_rule_s() -> None:
    """
    as of 2026-07-20
    2026-07-08 custom "救助" "JZ-2026-0001" "审核"
      decision: "不同意"
      by: "lisi"
    2026-07-08 custom "救助" "JZ-2026-0002" "受理"   ; ~~ JZ-2026-0002（汪*）的入户调查和审核意见应在2026-07-09前完成
      person: "P-1a2b3c4d5e6f"
      household: "H-1a2b3c4d5e6f"
      label: "汪*"
      category: "突发严重困难户"
      matter: "疾病"
      relief: "应急救助"
    """
    assert len(on("2026-07-20", CASE + paid())) == 1, "money is no survey"


def test_what_was_done_before_its_day_is_not_named_with_what_was_late() -> None:
    (said,) = on("2026-07-20", CASE + surveyed("2026-07-08") + decided(day="2026-07-13"))
    assert "的审核意见应在2026-07-09前完成" in said


KINDS = {
    "limit": test_on_the_last_working_day_it_is_in_time,
    "over": test_a_day_later_it_is_late,
    "neighbour": test_another_case_is_judged_for_itself,
    "change": test_the_days_are_those_of_the_day_of_acceptance,
    "right": test_what_was_taken_back_closed_or_referred_is_put_right,
}
"""The five kinds of tests that every rule has."""
