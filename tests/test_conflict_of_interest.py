"""conflict_of_interest: nobody decides, surveys or pays for those they are related to, and no gift goes back to its donor."""

from __future__ import annotations

from plugins.conflict_of_interest import conflict_of_interest
from tests.ledgers import books

RULE = conflict_of_interest


@books
def test_who_has_no_relation_may_do_it_and_a_relation_to_another_person_is_none() -> None:
    """
    2026-06-20 custom "回避" "lisi"
      person: "P-000000000009"
      relation: "叔侄"
    2026-07-01 custom "救助" "JZ-2026-0001" "受理"
      person: "P-1a2b3c4d5e6f"
      household: "H-1a2b3c4d5e6f"
      label: "汪*"
      category: "突发严重困难户"
      matter: "疾病"
      relief: "应急救助"
    2026-07-02 custom "救助" "JZ-2026-0001" "入户调查"
      by: "lisi"
    2026-07-02 custom "救助" "JZ-2026-0001" "审核"
      decision: "同意"
      amount: 500.00 CNY
      by: "lisi"
      approved-by: "zhangsan"
    2026-07-03 * "汪*" "应急救助" ^JZ-2026-0001
      approved-by: "zhangsan"
      paid-by: "zhaoliu"
      Expenses:5101业务活动成本:02应急救助   500.00 CNY
      Assets:1001现金:03社会捐赠
    """


@books
def test_each_step_by_a_relative_is_refused_and_the_steps_of_others_pass() -> None:
    """
    2026-06-20 custom "回避" "lisi"
      person: "P-1a2b3c4d5e6f"
      relation: "叔侄"
    2026-06-20 custom "回避" "ZHAOLIU"
      person: "P-1a2b3c4d5e6f"
      relation: "夫妻"
    2026-07-01 custom "救助" "JZ-2026-0001" "受理"
      person: "P-1a2b3c4d5e6f"
      household: "H-1a2b3c4d5e6f"
      label: "汪*"
      category: "突发严重困难户"
      matter: "疾病"
      relief: "应急救助"
    2026-07-02 custom "救助" "JZ-2026-0001" "入户调查"   ; !! JZ-2026-0001由lisi调查，lisi与救助对象有利害关系（叔侄），要回避
      by: "lisi"
    2026-07-02 custom "救助" "JZ-2026-0001" "审核"   ; !! 由lisi审核
      decision: "同意"
      amount: 500.00 CNY
      by: "lisi"
      approved-by: "zhangsan"
    2026-07-03 * "汪*" "应急救助" ^JZ-2026-0001   ; !! 由zhaoliu付款，zhaoliu与救助对象有利害关系（夫妻）
      approved-by: "zhangsan"
      paid-by: "zhaoliu"
      Expenses:5101业务活动成本:02应急救助   500.00 CNY
      Assets:1001现金:03社会捐赠
    """


@books
def test_approving_counts_in_the_decision_and_in_the_payment() -> None:
    """
    2026-06-20 custom "回避" "zhangsan"
      person: "P-1a2b3c4d5e6f"
      relation: "叔侄"
    2026-07-01 custom "救助" "JZ-2026-0001" "受理"
      person: "P-1a2b3c4d5e6f"
      household: "H-1a2b3c4d5e6f"
      label: "汪*"
      category: "突发严重困难户"
      matter: "疾病"
      relief: "应急救助"
    2026-07-02 custom "救助" "JZ-2026-0001" "入户调查"
      by: "lisi"
    2026-07-02 custom "救助" "JZ-2026-0001" "审核"   ; !! 由zhangsan审核
      decision: "同意"
      amount: 500.00 CNY
      by: "lisi"
      approved-by: "zhangsan"
    2026-07-03 * "汪*" "应急救助" ^JZ-2026-0001   ; !! 由zhangsan审批
      approved-by: "zhangsan"
      paid-by: "zhaoliu"
      Expenses:5101业务活动成本:02应急救助   500.00 CNY
      Assets:1001现金:03社会捐赠
    """


@books
def test_a_relation_to_the_head_of_the_household_is_one_to_the_person() -> None:
    """
    2026-06-20 custom "回避" "lisi"
      person: "H-1a2b3c4d5e6f"
      relation: "叔侄"
    2026-07-01 custom "救助" "JZ-2026-0001" "受理"
      person: "P-1a2b3c4d5e6f"
      household: "H-1a2b3c4d5e6f"
      label: "汪*"
      category: "突发严重困难户"
      matter: "疾病"
      relief: "应急救助"
    2026-07-02 custom "救助" "JZ-2026-0001" "入户调查"   ; !! 由lisi调查
      by: "lisi"
    """


@books
def test_a_relation_declared_on_the_day_holds_and_one_declared_after_it_is_a_warning() -> None:
    """
    2026-07-02 custom "回避" "lisi"
      person: "P-1a2b3c4d5e6f"
      relation: "叔侄"
    2026-07-03 custom "回避" "zhangsan"
      person: "P-1a2b3c4d5e6f"
      relation: "叔侄"
    2026-07-01 custom "救助" "JZ-2026-0001" "受理"
      person: "P-1a2b3c4d5e6f"
      household: "H-1a2b3c4d5e6f"
      label: "汪*"
      category: "突发严重困难户"
      matter: "疾病"
      relief: "应急救助"
    2026-07-02 custom "救助" "JZ-2026-0001" "入户调查"   ; !! 由lisi调查
      by: "lisi"
    2026-07-02 custom "救助" "JZ-2026-0001" "审核"   ; ?? zhangsan到2026-07-03才申明与救助对象有利害关系
      decision: "同意"
      amount: 500.00 CNY
      by: "wangwu"
      approved-by: "zhangsan"
    """


@books
def test_nobody_decides_for_themselves() -> None:
    """
    2026-01-01 custom "人员" "lisi" "任职"
      post: "秘书长"
      name: "李四"
      person: "P-1a2b3c4d5e6f"
    2026-01-01 custom "人员" "wangwu" "任职"
      post: "会计"
      name: "王五"
    2026-07-01 custom "救助" "JZ-2026-0001" "受理"
      person: "P-1a2b3c4d5e6f"
      household: "H-1a2b3c4d5e6f"
      label: "汪*"
      category: "突发严重困难户"
      matter: "疾病"
      relief: "应急救助"
    2026-07-02 custom "救助" "JZ-2026-0001" "入户调查"   ; !! lisi与救助对象有利害关系（本人）
      by: "lisi"
    2026-07-02 custom "救助" "JZ-2026-0002" "入户调查"
      by: "wangwu"
    """


@books
def test_an_advance_is_a_payment_too_and_what_was_reversed_is_none() -> None:
    """
    2026-06-20 custom "回避" "zhaoliu"
      person: "P-1a2b3c4d5e6f"
      relation: "叔侄"
    2026-07-01 custom "救助" "JZ-2026-0001" "受理"
      person: "P-1a2b3c4d5e6f"
      household: "H-1a2b3c4d5e6f"
      label: "汪*"
      category: "突发严重困难户"
      matter: "疾病"
      relief: "应急救助"
    2026-07-03 * "汪*" "垫付" ^JZ-2026-0001   ; !! 由zhaoliu付款
      paid-by: "zhaoliu"
      Assets:1122其他应收款   100.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-05 * "汪*" "收回" ^JZ-2026-0001
      paid-by: "zhaoliu"
      Assets:1001现金:03社会捐赠   100.00 CNY
      Assets:1122其他应收款
    2026-07-03 * "汪*" "应急救助" ^JZ-2026-0001
      approved-by: "zhangsan"
      paid-by: "zhaoliu"
      voucher: "2026-07-001"
      Expenses:5101业务活动成本:02应急救助   500.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-04 * "汪*" "冲销" ^JZ-2026-0001
      voucher: "2026-07-002"
      reverses: "2026-07-001"
      Expenses:5101业务活动成本:02应急救助   -500.00 CNY
      Assets:1001现金:03社会捐赠
    """


@books
def test_a_named_fund_never_helps_the_person_who_set_it_up() -> None:
    """
    2026-01-01 open Assets:1001现金:11张氏专项
    2026-01-01 open Assets:1001现金:12李氏专项
    2026-01-01 custom "基金" "11张氏专项" "设立"
      source: "张氏"
      restriction: "限定性"
      person: "H-1a2b3c4d5e6f"
    2026-01-01 custom "基金" "12李氏专项" "设立"
      source: "李氏"
      restriction: "限定性"
      person: "P-000000000009"
    2026-07-01 custom "救助" "JZ-2026-0001" "受理"
      person: "P-1a2b3c4d5e6f"
      household: "H-1a2b3c4d5e6f"
      label: "汪*"
      category: "突发严重困难户"
      matter: "疾病"
      relief: "应急救助"
    2026-07-03 * "汪*" "应急救助" ^JZ-2026-0001
      approved-by: "zhangsan"
      paid-by: "zhaoliu"
      Expenses:5101业务活动成本:02应急救助   500.00 CNY   ; !! 用的是11张氏专项，设立人就是救助对象
      Assets:1001现金:11张氏专项
    2026-07-03 * "汪*" "应急救助" ^JZ-2026-0001
      approved-by: "zhangsan"
      paid-by: "zhaoliu"
      Expenses:5101业务活动成本:02应急救助   500.00 CNY
      Assets:1001现金:12李氏专项
    """


@books
def test_the_exact_yuan_of_one_s_own_gift_are_seen_when_they_come_back() -> None:
    """
    2026-06-01 * "李*" "捐款"
      person: "P-000000000009"
      Assets:1001现金:03社会捐赠   500.00 CNY
      Income:4101捐赠收入
    2026-06-02 * "汪*" "捐款"
      person: "P-1a2b3c4d5e6f"
      Assets:1001现金:03社会捐赠   100.00 CNY
      Income:4101捐赠收入
    2026-07-01 custom "救助" "JZ-2026-0001" "受理"
      person: "P-1a2b3c4d5e6f"
      household: "H-1a2b3c4d5e6f"
      label: "汪*"
      category: "突发严重困难户"
      matter: "疾病"
      relief: "应急救助"
    2026-07-01 custom "救助" "JZ-2026-0002" "受理"
      person: "P-000000000008"
      household: "H-000000000008"
      label: "方*"
      category: "突发严重困难户"
      matter: "疾病"
      relief: "应急救助"
    2026-07-03 * "汪*" "应急救助" ^JZ-2026-0001
      approved-by: "zhangsan"
      paid-by: "zhaoliu"
      Expenses:5101业务活动成本:02应急救助   500.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-04 * "方*" "应急救助" ^JZ-2026-0002
      approved-by: "zhangsan"
      paid-by: "zhaoliu"
      Expenses:5101业务活动成本:02应急救助   99.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-05 * "汪*" "应急救助" ^JZ-2026-0001
      approved-by: "zhangsan"
      paid-by: "zhaoliu"
      Expenses:5101业务活动成本:02应急救助   1.00 CNY   ; ?? 用的是救助对象自己捐的钱
      Assets:1001现金:03社会捐赠
    2026-07-06 * "汪*" "应急救助" ^JZ-2026-0001
      approved-by: "zhangsan"
      paid-by: "zhaoliu"
      Expenses:5101业务活动成本:02应急救助   1.00 CNY
      Assets:1001现金:03社会捐赠
    """


@books
def test_without_relations_and_cases_nothing_is_said() -> None:
    """
    2026-06-20 custom "回避" "lisi"
      person: ""
      relation: "叔侄"
    2026-07-03 * "汪*" "应急救助" ^JZ-2026-0099
      approved-by: "zhangsan"
      paid-by: "zhaoliu"
      Expenses:5101业务活动成本:02应急救助   500.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-02 custom "救助" "JZ-2026-0098" "入户调查"
      by: "lisi"
    """


@books
def test_a_relative_may_not_hand_over_half_a_yuan_but_may_take_it_back() -> None:
    """
    2026-06-20 custom "回避" "zhaoliu"
      person: "P-1a2b3c4d5e6f"
      relation: "夫妻"
    2026-07-01 custom "救助" "JZ-2026-0001" "受理"
      person: "P-1a2b3c4d5e6f"
      household: "H-1a2b3c4d5e6f"
      label: "汪*"
      category: "突发严重困难户"
      matter: "疾病"
      relief: "应急救助"
    2026-07-03 * "汪*" "应急救助" ^JZ-2026-0001   ; !! 由zhaoliu付款
      paid-by: "zhaoliu"
      Expenses:5101业务活动成本:02应急救助   0.50 CNY
      Assets:1001现金:03社会捐赠
    2026-07-04 * "汪*" "退回" ^JZ-2026-0001
      paid-by: "zhaoliu"
      Expenses:5101业务活动成本:02应急救助   -0.50 CNY
      Assets:1001现金:03社会捐赠
    2026-07-05 * "汪*" "零元" ^JZ-2026-0001
      paid-by: "zhaoliu"
      Expenses:5101业务活动成本:02应急救助   0.00 CNY
      Assets:1001现金:03社会捐赠
    """


KINDS = {
    "limit": test_a_relation_declared_on_the_day_holds_and_one_declared_after_it_is_a_warning,
    "over": test_each_step_by_a_relative_is_refused_and_the_steps_of_others_pass,
    "neighbour": test_who_has_no_relation_may_do_it_and_a_relation_to_another_person_is_none,
    "change": test_the_exact_yuan_of_one_s_own_gift_are_seen_when_they_come_back,
    "right": test_an_advance_is_a_payment_too_and_what_was_reversed_is_none,
}
"""The five kinds of tests that every rule has."""
