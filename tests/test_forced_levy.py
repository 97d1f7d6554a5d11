"""forced_levy: a levy is refused; many equal gifts, and the words of a levy, are a warning."""

from __future__ import annotations

from datetime import date, timedelta

from plugins.forced_levy import forced_levy
from tests.ledgers import books, told

RULE = forced_levy

GIFT = """
{day} * "户*" "捐赠"
  voucher: "{voucher}"
  channel: "{channel}"
  Assets:1001现金:03社会捐赠   {amount} CNY
  {account}
"""
THREE_DAYS = '2024-03-02 custom "policy" "levy_days" 3\n  clause: "三天"\n'


def gifts(count: int, day: str = "2026-07-01", amount: str = "50.00", **more: str) -> str:
    """So many equal gifts of a day."""
    usual = {"channel": "村内互助", "account": "Income:4101捐赠收入"} | more
    return "".join(
        GIFT.format(day=day, amount=amount, voucher=f"2026-07-{n:03d}", **usual) for n in range(1, count + 1)
    )


def test_one_gift_less_than_the_count_passes() -> None:
    assert told(RULE, gifts(9)) == []


def test_exactly_the_count_is_told_once_with_days_count_amount_and_vouchers() -> None:
    assert told(RULE, gifts(10)) == [
        "warning 2026-07-01收到10笔捐赠（凭证2026-07-001到2026-07-010），每笔都是50.00元，像是摊派，请核实是不是自愿"
    ]
    assert "收到25笔捐赠（凭证2026-07-001到2026-07-025）" in told(RULE, gifts(25))[0]
    assert len(told(RULE, gifts(25))) == 1


def test_a_fen_of_difference_is_another_amount_and_each_amount_its_own_cluster() -> None:
    assert told(RULE, gifts(9) + gifts(1, amount="50.01")) == []
    assert len(told(RULE, gifts(10) + gifts(10, "2026-08-01", amount="50.01"))) == 2
    assert len(told(RULE, gifts(5) + gifts(5, amount="50"))) == 1


def test_a_week_is_one_cluster_over_the_turn_of_the_year_and_the_eighth_day_another() -> None:
    assert len(told(RULE, gifts(5, "2026-12-28") + gifts(5, "2027-01-03"))) == 1
    assert told(RULE, gifts(5, "2026-12-28") + gifts(5, "2027-01-04")) == []
    assert len(told(RULE, gifts(10, "2026-12-28") + gifts(10, "2027-01-04"))) == 2


def test_where_people_give_what_they_like_no_sum_is_nearly_everybody_s() -> None:
    others = "".join(gifts(1, amount=f"{n}.00") for n in range(60, 68))
    assert len(told(RULE, gifts(12) + others)) == 1
    assert told(RULE, gifts(12) + others + gifts(1, amount="70.00")) == []
    assert len(told(RULE, gifts(12) + others + gifts(1, "2026-07-02", amount="70.00"))) == 1
    two = {"levy_count": 10, "levy_days": 7}
    lines = (f'2024-01-01 custom "policy" "{name}" {value}\n  clause: "c"\n' for name, value in two.items())
    line = "no policy\n" + "".join(lines)
    assert len(told(RULE, line + gifts(10) + others + others)) == 1


def test_within_several_days_equal_gifts_belong_together_and_the_day_after_does_not() -> None:
    within = THREE_DAYS + gifts(5, "2026-07-01") + gifts(5, "2026-07-03")
    assert told(RULE, within) == [
        "warning 2026-07-01到2026-07-03收到10笔捐赠（凭证2026-07-001到2026-07-005），"
        "每笔都是50.00元，像是摊派，请核实是不是自愿"
    ]
    assert told(RULE, THREE_DAYS + gifts(5, "2026-07-01") + gifts(5, "2026-07-04")) == []


def test_windows_that_share_a_gift_are_one_cluster_and_others_are_two() -> None:
    days = [str(date(2026, 7, 1) + timedelta(days=n)) for n in range(6)]
    running = THREE_DAYS + "".join(gifts(4, day) for day in days)
    assert [t.partition("笔")[0] for t in told(RULE, running)] == ["warning 2026-07-01到2026-07-06收到24"]
    apart = THREE_DAYS + gifts(10, days[0]) + gifts(1, days[1]) + gifts(9, days[4]) + gifts(1, days[5])
    assert [t.partition("笔")[0] for t in told(RULE, apart)] == [
        "warning 2026-07-01到2026-07-02收到11",
        "warning 2026-07-05到2026-07-06收到10",
    ]


def test_fees_the_collective_and_other_income_do_not_count() -> None:
    assert told(RULE, gifts(9) + gifts(1, channel="村集体")) == []
    assert told(RULE, gifts(9) + gifts(1, channel="会 费")) == []
    assert told(RULE, gifts(9) + gifts(1, account="Income:4201会费收入")) == []
    assert len(told(RULE, gifts(9) + gifts(1, channel=""))) == 1


def test_a_list_of_households_booked_as_one_entry_counts_as_many() -> None:
    legs = "".join("  Income:4101捐赠收入   -50.00 CNY\n" for _ in range(10))
    entry = f'2026-07-01 * "各户" "捐赠"\n  Assets:1001现金:03社会捐赠   500.00 CNY\n{legs}'
    assert told(RULE, entry) == [
        "warning 2026-07-01收到10笔捐赠，每笔都是50.00元，像是摊派，请核实是不是自愿"
    ]


def test_a_cluster_in_one_voucher_names_it_once() -> None:
    legs = "".join("  Income:4101捐赠收入   -50.00 CNY\n" for _ in range(10))
    entry = f'2026-07-01 * "各户" "捐赠"\n  voucher: "2026-07-001"\n  Assets:1001现金:03社会捐赠   500.00 CNY\n{legs}'
    assert "（凭证2026-07-001）" in told(RULE, entry)[0]


def test_what_was_reversed_or_given_back_does_not_count() -> None:
    back = """
2026-07-02 * "冲销"
  voucher: "2026-07-900"
  reverses: "2026-07-001"
  Assets:1001现金:03社会捐赠   -50.00 CNY
  Income:4101捐赠收入
"""
    returned = """
2026-07-01 * "户*" "退还"
  Assets:1001现金:03社会捐赠   -50.00 CNY
  Income:4101捐赠收入
"""
    assert told(RULE, gifts(10) + back) == []
    assert told(RULE, gifts(9) + returned) == []


def test_count_and_days_are_those_of_the_gift_s_day() -> None:
    policy = (
        'no policy\n2026-07-02 custom "policy" "levy_count" 3\n  clause: "三笔"\n'
        '2026-07-02 custom "policy" "levy_days" {days}\n  clause: "天"\n'
    )
    assert told(RULE, policy.format(days=1) + gifts(3, "2026-07-01")) == []
    assert len(told(RULE, policy.format(days=1) + gifts(3, "2026-07-02"))) == 1
    assert told(RULE, policy.format(days=0) + gifts(3, "2026-07-02")) == []
    alone = 'no policy\n2026-07-01 custom "policy" "levy_count" 1\n  clause: "一笔"\n'
    assert told(RULE, alone + gifts(3)) == []


@books
def test_a_levy_is_refused_whatever_it_is_booked_as_but_not_when_it_is_given_back() -> None:
    """
    2026-07-01 * "王*" "捐赠"   ; !! “摊派”来的钱不能收：捐不捐、捐多少由群众（企业）自愿，请退还付款人
      channel: "摊派"
      Assets:1001现金:03社会捐赠   0.01 CNY
      Income:4101捐赠收入
    2026-07-01 * "王*" "按户摊派"   ; !! “摊 派”来的钱不能收
      channel: "摊 派"
      Assets:1001现金:03社会捐赠   1.00 CNY
      Income:4201会费收入
    2026-07-01 * "某公司" "认捐"   ; !! 不能收
      channel: "摊派"
      Assets:1122其他应收款   1.00 CNY
      Income:4101捐赠收入
    2026-07-01 * "王*" "暂收"   ; !! 不能收
      channel: "摊派"
      Assets:1001现金:03社会捐赠   1.00 CNY
      Liabilities:2209其他应付款
    2026-07-01 * "王*" "作资本"   ; !! 不能收
      channel: "摊派"
      Assets:1001现金:03社会捐赠   1.00 CNY
      Equity:3101非限定性净资产
    2026-07-02 * "王*" "退还"
      channel: "摊派"
      Income:4101捐赠收入   0.01 CNY
      Assets:1001现金:03社会捐赠
    2026-07-02 * "王*" "捐赠"
      channel: "主动捐赠"
      Assets:1001现金:03社会捐赠   1.00 CNY
      Income:4101捐赠收入
    2026-07-02 * "王*" "捐赠"
      channel: TRUE
      Assets:1001现金:03社会捐赠   1.00 CNY
      Income:4101捐赠收入
    """


@books
def test_a_levy_that_was_reversed_is_put_right() -> None:
    """
    2026-07-01 * "王*" "按户收"
      voucher: "2026-07-001"
      channel: "摊派"
      Assets:1001现金:03社会捐赠   1.00 CNY
      Income:4101捐赠收入
    2026-07-02 * "王*" "按户收"
      voucher: "2026-07-002"
      Assets:1001现金:03社会捐赠   2.00 CNY
      Income:4101捐赠收入
    2026-07-02 * "冲销"
      voucher: "2026-07-003"
      reverses: "2026-07-001"
      Assets:1001现金:03社会捐赠   -1.00 CNY
      Income:4101捐赠收入
    2026-07-02 * "冲销"
      voucher: "2026-07-004"
      reverses: "2026-07-002"
      Assets:1001现金:03社会捐赠   -2.00 CNY
      Income:4101捐赠收入
    """


@books
def test_the_words_of_a_levy_in_payer_purpose_or_memo_are_a_warning() -> None:
    """
    2026-07-01 * "每户代表王*" "捐赠"   ; ?? 这笔收入写着“每户”，像是摊派，请核实付款人是不是自愿
      Assets:1001现金:03社会捐赠   1.00 CNY
      Income:4101捐赠收入
    2026-07-01 * "王*" "按 户收"   ; ?? 写着“按户”
      Assets:1001现金:04会费   2.00 CNY
      Income:4201会费收入
    2026-07-01 * "王*" "捐赠"   ; ?? 写着“人均”
      memo: "人均10元"
      Assets:1001现金:03社会捐赠   3.00 CNY
      Income:4901其他收入
    2026-07-01 * "刘按" "户外拍卖所得"
      Assets:1001现金:03社会捐赠   3.00 CNY
      Income:4901其他收入
    2026-07-01 * "王*" "每户出资"   ; ?? 写着“每户”
      Assets:1001现金:03社会捐赠   3.00 CNY
      Equity:3101非限定性净资产
    2026-07-01 * "某公司" "按户折算"
      channel: "村集体"
      Assets:1001现金:02集体支持   3.00 CNY
      Income:4101捐赠收入
    2026-07-01 * "区财政局" "按每户补助"
      Assets:1002银行存款:01农商行基本户:01财政补助   3.00 CNY
      Income:4401政府补助收入
    2026-07-01 * "汪*" "每户一份"
      Expenses:5101业务活动成本:02应急救助   3.00 CNY
      Assets:1001现金:03社会捐赠
    """


@books
def test_a_district_that_names_no_levy_is_silent_and_one_that_does_speaks_from_its_day() -> None:
    """
    no policy
    2026-07-02 custom "policy" "levy_channels" "摊派"
      clause: "不得摊派"
    2026-07-02 custom "policy" "levy_words" "按户"
      clause: "不得摊派"
    2026-07-01 * "王*" "按户收"
      channel: "摊派"
      Assets:1001现金:03社会捐赠   1.00 CNY
      Income:4101捐赠收入
    2026-07-02 * "王*" "按户收"   ; !! 不能收
      channel: "摊派"
      Assets:1001现金:03社会捐赠   2.00 CNY
      Income:4101捐赠收入
    2026-07-02 * "王*" "按户收"   ; ?? 写着“按户”
      channel: "主动捐赠"
      Assets:1001现金:03社会捐赠   3.00 CNY
      Income:4101捐赠收入
    """


def lines(**values: int) -> str:
    """A policy of these lines alone."""
    said = (f'2026-07-02 custom "policy" "{name}" {value}\n  clause: "c"\n' for name, value in values.items())
    return "no policy\n" + "".join(said)


def test_what_went_back_or_was_nothing_or_capital_is_no_gift() -> None:
    assert told(RULE, gifts(10, amount="-0.50")) == []
    assert told(RULE, gifts(10, amount="0.00", account="Income:4101捐赠收入   0.00 CNY")) == []
    assert told(RULE, gifts(9) + gifts(1, account="Equity:3101非限定性净资产")) == []


@books
def test_a_levy_that_is_given_back_is_none() -> None:
    """
    2026-07-01 * "户*" "退还"
      channel: "摊派"
      Income:4101捐赠收入   10.00 CNY
      Liabilities:2209其他应付款   0.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-01 * "户*" "按户摊派"   ; ?? 像是摊派，请核实付款人是不是自愿
      channel: "集市"
      Assets:1001现金:03社会捐赠   10.00 CNY
      Income:4101捐赠收入
    """


def test_gifts_before_the_line_hide_none_after_it() -> None:
    three = lines(levy_count=3, levy_days=7)
    assert told(RULE, three + gifts(3, "2026-07-01")) == []
    assert len(told(RULE, three + gifts(1, "2026-07-01") + gifts(3, "2026-07-02"))) == 1


def test_windows_that_share_just_their_last_and_first_gift_are_one_cluster() -> None:
    days = ("2026-07-02", "2026-07-02", "2026-07-04", "2026-07-06", "2026-07-06")
    (said,) = told(RULE, lines(levy_count=3, levy_days=3) + "".join(gifts(1, day) for day in days))
    assert "2026-07-02到2026-07-06收到5笔" in said


def test_where_one_gift_is_many_every_gift_is_told() -> None:
    one = lines(levy_count=1, levy_days=1)
    assert len(told(RULE, one + gifts(1, "2026-07-02"))) == 1
    assert len(told(RULE, one + gifts(1, "2026-07-02") + gifts(1, "2026-07-03"))) == 2


def test_a_cluster_holds_neither_more_nor_less_than_its_gifts() -> None:
    apart = gifts(10, "2026-07-01") + gifts(10, "2026-08-01") + gifts(3, "2026-09-01")
    assert [said.partition("笔")[0] for said in told(RULE, apart)] == [
        "warning 2026-07-01收到10",
        "warning 2026-08-01收到10",
    ]


def test_the_share_is_of_all_gifts_on_the_cluster_s_days() -> None:
    others = "".join(gifts(1, "2026-07-02", amount=f"{n}.00") for n in range(100, 140))
    two_days = gifts(6, "2026-07-01") + gifts(6, "2026-07-02")
    assert len(told(RULE, two_days)) == 1
    assert told(RULE, two_days + others) == []
    assert told(RULE, gifts(59, "2026-07-02") + others) == []
    assert len(told(RULE, gifts(60, "2026-07-02") + others)) == 1


KINDS = {
    "limit": test_one_gift_less_than_the_count_passes,
    "over": test_exactly_the_count_is_told_once_with_days_count_amount_and_vouchers,
    "neighbour": test_fees_the_collective_and_other_income_do_not_count,
    "change": test_count_and_days_are_those_of_the_gift_s_day,
    "right": test_what_was_reversed_or_given_back_does_not_count,
}
"""The five kinds of tests that every rule has."""
