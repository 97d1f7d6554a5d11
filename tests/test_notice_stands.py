"""notice_stands: a notice stands its days before it is taken down."""

from __future__ import annotations

from plugins.notice_stands import notice_stands
from tests.ledgers import books, told

RULE = notice_stands

HUNG = """
{posted} custom "公示" "{month}" "张贴"
  sheet: "00"
  place: "村务公开栏"
{down} custom "公示" "{month}" "撤下"
  objections: "无异议"
"""


def taken_down(posted: str, down: str, month: str = "2026-07", more: str = "") -> list[str]:
    """What is told of a notice posted and taken down on these days."""
    return told(RULE, more + HUNG.format(posted=posted, down=down, month=month).lstrip())


def test_after_seven_full_days_it_may_be_taken_down() -> None:
    assert taken_down("2026-08-05", "2026-08-12") == []


def test_a_day_earlier_is_refused_with_the_day_from_which_it_may_be() -> None:
    assert taken_down("2026-08-05", "2026-08-11") == [
        "error 2026-07的公示2026-08-05张贴，要满7天，2026-08-12才可以撤下，早撤了1天；请重新张贴"
    ]


def test_holidays_count_and_the_turn_of_the_year_too() -> None:
    assert taken_down("2026-12-28", "2027-01-04", "2026-11") == []
    assert "早撤了1天" in taken_down("2026-12-28", "2027-01-03", "2026-11")[0]


def test_the_number_is_that_of_the_day_of_posting_and_changes_on_its_day() -> None:
    line = '2026-08-05 custom "policy" "notice_days" 10\n  clause: "公示10天"\n'
    assert taken_down("2026-08-04", "2026-08-11", more=line) == []
    assert "要满10天，2026-08-15才可以" in taken_down("2026-08-05", "2026-08-14", more=line)[0]
    assert taken_down("2026-08-05", "2026-08-15", more=line) == []


@books
def test_another_month_s_notice_stands_for_itself() -> None:
    """
    2026-07-03 custom "公示" "2026-06" "张贴"
      sheet: "00"
      place: "村务公开栏"
    2026-08-05 custom "公示" "2026-07" "张贴"
      sheet: "00"
      place: "村务公开栏"
    2026-08-06 custom "公示" "2026-06" "撤下"
      objections: "有异议"
    2026-08-06 custom "公示" "2026-05" "撤下"   ; !! 2026-05的公示并没有张贴着，不能撤下
      objections: "无异议"
    """


@books
def test_what_came_down_too_early_and_hangs_again_stands_its_days_anew() -> None:
    """
    2026-08-05 custom "公示" "2026-07" "张贴"
      sheet: "00"
      place: "村务公开栏"
    2026-08-07 custom "公示" "2026-07" "撤下"   ; !! 早撤了5天；请重新张贴
      objections: "无异议"
    2026-08-08 custom "公示" "2026-07" "张贴"
      sheet: "00"
      place: "村务公开栏"
    2026-08-15 custom "公示" "2026-07" "撤下"
      objections: "无异议"
    """


@books
def test_a_sheet_hung_anew_while_the_first_still_hangs_counts_from_its_own_day() -> None:
    """
    2026-08-05 custom "公示" "2026-07" "张贴"
      sheet: "00"
      place: "村务公开栏"
    2026-08-10 custom "公示" "2026-07" "张贴"
      sheet: "01"
      place: "村务公开栏"
    2026-08-12 custom "公示" "2026-07" "撤下"   ; !! 2026-08-17才可以撤下
      objections: "无异议"
    """


@books
def test_nothing_comes_down_twice() -> None:
    """
    2026-08-05 custom "公示" "2026-07" "张贴"
      sheet: "00"
      place: "村务公开栏"
    2026-08-12 custom "公示" "2026-07" "撤下"
      objections: "无异议"
    2026-08-13 custom "公示" "2026-07" "撤下"   ; !! 并没有张贴着
      objections: "无异议"
    """


@books
def test_a_notice_that_hangs_on_is_in_order() -> None:
    """
    as of 2027-08-31
    2026-08-05 custom "公示" "2026-07" "张贴"
      sheet: "00"
      place: "村务公开栏"
    """


def test_a_district_without_a_number_of_days_asks_nothing() -> None:
    assert taken_down("2026-08-05", "2026-08-06", more="no policy\n") == []
    down = '2026-08-05 custom "公示" "2026-07" "撤下"\n  objections: "无异议"\n'
    assert told(RULE, "no policy\n" + down) == []


KINDS = {
    "limit": test_after_seven_full_days_it_may_be_taken_down,
    "over": test_a_day_earlier_is_refused_with_the_day_from_which_it_may_be,
    "neighbour": test_another_month_s_notice_stands_for_itself,
    "change": test_the_number_is_that_of_the_day_of_posting_and_changes_on_its_day,
    "right": test_what_came_down_too_early_and_hangs_again_stands_its_days_anew,
}
"""The five kinds of tests that every rule has."""
