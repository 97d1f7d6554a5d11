"""subsidy_once: the district's start-up subsidy is paid once and is exactly the amount."""

from __future__ import annotations

from plugins.subsidy_once import subsidy_once
from tests.ledgers import books

RULE = subsidy_once


@books
def test_exactly_the_amount_once_passes_as_income_and_as_capital() -> None:
    """
    2026-06-25 * "徽州区财政局" "启动补助"
      Assets:1002银行存款:01农商行基本户:01财政补助   10000.00 CNY
      Income:4401政府补助收入
    """


@books
def test_one_fen_more_or_less_is_refused() -> None:
    """
    2026-06-25 * "徽州区财政局" "启动补助"   ; !! 启动补助应是10000.00元，这笔是10000.01元
      voucher: "2026-06-001"
      Assets:1002银行存款:01农商行基本户:01财政补助   10000.01 CNY
      Income:4401政府补助收入
    2026-06-26 * "徽州区财政局" "启动补助"   ; !! 这笔是9999.99元 ; !! 2026-06-25（凭证2026-06-001）已经拨过
      Assets:1002银行存款:01农商行基本户:01财政补助   9999.99 CNY
      Equity:3102限定性净资产
    """


@books
def test_a_second_one_is_refused_also_in_another_year() -> None:
    """
    2026-12-31 * "徽州区财政局" "启动补助"
      Assets:1002银行存款:01农商行基本户:01财政补助   10000.00 CNY
      Income:4401政府补助收入
    2027-01-01 * "徽州区财政局" "启动补助"   ; !! 启动补助只拨一次，2026-12-31
      Assets:1002银行存款:01农商行基本户:01财政补助   10000.00 CNY
      Equity:3101非限定性净资产
    """


@books
def test_donations_capital_of_others_and_interest_on_the_subsidy_are_no_subsidy() -> None:
    """
    2026-06-25 * "王*" "捐赠"
      Assets:1002银行存款:01农商行基本户:03社会捐赠   20000.00 CNY
      Income:4101捐赠收入
    2026-06-25 * "石岗村" "启动资金"
      Assets:1002银行存款:01农商行基本户:02集体支持   20000.00 CNY
      Equity:3101非限定性净资产
    2026-06-25 * "石岗村" "启动资金"
      Assets:1002银行存款:01农商行基本户:02集体支持   20000.00 CNY
      Equity:3102限定性净资产
    2026-06-26 * "农商行" "利息"
      Assets:1002银行存款:01农商行基本户:01财政补助   1.23 CNY
      Income:4901其他收入
    """


@books
def test_in_two_postings_it_is_one_subsidy_and_in_another_fund_it_is_one_too() -> None:
    """
    2026-06-25 * "徽州区财政局" "启动补助"
      Assets:1002银行存款:01农商行基本户:01财政补助   10000.00 CNY
      Income:4401政府补助收入   -6000.00 CNY
      Equity:3102限定性净资产   -4000.00 CNY
    2026-06-26 * "徽州区财政局" "再来一笔，记进别的基金"   ; !! 只拨一次
      society: "shigang"
      Assets:1002银行存款:01农商行基本户:03社会捐赠   10000.00 CNY
      Income:4401政府补助收入
    """


@books
def test_the_amount_is_that_of_the_day() -> None:
    """
    2026-07-01 custom "policy" "seed_subsidy" 20000.00 CNY
      clause: "由区财政一次性补助2万元"
    2026-06-30 * "徽州区财政局" "启动补助"   ; !! 应是10000.00元，这笔是20000.00元
      voucher: "2026-06-001"
      Assets:1002银行存款:01农商行基本户:01财政补助   20000.00 CNY
      Income:4401政府补助收入
    2026-06-30 * "退回" "冲销"
      reverses: "2026-06-002"
      Income:4101捐赠收入   1.00 CNY
      Assets:1002银行存款:01农商行基本户:03社会捐赠
    2026-07-01 * "徽州区财政局" "启动补助"   ; !! 只拨一次
      Assets:1002银行存款:01农商行基本户:01财政补助   20000.00 CNY
      Income:4401政府补助收入
    """


@books
def test_a_reversal_puts_it_right_and_it_may_be_paid_again() -> None:
    """
    2026-06-25 * "徽州区财政局" "金额记错"
      voucher: "2026-06-001"
      Assets:1002银行存款:01农商行基本户:01财政补助   1000.00 CNY
      Income:4401政府补助收入
    2026-06-26 * "徽州区财政局" "冲销"
      voucher: "2026-06-002"
      reverses: "2026-06-001"
      Income:4401政府补助收入   1000.00 CNY
      Assets:1002银行存款:01农商行基本户:01财政补助
    2026-06-26 * "徽州区财政局" "启动补助"
      voucher: "2026-06-003"
      Assets:1002银行存款:01农商行基本户:01财政补助   10000.00 CNY
      Income:4401政府补助收入
    2026-06-27 * "徽州区财政局" "写了冲销两字的第二笔"   ; !! 只拨一次，2026-06-26（凭证2026-06-003）
      voucher: "2026-06-004"
      reverses: "2026-06-003"
      Assets:1002银行存款:01农商行基本户:01财政补助   10000.00 CNY
      Income:4401政府补助收入
    """


@books
def test_in_the_bureau_s_books_once_to_each_society() -> None:
    """
    bureau
    2026-06-25 * "石岗村救急难互助社" "启动补助"
      society: "shigang"
      Expenses:2080299其他民政管理事务支出   10000.00 CNY
      Income:4001财政拨款收入
    2026-06-25 * "潜口村救急难互助社" "启动补助"
      society: "qiankou"
      Expenses:2080299其他民政管理事务支出   4000.00 CNY
      Expenses:2080206社会组织管理   6000.00 CNY
      Income:4001财政拨款收入
    2026-06-26 * "潜口村救急难互助社" "少了一分"   ; !! 应是10000.00元，这笔是9999.99元 ; !! 只拨一次，2026-06-25
      society: "qiankou"
      Expenses:2080299其他民政管理事务支出   9999.99 CNY
      Income:4001财政拨款收入
    2026-06-25 * "低保户" "不是给互助社的"
      Expenses:2081901城市最低生活保障金支出   500.00 CNY
      Income:4001财政拨款收入
    """


@books
def test_a_district_without_the_subsidy_does_not_judge_it() -> None:
    """
    no policy
    2026-06-25 * "市财政局" "补助"
      Assets:1002银行存款:01农商行基本户:01财政补助   7.00 CNY
      Income:4401政府补助收入
    """


@books
def test_what_came_before_the_line_hides_nothing_after_it() -> None:
    """
    no policy
    2026-07-01 custom "policy" "seed_subsidy" 10000.00 CNY
      clause: "启动补助"
    2026-06-30 * "徽州区财政局" "启动补助"
      Assets:1002银行存款:01农商行基本户:01财政补助   5000.00 CNY
      Income:4401政府补助收入
    2026-07-01 * "徽州区财政局" "启动补助"   ; !! 这笔是5000.00元
      Assets:1002银行存款:01农商行基本户:01财政补助   5000.00 CNY
      Income:4401政府补助收入
    """


KINDS = {
    "limit": test_exactly_the_amount_once_passes_as_income_and_as_capital,
    "over": test_one_fen_more_or_less_is_refused,
    "neighbour": test_donations_capital_of_others_and_interest_on_the_subsidy_are_no_subsidy,
    "change": test_the_amount_is_that_of_the_day,
    "right": test_a_reversal_puts_it_right_and_it_may_be_paid_again,
}
"""The five kinds of tests that every rule has."""
