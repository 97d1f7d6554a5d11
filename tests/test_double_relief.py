"""double_relief: nobody is helped twice for one matter, by two programmes or by two societies."""

from __future__ import annotations

from plugins.double_relief import double_relief
from tests.districts import district
from tests.ledgers import books

RULE = double_relief


@books
def test_a_roll_for_the_same_matter_is_told_at_the_first_payment() -> None:
    """
    2026-06-01 custom "政府救助" "P-1a2b3c4d5e6f"
      kind: "医疗救助"
      agency: "红十字会"
    2026-07-01 custom "救助" "JZ-2026-0001" "受理"
      person: "P-1a2b3c4d5e6f"
      household: "H-1a2b3c4d5e6f"
      label: "汪*"
      category: "突发严重困难户"
      matter: "疾病"
      relief: "应急救助"
    2026-07-03 * "汪*" "应急救助" ^JZ-2026-0001
      Expenses:5101业务活动成本:02应急救助   300.00 CNY   ; ?? 汪*因疾病已经在红十字会的医疗救助名单上（2026-06-01）
      Assets:1001现金:03社会捐赠
    2026-07-04 * "汪*" "应急救助" ^JZ-2026-0001
      Expenses:5101业务活动成本:02应急救助   300.00 CNY
      Assets:1001现金:03社会捐赠
    """


@books
def test_another_person_s_roll_another_matter_and_a_later_roll_are_none() -> None:
    """
    2026-06-01 custom "政府救助" "P-000000000009"
      kind: "医疗救助"
    2026-06-01 custom "政府救助" "P-1a2b3c4d5e6f"
      kind: "教育救助"
    2026-06-01 custom "政府救助" "P-1a2b3c4d5e6f"
      kind: "医疗救助"
      matter: "意外"
    2026-06-01 custom "政府救助" "P-1a2b3c4d5e6f"
      kind: "住房救助"
    2026-07-04 custom "政府救助" "P-1a2b3c4d5e6f"
      kind: "医疗救助"
    2026-07-01 custom "救助" "JZ-2026-0001" "受理"
      person: "P-1a2b3c4d5e6f"
      household: "H-1a2b3c4d5e6f"
      label: "汪*"
      category: "突发严重困难户"
      matter: "疾病"
      relief: "应急救助"
    2026-07-03 * "汪*" "应急救助" ^JZ-2026-0001
      Expenses:5101业务活动成本:02应急救助   300.00 CNY
      Assets:1001现金:03社会捐赠
    """


@books
def test_what_supplementary_relief_is_meant_for_is_no_double_relief() -> None:
    """
    2026-06-01 custom "政府救助" "P-1a2b3c4d5e6f"
      kind: "低保"
      matter: "疾病"
    2026-06-01 custom "政府救助" "P-1a2b3c4d5e6f"
      kind: "特困"
      matter: "疾病"
    2026-06-01 custom "政府救助" "P-1a2b3c4d5e6f"
      kind: "临时救助"
      matter: "疾病"
    2026-07-01 custom "救助" "JZ-2026-0001" "受理"
      person: "P-1a2b3c4d5e6f"
      household: "H-1a2b3c4d5e6f"
      label: "汪*"
      category: "最低生活保障对象"
      matter: "疾病"
      relief: "补充救助"
    2026-07-03 * "汪*" "补充救助" ^JZ-2026-0001
      Expenses:5101业务活动成本:01补充救助   300.00 CNY
      Assets:1001现金:03社会捐赠
    """


@books
def test_a_roll_counts_to_its_last_day_and_without_one_for_a_year_and_the_household_s_counts() -> None:
    """
    2025-06-01 custom "政府救助" "H-1a2b3c4d5e6f"
      kind: "其他"
      matter: "灾害"
      until: 2026-07-02
    2025-07-03 custom "政府救助" "P-000000000002"
      kind: "受灾人员救助"
    2025-07-03 custom "政府救助" "P-000000000003"
      kind: "就业救助"
    2026-07-01 custom "救助" "JZ-2026-0001" "受理"
      person: "P-1a2b3c4d5e6f"
      household: "H-1a2b3c4d5e6f"
      label: "汪*"
      category: "突发严重困难户"
      matter: "灾害"
      relief: "应急救助"
    2026-07-01 custom "救助" "JZ-2026-0002" "受理"
      person: "P-1a2b3c4d5e6f"
      household: "H-1a2b3c4d5e6f"
      label: "汪*"
      category: "突发严重困难户"
      matter: "灾害"
      relief: "应急救助"
    2026-07-01 custom "救助" "JZ-2026-0003" "受理"
      person: "P-000000000002"
      household: "H-000000000002"
      label: "李*"
      category: "突发严重困难户"
      matter: "灾害"
      relief: "应急救助"
    2026-07-01 custom "救助" "JZ-2026-0004" "受理"
      person: "P-000000000003"
      household: "H-000000000003"
      label: "方*"
      category: "突发严重困难户"
      matter: "失业"
      relief: "应急救助"
    2026-07-02 * "汪*" "应急救助" ^JZ-2026-0001
      Expenses:5101业务活动成本:02应急救助   300.00 CNY   ; ?? 已经在政府的其他名单上
      Assets:1001现金:03社会捐赠
    2026-07-03 * "汪*" "应急救助" ^JZ-2026-0002
      Expenses:5101业务活动成本:02应急救助   300.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-03 * "李*" "应急救助" ^JZ-2026-0003
      Expenses:5101业务活动成本:02应急救助   300.00 CNY   ; ?? 已经在政府的受灾人员救助名单上
      Assets:1001现金:03社会捐赠
    2026-07-04 * "方*" "应急救助" ^JZ-2026-0004
      Expenses:5101业务活动成本:02应急救助   300.00 CNY
      Assets:1001现金:03社会捐赠
    """


@books
def test_what_came_back_or_was_never_accepted_was_no_relief() -> None:
    """
    2026-06-01 custom "政府救助" "P-1a2b3c4d5e6f"
      kind: "医疗救助"
    2026-07-01 custom "救助" "JZ-2026-0001" "受理"
      person: "P-1a2b3c4d5e6f"
      household: "H-1a2b3c4d5e6f"
      label: "汪*"
      category: "突发严重困难户"
      matter: "疾病"
      relief: "应急救助"
    2026-07-03 * "汪*" "应急救助" ^JZ-2026-0001
      Expenses:5101业务活动成本:02应急救助   300.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-05 * "汪*" "退回" ^JZ-2026-0001
      Assets:1001现金:03社会捐赠   300.00 CNY
      Expenses:5101业务活动成本:02应急救助
    2026-07-06 * "汪*" "应急救助" ^JZ-2026-0099
      Expenses:5101业务活动成本:02应急救助   300.00 CNY
      Assets:1001现金:03社会捐赠
    """


@books
def test_a_district_without_the_line_is_silent() -> None:
    """
    no policy
    2026-06-01 custom "政府救助" "P-1a2b3c4d5e6f"
      kind: "医疗救助"
    2026-07-01 custom "救助" "JZ-2026-0001" "受理"
      person: "P-1a2b3c4d5e6f"
      household: "H-1a2b3c4d5e6f"
      label: "汪*"
      category: "突发严重困难户"
      matter: "疾病"
      relief: "应急救助"
    2026-07-03 * "汪*" "应急救助" ^JZ-2026-0001
      Expenses:5101业务活动成本:02应急救助   300.00 CNY
      Assets:1001现金:03社会捐赠
    """


@district
def test_two_societies_that_help_one_person_for_one_matter_are_told_at_the_later_payment() -> None:
    """
    == bureau
    == shigang
    2026-07-01 custom "救助" "JZ-2026-0001" "受理"
      person: "P-1a2b3c4d5e6f"
      household: "H-1a2b3c4d5e6f"
      label: "汪*"
      category: "突发严重困难户"
      matter: "疾病"
      relief: "应急救助"
    2026-07-03 * "汪*" "应急救助" ^JZ-2026-0001
      Expenses:5101业务活动成本:02应急救助   300.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-04 * "汪*" "应急救助" ^JZ-2026-0001
      Expenses:5101业务活动成本:02应急救助   300.00 CNY
      Assets:1001现金:03社会捐赠
    == xixinan
    2026-07-01 custom "救助" "JZ-2026-0007" "受理"
      person: "P-1a2b3c4d5e6f"
      household: "H-1a2b3c4d5e6f"
      label: "汪*"
      category: "突发严重困难户"
      matter: "疾病"
      relief: "应急救助"
    2026-07-01 custom "救助" "JZ-2026-0008" "受理"
      person: "P-1a2b3c4d5e6f"
      household: "H-1a2b3c4d5e6f"
      label: "汪*"
      category: "突发严重困难户"
      matter: "教育"
      relief: "应急救助"
    2026-07-05 * "汪*" "应急救助" ^JZ-2026-0007
      Expenses:5101业务活动成本:02应急救助   200.00 CNY   ; ?? 汪*因疾病，2026-07-03已由shigang救助过（JZ-2026-0001，300.00元）
      Assets:1001现金:03社会捐赠
    2026-07-06 * "汪*" "应急救助" ^JZ-2026-0008
      Expenses:5101业务活动成本:02应急救助   200.00 CNY
      Assets:1001现金:03社会捐赠
    """


@district
def test_a_year_later_and_twice_in_one_society_is_not_told_here() -> None:
    """
    == bureau
    == shigang
    2025-07-01 custom "救助" "JZ-2025-0001" "受理"
      person: "P-1a2b3c4d5e6f"
      household: "H-1a2b3c4d5e6f"
      label: "汪*"
      category: "突发严重困难户"
      matter: "疾病"
      relief: "应急救助"
    2025-07-03 * "汪*" "应急救助" ^JZ-2025-0001
      Expenses:5101业务活动成本:02应急救助   300.00 CNY
      Assets:1001现金:03社会捐赠
    == xixinan
    2026-07-01 custom "救助" "JZ-2026-0007" "受理"
      person: "P-1a2b3c4d5e6f"
      household: "H-1a2b3c4d5e6f"
      label: "汪*"
      category: "突发严重困难户"
      matter: "疾病"
      relief: "应急救助"
    2026-07-01 custom "救助" "JZ-2026-0008" "受理"
      person: "P-1a2b3c4d5e6f"
      household: "H-1a2b3c4d5e6f"
      label: "汪*"
      category: "突发严重困难户"
      matter: "疾病"
      relief: "应急救助"
    2026-07-04 * "汪*" "应急救助" ^JZ-2026-0007
      Expenses:5101业务活动成本:02应急救助   200.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-04 * "汪*" "应急救助" ^JZ-2026-0008
      Expenses:5101业务活动成本:02应急救助   200.00 CNY
      Assets:1001现金:03社会捐赠
    == zz-third
    2026-07-01 custom "救助" "JZ-2026-0001" "受理"
      person: "P-1a2b3c4d5e6f"
      household: "H-1a2b3c4d5e6f"
      label: "汪*"
      category: "突发严重困难户"
      matter: "丧葬"
      relief: "应急救助"
    2026-07-03 * "汪*" "应急救助" ^JZ-2026-0001
      Expenses:5101业务活动成本:02应急救助   200.00 CNY
      Assets:1001现金:03社会捐赠
    """


@books
def test_half_a_yuan_on_the_roll_s_own_day_is_told() -> None:
    """
    2026-07-03 custom "政府救助" "P-1a2b3c4d5e6f"
      kind: "医疗救助"
    2026-07-01 custom "救助" "JZ-2026-0001" "受理"
      person: "P-1a2b3c4d5e6f"
      household: "H-1a2b3c4d5e6f"
      label: "汪*"
      category: "突发严重困难户"
      matter: "疾病"
      relief: "应急救助"
    2026-07-03 * "汪*" "应急救助" ^JZ-2026-0001
      Expenses:5101业务活动成本:02应急救助   0.50 CNY   ; ?? 医疗救助名单上（2026-07-03）
      Assets:1001现金:03社会捐赠
    """


@books
def test_a_roll_for_a_matter_of_any_other_name_is_none() -> None:
    """
    2026-06-01 custom "政府救助" "P-1a2b3c4d5e6f"
      kind: "医疗救助"
    2026-07-01 custom "救助" "JZ-2026-0001" "受理"
      person: "P-1a2b3c4d5e6f"
      household: "H-1a2b3c4d5e6f"
      label: "汪*"
      category: "突发严重困难户"
      matter: "失业"
      relief: "应急救助"
    2026-07-03 * "汪*" "应急救助" ^JZ-2026-0001
      Expenses:5101业务活动成本:02应急救助   300.00 CNY
      Assets:1001现金:03社会捐赠
    """


@books
def test_a_case_of_which_more_came_back_than_was_paid_is_not_told() -> None:
    """
    2026-06-01 custom "政府救助" "P-1a2b3c4d5e6f"
      kind: "医疗救助"
    2026-07-01 custom "救助" "JZ-2026-0001" "受理"
      person: "P-1a2b3c4d5e6f"
      household: "H-1a2b3c4d5e6f"
      label: "汪*"
      category: "突发严重困难户"
      matter: "疾病"
      relief: "应急救助"
    2026-07-03 * "汪*" "应急救助" ^JZ-2026-0001
      Expenses:5101业务活动成本:02应急救助   300.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-04 * "汪*" "应急救助" ^JZ-2026-0001
      Expenses:5101业务活动成本:02应急救助   -300.01 CNY
      Assets:1001现金:03社会捐赠
    """


@district
def test_to_the_last_day_it_counts_wherever_it_was_and_the_nearest_is_named() -> None:
    """
    == bureau
    as of 2026-12-31
    2025-12-31 custom "policy" "double_days" 90
      clause: "多头救助"
    == aa
    2026-07-01 custom "救助" "JZ-2026-0001" "受理"
      person: "P-1a2b3c4d5e6f"
      household: "H-1a2b3c4d5e6f"
      label: "汪*"
      category: "突发严重困难户"
      matter: "疾病"
      relief: "应急救助"
    2026-07-02 * "汪*" "应急救助" ^JZ-2026-0001
      Expenses:5101业务活动成本:02应急救助   300.00 CNY   ; ?? 2026-07-01已由bb救助过
      Assets:1001现金:03社会捐赠
    == bb
    2026-07-01 custom "救助" "JZ-2026-0001" "受理"
      person: "P-1a2b3c4d5e6f"
      household: "H-1a2b3c4d5e6f"
      label: "汪*"
      category: "突发严重困难户"
      matter: "疾病"
      relief: "应急救助"
    2026-07-01 * "汪*" "应急救助" ^JZ-2026-0001
      Expenses:5101业务活动成本:02应急救助   300.00 CNY
      Assets:1001现金:03社会捐赠
    == cc
    2026-07-01 custom "救助" "JZ-2026-0001" "受理"
      person: "P-1a2b3c4d5e6f"
      household: "H-1a2b3c4d5e6f"
      label: "汪*"
      category: "突发严重困难户"
      matter: "疾病"
      relief: "应急救助"
    2026-09-30 * "汪*" "应急救助" ^JZ-2026-0001
      Expenses:5101业务活动成本:02应急救助   300.00 CNY   ; ?? 2026-07-02已由aa救助过
      Assets:1001现金:03社会捐赠
    == dd
    2026-07-01 custom "救助" "JZ-2026-0001" "受理"
      person: "P-1a2b3c4d5e6f"
      household: "H-1a2b3c4d5e6f"
      label: "汪*"
      category: "突发严重困难户"
      matter: "疾病"
      relief: "应急救助"
    2026-12-29 * "汪*" "应急救助" ^JZ-2026-0001
      Expenses:5101业务活动成本:02应急救助   300.00 CNY   ; ?? 2026-09-30已由cc救助过
      Assets:1001现金:03社会捐赠
    """


KINDS = {
    "limit": test_a_roll_counts_to_its_last_day_and_without_one_for_a_year_and_the_household_s_counts,
    "over": test_a_roll_for_the_same_matter_is_told_at_the_first_payment,
    "neighbour": test_another_person_s_roll_another_matter_and_a_later_roll_are_none,
    "change": test_a_year_later_and_twice_in_one_society_is_not_told_here,
    "right": test_what_came_back_or_was_never_accepted_was_no_relief,
}
"""The five kinds of tests that every rule has."""
