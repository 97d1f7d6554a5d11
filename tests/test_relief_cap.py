"""relief_cap: no single payment above the cap of the day for its kind."""

from __future__ import annotations

from plugins.relief_cap import relief_cap
from tests.ledgers import books

RULE = relief_cap


@books
def test_exactly_at_the_cap_passes() -> None:
    """
    2026-07-10 * "汪*" "应急救助"
      Expenses:5101业务活动成本:02应急救助   1000.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-10 * "李*" "补充救助"
      Expenses:5101业务活动成本:01补充救助   500.00 CNY
      Assets:1001现金:03社会捐赠
    """


@books
def test_one_fen_over_the_cap_is_refused() -> None:
    """
    2026-07-10 * "汪*" "应急救助"
      Expenses:5101业务活动成本:02应急救助   1000.01 CNY   ; !! 汪*应急救助1000.01元，超过上限1000.00元，多了0.01元
      Assets:1001现金:03社会捐赠
    2026-07-10 * "李*" "补充救助"
      Expenses:5101业务活动成本:01补充救助   500.01 CNY   ; !! 李*补充救助500.01元，超过上限500.00元，多了0.01元
      Assets:1001现金:03社会捐赠
    """


@books
def test_two_people_on_one_day_are_two_payments() -> None:
    """
    2026-07-10 * "汪*" "应急救助"
      Expenses:5101业务活动成本:02应急救助   1000.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-10 * "汪*" "应急救助"
      Expenses:5101业务活动成本:02应急救助   1000.00 CNY
      Assets:1001现金:03社会捐赠
    """


@books
def test_what_is_not_relief_has_no_cap() -> None:
    """
    2026-07-10 * "文具店" "办公用品"
      Expenses:5301管理费用:01办公费   1200.00 CNY
      Assets:1001现金:03社会捐赠
    """


@books
def test_one_payment_in_two_postings_is_one_payment() -> None:
    """
    2026-07-10 * "汪*" "应急救助"
      Expenses:5101业务活动成本:02应急救助   600.00 CNY   ; !! 1000.01元，超过上限1000.00元
      Expenses:5101业务活动成本:02应急救助   400.01 CNY
      Assets:1001现金:03社会捐赠
    """


@books
def test_of_two_kinds_in_one_payment_the_lower_cap_holds_in_whatever_order() -> None:
    """
    2026-07-10 * "汪*" "救助"
      Expenses:5101业务活动成本:01补充救助   500.00 CNY   ; !! 1000.00元，超过上限500.00元
      Expenses:5101业务活动成本:02应急救助   500.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-11 * "汪*" "救助"
      Expenses:5101业务活动成本:02应急救助   500.00 CNY
      Expenses:5101业务活动成本:01补充救助   500.00 CNY   ; !! 1000.00元，超过上限500.00元
      Assets:1001现金:03社会捐赠
    """


@books
def test_a_negative_posting_does_not_hide_the_payment_beside_it() -> None:
    """
    2026-07-10 * "汪*" "应急救助"
      Expenses:5101业务活动成本:02应急救助   1500.00 CNY   ; !! 超过上限1000.00元
      Expenses:5101业务活动成本:02应急救助   -600.00 CNY
      Assets:1001现金:03社会捐赠
    """


@books
def test_relief_in_goods_counts_by_what_its_case_is_for() -> None:
    """
    2026-07-01 * "粮站" "大米"
      Assets:1201存货:03社会捐赠   50 DAMI {60.00 CNY}
      Income:4101捐赠收入
    2026-07-08 custom "救助" "JZ-2026-0007" "受理"
      person: "P-1a2b3c4d5e6f"
      household: "H-1a2b3c4d5e6f"
      label: "汪*"
      category: "特困人员"
      matter: "疾病"
      relief: "补充救助"
    2026-07-10 * "汪*" "大米" ^JZ-2026-0007
      Expenses:5101业务活动成本:03实物救助   540.00 CNY   ; !! 汪*补充救助540.00元，超过上限500.00元
      Assets:1201存货:03社会捐赠   -9 DAMI {60.00 CNY}
    2026-07-10 * "汪*" "大米" ^JZ-2026-0007
      Expenses:5101业务活动成本:03实物救助   480.00 CNY
      Assets:1201存货:03社会捐赠   -8 DAMI {60.00 CNY}
    """


@books
def test_goods_without_a_case_have_no_cap_of_their_own() -> None:
    """
    2026-07-01 * "粮站" "大米"
      Assets:1201存货:03社会捐赠   50 DAMI {60.00 CNY}
      Income:4101捐赠收入
    2026-07-10 * "汪*" "大米"
      Expenses:5101业务活动成本:03实物救助   1800.00 CNY
      Assets:1201存货:03社会捐赠   -30 DAMI {60.00 CNY}
    """


@books
def test_the_cap_follows_the_day_of_payment_over_the_turn_of_the_year() -> None:
    """
    2027-01-01 custom "policy" "cap_emergency" 1200.00 CNY
      clause: "应急救助不超过1200元每人次"
    2026-12-31 * "汪*" "应急救助"
      Expenses:5101业务活动成本:02应急救助   1200.00 CNY   ; !! 超过上限1000.00元，多了200.00元
      Assets:1001现金:03社会捐赠
    2027-01-01 * "汪*" "应急救助"
      Expenses:5101业务活动成本:02应急救助   1200.00 CNY
      Assets:1001现金:03社会捐赠
    2027-01-01 * "李*" "应急救助"
      Expenses:5101业务活动成本:02应急救助   1200.01 CNY   ; !! 超过上限1200.00元
      Assets:1001现金:03社会捐赠
    """


@books
def test_before_the_first_policy_line_there_is_no_cap() -> None:
    """
    2024-02-29 * "汪*" "应急救助"
      Expenses:5101业务活动成本:02应急救助   5000.00 CNY
      Assets:1001现金:03社会捐赠
    2024-03-01 * "汪*" "应急救助"
      Expenses:5101业务活动成本:02应急救助   5000.00 CNY   ; !! 超过上限
      Assets:1001现金:03社会捐赠
    """


@books
def test_a_district_without_caps_is_not_judged() -> None:
    """
    no policy
    2026-07-10 * "汪*" "应急救助"
      Expenses:5101业务活动成本:02应急救助   5000.00 CNY
      Assets:1001现金:03社会捐赠
    """


@books
def test_a_resolution_raises_one_kind_from_its_day_to_its_last() -> None:
    """
    2026-07-05 custom "决议" "JY-2026-01"
      kind: "提高救助标准"
      cap-emergency: 1500.00 CNY
      until: 2026-07-31
    2026-07-04 * "汪*" "应急救助"
      Expenses:5101业务活动成本:02应急救助   1500.00 CNY   ; !! 超过上限1000.00元
      Assets:1001现金:03社会捐赠
    2026-07-05 * "汪*" "应急救助"
      Expenses:5101业务活动成本:02应急救助   1500.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-05 * "李*" "补充救助"
      Expenses:5101业务活动成本:01补充救助   501.00 CNY   ; !! 超过上限500.00元
      Assets:1001现金:03社会捐赠
    2026-07-31 * "汪*" "应急救助"
      Expenses:5101业务活动成本:02应急救助   1500.01 CNY   ; !! 超过上限1500.00元，多了0.01元
      Assets:1001现金:03社会捐赠
    2026-08-01 * "汪*" "应急救助"
      Expenses:5101业务活动成本:02应急救助   1500.00 CNY   ; !! 超过上限1000.00元
      Assets:1001现金:03社会捐赠
    """


@books
def test_a_resolution_of_another_kind_or_one_that_lowers_is_no_raise() -> None:
    """
    2026-07-01 custom "决议" "JY-2026-01"
      kind: "其他"
      cap-emergency: 9000.00 CNY
    2026-07-02 custom "决议" "JY-2026-02"
      kind: "提高救助标准"
      cap-supplementary: 100.00 CNY
    2026-07-10 * "汪*" "应急救助"
      Expenses:5101业务活动成本:02应急救助   1001.00 CNY   ; !! 超过上限1000.00元
      Assets:1001现金:03社会捐赠
    2026-07-10 * "李*" "补充救助"
      Expenses:5101业务活动成本:01补充救助   500.00 CNY
      Assets:1001现金:03社会捐赠
    """


@books
def test_where_the_policy_does_not_say_raise_a_resolution_raises_nothing() -> None:
    """
    2026-07-01 custom "policy" "cap_emergency" 1000.00 CNY
      clause: "应急救助不超过1000元每人次"
    2026-07-02 custom "决议" "JY-2026-01"
      kind: "提高救助标准"
      cap-emergency: 1500.00 CNY
    2026-07-10 * "汪*" "应急救助"
      Expenses:5101业务活动成本:02应急救助   1500.00 CNY   ; !! 超过上限1000.00元
      Assets:1001现金:03社会捐赠
    """


@books
def test_a_payment_that_was_reversed_is_put_right() -> None:
    """
    2026-07-10 * "汪*" "应急救助"
      voucher: "2026-07-001"
      Expenses:5101业务活动成本:02应急救助   1500.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-11 * "汪*" "冲销"
      reverses: "2026-07-001"
      Assets:1001现金:03社会捐赠   1500.00 CNY
      Expenses:5101业务活动成本:02应急救助
    """


@books
def test_the_word_reverses_alone_puts_nothing_right() -> None:
    """
    2026-07-10 * "汪*" "应急救助"
      voucher: "2026-07-001"
      reverses: "2026-07-001"
      Expenses:5101业务活动成本:02应急救助   1500.00 CNY   ; !! 超过上限1000.00元
      Assets:1001现金:03社会捐赠
    2026-07-11 * "汪*" "冲销少了一分"
      reverses: "2026-07-001"
      Assets:1001现金:03社会捐赠   1499.99 CNY
      Expenses:5101业务活动成本:02应急救助
    """
