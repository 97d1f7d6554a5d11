"""float_counted: cash is counted in time by custodian and witness, and a difference is booked."""

from __future__ import annotations

from plugins.float_counted import float_counted
from tests.ledgers import books, told

RULE = float_counted

FLOAT = """
2026-06-20 custom "备用金" "设立"
  ceiling: 3000.00 CNY
  custodian: "zhaoliu"
2026-07-01 * "支取备用金"
  Assets:1001现金:03社会捐赠   500.00 CNY
  Assets:1002银行存款:01农商行基本户:03社会捐赠
"""
COUNT = """
{day} custom "备用金" "盘点"
  counted: {counted} CNY
  by: "{by}"
  witness: "{witness}"
"""


def count(day: str, counted: str = "500.00", by: str = "zhaoliu", witness: str = "lisi") -> str:
    """A count of the float."""
    return COUNT.format(day=day, counted=counted, by=by, witness=witness)


def judged(as_of: str, *counts: str, more: str = "") -> list[str]:
    """What is told on a day of a float that was drawn on 1 July and counted so."""
    return told(RULE, f"as of {as_of}\n{more}" + FLOAT.lstrip() + "".join(counts))


# 31 days after 1 July is 1 August.


def test_on_the_last_day_a_count_is_in_time_and_nothing_is_said_before_it() -> None:
    assert judged("2026-08-01") == []
    assert judged("2026-08-31", count("2026-08-01")) == []


def test_a_day_later_it_is_late_or_missing() -> None:
    assert judged("2026-08-02") == [
        "overdue 备用金盘点应在2026-08-01前完成，还没有做；请由保管人盘点现金、别人见证，再登记盘点"
    ]
    assert judged("2026-08-20", count("2026-08-02")) == [
        "overdue 备用金盘点应在2026-08-01前完成，2026-08-02才做，晚了1天"
    ]


def test_the_days_run_from_count_to_count_over_the_turn_of_the_year() -> None:
    year = [count(f"2026-{month:02d}-28") for month in range(7, 13)]
    assert judged("2027-01-28", *year) == []
    assert "应在2027-01-28前完成，还没有做" in judged("2027-01-29", *year)[0]
    assert [s[8:26] for s in judged("2026-12-28", *year[:2], *year[4:])] == ["备用金盘点应在2026-09-28前"]


def test_a_count_after_the_day_of_judgement_is_none_yet() -> None:
    assert len(judged("2026-08-02", count("2026-08-15", "1.00"))) == 1


@books
def test_where_no_cash_was_ever_in_the_drawer_nothing_is_counted() -> None:
    """
    as of 2027-12-31
    2026-06-20 custom "备用金" "设立"
      ceiling: 3000.00 CNY
      custodian: "zhaoliu"
    2026-07-01 * "王*" "捐赠"
      Assets:1002银行存款:01农商行基本户:03社会捐赠   500.00 CNY
      Income:4101捐赠收入
    """


@books
def test_cash_that_was_there_first_is_counted_from_the_float_s_set_up() -> None:
    """
    as of 2026-07-22
    2026-05-01 * "王*" "捐赠"
      Assets:1001现金:03社会捐赠   500.00 CNY
      Income:4101捐赠收入
    2026-05-02 custom "备用金" "盘点"   ; ~~ 盘点现金1.00元
      counted: 1.00 CNY
      by: "sunqi"
      witness: "lisi"
    2026-06-20 custom "备用金" "设立"   ; ~~ 应在2026-07-21前完成，还没有做
      ceiling: 3000.00 CNY
      custodian: "zhaoliu"
    """


@books
def test_without_a_float_that_is_another_rule_s_concern() -> None:
    """
    as of 2027-12-31
    2026-07-01 * "王*" "捐赠"
      Assets:1001现金:03社会捐赠   500.00 CNY
      Income:4101捐赠收入
    """


def test_short_and_over_are_told_with_both_figures_and_what_to_book() -> None:
    assert judged("2026-07-31", count("2026-07-31", "499.99")) == [
        "overdue 2026-07-31盘点现金499.99元，账上日终500.00元，短款0.01元；"
        "请查明原因，以2026-07-31为日期记入其他费用"
    ]
    (said,) = judged("2026-07-31", count("2026-07-31", "500.01"))
    assert "长款0.01元；请查明原因，以2026-07-31为日期记入其他收入" in said


@books
def test_a_difference_booked_on_the_day_of_the_count_puts_it_right() -> None:
    """
    2026-06-20 custom "备用金" "设立"
      ceiling: 3000.00 CNY
      custodian: "zhaoliu"
    2026-07-01 * "支取备用金"
      Assets:1001现金:03社会捐赠   500.00 CNY
      Assets:1002银行存款:01农商行基本户:03社会捐赠
    2026-07-31 custom "备用金" "盘点"
      counted: 490.00 CNY
      by: "zhaoliu"
      witness: "lisi"
    2026-07-31 * "盘点短款"
      Expenses:5901其他费用   10.00 CNY
      Assets:1001现金:03社会捐赠
    2026-08-15 custom "备用金" "盘点"   ; ~~ 盘点现金480.00元，账上日终490.00元，短款10.00元
      counted: 480.00 CNY
      by: "zhaoliu"
      witness: "lisi"
    2026-08-16 * "盘点短款，记晚了一天"
      Expenses:5901其他费用   10.00 CNY
      Assets:1001现金:03社会捐赠
    """


@books
def test_the_cash_of_all_funds_is_counted_together_and_the_bank_is_not() -> None:
    """
    2026-06-20 custom "备用金" "设立"
      ceiling: 3000.00 CNY
      custodian: "zhaoliu"
    2026-07-01 * "支取备用金"
      Assets:1001现金:03社会捐赠   500.00 CNY
      Assets:1002银行存款:01农商行基本户:03社会捐赠
    2026-07-01 * "支取备用金"
      Assets:1001现金:02集体支持   300.00 CNY
      Assets:1002银行存款:01农商行基本户:02集体支持
    2026-07-15 custom "备用金" "盘点"
      counted: 800.00 CNY
      by: "zhaoliu"
      witness: "lisi"
    """


@books
def test_a_mistake_reversed_later_does_not_make_a_right_count_wrong() -> None:
    """
    2026-06-20 custom "备用金" "设立"
      ceiling: 3000.00 CNY
      custodian: "zhaoliu"
    2026-07-01 * "支取备用金"
      Assets:1001现金:03社会捐赠   500.00 CNY
      Assets:1002银行存款:01农商行基本户:03社会捐赠
    2026-07-10 * "文具店" "记错了"
      voucher: "2026-07-002"
      Expenses:5301管理费用:01办公费   30.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-20 custom "备用金" "盘点"
      counted: 500.00 CNY
      by: "zhaoliu"
      witness: "lisi"
    2026-07-21 custom "备用金" "盘点"
      counted: 470.00 CNY
      by: "zhaoliu"
      witness: "lisi"
    2026-08-02 * "文具店" "冲销"
      voucher: "2026-08-001"
      reverses: "2026-07-002"
      Assets:1001现金:03社会捐赠   30.00 CNY
      Expenses:5301管理费用:01办公费
    """


def test_who_is_not_the_custodian_does_not_count_and_nobody_witnesses_their_own_count() -> None:
    assert judged("2026-07-31", count("2026-07-31", by="sunqi")) == [
        "overdue 2026-07-31的盘点由sunqi办，保管人却是zhaoliu；请由保管人盘点"
    ]
    assert judged("2026-07-31", count("2026-07-31", witness="ZHAOLIU")) == [
        "overdue 2026-07-31的盘点由zhaoliu一个人办，见证人要是别人；请重新盘点"
    ]


def test_on_the_day_of_handing_over_either_may_count() -> None:
    over = '2026-07-20 custom "备用金" "交接"\n  custodian: "sunqi"\n'
    for day, by, said in (
        ("2026-07-19", "sunqi", 1), ("2026-07-20", "sunqi", 0), ("2026-07-20", "zhaoliu", 0), ("2026-07-21", "zhaoliu", 1),
        ("2026-07-21", "sunqi", 0),
    ):  # fmt: skip
        assert len(judged("2026-07-31", over, count(day, by=by))) == said, (day, by)


def test_the_number_of_days_is_that_of_the_day_from_which_they_run() -> None:
    line = '2026-07-{:02d} custom "policy" "float_count_days" 10\n  clause: "每旬盘点"\n'
    assert judged("2026-07-12", more=line.format(2)) == []
    assert "应在2026-07-11前" in judged("2026-07-12", more=line.format(1))[0]
    assert judged("2026-07-11", more=line.format(1)) == []


def test_a_district_that_asks_for_no_count_gets_none() -> None:
    assert judged("2027-07-12", count("2026-07-31", "1.00", by="x"), more="no policy\n") == []


HANDED_OVER = """
2026-07-10 custom "备用金" "交接"
  custodian: "lisi"
2026-07-20 custom "备用金" "交接"
  custodian: "wangwu"
"""


def test_only_the_last_custodian_counts_and_on_the_day_of_the_handing_over_either() -> None:
    said = judged("2026-07-21", HANDED_OVER, count("2026-07-21", by="lisi", witness="chenqi"))
    assert said == ["overdue 2026-07-21的盘点由lisi办，保管人却是wangwu；请由保管人盘点"]
    assert judged("2026-07-20", HANDED_OVER, count("2026-07-20", by="lisi", witness="chenqi")) == []
    (said,) = judged("2026-07-20", HANDED_OVER, count("2026-07-20", by="sunba", witness="chenqi"))
    assert "保管人却是wangwu" in said
    (said,) = judged("2026-06-30", HANDED_OVER, count("2026-06-20", "0.00", by="sunba", witness="chenqi"))
    assert "保管人却是zhaoliu" in said


def test_any_other_person_may_witness() -> None:
    assert judged("2026-07-10", count("2026-07-10", witness="zhengjiu")) == []


def test_what_was_counted_before_the_line_hides_nothing_after_it() -> None:
    line = 'no policy\n2026-07-11 custom "policy" "float_count_days" 31\n  clause: "盘点"\n'
    before, after = count("2026-07-10", "499.00"), count("2026-07-11", "499.00")
    assert judged("2026-07-11", before, more=line) == []
    assert len(judged("2026-07-11", before, after, more=line)) == 1


def test_the_cash_is_that_of_the_count_s_day() -> None:
    drawn = "".join(
        FLOAT[FLOAT.index("2026-07-01") :].replace("2026-07-01", day) for day in ("2026-07-02", "2026-07-03")
    )
    assert judged("2026-07-04", drawn, count("2026-07-04", "1500.00")) == []
    assert "长款500.00元" in judged("2026-07-04", drawn, count("2026-07-02", "1500.00"))[0]


@books
def test_a_missing_count_points_at_the_last_one_or_at_the_first_float() -> None:
    """
    as of 2026-08-02
    2026-06-20 custom "备用金" "设立"
      ceiling: 3000.00 CNY
      custodian: "zhaoliu"
    2026-07-01 * "支取备用金"
      Assets:1001现金:03社会捐赠   500.00 CNY
      Assets:1002银行存款:01农商行基本户:03社会捐赠
    2026-07-01 custom "备用金" "盘点"   ; ~~ 备用金盘点应在2026-08-01前完成
      counted: 500.00 CNY
      by: "zhaoliu"
      witness: "lisi"
    2026-07-20 custom "备用金" "调整"
      ceiling: 2000.00 CNY
    """


@books
def test_a_ceiling_changed_later_moves_no_count() -> None:
    """
    as of 2026-08-02
    2026-06-20 custom "备用金" "设立"   ; ~~ 备用金盘点应在2026-08-01前完成
      ceiling: 3000.00 CNY
      custodian: "zhaoliu"
    2026-07-01 * "支取备用金"
      Assets:1001现金:03社会捐赠   500.00 CNY
      Assets:1002银行存款:01农商行基本户:03社会捐赠
    2026-07-20 custom "备用金" "调整"
      ceiling: 2000.00 CNY
    """


KINDS = {
    "limit": test_on_the_last_day_a_count_is_in_time_and_nothing_is_said_before_it,
    "over": test_a_day_later_it_is_late_or_missing,
    "neighbour": test_the_cash_of_all_funds_is_counted_together_and_the_bank_is_not,
    "change": test_the_number_of_days_is_that_of_the_day_from_which_they_run,
    "right": test_a_difference_booked_on_the_day_of_the_count_puts_it_right,
}
"""The five kinds of tests that every rule has."""
