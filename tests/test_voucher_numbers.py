"""voucher_numbers: months count from 001 without gap or repeat, and a reversal undoes what it names."""

from __future__ import annotations

import pytest

from plugins.voucher_numbers import voucher_numbers
from tests.ledgers import books, told

RULE = voucher_numbers

ENTRY = """
{day} * "{number}"
  voucher: "{number}"
  Assets:1001现金:03社会捐赠   1.00 CNY
  Income:4101捐赠收入
"""


def numbered(*numbers: str, day: str = "2026-07-01") -> list[str]:
    """What is told of transactions with these numbers, all on one day."""
    return told(RULE, "".join(ENTRY.format(day=day, number=n) for n in numbers))


def test_one_two_three_pass_in_any_order_of_lines() -> None:
    assert numbered("2026-07-001", "2026-07-002", "2026-07-003") == []
    assert numbered("2026-07-003", "2026-07-001", "2026-07-002") == []


def test_a_month_that_does_not_begin_with_one_has_a_gap() -> None:
    assert numbered("2026-07-002") == ["error 凭证缺号：2026-07-001不见了"]


def test_a_gap_of_one_and_a_gap_of_many_are_named() -> None:
    assert numbered("2026-07-001", "2026-07-003") == ["error 凭证缺号：2026-07-002不见了"]
    assert numbered("2026-07-001", "2026-07-005") == ["error 凭证缺号：2026-07-002到004不见了"]
    assert numbered("2026-07-002", "2026-07-004") == [
        "error 凭证缺号：2026-07-001不见了",
        "error 凭证缺号：2026-07-003不见了",
    ]


def test_a_number_twice_is_a_repeat_however_it_is_written() -> None:
    assert numbered("2026-07-001", "2026-07-001") == ["error 凭证号2026-07-001重复，2026-07-01那笔已经用了"]
    assert numbered("2026-07-001", "2026-07-0001") == ["error 凭证号2026-07-0001重复，2026-07-01那笔已经用了"]


def test_past_nine_hundred_ninety_nine_the_numbers_grow_longer() -> None:
    assert numbered(*(f"2026-07-{n:03d}" for n in range(1, 1002))) == []


def test_each_month_counts_by_itself_over_the_turn_of_the_year() -> None:
    december = ENTRY.format(day="2026-12-31", number="2026-12-001")
    assert told(RULE, december + ENTRY.format(day="2027-01-01", number="2027-01-001")) == []
    assert told(RULE, december + ENTRY.format(day="2027-01-01", number="2027-01-002")) == [
        "error 凭证缺号：2027-01-001不见了"
    ]
    assert told(RULE, december + ENTRY.format(day="2027-01-01", number="2026-12-002")) == [
        "error 凭证号2026-12-002不是2027-01的号"
    ]


@pytest.mark.parametrize(
    "number",
    [
        "",
        "1",
        "2026-07-01",
        "2026-07-000",
        "2026-07-000000",
        "2026-07-١٢٣",
        "２０２６-07-001",
        " 2026-07-001",
    ],
)
def test_what_is_no_number_hides_no_gap(number: str) -> None:
    assert numbered(number) == ['error 没有凭证号；请写 voucher: "2026-07-001" 这样的号']
    assert len(numbered("2026-07-001", number, "2026-07-003")) == 2


@books
def test_a_number_that_is_left_out_or_is_no_word_is_told_at_its_line() -> None:
    """
    2026-07-01 * "没有号"   ; !! 没有凭证号
      Assets:1001现金:03社会捐赠   1.00 CNY
      Income:4101捐赠收入
    2026-07-01 * "号写成了数字"   ; !! 没有凭证号
      voucher: 202607001
      Assets:1001现金:03社会捐赠   1.00 CNY
      Income:4101捐赠收入
    """


@books
def test_the_bureau_s_vouchers_count_too_and_no_policy_is_needed() -> None:
    """
    bureau
    no policy
    2026-07-01 * "石岗村救急难互助社" "补助"   ; !! 2026-07-001不见了
      voucher: "2026-07-002"
      Expenses:2080299其他民政管理事务支出   10000.00 CNY
      Income:4001财政拨款收入
    """


@books
def test_a_reversal_undoes_an_entry_once_and_nothing_else() -> None:
    """
    2026-07-01 * "记错"
      voucher: "2026-07-001"
      Expenses:5301管理费用:01办公费   30.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-02 * "冲销"
      voucher: "2026-07-002"
      reverses: "2026-07-001"
      Assets:1001现金:03社会捐赠   30.00 CNY
      Expenses:5301管理费用:01办公费
    2026-07-03 * "再冲销一次"   ; !! 冲销2026-07-001不成立：要有这个凭证，没有冲销过
      voucher: "2026-07-003"
      reverses: "2026-07-001"
      Assets:1001现金:03社会捐赠   30.00 CNY
      Expenses:5301管理费用:01办公费
    2026-07-04 * "冲销不存在的"   ; !! 冲销2026-06-009不成立
      voucher: "2026-07-004"
      reverses: "2026-06-009"
      Assets:1001现金:03社会捐赠   30.00 CNY
      Expenses:5301管理费用:01办公费
    2026-07-05 * "冲销一个冲销"   ; !! 冲销2026-07-002不成立
      voucher: "2026-07-005"
      reverses: "2026-07-002"
      Expenses:5301管理费用:01办公费   30.00 CNY
      Assets:1001现金:03社会捐赠
    """


@books
def test_a_reversal_mirrors_amount_account_and_sign_and_does_not_come_first() -> None:
    """
    2026-07-02 * "记错"
      voucher: "2026-07-001"
      Expenses:5301管理费用:01办公费   30.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-01 * "先冲销"   ; !! 冲销2026-07-001不成立
      voucher: "2026-07-002"
      reverses: "2026-07-001"
      Assets:1001现金:03社会捐赠   30.00 CNY
      Expenses:5301管理费用:01办公费
    2026-07-03 * "少一分"   ; !! 冲销2026-07-001不成立
      voucher: "2026-07-003"
      reverses: "2026-07-001"
      Assets:1001现金:03社会捐赠   29.99 CNY
      Expenses:5301管理费用:01办公费
    2026-07-03 * "同方向"   ; !! 冲销2026-07-001不成立
      voucher: "2026-07-004"
      reverses: "2026-07-001"
      Expenses:5301管理费用:01办公费   30.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-03 * "别的基金"   ; !! 冲销2026-07-001不成立
      voucher: "2026-07-005"
      reverses: "2026-07-001"
      Assets:1001现金:02集体支持   30.00 CNY
      Expenses:5301管理费用:01办公费
    """


def test_a_later_month_s_number_is_another_month_s_too() -> None:
    assert numbered("2026-08-001") == ["error 凭证号2026-08-001不是2026-07的号"]


def test_a_gap_is_named_from_its_first_to_its_last_number() -> None:
    assert numbered("2026-07-001", "2026-07-004") == ["error 凭证缺号：2026-07-002到003不见了"]
    assert numbered("2026-07-001", "2026-07-006") == ["error 凭证缺号：2026-07-002到005不见了"]
    many = [f"2026-07-{n:03d}" for n in range(1, 301)]
    assert numbered(*many, "2026-07-302") == ["error 凭证缺号：2026-07-301不见了"]


KINDS = {
    "limit": test_one_two_three_pass_in_any_order_of_lines,
    "over": test_a_gap_of_one_and_a_gap_of_many_are_named,
    "neighbour": test_what_is_no_number_hides_no_gap,
    "change": test_each_month_counts_by_itself_over_the_turn_of_the_year,
    "right": test_a_reversal_undoes_an_entry_once_and_nothing_else,
}
"""The five kinds of tests that every rule has."""
