"""float_ceiling: cash in hand is not above the ceiling at the end of any day."""

from __future__ import annotations

from plugins.float_ceiling import CLAUSE, float_ceiling
from tests.ledgers import books, judge, told

RULE = float_ceiling

DRAWN = """
2026-06-20 custom "备用金" "设立"
  ceiling: 3000.00 CNY
  custodian: "zhaoliu"
2026-07-02 * "支取备用金"
  Assets:1001现金:03社会捐赠   {amount} CNY
  Assets:1002银行存款:01农商行基本户:03社会捐赠
"""


def test_exactly_at_the_ceiling_passes() -> None:
    assert told(RULE, DRAWN.format(amount="3000.00")) == []


def test_one_fen_over_the_ceiling_is_refused() -> None:
    assert told(RULE, DRAWN.format(amount="3000.01")) == [
        "error 2026-07-02日终现金3000.01元，超过备用金限额3000.00元，请把多出的0.01元缴回银行"
    ]


def test_the_clause_is_the_district_s_or_where_it_has_none_the_cash_regulation() -> None:
    ((_, found),) = judge(RULE, DRAWN.format(amount="3001.00").strip())
    ((_, foreign),) = judge(RULE, "no policy" + DRAWN.format(amount="3001.00"))
    assert "互助社应当设立现金类备用金" in found.clause
    assert foreign.clause == CLAUSE


@books
def test_money_in_the_bank_is_no_cash() -> None:
    """
    2026-06-20 custom "备用金" "设立"
      ceiling: 3000.00 CNY
      custodian: "zhaoliu"
    2026-07-02 * "王*" "捐赠"
      Assets:1002银行存款:01农商行基本户:03社会捐赠   9000.00 CNY
      Income:4101捐赠收入
    """


@books
def test_a_society_without_a_float_has_no_ceiling() -> None:
    """
    2026-07-02 * "支取备用金"
      Assets:1001现金:03社会捐赠   9000.00 CNY
      Assets:1002银行存款:01农商行基本户:03社会捐赠
    """


@books
def test_the_cash_of_all_funds_counts_together() -> None:
    """
    2026-06-20 custom "备用金" "设立"
      ceiling: 3000.00 CNY
      custodian: "zhaoliu"
    2026-07-02 * "支取备用金"
      Assets:1001现金:03社会捐赠   2000.00 CNY
      Assets:1002银行存款:01农商行基本户:03社会捐赠
    2026-07-03 * "支取备用金"   ; !! 日终现金3000.01元
      Assets:1001现金:02集体支持   1000.01 CNY
      Assets:1002银行存款:01农商行基本户:02集体支持
    """


@books
def test_only_the_end_of_the_day_counts() -> None:
    """
    2026-06-20 custom "备用金" "设立"
      ceiling: 3000.00 CNY
      custodian: "zhaoliu"
    2026-07-02 * "支取备用金"
      Assets:1001现金:03社会捐赠   5000.00 CNY
      Assets:1002银行存款:01农商行基本户:03社会捐赠
    2026-07-02 * "当天缴回"
      Assets:1001现金:03社会捐赠   -2000.00 CNY
      Assets:1002银行存款:01农商行基本户:03社会捐赠
    """


@books
def test_of_a_day_the_last_draw_is_named_and_the_payment_is_not() -> None:
    """
    2026-06-20 custom "备用金" "设立"
      ceiling: 3000.00 CNY
      custodian: "zhaoliu"
    2026-07-02 * "支取备用金"
      Assets:1001现金:03社会捐赠   3000.00 CNY
      Assets:1002银行存款:01农商行基本户:03社会捐赠
    2026-07-02 * "再支取"   ; !! 日终现金3900.00元
      Assets:1001现金:03社会捐赠   1000.00 CNY
      Assets:1002银行存款:01农商行基本户:03社会捐赠
    2026-07-02 * "文具店" "办公用品"
      Expenses:5301管理费用:01办公费   100.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-02 * "一分也没有"
      Assets:1001现金:03社会捐赠   0.00 CNY
      Assets:1002银行存款:01农商行基本户:03社会捐赠   0.00 CNY
    """


@books
def test_it_is_told_when_cash_comes_and_not_again_while_it_goes() -> None:
    """
    2026-06-20 custom "备用金" "设立"
      ceiling: 3000.00 CNY
      custodian: "zhaoliu"
    2026-07-02 * "支取备用金"   ; !! 日终现金4000.00元
      Assets:1001现金:03社会捐赠   4000.00 CNY
      Assets:1002银行存款:01农商行基本户:03社会捐赠
    2026-07-03 * "文具店" "办公用品"
      Expenses:5301管理费用:01办公费   100.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-04 * "换零钱"
      Assets:1001现金:03社会捐赠   100.00 CNY
      Assets:1001现金:03社会捐赠   -100.00 CNY
    2026-07-05 * "又支取"   ; !! 日终现金3900.01元
      Assets:1001现金:03社会捐赠   0.01 CNY
      Assets:1002银行存款:01农商行基本户:03社会捐赠
    """


@books
def test_what_is_given_back_puts_it_right() -> None:
    """
    2026-06-20 custom "备用金" "设立"
      ceiling: 3000.00 CNY
      custodian: "zhaoliu"
    2026-07-02 * "支取备用金"   ; !! 日终现金4000.00元
      Assets:1001现金:03社会捐赠   4000.00 CNY
      Assets:1002银行存款:01农商行基本户:03社会捐赠
    2026-07-03 * "缴回"
      Assets:1002银行存款:01农商行基本户:03社会捐赠   2000.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-04 * "支取备用金"
      Assets:1001现金:03社会捐赠   1000.00 CNY
      Assets:1002银行存款:01农商行基本户:03社会捐赠
    """


@books
def test_the_drawer_is_carried_over_the_turn_of_the_year_and_a_new_ceiling_holds_from_its_day() -> None:
    """
    2026-06-20 custom "备用金" "设立"
      ceiling: 3000.00 CNY
      custodian: "zhaoliu"
    2026-12-31 * "支取备用金"
      Assets:1001现金:03社会捐赠   3000.00 CNY
      Assets:1002银行存款:01农商行基本户:03社会捐赠
    2027-01-01 * "支取备用金"   ; !! 日终现金3000.01元，超过备用金限额3000.00元
      Assets:1001现金:03社会捐赠   0.01 CNY
      Assets:1002银行存款:01农商行基本户:03社会捐赠
    2027-01-02 custom "备用金" "调整"
      ceiling: 4000.00 CNY
    2027-01-02 * "支取备用金"
      Assets:1001现金:03社会捐赠   999.99 CNY
      Assets:1002银行存款:01农商行基本户:03社会捐赠
    """


@books
def test_a_lowered_ceiling_is_found_on_its_day_and_an_equal_one_is_not_told_twice() -> None:
    """
    2026-06-20 custom "备用金" "设立"
      ceiling: 3000.00 CNY
      custodian: "zhaoliu"
    2026-07-02 * "支取备用金"
      Assets:1001现金:03社会捐赠   3000.00 CNY
      Assets:1002银行存款:01农商行基本户:03社会捐赠
    2026-07-10 custom "备用金" "调整"   ; !! 2026-07-10日终现金3000.00元，超过备用金限额2000.00元
      ceiling: 2000.00 CNY
    2026-07-11 custom "备用金" "交接"
      custodian: "wangwu"
    2026-07-12 custom "备用金" "调整"
      ceiling: 2000.00 CNY
    """


@books
def test_cash_that_was_there_before_the_float_is_found_when_it_is_set_up() -> None:
    """
    2026-06-19 * "王*" "捐赠"
      Assets:1001现金:03社会捐赠   3500.00 CNY
      Income:4101捐赠收入
    2026-06-20 custom "备用金" "设立"   ; !! 2026-06-20日终现金3500.00元
      ceiling: 3000.00 CNY
      custodian: "zhaoliu"
    """


def test_what_is_too_much_is_what_is_above_the_ceiling() -> None:
    assert "请把多出的3500.00元缴回" in told(RULE, DRAWN.format(amount="6500.00"))[0]


@books
def test_of_two_ceilings_set_on_one_day_the_later_line_holds() -> None:
    """
    2026-06-20 custom "备用金" "设立"
      ceiling: 1000.00 CNY
      custodian: "zhaoliu"
    2026-06-20 custom "备用金" "调整"
      ceiling: 3000.00 CNY
    2026-07-02 * "支取备用金"
      Assets:1001现金:03社会捐赠   3000.00 CNY
      Assets:1002银行存款:01农商行基本户:03社会捐赠
    2026-07-03 * "汪*" "应急救助"
      Expenses:5101业务活动成本:02应急救助   0.10 CNY
      Assets:1001现金:03社会捐赠
    2026-07-03 * "支取备用金"   ; !! 2026-07-03日终现金3000.40元
      Assets:1001现金:03社会捐赠   0.50 CNY
      Assets:1002银行存款:01农商行基本户:03社会捐赠
    """


KINDS = {
    "limit": test_exactly_at_the_ceiling_passes,
    "over": test_one_fen_over_the_ceiling_is_refused,
    "neighbour": test_money_in_the_bank_is_no_cash,
    "change": test_a_lowered_ceiling_is_found_on_its_day_and_an_equal_one_is_not_told_twice,
    "right": test_what_is_given_back_puts_it_right,
}
"""The five kinds of tests that every rule has."""
