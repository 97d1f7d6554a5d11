"""member_pay: officers and members are not paid, and what is paid to them says what it refunds."""

from __future__ import annotations

import pytest

from plugins.member_pay import member_pay
from tests.ledgers import books, told

RULE = member_pay

PAID = """
2026-01-01 custom "人员" "zhangsan" "任职"
  post: "秘书长"
  name: "张 三"
2026-12-31 custom "人员" "zhangsan" "离任"
{day} * "{payee}" "{purpose}"{link}
  {meta}
  {account}   0.01 CNY
  Assets:1001现金:03社会捐赠
"""


def paid(payee: str, purpose: str, day: str = "2026-07-01", **more: str) -> list[str]:
    """What is told of an expense."""
    usual = {"meta": 'method: "现金"', "account": "Expenses:5301管理费用:09其他", "link": ""} | more
    return told(RULE, PAID.format(payee=payee, purpose=purpose, day=day, **usual))


def test_a_refund_to_an_officer_passes_and_so_does_what_others_are_paid() -> None:
    assert paid("张三", "报销车票") == []
    assert paid("张三", "归还垫付的印章费") == []
    assert paid("文具店", "办公用品") == []


def test_one_fen_of_pay_to_an_officer_is_refused() -> None:
    assert paid("张三", "7月补贴") == [
        "error 付给张三0.01元，写着“补贴”；张 三是本社秘书长，不能从互助社领取报酬，请收回"
    ]


@pytest.mark.parametrize(
    "payee",
    ["张三", "张　三", "zhangsan", "张三秘书长", "秘书长张三", "张三（秘书长）", "李四、张三", "李四，张三"],
)
def test_an_officer_is_known_by_name_id_and_post(payee: str) -> None:
    assert paid(payee, "劳务费")[0].startswith("error")


def test_who_only_bears_a_like_name_is_somebody_else() -> None:
    for payee in ("张三丰", "张", "张*", "张三小卖部"):
        assert paid(payee, "纸张") == []
        assert paid(payee, "劳务费")[0].startswith("warning")


def test_pay_to_somebody_unknown_is_a_warning() -> None:
    assert paid("李四", "误工补助") == [
        "warning 付给李四0.01元，写着“误工”，像是报酬；请核实收款人是不是本社的负责人或会员"
    ]
    assert "付给（未写明）0.01元" in paid("", "工资")[0]


def test_money_to_an_officer_for_nothing_said_is_a_warning() -> None:
    assert paid("张三", "7月") == [
        "warning 付给张三0.01元，没有写明为什么；张 三是本社秘书长，是报销或归还的请写明，报酬不能付"
    ]


def test_pay_that_calls_itself_a_refund_is_pay() -> None:
    assert paid("张三", "报销误工费")[0].startswith("error")


def test_the_word_may_stand_in_payee_purpose_or_memo_and_with_blanks() -> None:
    assert paid("张三", "7月", meta='memo: "津 贴"')[0].startswith("error")
    assert paid("工资、张三", "7月")[0].startswith("error")
    assert paid("张三", "辛\u200b苦费")[0].startswith("error")
    assert paid("张三", "7月", meta='memo: "报销"') == []
    assert paid("李四津", "贴春联") == []
    assert paid("张三", "7月", meta="memo: 3")[0].startswith("warning")


def test_an_officer_is_one_from_the_first_day_to_the_last() -> None:
    assert paid("张三", "奖金", "2026-01-01")[0].startswith("error")
    assert paid("张三", "奖金", "2026-12-30")[0].startswith("error")
    assert paid("张三", "奖金", "2026-12-31")[0].startswith("warning")
    assert paid("张三", "奖金", "2025-12-31")[0].startswith("warning")
    assert paid("张三", "7月", "2027-01-01") == []


def test_relief_on_a_case_is_no_pay_and_relief_without_a_case_and_other_cost_on_one_is() -> None:
    relief = "Expenses:5101业务活动成本:02应急救助"
    assert paid("张三", "应急救助", account=relief, link=" ^JZ-2026-0001") == []
    assert len(paid("张三", "应急救助", account=relief)) == 1
    assert len(paid("张三", "走访补贴", link=" ^JZ-2026-0001")) == 1
    other = "Expenses:5101业务活动成本:09其他业务"
    assert len(paid("张三", "走访补贴", account=other, link=" ^JZ-2026-0001")) == 1


@books
def test_members_are_bound_as_officers_are_and_their_gifts_and_claims_are_no_pay() -> None:
    """
    2026-01-01 custom "人员" "lisi" "任职"
      post: "会员"
      name: "李四"
    2026-07-01 * "李四" "搬运劳务费"
      Expenses:5401筹资费用   10.00 CNY   ; !! 李四是本社会员，不能从互助社领取报酬
      Assets:1001现金:03社会捐赠
    2026-07-01 * "李四" "捐出奖金"
      Assets:1001现金:03社会捐赠   10.00 CNY
      Income:4101捐赠收入
    2026-07-01 * "李四" "备用"
      Assets:1122其他应收款   10.00 CNY
      Assets:1001现金:03社会捐赠
    """


@books
def test_whom_the_bureau_pays_is_its_own_affair() -> None:
    """
    bureau
    2026-07-01 * "王科长" "加班补贴"
      Expenses:2080299其他民政管理事务支出   10.00 CNY
      Income:4001财政拨款收入
    """


@books
def test_what_was_reversed_or_came_back_is_put_right() -> None:
    """
    2026-01-01 custom "人员" "lisi" "任职"
      post: "会员"
      name: "李四"
    2026-07-01 * "李四" "劳务费"
      voucher: "2026-07-001"
      Expenses:5301管理费用:09其他   10.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-02 * "李四" "冲销"
      voucher: "2026-07-002"
      reverses: "2026-07-001"
      Expenses:5301管理费用:09其他   -10.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-03 * "李四" "交回去年的劳务费"
      Expenses:5301管理费用:09其他   -10.00 CNY
      Assets:1001现金:03社会捐赠
    """


@books
def test_the_day_the_district_allows_pay_and_before_it_said_anything() -> None:
    """
    no policy
    2026-07-02 custom "policy" "member_pay_allowed" FALSE
      clause: "不拿一分钱报酬"
    2026-07-03 custom "policy" "pay_words" "劳务费"
      clause: "不拿一分钱报酬"
    2026-07-05 custom "policy" "member_pay_allowed" TRUE
      clause: "可以"
    2026-01-01 custom "人员" "lisi" "任职"
      post: "会员"
      name: "李四"
    2026-07-01 * "李四" "劳务费"
      Expenses:5301管理费用:09其他   10.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-02 * "李四" "劳务费报销"
      Expenses:5301管理费用:09其他   10.00 CNY   ; ?? 没有写明为什么
      Assets:1001现金:03社会捐赠
    2026-07-04 * "李四" "劳务费"
      Expenses:5301管理费用:09其他   10.00 CNY   ; !! 写着“劳务费”
      Assets:1001现金:03社会捐赠
    2026-07-05 * "李四" "劳务费"
      Expenses:5301管理费用:09其他   10.00 CNY
      Assets:1001现金:03社会捐赠
    """


def test_pay_that_is_nothing_or_came_back_is_none() -> None:
    for amount in ("0.00", "-0.50"):
        assert told(RULE, PAID.format(
            payee="张三", purpose="7月补贴", day="2026-07-01", link="", meta='method: "现金"',
            account="Expenses:5301管理费用:09其他",
        ).replace("0.01 CNY", f"{amount} CNY")) == []  # fmt: skip


KINDS = {
    "limit": test_a_refund_to_an_officer_passes_and_so_does_what_others_are_paid,
    "over": test_one_fen_of_pay_to_an_officer_is_refused,
    "neighbour": test_who_only_bears_a_like_name_is_somebody_else,
    "change": test_the_day_the_district_allows_pay_and_before_it_said_anything,
    "right": test_what_was_reversed_or_came_back_is_put_right,
}
"""The five kinds of tests that every rule has."""
