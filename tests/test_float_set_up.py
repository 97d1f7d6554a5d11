"""float_set_up: who pays or draws cash has a float with ceiling and custodian."""

from __future__ import annotations

from plugins.float_set_up import float_set_up
from tests.ledgers import books, told

RULE = float_set_up

FLOAT = """
{day} custom "备用金" "设立"
  ceiling: 3000.00 CNY
  custodian: "zhaoliu"
"""
DRAW = """
2026-07-02 * "支取备用金"
  Assets:1001现金:03社会捐赠   500.00 CNY
  Assets:1002银行存款:01农商行基本户:03社会捐赠
"""


def test_a_float_set_up_on_the_day_of_the_first_draw_is_in_time() -> None:
    assert told(RULE, FLOAT.format(day="2026-07-02") + DRAW) == []


def test_a_float_set_up_a_day_after_the_first_draw_is_too_late() -> None:
    assert told(RULE, FLOAT.format(day="2026-07-03") + DRAW) == [
        "error 2026-07-02动用了现金，却还没有设立备用金；请先登记备用金的限额和保管人"
    ]


@books
def test_cash_paid_without_a_float_is_told_once_at_the_first_entry() -> None:
    """
    2026-12-31 * "汪*" "应急救助"   ; !! 2026-12-31动用了现金，却还没有设立备用金
      Expenses:5101业务活动成本:02应急救助   0.01 CNY
      Assets:1001现金:03社会捐赠
    2027-01-01 * "文具店" "办公用品"
      Expenses:5301管理费用:01办公费   30.00 CNY
      Assets:1001现金:03社会捐赠
    """


@books
def test_a_draw_from_the_wallet_needs_a_float_too() -> None:
    """
    2026-07-02 * "取现"   ; !! 还没有设立备用金
      Assets:1001现金:03社会捐赠   100.00 CNY
      Assets:1009其他货币资金:01微信:03社会捐赠
    """


@books
def test_goods_bought_for_cash_need_a_float_too() -> None:
    """
    2026-07-01 commodity DAMI
    2026-07-02 * "岩寺粮站" "大米"   ; !! 还没有设立备用金
      Assets:1201存货:03社会捐赠   3 DAMI {60.00 CNY}
      Assets:1001现金:03社会捐赠   -180.00 CNY
    """


@books
def test_cash_that_only_goes_to_the_bank_and_money_that_is_none_need_no_float() -> None:
    """
    2026-07-02 * "王*" "捐赠"
      Assets:1001现金:03社会捐赠   100.00 CNY
      Income:4101捐赠收入
    2026-07-03 * "存入银行"
      Assets:1002银行存款:01农商行基本户:03社会捐赠   100.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-04 * "汪*" "应急救助"
      Expenses:5101业务活动成本:02应急救助   100.00 CNY
      Assets:1002银行存款:01农商行基本户:03社会捐赠
    2026-07-05 * "换成微信"
      Assets:1009其他货币资金:01微信:03社会捐赠   100.00 CNY
      Assets:1002银行存款:01农商行基本户:03社会捐赠
    2026-07-06 * "换基金"
      Assets:1001现金:02集体支持   100.00 CNY
      Assets:1001现金:03社会捐赠
    """


@books
def test_a_payment_that_was_reversed_used_no_cash() -> None:
    """
    2026-07-02 * "文具店" "记错"
      voucher: "2026-07-001"
      Expenses:5301管理费用:01办公费   30.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-03 * "文具店" "冲销"
      voucher: "2026-07-002"
      reverses: "2026-07-001"
      Assets:1001现金:03社会捐赠   30.00 CNY
      Expenses:5301管理费用:01办公费
    """


@books
def test_a_float_without_a_custodian_is_handed_to_one() -> None:
    """
    2026-06-20 custom "备用金" "调整"
      ceiling: 3000.00 CNY
    2026-07-02 * "支取备用金"   ; !! 备用金却没有保管人；请先登记交接
      Assets:1001现金:03社会捐赠   500.00 CNY
      Assets:1002银行存款:01农商行基本户:03社会捐赠
    2026-07-03 custom "备用金" "交接"
      custodian: "zhaoliu"
    2026-07-04 * "支取备用金"
      Assets:1001现金:03社会捐赠   500.00 CNY
      Assets:1002银行存款:01农商行基本户:03社会捐赠
    """


@books
def test_a_custodian_who_has_left_hands_over_before_cash_moves_again() -> None:
    """
    2026-06-20 custom "人员" "zhaoliu" "任职"
      post: "出纳"
      name: "赵六"
    2026-06-20 custom "人员" "sunqi" "任职"
      post: "理事"
      name: "孙七"
    2026-06-20 custom "备用金" "设立"
      ceiling: 3000.00 CNY
      custodian: "zhaoliu"
    2026-07-02 * "支取备用金"
      Assets:1001现金:03社会捐赠   500.00 CNY
      Assets:1002银行存款:01农商行基本户:03社会捐赠
    2026-07-10 custom "人员" "zhaoliu" "离任"
    2026-07-10 * "文具店" "办公用品"   ; !! 备用金保管人zhaoliu2026-07-10没有任职（或已离任）；请先交接
      Expenses:5301管理费用:01办公费   30.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-11 * "文具店" "办公用品"
      Expenses:5301管理费用:01办公费   30.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-12 custom "备用金" "交接"
      custodian: "sunqi"
    2026-07-12 * "文具店" "办公用品"
      Expenses:5301管理费用:01办公费   30.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-13 custom "备用金" "交接"
      custodian: "shui"
    2026-07-13 * "文具店" "办公用品"   ; !! 备用金保管人shui2026-07-13没有任职
      Expenses:5301管理费用:01办公费   30.00 CNY
      Assets:1001现金:03社会捐赠
    """


def test_the_duty_begins_and_ends_on_the_policy_s_days() -> None:
    line = '{} custom "policy" "float_required" {}\n  clause: "应当设立备用金"\n'
    assert told(RULE, "no policy\n" + line.format("2026-07-03", "TRUE") + DRAW.lstrip()) == []
    assert len(told(RULE, "no policy\n" + line.format("2026-07-02", "TRUE") + DRAW.lstrip())) == 1
    assert told(RULE, line.format("2026-07-02", "FALSE") + DRAW) == []
    assert told(RULE, "no policy" + DRAW) == []


@books
def test_cash_that_goes_to_the_bank_or_comes_from_a_giver_or_only_changes_funds_is_no_use() -> None:
    """
    2026-07-02 * "王*" "捐赠，一半进银行"
      Assets:1001现金:03社会捐赠   10.00 CNY
      Assets:1002银行存款:01农商行基本户:03社会捐赠   10.00 CNY
      Income:4101捐赠收入
    2026-07-03 * "王*" "存进银行，又捐了一些"
      Assets:1001现金:03社会捐赠   -10.00 CNY
      Assets:1002银行存款:01农商行基本户:03社会捐赠   20.00 CNY
      Income:4101捐赠收入
    2026-07-04 * "文具店" "现金换基金，从银行付"
      Assets:1001现金:03社会捐赠   5.00 CNY
      Assets:1001现金:04会费   -5.00 CNY
      Assets:1002银行存款:01农商行基本户:03社会捐赠   -5.00 CNY
      Expenses:5301管理费用:01办公费   5.00 CNY
    """


def test_half_a_yuan_drawn_is_cash() -> None:
    assert len(told(RULE, DRAW.replace("500.00", "0.50"))) == 1


def test_of_two_that_took_it_over_the_last_must_be_in_office() -> None:
    terms = '\n2026-01-01 custom "人员" "zhaoliu" "任职"\n  post: "出纳"\n  name: "赵六"\n'
    over = '2026-06-25 custom "备用金" "交接"\n  custodian: "chenqi"\n'
    (said,) = told(RULE, terms + FLOAT.format(day="2026-06-20").lstrip() + over + DRAW)
    assert "备用金保管人chenqi" in said


KINDS = {
    "limit": test_a_float_set_up_on_the_day_of_the_first_draw_is_in_time,
    "over": test_a_float_set_up_a_day_after_the_first_draw_is_too_late,
    "neighbour": test_cash_that_only_goes_to_the_bank_and_money_that_is_none_need_no_float,
    "change": test_the_duty_begins_and_ends_on_the_policy_s_days,
    "right": test_a_payment_that_was_reversed_used_no_cash,
}
"""The five kinds of tests that every rule has."""
