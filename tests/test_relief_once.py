"""relief_once: the same person and household are relieved once a year for the same matter."""

from __future__ import annotations

from plugins.relief_once import relief_once
from tests.case_lines import opened, paid, policy
from tests.ledgers import books, told

RULE = relief_once

CASES = """
2026-01-01 custom "救助" "JZ-2026-0001" "受理"
  person: "P-1a2b3c4d5e6f"
  household: "H-1a2b3c4d5e6f"
  label: "汪*"
  category: "突发严重困难户"
  matter: "疾病"
  relief: "应急救助"
2026-01-01 custom "救助" "JZ-2026-0002" "受理"
  person: "{person}"
  household: "{household}"
  label: "汪*"
  category: "突发严重困难户"
  matter: "{matter}"
  relief: "应急救助"
{first} * "汪*" "应急救助" ^JZ-2026-0001
  Expenses:5101业务活动成本:02应急救助   300.00 CNY
  Assets:1001现金:03社会捐赠
{second} * "汪*" "应急救助" ^JZ-2026-0002
  Expenses:5101业务活动成本:02应急救助   200.00 CNY
  Assets:1001现金:03社会捐赠
"""


def two_cases(**other: str) -> list[str]:
    """What is told of two cases that differ in the words given, and agree in all others."""
    same = {
        "person": "P-1a2b3c4d5e6f", "household": "H-1a2b3c4d5e6f", "matter": "疾病",
        "first": "2026-03-02", "second": "2026-11-30",
    }  # fmt: skip
    return told(RULE, CASES.format(**same | other))


def test_the_same_person_twice_a_year_for_the_same_matter_is_refused() -> None:
    assert two_cases() == [
        "error 汪*今年因疾病已经救助过（JZ-2026-0001，2026-03-02，300.00元），原则上只救助一次"
    ]


def test_another_matter_is_another_relief() -> None:
    assert two_cases(matter="教育") == []


def test_another_person_of_another_household_is_nobody_s_neighbour() -> None:
    assert two_cases(person="P-000000000000", household="H-000000000000") == []


def test_another_person_of_the_same_household_counts_as_one() -> None:
    assert len(two_cases(person="P-000000000000")) == 1


def test_the_same_person_in_a_new_household_is_the_same_person() -> None:
    assert len(two_cases(household="H-000000000000")) == 1


def test_the_year_is_the_payment_s_and_turns_on_new_year_s_day() -> None:
    assert two_cases(first="2026-12-31", second="2027-01-01") == []
    assert len(two_cases(first="2026-01-01", second="2026-12-31")) == 1


def test_on_one_day_the_later_line_is_the_second() -> None:
    assert len(two_cases(second="2026-03-02")) == 1


def test_where_persons_are_not_named_nothing_can_be_compared() -> None:
    assert two_cases(person="", household="") == []


@books
def test_stages_on_one_case_are_one_relief() -> None:
    """
    2026-01-01 custom "救助" "JZ-2026-0001" "受理"
      person: "P-1a2b3c4d5e6f"
      household: "H-1a2b3c4d5e6f"
      label: "汪*"
      category: "突发严重困难户"
      matter: "疾病"
      relief: "应急救助"
    2026-03-02 * "汪*" "第一次" ^JZ-2026-0001
      Expenses:5101业务活动成本:02应急救助   300.00 CNY
      Assets:1001现金:03社会捐赠
    2026-04-02 * "汪*" "第二次" ^JZ-2026-0001
      Expenses:5101业务活动成本:02应急救助   300.00 CNY
      Assets:1001现金:03社会捐赠
    """


@books
def test_a_second_case_is_told_once_at_its_first_payment() -> None:
    """
    2026-01-01 custom "救助" "JZ-2026-0001" "受理"
      person: "P-1a2b3c4d5e6f"
      household: "H-1a2b3c4d5e6f"
      label: "汪*"
      category: "突发严重困难户"
      matter: "疾病"
      relief: "应急救助"
    2026-01-01 custom "救助" "JZ-2026-0002" "受理"
      person: "P-1a2b3c4d5e6f"
      household: "H-1a2b3c4d5e6f"
      label: "汪*"
      category: "突发严重困难户"
      matter: "疾病"
      relief: "应急救助"
    2026-03-02 * "汪*" "应急救助" ^JZ-2026-0001
      Expenses:5101业务活动成本:02应急救助   300.00 CNY
      Assets:1001现金:03社会捐赠
    2026-05-02 * "汪*" "第一次" ^JZ-2026-0002
      Expenses:5101业务活动成本:02应急救助   100.00 CNY   ; !! 已经救助过（JZ-2026-0001
      Assets:1001现金:03社会捐赠
    2026-06-02 * "汪*" "第二次" ^JZ-2026-0002
      Expenses:5101业务活动成本:02应急救助   100.00 CNY
      Assets:1001现金:03社会捐赠
    """


@books
def test_two_illnesses_of_one_household_need_a_number_each() -> None:
    """
    2026-01-01 custom "救助" "JZ-2026-0001" "受理"
      person: "P-1a2b3c4d5e6f"
      household: "H-1a2b3c4d5e6f"
      label: "汪*"
      category: "突发严重困难户"
      matter: "疾病"
      matter-no: "1"
      relief: "应急救助"
    2026-01-01 custom "救助" "JZ-2026-0002" "受理"
      person: "P-1a2b3c4d5e6f"
      household: "H-1a2b3c4d5e6f"
      label: "汪*"
      category: "突发严重困难户"
      matter: "疾病"
      matter-no: "2"
      relief: "应急救助"
    2026-01-01 custom "救助" "JZ-2026-0003" "受理"
      person: "P-1a2b3c4d5e6f"
      household: "H-1a2b3c4d5e6f"
      label: "汪*"
      category: "突发严重困难户"
      matter: "疾病"
      relief: "应急救助"
    2026-01-01 custom "救助" "JZ-2026-0004" "受理"
      person: "P-1a2b3c4d5e6f"
      household: "H-1a2b3c4d5e6f"
      label: "汪*"
      category: "突发严重困难户"
      matter: "疾病"
      matter-no: "2"
      relief: "应急救助"
    2026-03-02 * "汪*" "应急救助" ^JZ-2026-0001
      Expenses:5101业务活动成本:02应急救助   300.00 CNY
      Assets:1001现金:03社会捐赠
    2026-03-03 * "汪*" "另一种病" ^JZ-2026-0002
      Expenses:5101业务活动成本:02应急救助   300.00 CNY
      Assets:1001现金:03社会捐赠
    2026-03-04 * "汪*" "没有写是哪一种病" ^JZ-2026-0003
      Expenses:5101业务活动成本:02应急救助   300.00 CNY   ; !! 已经救助过（JZ-2026-0001
      Assets:1001现金:03社会捐赠
    2026-03-05 * "汪*" "第二种病再来一次" ^JZ-2026-0004
      Expenses:5101业务活动成本:02应急救助   300.00 CNY   ; !! 已经救助过（JZ-2026-0002
      Assets:1001现金:03社会捐赠
    """


@books
def test_relief_that_came_back_in_full_does_not_count_and_a_part_does() -> None:
    """
    2026-01-01 custom "救助" "JZ-2026-0001" "受理"
      person: "P-1a2b3c4d5e6f"
      household: "H-1a2b3c4d5e6f"
      label: "汪*"
      category: "突发严重困难户"
      matter: "疾病"
      relief: "应急救助"
    2026-01-01 custom "救助" "JZ-2026-0002" "受理"
      person: "P-1a2b3c4d5e6f"
      household: "H-1a2b3c4d5e6f"
      label: "汪*"
      category: "突发严重困难户"
      matter: "疾病"
      relief: "应急救助"
    2026-01-01 custom "救助" "JZ-2026-0003" "受理"
      person: "P-1a2b3c4d5e6f"
      household: "H-1a2b3c4d5e6f"
      label: "汪*"
      category: "突发严重困难户"
      matter: "疾病"
      relief: "应急救助"
    2026-03-02 * "汪*" "应急救助" ^JZ-2026-0001
      Expenses:5101业务活动成本:02应急救助   300.00 CNY
      Assets:1001现金:03社会捐赠
    2026-03-05 * "汪*" "退回" ^JZ-2026-0001
      Assets:1001现金:03社会捐赠   300.00 CNY
      Expenses:5101业务活动成本:02应急救助
    2026-04-02 * "汪*" "应急救助" ^JZ-2026-0002
      Expenses:5101业务活动成本:02应急救助   300.00 CNY
      Assets:1001现金:03社会捐赠
    2026-04-05 * "汪*" "退回" ^JZ-2026-0002
      Assets:1001现金:03社会捐赠   299.99 CNY
      Expenses:5101业务活动成本:02应急救助
    2026-05-02 * "汪*" "应急救助" ^JZ-2026-0003
      Expenses:5101业务活动成本:02应急救助   300.00 CNY   ; !! 已经救助过（JZ-2026-0002，2026-04-02
      Assets:1001现金:03社会捐赠
    """


@books
def test_a_policy_that_allows_more_or_leaves_households_apart_is_followed_from_its_day() -> None:
    """
    2026-05-01 custom "policy" "by_household" FALSE
      clause: "按人计算"
    2026-06-01 custom "policy" "once_per_matter" FALSE
      clause: "不限次数"
    2026-01-01 custom "救助" "JZ-2026-0001" "受理"
      person: "P-1a2b3c4d5e6f"
      household: "H-1a2b3c4d5e6f"
      label: "汪*"
      category: "突发严重困难户"
      matter: "疾病"
      relief: "应急救助"
    2026-01-01 custom "救助" "JZ-2026-0002" "受理"
      person: "P-000000000002"
      household: "H-1a2b3c4d5e6f"
      label: "汪*"
      category: "突发严重困难户"
      matter: "疾病"
      relief: "应急救助"
    2026-01-01 custom "救助" "JZ-2026-0003" "受理"
      person: "P-000000000003"
      household: "H-1a2b3c4d5e6f"
      label: "汪*"
      category: "突发严重困难户"
      matter: "疾病"
      relief: "应急救助"
    2026-01-01 custom "救助" "JZ-2026-0004" "受理"
      person: "P-1a2b3c4d5e6f"
      household: "H-1a2b3c4d5e6f"
      label: "汪*"
      category: "突发严重困难户"
      matter: "疾病"
      relief: "应急救助"
    2026-03-02 * "汪*" "应急救助" ^JZ-2026-0001
      Expenses:5101业务活动成本:02应急救助   300.00 CNY
      Assets:1001现金:03社会捐赠
    2026-04-30 * "汪*" "应急救助" ^JZ-2026-0002
      Expenses:5101业务活动成本:02应急救助   300.00 CNY   ; !! 已经救助过
      Assets:1001现金:03社会捐赠
    2026-05-01 * "汪*" "应急救助" ^JZ-2026-0003
      Expenses:5101业务活动成本:02应急救助   300.00 CNY
      Assets:1001现金:03社会捐赠
    2026-06-01 * "汪*" "应急救助" ^JZ-2026-0004
      Expenses:5101业务活动成本:02应急救助   300.00 CNY
      Assets:1001现金:03社会捐赠
    """


@books
def test_a_payment_without_a_case_is_another_rule_s() -> None:
    """
    2026-03-02 * "汪*" "应急救助"
      Expenses:5101业务活动成本:02应急救助   300.00 CNY
      Assets:1001现金:03社会捐赠
    2026-03-02 * "汪*" "应急救助" ^JZ-2026-0099
      Expenses:5101业务活动成本:02应急救助   300.00 CNY
      Assets:1001现金:03社会捐赠
    2026-03-02 * "汪*" "应急救助" ^JZ-2026-0098
      Expenses:5101业务活动成本:02应急救助   300.00 CNY
      Assets:1001现金:03社会捐赠
    """


@books
def test_cases_nobody_accepted_are_no_one_s_and_so_not_the_same_person_s() -> None:
    """
    2026-01-01 custom "救助" "JZ-2026-0001" "先行救助"
    2026-01-01 custom "救助" "JZ-2026-0002" "先行救助"
    2026-03-02 * "汪*" "应急救助" ^JZ-2026-0001
      Expenses:5101业务活动成本:02应急救助   300.00 CNY
      Assets:1001现金:03社会捐赠
    2026-03-03 * "李*" "应急救助" ^JZ-2026-0002
      Expenses:5101业务活动成本:02应急救助   300.00 CNY
      Assets:1001现金:03社会捐赠
    """


def test_a_policy_that_does_not_speak_of_households_counts_persons() -> None:
    line = 'no policy\n2026-01-01 custom "policy" "once_per_matter" TRUE\n  clause: "只救助一次"\n'
    usual = {"matter": "疾病", "first": "2026-03-02", "second": "2026-03-03", "household": "H-1a2b3c4d5e6f"}
    assert len(told(RULE, line + CASES.lstrip().format(person="P-1a2b3c4d5e6f", **usual))) == 1
    assert told(RULE, line + CASES.lstrip().format(person="P-000000000000", **usual)) == []


def test_without_a_policy_nothing_is_said() -> None:
    assert told(RULE, "no policy\n" + CASES.lstrip().format(
        person="P-1a2b3c4d5e6f", household="H-1a2b3c4d5e6f", matter="疾病", first="2026-03-02", second="2026-03-03"
    )) == []  # fmt: skip


def several(
    *matter_numbers: str, times: str = "times: 2", day: str = "2026-02-01", more: str = ""
) -> list[str]:
    """What is told of one matter's cases, paid one a month from March, after a resolution that raises how often."""
    lines = f'{day} custom "决议" "JY-2026-01"\n  kind: "提高救助标准"\n  {times}\n' + more
    for at, number in enumerate(matter_numbers, 1):
        case = f"JZ-2026-000{at}"
        lines += opened(case, "2026-01-05", **({"matter-no": number} if number else {}))
        lines += paid("300.00", f"2026-0{at + 2}-02", case)
    return told(RULE, lines)


def test_a_resolution_allows_as_many_cases_as_it_says() -> None:
    assert several("", "") == []
    assert several("", "", "") == [
        "error 汪*今年因疾病已经救助过（JZ-2026-0001，2026-03-02，300.00元；JZ-2026-0002，2026-04-02，300.00元），"
        "决议JY-2026-01准许2次"
    ]
    assert several("", "", "", "", times="times: 3")[0].count("JZ-") == 3


def test_matters_with_numbers_of_their_own_are_allowed_apart() -> None:
    assert several("1", "1", "2", "2") == []
    assert len(several("1", "1", "2", "1")) == 1


def test_a_resolution_that_names_no_times_or_none_or_another_kind_raises_nothing() -> None:
    for times in (
        "cap-emergency: 1500.00 CNY",
        "times: 1",
        "times: 0",
        "times: -2",
        'times: 2.0\n  kind: "其他"',
    ):
        assert len(several("", "", times=times)) == 1


def test_a_resolution_that_allows_less_than_once_is_none() -> None:
    for times in ("times: 0", "times: -2"):
        assert several("", "", times=times)[0].endswith(
            "（JZ-2026-0001，2026-03-02，300.00元），原则上只救助一次"
        )


def test_the_resolution_holds_from_its_day_to_its_last_and_the_latest_holds() -> None:
    assert several("", "", day="2026-04-02") == []
    assert len(several("", "", day="2026-04-03")) == 1
    assert several("", "", times="times: 2\n  until: 2026-04-02") == []
    assert len(several("", "", times="times: 2\n  until: 2026-04-01")) == 1
    later = '2026-03-01 custom "决议" "JY-2026-02"\n  kind: "提高救助标准"\n  times: 3\n'
    assert several("", "", "", more=later) == []
    assert "决议JY-2026-02准许3次" in several("", "", "", "", more=later)[0]
    silent = later.replace("times: 3", "cap-emergency: 1500.00 CNY")
    assert several("", "", more=silent) == []
    assert len(several("", "", more=later.replace("times: 3", "times: 3\n  until: 2026-03-31"))) == 1


def test_where_the_line_may_not_be_raised_a_resolution_raises_nothing() -> None:
    fixed = policy("once_per_matter", "TRUE", "2026-01-01")
    assert (
        several("", "", more=fixed) != []
        and several("", "", more=fixed.rstrip() + '\n  may: "raise"\n') == []
    )


def test_stages_over_the_turn_of_the_year_are_the_relief_of_the_year_they_began_in() -> None:
    staged = opened("JZ-2026-0001") + opened("JZ-2026-0002")
    staged += paid("300.00", "2026-12-31", "JZ-2026-0001") + paid("300.00", "2027-01-31", "JZ-2026-0001")
    assert told(RULE, staged + paid("300.00", "2027-11-30", "JZ-2026-0002")) == []
    assert len(told(RULE, staged + paid("300.00", "2026-12-31", "JZ-2026-0002"))) == 1


def test_a_later_stage_of_the_first_case_is_not_a_second_case() -> None:
    case = opened("JZ-2026-0001") + opened("JZ-2026-0002")
    first = case + paid("300.00", "2026-07-09", "JZ-2026-0001") + paid("300.00", "2026-07-10", "JZ-2026-0002")
    assert len(told(RULE, first)) == 1
    assert len(told(RULE, first + paid("300.00", "2026-07-11", "JZ-2026-0001"))) == 1


def test_numbers_of_matters_are_compared_as_words() -> None:
    assert several("2", "1", times="times: 1") == []
    assert len(several("12", "12", times="times: 1")) == 1


def test_a_case_of_which_more_came_back_than_was_paid_does_not_count() -> None:
    back = paid("300.00", "2026-07-09", "JZ-2026-0001") + paid("-300.01", "2026-07-10", "JZ-2026-0001")
    cases = opened("JZ-2026-0001") + opened("JZ-2026-0002")
    assert told(RULE, cases + back + paid("300.00", "2026-07-11", "JZ-2026-0002")) == []


def test_from_the_day_households_count_a_later_stage_counts_for_the_household() -> None:
    lines = "no policy\n" + policy("once_per_matter", "TRUE") + policy("by_household", "TRUE", "2026-05-01")
    lines += opened("JZ-2026-0001") + opened("JZ-2026-0002", person="P-000000000002")
    first, second = paid("300.00", "2026-04-30", "JZ-2026-0001"), paid("300.00", "2026-06-02", "JZ-2026-0002")
    assert told(RULE, lines + first + second) == []
    assert len(told(RULE, lines + first + paid("300.00", "2026-05-01", "JZ-2026-0001") + second)) == 1


KINDS = {
    "limit": test_a_resolution_allows_as_many_cases_as_it_says,
    "over": test_the_same_person_twice_a_year_for_the_same_matter_is_refused,
    "neighbour": test_another_person_of_another_household_is_nobody_s_neighbour,
    "change": test_the_year_is_the_payment_s_and_turns_on_new_year_s_day,
    "right": test_relief_that_came_back_in_full_does_not_count_and_a_part_does,
}
"""The five kinds of tests that every rule has."""
