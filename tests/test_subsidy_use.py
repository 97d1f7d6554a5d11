"""subsidy_use: subsidy money is spent on its uses and never reaches a low-income allowance."""

from __future__ import annotations

from plugins.subsidy_use import subsidy_use
from tests.ledgers import books, judge

RULE = subsidy_use


@books
def test_relief_is_what_it_is_for_and_nothing_else_is() -> None:
    """
    2026-07-01 * "汪*" "应急救助"
      Expenses:5101业务活动成本:02应急救助   1000.00 CNY
      Assets:1001现金:01财政补助
    2026-07-01 * "文具店" "办公用品"
      Expenses:5301管理费用:01办公费   0.01 CNY   ; !! 财政补助0.01元用在了5301管理费用:01办公费，规定用途只有5101
      Assets:1001现金:01财政补助
    """


@books
def test_other_funds_may_pay_for_the_office() -> None:
    """
    2026-07-01 * "文具店" "办公用品"
      Expenses:5301管理费用:01办公费   30.00 CNY
      Assets:1001现金:03社会捐赠
    """


@books
def test_of_a_payment_only_what_is_no_use_is_told() -> None:
    """
    2026-07-01 * "汪*" "应急救助"
      Expenses:5101业务活动成本:02应急救助   500.00 CNY
      Expenses:5301管理费用:02手续费   1.00 CNY   ; !! 财政补助1.00元用在了5301管理费用:02手续费
      Assets:1002银行存款:01农商行基本户:01财政补助
    2026-07-01 * "汪*" "没有手续费"
      Expenses:5101业务活动成本:02应急救助   500.00 CNY
      Expenses:5301管理费用:02手续费   0.00 CNY
      Assets:1002银行存款:01农商行基本户:01财政补助   -500.00 CNY
    2026-07-01 * "农商行" "退回手续费"
      Assets:1002银行存款:01农商行基本户:01财政补助   1.00 CNY
      Expenses:5301管理费用:02手续费
    """


@books
def test_the_uses_are_those_of_the_day_over_the_turn_of_the_year() -> None:
    """
    2027-01-01 custom "policy" "subsidy_uses" "5101" "5301"
      clause: "可以用于管理费用"
    2026-12-31 * "文具店" "办公用品"
      Expenses:5301管理费用:01办公费   30.00 CNY   ; !! 规定用途只有5101
      Assets:1001现金:01财政补助
    2027-01-01 * "文具店" "办公用品"
      Expenses:5301管理费用:01办公费   30.00 CNY
      Assets:1001现金:01财政补助
    2027-01-01 * "罚款"
      Expenses:5901其他费用   30.00 CNY   ; !! 规定用途只有5101、5301
      Assets:1001现金:01财政补助
    """


@books
def test_the_fund_s_own_uses_narrow_the_district_s_from_their_day_and_never_widen_them() -> None:
    """
    2027-01-01 custom "policy" "subsidy_uses" "5101" "5301"
      clause: "可以用于管理费用"
    2027-02-01 custom "基金" "01财政补助" "设立"
      source: "区财政"
      restriction: "限定性"
      uses: "5101 5901"
    2027-02-01 custom "基金" "03社会捐赠" "设立"
      source: "捐赠"
      restriction: "限定性"
      uses: "5401"
    2027-01-31 * "文具店" "办公用品"
      Expenses:5301管理费用:01办公费   30.00 CNY
      Assets:1001现金:01财政补助
    2027-02-01 * "文具店" "办公用品"
      Expenses:5301管理费用:01办公费   30.00 CNY   ; !! 规定用途只有5101、5901
      Assets:1001现金:01财政补助
    2027-02-01 * "罚款"
      Expenses:5901其他费用   30.00 CNY   ; !! 规定用途只有5101、5301
      Assets:1001现金:01财政补助
    2027-02-01 * "两处都不许的只说一次"
      Expenses:5401筹资费用   30.00 CNY   ; !! 规定用途只有5101、5301
      Assets:1001现金:01财政补助
    2027-02-01 * "汪*" "应急救助"
      Expenses:5101业务活动成本:02应急救助   30.00 CNY
      Assets:1001现金:01财政补助
    """


@books
def test_by_way_of_a_claim_it_is_still_the_subsidy() -> None:
    """
    2026-07-01 * "暂借"
      Assets:1122其他应收款   100.00 CNY
      Assets:1001现金:01财政补助
    2026-07-02 * "报销办公费"
      Expenses:5301管理费用:01办公费   100.00 CNY   ; !! 财政补助100.00元用在了5301管理费用:01办公费（经过Assets:1001现金
      Assets:1122其他应收款
    """


@books
def test_a_claim_that_no_subsidy_went_to_is_nobody_s_business_here() -> None:
    """
    2026-07-01 * "暂借"
      Assets:1122其他应收款   100.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-02 * "报销办公费"
      Expenses:5301管理费用:01办公费   100.00 CNY
      Assets:1122其他应收款
    """


@books
def test_of_a_payment_out_of_two_funds_the_subsidy_s_share_is_told() -> None:
    """
    2026-07-01 * "文具店" "办公用品"
      Expenses:5301管理费用:01办公费   60.00 CNY   ; !! 财政补助30.00元用在了5301管理费用:01办公费，
      Assets:1001现金:01财政补助   -30.00 CNY
      Assets:1001现金:03社会捐赠   -30.00 CNY
    """


@books
def test_it_never_reaches_a_low_income_allowance() -> None:
    """
    2026-01-01 open Liabilities:2209其他应付款:01低保 CNY
      allowance: "低保"
    2026-07-01 * "直接转"
      Liabilities:2209其他应付款:01低保   100.00 CNY   ; !! 流入了低保科目：Assets:1001现金:01财政补助 → Liabilities:2209
      Assets:1001现金:01财政补助
    2026-07-01 * "捐赠转"
      Liabilities:2209其他应付款:01低保   100.00 CNY
      Assets:1001现金:03社会捐赠
    """


@books
def test_what_only_stands_beside_the_subsidy_is_not_the_subsidy() -> None:
    """
    2026-01-01 open Liabilities:2209其他应付款:01低保 CNY
      allowance: "低保"
    2026-07-01 * "两个基金和低保一起垫付"
      Assets:1122其他应收款   300.00 CNY
      Assets:1001现金:01财政补助   -100.00 CNY
      Assets:1001现金:03社会捐赠   -100.00 CNY
      Liabilities:2209其他应付款:01低保   -100.00 CNY
    2026-07-02 * "汪*" "一分也没有动的不算"
      Expenses:5101业务活动成本:02应急救助   100.00 CNY
      Expenses:5301管理费用:01办公费   0.00 CNY
      Assets:1001现金:01财政补助   -100.00 CNY
      Assets:1002银行存款:01农商行基本户:03社会捐赠   0.00 CNY
      Liabilities:2209其他应付款:01低保   0.00 CNY
    2026-07-03 * "捐赠转"
      Liabilities:2209其他应付款:01低保   200.00 CNY
      Assets:1001现金:03社会捐赠   -100.00 CNY
      Assets:1002银行存款:01农商行基本户:03社会捐赠   -100.00 CNY
      Assets:1001现金:01财政补助   0.00 CNY
    """


@books
def test_it_never_reaches_one_by_way_of_other_funds_and_accounts_either() -> None:
    """
    2026-01-01 open Liabilities:2209其他应付款:01低保 CNY
      allowance: TRUE
    2026-12-31 * "转到捐赠基金"
      Assets:1001现金:03社会捐赠   100.00 CNY
      Assets:1001现金:01财政补助
    2027-01-01 * "再转成净资产"
      Equity:3101非限定性净资产   100.00 CNY   ; !! 财政补助100.00元用在了3101非限定性净资产（经过
      Assets:1001现金:03社会捐赠
    2027-01-02 * "最后转给低保"
      Liabilities:2209其他应付款:01低保   100.00 CNY   ; !! 01财政补助 → Assets:1001现金:03社会捐赠 → Equity:3101非限定性净资产 →
      Equity:3101非限定性净资产
    """


@books
def test_by_way_of_relief_taken_back_into_an_allowance_it_is_found_as_well() -> None:
    """
    2026-01-01 open Assets:1122其他应收款:01特困 CNY
      allowance: "特困"
    2026-07-01 * "汪*" "应急救助"
      Expenses:5101业务活动成本:02应急救助   1000.00 CNY
      Assets:1001现金:01财政补助
    2026-07-02 * "改记"
      Assets:1122其他应收款:01特困   1000.00 CNY   ; !! 财政补助流入了特困科目
      Expenses:5101业务活动成本:02应急救助
    """


@books
def test_relief_that_comes_back_into_another_fund_is_still_the_subsidy() -> None:
    """
    2026-06-29 * "王建国" "捐款"
      Assets:1001现金:03社会捐赠   300.00 CNY
      Income:4101捐赠收入
    2026-07-01 * "汪*" "应急救助" ^JZ-2026-0001
      Expenses:5101业务活动成本:02应急救助   300.00 CNY
      Assets:1001现金:01财政补助
    2026-07-01 * "李*" "应急救助" ^JZ-2026-0002
      Expenses:5101业务活动成本:02应急救助   300.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-02 * "李*" "退回" ^JZ-2026-0002
      Assets:1001现金:03社会捐赠   300.00 CNY
      Expenses:5101业务活动成本:02应急救助
    2026-07-02 * "汪*" "退回" ^JZ-2026-0001
      Assets:1001现金:03社会捐赠   300.00 CNY
      Expenses:5101业务活动成本:02应急救助
    2026-07-03 * "文具店" "办公用品"
      Expenses:5301管理费用:01办公费   300.01 CNY   ; !! 财政补助0.01元用在了5301管理费用:01办公费（经过Assets:1001
      Assets:1001现金:03社会捐赠
    """


@books
def test_inside_one_leaf_what_came_first_goes_first() -> None:
    """
    2026-06-01 * "徽州区财政局" "启动补助"
      Assets:1002银行存款:01农商行基本户:01财政补助   100.00 CNY
      Income:4401政府补助收入
    2026-06-02 * "王建国" "捐款"
      Assets:1002银行存款:01农商行基本户:03社会捐赠   50.00 CNY
      Income:4101捐赠收入
    2026-06-03 * "按决议转"
      Assets:1002银行存款:01农商行基本户:03社会捐赠   30.00 CNY
      Assets:1002银行存款:01农商行基本户:01财政补助
    2026-06-04 * "李建国" "捐款"
      Assets:1002银行存款:01农商行基本户:03社会捐赠   50.00 CNY
      Income:4101捐赠收入
    2026-07-01 * "文具店" "王建国的钱"
      Expenses:5301管理费用:01办公费   50.00 CNY
      Assets:1002银行存款:01农商行基本户:03社会捐赠
    2026-07-02 * "文具店" "补助的最后一元"
      Expenses:5301管理费用:01办公费   1.00 CNY   ; !! 财政补助1.00元用在了5301管理费用:01办公费（经过Assets:1002银行存款
      Assets:1002银行存款:01农商行基本户:03社会捐赠
    2026-07-03 * "汪*" "应急救助"
      Expenses:5101业务活动成本:02应急救助   29.00 CNY
      Assets:1002银行存款:01农商行基本户:03社会捐赠
    2026-07-04 * "文具店" "李建国的钱"
      Expenses:5301管理费用:01办公费   50.00 CNY
      Assets:1002银行存款:01农商行基本户:03社会捐赠
    """


@books
def test_a_debt_paid_with_the_subsidy_is_no_use_and_a_detour_over_one_washes_nothing() -> None:
    """
    2026-06-01 * "徽州区财政局" "启动补助"
      Assets:1002银行存款:01农商行基本户:01财政补助   100.00 CNY
      Income:4401政府补助收入
    2026-06-03 * "借来"
      Assets:1001现金:03社会捐赠   60.00 CNY
      Liabilities:2209其他应付款
    2026-06-04 * "还债"
      Liabilities:2209其他应付款   100.00 CNY   ; !! 财政补助60.00元用在了2209其他应付款，规定用途只有5101
      Assets:1002银行存款:01农商行基本户:01财政补助
    2026-06-05 * "多还的又借回来"
      Assets:1001现金:03社会捐赠   40.00 CNY
      Liabilities:2209其他应付款
    2026-06-06 * "文具店" "借来的先用"
      Expenses:5301管理费用:01办公费   60.00 CNY
      Assets:1001现金:03社会捐赠
    2026-06-07 * "文具店" "再用绕回来的"
      Expenses:5301管理费用:01办公费   40.00 CNY   ; !! → Liabilities:2209其他应付款 → Assets:1001现金:03社会捐赠
      Assets:1001现金:03社会捐赠
    """


@books
def test_within_a_day_the_order_of_lines_hides_no_path_and_a_day_too_early_is_none() -> None:
    """
    2026-01-01 open Liabilities:2209其他应付款:01低保 CNY
      allowance: "低保"
    2026-06-01 * "徽州区财政局" "启动补助"
      Assets:1002银行存款:01农商行基本户:01财政补助   100.00 CNY
      Income:4401政府补助收入
    2026-06-29 * "王建国" "捐款"
      Assets:1001现金:03社会捐赠   100.00 CNY
      Income:4101捐赠收入
    2026-06-30 * "前一天"
      Liabilities:2209其他应付款:01低保   100.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-01 * "先写第三步"
      Liabilities:2209其他应付款:01低保   100.00 CNY   ; !! 财政补助流入了低保科目
      Assets:1001现金:03社会捐赠
    2026-07-01 * "再写第二步"
      Assets:1001现金:03社会捐赠   100.00 CNY
      Assets:1002银行存款:01农商行基本户:03社会捐赠
    2026-07-01 * "最后写第一步"
      Assets:1002银行存款:01农商行基本户:03社会捐赠   100.00 CNY
      Assets:1002银行存款:01农商行基本户:01财政补助
    """


@books
def test_the_subsidy_is_booked_into_its_own_fund() -> None:
    """
    2026-06-25 * "徽州区财政局" "启动补助"
      Assets:1002银行存款:01农商行基本户:01财政补助   10000.00 CNY
      Income:4401政府补助收入
    2026-06-25 * "徽州区财政局" "启动补助"   ; !! 财政补助记进了03社会捐赠，应记进01财政补助
      Assets:1002银行存款:01农商行基本户:03社会捐赠   10000.00 CNY
      Income:4401政府补助收入
    2026-12-31 * "年末结转"
      Income:4401政府补助收入   10000.00 CNY
      Equity:3102限定性净资产
    """


@books
def test_what_was_reversed_was_not_spent_and_left_no_path() -> None:
    """
    2026-01-01 open Liabilities:2209其他应付款:01低保 CNY
      allowance: "低保"
    2026-07-01 * "文具店" "办公用品"
      voucher: "2026-07-001"
      Expenses:5301管理费用:01办公费   30.00 CNY
      Assets:1001现金:01财政补助
    2026-07-01 * "冲销"
      voucher: "2026-07-002"
      reverses: "2026-07-001"
      Assets:1001现金:01财政补助   30.00 CNY
      Expenses:5301管理费用:01办公费
    2026-07-01 * "转"
      voucher: "2026-07-003"
      Assets:1001现金:03社会捐赠   30.00 CNY
      Assets:1001现金:01财政补助
    2026-07-01 * "冲销"
      voucher: "2026-07-004"
      reverses: "2026-07-003"
      Assets:1001现金:01财政补助   30.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-02 * "捐赠转"
      voucher: "2026-07-005"
      Liabilities:2209其他应付款:01低保   30.00 CNY
      Assets:1001现金:03社会捐赠
    """


@books
def test_without_a_policy_only_the_path_to_an_allowance_is_told() -> None:
    """
    no policy
    2026-01-01 open Liabilities:2209其他应付款:01低保 CNY
      allowance: "低保"
    2026-07-01 * "文具店" "办公用品"
      Expenses:5301管理费用:01办公费   30.00 CNY
      Assets:1001现金:01财政补助
    2026-07-01 * "直接转"
      Liabilities:2209其他应付款:01低保   100.00 CNY   ; !! 财政补助流入了低保科目
      Assets:1001现金:01财政补助
    2026-06-25 * "财政局" "补助"
      Assets:1002银行存款:01农商行基本户:03社会捐赠   10000.00 CNY
      Income:4401政府补助收入
    """


def test_the_clause_is_the_district_s_where_it_has_one() -> None:
    ledger = """
2026-01-01 open Liabilities:2209其他应付款:01低保 CNY
  allowance: "低保"
2026-07-01 * "直接转"
  Liabilities:2209其他应付款:01低保   100.00 CNY
  Assets:1001现金:01财政补助
"""
    ((_, here),) = judge(RULE, ledger.strip())
    ((_, elsewhere),) = judge(RULE, "no policy" + ledger.rstrip())
    assert "严格按规定用途使用有关财政补助资金" in here.clause
    assert elsewhere.clause == ""


@books
def test_the_bureau_s_books_have_no_funds_to_follow() -> None:
    """
    bureau
    2026-06-25 * "低保户" "低保"
      Expenses:2081901城市最低生活保障金支出   500.00 CNY
      Income:4001财政拨款收入
    """


@books
def test_the_fund_s_own_uses_hold_from_their_day_and_the_last_agreed_hold() -> None:
    """
    2026-06-01 custom "基金" "01财政补助" "设立"
      source: "区财政"
      restriction: "限定性"
      uses: "5301"
    2026-07-01 * "汪*" "应急救助"
      Expenses:5101业务活动成本:02应急救助   10.00 CNY   ; !! 规定用途只有5301
      Assets:1001现金:01财政补助
    2026-08-01 custom "基金" "01财政补助" "设立"
      source: "区财政"
      restriction: "限定性"
      uses: "5101"
    2026-09-01 * "汪*" "应急救助"
      Expenses:5101业务活动成本:02应急救助   10.00 CNY
      Assets:1001现金:01财政补助
    """


@books
def test_what_lay_in_the_fund_when_it_was_taken_is_the_subsidy_s_wherever_it_came_from() -> None:
    """
    2026-07-01 * "王*" "捐赠"
      Assets:1001现金:03社会捐赠   100.00 CNY
      Income:4101捐赠收入
    2026-07-02 * "转"
      Assets:1001现金:01财政补助   100.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-03 * "文具店" "办公用品"
      Expenses:5301管理费用:01办公费   100.00 CNY   ; !! 财政补助100.00元用在了5301管理费用:01办公费
      Assets:1001现金:01财政补助
    """


@books
def test_interest_elsewhere_is_no_subsidy_and_a_charge_given_back_is_no_use() -> None:
    """
    2026-07-01 * "农商行" "利息"
      Assets:1002银行存款:01农商行基本户:03社会捐赠   1.00 CNY
      Income:4901其他收入
    2026-07-02 * "农商行" "手续费"
      Expenses:5301管理费用:02手续费   0.50 CNY   ; !! 财政补助0.50元用在了
      Assets:1002银行存款:01农商行基本户:01财政补助
    2026-07-02 * "农商行" "退回手续费"
      Assets:1002银行存款:01农商行基本户:01财政补助   0.50 CNY
      Expenses:5301管理费用:02手续费
    """


KINDS = {
    "limit": test_inside_one_leaf_what_came_first_goes_first,
    "over": test_relief_is_what_it_is_for_and_nothing_else_is,
    "neighbour": test_other_funds_may_pay_for_the_office,
    "change": test_the_uses_are_those_of_the_day_over_the_turn_of_the_year,
    "right": test_what_was_reversed_was_not_spent_and_left_no_path,
}
"""The five kinds of tests that every rule has."""
