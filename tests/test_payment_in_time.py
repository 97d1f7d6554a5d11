"""payment_in_time: the first payment within so many working days of the decision."""

from __future__ import annotations

from plugins.payment_in_time import payment_in_time
from tests.case_lines import decided, opened, paid, policy, step, surveyed
from tests.ledgers import books, told

RULE = payment_in_time

CASE = opened() + surveyed() + decided(day="2026-07-09")
MISSING = "JZ-2026-0007（汪*）的救助发放应在2026-07-10前完成，还没有做"


def on(day: str, ledger: str) -> list[str]:
    """What is told of a ledger on that day."""
    return told(RULE, f"as of {day}\n{ledger}")


def test_on_the_last_working_day_it_is_in_time() -> None:
    assert on("2026-07-20", CASE + paid(day="2026-07-10")) == []


def test_a_day_later_it_is_late() -> None:
    assert on("2026-07-20", CASE + paid(day="2026-07-11")) == [
        "overdue JZ-2026-0007（汪*）的救助发放应在2026-07-10前完成，2026-07-11才做，晚了1天"
    ]


def test_what_is_missing_is_due_from_the_day_after() -> None:
    assert on("2026-07-10", CASE) == []
    assert on("2026-07-11", CASE) == [f"overdue {MISSING}"]


def test_days_nobody_works_do_not_count() -> None:
    friday = opened() + decided(day="2026-07-10")
    assert on("2026-07-13", friday) == []
    assert len(on("2026-07-14", friday)) == 1


def test_only_the_first_stage_is_due_and_goods_are_a_payment() -> None:
    assert on("2026-08-20", CASE + paid("1.00", "2026-07-10") + paid("1.00", "2026-08-10")) == []
    goods = paid(day="2026-07-10", kind="03实物救助", money="1201存货:03社会捐赠")
    assert on("2026-07-20", CASE + goods) == []


def test_first_aid_was_paid_before() -> None:
    first_aid = step("先行救助", "2026-07-08") + paid("300.00", "2026-07-08")
    assert on("2026-07-20", CASE + first_aid) == []


def test_what_was_not_agreed_is_not_due() -> None:
    refused = decided("", "2026-07-09", word="不同意")
    assert on("2026-07-20", opened() + refused) == []
    assert on("2026-07-20", CASE + refused) == []
    assert on("2026-07-20", opened()) == []


def test_deciding_again_wins_no_time() -> None:
    assert on("2026-07-13", CASE + decided(day="2026-07-13")) == [f"overdue {MISSING}"]
    refused = decided("", "2026-07-08", word="不同意")
    assert on("2026-07-10", opened() + refused + decided(day="2026-07-09")) == []


def test_what_was_taken_back_closed_or_referred_is_not_called_late() -> None:
    out = step("转出", "2026-07-15", kind="转介", to='"区民政局"')
    for end in (step("撤回", "2026-07-15"), step("结案", "2026-07-15"), step("转介", "2026-07-15"), out):
        assert on("2026-07-15", CASE + end) == []
        assert len(on("2026-07-14", CASE + end)) == 1


def test_a_payment_that_was_reversed_is_none_and_one_paid_again_puts_it_right() -> None:
    wrong = paid(day="2026-07-10", voucher="2026-07-001") + paid(
        "-800.00", "2026-07-20", reverses="2026-07-001"
    )
    assert on("2026-07-20", CASE + wrong) == [f"overdue {MISSING}"]
    assert on("2026-07-20", CASE + wrong + paid(day="2026-07-10", voucher="2026-07-002")) == []
    assert on("2026-07-20", CASE + paid(day="2026-07-10") + paid("-800.00", "2026-07-12")) == []


def test_another_case_s_payment_is_not_this_one_s() -> None:
    other = opened("JZ-2026-0008") + decided(number="JZ-2026-0008") + paid(number="JZ-2026-0008")
    assert on("2026-07-20", CASE + other) == [f"overdue {MISSING}"]


def test_the_days_are_those_of_the_day_of_the_decision() -> None:
    newer = policy("payment_workdays", "3", "2026-07-09")
    assert on("2026-07-14", newer + CASE) == []
    assert len(on("2026-07-15", newer + CASE)) == 1
    assert len(on("2026-07-14", newer.replace("07-09", "07-10") + CASE)) == 1


def test_over_the_turn_of_the_year_the_day_is_provisional_and_nobody_is_late() -> None:
    last = opened() + decided(day="2026-12-31")
    assert on("2027-01-04", last) == []
    assert on("2027-01-05", last) == [
        "warning JZ-2026-0007（汪*）的救助发放应在2027-01-04（暂定）前完成，还没有做"
    ]


def test_where_no_calendar_reaches_and_where_no_line_is_nothing_is_said() -> None:
    assert on("2050-01-05", opened() + decided(day="2049-12-01")) == []
    assert told(RULE, "as of 2026-07-20\nno policy\n" + CASE) == []


@books
def test_the_finding_stands_at_the_decision() -> None:
    """
    as of 2026-07-20
    2026-07-08 custom "救助" "JZ-2026-0007" "受理"
      person: "P-1a2b3c4d5e6f"
      household: "H-1a2b3c4d5e6f"
      label: "汪*"
      category: "突发严重困难户"
      matter: "疾病"
      relief: "应急救助"
    2026-07-09 custom "救助" "JZ-2026-0007" "审核"   ; ~~ JZ-2026-0007（汪*）的救助发放应在2026-07-10前完成，还没有做
      decision: "同意"
      amount: 500.00 CNY
      by: "lisi"
    """


KINDS = {
    "limit": test_on_the_last_working_day_it_is_in_time,
    "over": test_a_day_later_it_is_late,
    "neighbour": test_another_case_s_payment_is_not_this_one_s,
    "change": test_the_days_are_those_of_the_day_of_the_decision,
    "right": test_a_payment_that_was_reversed_is_none_and_one_paid_again_puts_it_right,
}
"""The five kinds of tests that every rule has."""
