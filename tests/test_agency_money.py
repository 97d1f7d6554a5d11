"""agency_money: what is kept for somebody named is not the society's own."""

from __future__ import annotations

from plugins.agency_money import agency_money
from tests.ledgers import books

RULE = agency_money


@books
def test_what_was_received_may_be_handed_on_to_the_last_fen() -> None:
    """
    2026-07-01 * "张氏" "指定给汪家孩子"
      Assets:1801受托代理资产   100.00 CNY
      Liabilities:2601受托代理负债
    2026-07-05 * "汪*" "转交"
      Assets:1801受托代理资产   -100.00 CNY
      Liabilities:2601受托代理负债
    """


@books
def test_one_fen_more_than_was_received_is_refused_at_the_end_of_its_day() -> None:
    """
    2026-12-31 * "张氏" "指定给汪家孩子"
      Assets:1801受托代理资产   100.00 CNY
      Liabilities:2601受托代理负债
    2027-01-01 * "汪*" "转交"
      Assets:1801受托代理资产   -60.00 CNY
      Liabilities:2601受托代理负债
    2027-01-01 * "汪*" "转交"
      Assets:1801受托代理资产   -40.01 CNY   ; !! 转交的受托代理超过了收到的：2027-01-01日终1801受托代理资产是-0.01元
      Liabilities:2601受托代理负债
    """


@books
def test_within_a_day_the_order_does_not_matter_and_the_next_day_is_too_late() -> None:
    """
    2026-07-01 * "汪*" "先转交"
      Assets:1801受托代理资产   -60.00 CNY
      Liabilities:2601受托代理负债
    2026-07-01 * "张氏" "后收到"
      Assets:1801受托代理资产   60.00 CNY
      Liabilities:2601受托代理负债
    2026-07-02 * "汪*" "先转交"
      Assets:1801受托代理资产   -60.00 CNY   ; !! 2026-07-02日终1801受托代理资产是-60.00元
      Liabilities:2601受托代理负债
    2026-07-03 * "张氏" "第二天才收到"
      Assets:1801受托代理资产   60.00 CNY
      Liabilities:2601受托代理负债
    2026-07-04 * "汪*" "又先转交"
      Assets:1801受托代理资产   -1.00 CNY   ; !! 2026-07-04日终1801受托代理资产是-1.00元
      Liabilities:2601受托代理负债
    2026-07-05 * "汪*" "更多"
      Assets:1801受托代理资产   -1.00 CNY
      Liabilities:2601受托代理负债
    """


@books
def test_with_income_cost_own_money_goods_or_claims_it_is_refused() -> None:
    """
    2026-07-01 * "张氏" "指定的钱作了收入"   ; !! 受托代理的钱物和4101捐赠收入记在了一笔里
      Assets:1801受托代理资产   100.00 CNY
      Income:4101捐赠收入
    2026-07-01 * "文具店" "拿来办公"   ; !! 和5301管理费用:01办公费记在了一笔里
      Expenses:5301管理费用:01办公费   10.00 CNY
      Assets:1801受托代理资产
    2026-07-01 * "张氏" "进了自己的账户"   ; !! 和1002银行存款:01农商行基本户:03社会捐赠记在了一笔里
      Assets:1002银行存款:01农商行基本户:03社会捐赠   100.00 CNY
      Liabilities:2601受托代理负债
    2026-07-01 * "借出"   ; !! 和1122其他应收款记在了一笔里
      Assets:1122其他应收款   10.00 CNY
      Assets:1801受托代理资产
    2026-07-01 * "张氏" "一半是捐赠"   ; !! 和1001现金:03社会捐赠、4101捐赠收入记在了一笔里
      Assets:1801受托代理资产   50.00 CNY
      Liabilities:2601受托代理负债   -50.00 CNY
      Assets:1001现金:03社会捐赠   50.00 CNY
      Income:4101捐赠收入   -50.00 CNY
    """


@books
def test_one_s_money_is_not_handed_to_another() -> None:
    """
    2026-01-01 open Assets:1801受托代理资产:01汪家 CNY
    2026-01-01 open Assets:1801受托代理资产:02李家 CNY
    2026-01-01 open Liabilities:2601受托代理负债:01汪家 CNY
    2026-01-01 open Liabilities:2601受托代理负债:02李家 CNY
    2026-07-01 * "张氏" "指定给汪家"
      Assets:1801受托代理资产:01汪家   100.00 CNY
      Liabilities:2601受托代理负债:01汪家
    2026-07-02 * "李*" "给了李家"
      Assets:1801受托代理资产:02李家   -40.00 CNY   ; !! 日终1801受托代理资产:02李家是-40.00元
      Liabilities:2601受托代理负债:02李家
    2026-07-03 * "改成欠别人的"
      Liabilities:2601受托代理负债:01汪家   100.01 CNY   ; !! 2601受托代理负债:01汪家是-0.01元
      Liabilities:2601受托代理负债:02李家
    """


@books
def test_goods_kept_for_somebody_count_at_their_value() -> None:
    """
    2026-01-01 open Assets:1801受托代理资产 "NONE"
    2026-07-01 * "粮站" "指定给汪家的米"
      Assets:1801受托代理资产   5 DAMI {60.00 CNY}
      Liabilities:2601受托代理负债   -300.00 CNY
    2026-07-02 * "汪*" "转交"
      Assets:1801受托代理资产   -5 DAMI {60.00 CNY}
      Liabilities:2601受托代理负债   300.00 CNY
    """


@books
def test_the_society_s_own_claims_debts_and_income_are_no_agency_money() -> None:
    """
    2026-07-01 * "王*" "捐赠"
      Assets:1001现金:03社会捐赠   100.00 CNY
      Income:4101捐赠收入
    2026-07-01 * "文具店" "赊购"
      Expenses:5301管理费用:01办公费   10.00 CNY
      Liabilities:2209其他应付款
    2026-07-01 * "垫付"
      Assets:1122其他应收款   10.00 CNY
      Assets:1001现金:03社会捐赠
    """


@books
def test_what_was_reversed_is_put_right_and_what_was_passed_on_meanwhile_is_not() -> None:
    """
    2026-07-01 * "张氏" "记错了"
      voucher: "2026-07-001"
      Assets:1801受托代理资产   100.00 CNY
      Income:4101捐赠收入
    2026-07-02 * "冲销"
      voucher: "2026-07-002"
      reverses: "2026-07-001"
      Assets:1801受托代理资产   -100.00 CNY
      Income:4101捐赠收入
    2026-07-03 * "汪*" "转交没有收到的"
      Assets:1801受托代理资产   -100.00 CNY   ; !! 日终1801受托代理资产是-100.00元
      Liabilities:2601受托代理负债
    """


@books
def test_the_regime_holds_in_every_district_and_year_even_before_the_codes_changed() -> None:
    """
    no policy
    2025-12-31 * "张氏" "作了收入"   ; !! 和4101捐赠收入记在了一笔里
      Assets:1801受托代理资产   100.00 CNY
      Income:4101捐赠收入
    2026-01-01 * "张氏" "作了收入"   ; !! 和4101捐赠收入记在了一笔里
      Assets:1801受托代理资产   100.00 CNY
      Income:4101捐赠收入
    """


@books
def test_a_day_that_ends_with_some_left_was_not_overdrawn() -> None:
    """
    2026-07-01 * "汪*" "先转交"
      Assets:1801受托代理资产   -60.00 CNY
      Liabilities:2601受托代理负债
    2026-07-01 * "张氏" "后收到"
      Assets:1801受托代理资产   100.00 CNY
      Liabilities:2601受托代理负债
    """


KINDS = {
    "limit": test_what_was_received_may_be_handed_on_to_the_last_fen,
    "over": test_one_fen_more_than_was_received_is_refused_at_the_end_of_its_day,
    "neighbour": test_the_society_s_own_claims_debts_and_income_are_no_agency_money,
    "change": test_the_regime_holds_in_every_district_and_year_even_before_the_codes_changed,
    "right": test_what_was_reversed_is_put_right_and_what_was_passed_on_meanwhile_is_not,
}
"""The five kinds of tests that every rule has."""
