"""one_fund: a transaction moves one fund; a transfer between two needs a resolution."""

from __future__ import annotations

from plugins.one_fund import one_fund
from tests.ledgers import books

RULE = one_fund


@books
def test_one_fund_in_two_places_is_one_fund() -> None:
    """
    2026-07-01 * "支取备用金"
      Assets:1001现金:03社会捐赠   100.00 CNY
      Assets:1002银行存款:01农商行基本户:03社会捐赠
    2026-07-01 * "支取备用金"
      Assets:1001现金:02集体支持   100.00 CNY
      Assets:1002银行存款:01农商行基本户:02集体支持
    """


@books
def test_money_between_funds_needs_a_resolution() -> None:
    """
    2026-07-01 * "转"   ; !! 钱在基金之间转移（02集体支持、03社会捐赠），没有写明决议
      Assets:1001现金:03社会捐赠   0.01 CNY
      Assets:1001现金:02集体支持
    """


@books
def test_the_resolution_exists_on_its_day_not_the_day_before() -> None:
    """
    2026-07-05 custom "决议" "JY-2026-01"
      kind: "资金转移"
    2026-07-04 * "转"   ; !! 但到2026-07-04为止没有“资金转移”决议JY-2026-01
      resolution: "JY-2026-01"
      Assets:1001现金:03社会捐赠   100.00 CNY
      Assets:1001现金:02集体支持
    2026-07-05 * "转"
      resolution: "JY-2026-01"
      Assets:1001现金:03社会捐赠   100.00 CNY
      Assets:1001现金:02集体支持
    """


@books
def test_the_resolution_holds_to_its_last_day_over_the_turn_of_the_year() -> None:
    """
    2026-07-05 custom "决议" "JY-2026-01"
      kind: "资金转移"
      until: 2026-12-31
    2026-07-05 custom "决议" "JY-2026-02"
      kind: "资金转移"
    2026-12-31 * "转"
      resolution: "JY-2026-01"
      Assets:1001现金:03社会捐赠   100.00 CNY
      Assets:1001现金:02集体支持
    2027-01-01 * "转"   ; !! 没有“资金转移”决议JY-2026-01
      resolution: "JY-2026-01"
      Assets:1001现金:03社会捐赠   100.00 CNY
      Assets:1001现金:02集体支持
    2027-01-01 * "转"
      resolution: "JY-2026-02"
      Assets:1001现金:03社会捐赠   100.00 CNY
      Assets:1001现金:02集体支持
    """


@books
def test_a_resolution_of_another_kind_or_number_moves_nothing() -> None:
    """
    2026-07-01 custom "决议" "JY-2026-01"
      kind: "四议两公开"
    2026-07-01 custom "决议" "JY-2026-02"
      kind: "资金转移"
    2026-07-05 * "转"   ; !! 没有“资金转移”决议JY-2026-01
      resolution: "JY-2026-01"
      Assets:1001现金:03社会捐赠   100.00 CNY
      Assets:1001现金:02集体支持
    2026-07-05 * "转"   ; !! 没有“资金转移”决议JY-2026-03
      resolution: "JY-2026-03"
      Assets:1001现金:03社会捐赠   100.00 CNY
      Assets:1001现金:02集体支持
    2026-07-05 * "转"   ; !! 没有写明决议
      resolution: 20260201
      Assets:1001现金:03社会捐赠   100.00 CNY
      Assets:1001现金:02集体支持
    """


@books
def test_who_earns_or_spends_with_two_funds_is_refused_whatever_was_resolved() -> None:
    """
    2026-07-01 custom "决议" "JY-2026-01"
      kind: "资金转移"
    2026-07-05 * "汪*" "一笔救助两个基金"   ; !! 一笔收支动了几个基金（02集体支持、03社会捐赠），请按基金分开记
      resolution: "JY-2026-01"
      Expenses:5101业务活动成本:02应急救助   200.00 CNY
      Assets:1001现金:03社会捐赠   -100.00 CNY
      Assets:1001现金:02集体支持   -100.00 CNY
    2026-07-05 * "王*" "一笔捐赠两个基金"   ; !! 一笔收支动了几个基金
      resolution: "JY-2026-01"
      Income:4101捐赠收入   -200.00 CNY
      Assets:1001现金:03社会捐赠   100.00 CNY
      Assets:1001现金:02集体支持   100.00 CNY
    """


@books
def test_three_funds_are_told_once_and_all_are_named() -> None:
    """
    2026-07-05 * "转"   ; !! （02集体支持、03社会捐赠、04会费），没有写明决议
      Assets:1001现金:03社会捐赠   200.00 CNY
      Assets:1001现金:02集体支持   -100.00 CNY
      Assets:1001现金:04会费   -100.00 CNY
    """


@books
def test_wallets_and_goods_have_funds_too_and_debts_have_none() -> None:
    """
    2026-07-01 * "转"   ; !! 没有写明决议
      Assets:1009其他货币资金:01微信:03社会捐赠   60.00 CNY
      Assets:1002银行存款:01农商行基本户:02集体支持
    2026-07-01 * "用集体的钱换捐赠的米"   ; !! 没有写明决议
      Assets:1201存货:03社会捐赠   1 DAMI {60.00 CNY}
      Assets:1001现金:02集体支持
    2026-07-01 * "借出"
      Assets:1122其他应收款   60.00 CNY
      Assets:1001现金:02集体支持
    """


@books
def test_it_needs_no_policy_and_looks_at_each_transaction_by_itself() -> None:
    """
    no policy
    2026-07-01 * "一"
      Assets:1001现金:03社会捐赠   1.00 CNY
      Income:4101捐赠收入
    2026-07-01 * "二"
      Assets:1001现金:02集体支持   1.00 CNY
      Income:4101捐赠收入
    2026-07-01 * "三"   ; !! 没有写明决议
      Assets:1001现金:03社会捐赠   1.00 CNY
      Assets:1001现金:02集体支持
    2026-07-01 * "四"   ; !! 没有写明决议
      Assets:1001现金:03社会捐赠   1.00 CNY
      Assets:1001现金:02集体支持
    """


@books
def test_put_right_as_one_entry_for_each_fund_or_with_its_resolution_it_passes() -> None:
    """
    2026-07-01 custom "决议" "JY-2026-01"
      kind: "资金转移"
    2026-07-05 * "汪*" "集体的一半"
      Expenses:5101业务活动成本:02应急救助   100.00 CNY
      Assets:1001现金:02集体支持
    2026-07-05 * "汪*" "捐赠的一半"
      Expenses:5101业务活动成本:02应急救助   100.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-06 * "转回"
      resolution: "JY-2026-01"
      Assets:1001现金:02集体支持   100.00 CNY
      Assets:1001现金:03社会捐赠
    """


@books
def test_the_order_of_the_funds_does_not_matter() -> None:
    """
    2026-07-01 * "转"   ; !! 没有写明决议 resolution:
      Assets:1001现金:03社会捐赠   60.00 CNY
      Assets:1001现金:04会费
    2026-07-02 * "转"   ; !! 没有写明决议 resolution:
      Assets:1001现金:04会费   60.00 CNY
      Assets:1001现金:03社会捐赠
    """


KINDS = {
    "limit": test_one_fund_in_two_places_is_one_fund,
    "over": test_money_between_funds_needs_a_resolution,
    "neighbour": test_wallets_and_goods_have_funds_too_and_debts_have_none,
    "change": test_the_resolution_holds_to_its_last_day_over_the_turn_of_the_year,
    "right": test_put_right_as_one_entry_for_each_fund_or_with_its_resolution_it_passes,
}
"""The five kinds of tests that every rule has."""
