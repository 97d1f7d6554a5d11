"""collective_resolution: money of the village collective names a 四议两公开 resolution in force."""

from __future__ import annotations

from plugins.collective_resolution import collective_resolution
from tests.ledgers import books

RULE = collective_resolution


@books
def test_on_the_resolution_s_first_and_last_day_it_passes() -> None:
    """
    2026-07-05 custom "决议" "JY-2026-01"
      kind: "四议两公开"
      until: 2026-12-31
    2026-07-05 * "石岗村" "支持"
      channel: "村集体"
      resolution: "JY-2026-01"
      Assets:1002银行存款:01农商行基本户:02集体支持   100.00 CNY
      Income:4101捐赠收入
    2026-12-31 * "石岗村" "支持"
      channel: "村集体"
      resolution: " JY-2026-01"
      Assets:1002银行存款:01农商行基本户:02集体支持   100.00 CNY
      Equity:3101非限定性净资产
    """


@books
def test_a_day_before_or_after_the_resolution_is_refused_over_the_turn_of_the_year() -> None:
    """
    2026-07-05 custom "决议" "JY-2026-01"
      kind: "四议两公开"
      until: 2026-12-31
    2026-07-04 * "石岗村" "支持"   ; !! 写着决议JY-2026-01，但2026-07-04没有这个号的、有效的“四议两公开”决议
      channel: "村集体"
      resolution: "JY-2026-01"
      Assets:1002银行存款:01农商行基本户:02集体支持   100.00 CNY
      Income:4101捐赠收入
    2027-01-01 * "石岗村" "支持"   ; !! 但2027-01-01没有
      channel: "村集体"
      resolution: "JY-2026-01"
      Assets:1002银行存款:01农商行基本户:02集体支持   100.00 CNY
      Income:4101捐赠收入
    """


@books
def test_no_resolution_another_kind_or_another_number_is_refused() -> None:
    """
    2026-07-05 custom "决议" "JY-2026-01"
      kind: "资金转移"
    2026-07-05 * "石岗村" "没写"   ; !! 没有写明“四议两公开”决议，请写 resolution:
      channel: "村集体"
      Assets:1002银行存款:01农商行基本户:02集体支持   0.01 CNY
      Income:4101捐赠收入
    2026-07-05 * "石岗村" "写了空格"   ; !! 没有写明
      channel: "村集体"
      resolution: " "
      Assets:1002银行存款:01农商行基本户:02集体支持   0.01 CNY
      Income:4101捐赠收入
    2026-07-05 * "石岗村" "写成了数"   ; !! 没有写明
      channel: "村集体"
      resolution: 20260701
      Assets:1002银行存款:01农商行基本户:02集体支持   0.01 CNY
      Income:4101捐赠收入
    2026-07-05 * "石岗村" "别的种类"   ; !! 写着决议JY-2026-01
      channel: "村集体"
      resolution: "JY-2026-01"
      Assets:1002银行存款:01农商行基本户:02集体支持   0.01 CNY
      Income:4101捐赠收入
    2026-07-05 * "石岗村" "没有的号"   ; !! 写着决议JY-2026-09
      channel: "村集体"
      resolution: "JY-2026-09"
      Assets:1002银行存款:01农商行基本户:02集体支持   0.01 CNY
      Income:4101捐赠收入
    """


@books
def test_it_is_the_collective_s_by_channel_in_any_fund_and_by_fund_through_any_channel() -> None:
    """
    2026-07-05 * "石岗村" "别的基金"   ; !! 没有写明
      channel: "村 集体"
      Assets:1002银行存款:01农商行基本户:03社会捐赠   100.00 CNY
      Income:4101捐赠收入
    2026-07-05 * "石岗村" "写成其他收入"   ; !! 没有写明
      channel: "村集体"
      Assets:1002银行存款:01农商行基本户:03社会捐赠   100.00 CNY
      Income:4901其他收入
    2026-07-05 * "石岗村" "别的渠道"   ; !! 没有写明
      channel: "主动捐赠"
      Assets:1002银行存款:01农商行基本户:02集体支持   100.00 CNY
      Income:4101捐赠收入
    2026-07-05 * "石岗村" "作资本"   ; !! 没有写明
      Assets:1002银行存款:01农商行基本户:02集体支持   100.00 CNY
      Equity:3101非限定性净资产
    2026-07-05 * "石岗村" "认捐"   ; !! 没有写明
      channel: "村集体"
      Assets:1122其他应收款   100.00 CNY
      Income:4101捐赠收入
    """


@books
def test_donors_interest_and_what_the_collective_s_money_is_spent_on_need_none() -> None:
    """
    2026-07-05 * "王*" "捐赠"
      channel: "主动捐赠"
      Assets:1002银行存款:01农商行基本户:03社会捐赠   100.00 CNY
      Income:4101捐赠收入
    2026-07-05 * "农商行" "利息"
      Assets:1002银行存款:01农商行基本户:02集体支持   1.00 CNY
      Income:4901其他收入
    2026-07-05 * "石岗村" "退回村集体"
      channel: "村集体"
      Income:4101捐赠收入   10.00 CNY
      Assets:1002银行存款:01农商行基本户:02集体支持
    2026-07-06 * "汪*" "救助"
      Expenses:5101业务活动成本:02应急救助   10.00 CNY
      Assets:1002银行存款:01农商行基本户:02集体支持
    """


@books
def test_one_receipt_in_two_postings_is_told_once() -> None:
    """
    2026-07-05 * "石岗村" "一半作资本"   ; !! 没有写明
      channel: "村集体"
      Assets:1002银行存款:01农商行基本户:02集体支持   100.00 CNY
      Income:4101捐赠收入   -50.00 CNY
      Equity:3101非限定性净资产   -50.00 CNY
    """


@books
def test_what_was_reversed_is_put_right_and_booked_again_with_its_resolution() -> None:
    """
    2026-07-01 custom "决议" "JY-2026-01"
      kind: "四议两公开"
    2026-07-05 * "石岗村" "漏写了决议"
      voucher: "2026-07-001"
      channel: "村集体"
      Assets:1002银行存款:01农商行基本户:02集体支持   100.00 CNY
      Income:4101捐赠收入
    2026-07-06 * "冲销"
      voucher: "2026-07-002"
      reverses: "2026-07-001"
      Income:4101捐赠收入   100.00 CNY
      Assets:1002银行存款:01农商行基本户:02集体支持
    2026-07-06 * "石岗村" "支持"
      voucher: "2026-07-003"
      channel: "村集体"
      resolution: "JY-2026-01"
      Assets:1002银行存款:01农商行基本户:02集体支持   100.00 CNY
      Income:4101捐赠收入
    """


@books
def test_from_the_day_a_district_asks_for_it_until_the_day_it_no_longer_does() -> None:
    """
    no policy
    2026-07-05 custom "policy" "collective_needs_resolution" TRUE
      clause: "严格落实“四议两公开”"
    2026-07-07 custom "policy" "collective_needs_resolution" FALSE
      clause: "不再要求"
    2026-07-04 * "石岗村" "支持"
      channel: "村集体"
      Assets:1002银行存款:01农商行基本户:02集体支持   100.00 CNY
      Income:4101捐赠收入
    2026-07-05 * "石岗村" "支持"   ; !! 没有写明
      channel: "村集体"
      Assets:1002银行存款:01农商行基本户:02集体支持   100.00 CNY
      Income:4101捐赠收入
    2026-07-07 * "石岗村" "支持"
      channel: "村集体"
      Assets:1002银行存款:01农商行基本户:02集体支持   100.00 CNY
      Income:4101捐赠收入
    """


@books
def test_what_is_given_back_or_is_nothing_needs_no_resolution_and_hides_no_gift() -> None:
    """
    2026-07-05 * "石岗村" "退回半元"
      channel: "村集体"
      Assets:1002银行存款:01农商行基本户:02集体支持   -0.50 CNY
      Income:4101捐赠收入
    2026-07-05 * "石岗村" "零元"
      channel: "村集体"
      Assets:1002银行存款:01农商行基本户:02集体支持   0.00 CNY
      Income:4101捐赠收入   0.00 CNY
    2026-07-05 * "王*" "集市上的募捐"
      channel: "集市"
      Assets:1002银行存款:01农商行基本户:03社会捐赠   1.00 CNY
      Income:4101捐赠收入
    2026-07-05 * "石岗村" "没写"   ; !! 没有写明
      channel: "村集体"
      Assets:1002银行存款:01农商行基本户:02集体支持   1.00 CNY
      Income:4101捐赠收入
    """


@books
def test_the_subsidy_is_not_the_collective_s() -> None:
    """
    2026-07-05 * "区财政局" "补助"
      Assets:1002银行存款:01农商行基本户:01财政补助   1.00 CNY
      Income:4401政府补助收入
    """


KINDS = {
    "limit": test_on_the_resolution_s_first_and_last_day_it_passes,
    "over": test_a_day_before_or_after_the_resolution_is_refused_over_the_turn_of_the_year,
    "neighbour": test_donors_interest_and_what_the_collective_s_money_is_spent_on_need_none,
    "change": test_from_the_day_a_district_asks_for_it_until_the_day_it_no_longer_does,
    "right": test_what_was_reversed_is_put_right_and_booked_again_with_its_resolution,
}
"""The five kinds of tests that every rule has."""
