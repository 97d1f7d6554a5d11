"""transit_returned: money between a wallet and the bank arrives, or the paper that is missing is named."""

from __future__ import annotations

from plugins.transit_returned import transit_returned
from tests.ledgers import books, told

RULE = transit_returned

OPENS = """2024-01-01 open Assets:1009其他货币资金:08微信在途:03社会捐赠
2024-01-01 open Assets:1009其他货币资金:08微信在途:04会费
2024-01-01 open Assets:1009其他货币资金:09支付宝在途:03社会捐赠
"""
PLACES = {
    "银行": "Assets:1002银行存款:01农商行基本户", "微信": "Assets:1009其他货币资金:01微信",
    "支付宝": "Assets:1009其他货币资金:02支付宝", "微信在途": "Assets:1009其他货币资金:08微信在途",
    "支付宝在途": "Assets:1009其他货币资金:09支付宝在途", "现金": "Assets:1001现金",
}  # fmt: skip


def move(day: str, source: str, target: str, amount: str, fund: str = "03社会捐赠", more: str = "") -> str:
    """Money goes from one place to another on a day of July."""
    return f'2026-07-{day} * "划转"\n{more}  {PLACES[target]}:{fund}   {amount} CNY\n  {PLACES[source]}:{fund}\n\n'


def on(day: str, *moves: str, opens: str = OPENS, more: str = "") -> list[str]:
    """What is told on a day of July of these moves."""
    return told(RULE, f"as of 2026-07-{day}\n{opens}{more}{''.join(moves)}")


def test_on_the_fifth_day_it_is_in_time_and_on_the_sixth_it_is_late() -> None:
    sent = move("03", "微信", "微信在途", "500.00", more='  voucher: "2026-07-004"\n')
    assert on("08", sent) == []
    assert on("09", sent) == [
        "overdue 2026-07-03从微信转出500.00元（凭证2026-07-004），还在微信在途，过了5天还没有对上；"
        "请导入2026-07-03前后的银行对账单（huzhu import）；已经导入的，请核对那里是不是另一个数"
    ]


def test_the_bank_s_paper_read_alone_asks_for_the_wallet_s() -> None:
    assert on("09", move("03", "支付宝在途", "银行", "500.00")) == [
        "overdue 2026-07-03有500.00元从支付宝在途转入农商行基本户，不知道是从哪里转出的，过了5天还没有对上；"
        "请导入2026-07-03前后的支付宝账单（huzhu import）；已经导入的，请核对那里是不是另一个数"
    ]


def test_money_put_into_the_wallet_is_asked_for_the_other_way_round() -> None:
    (by_wallet,) = on("09", move("03", "微信在途", "微信", "20.00"))
    assert "有20.00元从微信在途转入微信" in by_wallet and "银行对账单" in by_wallet
    (by_bank,) = on("09", move("03", "银行", "微信在途", "20.00"))
    assert "从农商行基本户转出20.00元，还在微信在途" in by_bank and "微信支付账单" in by_bank


def test_what_arrived_to_the_fen_whichever_paper_came_first_is_nothing() -> None:
    sent, arrived = move("03", "微信", "微信在途", "500.00"), move("06", "微信在途", "银行", "500.00")
    assert on("31", sent, arrived) == []
    early = move("01", "微信在途", "银行", "500.00")
    assert on("31", early, sent) == []
    twice = [move("04", "微信", "微信在途", "500.00"), move("07", "微信在途", "银行", "500.00")]
    assert on("31", sent, arrived, *twice) == []
    (one,) = on("31", sent, arrived, *twice[:1])
    assert "2026-07-04从微信转出500.00元" in one


def test_one_fen_less_and_both_ends_are_named() -> None:
    said = on("31", move("03", "微信", "微信在途", "500.00"), move("06", "微信在途", "银行", "499.99"))
    assert ["转出500.00元" in said[0], "有499.99元从微信在途转入" in said[1], len(said)] == [True, True, 2]


def test_another_fund_and_another_wallet_do_not_answer() -> None:
    sent = move("03", "微信", "微信在途", "500.00")
    assert len(on("31", sent, move("04", "微信在途", "银行", "500.00", fund="04会费"))) == 2
    assert len(on("31", sent, move("04", "支付宝在途", "银行", "500.00"))) == 2


def test_an_end_that_is_neither_wallet_nor_bank_asks_for_both_papers() -> None:
    (said,) = on("31", move("03", "现金", "微信在途", "9.00"))
    assert "从现金转出9.00元" in said and "银行对账单和微信支付账单" in said


@books
def test_what_was_reversed_was_never_under_way() -> None:
    """
    as of 2026-07-31
    2024-01-01 open Assets:1009其他货币资金:08微信在途:03社会捐赠
    2026-07-03 * "提现"
      voucher: "2026-07-001"
      Assets:1009其他货币资金:08微信在途:03社会捐赠   500.00 CNY
      Assets:1009其他货币资金:01微信:03社会捐赠      -500.00 CNY

    2026-07-04 * "提现到账"
      Assets:1002银行存款:01农商行基本户:03社会捐赠   500.00 CNY
      Assets:1009其他货币资金:08微信在途:03社会捐赠  -500.00 CNY  ; ~~ 从微信在途转入农商行基本户

    2026-07-05 * "记重了"
      reverses: "2026-07-001"
      Assets:1009其他货币资金:08微信在途:03社会捐赠  -500.00 CNY
      Assets:1009其他货币资金:01微信:03社会捐赠       500.00 CNY
    """


def test_the_days_are_those_of_the_entry_s_day_and_none_without_a_policy() -> None:
    later = (
        '2026-07-05 custom "policy" "transit_days" 10\n  what: "新规定"\n  clause: "十天"\n  source: "通知"\n'
    )
    sent = move("04", "微信", "微信在途", "1.00"), move("05", "微信", "微信在途", "2.00")
    assert ["转出1.00元" in said for said in on("15", *sent, more=later)] == [True]
    assert len(on("16", *sent, more=later)) == 2
    assert told(RULE, f"as of 2026-07-31\nno policy\n{OPENS}{''.join(sent)}") == []


def test_books_without_such_an_account_have_nothing_under_way() -> None:
    assert on("31", move("03", "微信", "银行", "500.00"), opens="") == []


def test_what_arrives_after_the_day_of_judgement_has_not_arrived() -> None:
    moves = move("03", "微信", "微信在途", "500.00"), move("20", "微信在途", "银行", "500.00")
    assert len(on("10", *moves)) == 1


KINDS = {
    "limit": test_on_the_fifth_day_it_is_in_time_and_on_the_sixth_it_is_late,
    "over": test_the_bank_s_paper_read_alone_asks_for_the_wallet_s,
    "neighbour": test_another_fund_and_another_wallet_do_not_answer,
    "change": test_the_days_are_those_of_the_entry_s_day_and_none_without_a_policy,
    "right": test_what_arrived_to_the_fen_whichever_paper_came_first_is_nothing,
}
"""The five kinds of tests that every rule has."""
