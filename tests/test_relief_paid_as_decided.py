"""relief_paid_as_decided: a payment has a case, decided 同意, for at most that amount, to that person."""

from __future__ import annotations

from plugins.relief_paid_as_decided import relief_paid_as_decided
from tests.ledgers import books, judge, told

RULE = relief_paid_as_decided

OPENED = """
2026-07-08 custom "救助" "JZ-2026-0007" "受理"
  person: "P-1a2b3c4d5e6f"
  household: "H-1a2b3c4d5e6f"
  label: "汪*"
  category: "突发严重困难户"
  matter: "疾病"
  relief: "应急救助"
"""


def judged(steps: str, paid: str = "800.00", day: str = "2026-07-10", payee: str = '"汪*" ') -> list[str]:
    """What is told of a payment on a case that was accepted and then took these steps."""
    payment = f"""
{day} * {payee}"应急救助" ^JZ-2026-0007
  Expenses:5101业务活动成本:02应急救助   {paid} CNY
  Assets:1001现金:03社会捐赠
"""
    return told(RULE, OPENED + steps + payment)


def decided(amount: str = "800.00", day: str = "2026-07-09", word: str = "同意") -> str:
    """A decision as a directive; without an amount where that is empty."""
    said = f'{day} custom "救助" "JZ-2026-0007" "审核"\n  decision: "{word}"\n  by: "lisi"\n'
    return said + (f"  amount: {amount} CNY\n" if amount else "")


def test_exactly_what_was_decided_passes() -> None:
    assert judged(decided()) == []


def test_one_fen_more_is_refused() -> None:
    said = judged(decided(), "800.01")
    assert said == ["error JZ-2026-0007审核同意800.00元，连这笔共付了800.01元，多了0.01元；请按审核数发放"]


def test_paid_on_the_day_of_decision_passes_and_a_day_before_is_refused() -> None:
    assert judged(decided(), day="2026-07-09") == []
    assert judged(decided(day="2026-07-11")) == [
        "error JZ-2026-0007还没有审核，不能发放；情况紧急的请先记先行救助"
    ]


def test_paid_before_the_case_was_accepted_is_refused() -> None:
    assert "没有已受理的案卷" in judged(decided(day="2026-07-07"), day="2026-07-07")[0]
    assert judged(decided(day="2026-07-08"), day="2026-07-08") == []


def test_what_was_not_agreed_is_not_paid() -> None:
    assert judged(decided("", word="不同意")) == ["error JZ-2026-0007审核结论是“不同意”，不能发放"]


def test_the_last_decision_by_the_day_of_payment_holds() -> None:
    assert judged(decided() + decided("500.00", "2026-07-10")) != []
    assert judged(decided() + decided("500.00", "2026-07-11")) == []
    assert judged(decided("500.00") + decided("800.00", "2026-07-10")) == []


def test_a_decision_without_an_amount_allows_nothing() -> None:
    assert judged(decided("")) == ["error JZ-2026-0007审核同意了，却没有写明金额，不能发放"]


def test_the_payee_is_the_case_s_person() -> None:
    assert judged(decided(), payee='"李*" ') == ["error JZ-2026-0007的救助对象是汪*，这笔却付给了李*"]
    assert judged(decided(), payee="") == ["error JZ-2026-0007的救助对象是汪*，这笔却付给了（未写明）"]


def test_first_aid_may_come_before_the_decision_but_not_before_itself() -> None:
    first_aid = '{} custom "救助" "JZ-2026-0007" "先行救助"\n'
    assert judged(first_aid.format("2026-07-10")) == []
    assert "还没有审核" in judged(first_aid.format("2026-07-11"))[0]


def test_once_decided_first_aid_counts_in() -> None:
    steps = (
        '2026-07-08 custom "救助" "JZ-2026-0007" "先行救助"\n'
        '2026-07-08 * "汪*" "先行救助" ^JZ-2026-0007\n'
        "  Expenses:5101业务活动成本:02应急救助   300.00 CNY\n"
        "  Assets:1001现金:03社会捐赠\n"
    )
    assert judged(steps + decided("800.00"), "500.00") == []
    assert "共付了800.01元" in judged(steps + decided("800.00"), "500.01")[0]


def test_the_decision_stands_over_the_turn_of_the_year() -> None:
    assert judged(decided(day="2026-12-31"), day="2027-01-01") == []
    assert len(judged(decided(day="2027-01-02"), day="2027-01-01")) == 1


def test_without_a_policy_the_order_of_things_is_the_same_and_no_clause_is_cited() -> None:
    ledger = """
2026-07-10 * "汪*" "应急救助" ^JZ-2026-0007
  Expenses:5101业务活动成本:02应急救助   1.00 CNY
  Assets:1001现金:03社会捐赠
"""
    ((_, here),) = judge(RULE, OPENED.strip() + ledger)
    ((_, elsewhere),) = judge(RULE, "no policy" + OPENED.rstrip() + ledger)
    assert here.text == elsewhere.text
    assert "审核后1个工作日内完成救助资金发放" in here.clause
    assert elsewhere.clause == ""


@books
def test_a_payment_without_a_case_or_with_one_nobody_accepted_is_refused() -> None:
    """
    2026-07-08 custom "救助" "JZ-2026-0003" "审核"
      decision: "同意"
      amount: 500.00 CNY
      by: "lisi"
    2026-07-10 * "汪*" "应急救助"
      Expenses:5101业务活动成本:02应急救助   1.00 CNY   ; !! 付给汪*的1.00元没有已受理的案卷；请先受理
      Assets:1001现金:03社会捐赠
    2026-07-10 * "汪*" "应急救助" ^JZ-2026-0003
      Expenses:5101业务活动成本:02应急救助   1.00 CNY   ; !! 没有已受理的案卷
      Assets:1001现金:03社会捐赠
    2026-07-10 * "汪*" "应急救助" ^jz-2026-0007
      Expenses:5101业务活动成本:02应急救助   1.00 CNY   ; !! 没有已受理的案卷
      Assets:1001现金:03社会捐赠
    2026-07-11 * "汪*" "退回不用案卷"
      Expenses:5101业务活动成本:02应急救助   -1.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-11 * "汪*" "一分也没有"
      Expenses:5101业务活动成本:02应急救助   0.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-10 * "文具店" "不是救助"
      Expenses:5301管理费用:01办公费   1.00 CNY
      Assets:1001现金:03社会捐赠
    """


@books
def test_stages_add_up_and_what_came_back_counts_against_them() -> None:
    """
    2026-07-08 custom "救助" "JZ-2026-0007" "受理"
      person: "P-1a2b3c4d5e6f"
      household: "H-1a2b3c4d5e6f"
      label: "汪*"
      category: "突发严重困难户"
      matter: "疾病"
      relief: "应急救助"
    2026-07-08 custom "救助" "JZ-2026-0007" "审核"
      decision: "同意"
      amount: 900.00 CNY
      stages: 2
      by: "lisi"
    2026-07-10 * "汪*" "第一次" ^JZ-2026-0007
      Expenses:5101业务活动成本:02应急救助   450.00 CNY
      Assets:1001现金:03社会捐赠
    2026-08-10 * "汪*" "第二次" ^JZ-2026-0007
      Expenses:5101业务活动成本:02应急救助   450.00 CNY
      Assets:1001现金:03社会捐赠
    2026-08-11 * "汪*" "退回" ^JZ-2026-0007
      Assets:1001现金:03社会捐赠   100.00 CNY
      Expenses:5101业务活动成本:02应急救助
    2026-08-12 * "汪*" "补发" ^JZ-2026-0007
      Expenses:5101业务活动成本:02应急救助   100.00 CNY
      Assets:1001现金:03社会捐赠
    2026-08-13 * "汪*" "又发" ^JZ-2026-0007
      Expenses:5101业务活动成本:02应急救助   0.01 CNY   ; !! 共付了900.01元
      Assets:1001现金:03社会捐赠
    """


@books
def test_one_payment_cannot_hang_on_two_cases() -> None:
    """
    2026-07-08 custom "救助" "JZ-2026-0007" "受理"
      person: "P-1a2b3c4d5e6f"
      household: "H-1a2b3c4d5e6f"
      label: "汪*"
      category: "突发严重困难户"
      matter: "疾病"
      relief: "应急救助"
    2026-07-08 custom "救助" "JZ-2026-0007" "审核"
      decision: "同意"
      amount: 900.00 CNY
      by: "lisi"
    2026-07-10 * "汪*" "应急救助" ^JZ-2026-0007 ^JZ-2026-0008
      Expenses:5101业务活动成本:02应急救助   450.00 CNY   ; !! 一笔发放只能写一个救助编号
      Assets:1001现金:03社会捐赠
    2026-07-10 * "汪*" "应急救助" ^JZ-2026-0007 ^bank-20260710-3
      Expenses:5101业务活动成本:02应急救助   450.00 CNY
      Assets:1001现金:03社会捐赠
    """


@books
def test_a_payment_that_was_reversed_is_none_even_before_its_reversal() -> None:
    """
    2026-07-08 custom "救助" "JZ-2026-0007" "受理"
      person: "P-1a2b3c4d5e6f"
      household: "H-1a2b3c4d5e6f"
      label: "汪*"
      category: "突发严重困难户"
      matter: "疾病"
      relief: "应急救助"
    2026-07-08 custom "救助" "JZ-2026-0007" "审核"
      decision: "同意"
      amount: 500.00 CNY
      by: "lisi"
    2026-07-10 * "汪*" "记错了账户" ^JZ-2026-0007
      voucher: "2026-07-001"
      Expenses:5101业务活动成本:02应急救助   500.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-11 * "汪*" "重记" ^JZ-2026-0007
      voucher: "2026-07-002"
      Expenses:5101业务活动成本:02应急救助   500.00 CNY
      Assets:1002银行存款:01农商行基本户:03社会捐赠
    2026-07-12 * "汪*" "冲销" ^JZ-2026-0007
      voucher: "2026-07-003"
      reverses: "2026-07-001"
      Assets:1001现金:03社会捐赠   500.00 CNY
      Expenses:5101业务活动成本:02应急救助
    2026-07-13 * "汪*" "一字之差" ^JZ-2026-0007
      voucher: "2026-07-004"
      reverses: "2026-07-002"
      Expenses:5101业务活动成本:02应急救助   1.00 CNY   ; !! 共付了501.00元
      Assets:1001现金:03社会捐赠
    """


def test_what_was_decided_and_paid_on_another_case_is_that_case_s() -> None:
    other = (OPENED + decided("500.00")).replace("0007", "0008")
    neighbour = """
2026-07-10 * "汪*" "应急救助" ^JZ-2026-0008
  Expenses:5101业务活动成本:02应急救助   500.00 CNY
  Assets:1001现金:03社会捐赠
"""
    assert judged(decided() + other + neighbour) == []
    assert judged(other + neighbour) == ["error JZ-2026-0007还没有审核，不能发放；情况紧急的请先记先行救助"]


def moved(day: str, amount: str, case: str = "^JZ-2026-0007") -> str:
    """Relief paid, or (below zero) come back."""
    return f"""
{day} * "汪*" "应急救助" {case}
  Expenses:5101业务活动成本:02应急救助   {amount} CNY
  Assets:1001现金:03社会捐赠
"""


def test_more_than_was_paid_cannot_come_back_and_makes_no_room_for_more() -> None:
    paid = OPENED + decided() + moved("2026-07-10", "800.00")
    assert told(RULE, paid + moved("2026-07-11", "-300.00") + moved("2026-07-12", "-500.00")) == []
    over = paid + moved("2026-07-11", "-300.00") + moved("2026-07-12", "-500.01")
    again = moved("2026-07-13", "800.00") + moved("2026-07-14", "0.01")
    assert told(RULE, over + again) == [
        "warning JZ-2026-0007退回的救助比发放的多0.01元；请核对救助编号和金额，不是退回救助的请冲销，另按来源记",
        "error JZ-2026-0007审核同意800.00元，连这笔共付了800.01元，多了0.01元；请按审核数发放",
    ]
    assert told(RULE, paid + moved("2026-07-11", "-5.00", "")) == [
        "warning 没有写救助编号的退回比发放的多5.00元；请核对救助编号和金额，不是退回救助的请冲销，另按来源记"
    ]


def test_half_a_yuan_back_that_was_never_paid_is_told() -> None:
    assert len(judged(decided(), "-0.50")) == 1


def test_every_other_case_number_is_counted_and_so_is_every_yuan_too_much() -> None:
    assert "多了900.00元" in judged(decided(), "1700.00")[0]
    more = """
2026-07-10 * "汪*" "应急救助" ^JZ-2026-0007 {}
  Expenses:5101业务活动成本:02应急救助   1.00 CNY
  Assets:1001现金:03社会捐赠
"""
    one, two = (
        told(RULE, OPENED + decided() + more.format(x))
        for x in ("^JZ-2026-0008", "^JZ-2026-0008 ^JZ-2026-0009")
    )
    assert "还写了1个" in one[0] and "还写了2个" in two[0]


KINDS = {
    "limit": test_exactly_what_was_decided_passes,
    "over": test_one_fen_more_is_refused,
    "neighbour": test_what_was_decided_and_paid_on_another_case_is_that_case_s,
    "change": test_the_last_decision_by_the_day_of_payment_holds,
    "right": test_a_payment_that_was_reversed_is_none_even_before_its_reversal,
}
"""The five kinds of tests that every rule has."""
