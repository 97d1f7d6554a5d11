"""relief_times: so many cases and so much money a household and year."""

from __future__ import annotations

from plugins.relief_times import relief_times
from tests.case_lines import BANK, opened, paid, policy, step
from tests.ledgers import books, told

RULE = relief_times

LINES = "no policy\n" + policy("times_per_year", "2")
SUMS = "no policy\n" + policy("yearly_multiple", "6") + policy("allowance_standard", "1000.00 CNY")


def cases(*days: str, amount: str = "500.00", lines: str = LINES, **more: str) -> list[str]:
    """What is told of cases of one household, accepted in January 2026 and paid on these days."""
    for at, day in enumerate(days, 1):
        case = f"JZ-2026-000{at}"
        lines += opened(case, "2026-01-02", **more) + paid(amount, day, case)
    return told(RULE, lines)


def test_as_many_cases_as_the_year_has_pass() -> None:
    assert cases("2026-03-02", "2026-04-02") == []


def test_one_case_more_is_refused() -> None:
    assert cases("2026-03-02", "2026-04-02", "2026-12-31") == [
        "error 汪*（本人或同户）2026年已经是第3次救助，一年不超过2次，仍有困难的请转介"
    ]
    assert len(cases("2026-03-02", "2026-04-02", "2026-12-30", "2026-12-31")) == 2


def test_the_count_begins_again_on_new_year_s_day() -> None:
    assert cases("2026-03-02", "2026-04-02", "2027-01-01", "2027-01-02") == []
    assert len(cases("2025-12-31", "2025-12-31", "2025-12-31")) == 1


def test_the_times_are_those_of_the_day() -> None:
    newer = LINES + policy("times_per_year", "1", "2026-04-02")
    assert cases("2026-03-02", "2026-04-01", lines=newer) == []
    assert len(cases("2026-03-02", "2026-04-02", lines=newer)) == 1


def test_another_household_counts_for_itself() -> None:
    other = opened("JZ-2026-0009", "2026-01-02", person="P-2", household="H-2")
    lines = LINES + other + paid("500.00", "2026-03-01", "JZ-2026-0009")
    assert cases("2026-03-02", "2026-04-02", lines=lines) == []


def test_another_member_and_the_same_person_in_a_new_household_count_on() -> None:
    member = opened("JZ-2026-0009", "2026-01-02", person="P-2")
    moved = opened("JZ-2026-0009", "2026-01-02", household="H-2")
    for other in (member, moved):
        lines = LINES + other + paid("500.00", "2026-03-01", "JZ-2026-0009")
        assert len(cases("2026-03-02", "2026-04-02", lines=lines)) == 1


def test_cases_nobody_accepted_are_nobody_s() -> None:
    lines = LINES
    for at in range(1, 5):
        case = f"JZ-2026-000{at}"
        lines += step("先行救助", "2026-03-01", case) + paid("500.00", "2026-03-02", case)
    assert told(RULE, lines) == []


def test_stages_of_one_case_are_one_time_in_the_year_of_the_first() -> None:
    lines = LINES + opened(day="2025-12-01")
    for day in ("2025-12-30", "2026-01-30", "2026-02-28"):
        lines += paid("100.00", day)
    assert cases("2026-03-02", "2026-04-02", lines=lines) == []
    assert len(cases("2025-12-30", "2025-12-31", lines=lines)) == 1


def test_a_case_that_came_back_in_full_is_no_time_and_one_in_part_is() -> None:
    first = opened(day="2026-01-01") + paid("500.00", "2026-02-01")
    back = first + paid("-500.00", "2026-02-02")
    assert cases("2026-03-02", "2026-04-02", lines=LINES + back) == []
    part = first + paid("-499.99", "2026-02-02")
    assert len(cases("2026-03-02", "2026-04-02", lines=LINES + part)) == 1


def test_what_was_reversed_is_put_right() -> None:
    lines = LINES + opened(day="2026-01-01") + paid("500.00", "2026-05-01", voucher="2026-05-001")
    assert len(cases("2026-03-02", "2026-04-02", lines=lines)) == 1
    undone = paid("-500.00", "2026-05-02", reverses="2026-05-001")
    assert cases("2026-03-02", "2026-04-02", lines=lines + undone) == []


def test_the_year_s_sum_may_reach_the_multiple_and_not_a_fen_more() -> None:
    assert cases("2026-03-02", "2026-04-02", amount="3000.00", lines=SUMS) == []
    assert cases("2026-03-02", "2026-04-02", "2027-01-01", amount="3000.00", lines=SUMS) == []
    extra = opened(day="2026-01-01") + paid("0.01", "2026-06-01")
    assert cases("2026-03-02", "2026-04-02", amount="3000.00", lines=SUMS + extra) == [
        "error 汪*（本人或同户）2026年累计救助6000.01元，超过上限（低保年标准1000.00元的6倍，6000.00元），多了0.01元"
    ]
    assert (
        cases("2026-03-02", "2026-04-02", amount="3000.00", lines=SUMS + extra + paid("-0.01", "2026-06-02"))
        == []
    )


def test_stages_and_goods_are_in_the_sum_and_another_member_s_money() -> None:
    lines = SUMS + opened() + paid("3000.00", "2026-07-09") + paid("3000.00", "2026-07-10", money=BANK)
    goods = paid("0.01", "2026-07-11", kind="03实物救助", money="1201存货:03社会捐赠")
    assert told(RULE, lines) == []
    assert len(told(RULE, lines + goods)) == 1
    member = opened("JZ-2026-0009", person="P-2") + paid("0.01", "2026-07-11", "JZ-2026-0009")
    assert len(told(RULE, lines + member)) == 1


def test_the_allowance_is_the_one_of_the_day_and_without_one_no_sum_is_too_high() -> None:
    newer = SUMS + policy("allowance_standard", "2000.00 CNY", "2026-04-02")
    assert cases("2026-03-02", "2026-04-02", amount="6000.00", lines=newer) == []
    assert len(cases("2026-03-02", "2026-04-01", amount="6000.00", lines=newer)) == 1
    assert cases("2026-03-02", amount="99999.00", lines="no policy\n" + policy("yearly_multiple", "6")) == []


@books
def test_a_district_without_the_lines_is_not_judged_and_payments_without_a_case_are_another_rule_s() -> None:
    """
    2026-07-10 * "汪*" "应急救助" ^JZ-2026-0001
      Expenses:5101业务活动成本:02应急救助   900.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-10 * "汪*" "应急救助"
      Expenses:5101业务活动成本:02应急救助   900.00 CNY
      Assets:1001现金:03社会捐赠
    """
    loose = paid("900.00", number="") + paid("900.00", number="JZ-2026-0001")
    assert told(RULE, LINES + loose * 3) == []
    assert cases("2026-03-02", "2026-04-02", "2026-05-02", lines="no policy\n") == []


def test_what_is_too_much_is_what_is_above_the_year_s_limit() -> None:
    assert "累计救助15000.00元" in cases("2026-03-02", amount="15000.00", lines=SUMS)[0]
    assert cases("2026-03-02", amount="15000.00", lines=SUMS)[0].endswith("多了9000.00元")


KINDS = {
    "limit": test_as_many_cases_as_the_year_has_pass,
    "over": test_one_case_more_is_refused,
    "neighbour": test_another_household_counts_for_itself,
    "change": test_the_times_are_those_of_the_day,
    "right": test_what_was_reversed_is_put_right,
}
"""The five kinds of tests that every rule has."""
