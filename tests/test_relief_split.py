"""relief_split: payments just under a cap that belong together, and one case paid in parts beyond it."""

from __future__ import annotations

from plugins.relief_split import relief_split
from tests.case_lines import decided, opened, paid, policy, step
from tests.ledgers import books, judge, told

RULE = relief_split

FIRST, SECOND, THIRD = "JZ-2026-0001", "JZ-2026-0002", "JZ-2026-0003"


def two(
    first: str = "900.00", second: str = "900.00", day: str = "2026-08-08", more: str = "", **other: str
) -> list[str]:
    """What is told of a payment on 9 July for an illness and another, on that day, for an accident."""
    cases = opened(FIRST) + opened(SECOND, **{"matter": "意外"} | other)
    return told(RULE, cases + paid(first, "2026-07-09", FIRST) + paid(second, day, SECOND) + more)


def test_two_payments_near_the_cap_within_the_days_are_told_once() -> None:
    assert two(second="1000.00") == [
        "warning 汪*一户30天之内有2笔贴近上限的救助：2026-07-09 JZ-2026-0001 900.00元、"
        "2026-08-08 JZ-2026-0002 1000.00元，请核对是否拆分"
    ]


def test_one_fen_less_on_either_is_not_near() -> None:
    assert two("899.99") == [] and two(second="899.99") == []


def test_one_day_later_is_another_time() -> None:
    assert two(day="2026-08-09") == []
    assert len(two(day="2026-07-09")) == 1


def test_what_follows_each_other_belongs_together() -> None:
    third = opened(THIRD, matter="教育") + paid("950.00", "2026-09-07", THIRD)
    said = two(more=third)
    assert len(said) == 1 and "有3笔" in said[0]
    apart = opened(THIRD, matter="教育") + paid("950.00", "2026-09-08", THIRD)
    assert two(more=apart) == two()
    assert len(two(more=apart + opened("JZ-2026-0004") + paid("950.00", "2026-09-09", "JZ-2026-0004"))) == 2


def test_another_member_of_the_household_is_the_same_and_another_household_is_not() -> None:
    assert len(two(person="P-2")) == 1
    assert two(household="H-2", person="P-2") == []


def test_each_is_near_its_own_cap() -> None:
    cases = opened(FIRST) + opened(SECOND, relief="补充救助", matter="意外")
    first = cases + paid("900.00", "2026-07-09", FIRST)
    assert len(told(RULE, first + paid("450.00", "2026-07-10", SECOND, "01补充救助"))) == 1
    assert told(RULE, first + paid("449.99", "2026-07-10", SECOND, "01补充救助")) == []


def test_near_is_near_the_cap_that_a_resolution_raised() -> None:
    raised = '2026-07-01 custom "决议" "JY-2026-01"\n  kind: "提高救助标准"\n  cap-emergency: 1500.00 CNY\n'
    assert two(more=raised) == []
    assert len(two("1350.00", "1350.00", more=raised)) == 1


def test_stages_of_one_case_are_no_cluster() -> None:
    staged = opened() + decided("2850.00", stages="3")
    lines = (
        staged + paid("950.00", "2026-07-09") + paid("950.00", "2026-07-20") + paid("950.00", "2026-08-05")
    )
    assert [said.partition("：")[0] for said in told(RULE, lines)] == [
        "warning JZ-2026-0007分3笔付了2850.00元"
    ]


def test_one_case_in_parts_together_above_the_cap_is_told() -> None:
    parts = opened() + decided("1000.01") + paid("500.00", "2026-07-09")
    assert told(RULE, parts + paid("500.00", "2026-10-09")) == []
    said = [
        "warning JZ-2026-0007没有分阶段，却分2笔付了1000.01元：2026-07-09 JZ-2026-0007 500.00元、"
        "2026-10-09 JZ-2026-0007 500.01元，超过每次上限1000.00元"
    ]
    assert told(RULE, parts + paid("500.01", "2026-10-09")) == said
    staged = parts.replace("amount: 1000.01 CNY", "stages: 2")
    assert told(RULE, staged + paid("500.00", "2026-10-09")) == []
    assert "JZ-2026-0007分2笔付了1000.01元" in told(RULE, staged + paid("500.01", "2026-10-09"))[0]
    assert (
        told(RULE, parts.replace("amount: 1000.01 CNY", "stages: 1") + paid("500.01", "2026-10-09")) == said
    )


def test_one_payment_above_the_cap_is_not_split() -> None:
    assert told(RULE, opened() + decided("5000.00") + paid("5000.00")) == []


def test_one_payment_beside_one_that_came_back_is_not_split() -> None:
    back = paid("100.00", "2026-07-10") + paid("-100.00", "2026-07-11")
    assert told(RULE, opened() + decided("5000.00") + paid("5000.00") + back) == []


def test_first_aid_and_what_followed_are_one_case_s_parts() -> None:
    first_aid = opened() + step("先行救助", "2026-07-08") + paid("600.00", "2026-07-08")
    assert len(told(RULE, first_aid + paid("400.01", "2026-07-09"))) == 1
    assert told(RULE, first_aid + decided("1000.00") + paid("400.00", "2026-07-09")) == []


def test_what_came_back_or_was_reversed_is_put_right() -> None:
    assert two(more=paid("-900.00", "2026-08-09", SECOND)) == []
    assert two(more=paid("-0.01", "2026-08-09", SECOND)) == []
    parts = opened() + paid("600.00", "2026-07-09") + paid("600.00", "2026-07-10", voucher="2026-07-002")
    assert len(told(RULE, parts)) == 1
    assert told(RULE, parts + paid("-600.00", "2026-07-11", reverses="2026-07-002")) == []
    assert told(RULE, parts + paid("-200.00", "2026-07-11")) == []


def test_the_days_and_the_share_are_those_of_the_day_of_the_later_payment() -> None:
    days = policy("split_days", "31", "2026-08-09")
    assert (
        len(two(day="2026-08-09", more=days)) == 1
        and two(day="2026-08-09", more=days.replace("08-09", "08-10")) == []
    )
    share = policy("split_share", "91", "2026-08-08")
    assert two(more=share) == [] and len(two(more=share.replace("08-08", "08-09"))) == 1


def test_without_either_line_or_a_cap_nothing_is_near() -> None:
    ledger = opened(FIRST) + opened(SECOND, matter="意外") + opened(THIRD, matter="教育")
    ledger += paid("900.00", "2026-07-09", FIRST) + paid("900.00", "2026-07-10", SECOND)
    ledger += paid("600.00", "2026-07-10", THIRD) + paid("600.00", "2026-07-11", THIRD)
    cap = policy("cap_emergency", "1000.00 CNY")
    days, share = policy("split_days", "30"), policy("split_share", "90")
    assert len(told(RULE, "no policy\n" + cap + days + share + ledger)) == 2
    assert len(told(RULE, "no policy\n" + cap + days + ledger)) == 1
    for lines in ("", days + share, cap + share):
        assert told(RULE, "no policy\n" + lines + ledger) == []


@books
def test_payments_without_a_case_or_of_nobody_s_are_another_rule_s() -> None:
    """
    2026-07-08 custom "救助" "JZ-2026-0001" "先行救助"
    2026-07-08 custom "救助" "JZ-2026-0002" "先行救助"
    2026-07-09 * "汪*" "没有案卷" ^JZ-2026-0009
      Expenses:5101业务活动成本:02应急救助   950.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-09 * "汪*" "没有案卷" ^JZ-2026-0009
      Expenses:5101业务活动成本:02应急救助   950.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-10 * "汪*" "没有受理" ^JZ-2026-0001
      Expenses:5101业务活动成本:02应急救助   950.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-10 * "李*" "没有受理" ^JZ-2026-0002
      Expenses:5101业务活动成本:02应急救助   950.00 CNY
      Assets:1001现金:03社会捐赠
    """


def test_several_payments_on_one_case_that_stay_below_its_cap_are_none_too_many() -> None:
    assert told(RULE, opened(FIRST) + 2 * paid("100.00", "2026-07-09", FIRST)) == []


def test_the_last_payment_is_the_one_that_is_told() -> None:
    one = opened(FIRST) + "".join(paid("500.00", f"2026-07-{day}", FIRST) for day in ("09", "10", "11"))
    assert [found.entry.date.day for _, found in judge(RULE, one.strip())] == [11]
    three = "".join(
        opened(case, matter=matter) for case, matter in ((FIRST, "疾病"), (SECOND, "意外"), (THIRD, "教育"))
    )
    three += "".join(
        paid("950.00", f"2026-07-{day}", case) for day, case in (("09", FIRST), ("10", SECOND), ("11", THIRD))
    )
    assert [found.entry.date.day for _, found in judge(RULE, three.strip())] == [11]


KINDS = {
    "limit": test_two_payments_near_the_cap_within_the_days_are_told_once,
    "over": test_one_day_later_is_another_time,
    "neighbour": test_another_member_of_the_household_is_the_same_and_another_household_is_not,
    "change": test_the_days_and_the_share_are_those_of_the_day_of_the_later_payment,
    "right": test_what_came_back_or_was_reversed_is_put_right,
}
"""The five kinds of tests that every rule has."""
