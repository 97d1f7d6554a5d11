"""subsidy_reconciled: what the bureau paid is what the societies booked, once, same document number."""

from __future__ import annotations

from plugins.subsidy_reconciled import subsidy_reconciled
from tests.districts import district

RULE = subsidy_reconciled


@district
def test_what_agrees_in_document_and_amount_is_in_order_as_income_or_as_capital() -> None:
    """
    == bureau
    2026-01-14 * "石岗村互助社" "启动补助"
      society: "shigang"
      document-no: "徽财社〔2026〕12号"
      Expenses:2080299其他民政管理事务支出   10000.00 CNY
      Income:4001财政拨款收入
    2026-01-14 * "西溪南村互助社" "启动补助"
      society: "xixinan"
      document-no: "徽财社〔2026〕12号"
      Expenses:2080299其他民政管理事务支出   10000.00 CNY
      Income:4001财政拨款收入
    2026-01-14 * "印刷厂" "别的支出"
      Expenses:2080299其他民政管理事务支出   10000.00 CNY
      Income:4001财政拨款收入
    == shigang
    2026-01-15 * "区财政局" "启动补助"
      document-no: "徽财社〔2026〕12 号"
      Assets:1002银行存款:01农商行基本户:01财政补助   10000.00 CNY
      Income:4401政府补助收入
    == xixinan
    2026-01-15 * "区财政局" "启动补助"
      document-no: "徽财社〔2026〕12号"
      Assets:1002银行存款:01农商行基本户:01财政补助   10000.00 CNY
      Equity:3102限定性净资产
    2026-01-16 * "村集体" "注册资金"
      Assets:1002银行存款:01农商行基本户:02集体支持   20000.00 CNY
      Equity:3101非限定性净资产
    """


@district
def test_thirty_days_it_is_on_its_way_and_on_the_thirty_first_it_is_missed() -> None:
    """
    == bureau
    as of 2026-02-14
    2026-01-14 * "石岗村互助社" "还差一天"   ; !! 拨给shigang的8000.00元，30天了还没有入账
      society: "shigang"
      document-no: "徽财社〔2026〕12号"
      Expenses:2080299其他民政管理事务支出   8000.00 CNY
      Income:4001财政拨款收入
    2026-01-15 * "石岗村互助社" "启动补助"
      society: "shigang"
      document-no: "徽财社〔2026〕13号"
      Expenses:2080299其他民政管理事务支出   10000.00 CNY
      Income:4001财政拨款收入
    == shigang
    """


@district
def test_what_differs_in_one_point_is_told_as_that_point() -> None:
    """
    == bureau
    2026-01-14 * "石岗村互助社" "启动补助"
      society: "shigang"
      document-no: "徽财社〔2026〕12号"
      Expenses:2080299其他民政管理事务支出   10000.00 CNY
      Income:4001财政拨款收入
    2026-01-14 * "西溪南村互助社" "启动补助"
      society: "xixinan"
      document-no: "徽财社〔2026〕12号"
      Expenses:2080299其他民政管理事务支出   10000.00 CNY
      Income:4001财政拨款收入
    == shigang
    2026-01-15 * "区财政局" "启动补助"   ; !! 财政局拨了10000.00元（徽财社〔2026〕12号），这里记了9999.99元
      document-no: "徽财社〔2026〕12号"
      Assets:1002银行存款:01农商行基本户:01财政补助   9999.99 CNY
      Income:4401政府补助收入
    == xixinan
    2026-01-15 * "区财政局" "启动补助"   ; !! 财政局的文号是“徽财社〔2026〕12号”，这里写的是“徽财社〔2026〕21号”
      document-no: "徽财社〔2026〕21号"
      Assets:1002银行存款:01农商行基本户:01财政补助   10000.00 CNY
      Income:4401政府补助收入
    """


@district
def test_what_nobody_paid_and_what_is_booked_twice_is_told_and_so_is_a_society_without_books() -> None:
    """
    == bureau
    2026-01-14 * "石岗村互助社" "启动补助"
      society: "shigang"
      document-no: "徽财社〔2026〕12号"
      Expenses:2080299其他民政管理事务支出   10000.00 CNY
      Income:4001财政拨款收入
    2026-01-14 * "无名村互助社" "启动补助"   ; !! 拨给wuming的10000.00元：没有编号是wuming的互助社账簿
      society: "wuming"
      document-no: "徽财社〔2026〕12号"
      Expenses:2080299其他民政管理事务支出   10000.00 CNY
      Income:4001财政拨款收入
    == shigang
    2026-01-15 * "区财政局" "启动补助"
      document-no: "徽财社〔2026〕12号"
      Assets:1002银行存款:01农商行基本户:01财政补助   10000.00 CNY
      Income:4401政府补助收入
    2026-01-16 * "区财政局" "又记一次"   ; !! 这里记了财政补助10000.00元，财政局账上没有这笔拨款
      document-no: "徽财社〔2026〕12号"
      Assets:1002银行存款:01农商行基本户:03社会捐赠   10000.00 CNY
      Income:4401政府补助收入
    == xixinan
    2026-01-15 * "区财政局" "没有拨过"   ; !! 财政局账上没有这笔拨款
      Assets:1002银行存款:01农商行基本户:01财政补助   10000.00 CNY
      Income:4401政府补助收入
    """


@district
def test_what_was_reversed_on_either_side_does_not_count() -> None:
    """
    == bureau
    2026-01-14 * "石岗村互助社" "拨错了"
      voucher: "2026-01-001"
      society: "shigang"
      document-no: "徽财社〔2026〕12号"
      Expenses:2080299其他民政管理事务支出   8000.00 CNY
      Income:4001财政拨款收入
    2026-01-14 * "石岗村互助社" "冲销"
      voucher: "2026-01-002"
      reverses: "2026-01-001"
      society: "shigang"
      Income:4001财政拨款收入   8000.00 CNY
      Expenses:2080299其他民政管理事务支出
    2026-01-14 * "西溪南村互助社" "启动补助"
      society: "xixinan"
      document-no: "徽财社〔2026〕12号"
      Expenses:2080299其他民政管理事务支出   10000.00 CNY
      Income:4001财政拨款收入
    == xixinan
    2026-01-15 * "区财政局" "启动补助"
      document-no: "徽财社〔2026〕12号"
      Assets:1002银行存款:01农商行基本户:01财政补助   10000.00 CNY
      Income:4401政府补助收入
    == shigang
    2026-01-15 * "区财政局" "记错了"
      voucher: "2026-01-001"
      Assets:1002银行存款:01农商行基本户:01财政补助   10000.00 CNY
      Income:4401政府补助收入
    2026-01-15 * "区财政局" "冲销"
      voucher: "2026-01-002"
      reverses: "2026-01-001"
      Income:4401政府补助收入   10000.00 CNY
      Assets:1002银行存款:01农商行基本户:01财政补助
    """


@district
def test_a_bureau_that_books_no_payments_here_is_held_against_nobody() -> None:
    """
    == bureau
    2026-01-14 * "印刷厂" "别的支出"
      Expenses:2080299其他民政管理事务支出   10000.00 CNY
      Income:4001财政拨款收入
    == shigang
    2026-01-15 * "区财政局" "启动补助"
      document-no: "徽财社〔2026〕12号"
      Assets:1002银行存款:01农商行基本户:01财政补助   10000.00 CNY
      Income:4401政府补助收入
    """


@district
def test_a_day_of_arrival_that_changes_holds_from_its_day_over_the_turn_of_the_year() -> None:
    """
    == bureau
    as of 2027-01-20
    2027-01-01 custom "policy" "subsidy_booked_days" 5
      clause: "五天内入账"
    2026-12-31 * "石岗村互助社" "启动补助"
      society: "shigang"
      document-no: "徽财社〔2026〕12号"
      Expenses:2080299其他民政管理事务支出   8000.00 CNY
      Income:4001财政拨款收入
    2027-01-14 * "石岗村互助社" "启动补助"   ; !! 5天了还没有入账
      society: "shigang"
      document-no: "徽财社〔2027〕1号"
      Expenses:2080299其他民政管理事务支出   10000.00 CNY
      Income:4001财政拨款收入
    == shigang
    """


@district
def test_another_document_or_amount_is_told_whether_it_is_more_or_less() -> None:
    """
    == bureau
    2026-01-14 * "石岗村互助社" "启动补助"
      society: "aa"
      document-no: "徽财社〔2026〕12号"
      Expenses:2080299其他民政管理事务支出   10000.00 CNY
      Income:4001财政拨款收入
    2026-01-14 * "石岗村互助社" "启动补助"
      society: "bb"
      document-no: "徽财社〔2026〕12号"
      Expenses:2080299其他民政管理事务支出   10000.00 CNY
      Income:4001财政拨款收入
    2026-01-14 * "石岗村互助社" "启动补助"
      society: "cc"
      document-no: "徽财社〔2026〕12号"
      Expenses:2080299其他民政管理事务支出   10000.00 CNY
      Income:4001财政拨款收入
    2026-01-14 * "石岗村互助社" "启动补助"
      society: "dd"
      document-no: "徽财社〔2026〕12号"
      Expenses:2080299其他民政管理事务支出   10000.00 CNY
      Income:4001财政拨款收入
    == aa
    2026-01-15 * "区财政局" "启动补助"   ; !! 财政局的文号是
      document-no: "徽财社〔2026〕11号"
      Assets:1002银行存款:01农商行基本户:01财政补助   10000.00 CNY
      Income:4401政府补助收入
    == bb
    2026-01-15 * "区财政局" "启动补助"   ; !! 财政局的文号是
      document-no: "徽财社〔2026〕13号"
      Assets:1002银行存款:01农商行基本户:01财政补助   10000.00 CNY
      Income:4401政府补助收入
    == cc
    2026-01-15 * "区财政局" "启动补助"   ; !! 这里记了10000.01元
      document-no: "徽财社〔2026〕12号"
      Assets:1002银行存款:01农商行基本户:01财政补助   10000.01 CNY
      Income:4401政府补助收入
    == dd
    2026-01-15 * "区财政局" "启动补助"   ; !! 这里记了9999.99元
      document-no: "徽财社〔2026〕12号"
      Assets:1002银行存款:01农商行基本户:01财政补助   9999.99 CNY
      Income:4401政府补助收入
    """


@district
def test_interest_and_what_went_back_or_is_nothing_are_no_subsidy() -> None:
    """
    == bureau
    == aa
    2026-01-15 * "农商行" "利息"
      Assets:1002银行存款:01农商行基本户:03社会捐赠   1.00 CNY
      Income:4901其他收入
    2026-01-16 * "区财政局" "退回"
      Income:4401政府补助收入   0.50 CNY
      Assets:1002银行存款:01农商行基本户:01财政补助
    2026-01-17 * "区财政局" "零元"
      Income:4401政府补助收入   0.00 CNY
      Assets:1002银行存款:01农商行基本户:01财政补助   0.00 CNY
    """


@district
def test_half_a_yuan_that_nobody_paid_is_told_and_what_differs_in_all_is_another() -> None:
    """
    == bureau
    no policy
    2026-01-14 * "石岗村互助社" "启动补助"
      society: "aa"
      document-no: "徽财社〔2026〕12号"
      Expenses:2080299其他民政管理事务支出   10000.00 CNY
      Income:4001财政拨款收入
    == aa
    2026-01-15 * "区财政局" "启动补助"   ; !! 这里记了财政补助0.50元，财政局账上没有这笔拨款
      document-no: "徽财社〔2026〕11号"
      Assets:1002银行存款:01农商行基本户:01财政补助   0.50 CNY
      Income:4401政府补助收入
    """


KINDS = {
    "limit": test_thirty_days_it_is_on_its_way_and_on_the_thirty_first_it_is_missed,
    "over": test_what_differs_in_one_point_is_told_as_that_point,
    "neighbour": test_what_agrees_in_document_and_amount_is_in_order_as_income_or_as_capital,
    "change": test_a_day_of_arrival_that_changes_holds_from_its_day_over_the_turn_of_the_year,
    "right": test_what_was_reversed_on_either_side_does_not_count,
}
"""The five kinds of tests that every rule has."""
