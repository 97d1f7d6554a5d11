"""no_cash_kept: cash that is given goes to the bank, and nothing is paid out of it."""

from __future__ import annotations

from plugins.no_cash_kept import no_cash_kept
from tests.ledgers import books, told

RULE = no_cash_kept

GIFT = """
{day} * "王*" "捐赠"
  Assets:1001现金:{fund}   {amount} CNY
  Income:4101捐赠收入
"""
BANKED = """
{day} * "存入银行"
  Assets:1002银行存款:01农商行基本户:{fund}   {amount} CNY
  Assets:1001现金:{fund}
"""
DRAWN = """
{day} * "支取备用金"
  Assets:1001现金:{fund}   {amount} CNY
  Assets:1002银行存款:01农商行基本户:{fund}
"""
PAID = """
{day} * "汪*" "应急救助"
  Expenses:5101业务活动成本:02应急救助   {amount} CNY
  Assets:1001现金:{fund}
"""


def story(*moves: tuple[str, int, str], as_of: str = "2026-07-31", more: str = "") -> list[str]:
    """What is told on a day of what happened: what, on which day of July, how much (and, after a blank, in which fund)."""
    lines = []
    for what, day, amount in moves:
        yuan, _, fund = amount.partition(" ")
        lines.append(what.format(day=f"2026-07-{day:02d}", amount=yuan, fund=fund or "03社会捐赠"))
    return told(RULE, f"as of {as_of}\n{more}" + "".join(lines).lstrip())


def test_on_the_third_day_it_is_in_time() -> None:
    assert story((GIFT, 1, "100.00"), (BANKED, 4, "100.00")) == []
    assert story((GIFT, 28, "100.00")) == []


def test_on_the_fourth_day_it_is_late_or_missing() -> None:
    assert story((GIFT, 1, "100.00"), (BANKED, 5, "100.00")) == [
        "warning 2026-07-01起收到的现金捐赠1笔共100.00元（03社会捐赠），要在3天内存入银行，2026-07-05才存"
    ]
    assert story((GIFT, 27, "100.00")) == [
        "warning 2026-07-27起收到的现金捐赠1笔共100.00元（03社会捐赠），要在3天内存入银行，还没有存"
    ]


def test_one_fen_that_stays_behind_is_told_with_its_amount() -> None:
    (said,) = story((GIFT, 1, "100.00"), (BANKED, 4, "99.99"))
    assert "1笔共0.01元" in said and "还没有存" in said


def test_the_oldest_takings_go_to_the_bank_first() -> None:
    assert story((GIFT, 1, "100.00"), (GIFT, 30, "50.00"), (BANKED, 4, "100.00")) == []
    (said,) = story((GIFT, 1, "100.00"), (GIFT, 10, "50.00"), (BANKED, 4, "60.00"), (BANKED, 11, "90.00"))
    assert said.startswith("warning 2026-07-01") and "1笔共40.00元" in said


def test_takings_that_wait_for_one_deposit_are_one_warning() -> None:
    (said,) = story(*[(GIFT, day, "10.00") for day in (1, 2, 3, 9)], (BANKED, 10, "40.00"))
    assert "2026-07-01起收到的现金捐赠3笔共30.00元" in said and "2026-07-10才存" in said
    assert (
        len(story((GIFT, 1, "10.00"), (BANKED, 6, "10.00"), (GIFT, 7, "10.00"), (BANKED, 20, "10.00"))) == 2
    )


def test_relief_out_of_the_drawn_float_is_in_order_beside_takings() -> None:
    moves = (DRAWN, 1, "500.00"), (GIFT, 2, "100.00"), (PAID, 3, "500.00"), (BANKED, 4, "100.00")
    assert story(*moves) == []
    assert story((GIFT, 2, "100.00"), (DRAWN, 1, "500.00"), (PAID, 1, "500.00"), (BANKED, 2, "100.00")) == []


def test_one_fen_more_than_was_drawn_is_paid_out_of_takings() -> None:
    (said,) = story((DRAWN, 1, "500.00"), (GIFT, 2, "100.00"), (PAID, 3, "500.01"), (BANKED, 4, "99.99"))
    assert said == (
        "warning 支取的备用金不够，从收到的现金捐赠里付了0.01元（03社会捐赠），不得坐支；请先存银行、再支取"
    )


def test_payments_until_the_next_draw_are_one_warning_and_what_was_spent_is_not_late_too() -> None:
    gift, first, second = (GIFT, 1, "100.00"), (PAID, 2, "30.00"), (PAID, 30, "70.00")
    (said,) = story(gift, first, second)
    assert "里付了100.00元" in said
    said = "".join(
        story(gift, (GIFT, 1, "20.00"), first, (DRAWN, 3, "1.00"), (PAID, 4, "91.00"), as_of="2026-07-04")
    )
    assert "里付了30.00元" in said and "里付了90.00元" in said


def test_of_one_day_what_comes_in_counts_before_what_goes_out() -> None:
    assert story((PAID, 1, "100.00"), (DRAWN, 1, "100.00"), (GIFT, 1, "5.00"), (BANKED, 1, "5.00")) == []
    assert story((BANKED, 1, "5.00"), (GIFT, 1, "5.00")) == []
    assert story((PAID, 1, "5.00"), (BANKED, 1, "5.00"), (GIFT, 1, "5.00")) == [], "banked before it is spent"


def test_another_fund_s_deposit_and_another_fund_s_draw_do_not_help() -> None:
    collective = "100.00 02集体支持"
    assert len(story((GIFT, 1, "100.00"), (BANKED, 2, collective))) == 1
    assert len(story((GIFT, 1, "100.00"), (DRAWN, 1, collective), (PAID, 2, "100.00"))) == 1
    assert len(story((GIFT, 1, "9.00"), (GIFT, 1, collective))) == 2


def test_more_than_there_are_takings_is_another_rule_s() -> None:
    assert story((PAID, 2, "100.00"), (BANKED, 3, "9.00")) == []
    assert story((PAID, 2, "100.00"), (DRAWN, 3, "10.00"), (PAID, 4, "10.00")) == []
    assert len(story((BANKED, 2, "10.00"), (GIFT, 3, "10.00"), (PAID, 4, "10.00"))) == 1


def test_what_the_bank_gets_beyond_the_takings_is_of_what_was_drawn() -> None:
    moves = (
        (DRAWN, 1, "100.00"),
        (GIFT, 1, "10.00"),
        (BANKED, 2, "60.00"),
        (GIFT, 3, "80.00"),
        (PAID, 3, "60.00"),
    )
    (said,) = story(*moves, (BANKED, 4, "70.00"))
    assert "里付了10.00元" in said


@books
def test_relief_that_came_back_is_no_taking_and_a_fee_is() -> None:
    """
    as of 2026-07-31
    2026-07-01 * "汪*" "退回"
      Assets:1001现金:03社会捐赠   300.00 CNY
      Expenses:5101业务活动成本:02应急救助
    2026-07-02 * "汪*" "再发"
      Expenses:5101业务活动成本:02应急救助   300.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-02 * "孙七" "会费"
      Assets:1001现金:04会费   20.00 CNY   ; ?? 2026-07-02起收到的现金捐赠1笔共20.00元（04会费）
      Income:4201会费收入
    """


@books
def test_what_was_reversed_given_back_or_moved_to_another_fund_is_not_kept() -> None:
    """
    as of 2026-07-31
    2026-07-01 * "王*" "捐赠，记错"
      voucher: "2026-07-001"
      Assets:1001现金:03社会捐赠   300.00 CNY
      Income:4101捐赠收入
    2026-07-10 * "王*" "冲销"
      voucher: "2026-07-002"
      reverses: "2026-07-001"
      Income:4101捐赠收入   300.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-11 * "王*" "捐赠"
      Assets:1001现金:03社会捐赠   50.00 CNY
      Income:4101捐赠收入
    2026-07-12 * "王*" "退还捐赠"
      Income:4101捐赠收入   50.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-13 * "王*" "捐赠"
      Assets:1001现金:03社会捐赠   50.00 CNY
      Income:4101捐赠收入
    2026-07-14 * "基金间转移"
      Assets:1001现金:02集体支持   50.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-15 * "存入银行"
      Assets:1002银行存款:01农商行基本户:03社会捐赠   50.00 CNY
      Assets:1001现金:03社会捐赠
    """


def test_the_number_of_days_is_that_of_the_gift_s_day() -> None:
    line = '2026-07-02 custom "policy" "bank_cash_days" 1\n  clause: "次日存"\n'
    assert story((GIFT, 1, "1.00"), (BANKED, 4, "1.00"), more=line) == []
    assert len(story((GIFT, 2, "1.00"), (BANKED, 4, "1.00"), more=line)) == 1
    assert story((GIFT, 2, "1.00"), (BANKED, 3, "1.00"), more=line) == []


def test_a_district_without_a_number_asks_nothing() -> None:
    assert story((GIFT, 1, "1.00"), (PAID, 2, "1.00"), more="no policy\n") == []


def test_takings_of_december_are_late_in_january() -> None:
    ledger = GIFT.format(day="2026-12-30", amount="1.00", fund="03社会捐赠").strip()
    assert told(RULE, f"as of 2027-01-02\n{ledger}") == []
    assert len(told(RULE, f"as of 2027-01-03\n{ledger}")) == 1


def test_what_was_drawn_pays_to_its_last_fen_while_takings_wait() -> None:
    drawn = ((GIFT, 30, "500.00"), (DRAWN, 30, "100.00"), (PAID, 30, "30.00"))
    assert story(*drawn, (PAID, 31, "70.00")) == []
    assert len(story(*drawn, (PAID, 31, "70.01"))) == 1
    banked = ((DRAWN, 28, "100.00"), (BANKED, 28, "30.00"), (GIFT, 30, "500.00"))
    assert story(*banked, (PAID, 31, "70.00")) == []
    assert len(story(*banked, (PAID, 31, "70.01"))) == 1


def test_what_was_spent_or_banked_beyond_what_there_was_leaves_no_debt() -> None:
    for gone in (PAID, BANKED):
        before = ((gone, 28, "50.00"), (DRAWN, 29, "100.00"), (GIFT, 30, "500.00"))
        assert story(*before, (PAID, 31, "100.00")) == []


HALF = """
2026-07-31 * "混合"
  {legs}
"""


def mixed(*legs: str, before: tuple[tuple[str, int, str], ...] = ((GIFT, 30, "500.00"),)) -> list[str]:
    """What is told of an entry with these legs, the day after a gift in cash."""
    entry = HALF.format(legs="\n  ".join(legs), day="", amount="", fund="")
    moves = [
        what.format(day=f"2026-07-{day:02d}", amount=yuan, fund="03社会捐赠") for what, day, yuan in before
    ]
    return told(RULE, "as of 2026-07-31\n" + ("".join(moves) + entry).lstrip())


def test_cash_that_is_paid_with_a_little_beside_it_is_paid() -> None:
    cash, cost = "Assets:1001现金:03社会捐赠   {} CNY", "Expenses:5301管理费用:01办公费   {} CNY"
    bank = "Assets:1002银行存款:01农商行基本户:03社会捐赠   {} CNY"
    gift = "Income:4101捐赠收入   {} CNY"
    assert len(mixed(cash.format("-0.50"), cost.format("0.50"))) == 1
    for other in (bank, gift):
        assert len(mixed(cash.format("-50.00"), other.format("-0.50"), cost.format("50.50"))) == 1
        assert len(mixed(cash.format("-50.00"), other.format("0.00"), cost.format("50.00"))) == 1
    assert len(mixed(cash.format("-50.00"), gift.format("-10.00"), cost.format("60.00"))) == 1
    assert mixed(cash.format("-0.50"), gift.format("0.50")) == []


@books
def test_cash_that_was_borrowed_or_drawn_is_no_taking_whatever_went_back_with_it() -> None:
    """
    as of 2026-07-31
    2026-07-01 * "理事" "借来现金，退了半元捐赠"
      Assets:1001现金:03社会捐赠   20.00 CNY
      Income:4101捐赠收入   0.50 CNY
      Liabilities:2209其他应付款   -20.50 CNY
    2026-07-01 * "支取"
      Assets:1001现金:03社会捐赠   20.00 CNY
      Assets:1002银行存款:01农商行基本户:03社会捐赠   -20.00 CNY
      Income:4101捐赠收入   0.00 CNY
    """


@books
def test_a_leg_of_nothing_parts_no_cluster() -> None:
    """
    as of 2026-07-03
    2026-07-01 * "王*" "捐赠"
      Assets:1001现金:03社会捐赠   500.00 CNY
      Income:4101捐赠收入
    2026-07-01 * "文具店" "办公用品"   ; ?? 里付了20.00元
      Expenses:5301管理费用:01办公费   10.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-02 * "文具店" "别的基金付"
      Expenses:5301管理费用:01办公费   5.00 CNY
      Assets:1001现金:03社会捐赠   0.00 CNY
      Assets:1001现金:04会费   -5.00 CNY
    2026-07-03 * "文具店" "办公用品"
      Expenses:5301管理费用:01办公费   10.00 CNY
      Assets:1001现金:03社会捐赠
    """


KINDS = {
    "limit": test_on_the_third_day_it_is_in_time,
    "over": test_on_the_fourth_day_it_is_late_or_missing,
    "neighbour": test_another_fund_s_deposit_and_another_fund_s_draw_do_not_help,
    "change": test_the_number_of_days_is_that_of_the_gift_s_day,
    "right": test_what_was_reversed_given_back_or_moved_to_another_fund_is_not_kept,
}
"""The five kinds of tests that every rule has."""
