"""appraised_yearly: each full year since the registration has its appraisal."""

from __future__ import annotations

import pytest

from plugins.appraised_yearly import appraised_yearly
from tests.ledgers import books, judge, told

RULE = appraised_yearly

LINE = '{day} custom "policy" "appraisal_due_month" {month}\n  clause: "每年底考评"\n'
REGISTERED = """{day} custom "互助社" "登记"
  name: "徽州区岩寺镇石岗村救急难互助社"
  uscc: "51341004MJB000001D"
  township: "岩寺镇"
  village: "石岗村"
  kind: "村"
  policy: "dongtai"
"""


def graded(year: int, day: str, grade: str = "合格") -> str:
    """The appraisal of a year."""
    return f'{day} custom "考评" "{year}"\n  grade: "{grade}"\n  by: "岩寺镇联合会"\n'


def judged(
    as_of: str, *given: str, registered: str = "2025-06-20", month: int = 12, line: str = "2024-01-01"
) -> list[str]:
    """What is told on a day of a society appraised so."""
    lines = LINE.format(day=line, month=month) + REGISTERED.format(day=registered)
    return told(RULE, f"no policy\nas of {as_of}\n{lines}" + "".join(given))


def test_on_the_last_day_of_december_it_is_in_time() -> None:
    assert judged("2026-12-31") == []
    assert judged("2027-02-01", graded(2026, "2026-12-31")) == []


def test_a_day_later_it_is_late_or_missing() -> None:
    assert judged("2027-01-01") == [
        "overdue 2026年的考评应在2026-12-31前完成，还没有做；请联系联合会考评，再登记考评"
    ]
    assert judged("2027-02-01", graded(2026, "2027-01-01")) == [
        "overdue 2026年的考评应在2026-12-31前完成，2027-01-01才做，晚了1天"
    ]


def test_another_year_s_appraisal_does_not_help_nor_one_made_before_the_year() -> None:
    assert len(judged("2027-02-01", graded(2025, "2026-12-01"))) == 1
    assert len(judged("2027-02-01", graded(2026, "2025-12-31"))) == 1
    assert judged("2027-02-01", graded(2026, "2026-01-01")) == []


def test_only_full_years_are_asked_for_and_every_one() -> None:
    assert len(judged("2028-01-01")) == 2
    assert len(judged("2027-01-01", registered="2026-01-01")) == 1
    assert judged("2027-01-01", registered="2026-01-02") == []


def test_a_failed_grade_is_a_warning_until_the_year_is_appraised_again() -> None:
    failed = graded(2026, "2026-11-01", "不合格")
    assert judged("2026-12-31", failed) == ["warning 2026年的考评是不合格；请整改后再请联合会考评"]
    assert judged("2026-12-31", failed, graded(2026, "2026-12-01")) == []
    assert judged("2026-12-31", graded(2026, "2026-10-01", "优秀")) == []
    assert len(judged("2026-12-31", graded(2026, "2026-10-01"), failed)) == 1


def test_the_line_of_the_year_s_end_holds() -> None:
    assert judged("2027-02-01", line="2027-01-01") == []
    assert len(judged("2027-02-01", line="2026-12-31")) == 1
    later = LINE.format(day="2027-01-01", month=6)
    assert judged("2027-06-30", later, graded(2026, "2026-12-31")) == []
    assert "2027年的考评应在2027-06-30前完成" in judged("2027-07-01", later, graded(2026, "2026-12-31"))[0]


def test_what_is_missing_points_at_the_registration_and_what_is_late_at_itself() -> None:
    ledger = (
        "no policy\nas of 2028-01-01\n"
        + LINE.format(day="2024-01-01", month=2)
        + REGISTERED.format(day="2025-01-02")
    )
    assert [n for n, _ in judge(RULE, (ledger + graded(2027, "2027-03-01")).strip())] == [5, 12]


@pytest.mark.parametrize("month", [0, 13])
def test_a_month_that_is_none_is_the_policy_s_mistake(month: int) -> None:
    with pytest.raises(AssertionError, match="应是月份，1到12"):
        judged("2027-01-01", month=month)


def test_without_a_line_or_a_registration_nothing_is_said() -> None:
    assert (
        told(
            RULE,
            "as of 2028-01-01\n" + REGISTERED.format(day="2025-01-02") + graded(2026, "2026-12-01", "不合格"),
        )
        == []
    )
    line = LINE.format(day="2024-01-01", month=12)
    assert told(RULE, "no policy\nas of 2028-01-01\n" + line + graded(2026, "2026-12-01", "不合格")) == []


def test_years_before_the_line_are_passed_over_and_the_next_is_not() -> None:
    assert [said[8:13] for said in judged("2026-02-01", registered="2023-06-20", line="2025-06-01")] == [
        "2025年"
    ]


def test_the_first_appraisal_is_in_time_and_the_last_one_s_grade_counts() -> None:
    assert judged("2027-04-01", graded(2026, "2026-12-01"), graded(2026, "2027-03-01")) == []
    twice = graded(2026, "2026-12-01", "不合格") + graded(2026, "2026-12-20", "不合格")
    lines = LINE.format(day="2024-01-01", month=12) + REGISTERED.format(day="2025-06-20")
    (found,) = judge(RULE, f"no policy\nas of 2026-12-31\n{lines}{twice}")
    assert found[1].entry.date.day == 20


def test_an_appraisal_without_a_grade_says_nothing_bad() -> None:
    assert judged("2026-12-31", graded(2026, "2026-12-01", "")) == []


def test_it_may_be_due_in_january() -> None:
    assert judged("2026-01-31", month=1) == []
    assert len(judged("2026-02-01", month=1)) == 1


@books
def test_the_federation_is_named_where_the_district_has_federations() -> None:
    """
    no policy
    2024-01-01 custom "policy" "federation_required" TRUE
      clause: "镇区建立联合会"
    2026-01-08 custom "互助社" "登记"   ; ~~ 没有写明属于哪个联合会（federation:）
      name: "东台市岩寺镇石岗村救急难互助会"
      uscc: "51341004MJB000001D"
      township: "岩寺镇"
      village: "石岗村"
      kind: "村"
      policy: "dongtai"
    """


@books
def test_a_federation_that_is_named_later_is_named_and_where_none_is_asked_for_nothing_is_said() -> None:
    """
    no policy
    2026-02-01 custom "policy" "federation_required" TRUE
      clause: "镇区建立联合会"
    2026-03-01 custom "policy" "federation_required" FALSE
      clause: "不用写"
    2026-01-08 custom "互助社" "登记"
      name: "东台市岩寺镇石岗村救急难互助会"
      uscc: "51341004MJB000001D"
      township: "岩寺镇"
      village: "石岗村"
      kind: "村"
      policy: "dongtai"
    2026-02-08 custom "互助社" "登记"
      name: "东台市岩寺镇石岗村救急难互助会"
      uscc: "51341004MJB000001D"
      township: "岩寺镇"
      village: "石岗村"
      kind: "村"
      policy: "dongtai"
      federation: "岩寺镇联合会"
    2026-03-02 custom "互助社" "登记"
      name: "东台市岩寺镇石岗村救急难互助会"
      uscc: "51341004MJB000001D"
      township: "岩寺镇"
      village: "石岗村"
      kind: "村"
      policy: "dongtai"
    """


KINDS = {
    "limit": test_on_the_last_day_of_december_it_is_in_time,
    "over": test_a_day_later_it_is_late_or_missing,
    "neighbour": test_another_year_s_appraisal_does_not_help_nor_one_made_before_the_year,
    "change": test_the_line_of_the_year_s_end_holds,
    "right": test_a_failed_grade_is_a_warning_until_the_year_is_appraised_again,
}
"""The five kinds of tests that every rule has."""
