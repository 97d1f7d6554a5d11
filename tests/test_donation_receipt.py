"""donation_receipt: a donation names its receipt, or the waiver of it, within the days."""

from __future__ import annotations

from plugins.donation_receipt import donation_receipt
from tests.ledgers import books, told

RULE = donation_receipt

GIFT = """
2026-12-15 * "王*" "捐赠"
  voucher: "2026-12-001"
  {meta}
  Assets:1001现金:03社会捐赠   0.01 CNY
  Income:4101捐赠收入
"""
ISSUED = """
{day} custom "捐赠票据" "{voucher}" "开具"
  number: "皖财04020001"
"""


def judged(
    as_of: str, *, meta: str = 'channel: "主动捐赠"', issued: str = "", voucher: str = "2026-12-001"
) -> list[str]:
    """What is told on a day of a gift of 2026-12-15, thirty days before 2027-01-14."""
    paper = ISSUED.format(day=issued, voucher=voucher) if issued else ""
    return told(RULE, f"as of {as_of}" + GIFT.format(meta=meta) + paper)


def test_to_the_last_day_the_receipt_is_in_time_over_the_turn_of_the_year() -> None:
    assert judged("2027-01-14") == []
    assert judged("2027-06-01", issued="2027-01-14") == []
    assert judged("2027-06-01", issued="2026-12-15") == []


def test_the_day_after_it_is_overdue_missing_or_late() -> None:
    what = "overdue 王*的捐赠，捐赠票据（或记明自愿放弃）应在2027-01-14前完成"
    assert judged("2027-01-15") == [f"{what}，还没有做"]
    assert judged("2027-06-01", issued="2027-01-15") == [f"{what}，2027-01-15才做，晚了1天"]


def test_a_number_or_a_waiver_on_the_gift_is_done_on_its_day() -> None:
    assert judged("2027-06-01", meta='receipt: "皖财04020001"') == []
    assert judged("2027-06-01", meta='receipt: "自愿放弃"') == []
    assert judged("2027-06-01", meta='channel: "村 集体"') == []


def test_an_empty_number_or_none_in_words_is_none() -> None:
    for meta in (
        'receipt: ""',
        'receipt: "\u3000"',
        "receipt: 4020001",
        "receipt: TRUE",
        "receipt: 2026-12-15",
    ):
        assert len(judged("2027-06-01", meta=meta)) == 1


def test_a_receipt_for_a_voucher_that_is_no_gift_is_an_error() -> None:
    said = "error 票据皖财04020001写着凭证2026-12-002，账上没有这一号的捐赠；没有捐赠不能开票，请核对凭证号"
    assert judged("2026-12-20", issued="2026-12-20", voucher="2026-12-002") == [said]
    assert judged("2027-06-01", issued="2026-12-20", voucher="2026-12-002")[0] == said
    assert len(judged("2027-06-01", issued="2026-12-20", voucher="2026-12-002")) == 2


def test_a_receipt_before_the_gift_is_an_error_and_does_not_stand_for_it() -> None:
    said = "error 票据皖财04020001在2026-12-14开具，凭证2026-12-001的捐赠2026-12-15才收到；不能先开票后收款"
    assert judged("2026-12-20", issued="2026-12-14") == [said]
    assert len(judged("2027-06-01", issued="2026-12-14")) == 2


@books
def test_fees_the_collective_capital_and_interest_are_not_asked_and_a_gift_without_a_name_is() -> None:
    """
    as of 2026-12-31
    2026-07-01 * "王*" "会费"
      channel: "会费"
      Assets:1001现金:04会费   20.00 CNY
      Income:4201会费收入
    2026-07-01 * "石岗村" "支持"
      channel: "村集体"
      Assets:1001现金:02集体支持   20.00 CNY
      Income:4101捐赠收入
    2026-07-01 * "王*" "作资本"
      Assets:1001现金:03社会捐赠   20.00 CNY
      Equity:3101非限定性净资产
    2026-07-01 * "农商行" "利息"
      Assets:1001现金:03社会捐赠   20.00 CNY
      Income:4901其他收入
    2026-07-01 * "王*" "退还"
      Income:4101捐赠收入   20.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-01 * "捐赠"   ; ~~ （未写明）的捐赠，捐赠票据（或记明自愿放弃）应在2026-07-31前完成，还没有做
      Assets:1001现金:03社会捐赠   20.00 CNY
      Income:4101捐赠收入
    """


@books
def test_a_gift_in_goods_and_in_two_postings_is_one_gift_and_needs_one() -> None:
    """
    as of 2026-12-31
    2026-07-01 * "粮站" "大米"   ; ~~ 粮站的捐赠
      Assets:1201存货:03社会捐赠   5 DAMI {60.00 CNY}
      Income:4101捐赠收入   -200.00 CNY
      Income:4101捐赠收入   -100.00 CNY
    """


@books
def test_one_number_stands_for_one_donation_however_it_was_written() -> None:
    """
    2026-07-01 custom "捐赠票据" "2026-07-003" "开具"
      number: "0001"
    2026-07-01 custom "捐赠票据" "2026-07-005" "开具"   ; !! 票据号0003已经开给了另一笔捐赠（2026-07-01，凭证未编号）
      number: "0003"
    2026-07-01 custom "捐赠票据" "2026-07-005" "开具"
      number: "自愿放弃"
    2026-07-01 * "王*" "捐赠"
      voucher: "2026-07-003"
      receipt: "0001"
      Assets:1001现金:03社会捐赠   1.00 CNY
      Income:4101捐赠收入
    2026-07-01 * "李*" "捐赠"   ; !! 票据号０００１已经开给了另一笔捐赠（2026-07-01，凭证2026-07-003），一张票据只能对一笔
      receipt: "０００１"
      Assets:1001现金:03社会捐赠   2.00 CNY
      Income:4101捐赠收入
    2026-07-01 * "赵*" "捐赠"
      receipt: "0003"
      Assets:1001现金:03社会捐赠   3.00 CNY
      Income:4101捐赠收入
    2026-07-01 * "张*" "作资本"
      voucher: "2026-07-005"
      receipt: "0005"
      Assets:1001现金:03社会捐赠   4.00 CNY
      Equity:3102限定性净资产
    2026-07-01 * "钱*" "捐赠"
      receipt: "自愿放弃"
      Assets:1001现金:03社会捐赠   5.00 CNY
      Income:4101捐赠收入
    2026-07-01 * "孙*" "捐赠"
      receipt: "自愿 放弃"
      Assets:1001现金:03社会捐赠   6.00 CNY
      Income:4101捐赠收入
    2026-07-01 * "周*" "捐赠"
      receipt: ""
      Assets:1001现金:03社会捐赠   7.00 CNY
      Income:4101捐赠收入
    2026-07-01 * "吴*" "捐赠"
      Assets:1001现金:03社会捐赠   8.00 CNY
      Income:4101捐赠收入
    """


@books
def test_what_was_reversed_is_put_right_and_its_number_goes_to_the_entry_that_replaces_it() -> None:
    """
    as of 2026-12-31
    2026-07-01 * "王*" "金额记错"
      voucher: "2026-07-001"
      receipt: "0001"
      Assets:1001现金:03社会捐赠   1.00 CNY
      Income:4101捐赠收入
    2026-07-02 * "李*" "记错了，还没有开票"
      voucher: "2026-07-002"
      Assets:1001现金:03社会捐赠   2.00 CNY
      Income:4101捐赠收入
    2026-07-02 custom "捐赠票据" "2026-07-001" "开具"
      number: "0001"
    2026-07-03 * "冲销"
      voucher: "2026-07-003"
      reverses: "2026-07-001"
      Assets:1001现金:03社会捐赠   -1.00 CNY
      Income:4101捐赠收入
    2026-07-03 * "冲销"
      voucher: "2026-07-004"
      reverses: "2026-07-002"
      Assets:1001现金:03社会捐赠   -2.00 CNY
      Income:4101捐赠收入
    2026-07-03 * "王*" "捐赠"
      voucher: "2026-07-005"
      receipt: "0001"
      Assets:1001现金:03社会捐赠   10.00 CNY
      Income:4101捐赠收入
    """


@books
def test_the_days_are_those_of_the_gift_s_day_and_before_the_district_said_any_none_are() -> None:
    """
    no policy
    as of 2026-12-31
    2026-07-02 custom "policy" "receipt_days" 180
      clause: "一百八十天"
    2026-07-03 custom "policy" "receipt_days" 10
      clause: "十天"
    2026-07-01 custom "捐赠票据" "2026-07-009" "开具"
      number: "0009"
    2026-07-01 * "王*" "捐赠"
      receipt: "0001"
      Assets:1001现金:03社会捐赠   1.00 CNY
      Income:4101捐赠收入
    2026-07-01 * "王*" "捐赠"
      receipt: "0001"
      Assets:1001现金:03社会捐赠   2.00 CNY
      Income:4101捐赠收入
    2026-07-01 * "王*" "捐赠"
      Assets:1001现金:03社会捐赠   3.00 CNY
      Income:4101捐赠收入
    2026-07-02 * "王*" "捐赠"   ; ~~ 应在2026-12-29前完成
      Assets:1001现金:03社会捐赠   4.00 CNY
      Income:4101捐赠收入
    2026-07-03 * "王*" "捐赠"   ; ~~ 应在2026-07-13前完成
      Assets:1001现金:03社会捐赠   5.00 CNY
      Income:4101捐赠收入
    """


def test_a_receipt_is_for_a_gift_and_not_for_what_went_back_or_other_income() -> None:
    for was, became in (
        ("0.01 CNY", "0.00 CNY"),
        ("0.01 CNY", "-0.50 CNY"),
        ("4101捐赠收入", "4901其他收入"),
    ):
        gift = GIFT.format(meta='receipt: "皖财04020001"').replace(was, became)
        gift = gift.replace("4101捐赠收入", "4101捐赠收入   0.00 CNY") if became == "0.00 CNY" else gift
        (said,) = told(
            RULE, "as of 2026-12-16" + gift + ISSUED.format(day="2026-12-16", voucher="2026-12-001")
        )
        assert "没有这一号的捐赠" in said


def test_for_what_is_nothing_or_went_back_no_receipt_is_due() -> None:
    gift = GIFT.format(meta='memo: "无"')
    nothing = gift.replace("0.01", "0.00").replace("4101捐赠收入", "4101捐赠收入   0.00 CNY")
    for none in (nothing, gift.replace("0.01", "-0.50")):
        assert told(RULE, "as of 2027-06-01" + none) == []


def test_a_channel_of_any_other_name_needs_its_receipt() -> None:
    assert len(judged("2027-06-01", meta='channel: "集市"')) == 1


def test_a_gift_that_was_reversed_hides_no_number_used_twice() -> None:
    undone = GIFT.format(meta='receipt: "皖财04020001"')
    reversal = undone.replace("2026-12-001", "2026-12-002").replace("0.01", "-0.01")
    reversal = reversal.replace('receipt: "皖财04020001"', 'reverses: "2026-12-001"')
    gifts = "".join(undone.replace("2026-12-001", f"2026-12-00{n}") for n in (3, 4))
    assert len(told(RULE, "as of 2026-12-16" + undone + reversal)) == 0
    assert len(told(RULE, "as of 2026-12-16" + undone + reversal + gifts)) == 1


def test_a_number_used_just_twice_is_told_on_the_gift_or_on_paper() -> None:
    gift = GIFT.format(meta='receipt: "皖财04020001"')
    other = gift.replace("2026-12-001", "2026-12-002")
    assert len(told(RULE, "as of 2026-12-16" + gift + other)) == 1
    unnumbered = other.replace('receipt: "皖财04020001"', 'memo: "无"')
    paper = ISSUED.format(day="2026-12-16", voucher="2026-12-002")
    assert len(told(RULE, "as of 2026-12-16" + gift + unnumbered + paper)) == 1


KINDS = {
    "limit": test_to_the_last_day_the_receipt_is_in_time_over_the_turn_of_the_year,
    "over": test_the_day_after_it_is_overdue_missing_or_late,
    "neighbour": test_fees_the_collective_capital_and_interest_are_not_asked_and_a_gift_without_a_name_is,
    "change": test_the_days_are_those_of_the_gift_s_day_and_before_the_district_said_any_none_are,
    "right": test_what_was_reversed_is_put_right_and_its_number_goes_to_the_entry_that_replaces_it,
}
"""The five kinds of tests that every rule has."""
