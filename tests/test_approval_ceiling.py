"""approval_ceiling: above the ceiling of the level that decided, the county approves."""

from __future__ import annotations

from plugins.approval_ceiling import approval_ceiling
from tests.case_lines import decided, opened, policy
from tests.ledgers import books, told

RULE = approval_ceiling

LINES = (
    "no policy\n"
    + policy("approval_multiple", "0.5")
    + policy("allowance_standard", "4000.00 CNY", "2025-01-01")
    + policy("allowance_standard", "6000.00 CNY", "2026-01-01")
    + opened()
)


def test_exactly_at_half_of_last_year_s_allowance_passes() -> None:
    assert told(RULE, LINES + decided("2000.00")) == []


def test_one_fen_over_goes_to_the_county() -> None:
    assert told(RULE, LINES + decided("2000.01")) == [
        "error JZ-2026-0007共同意2000.01元，超过本级审批限额2000.00元（上年低保年标准4000.00元的0.5倍），"
        '要报县级民政部门审批，并写明由县级审批（level: "县级"）'
    ]


def test_no_other_level_will_do_and_the_county_puts_it_right() -> None:
    assert told(RULE, LINES + decided("2000.01", level='"县级"')) == []
    assert len(told(RULE, LINES + decided("2000.01", level='"乡镇"'))) == 1


def test_decisions_on_one_case_add_up_and_those_on_another_do_not() -> None:
    first = LINES + decided("1000.00")
    assert told(RULE, first + decided("1000.00", "2026-07-10")) == []
    assert "共同意2000.01元" in told(RULE, first + decided("1000.01", "2026-07-10"))[0]
    assert told(RULE, first + decided("1000.01", "2026-07-10", level='"县级"')) == []
    other = "JZ-2026-0008"
    assert told(RULE, first + opened(other) + decided("1000.01", "2026-07-10", other)) == []


def test_the_county_s_word_on_one_decision_is_none_on_the_next() -> None:
    first = LINES + decided("3000.00", level='"县级"')
    assert len(told(RULE, first + decided("0.01", "2026-07-10"))) == 1


def test_what_was_not_agreed_or_has_no_amount_adds_nothing() -> None:
    refused = LINES + decided("5000.00", word="不同意")
    assert told(RULE, refused) == []
    assert told(RULE, refused + decided("2000.00", "2026-07-10")) == []
    assert told(RULE, LINES + decided("")) == []
    after = LINES + decided("3000.00", level='"县级"') + decided("", "2026-07-10", word="不同意")
    assert told(RULE, after) == []


def test_the_allowance_is_that_of_the_last_day_of_the_year_before() -> None:
    assert len(told(RULE, LINES + decided("2000.01", "2026-12-31"))) == 1
    assert told(RULE, LINES + decided("3000.00", "2027-01-01")) == []
    assert len(told(RULE, LINES + decided("3000.01", "2027-01-01"))) == 1
    late = LINES + policy("allowance_standard", "5000.00 CNY", "2025-12-31")
    assert told(RULE, late + decided("2500.00")) == []


def test_where_there_was_none_the_year_before_that_of_the_day_holds() -> None:
    assert told(RULE, LINES + decided("2000.00", "2025-07-01")) == []
    assert "限额2000.00元" in told(RULE, LINES + decided("2000.01", "2025-07-01"))[0]
    assert told(RULE, LINES + decided("9000.00", "2024-07-01")) == []


def test_half_a_fen_of_the_ceiling_is_the_recipient_s() -> None:
    lines = LINES + policy("allowance_standard", "4000.01 CNY", "2025-12-31")
    assert told(RULE, lines + decided("2000.01")) == []


@books
def test_a_district_without_levels_is_not_judged() -> None:
    """
    2026-07-08 custom "救助" "JZ-2026-0007" "审核"
      decision: "同意"
      amount: 90000.00 CNY
      by: "lisi"
    """


def test_before_the_line_holds_nobody_is_judged() -> None:
    later = LINES.replace(
        '2024-01-01 custom "policy" "approval_multiple"', '2026-07-10 custom "policy" "approval_multiple"'
    )
    assert told(RULE, later + decided("2000.01", "2026-07-09")) == []
    assert len(told(RULE, later + decided("2000.01", "2026-07-10"))) == 1


def test_a_decision_without_an_amount_adds_nothing() -> None:
    silent = LINES + decided("")
    assert told(RULE, silent + decided("2000.00", "2026-07-10")) == []
    assert "共同意2000.01元" in told(RULE, silent + decided("2000.01", "2026-07-10"))[0]


def test_what_was_decided_before_the_line_counts_from_the_line_s_day() -> None:
    lines = "no policy\n" + policy("approval_multiple", "0.5", "2026-07-10")
    lines += policy("allowance_standard", "4000.00 CNY", "2025-01-01") + opened() + decided("2000.00")
    assert told(RULE, lines) == []
    assert len(told(RULE, lines + decided("0.01", "2026-07-10"))) == 1


KINDS = {
    "limit": test_exactly_at_half_of_last_year_s_allowance_passes,
    "over": test_one_fen_over_goes_to_the_county,
    "neighbour": test_decisions_on_one_case_add_up_and_those_on_another_do_not,
    "change": test_the_allowance_is_that_of_the_last_day_of_the_year_before,
    "right": test_no_other_level_will_do_and_the_county_puts_it_right,
}
"""The five kinds of tests that every rule has."""
