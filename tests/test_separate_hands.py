"""separate_hands: who records, who approves and who pays are different people."""

from __future__ import annotations

import pytest

from plugins.separate_hands import separate_hands
from tests.ledgers import books, indexed, told

RULE = separate_hands

OFFICERS = """
2026-06-20 custom "人员" "wangwu" "任职"
  post: "会计"
  name: "王五"
2026-06-20 custom "人员" "zhaoliu" "任职"
  post: "出纳"
  name: "赵六"
"""
SPENT = """
{day} * "文具店" "办公用品"
{hands}
  {account}   30.00 CNY
  Assets:1001现金:03社会捐赠
"""


def spent(recorded: str = "wangwu", approved: str = "zhangsan", paid: str = "zhaoliu", **more: str) -> str:
    """An expense with its three hands; a hand is left out where it is empty."""
    keys = {"recorded-by": recorded, "approved-by": approved, "paid-by": paid}
    hands = "\n".join(f'  {k}: "{v}"' for k, v in keys.items() if v)
    return SPENT.format(
        hands=hands, **{"day": "2026-07-10", "account": "Expenses:5301管理费用:01办公费"} | more
    )


def resolved(duties: str, until: str = "", kind: str = "职责兼任") -> str:
    """A resolution that lets one person hold these duties."""
    said = f'\n2026-07-01 custom "决议" "JY-2026-01"\n  kind: "{kind}"\n  duties: "{duties}"\n'
    return said + (f"  until: {until}\n" if until else "")


def test_three_people_pass() -> None:
    assert told(RULE, OFFICERS + spent()) == []


@pytest.mark.parametrize(
    ("hands", "said"),
    [
        ({"recorded": "a", "approved": "a"}, "a既记账又审批"),
        ({"recorded": "a", "paid": "a"}, "a既记账又付款"),
        ({"approved": "a", "paid": "a"}, "a既审批又付款"),
    ],
)
def test_one_person_with_two_duties_is_refused(hands: dict[str, str], said: str) -> None:
    assert told(RULE, spent(**hands)) == [f"error {said}，要由两个人办；人手不够的，先作出职责兼任的决议"]


def test_one_person_with_all_three_is_told_of_each_pair() -> None:
    assert len(told(RULE, spent("a", "a", "a"))) == 3


@pytest.mark.parametrize("name", ["ZhangSan", "zhangsan ", "ｚｈａｎｇｓａｎ", "zhang\u200bsan"])
def test_a_name_that_only_looks_different_is_the_same_person(name: str) -> None:
    assert len(told(RULE, spent(approved="zhangsan", paid=name))) == 1


@pytest.mark.parametrize(
    ("left_out", "said"),
    [
        ("recorded", "记账人（recorded-by:）"),
        ("approved", "审批人（approved-by:）"),
        ("paid", "付款人（paid-by:）"),
    ],
)
def test_money_out_names_all_three(left_out: str, said: str) -> None:
    assert told(RULE, spent(**{left_out: ""})) == [f"error 支出没有写明{said}"]


def test_a_hand_that_is_no_word_is_nobody_s() -> None:
    assert told(RULE, spent().replace('"zhaoliu"', "5.00 CNY").replace('"zhangsan"', "5")) == [
        "error 支出没有写明审批人（approved-by:）",
        "error 支出没有写明付款人（paid-by:）",
    ]


def test_money_lent_or_paid_on_a_debt_is_money_out_and_a_claim_booked_is_not() -> None:
    for account in ("Assets:1122其他应收款", "Liabilities:2209其他应付款"):
        assert len(told(RULE, spent(approved="", paid="", account=account))) == 2
    debt = spent(approved="", paid="", account="Assets:1122其他应收款").replace(
        "Assets:1001现金:03社会捐赠", "Liabilities:2209其他应付款"
    )
    assert told(RULE, debt) == []


def test_what_the_carrier_keeps_nobody_approves() -> None:
    assert told(RULE, spent(approved="", paid="", account="Expenses:5301管理费用:02手续费")) == []
    both = spent(
        approved="", account="Expenses:5301管理费用:02手续费   1.00 CNY\n  Expenses:5301管理费用:01办公费"
    )
    assert len(told(RULE, both)) == 1


@books
def test_money_in_and_money_moved_name_only_who_recorded_it() -> None:
    """
    2026-07-10 * "王*" "捐赠"
      recorded-by: "wangwu"
      Assets:1001现金:03社会捐赠   100.00 CNY
      Income:4101捐赠收入
    2026-07-10 * "李*" "捐赠"   ; !! 这笔账没有写明记账人（recorded-by:）
      Assets:1001现金:03社会捐赠   100.00 CNY
      Income:4101捐赠收入
    2026-07-10 * "缴回备用金"
      recorded-by: "wangwu"
      Assets:1002银行存款:01农商行基本户:03社会捐赠   100.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-10 * "微信提现"
      recorded-by: "wangwu"
      Assets:1002银行存款:01农商行基本户:03社会捐赠   99.90 CNY
      Expenses:5301管理费用:02手续费   0.10 CNY
      Assets:1009其他货币资金:01微信:03社会捐赠
    """


@books
def test_goods_handed_out_are_an_expense_and_goods_received_are_not() -> None:
    """
    2026-07-01 * "粮站" "大米"
      recorded-by: "wangwu"
      Assets:1201存货:03社会捐赠   10 DAMI {60.00 CNY}
      Income:4101捐赠收入
    2026-07-02 * "汪*" "大米"   ; !! 支出没有写明审批人 ; !! 支出没有写明付款人
      recorded-by: "wangwu"
      Expenses:5101业务活动成本:03实物救助   60.00 CNY
      Assets:1201存货:03社会捐赠   -1 DAMI {60.00 CNY}
    """


@books
def test_goods_bought_are_money_out_and_relief_that_comes_back_is_money_in() -> None:
    """
    2026-07-01 * "粮站" "买米"   ; !! 支出没有写明审批人 ; !! 支出没有写明付款人
      recorded-by: "wangwu"
      Assets:1201存货:03社会捐赠   600 DAMI {1.00 CNY}
      Assets:1001现金:03社会捐赠
    2026-07-02 * "李*" "退回的救助一部分先挂账"
      recorded-by: "wangwu"
      Assets:1001现金:03社会捐赠   50.00 CNY
      Assets:1122其他应收款   50.00 CNY
      Expenses:5101业务活动成本:02应急救助
    2026-07-02 * "汪*" "退回救助"
      recorded-by: "wangwu"
      Assets:1001现金:03社会捐赠   100.00 CNY
      Expenses:5101业务活动成本:02应急救助
    2026-07-02 * "一分也没有"
      recorded-by: "wangwu"
      Expenses:5101业务活动成本:02应急救助   0.00 CNY
      Assets:1001现金:03社会捐赠   0.00 CNY
    """


def test_a_resolution_excepts_the_pair_it_names_and_no_other() -> None:
    pair = spent(approved="a", paid="a")
    assert told(RULE, resolved("审批 付款") + pair) == []
    assert told(RULE, resolved("付款 审批 记账") + pair) == []
    assert len(told(RULE, resolved("记账 付款") + pair)) == 1
    assert len(told(RULE, resolved("审批") + pair)) == 1
    assert len(told(RULE, resolved("审批 付款", kind="其他") + pair)) == 1


def test_a_resolution_runs_from_its_day_to_its_last_over_the_turn_of_the_year() -> None:
    pair = {"approved": "a", "paid": "a"}
    resolution = resolved("审批 付款", until="2026-12-31")
    assert len(told(RULE, resolution + spent(day="2026-06-30", **pair))) == 1
    assert told(RULE, resolution + spent(day="2026-07-01", **pair)) == []
    assert told(RULE, resolution + spent(day="2026-12-31", **pair)) == []
    assert len(told(RULE, resolution + spent(day="2027-01-01", **pair))) == 1


def test_the_cashier_keeps_no_books_but_the_one_of_money() -> None:
    said = ["error zhaoliu是出纳，不能登记收支和往来账；请由会计记账"]
    cashier = spent("zhaoliu", "zhangsan", "lisi")
    assert told(RULE, OFFICERS + cashier) == said
    assert (
        told(RULE, OFFICERS + cashier.replace("Expenses:5301管理费用:01办公费", "Assets:1122其他应收款"))
        == said
    )
    assert (
        told(
            RULE,
            OFFICERS
            + cashier.replace("  Expenses:5301管理费用:01办公费   30.00", "  Income:4101捐赠收入   -30.00"),
        )
        == said
    )
    assert (
        told(RULE, OFFICERS + cashier.replace("Expenses:5301管理费用:01办公费", "Assets:1001现金:02集体支持"))
        == []
    )
    assert told(RULE, OFFICERS + resolved("记账 出纳") + cashier) == []
    assert told(RULE, OFFICERS + resolved("记账") + cashier) == said


def test_the_cashier_is_whoever_is_it_on_the_day() -> None:
    left = '2026-07-10 custom "人员" "zhaoliu" "离任"\n'
    paid = {"recorded": "zhaoliu", "paid": "lisi"}
    assert len(told(RULE, OFFICERS + left + spent(day="2026-07-09", **paid))) == 1
    assert told(RULE, OFFICERS + left + spent(day="2026-07-10", **paid)) == []
    assert told(RULE, OFFICERS + spent(day="2026-06-19", **paid)) == []
    assert len(told(RULE, OFFICERS + spent(day="2026-06-20", **paid))) == 1
    successor = '2026-07-10 custom "人员" "sunqi" "任职"\n  post: "出纳"\n  name: "孙七"\n'
    assert told(RULE, OFFICERS + left + successor + spent(day="2026-07-10", **paid)) == []


def test_the_duties_are_those_of_the_day() -> None:
    policy = '2026-08-01 custom "policy" "hands" "记账" "付款"\n  clause: "c"\n'
    assert len(told(RULE, policy + spent(approved="a", paid="a", day="2026-07-31"))) == 1
    assert told(RULE, policy + spent(approved="a", paid="a", day="2026-08-01")) == []
    assert told(RULE, policy + spent(approved="", day="2026-08-01")) == []
    only = '2026-08-01 custom "policy" "hands" "审批" "付款"\n  clause: "c"\n'
    assert told(RULE, only + spent(recorded="", day="2026-08-01")) == []


def test_without_a_policy_anybody_may_do_anything() -> None:
    assert told(RULE, "no policy" + OFFICERS + spent("zhaoliu", "zhaoliu", "")) == []


@books
def test_what_was_reversed_is_put_right_and_the_word_alone_excuses_nobody() -> None:
    """
    2026-07-10 * "文具店" "自批自付"
      voucher: "2026-07-001"
      recorded-by: "wangwu"
      approved-by: "zhaoliu"
      paid-by: "zhaoliu"
      Expenses:5301管理费用:01办公费   30.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-11 * "文具店" "冲销"
      voucher: "2026-07-002"
      reverses: "2026-07-001"
      recorded-by: "wangwu"
      Assets:1001现金:03社会捐赠   30.00 CNY
      Expenses:5301管理费用:01办公费
    2026-07-12 * "文具店" "写着冲销的支出"   ; !! 支出没有写明审批人 ; !! 支出没有写明付款人
      voucher: "2026-07-003"
      reverses: "2026-06-001"
      recorded-by: "wangwu"
      Expenses:5301管理费用:01办公费   30.00 CNY
      Assets:1001现金:03社会捐赠
    """


@books
def test_the_bureau_s_payments_have_three_hands_as_well() -> None:
    """
    bureau
    2026-06-25 * "石岗村救急难互助社" "启动补助"   ; !! a既审批又付款
      recorded-by: "b"
      approved-by: "a"
      paid-by: "a"
      society: "shigang"
      Expenses:2080299其他民政管理事务支出   10000.00 CNY
      Income:4001财政拨款收入
    """


GIFT = """
2026-07-10 * "王*" "捐赠"
  recorded-by: "{who}"
  Assets:1001现金:03社会捐赠   100.00 CNY
  Income:4101捐赠收入
"""


def test_who_has_another_post_or_was_cashier_once_may_record() -> None:
    head = '\n2026-06-20 custom "人员" "zhangsan" "任职"\n  post: "社长"\n  name: "张三"\n'
    assert told(RULE, OFFICERS + head + GIFT.format(who="zhangsan")) == []
    once = '\n2026-06-20 custom "人员" "aa" "任职"\n  post: "出纳"\n  name: "甲"\n2026-07-01 custom "人员" "aa" "离任"\n'
    assert told(RULE, OFFICERS + once + GIFT.format(who="aa")) == []
    assert len(told(RULE, OFFICERS + once + GIFT.format(who="zhaoliu"))) == 1


def test_a_resolution_on_anything_else_excepts_nobody() -> None:
    assert len(told(RULE, resolved("记账 审批", kind="资金转移") + spent("a", "a"))) == 1


def test_a_duty_that_there_is_not_is_named_with_those_there_are() -> None:
    line = 'no policy\n2024-01-01 custom "policy" "hands" "记账" "看门"\n  clause: "分设"'
    found, whole = RULE.findings(*indexed(line + spent()))
    assert not whole and "没有'看门'这种职责，可写：记账、审批、付款" in found[0].text


@books
def test_half_a_yuan_spent_on_credit_or_lent_is_money_out() -> None:
    """
    2026-07-10 * "文具店" "赊购"   ; !! 支出没有写明审批人 ; !! 支出没有写明付款人
      recorded-by: "wangwu"
      Expenses:5901其他费用   0.50 CNY
      Liabilities:2209其他应付款
    2026-07-11 * "某" "借出"   ; !! 支出没有写明审批人 ; !! 支出没有写明付款人
      recorded-by: "wangwu"
      Assets:1122其他应收款   0.50 CNY
      Assets:1001现金:03社会捐赠
    """


@books
def test_a_cost_that_is_to_come_back_and_a_gift_banked_with_the_float_are_no_money_out() -> None:
    """
    2026-07-10 * "文具店" "要退的"
      recorded-by: "wangwu"
      Assets:1122其他应收款   10.00 CNY
      Expenses:5901其他费用   -10.00 CNY
    2026-07-11 * "王*" "捐赠，连备用金一起存银行"
      recorded-by: "wangwu"
      Assets:1002银行存款:01农商行基本户:03社会捐赠   20.00 CNY
      Assets:1001现金:03社会捐赠   -10.00 CNY
      Income:4101捐赠收入
    """


KINDS = {
    "limit": test_three_people_pass,
    "over": test_one_person_with_two_duties_is_refused,
    "neighbour": test_money_in_and_money_moved_name_only_who_recorded_it,
    "change": test_the_duties_are_those_of_the_day,
    "right": test_what_was_reversed_is_put_right_and_the_word_alone_excuses_nobody,
}
"""The five kinds of tests that every rule has."""
