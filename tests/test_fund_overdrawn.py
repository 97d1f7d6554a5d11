"""fund_overdrawn: no fund in no place is below zero at the end of a day."""

from __future__ import annotations

from plugins.fund_overdrawn import fund_overdrawn
from tests.ledgers import books

RULE = fund_overdrawn


@books
def test_the_last_fen_may_be_spent() -> None:
    """
    2026-07-01 * "王*" "捐赠"
      Assets:1001现金:03社会捐赠   100.00 CNY
      Income:4101捐赠收入
    2026-07-02 * "文具店" "办公用品"
      Expenses:5301管理费用:01办公费   100.00 CNY
      Assets:1001现金:03社会捐赠
    """


@books
def test_one_fen_more_than_there_is_names_the_payment() -> None:
    """
    2026-07-01 * "王*" "捐赠"
      Assets:1001现金:03社会捐赠   100.00 CNY
      Income:4101捐赠收入
    2026-07-02 * "文具店" "办公用品"
      Expenses:5301管理费用:01办公费   60.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-02 * "文具店" "办公用品"
      Expenses:5301管理费用:01办公费   40.01 CNY
      Assets:1001现金:03社会捐赠   ; !! 1001现金:03社会捐赠不够付：付了这笔，2026-07-02日终是-0.01元
    """


@books
def test_of_a_day_s_payments_the_one_that_crossed_zero_is_named() -> None:
    """
    2026-07-01 * "王*" "捐赠"
      Assets:1001现金:03社会捐赠   100.00 CNY
      Income:4101捐赠收入
    2026-07-01 * "文具店" "一"
      Expenses:5301管理费用:01办公费   60.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-01 * "文具店" "二"
      Expenses:5301管理费用:01办公费   50.00 CNY
      Assets:1001现金:03社会捐赠   ; !! 日终是-15.00元
    2026-07-01 * "文具店" "三"
      Expenses:5301管理费用:01办公费   5.00 CNY
      Assets:1001现金:03社会捐赠
    """


@books
def test_another_fund_or_another_place_lends_nothing() -> None:
    """
    2026-07-01 * "王*" "捐赠"
      Assets:1002银行存款:01农商行基本户:03社会捐赠   100.00 CNY
      Income:4101捐赠收入
    2026-07-01 * "石岗村" "支持"
      Assets:1001现金:02集体支持   100.00 CNY
      Income:4101捐赠收入
    2026-07-02 * "文具店" "办公用品"
      Expenses:5301管理费用:01办公费   1.00 CNY
      Assets:1001现金:03社会捐赠   ; !! 1001现金:03社会捐赠不够付
    """


@books
def test_within_a_day_the_order_does_not_matter() -> None:
    """
    2026-07-01 * "文具店" "先付"
      Expenses:5301管理费用:01办公费   100.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-01 * "王*" "后收"
      Assets:1001现金:03社会捐赠   100.00 CNY
      Income:4101捐赠收入
    """


@books
def test_money_of_tomorrow_is_too_late_over_the_turn_of_the_year_too() -> None:
    """
    2026-12-31 * "文具店" "先付"
      Expenses:5301管理费用:01办公费   100.00 CNY
      Assets:1001现金:03社会捐赠   ; !! 2026-12-31日终是-100.00元
    2027-01-01 * "王*" "后收"
      Assets:1001现金:03社会捐赠   100.00 CNY
      Income:4101捐赠收入
    """


@books
def test_each_fall_below_zero_is_told_once_and_deeper_is_not_told_again() -> None:
    """
    2026-07-01 * "文具店" "一"
      Expenses:5301管理费用:01办公费   10.00 CNY
      Assets:1001现金:03社会捐赠   ; !! 日终是-10.00元
    2026-07-02 * "文具店" "二"
      Expenses:5301管理费用:01办公费   10.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-03 * "王*" "补足"
      Assets:1001现金:03社会捐赠   20.00 CNY
      Income:4101捐赠收入
    2026-07-04 * "文具店" "三"
      Expenses:5301管理费用:01办公费   10.00 CNY
      Assets:1001现金:03社会捐赠   ; !! 2026-07-04日终是-10.00元
    2026-07-05 * "文具店" "四"
      Expenses:5301管理费用:01办公费   10.00 CNY
      Assets:1001现金:03社会捐赠
    """


@books
def test_a_fall_that_was_mended_on_its_day_is_no_fall_and_the_next_is() -> None:
    """
    2026-07-01 * "文具店" "先付"
      Expenses:5301管理费用:01办公费   10.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-01 * "王*" "后收"
      Assets:1001现金:03社会捐赠   10.00 CNY
      Income:4101捐赠收入
    2026-07-02 * "文具店" "再付"
      Expenses:5301管理费用:01办公费   10.00 CNY
      Assets:1001现金:03社会捐赠   ; !! 2026-07-02日终是-10.00元
    2026-07-02 * "王*" "别处来的钱"
      Assets:1002银行存款:01农商行基本户:03社会捐赠   10.00 CNY
      Income:4101捐赠收入
    """


@books
def test_while_below_zero_a_day_that_ends_below_is_not_told_however_it_went() -> None:
    """
    2026-07-01 * "文具店" "一"
      Expenses:5301管理费用:01办公费   10.00 CNY
      Assets:1001现金:03社会捐赠   ; !! 日终是-10.00元
    2026-07-02 * "王*" "补足"
      Assets:1001现金:03社会捐赠   10.00 CNY
      Income:4101捐赠收入
    2026-07-02 * "文具店" "二"
      Expenses:5301管理费用:01办公费   5.00 CNY
      Assets:1001现金:03社会捐赠
    """


@books
def test_two_places_fall_on_one_day_and_both_are_told() -> None:
    """
    2026-07-01 * "文具店" "一"
      Expenses:5301管理费用:01办公费   10.00 CNY
      Assets:1001现金:03社会捐赠   -4.00 CNY   ; !! 1001现金:03社会捐赠不够付
      Assets:1002银行存款:01农商行基本户:03社会捐赠   -6.00 CNY   ; !! 1002银行存款:01农商行基本户:03社会捐赠不够付
    """


@books
def test_goods_are_counted_by_kind() -> None:
    """
    2026-07-01 open Assets:1201存货:03社会捐赠 "NONE"
    2026-07-01 * "粮站" "大米"
      Assets:1201存货:03社会捐赠   5 DAMI {60.00 CNY}
      Income:4101捐赠收入
    2026-07-02 * "汪*" "大米"
      Expenses:5101业务活动成本:03实物救助   300.00 CNY
      Assets:1201存货:03社会捐赠   -5 DAMI {60.00 CNY}
    2026-07-03 * "汪*" "面粉"
      Expenses:5101业务活动成本:03实物救助   50.00 CNY
      Assets:1201存货:03社会捐赠   -1 MIANFEN {50.00 CNY}   ; !! 1201存货:03社会捐赠不够付：付了这笔，2026-07-03日终是-1MIANFEN
    """


@books
def test_debts_and_income_may_be_below_zero_and_empty_books_are_sound() -> None:
    """
    2026-07-01 * "文具店" "赊购"
      Expenses:5301管理费用:01办公费   10.00 CNY
      Liabilities:2209其他应付款
    """


@books
def test_it_is_arithmetic_and_needs_no_policy() -> None:
    """
    no policy
    2026-07-01 * "文具店" "一"
      Expenses:5301管理费用:01办公费   0.01 CNY
      Assets:1009其他货币资金:01微信:03社会捐赠   ; !! 日终是-0.01元
    """


@books
def test_money_brought_in_on_the_day_or_a_reversal_of_it_puts_it_right() -> None:
    """
    2026-07-01 * "王*" "捐赠"
      Assets:1001现金:03社会捐赠   100.00 CNY
      Income:4101捐赠收入
    2026-07-02 * "文具店" "多记了"
      voucher: "2026-07-001"
      Expenses:5301管理费用:01办公费   100.01 CNY
      Assets:1001现金:03社会捐赠
    2026-07-02 * "文具店" "冲销"
      voucher: "2026-07-002"
      reverses: "2026-07-001"
      Expenses:5301管理费用:01办公费   -100.01 CNY
      Assets:1001现金:03社会捐赠
    2026-07-03 * "文具店" "办公用品"
      Expenses:5301管理费用:01办公费   100.01 CNY
      Assets:1001现金:03社会捐赠
    2026-07-03 * "农商行" "支取"
      Assets:1001现金:03社会捐赠   0.01 CNY
      Income:4101捐赠收入
    """


@books
def test_after_there_was_some_again_the_next_time_is_told_as_well() -> None:
    """
    2026-07-01 * "文具店" "办公用品"
      Expenses:5301管理费用:01办公费   10.00 CNY
      Assets:1001现金:03社会捐赠   ; !! 2026-07-01日终是-10.00元
    2026-07-02 * "王*" "捐赠"
      Assets:1001现金:03社会捐赠   20.00 CNY
      Income:4101捐赠收入
    2026-07-03 * "文具店" "办公用品"
      Expenses:5301管理费用:01办公费   10.50 CNY
      Assets:1001现金:03社会捐赠   ; !! 2026-07-03日终是-0.50元
    2026-07-04 * "王*" "捐赠"
      Assets:1001现金:03社会捐赠   5.00 CNY
      Income:4101捐赠收入
    2026-07-04 * "文具店" "当天又用完"
      Expenses:5301管理费用:01办公费   5.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-05 * "王*" "捐赠"
      Assets:1001现金:03社会捐赠   5.00 CNY
      Income:4101捐赠收入
    2026-07-05 * "文具店" "当天又用完"
      Expenses:5301管理费用:01办公费   5.00 CNY
      Assets:1001现金:03社会捐赠
    """


@books
def test_goods_are_told_in_their_own_unit() -> None:
    """
    2026-07-01 * "汪*" "实物救助"
      Expenses:5101业务活动成本:03实物救助
      Assets:1201存货:03社会捐赠   -1 APPLES {50.00 CNY}   ; !! 日终是-1APPLES
    """


KINDS = {
    "limit": test_the_last_fen_may_be_spent,
    "over": test_one_fen_more_than_there_is_names_the_payment,
    "neighbour": test_another_fund_or_another_place_lends_nothing,
    "change": test_money_of_tomorrow_is_too_late_over_the_turn_of_the_year_too,
    "right": test_money_brought_in_on_the_day_or_a_reversal_of_it_puts_it_right,
}
"""The five kinds of tests that every rule has."""
