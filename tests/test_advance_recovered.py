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
      Assets:1122其他应收款
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


KINDS = {
    "limit": test_on_the_sixtieth_day_it_may_still_be_out,
    "over": test_a_day_later_it_is_overdue,
    "neighbour": test_another_case_s_money_settles_nothing_and_without_a_case_the_payee_counts,
    "change": test_the_days_are_those_of_the_advance_s_own_day_over_the_turn_of_the_year,
    "right": test_turned_into_relief_or_reversed_it_is_settled_and_a_debt_is_no_advance,
}
"""The five kinds of tests that every rule has."""
