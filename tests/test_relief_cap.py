"""relief_cap: no single payment above the cap of the day for its kind."""

from __future__ import annotations

from plugins.relief_cap import relief_cap
from tests.case_lines import decided, opened, paid, policy, step
from tests.ledgers import books, told

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


HONGHE = (
    policy("cap_emergency", "1000.00 CNY", may="raise")
    + policy("cap_multiple", "3", may="raise")
    + policy("allowance_standard", "7000.01 CNY")
)


def of_honghe(amount: str, relief: str = "应急救助", lines: str = HONGHE, **decision: str) -> list[str]:
    """What is told of one payment on a decided case where the cap is a multiple of the allowance."""
    kind = {"应急救助": "02应急救助", "补充救助": "01补充救助"}[relief]
    case = opened(relief=relief) + decided("90000.00", **decision)
    return told(RULE, "no policy\n" + lines + case + paid(amount, "2026-07-10", kind=kind))


def test_a_household_hit_hard_gets_up_to_the_multiple() -> None:
    assert of_honghe("21000.03", hardship='"较重"') == []
    assert of_honghe("21000.04", hardship='"较重"') == [
        "error 汪*应急救助21000.04元，超过上限21000.03元（低保年标准7000.01元的3倍），多了0.01元"
    ]


def test_a_household_hit_lightly_or_not_judged_has_the_kind_s_own_cap() -> None:
    for said in ({"hardship": '"较轻"'}, {}):
        assert of_honghe("1000.00", **said) == []
        assert of_honghe("1000.01", **said) == ["error 汪*应急救助1000.01元，超过上限1000.00元，多了0.01元"]


def test_a_kind_without_a_cap_of_its_own_has_the_multiple() -> None:
    assert of_honghe("21000.03", "补充救助") == []
    assert "21000.03元（低保年标准7000.01元的3倍）" in of_honghe("21000.04", "补充救助")[0]
    assert of_honghe("90000.00", "补充救助", policy("cap_emergency", "1000.00 CNY")) == []


def test_hardship_found_after_the_payment_is_too_late() -> None:
    case = opened() + step("先行救助", "2026-07-08") + paid("1000.01", "2026-07-08")
    assert len(told(RULE, "no policy\n" + HONGHE + case + decided(hardship='"较重"'))) == 1


def test_payments_without_a_case_and_goods_without_a_kind_are_never_hit_hard() -> None:
    assert len(told(RULE, "no policy\n" + HONGHE + paid("1000.01", number=""))) == 1
    goods = paid("90000.00", number="", kind="03实物救助")
    assert told(RULE, "no policy\n" + HONGHE + goods) == []


def test_the_allowance_is_the_one_of_the_day_of_payment() -> None:
    newer = HONGHE + policy("allowance_standard", "8000.00 CNY", "2026-07-10")
    assert of_honghe("24000.00", lines=newer, hardship='"较重"') == []
    assert len(of_honghe("24000.01", lines=newer, hardship='"较重"')) == 1
    tomorrow = HONGHE + policy("allowance_standard", "8000.00 CNY", "2026-07-11")
    assert len(of_honghe("24000.00", lines=tomorrow, hardship='"较重"')) == 1


def test_while_no_allowance_is_in_force_the_kind_s_own_cap_holds() -> None:
    without = policy("cap_emergency", "1000.00 CNY") + policy("cap_multiple", "3")
    assert "超过上限1000.00元，" in of_honghe("1000.01", lines=without, hardship='"较重"')[0]
    assert of_honghe("90000.00", "补充救助", lines=without) == []


def test_a_resolution_raises_the_multiple_where_the_line_allows_it() -> None:
    resolved = '2026-07-01 custom "决议" "JY-2026-01"\n  kind: "提高救助标准"\n  cap-supplementary: {} CNY\n'
    raised = resolved.format("30000.00")
    assert of_honghe("30000.00", "补充救助", HONGHE + raised) == []
    assert "超过上限30000.00元，" in of_honghe("30000.01", "补充救助", HONGHE + raised)[0]
    lowered = resolved.format("600.00")
    assert of_honghe("21000.03", "补充救助", HONGHE + lowered) == []
    assert "超过上限21000.03元（" in of_honghe("21000.04", "补充救助", HONGHE + lowered)[0]
    fixed = HONGHE.replace('"cap_multiple"\n  may: "raise"\n', '"cap_multiple"\n')
    assert len(of_honghe("30000.00", "补充救助", fixed + raised)) == 1


def test_what_is_too_much_is_what_is_above_the_cap() -> None:
    assert told(RULE, opened() + paid("2500.00"))[0].endswith("超过上限1000.00元，多了1500.00元")


def test_below_a_raised_cap_nothing_is_said() -> None:
    raised = '2026-07-01 custom "决议" "JY-2026-01"\n  kind: "提高救助标准"\n  cap-emergency: 1500.00 CNY\n'
    assert told(RULE, raised + opened() + paid("1200.00")) == []


KINDS = {
    "limit": test_exactly_at_the_cap_passes,
    "over": test_one_fen_over_the_cap_is_refused,
    "neighbour": test_two_people_on_one_day_are_two_payments,
    "change": test_the_cap_follows_the_day_of_payment_over_the_turn_of_the_year,
    "right": test_a_payment_that_was_reversed_is_put_right,
}
"""The five kinds of tests that every rule has."""
