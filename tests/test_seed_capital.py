"""seed_capital: the start-up money is complete at registration and its days of grace."""

from __future__ import annotations

from plugins.seed_capital import seed_capital
from tests.ledgers import books, told

RULE = seed_capital

REGISTERED = """
2026-06-20 custom "互助社" "登记"
  name: "徽州区岩寺镇石岗村救急难互助社"
  uscc: "51341004MJB000001D"
  township: "岩寺镇"
  village: "石岗村"
  kind: "村"
  policy: "huizhou"
"""
DUE, AFTER = "2026-09-18", "2026-09-19"  # ninety days after registration, and the day after


def given(fund: str, amount: str, account: str = "Income:4101捐赠收入", day: str = "2026-06-25") -> str:
    """A receipt into a fund's bank account."""
    return f"""
{day} * "启动资金"
  Assets:1002银行存款:01农商行基本户:{fund}   {amount} CNY
  {account}
"""


def subsidy(amount: str = "10000.00") -> str:
    """The district's part."""
    return given("01财政补助", amount, "Income:4401政府补助收入")


def judged(*receipts: str, as_of: str = AFTER) -> list[str]:
    """What is told on a day of a society that received these."""
    return told(RULE, f"as of {as_of}\n" + REGISTERED.lstrip() + "".join(receipts))


def test_exactly_the_sums_pass() -> None:
    assert judged(subsidy(), given("03社会捐赠", "15000.00"), given("02集体支持", "5000.00")) == []


def test_one_fen_less_is_missing_in_the_part_and_in_the_total() -> None:
    assert judged(subsidy(), given("03社会捐赠", "19999.99")) == [
        "error 启动资金应有30000.00元，2026-09-18应到位，现在只有29999.99元，还缺0.01元",
        "error 其中村集体和捐赠应有20000.00元，2026-09-18应到位，现在只有19999.99元，还缺0.01元",
    ]
    assert judged(subsidy("9999.99"), given("03社会捐赠", "20000.01")) == [
        "error 其中区财政补助应有10000.00元，2026-09-18应到位，现在只有9999.99元，还缺0.01元"
    ]


def test_the_last_day_of_grace_is_in_time_and_the_day_after_is_not() -> None:
    assert judged(as_of=DUE) == []
    assert len(judged(as_of=AFTER)) == 3


def test_what_comes_late_puts_it_right() -> None:
    late = given("03社会捐赠", "20000.00", day="2026-11-01")
    assert len(judged(subsidy(), late, as_of="2026-10-31")) == 2
    assert judged(subsidy(), late, as_of="2026-11-01") == []


def test_capital_counts_as_income_does_and_what_it_was_spent_on_is_not_asked() -> None:
    capital = [
        given("01财政补助", "10000.00", "Equity:3102限定性净资产"),
        given("02集体支持", "20000.00", "Equity:3101非限定性净资产"),
    ]
    spent = given("02集体支持", "-19000.00", "Expenses:5101业务活动成本:02应急救助")
    assert judged(*capital, spent) == []


def test_fees_services_and_interest_are_no_start_up_money() -> None:
    others = [
        given("04会费", "20000.00", "Income:4201会费收入"),
        given("05政府购买服务", "20000.00", "Income:4301提供服务收入"),
        given("03社会捐赠", "20000.00", "Income:4901其他收入"),
    ]
    assert len(judged(subsidy(), *others)) == 2


def test_a_subsidy_in_another_fund_is_still_the_district_s() -> None:
    assert (
        judged(given("03社会捐赠", "10000.00", "Income:4401政府补助收入"), given("03社会捐赠", "20000.00"))
        == []
    )
    assert len(judged(given("03社会捐赠", "30000.00", "Income:4401政府补助收入"))) == 1


def test_what_was_reversed_was_not_received() -> None:
    back = given("03社会捐赠", "-20000.00", day="2026-07-01")
    assert len(judged(subsidy(), given("03社会捐赠", "20000.00"), back)) == 2


def test_a_promise_is_no_money_not_even_beside_one_fen_of_it() -> None:
    promise = """
2026-06-25 * "认捐"
  Assets:1122其他应收款   20000.00 CNY
  Income:4101捐赠收入
"""
    partly = """
2026-06-25 * "认捐"
  Assets:1122其他应收款   19999.99 CNY
  Assets:1001现金:03社会捐赠   0.01 CNY
  Income:4101捐赠收入
"""
    assert "现在只有0.00元" in judged(subsidy(), promise)[1]
    assert "现在只有0.01元" in judged(subsidy(), partly)[1]


def test_what_the_carrier_kept_and_what_came_in_goods_was_given() -> None:
    fee = """
2026-06-25 * "扫码捐赠"
  Assets:1009其他货币资金:01微信:03社会捐赠   9900.00 CNY
  Expenses:5301管理费用:02手续费   100.00 CNY
  Income:4101捐赠收入
"""
    goods = """
2026-06-25 * "粮站" "大米"
  Assets:1201存货:03社会捐赠   100 DAMI {100.00 CNY}
  Income:4101捐赠收入
"""
    assert judged(subsidy(), fee, goods) == []


def test_more_money_than_income_is_no_gift() -> None:
    loan = """
2026-06-25 * "借款和捐赠"
  Assets:1001现金:03社会捐赠   20000.00 CNY
  Income:4101捐赠收入   -1.00 CNY
  Liabilities:2209其他应付款
"""
    assert "现在只有1.00元" in judged(subsidy(), loan)[1]


def test_the_sums_are_those_of_the_day_of_registration_over_the_turn_of_the_year() -> None:
    raised = '{} custom "policy" "seed_total" 50000.00 CNY\n  clause: "不少于5万元"\n'
    full = (subsidy(), given("03社会捐赠", "20000.00"))
    assert judged(*full, raised.format("2026-06-21"), as_of="2027-01-01") == []
    assert len(judged(*full, raised.format("2026-06-20"), as_of="2027-01-01")) == 1


def test_the_grace_is_that_of_the_day_of_registration_and_a_new_name_gives_no_new_grace() -> None:
    shorter = '{} custom "policy" "seed_grace_days" 10\n  clause: "10天"\n'
    assert judged(shorter.format("2026-06-21"), as_of="2026-07-01") == []
    assert len(judged(shorter.format("2026-06-20"), as_of="2026-07-01")) == 3
    assert judged(shorter.format("2026-06-20"), as_of="2026-06-30") == []
    assert len(judged(REGISTERED.replace("2026-06-20", "2026-09-01"))) == 3


@books
def test_who_is_not_registered_owes_nothing() -> None:
    """
    as of 2026-12-31
    2026-07-10 * "王*" "捐赠"
      Assets:1001现金:03社会捐赠   100.00 CNY
      Income:4101捐赠收入
    """


@books
def test_a_district_without_start_up_money_asks_for_none() -> None:
    """
    no policy
    as of 2026-12-31
    2026-06-20 custom "互助社" "登记"
      name: "某村互助社"
      uscc: "51341004MJB000001D"
      township: "某镇"
      village: "某村"
      kind: "村"
      policy: "shanxi"
    2026-06-20 custom "policy" "seed_grace_days" 10
      clause: "10天"
    """


COLLECTIVE = """
2026-06-20 custom "policy" "seed_grace_days" 90
  clause: "90天"
2026-06-20 custom "policy" "seed_collective" 50000.00 CNY
  clause: "以每个村居提供集体积累资金5万元为基础"
"""


def basis(*receipts: str, as_of: str = AFTER) -> list[str]:
    """What is told where only the collective's own sum is asked for."""
    return told(RULE, f"no policy\nas of {as_of}" + COLLECTIVE + REGISTERED + "".join(receipts))


def through(channel: str, amount: str) -> str:
    """A gift through a channel into the donations' fund."""
    return given("03社会捐赠", amount).replace("\n  Assets", f'\n  channel: "{channel}"\n  Assets')


def test_where_only_the_collective_s_sum_is_asked_for_no_other_is_missing() -> None:
    assert basis(given("02集体支持", "30000.00"), through("村 集体", "20000.00")) == []
    assert basis(as_of=DUE) == []


def test_one_fen_less_of_the_collective_s_own_is_missing_whatever_others_gave() -> None:
    said = "error 其中村集体积累资金应有50000.00元，2026-09-18应到位，现在只有49999.99元，还缺0.01元"
    others = [through("主动捐赠", "90000.00"), subsidy(), given("02集体支持", "9.00", "Income:4901其他收入")]
    assert basis(given("02集体支持", "49999.99"), *others) == [said]


def test_what_the_collective_gave_and_a_reversal_took_back_is_missing_though_the_reversal_names_no_channel() -> (
    None
):
    gift = through("村集体", "50000.00").replace("\n  channel", '\n  voucher: "2026-06-001"\n  channel')
    back = given("03社会捐赠", "-50000.00", day="2026-07-01")
    assert basis(gift) == []
    assert len(basis(gift, back.replace("\n  Assets", '\n  reverses: "2026-06-001"\n  Assets'))) == 1


def test_the_district_s_subsidy_is_not_the_collective_s() -> None:
    paid = subsidy("50000.00").replace("\n  Assets", '\n  channel: "村集体"\n  Assets')
    assert "现在只有0.00元" in basis(paid)[0]


def test_a_gift_that_was_reversed_hides_none_of_the_others() -> None:
    gift = through("主动捐赠", "50000.00").replace("\n  channel", '\n  voucher: "2026-06-001"\n  channel')
    back = given("03社会捐赠", "-50000.00", day="2026-06-26").replace(
        "\n  Assets", '\n  reverses: "2026-06-001"\n  Assets'
    )
    assert basis(gift, back, through("村集体", "50000.00").replace("06-25", "06-27")) == []


def test_a_channel_of_any_other_name_is_not_the_collective_s() -> None:
    assert "现在只有0.00元" in basis(through("集市", "50000.00"))[0]


KINDS = {
    "limit": test_exactly_the_sums_pass,
    "over": test_one_fen_less_is_missing_in_the_part_and_in_the_total,
    "neighbour": test_fees_services_and_interest_are_no_start_up_money,
    "change": test_the_sums_are_those_of_the_day_of_registration_over_the_turn_of_the_year,
    "right": test_what_comes_late_puts_it_right,
}
"""The five kinds of tests that every rule has."""
