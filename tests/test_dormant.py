"""dormant: a society without activity for the policy's months is reported."""

from __future__ import annotations

from plugins.dormant import dormant
from tests.ledgers import told

RULE = dormant

REGISTERED = """
{day} custom "互助社" "登记"
  name: "徽州区岩寺镇石岗村救急难互助社"
  uscc: "51341004MJB000001D"
  township: "岩寺镇"
  village: "石岗村"
  kind: "村"
  policy: "huizhou"
"""
GIFT = """
{day} * "王*" "捐赠"
  Assets:1002银行存款:01农商行基本户:03社会捐赠   100.00 CNY
  Income:4101捐赠收入
"""
INTEREST = GIFT.replace("4101捐赠收入", "4901其他收入")
CHARGES = """
{day} * "农商行" "手续费"
  Expenses:5301管理费用:02手续费   1.00 CNY
  Assets:1002银行存款:01农商行基本户:03社会捐赠
"""
DRAW = """
{day} * "支取"
  Assets:1001现金:03社会捐赠   100.00 CNY
  Assets:1002银行存款:01农商行基本户:03社会捐赠
"""
SPENT = CHARGES.replace("02手续费", "01办公费")
STEP = '\n{day} custom "救助" "JZ-2026-0001" "结案"\n'
REFERRAL = '\n{day} custom "转介" "JZ-2026-0001" "回复"\n  outcome: "已办"\n'
HELP = '\n{day} custom "帮办" "BB-2026-0001"\n  person: "P-1a2b3c4d5e6f"\n  matter: "疾病"\n  to: "民政"\n  by: "lisi"\n'
NOTICE = '\n{day} custom "公示" "2026-07" "撤下"\n  objections: "无异议"\n'


def judged(as_of: str, *done: str, registered: str = "2025-01-01", more: str = "") -> list[str]:
    """What is told on a day of a society that did these things."""
    return told(RULE, f"as of {as_of}\n{more}" + REGISTERED.format(day=registered).lstrip() + "".join(done))


def test_twelve_months_to_the_day_are_no_sleep_yet() -> None:
    assert judged("2026-08-10", GIFT.format(day="2025-08-10")) == []
    assert judged("2026-01-01") == []


def test_a_day_more_is_a_warning_that_names_the_last_activity() -> None:
    assert judged("2026-08-11", GIFT.format(day="2025-08-10")) == [
        "warning 2025-08-10以后，到2026-08-11已超过12个月没有活动，像是“僵尸型”；请查明：恢复活动，或依法注销登记"
    ]
    assert len(judged("2026-01-02")) == 1


def test_what_comes_by_itself_or_only_moves_is_no_activity() -> None:
    for idle in (INTEREST, CHARGES, DRAW, NOTICE):
        assert len(judged("2026-08-11", idle.format(day="2026-08-01"))) == 1, idle


def test_money_and_steps_for_people_are() -> None:
    for active in (GIFT, SPENT, STEP, REFERRAL, HELP):
        assert judged("2026-08-11", active.format(day="2026-08-01")) == [], active


def test_a_reversed_gift_wakes_nobody() -> None:
    gift = GIFT.format(day="2026-08-01").replace('"捐赠"\n', '"捐赠"\n  voucher: "2026-08-001"\n')
    back = (
        GIFT.format(day="2026-08-02")
        .replace('"捐赠"\n', '"冲销"\n  reverses: "2026-08-001"\n')
        .replace("100.00", "-100.00")
    )
    assert judged("2026-08-11", gift) == []
    assert len(judged("2026-08-11", gift, back)) == 1


def test_who_is_active_again_is_not_reported_for_the_past() -> None:
    assert judged("2027-08-11", GIFT.format(day="2025-08-10"), GIFT.format(day="2027-08-10")) == []


def test_what_is_dated_after_the_day_of_judgement_is_not_done_yet() -> None:
    assert len(judged("2026-08-11", GIFT.format(day="2026-08-12"))) == 1


def test_months_run_over_the_turn_of_the_year_and_end_with_a_short_one() -> None:
    line = '2024-03-02 custom "policy" "dormant_months" 3\n  clause: "三个月"\n'
    assert judged("2026-02-28", GIFT.format(day="2025-11-30"), more=line) == []
    assert len(judged("2026-03-01", GIFT.format(day="2025-11-30"), more=line)) == 1
    assert judged("2026-03-31", GIFT.format(day="2025-12-31"), more=line) == []


def test_the_number_is_that_of_the_day_of_judgement() -> None:
    line = '{} custom "policy" "dormant_months" 3\n  clause: "三个月"\n'
    assert judged("2025-06-01", more=line.format("2025-06-02")) == []
    assert len(judged("2025-06-01", more=line.format("2025-06-01"))) == 1


def test_money_given_before_the_registration_does_not_count_back() -> None:
    assert judged("2026-01-01", GIFT.format(day="2024-06-01")) == []
    assert len(judged("2026-01-02", GIFT.format(day="2024-06-01"))) == 1


def test_without_a_registration_or_a_number_nothing_is_said() -> None:
    assert told(RULE, "as of 2027-01-01" + GIFT.format(day="2025-01-01")) == []
    assert judged("2027-01-01", more="no policy\n") == []


def test_what_is_done_on_the_day_itself_counts() -> None:
    assert len(judged("2026-08-10", GIFT.format(day="2025-08-09"))) == 1
    assert judged("2026-08-10", GIFT.format(day="2025-08-09"), GIFT.format(day="2026-08-10")) == []


KINDS = {
    "limit": test_twelve_months_to_the_day_are_no_sleep_yet,
    "over": test_a_day_more_is_a_warning_that_names_the_last_activity,
    "neighbour": test_what_comes_by_itself_or_only_moves_is_no_activity,
    "change": test_the_number_is_that_of_the_day_of_judgement,
    "right": test_who_is_active_again_is_not_reported_for_the_past,
}
"""The five kinds of tests that every rule has."""
