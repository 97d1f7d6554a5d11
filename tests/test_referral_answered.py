"""referral_answered: a referral has its letter and its answer, and goes out in time."""

from __future__ import annotations

from plugins.referral_answered import referral_answered
from tests.ledgers import books

RULE = referral_answered


@books
def test_on_the_tenth_working_day_the_answer_may_still_be_out() -> None:
    """
    as of 2026-07-15
    2026-07-01 custom "转介" "JZ-2026-0001" "转出"
      letter: "转介函2026-01"
      to: "区民政局"
    """


@books
def test_a_day_later_it_is_overdue_and_a_late_answer_is_late() -> None:
    """
    as of 2026-07-16
    2026-07-01 custom "转介" "JZ-2026-0001" "转出"   ; ~~ JZ-2026-0001转介给区民政局的答复应在2026-07-15前完成，还没有做
      letter: "转介函2026-01"
      to: "区民政局"
    2026-07-01 custom "转介" "JZ-2026-0002" "转出"   ; ~~ 2026-07-16才做，晚了1天
      letter: "转介函2026-01"
      to: "区民政局"
    2026-07-16 custom "转介" "JZ-2026-0002" "回复"
      outcome: "已给予临时救助"
    2026-07-01 custom "转介" "JZ-2026-0003" "转出"
      letter: "转介函2026-01"
      to: "区民政局"
    2026-07-15 custom "转介" "JZ-2026-0003" "回复"
      outcome: "已给予临时救助"
    """


@books
def test_the_day_that_the_referral_names_holds_where_it_is_earlier() -> None:
    """
    as of 2026-07-31
    2026-07-01 custom "转介" "JZ-2026-0001" "转出"   ; ~~ 应在2026-07-08前完成
      letter: "转介函2026-01"
      to: "区民政局"
      due: 2026-07-08
    2026-07-01 custom "转介" "JZ-2026-0002" "转出"   ; ~~ 应在2026-07-15前完成
      letter: "转介函2026-01"
      to: "区民政局"
      due: 2026-12-31
    """


@books
def test_each_answer_settles_one_referral_and_none_that_went_out_after_it() -> None:
    """
    as of 2026-07-31
    2026-07-01 custom "转介" "JZ-2026-0001" "转出"
      letter: "转介函2026-01"
      to: "区民政局"
    2026-07-02 custom "转介" "JZ-2026-0001" "转出"   ; ~~ 应在2026-07-16前完成，还没有做
      letter: "转介函2026-01"
      to: "区民政局"
    2026-07-03 custom "转介" "JZ-2026-0001" "回复"
      outcome: "已给予临时救助"
    2026-07-01 custom "转介" "JZ-2026-0002" "回复"
      outcome: "已给予临时救助"
    2026-07-02 custom "转介" "JZ-2026-0002" "转出"   ; ~~ 还没有做
      letter: "转介函2026-01"
      to: "区民政局"
    """


@books
def test_who_took_the_request_back_in_time_waits_for_no_answer() -> None:
    """
    as of 2026-07-31
    2026-07-01 custom "转介" "JZ-2026-0001" "转出"
      letter: "转介函2026-01"
      to: "区民政局"
    2026-07-15 custom "救助" "JZ-2026-0001" "撤回"
    2026-07-01 custom "转介" "JZ-2026-0002" "转出"   ; ~~ 还没有做
      letter: "转介函2026-01"
      to: "区民政局"
    2026-07-16 custom "救助" "JZ-2026-0002" "撤回"
    """


@books
def test_the_turn_of_the_year_and_the_day_the_value_changes() -> None:
    """
    as of 2027-01-31
    2027-01-01 custom "policy" "referral_workdays" 1
      clause: "一个工作日"
    2026-12-31 custom "转介" "JZ-2026-0001" "转出"
      letter: "转介函2026-01"
      to: "区民政局"
    2027-01-14 custom "转介" "JZ-2026-0001" "回复"
      outcome: "已给予临时救助"
    2027-01-01 custom "转介" "JZ-2026-0002" "转出"   ; ?? （暂定）前完成，2027-01-05才做
      letter: "转介函2026-01"
      to: "区民政局"
    2027-01-05 custom "转介" "JZ-2026-0002" "回复"
      outcome: "已给予临时救助"
    """


@books
def test_a_letter_is_asked_for_where_the_district_does() -> None:
    """
    as of 2026-07-02
    2024-01-01 custom "policy" "referral_letter" TRUE
      clause: "根据民政部门提供的转介函件"
    2026-07-02 custom "policy" "referral_letter" FALSE
      clause: "不用函"
    2026-07-01 custom "转介" "JZ-2026-0001" "转出"   ; ~~ JZ-2026-0001转介给区民政局，没有写明转介函
      to: "区民政局"
    2026-07-01 custom "转介" "JZ-2026-0002" "转出"
      letter: "转介函2026-01"
      to: "区民政局"
    2026-07-02 custom "转介" "JZ-2026-0003" "转出"
      to: "区民政局"
    """


@books
def test_without_a_line_no_letter_and_no_answer_is_asked_for() -> None:
    """
    no policy
    as of 2026-12-31
    2026-07-01 custom "救助" "JZ-2026-0001" "受理"
      person: "P-1a2b3c4d5e6f"
      household: "H-1a2b3c4d5e6f"
      label: "汪*"
      category: "突发严重困难户"
      matter: "疾病"
      relief: "应急救助"
    2026-07-01 custom "转介" "JZ-2026-0001" "转出"
      to: "区民政局"
    """


@books
def test_what_is_to_be_handed_on_goes_out_in_its_working_days() -> None:
    """
    as of 2026-07-06
    2026-01-01 custom "policy" "handover_workdays" 1
      clause: "限时办结"
    2026-07-01 custom "救助" "JZ-2026-0001" "受理"
      person: "P-1a2b3c4d5e6f"
      household: "H-1a2b3c4d5e6f"
      label: "汪*"
      category: "突发严重困难户"
      matter: "疾病"
      relief: "应急救助"
    2026-07-02 custom "转介" "JZ-2026-0001" "转出"
      letter: "转介函2026-01"
      to: "区民政局"
    2026-07-01 custom "救助" "JZ-2026-0002" "受理"
      person: "P-1a2b3c4d5e6f"
      household: "H-1a2b3c4d5e6f"
      label: "汪*"
      category: "突发严重困难户"
      matter: "疾病"
      relief: "应急救助"
    2026-07-03 custom "转介" "JZ-2026-0002" "转出"   ; ~~ JZ-2026-0002的转办应在2026-07-02前完成，2026-07-03才做，晚了1天
      letter: "转介函2026-01"
      to: "区民政局"
    2026-07-03 custom "转介" "JZ-2026-0003" "转出"
      letter: "转介函2026-01"
      to: "区民政局"
    """


@books
def test_one_without_its_letter_is_put_right_by_going_out_to_the_same_again_with_one() -> None:
    """
    as of 2026-07-16
    2024-01-01 custom "policy" "referral_letter" TRUE
      clause: "根据民政部门提供的转介函件"
    2026-07-01 custom "转介" "JZ-2026-0001" "转出"
      to: "区民政局"
    2026-07-02 custom "转介" "JZ-2026-0001" "转出"
      to: "区民政局"
      letter: "转介函2026-01"
    2026-07-01 custom "转介" "JZ-2026-0002" "转出"
      to: "区民政局"
    2026-07-02 custom "转介" "JZ-2026-0002" "转出"
      to: "区民政局"
      letter: "转介函2026-02"
    2026-07-03 custom "转介" "JZ-2026-0002" "回复"
      outcome: "已给予临时救助"
    2026-07-03 custom "转介" "JZ-2026-0003" "转出"   ; ~~ 没有写明转介函
      to: "区民政局"
    2026-07-03 custom "转介" "JZ-2026-0003" "转出"
      to: "县慈善会"
      letter: "转介函2026-03"
    2026-07-03 custom "转介" "JZ-2026-0004" "转出"   ; ~~ 没有写明转介函
      to: "区民政局"
      letter: " "
    2026-07-03 custom "转介" "JZ-2026-0004" "转出"   ; ~~ 没有写明转介函
      to: "区民政局"
    2026-07-02 custom "转介" "JZ-2026-0005" "转出"
      to: "区民政局"
      letter: "转介函2026-05"
    2026-07-03 custom "转介" "JZ-2026-0005" "转出"   ; ~~ 没有写明转介函
      to: "区民政局"
    """


@books
def test_where_no_letter_is_asked_for_one_with_a_letter_replaces_none_without() -> None:
    """
    as of 2026-07-15
    2026-01-01 custom "policy" "referral_workdays" 5
      clause: "五个工作日"
    2026-07-01 custom "转介" "JZ-2026-0001" "转出"   ; ~~ 应在2026-07-08前完成，还没有做
      to: "区民政局"
    2026-07-14 custom "转介" "JZ-2026-0001" "转出"
      to: "区民政局"
      letter: "转介函2026-01"
    """


@books
def test_a_case_is_handed_over_once_and_a_later_referral_is_not_late_by_that() -> None:
    """
    as of 2026-07-10
    2026-01-01 custom "policy" "handover_workdays" 1
      clause: "限时办结"
    2026-07-01 custom "救助" "JZ-2026-0001" "受理"
      person: "P-1a2b3c4d5e6f"
      household: "H-1a2b3c4d5e6f"
      label: "汪*"
      category: "突发严重困难户"
      matter: "疾病"
      relief: "应急救助"
    2026-07-02 custom "转介" "JZ-2026-0001" "转出"
      to: "区民政局"
    2026-07-09 custom "转介" "JZ-2026-0001" "转出"
      to: "县慈善会"
    """


@books
def test_an_answer_of_the_same_day_counts_and_so_does_taking_the_case_back_before_the_day() -> None:
    """
    as of 2026-07-31
    2026-07-01 custom "转介" "JZ-2026-0001" "转出"
      letter: "转介函2026-01"
      to: "区民政局"
    2026-07-01 custom "转介" "JZ-2026-0001" "回复"
      outcome: "已给予临时救助"
    2026-07-01 custom "转介" "JZ-2026-0002" "转出"
      letter: "转介函2026-01"
      to: "区民政局"
    2026-07-02 custom "救助" "JZ-2026-0002" "撤回"
    """


@books
def test_only_a_later_letter_to_the_same_office_stands_for_the_missing_one() -> None:
    """
    as of 2026-07-01
    2024-01-01 custom "policy" "referral_letter" TRUE
      clause: "出具转介函"
    2026-07-01 custom "转介" "JZ-2026-0001" "转出"
      letter: "转介函2026-01"
      to: "区民政局"
    2026-07-01 custom "转介" "JZ-2026-0001" "转出"
      letter: "转介函2026-02"
      to: "区教育局"
    2026-07-01 custom "转介" "JZ-2026-0001" "转出"   ; ~~ 转介给区民政局，没有写明转介函
      to: "区民政局"
    2026-07-01 custom "转介" "JZ-2026-0002" "转出"
      letter: "转介函2026-01"
      to: "区医保局"
    2026-07-01 custom "转介" "JZ-2026-0002" "转出"
      letter: "转介函2026-02"
      to: "区教育局"
    2026-07-01 custom "转介" "JZ-2026-0002" "转出"
      to: "区民政局"
    2026-07-01 custom "转介" "JZ-2026-0002" "转出"
      letter: "转介函2026-03"
      to: "区民政局"
    2026-07-01 custom "转介" "JZ-2026-0003" "转出"   ; ~~ 转介给区民政局，没有写明转介函
      to: "区民政局"
    2026-07-01 custom "转介" "JZ-2026-0003" "转出"
      letter: "转介函2026-03"
      to: "区住建局"
    2026-07-01 custom "转介" "JZ-2026-0004" "转出"   ; ~~ 转介给区民政局，没有写明转介函
      to: "区民政局"
    2026-07-01 custom "转介" "JZ-2026-0004" "转出"
      letter: "转介函2026-03"
      to: "县民政局"
    """


KINDS = {
    "limit": test_on_the_tenth_working_day_the_answer_may_still_be_out,
    "over": test_a_day_later_it_is_overdue_and_a_late_answer_is_late,
    "neighbour": test_each_answer_settles_one_referral_and_none_that_went_out_after_it,
    "change": test_the_turn_of_the_year_and_the_day_the_value_changes,
    "right": test_who_took_the_request_back_in_time_waits_for_no_answer,
}
"""The five kinds of tests that every rule has."""
