"""filing_in_time: last month's relief is filed with the township in time, also when there was none."""

from __future__ import annotations

from plugins.filing_in_time import filing_in_time
from tests.ledgers import books, judge, told

RULE = filing_in_time

REGISTERED = """
{day} custom "互助社" "登记"
  name: "徽州区岩寺镇石岗村救急难互助社"
  uscc: "51341004MJB000001D"
  township: "岩寺镇"
  village: "石岗村"
  kind: "村"
  policy: "huizhou"
"""
FILED = """
{day} custom "备案" "{month}"
  to: "岩寺镇"
  sheet: "00"
"""


def judged(as_of: str, *filed: tuple[str, str], registered: str = "2026-06-20", more: str = "") -> list[str]:
    """What is told on a day of a society that filed the months given as (day, month)."""
    filings = "".join(FILED.format(day=day, month=month) for day, month in filed)
    return told(RULE, f"as of {as_of}\n" + more + REGISTERED.format(day=registered).lstrip() + filings)


# July 2026 begins on a Wednesday: its fifth working day is Tuesday the 7th.


def test_filed_on_the_fifth_working_day_is_in_time() -> None:
    assert judged("2026-07-31", ("2026-07-07", "2026-06")) == []
    assert judged("2026-07-07") == []


def test_a_day_later_is_late_filed_or_not() -> None:
    assert judged("2026-07-31", ("2026-07-08", "2026-06")) == [
        "overdue 2026-06的救助情况应在2026-07-07前报岩寺镇备案，2026-07-08才报，晚了1天"
    ]
    assert judged("2026-07-08") == [
        "overdue 2026-06的救助情况应在2026-07-07前报岩寺镇备案，还没有报；请报送后登记备案（huzhu filing 2026-06）"
    ]


def test_another_month_s_filing_does_not_help_nor_does_a_notice() -> None:
    posted = '2026-07-03 custom "公示" "2026-06" "张贴"\n  sheet: "00"\n  place: "村务公开栏"\n'
    assert len(judged("2026-07-08", ("2026-07-07", "2026-05"), more=posted)) == 1


def test_a_filing_made_before_its_month_is_over_is_put_right_by_one_made_after() -> None:
    assert "还没有报" in judged("2026-07-08", ("2026-06-30", "2026-06"))[0]
    assert judged("2026-07-08", ("2026-06-30", "2026-06"), ("2026-07-01", "2026-06")) == []


def test_every_month_since_registration_is_asked_for_and_none_before() -> None:
    said = judged("2026-09-30", ("2026-08-05", "2026-07"))
    assert [s[8:15] for s in said] == ["2026-06", "2026-08"]


def test_december_is_filed_in_january_by_a_day_that_is_not_sure_yet() -> None:
    (said,) = judged("2027-01-20", registered="2026-12-31")
    assert said.startswith("warning 2026-12的救助情况应在2027-01-") and "（暂定）" in said


def test_the_day_the_line_changes_the_next_month_s_filing_is_due_by_it() -> None:
    line = '{} custom "policy" "filing_workday" 3\n  clause: "第3个工作日前"\n'
    assert judged("2026-07-06", more=line.format("2026-07-02")) == []
    assert judged("2026-07-06", more=line.format("2026-07-01")) != []


def test_a_missing_filing_points_at_the_registration_and_a_late_one_at_itself() -> None:
    ledger = "as of 2026-08-31\n" + REGISTERED.format(day="2026-06-20").strip() + FILED.format(
        day="2026-07-20", month="2026-06"
    ).rstrip()  # fmt: skip
    assert [line for line, _ in judge(RULE, ledger)] == [9, 2]


@books
def test_who_is_not_registered_owes_none() -> None:
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
    "limit": test_filed_on_the_fifth_working_day_is_in_time,
    "over": test_a_day_later_is_late_filed_or_not,
    "neighbour": test_another_month_s_filing_does_not_help_nor_does_a_notice,
    "change": test_the_day_the_line_changes_the_next_month_s_filing_is_due_by_it,
    "right": test_a_filing_made_before_its_month_is_over_is_put_right_by_one_made_after,
}
"""The five kinds of tests that every rule has."""
