"""notice_in_time: last month's relief is posted by the fifth working day, also when there was none."""

from __future__ import annotations

from plugins.notice_in_time import notice_in_time
from tests.ledgers import books, judge, told

RULE = notice_in_time

REGISTERED = """
{day} custom "互助社" "登记"
  name: "徽州区岩寺镇石岗村救急难互助社"
  uscc: "51341004MJB000001D"
  township: "岩寺镇"
  village: "石岗村"
  kind: "村"
  policy: "huizhou"
"""
POSTED = """
{day} custom "公示" "{month}" "张贴"
  sheet: "00"
  place: "村务公开栏"
"""


def judged(as_of: str, *posted: tuple[str, str], registered: str = "2026-06-20", more: str = "") -> list[str]:
    """What is told on a day of a society that posted the notices given as (day, month)."""
    notices = "".join(POSTED.format(day=day, month=month) for day, month in posted)
    return told(RULE, f"as of {as_of}\n" + more + REGISTERED.format(day=registered).lstrip() + notices)


# July 2026 begins on a Wednesday: its fifth working day is Tuesday the 7th.


def test_on_the_fifth_working_day_nobody_is_late_and_the_day_after_somebody_is() -> None:
    assert judged("2026-07-07") == []
    assert judged("2026-07-08") == [
        "overdue 2026-06的救助情况应在2026-07-07前公示，还没有公示；请 huzhu notice 2026-06"
    ]


def test_posted_on_the_fifth_working_day_is_in_time_and_a_day_later_is_late() -> None:
    assert judged("2026-07-31", ("2026-07-07", "2026-06")) == []
    assert judged("2026-07-31", ("2026-07-08", "2026-06")) == [
        "overdue 2026-06的救助情况应在2026-07-07前公示，2026-07-08才张贴，晚了1天"
    ]


def test_late_is_late_also_before_the_month_is_over() -> None:
    said = judged(
        "2026-09-30", ("2026-07-07", "2026-06"), ("2026-08-31", "2026-07"), ("2026-09-01", "2026-08")
    )
    assert said == ["overdue 2026-07的救助情况应在2026-08-07前公示，2026-08-31才张贴，晚了24天"]


def test_another_month_s_notice_does_not_help() -> None:
    assert len(judged("2026-07-08", ("2026-07-07", "2026-05"))) == 1


def test_a_notice_posted_before_its_month_is_over_is_not_that_month_s() -> None:
    assert "还没有公示" in judged("2026-07-08", ("2026-06-30", "2026-06"))[0]
    assert judged("2026-07-08", ("2026-07-01", "2026-06")) == []
    assert judged("2026-07-08", ("2026-06-30", "2026-06"), ("2026-07-02", "2026-06")) == []


def test_the_first_posting_counts_and_a_second_takes_nothing_away() -> None:
    assert judged("2026-07-31", ("2026-07-03", "2026-06"), ("2026-07-20", "2026-06")) == []


def test_what_is_posted_after_the_day_of_judgement_is_not_judged_yet() -> None:
    assert judged("2026-07-31", ("2026-07-02", "2026-06"), ("2026-08-20", "2026-07")) == []


def test_every_month_since_registration_is_asked_for_and_none_before() -> None:
    said = judged("2026-09-30", ("2026-08-05", "2026-07"))
    assert [s[8:15] for s in said] == ["2026-06", "2026-08"]


def test_december_is_posted_in_january_when_the_calendar_is_not_out_yet_as_a_warning() -> None:
    said = judged("2027-01-20", registered="2026-12-31")
    assert len(said) == 1
    assert said[0].startswith("warning 2026-12的救助情况应在2027-01-")
    assert "（暂定）前公示" in said[0]
    assert judged("2026-12-31", registered="2026-12-31") == []


def test_registered_anew_under_another_name_the_months_before_are_still_asked_for() -> None:
    again = REGISTERED.format(day="2026-08-31").lstrip()
    assert len(judged("2026-09-30", more=again)) == 3


def test_the_day_is_the_policy_s_of_the_month_in_which_it_is_due() -> None:
    line = '{} custom "policy" "notice_workday" 3\n  clause: "第3个工作日前"\n'
    assert judged("2026-07-06", more=line.format("2026-07-02")) == []
    assert judged("2026-07-06", more=line.format("2026-07-01")) == [
        "overdue 2026-06的救助情况应在2026-07-03前公示，还没有公示；请 huzhu notice 2026-06"
    ]
    assert judged("2026-07-03", more=line.format("2026-07-01")) == []


def test_a_missing_notice_points_at_the_registration_and_a_late_one_at_itself() -> None:
    ledger = "as of 2026-09-30\n" + REGISTERED.format(day="2026-06-20").strip() + POSTED.format(
        day="2026-07-20", month="2026-06"
    ).rstrip() + POSTED.format(day="2026-09-01", month="2026-08").rstrip()  # fmt: skip
    assert [line for line, _ in judge(RULE, ledger)] == [9, 2]


@books
def test_who_is_not_registered_owes_no_notice() -> None:
    """
    as of 2026-12-31
    2026-07-10 * "汪*" "应急救助"
      Expenses:5101业务活动成本:02应急救助   100.00 CNY
      Assets:1001现金:03社会捐赠
    """


@books
def test_a_district_that_asks_for_none_gets_none() -> None:
    """
    no policy
    as of 2026-12-31
    2026-06-20 custom "互助社" "登记"
      name: "东台市某村互助社"
      uscc: "51341004MJB000001D"
      township: "某镇"
      village: "某村"
      kind: "村"
      policy: "dongtai"
    """


KINDS = {
    "limit": test_on_the_fifth_working_day_nobody_is_late_and_the_day_after_somebody_is,
    "over": test_posted_on_the_fifth_working_day_is_in_time_and_a_day_later_is_late,
    "neighbour": test_another_month_s_notice_does_not_help,
    "change": test_the_day_is_the_policy_s_of_the_month_in_which_it_is_due,
    "right": test_a_notice_posted_before_its_month_is_over_is_not_that_month_s,
}
"""The five kinds of tests that every rule has."""
