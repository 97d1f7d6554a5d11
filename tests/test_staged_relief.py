"""staged_relief: what is paid on one decision is at most so many payments and at most its amount."""

from __future__ import annotations

from plugins.staged_relief import staged_relief
from tests.case_lines import BANK, decided, opened, paid, policy, step
from tests.ledgers import books, judge, told

RULE = staged_relief

STAGED = opened() + decided("900.00", "2026-07-08", stages="3")
ONCE = opened() + decided("900.00", "2026-07-08")
GOODS = {"kind": "03实物救助", "money": "1201存货:03社会捐赠"}
OTHER_FUND = {"money": "1001现金:04会费"}


def on_days(*days: str, amount: str = "300.00", decision: str = STAGED, more: str = "") -> list[str]:
    """What is told of equal payments on these days of July."""
    return told(RULE, decision + "".join(paid(amount, f"2026-07-{day}") for day in days) + more)


def test_as_many_stages_as_decided_pass() -> None:
    assert on_days("09", "16", "23") == []


def test_one_stage_more_is_refused() -> None:
    assert on_days("09", "16", "23", "30", amount="200.00") == [
        "error JZ-2026-0007：2026-07-08审核同意分3次发放，这已经是第4次"
    ]


def test_one_fen_more_than_was_decided_is_refused() -> None:
    assert on_days("09", "16", more=paid("300.00", "2026-07-17")) == []
    assert on_days("09", "16", more=paid("300.01", "2026-07-17")) == [
        "error JZ-2026-0007：2026-07-08审核同意分3次共发900.00元，已发900.01元，多了0.01元"
    ]
    assert on_days("09", amount="900.01", decision=ONCE) == []
    assert on_days("09", "10", decision=opened() + decided("", stages="2")) == []


def test_without_stages_there_is_one_payment() -> None:
    assert on_days("09", decision=ONCE) == []
    assert on_days("09", "10", "11", decision=ONCE) == [
        f"error JZ-2026-0007：2026-07-08审核没有写分几次发放，这已经是第{n}次；要分阶段的，审核时写明分几次（stages）"
        for n in (2, 3)
    ]
    for said in ("0", "-2", "1"):
        assert len(on_days("09", "10", decision=opened() + decided("900.00", "2026-07-08", stages=said))) == 1


def test_another_case_has_its_own_payment() -> None:
    other = opened("JZ-2026-0008") + decided("900.00", "2026-07-08", "JZ-2026-0008")
    assert on_days("09", decision=ONCE, more=other + paid("300.00", "2026-07-10", "JZ-2026-0008")) == []


def test_stages_run_on_over_the_turn_of_the_year() -> None:
    paid_on = [paid("300.00", day) for day in ("2026-12-31", "2027-01-01", "2027-02-01", "2027-02-02")]
    assert told(RULE, STAGED + "".join(paid_on[:3])) == []
    assert len(told(RULE, STAGED.replace("900.00", "9000.00") + "".join(paid_on))) == 1


def test_a_stage_that_was_reversed_or_came_back_in_full_does_not_count() -> None:
    wrong = paid("250.00", "2026-07-10", voucher="2026-07-001")
    reversal = paid("-250.00", "2026-07-11", reverses="2026-07-001")
    assert len(on_days("09", "16", "23", more=wrong)) == 2
    assert on_days("09", "16", "23", more=wrong + reversal) == []
    assert on_days("09", "16", "23", more=wrong + paid("-250.00", "2026-07-12")) == []
    assert len(on_days("09", "16", "23", more=wrong + paid("-249.99", "2026-07-12"))) >= 1


def test_what_comes_back_is_taken_from_the_payment_of_that_amount_else_from_the_last() -> None:
    first = paid("300.00", "2026-07-09") + paid("200.00", "2026-07-10") + paid("100.00", "2026-07-11")
    decision = opened() + decided("900.00", "2026-07-08", stages="2")
    assert len(told(RULE, decision + first)) == 1
    assert told(RULE, decision + first + paid("-300.00", "2026-07-12")) == []
    assert told(RULE, decision + first + paid("-150.00", "2026-07-12")) == []
    assert len(told(RULE, decision + first + paid("-99.00", "2026-07-12"))) == 1
    last = paid("-99.00", "2026-07-12") + paid("-1.00", "2026-07-12")
    assert told(RULE, decision + first + last) == []
    again = paid("-100.00", "2026-07-12") + paid("-100.00", "2026-07-13") + paid("150.00", "2026-07-14")
    assert len(told(RULE, decision + first + again)) == 1
    early = paid("-50.00", "2026-07-08")
    assert len(told(RULE, decision + early + first)) == 1


def test_a_new_decision_has_its_own_stages() -> None:
    again = decided("900.00", "2026-07-15")
    assert on_days("09", "15", decision=ONCE + again) == []
    assert len(on_days("09", "14", decision=ONCE + again)) == 1
    assert len(on_days("15", "16", decision=ONCE + again)) == 1


def test_first_aid_before_the_decision_is_no_stage_of_it() -> None:
    first_aid = opened() + step("先行救助", "2026-07-08")
    before = first_aid + paid("300.00", "2026-07-08") + paid("100.00", "2026-07-09")
    assert on_days("10", decision=before + decided("900.00", "2026-07-10")) == []
    assert len(on_days("10", "11", decision=before + decided("900.00", "2026-07-10"))) == 1


def test_of_first_aid_and_decision_on_one_day_one_payment_is_first_aid() -> None:
    first_aid = step("先行救助", "2026-07-08")
    assert on_days("08", "09", decision=ONCE + first_aid) == []
    assert on_days("08", "08", decision=ONCE + first_aid) == []
    assert len(on_days("08", "08", "08", decision=ONCE + first_aid)) == 1
    assert len(on_days("09", "10", decision=ONCE + first_aid)) == 1
    assert len(on_days("09", "10", decision=ONCE + step("先行救助", "2026-07-09"))) == 1
    assert len(on_days("08", "09", decision=ONCE + step("先行救助", "2026-07-09"))) == 1


def test_money_and_goods_or_two_funds_on_one_day_are_one_payment() -> None:
    goods = paid("60.00", "2026-07-09", **GOODS)
    fund = paid("60.00", "2026-07-09", **OTHER_FUND)
    assert on_days("09", decision=ONCE, more=goods + fund) == []
    assert len(on_days("09", "09", decision=ONCE)) == 1
    assert len(on_days("09", decision=ONCE, more=goods + goods)) == 1
    assert len(on_days("09", decision=ONCE, more=paid("60.00", "2026-07-10", **GOODS))) == 1
    assert len(on_days("09", decision=ONCE, more=paid("60.00", "2026-07-10", **OTHER_FUND))) == 1
    bank = paid("60.00", "2026-07-09", money=BANK)
    assert len(on_days("09", decision=ONCE, more=bank)) == 1


def test_only_the_kinds_of_the_policy_may_be_staged_from_its_day() -> None:
    line = policy("staged_kinds", '"应急救助"', "2026-07-08")
    other = STAGED.replace('relief: "应急救助"', 'relief: "补充救助"')
    assert told(RULE, line + STAGED) == [] and told(RULE, other) == []
    assert told(RULE, line + other) == [
        "error JZ-2026-0007是补充救助，只有应急救助可以分阶段发放，请去掉分几次（stages）"
    ]
    assert told(RULE, line.replace("07-08", "07-09") + other) == []
    assert told(RULE, line + other.replace("stages: 3", "stages: 1")) == []
    assert told(RULE, line + ONCE.replace('relief: "应急救助"', 'relief: "补充救助"')) == []
    assert "是未写明的救助，" in told(RULE, line + decided("900.00", "2026-07-08", stages="3"))[0]
    both = policy("staged_kinds", '"应急救助" "补充救助"', "2026-07-08")
    assert told(RULE, both + other) == []


def test_where_the_policy_speaks_of_stages_it_is_cited() -> None:
    line = policy("staged_kinds", '"应急救助"', "2026-07-08")
    found = judge(RULE, line + ONCE + paid("900.00", "2026-07-09") + paid("1.00", "2026-07-10"))
    found += judge(RULE, line + STAGED + paid("900.01", "2026-07-09"))
    assert [f.clause for _, f in found] == ["staged_kinds", "staged_kinds"]


@books
def test_without_a_decision_or_a_case_it_is_another_rule_s() -> None:
    """
    2026-07-08 custom "救助" "JZ-2026-0001" "先行救助"
    2026-07-09 * "汪*" "应急救助" ^JZ-2026-0001
      Expenses:5101业务活动成本:02应急救助   100.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-10 * "汪*" "应急救助" ^JZ-2026-0001
      Expenses:5101业务活动成本:02应急救助   100.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-10 * "汪*" "应急救助"
      Expenses:5101业务活动成本:02应急救助   100.00 CNY
      Assets:1001现金:03社会捐赠
    """


def test_two_stages_are_stages() -> None:
    two = opened() + decided("900.00", "2026-07-08", stages="2")
    assert on_days("09", "16", "23", decision=two) == [
        "error JZ-2026-0007：2026-07-08审核同意分2次发放，这已经是第3次"
    ]
    assert on_days("09", amount="2000.00", decision=two)[0].endswith("已发2000.00元，多了1100.00元")
    supplementary = opened(category="特困人员", relief="补充救助") + decided("900.00", stages="2")
    assert len(told(RULE, policy("staged_kinds", '"应急救助"', "2026-07-08") + supplementary)) == 1


def test_a_case_in_order_hides_none_that_is_not() -> None:
    case = "JZ-2026-0009"
    first = opened("JZ-2026-0001") + decided("900.00", "2026-07-08", "JZ-2026-0001")
    second = opened(case) + decided("900.00", "2026-07-08", case)
    second += paid("300.00", "2026-07-09", case) + paid("300.00", "2026-07-10", case)
    assert len(told(RULE, first + paid("300.00", "2026-07-09", "JZ-2026-0001") + second)) == 1


def test_goods_beside_two_payments_of_a_day_are_no_third() -> None:
    two = opened() + decided("900.00", "2026-07-08", stages="2")
    assert told(RULE, two + 2 * paid("300.00") + paid("100.00", **GOODS)) == []


def test_first_aid_that_was_paid_days_later_is_a_stage() -> None:
    late = opened() + step("先行救助", "2026-07-08") + decided("900.00", "2026-07-10")
    assert len(told(RULE, late + paid("300.00", "2026-07-10") + paid("300.00", "2026-07-11"))) == 1


KINDS = {
    "limit": test_as_many_stages_as_decided_pass,
    "over": test_one_fen_more_than_was_decided_is_refused,
    "neighbour": test_another_case_has_its_own_payment,
    "change": test_only_the_kinds_of_the_policy_may_be_staged_from_its_day,
    "right": test_a_stage_that_was_reversed_or_came_back_in_full_does_not_count,
}
"""The five kinds of tests that every rule has."""
