"""relief_kind: 补充救助 for people on government aid, 应急救助 for those who are not."""

from __future__ import annotations

import pytest

from ledger.vocabulary import CATEGORIES
from plugins.relief_kind import relief_kind
from tests.ledgers import books, told

RULE = relief_kind

CASE = """
2026-07-08 custom "救助" "JZ-2026-0007" "受理"
  person: "P-1a2b3c4d5e6f"
  household: "H-1a2b3c4d5e6f"
  label: "汪*"
  category: "{category}"
  matter: "疾病"
  relief: "{relief}"
"""


@pytest.mark.parametrize("category", CATEGORIES)
def test_every_category_has_one_right_kind(category: str) -> None:
    right, wrong = ("补充救助", "应急救助") if CATEGORIES.index(category) < 5 else ("应急救助", "补充救助")
    assert told(RULE, CASE.format(category=category, relief=right)) == []
    said = told(RULE, CASE.format(category=category, relief=wrong))
    assert said == [f"error 汪*是{category}，应给{right}，不是{wrong}"]


@books
def test_who_is_on_a_roll_gets_supplementary_relief_whatever_the_category() -> None:
    """
    2026-06-25 custom "政府救助" "P-1a2b3c4d5e6f"
      kind: "低保"
    2026-07-08 custom "救助" "JZ-2026-0007" "受理"   ; !! 汪*正在享受低保，应给补充救助，不是应急救助
      person: "P-1a2b3c4d5e6f"
      household: "H-1a2b3c4d5e6f"
      label: "汪*"
      category: "其他困难人员"
      matter: "疾病"
      relief: "应急救助"
    2026-07-09 custom "救助" "JZ-2026-0008" "受理"
      person: "P-1a2b3c4d5e6f"
      household: "H-1a2b3c4d5e6f"
      label: "汪*"
      category: "其他困难人员"
      matter: "意外"
      relief: "补充救助"
    """


@books
def test_somebody_else_s_roll_and_other_aid_do_not_count() -> None:
    """
    2026-06-25 custom "政府救助" "P-000000000000"
      kind: "低保"
    2026-06-25 custom "政府救助" "P-1a2b3c4d5e6f"
      kind: "医疗救助"
    2026-07-08 custom "救助" "JZ-2026-0007" "受理"
      person: "P-1a2b3c4d5e6f"
      household: "H-1a2b3c4d5e6f"
      label: "汪*"
      category: "其他困难人员"
      matter: "疾病"
      relief: "应急救助"
    """


@books
def test_other_aid_does_not_hide_the_low_income_allowance() -> None:
    """
    2026-06-25 custom "政府救助" "P-1a2b3c4d5e6f"
      kind: "医疗救助"
    2026-06-26 custom "政府救助" "P-1a2b3c4d5e6f"
      kind: "临时救助"
    2026-07-08 custom "救助" "JZ-2026-0007" "受理"   ; !! 正在享受临时救助
      person: "P-1a2b3c4d5e6f"
      household: "H-1a2b3c4d5e6f"
      label: "汪*"
      category: "其他困难人员"
      matter: "疾病"
      relief: "应急救助"
    """


@books
def test_a_roll_runs_from_its_day_to_its_last() -> None:
    """
    2026-07-08 custom "政府救助" "P-1a2b3c4d5e6f"
      kind: "特困"
      until: 2026-12-31
    2026-07-07 custom "救助" "JZ-2026-0001" "受理"
      person: "P-1a2b3c4d5e6f"
      household: "H-1a2b3c4d5e6f"
      label: "汪*"
      category: "其他困难人员"
      matter: "疾病"
      relief: "应急救助"
    2026-07-08 custom "救助" "JZ-2026-0002" "受理"   ; !! 正在享受特困
      person: "P-1a2b3c4d5e6f"
      household: "H-1a2b3c4d5e6f"
      label: "汪*"
      category: "其他困难人员"
      matter: "意外"
      relief: "应急救助"
    2026-12-31 custom "救助" "JZ-2026-0003" "受理"   ; !! 正在享受特困
      person: "P-1a2b3c4d5e6f"
      household: "H-1a2b3c4d5e6f"
      label: "汪*"
      category: "其他困难人员"
      matter: "灾害"
      relief: "应急救助"
    2027-01-01 custom "救助" "JZ-2027-0001" "受理"
      person: "P-1a2b3c4d5e6f"
      household: "H-1a2b3c4d5e6f"
      label: "汪*"
      category: "其他困难人员"
      matter: "教育"
      relief: "应急救助"
    """


@books
def test_a_later_line_ends_a_roll_that_ran_without_end() -> None:
    """
    2026-06-25 custom "政府救助" "P-1a2b3c4d5e6f"
      kind: "低保"
    2026-07-01 custom "政府救助" "P-1a2b3c4d5e6f"
      kind: "低保"
      until: 2026-07-05
    2026-07-08 custom "救助" "JZ-2026-0007" "受理"
      person: "P-1a2b3c4d5e6f"
      household: "H-1a2b3c4d5e6f"
      label: "汪*"
      category: "其他困难人员"
      matter: "疾病"
      relief: "应急救助"
    """


@books
def test_the_categories_are_those_of_the_day_of_acceptance() -> None:
    """
    2026-07-09 custom "policy" "emergency_categories" "其他困难人员" "孤儿"
      clause: "孤儿改给应急救助"
    2026-07-09 custom "policy" "supplementary_categories" "特困人员"
      clause: "孤儿改给应急救助"
    2026-07-08 custom "救助" "JZ-2026-0007" "受理"   ; !! 汪*是孤儿，应给补充救助
      person: "P-1a2b3c4d5e6f"
      household: "H-1a2b3c4d5e6f"
      label: "汪*"
      category: "孤儿"
      matter: "疾病"
      relief: "应急救助"
    2026-07-09 custom "救助" "JZ-2026-0008" "受理"
      person: "P-1a2b3c4d5e6f"
      household: "H-1a2b3c4d5e6f"
      label: "汪*"
      category: "孤儿"
      matter: "疾病"
      relief: "应急救助"
    2026-07-09 custom "救助" "JZ-2026-0009" "受理"   ; !! 汪*是孤儿，应给应急救助
      person: "P-1a2b3c4d5e6f"
      household: "H-1a2b3c4d5e6f"
      label: "汪*"
      category: "孤儿"
      matter: "疾病"
      relief: "补充救助"
    """


def test_without_a_policy_no_category_is_judged() -> None:
    assert told(RULE, "no policy" + CASE.format(category="特困人员", relief="应急救助")) == []


@books
def test_money_is_charged_to_the_kind_that_the_case_was_accepted_for() -> None:
    """
    2026-07-01 * "粮站" "大米"
      Assets:1201存货:03社会捐赠   50 DAMI {60.00 CNY}
      Income:4101捐赠收入
    2026-07-08 custom "救助" "JZ-2026-0007" "受理"
      person: "P-1a2b3c4d5e6f"
      household: "H-1a2b3c4d5e6f"
      label: "汪*"
      category: "特困人员"
      matter: "疾病"
      relief: "补充救助"
    2026-07-09 * "汪*" "救助" ^JZ-2026-0007
      Expenses:5101业务活动成本:01补充救助   100.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-09 * "汪*" "救助" ^JZ-2026-0007
      Expenses:5101业务活动成本:02应急救助   100.00 CNY   ; !! 汪*受理的是补充救助，这笔却记成了应急救助
      Assets:1001现金:03社会捐赠
    2026-07-09 * "汪*" "大米" ^JZ-2026-0007
      Expenses:5101业务活动成本:03实物救助   60.00 CNY
      Assets:1201存货:03社会捐赠   -1 DAMI {60.00 CNY}
    2026-07-09 * "汪*" "没有案卷的，别的规则会说" ^JZ-2026-0008
      Expenses:5101业务活动成本:02应急救助   100.00 CNY
      Assets:1001现金:03社会捐赠
    """


@books
def test_a_case_s_money_charged_to_no_relief_at_all_is_refused() -> None:
    """
    2026-07-09 * "汪*" "其他业务" ^JZ-2026-0007
      Expenses:5101业务活动成本:09其他业务   5000.00 CNY   ; !! JZ-2026-0007的钱记在了5101业务活动成本:09其他业务，应记成救助
      Assets:1001现金:03社会捐赠
    2026-07-09 * "汪*" "救助" ^JZ-2026-0007
      Expenses:5101业务活动成本:01补充救助   100.00 CNY
      Expenses:5301管理费用:02手续费   1.00 CNY
      Assets:1002银行存款:01农商行基本户:03社会捐赠
    2026-07-09 * "文具店" "不是案件的支出"
      Expenses:5101业务活动成本:09其他业务   30.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-10 * "汪*" "退回" ^JZ-2026-0007
      Expenses:5101业务活动成本:09其他业务   -30.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-10 * "汪*" "一分也没有" ^JZ-2026-0007
      Expenses:5101业务活动成本:09其他业务   0.00 CNY
      Assets:1001现金:03社会捐赠
    """


@books
def test_an_expense_without_a_case_to_who_is_called_as_a_recipient_is_looked_at() -> None:
    """
    2026-07-08 custom "救助" "JZ-2026-0007" "受理"
      person: "P-1a2b3c4d5e6f"
      household: "H-1a2b3c4d5e6f"
      label: "汪*"
      category: "特困人员"
      matter: "疾病"
      relief: "补充救助"
    2026-07-09 * "汪＊ " "困难救助"
      Expenses:5101业务活动成本:09其他业务   3000.00 CNY   ; ?? 付给汪＊ 的3000.00元记在了5101业务活动成本
      Assets:1002银行存款:01农商行基本户:03社会捐赠
    2026-07-09 * "汪*" "手续费"
      Expenses:5301管理费用:02手续费   1.00 CNY
      Assets:1002银行存款:01农商行基本户:03社会捐赠
    2026-07-09 * "汪*" "补充救助"
      Expenses:5101业务活动成本:01补充救助   100.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-09 * "李*" "鲜花"
      Expenses:5901其他费用   20.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-09 * "没有写收款人"
      Expenses:5901其他费用   20.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-09 * "汪*" "记错"
      voucher: "2026-07-001"
      Expenses:5901其他费用   20.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-10 * "汪*" "冲销"
      reverses: "2026-07-001"
      Assets:1001现金:03社会捐赠   20.00 CNY
      Expenses:5901其他费用
    """


@books
def test_a_case_nobody_accepted_has_no_kind_to_be_wrong() -> None:
    """
    2026-07-08 custom "救助" "JZ-2026-0007" "先行救助"
    2026-07-09 * "汪*" "救助" ^JZ-2026-0007
      Expenses:5101业务活动成本:02应急救助   100.00 CNY
      Assets:1001现金:03社会捐赠
    """


@books
def test_what_was_charged_wrongly_is_put_right_by_a_reversal() -> None:
    """
    2026-07-08 custom "救助" "JZ-2026-0007" "受理"
      person: "P-1a2b3c4d5e6f"
      household: "H-1a2b3c4d5e6f"
      label: "汪*"
      category: "特困人员"
      matter: "疾病"
      relief: "补充救助"
    2026-07-09 * "汪*" "救助" ^JZ-2026-0007
      voucher: "2026-07-001"
      Expenses:5101业务活动成本:02应急救助   100.00 CNY
      Expenses:5901其他费用   100.00 CNY
      Assets:1001现金:03社会捐赠   -200.00 CNY
    2026-07-09 * "汪*" "冲销" ^JZ-2026-0007
      reverses: "2026-07-001"
      Assets:1001现金:03社会捐赠   200.00 CNY
      Expenses:5101业务活动成本:02应急救助   -100.00 CNY
      Expenses:5901其他费用   -100.00 CNY
    """


def test_each_kind_paid_for_the_other_is_told() -> None:
    for category, relief, kind in (
        ("突发严重困难户", "应急救助", "01补充救助"), ("特困人员", "补充救助", "02应急救助"),
    ):  # fmt: skip
        case = CASE.format(category=category, relief=relief)
        payment = '2026-07-09 * "汪*" "救助" ^JZ-2026-0007\n'
        payment += f"  Expenses:5101业务活动成本:{kind}   1.00 CNY\n  Assets:1001现金:03社会捐赠\n"
        assert [s for s in told(RULE, case + payment) if f"受理的是{relief}" in s] != []


@books
def test_a_blank_payee_is_nobody_who_was_helped_and_a_case_s_other_costs_are_relief() -> None:
    """
    2026-07-08 custom "转介" "JZ-2026-0001" "转出"
      to: "区民政局"
    2026-07-09 * "农商行" "手续费，和记错后冲销的" ^JZ-2026-0007
      Expenses:5301管理费用:02手续费   1.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-09 * "汪*" "记错" ^JZ-2026-0007
      voucher: "2026-07-001"
      Expenses:5901其他费用   5.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-09 * "汪*" "冲销" ^JZ-2026-0007
      voucher: "2026-07-002"
      reverses: "2026-07-001"
      Expenses:5901其他费用   -5.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-09 * " " "办公用品"
      Expenses:5301管理费用:01办公费   1.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-09 * "汪*" "其他费用" ^JZ-2026-0007
      Expenses:5901其他费用   1.00 CNY   ; !! JZ-2026-0007的钱记在了5901其他费用，应记成救助
      Assets:1001现金:03社会捐赠
    """


def test_without_any_case_a_blank_payee_is_nobody_either() -> None:
    office = '2026-07-09 * " " "办公用品"\n  Expenses:5301管理费用:01办公费   1.00 CNY\n  Assets:1001现金:03社会捐赠\n'
    assert told(RULE, office) == []


@books
def test_where_the_district_knows_no_advances_nothing_is_lent_to_a_person() -> None:
    """
    as of 2026-12-31
    2026-07-01 * "汪*" "垫付" ^JZ-2026-0001
      Assets:1122其他应收款   300.00 CNY   ; !! 垫给汪*的300.00元：本区的规定里没有垫付
      Assets:1001现金:03社会捐赠
    2026-07-01 * "区医院" "替他付的" ^JZ-2026-0001
      Assets:1122其他应收款   200.00 CNY   ; !! 垫给区医院的200.00元
      Assets:1001现金:03社会捐赠
    2026-07-01 * "李某" "没有案卷"
      Assets:1122其他应收款   100.00 CNY   ; !! 垫给李某的100.00元
      Assets:1001现金:03社会捐赠
    2026-07-02 * "镇印刷厂" "押金"
      Assets:1122其他应收款   50.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-02 * "汪*" "欠着，没有借" ^JZ-2026-0001
      Expenses:5901其他费用   0.00 CNY
      Liabilities:2209其他应付款   20.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-02 * "汪*" "借错了" ^JZ-2026-0001
      voucher: "2026-07-001"
      Assets:1122其他应收款   10.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-02 * "汪*" "冲销" ^JZ-2026-0001
      voucher: "2026-07-002"
      reverses: "2026-07-001"
      Assets:1001现金:03社会捐赠   10.00 CNY
      Assets:1122其他应收款
    2026-07-03 * "汪*" "还回" ^JZ-2026-0001
      Assets:1001现金:03社会捐赠   300.00 CNY
      Assets:1122其他应收款
    """


@books
def test_a_district_that_knows_advances_may_lend_from_its_day() -> None:
    """
    2026-07-02 custom "policy" "advance_days" 60
      clause: "先行调用爱心基金"
    2026-07-01 * "汪*" "垫付"
      Assets:1122其他应收款   300.00 CNY   ; !! 本区的规定里没有垫付
      Assets:1001现金:03社会捐赠
    2026-07-02 * "汪*" "垫付"
      Assets:1122其他应收款   300.00 CNY
      Assets:1001现金:03社会捐赠
    """


KINDS = {
    "limit": test_a_roll_runs_from_its_day_to_its_last,
    "over": test_who_is_on_a_roll_gets_supplementary_relief_whatever_the_category,
    "neighbour": test_somebody_else_s_roll_and_other_aid_do_not_count,
    "change": test_the_categories_are_those_of_the_day_of_acceptance,
    "right": test_what_was_charged_wrongly_is_put_right_by_a_reversal,
}
"""The five kinds of tests that every rule has."""
