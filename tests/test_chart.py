"""chart, the rule: every account is in the chart, and money is CNY with two places."""

from __future__ import annotations

import pytest

from plugins.chart import chart
from tests.ledgers import books, told

RULE = chart


@books
def test_the_chart_s_own_accounts_and_a_named_fund_pass() -> None:
    """
    2026-07-01 open Assets:1001现金:11张氏助学专项 CNY
    2026-07-01 open Assets:1201存货:11张氏助学专项 "FIFO"
    2026-07-01 open Assets:1122其他应收款:01代垫低保 CNY
    2026-07-01 * "王*" "捐赠"
      Assets:1001现金:11张氏助学专项   100.00 CNY
      Income:4101捐赠收入
    """


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Assets:1001现金", "末级要是基金，例如 Assets:1001现金:03社会捐赠"),
        ("Assets:1001现金:03社会捐赠:01张", "末级要是基金"),
        ("Assets:1001现金:06其他", "“06其他”不是基金：01到05是固定基金"),
        ("Assets:1001现金:10其他", "“10其他”不是基金"),
        ("Assets:1001现金:03社会捐增", "“03社会捐增”不是基金"),
        ("Assets:1001库存现金:03社会捐赠", "科目表里没有“1001库存现金”，是否应为“1001现金”"),
        ("Liabilities:1001现金:03社会捐赠", "科目表里没有“1001现金”"),
        ("Expenses:5101业务活动成本:04慰问金", "科目表里没有“5101业务活动成本:04慰问金”"),
        ("Expenses:5999小金库", "科目表里没有“5999小金库”"),
        ("Assets:1122其他应收款:暂借", "每一级都要以编号开头"),
        ("Assets:1001现金（备用）:03社会捐赠", "含有全角或兼容字符"),
        ("Assets:1001现\u200b金:03社会捐赠", "含有不能用在科目里的字符“'\\u200b'”"),
        ("Assets:1001现金:11Ａ基金", "含有全角或兼容字符"),
        ("Assets:1001现金:11А基金", "含有不能用在科目里的字符“'\\u0410'”"),
        ("Expenses:2080299其他民政管理事务支出", "科目表里没有"),
    ],
)
def test_an_account_outside_the_chart_is_refused(name: str, said: str) -> None:
    (found,) = told(RULE, f"2026-07-01 open {name} CNY")
    assert found.startswith(f"error 科目“{name}”不能用：")
    assert said in found


@books
def test_the_bureau_has_a_chart_of_its_own() -> None:
    """
    bureau
    2026-07-01 open Expenses:2081901低保 CNY   ; !! 不在财政局账的科目表里，支出科目是七位预算科目加名称
    2026-07-01 open Expenses:2081903别的 CNY   ; !! 不在财政局账的科目表里
    2026-07-01 open Assets:1001现金:03社会捐赠 CNY   ; !! 不在财政局账的科目表里
    2026-07-02 * "石岗村救急难互助社" "补助"
      Expenses:2080299其他民政管理事务支出   10000.00 CNY
      Income:4001财政拨款收入
    """


@books
def test_an_account_holds_cny_and_says_so_and_goods_hold_kinds() -> None:
    """
    2026-07-01 open Assets:1001现金:11张氏助学专项   ; !! 要写明只记 CNY
    2026-07-01 open Assets:1001现金:12李氏助学专项 USD   ; !! 要写明只记 CNY
    2026-07-01 open Assets:1001现金:13汪氏助学专项 CNY, USD   ; !! 要写明只记 CNY
    2026-07-01 open Assets:1201存货:11张氏助学专项
    """


@books
def test_an_amount_has_two_places_on_every_account() -> None:
    """
    2026-07-01 * "王*" "正好两位"
      Assets:1001现金:03社会捐赠   0.01 CNY
      Income:4101捐赠收入
    2026-07-01 * "王*" "半分"
      Assets:1001现金:03社会捐赠   0.005 CNY   ; !! 金额0.005不是两位小数
      Income:4101捐赠收入   -0.005 CNY   ; !! 金额-0.005不是两位小数
    2026-07-01 * "王*" "一位"
      Assets:1001现金:03社会捐赠   10.0 CNY   ; !! 金额10.0不是两位小数，请写到分，例如 10.00
      Income:4101捐赠收入   -10.00 CNY
    2026-07-01 * "往来也一样"
      Assets:1122其他应收款   10 CNY   ; !! 金额10不是两位小数
      Liabilities:2209其他应付款   -10.00 CNY
    """


@books
def test_yuan_with_a_price_would_be_worth_more_than_they_say() -> None:
    """
    2026-07-01 * "汪*" "一千当五千用"
      Expenses:5101业务活动成本:02应急救助   1000.00 CNY @ 5.00 CNY   ; !! 人民币不能再写单价
      Assets:1002银行存款:01农商行基本户:03社会捐赠   -5000.00 CNY
    2026-07-01 * "一元当五千放进柜子"
      Assets:1001现金:03社会捐赠   1.00 CNY {5000.00 CNY}   ; !! 人民币不能再写单价
      Assets:1002银行存款:01农商行基本户:03社会捐赠   -5000.00 CNY
    """


@books
def test_where_the_open_names_no_currency_the_posting_is_told_as_well() -> None:
    """
    2026-07-01 open Assets:1001现金:11张氏助学专项   ; !! 要写明只记 CNY
    2026-07-01 * "换汇"
      Assets:1001现金:11张氏助学专项   5.00 USD   ; !! 别处只记 CNY
      Assets:1001现金:11张氏助学专项   -5.00 USD   ; !! 别处只记 CNY
    2026-07-01 * "米放进钱柜"
      Assets:1001现金:11张氏助学专项   1 DAMI {60.00 CNY}   ; !! 别处只记 CNY
      Income:4101捐赠收入
    2026-07-01 * "钱当米"
      Assets:1201存货:03社会捐赠   1.00 CNY {60.00 CNY}   ; !! 存货里的实物要写人民币单价
      Income:4101捐赠收入
    """


@books
def test_goods_have_one_price_in_yuan() -> None:
    """
    2026-07-01 * "粮站" "大米"
      Assets:1201存货:03社会捐赠   10 DAMI {60.00 CNY}
      Income:4101捐赠收入
    2026-07-02 * "汪*" "大米"
      Expenses:5101业务活动成本:03实物救助   60.00 CNY
      Assets:1201存货:03社会捐赠   -1 DAMI {60.00 CNY}
    2026-07-03 * "粮站" "没有入账单价"
      Assets:1201存货:03社会捐赠   10 YOU @ 60.00 CNY   ; !! 存货里的实物要写人民币单价
      Income:4101捐赠收入
    2026-07-03 * "粮站" "两个价"
      Assets:1201存货:03社会捐赠   10 MIAN {60.00 CNY} @ 90.00 CNY   ; !! 实物按入账单价记，不能另写 @ 价格
      Income:4101捐赠收入
    2026-07-03 * "把钱放进存货"
      Assets:1201存货:03社会捐赠   600.00 CNY   ; !! 存货里的实物要写人民币单价
      Assets:1001现金:03社会捐赠
    2026-07-03 * "外币的单价"
      Assets:1201存货:03社会捐赠   1 TANG {9.00 USD}   ; !! 存货里的实物要写人民币单价
      Assets:1201存货:02集体支持   -9.00 USD   ; !! 存货里的实物要写人民币单价
    """


@books
def test_the_chart_is_the_same_before_and_after_new_year_and_without_a_policy() -> None:
    """
    no policy
    2025-12-31 open Assets:1002现金:03社会捐赠 CNY   ; !! 科目表里没有“1002现金”，是否应为“1002银行存款”
    2026-01-01 open Assets:1003现金:03社会捐赠 CNY   ; !! 科目表里没有“1003现金”
    """


def test_an_account_closed_again_stays_wrong() -> None:
    ledger = "2026-07-01 open Expenses:5999小金库 CNY\n2026-07-02 close Expenses:5999小金库\n"
    assert len(told(RULE, ledger)) == 1


@books
def test_no_other_currency_is_money_and_goods_of_any_name_are_goods() -> None:
    """
    2026-07-01 open Assets:1001现金:11张氏助学专项   ; !! 要写明只记 CNY
    2026-07-01 * "王*" "外币"
      Assets:1001现金:11张氏助学专项   100.00 AUD   ; !! 别处只记 CNY
      Assets:1001现金:11张氏助学专项   -100.00 AUD   ; !! 别处只记 CNY
    2026-07-01 * "王*" "实物"
      Assets:1201存货:03社会捐赠   1 APPLES {60.00 CNY}
      Income:4101捐赠收入
    2026-07-01 * "王*" "外币计价的实物"
      Assets:1201存货:03社会捐赠   1 RICE {60.00 AUD}   ; !! 存货里的实物要写人民币单价
      Assets:1001现金:11张氏助学专项   -60.00 AUD   ; !! 别处只记 CNY
    """


KINDS = {
    "limit": test_the_chart_s_own_accounts_and_a_named_fund_pass,
    "over": test_an_account_outside_the_chart_is_refused,
    "neighbour": test_the_bureau_has_a_chart_of_its_own,
    "change": test_the_chart_is_the_same_before_and_after_new_year_and_without_a_policy,
    "right": test_an_account_closed_again_stays_wrong,
}
"""The five kinds of tests that every rule has."""
