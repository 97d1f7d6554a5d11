"""advance_recovered: what was advanced for government aid comes back in its days."""

from __future__ import annotations

from plugins.advance_recovered import advance_recovered
from tests.ledgers import books

RULE = advance_recovered


@books
def test_on_the_sixtieth_day_it_may_still_be_out() -> None:
    """
    as of 2026-08-30
    2026-01-01 custom "policy" "advance_days" 60
      clause: "先行调用爱心基金"
    2026-07-01 * "汪*" "垫付" ^JZ-2026-0001
      Assets:1122其他应收款   1000.00 CNY
      Assets:1001现金:03社会捐赠
    """


@books
def test_a_day_later_it_is_overdue() -> None:
    """
    as of 2026-08-31
    2026-01-01 custom "policy" "advance_days" 60
      clause: "先行调用爱心基金"
    2026-07-01 * "汪*" "垫付" ^JZ-2026-0001
      Assets:1122其他应收款   1000.00 CNY   ; ~~ JZ-2026-0001垫付的1000.00元收回应在2026-08-30前完成，还没有做
      Assets:1001现金:03社会捐赠
    """


@books
def test_what_came_back_on_the_last_day_is_in_time_and_a_day_later_is_late() -> None:
    """
    as of 2026-12-31
    2026-01-01 custom "policy" "advance_days" 60
      clause: "先行调用爱心基金"
    2026-07-01 * "汪*" "垫付" ^JZ-2026-0001
      Assets:1122其他应收款   1000.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-01 * "李*" "垫付" ^JZ-2026-0002
      Assets:1122其他应收款   1000.00 CNY   ; ~~ 2026-08-31才做，晚了1天
      Assets:1001现金:03社会捐赠
    2026-08-30 * "汪*" "收回" ^JZ-2026-0001
      Assets:1001现金:03社会捐赠   1000.00 CNY
      Assets:1122其他应收款
    2026-08-31 * "李*" "收回" ^JZ-2026-0002
      Assets:1001现金:03社会捐赠   1000.00 CNY
      Assets:1122其他应收款
    """


@books
def test_what_comes_back_settles_the_oldest_first_and_a_fen_short_is_told() -> None:
    """
    as of 2026-12-31
    2026-01-01 custom "policy" "advance_days" 60
      clause: "先行调用爱心基金"
    2026-07-01 * "汪*" "垫付" ^JZ-2026-0001
      Assets:1122其他应收款   300.00 CNY
      Assets:1001现金:03社会捐赠
    2026-08-01 * "汪*" "垫付" ^JZ-2026-0001
      Assets:1122其他应收款   200.00 CNY   ; ~~ JZ-2026-0001垫付的0.01元收回
      Assets:1001现金:03社会捐赠
    2026-08-02 * "汪*" "收回" ^JZ-2026-0001
      Assets:1001现金:03社会捐赠   299.99 CNY
      Assets:1122其他应收款
    2026-08-03 * "汪*" "收回" ^JZ-2026-0001
      Assets:1001现金:03社会捐赠   200.00 CNY
      Assets:1122其他应收款
    """


@books
def test_another_case_s_money_settles_nothing_and_without_a_case_the_payee_counts() -> None:
    """
    as of 2026-12-31
    2026-01-01 custom "policy" "advance_days" 60
      clause: "先行调用爱心基金"
    2026-07-01 * "汪*" "垫付" ^JZ-2026-0001
      Assets:1122其他应收款   300.00 CNY   ; ~~ JZ-2026-0001垫付的300.00元
      Assets:1001现金:03社会捐赠
    2026-07-02 * "汪*" "收回" ^JZ-2026-0002
      Assets:1001现金:03社会捐赠   300.00 CNY
      Assets:1122其他应收款   ; ?? 多300.00元；请核对救助编号和金额
    2026-07-01 * "李*" "垫付"
      Assets:1122其他应收款   100.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-02 * "李*" "收回"
      Assets:1001现金:03社会捐赠   100.00 CNY
      Assets:1122其他应收款
    2026-07-01 * "暂借"
      Assets:1122其他应收款   100.00 CNY   ; ~~ （未写明）垫付的100.00元
      Assets:1001现金:03社会捐赠
    """


@books
def test_the_days_are_those_of_the_advance_s_own_day_over_the_turn_of_the_year() -> None:
    """
    as of 2027-02-15
    2026-01-01 custom "policy" "advance_days" 60
      clause: "先行调用爱心基金"
    2027-01-01 custom "policy" "advance_days" 30
      clause: "三十天"
    2026-12-31 * "汪*" "垫付" ^JZ-2026-0001
      Assets:1122其他应收款   300.00 CNY
      Assets:1001现金:03社会捐赠
    2027-01-01 * "李*" "垫付" ^JZ-2026-0002
      Assets:1122其他应收款   300.00 CNY   ; ~~ 应在2027-01-31前完成
      Assets:1001现金:03社会捐赠
    """


@books
def test_turned_into_relief_or_reversed_it_is_settled_and_a_debt_is_no_advance() -> None:
    """
    as of 2026-12-31
    2026-01-01 custom "policy" "advance_days" 60
      clause: "先行调用爱心基金"
    2026-07-01 * "汪*" "垫付" ^JZ-2026-0001
      Assets:1122其他应收款   300.00 CNY
      Assets:1001现金:03社会捐赠
    2026-08-01 * "汪*" "应急救助" ^JZ-2026-0001
      Expenses:5101业务活动成本:02应急救助   300.00 CNY
      Assets:1122其他应收款
    2026-07-01 * "李*" "垫付" ^JZ-2026-0002
      voucher: "2026-07-001"
      Assets:1122其他应收款   300.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-02 * "李*" "冲销" ^JZ-2026-0002
      voucher: "2026-07-002"
      reverses: "2026-07-001"
      Assets:1001现金:03社会捐赠   300.00 CNY
      Assets:1122其他应收款
    2026-07-02 * "还款"
      Liabilities:2209其他应付款   300.00 CNY
      Assets:1001现金:03社会捐赠
    """


@books
def test_a_district_that_does_not_speak_of_advances_is_silent() -> None:
    """
    as of 2026-12-31
    2026-07-01 * "汪*" "垫付" ^JZ-2026-0001
      Assets:1122其他应收款   300.00 CNY
      Assets:1001现金:03社会捐赠
    """


@books
def test_without_a_case_each_payee_s_few_coins_are_his_own() -> None:
    """
    as of 2026-12-31
    2026-01-01 custom "policy" "advance_days" 60
      clause: "先行调用爱心基金"
    2026-07-01 * "汪*" "垫付"
      Assets:1122其他应收款   0.50 CNY   ; ~~ 汪*垫付的0.50元收回
      Assets:1001现金:03社会捐赠
    2026-07-01 * "李*" "垫付"
      Assets:1122其他应收款   0.50 CNY
      Assets:1001现金:03社会捐赠
    2026-07-02 * "李*" "收回"
      Assets:1001现金:03社会捐赠   0.50 CNY
      Assets:1122其他应收款
    2026-07-03 * "汪*" "再垫付"
      Assets:1122其他应收款   0.25 CNY   ; ~~ 汪*垫付的0.25元收回
      Assets:1001现金:03社会捐赠
    2026-07-04 * "赵*" "零元"
      Assets:1122其他应收款   0.00 CNY
      Assets:1001现金:03社会捐赠
    """


@books
def test_what_is_still_out_is_what_was_advanced_less_what_came_back() -> None:
    """
    as of 2026-12-31
    2026-01-01 custom "policy" "advance_days" 60
      clause: "先行调用爱心基金"
    2026-07-01 * "汪*" "垫付" ^JZ-2026-0001
      Assets:1122其他应收款   1000.00 CNY   ; ~~ JZ-2026-0001垫付的700.00元收回
      Assets:1001现金:03社会捐赠
    2026-07-02 * "汪*" "收回" ^JZ-2026-0001
      Assets:1001现金:03社会捐赠   300.00 CNY
      Assets:1122其他应收款
    """


@books
def test_more_than_was_advanced_does_not_come_back() -> None:
    """
    as of 2026-08-01
    2026-07-04 custom "policy" "advance_days" 60
      clause: "先行调用爱心基金"
    2026-07-03 * "民政办" "收回" ^JZ-2026-0003
      Assets:1001现金:03社会捐赠   5.00 CNY
      Assets:1122其他应收款
    2026-07-04 * "汪*" "垫付" ^JZ-2026-0001
      Assets:1122其他应收款   300.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-04 * "汪*" "再垫付" ^JZ-2026-0001
      Assets:1122其他应收款   500.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-05 * "民政办" "收回" ^JZ-2026-0001
      Assets:1001现金:03社会捐赠   800.00 CNY
      Assets:1122其他应收款
    2026-07-06 * "民政办" "又记一次" ^JZ-2026-0001
      Assets:1001现金:03社会捐赠   0.01 CNY
      Assets:1122其他应收款   ; ?? JZ-2026-0001收回的垫付比垫出去的多0.01元
    2026-07-07 * "民政办" "收回" ^JZ-2026-0002
      voucher: "2026-07-001"
      Assets:1001现金:03社会捐赠   20.00 CNY
      Assets:1122其他应收款
    2026-07-08 * "民政办" "冲销" ^JZ-2026-0002
      reverses: "2026-07-001"
      Assets:1122其他应收款   20.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-09 * "汪*" "垫付" ^JZ-2026-0004
      Assets:1122其他应收款   300.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-10 * "民政办" "收回" ^JZ-2026-0004
      Assets:1001现金:03社会捐赠   320.00 CNY
      Assets:1122其他应收款   ; ?? JZ-2026-0004收回的垫付比垫出去的多20.00元
    """


@books
def test_it_comes_back_into_the_fund_that_it_was_paid_from() -> None:
    """
    as of 2026-08-01
    2026-07-03 custom "policy" "advance_days" 60
      clause: "先行调用爱心基金"
    2026-07-01 * "汪*" "垫付" ^JZ-2026-0001
      Assets:1122其他应收款   300.00 CNY
      Assets:1001现金:02集体支持
    2026-07-02 * "民政办" "那时还没有规定" ^JZ-2026-0001
      Assets:1001现金:03社会捐赠   50.00 CNY
      Assets:1122其他应收款
    2026-07-03 * "民政办" "收回" ^JZ-2026-0001
      Assets:1001现金:02集体支持   100.00 CNY
      Assets:1122其他应收款
    2026-07-04 * "民政办" "收回" ^JZ-2026-0001
      Assets:1001现金:03社会捐赠   100.00 CNY
      Assets:1122其他应收款   ; !! 从02集体支持垫付的钱，收回却记进了03社会捐赠；请记回原来的基金
    2026-07-05 * "汪*" "转为救助" ^JZ-2026-0001
      Expenses:5101业务活动成本:02应急救助   50.00 CNY
      Assets:1122其他应收款
    2026-07-03 * "赵*" "赊给，没有动钱"
      Assets:1122其他应收款   10.00 CNY
      Income:4101捐赠收入
    2026-07-04 * "赵*" "收到"
      Assets:1001现金:03社会捐赠   10.00 CNY
      Assets:1122其他应收款
    """


@books
def test_more_that_came_back_names_its_payee_where_it_names_no_case() -> None:
    """
    as of 2026-07-03
    2026-01-01 custom "policy" "advance_days" 60
      clause: "先行调用爱心基金"
    2026-07-01 * "汪*" "垫付"
      Assets:1122其他应收款   1.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-02 * "汪*" "收回"
      Assets:1001现金:03社会捐赠   1.50 CNY
      Assets:1122其他应收款   ; ?? 汪*收回的垫付比垫出去的多0.50元
    """


KINDS = {
    "limit": test_on_the_sixtieth_day_it_may_still_be_out,
    "over": test_a_day_later_it_is_overdue,
    "neighbour": test_another_case_s_money_settles_nothing_and_without_a_case_the_payee_counts,
    "change": test_the_days_are_those_of_the_advance_s_own_day_over_the_turn_of_the_year,
    "right": test_turned_into_relief_or_reversed_it_is_settled_and_a_debt_is_no_advance,
}
"""The five kinds of tests that every rule has."""
