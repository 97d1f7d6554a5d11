"""cash_limit: relief in cash only up to the limit, one case and day together."""

from __future__ import annotations

from plugins.cash_limit import cash_limit
from tests.case_lines import BANK, opened, paid, policy
from tests.ledgers import books, told

RULE = cash_limit

LINES = "no policy\n" + policy("cash_limit", "1000.00 CNY") + opened()
OTHER = "JZ-2026-0008"


def test_exactly_at_the_limit_may_be_cash() -> None:
    assert told(RULE, LINES + paid("1000.00")) == []


def test_one_fen_over_goes_to_the_account() -> None:
    assert told(RULE, LINES + paid("1000.01")) == [
        "error 汪*一共付了现金1000.01元，超过限额1000.00元，请转到本人账户"
    ]
    assert told(RULE, LINES + paid("1000.01", money=BANK)) == []


def test_what_is_called_cash_is_cash_wherever_it_came_from() -> None:
    assert len(told(RULE, LINES + paid("1000.01", money=BANK, method="现金"))) == 1
    assert told(RULE, LINES + paid("1000.01", money=BANK, method="转账")) == []
    assert len(told(RULE, LINES + paid("1000.01", method="转账"))) == 1


def test_payments_of_one_case_are_counted_together_whatever_their_days() -> None:
    first = LINES + paid("600.00")
    assert told(RULE, first + paid("400.00")) == []
    assert "现金1000.01元" in told(RULE, first + paid("400.01"))[0]
    assert len(told(RULE, first + paid("400.01", "2026-07-10"))) == 1
    assert told(RULE, first + paid("400.01") + paid("1.00", money=BANK)) == [
        "error 汪*一共付了现金1000.01元，超过限额1000.00元，请转到本人账户"
    ]


def test_another_case_and_another_payee_are_counted_apart() -> None:
    assert told(RULE, LINES + opened(OTHER) + paid("600.00") + paid("600.00", number=OTHER)) == []
    loose = paid("600.00", number="") + paid("600.00", number="", label="李*")
    assert told(RULE, LINES + loose) == []
    assert len(told(RULE, LINES + loose + paid("400.01", number=""))) == 1


def test_a_payee_that_is_called_like_a_case_is_not_the_case() -> None:
    assert told(RULE, LINES + paid("600.00") + paid("600.00", number="", label="JZ-2026-0007")) == []


def test_the_limit_is_the_one_of_the_day() -> None:
    newer = LINES + policy("cash_limit", "2000.00 CNY", "2027-01-01")
    assert told(RULE, newer + paid("2000.00", "2027-01-01")) == []
    assert len(told(RULE, newer + paid("2000.00", "2026-12-31"))) == 1
    assert len(told(RULE, newer + paid("2000.01", "2027-01-01"))) == 1


def test_before_the_first_line_there_is_no_limit() -> None:
    lines = "no policy\n" + policy("cash_limit", "1000.00 CNY", "2026-07-10") + opened()
    assert told(RULE, lines + paid("5000.00", "2026-07-09")) == []


def test_what_came_back_does_not_count() -> None:
    assert told(RULE, LINES + paid("1500.00") + paid("-500.00")) == []
    assert len(told(RULE, LINES + paid("1500.00") + paid("-499.99"))) == 1
    assert (
        told(RULE, LINES + paid("1500.00", method="现金", money=BANK) + paid("-500.00", "2026-07-12")) == []
    )


def test_a_reversal_puts_it_right() -> None:
    lines = LINES + paid("1500.00", voucher="2026-07-001")
    assert len(told(RULE, lines)) == 1
    assert told(RULE, lines + paid("-1500.00", "2026-07-10", reverses="2026-07-001")) == []


@books
def test_only_the_part_that_is_cash_and_relief_counts() -> None:
    """
    no policy
    2024-01-01 custom "policy" "cash_limit" 1000.00 CNY
      clause: "可直接发放现金"
    2026-07-09 * "汪*" "一部分转账" ^JZ-2026-0001
      Expenses:5101业务活动成本:02应急救助   1500.00 CNY
      Assets:1001现金:03社会捐赠   -1000.00 CNY
      Assets:1002银行存款:01农商行基本户:03社会捐赠   -500.00 CNY
    2026-07-10 * "汪*" "现金多一分" ^JZ-2026-0002
      Expenses:5101业务活动成本:02应急救助   1500.00 CNY   ; !! 现金1000.01元
      Assets:1001现金:03社会捐赠   -900.01 CNY
      Assets:1001现金:02集体支持   -100.00 CNY
      Assets:1002银行存款:01农商行基本户:03社会捐赠   -499.99 CNY
    2026-07-11 * "汪*" "连同办公用品" ^JZ-2026-0003
      Expenses:5101业务活动成本:02应急救助   1000.00 CNY
      Expenses:5301管理费用:01办公费   30.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-12 * "汪*" "从银行付，另存现金" ^JZ-2026-0004
      Expenses:5101业务活动成本:02应急救助   1200.00 CNY
      Assets:1001现金:03社会捐赠   100.00 CNY
      Assets:1002银行存款:01农商行基本户:03社会捐赠
    2026-07-12 * "汪*" "再付现金" ^JZ-2026-0005
      Expenses:5101业务活动成本:02应急救助   1000.01 CNY   ; !! 现金1000.01元
      Assets:1001现金:03社会捐赠
    2026-07-13 * "汪*" "大米" ^JZ-2026-0006
      Expenses:5101业务活动成本:03实物救助   1200.00 CNY
      Assets:1201存货:03社会捐赠
    2026-07-14 * "文具店" "不是救助"
      Expenses:5301管理费用:01办公费   1200.00 CNY
      Assets:1001现金:03社会捐赠
    """


@books
def test_where_the_district_pays_in_cash_there_is_no_limit() -> None:
    """
    2026-07-09 * "汪*" "应急救助" ^JZ-2026-0001
      Expenses:5101业务活动成本:02应急救助   5000.00 CNY
      Assets:1001现金:03社会捐赠
    """


def test_what_was_paid_before_the_line_hides_nothing_after_it() -> None:
    lines = "no policy\n" + policy("cash_limit", "1000.00 CNY", "2026-07-10") + opened()
    before = lines + paid("1000.01", "2026-07-09")
    assert told(RULE, before) == []
    assert len(told(RULE, before + paid("1000.01", "2026-07-10"))) == 1


KINDS = {
    "limit": test_exactly_at_the_limit_may_be_cash,
    "over": test_one_fen_over_goes_to_the_account,
    "neighbour": test_another_case_and_another_payee_are_counted_apart,
    "change": test_the_limit_is_the_one_of_the_day,
    "right": test_a_reversal_puts_it_right,
}
"""The five kinds of tests that every rule has."""
