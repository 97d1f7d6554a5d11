"""banned_purpose: nothing is handed out or bought that may not be."""

from __future__ import annotations

from plugins.banned_purpose import banned_purpose
from tests.ledgers import books, told

RULE = banned_purpose

BANNED = """
no policy
2026-07-01 custom "policy" "banned_words" "过节补贴" "慰问金" "红包"
  clause: "严禁发放过节补贴、干部慰问金等“红包式”补助"
2026-07-01 custom "policy" "banned_uses" "商业保险"
  clause: "城乡困难群众救助补助资金不得购买商业保险"
2026-06-30 custom "救助" "JZ-2026-0001" "受理"
  person: "P-1"
  household: "H-1"
  label: "汪*"
  category: "特困人员"
  matter: "疾病"
  relief: "补充救助"
2026-06-30 custom "救助" "JZ-2026-0001" "入户调查"
  by: "lisi"
  opinion: "{opinion}"
{day} * "{payee}" "{purpose}"{link}
  {meta}
  {account}   0.01 CNY
  Assets:1001现金:03社会捐赠
"""
RELIEF = "Expenses:5101业务活动成本:01补充救助"


def paid(payee: str, purpose: str, **more: str) -> list[str]:
    """What is told of a payment."""
    usual = {
        "day": "2026-07-01", "meta": 'method: "现金"', "account": RELIEF, "link": "", "opinion": "属实",
    }  # fmt: skip
    return told(RULE, BANNED.format(payee=payee, purpose=purpose, **usual | more))


def test_relief_and_cost_for_what_is_not_banned_pass() -> None:
    assert paid("汪*", "补充救助", link=" ^JZ-2026-0001") == []
    assert paid("汪*", "节前走访慰问") == []
    assert paid("车险公司", "保险", account="Expenses:5301管理费用:09其他") == []


def test_one_fen_handed_out_or_bought_for_what_is_banned_is_refused() -> None:
    assert paid("汪*", "春节慰问金") == [
        "error 付给汪*的钱物，写着“慰问金”，是不准发放的“红包式”补助，请收回"
    ]
    assert paid("某公司", "商业保险") == ["error 付给某公司的钱物，写着“商业保险”，救助资金不得购买，请收回"]
    assert len(paid("某公司", "买商业保险当慰问金")) == 2
    assert "付给（未写明）的钱物" in paid("", "红包")[0]


def test_the_word_may_stand_in_payee_memo_or_opinion_and_with_blanks() -> None:
    assert len(paid("红包", "发放")) == 1
    assert len(paid("汪*", "发放", meta='memo: "过节 补贴"')) == 1
    assert len(paid("汪*", "发放", meta='opinion: "红包"')) == 1
    assert len(paid("汪*", "发\u200b放红\u200b包")) == 1
    assert paid("汪*红", "包扎费") == []
    assert paid("汪*", "发放", meta="memo: 3") == []


def test_the_opinion_of_the_case_says_what_it_is_really_for() -> None:
    assert len(paid("汪*", "补充救助", link=" ^JZ-2026-0001", opinion="节日慰问金")) == 1
    assert paid("汪*", "补充救助", opinion="节日慰问金") == []
    assert len(paid("汪*", "红包", link=" ^JZ-2026-0099")) == 1


def test_that_an_insurance_has_paid_is_why_many_ask_for_help() -> None:
    case = " ^JZ-2026-0001"
    assert paid("汪*", "商业保险赔付后自付部分", link=case) == []
    assert paid("汪*", "补充救助", link=case, opinion="没有商业保险") == []
    assert len(paid("某商业保险公司", "补充救助", link=case)) == 1
    assert len(paid("汪*", "商业保险", link=case, account="Expenses:5101业务活动成本:09其他业务")) == 1
    assert len(paid("汪*", "商业保险")) == 1


def test_each_list_holds_from_its_day_over_the_turn_of_the_year() -> None:
    assert paid("汪*", "红包", day="2026-06-30") == []
    assert paid("汪*", "商业保险", day="2026-06-30") == []
    more = '2027-01-01 custom "policy" "banned_words" "礼金"\n  clause: "c"\n'
    for word, day, count in (("礼金", "2026-12-31", 0), ("礼金", "2027-01-01", 1), ("红包", "2027-01-01", 0)):
        text = BANNED.format(
            payee="汪*", purpose=word, day=day, meta='method: "现金"', account=RELIEF, link="", opinion="无"
        )
        assert len(told(RULE, text + more)) == count


@books
def test_whatever_leaves_the_society_s_hands_counts_and_what_stays_or_comes_in_does_not() -> None:
    """
    no policy
    2026-07-01 custom "policy" "banned_words" "红包"
      clause: "c"
    2026-07-01 open Assets:1201存货:03社会捐赠 "NONE"
    2026-07-01 * "某" "红包"   ; !! 写着“红包”
      Assets:1122其他应收款   1.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-01 * "某" "红包"   ; !! 写着“红包”
      Liabilities:2209其他应付款   1.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-01 * "某" "红包"   ; !! 写着“红包”
      Assets:1201存货:03社会捐赠   1 HONGBAO {1.00 CNY}
      Assets:1001现金:03社会捐赠
    2026-07-01 * "某" "红包"   ; !! 写着“红包”
      Expenses:5101业务活动成本:03实物救助   1.00 CNY
      Assets:1201存货:03社会捐赠   -1 HONGBAO {1.00 CNY}
    2026-07-01 * "某" "微信红包提现"
      Assets:1002银行存款:01农商行基本户:03社会捐赠   1.00 CNY
      Assets:1009其他货币资金:01微信:03社会捐赠
    2026-07-01 * "某" "红包转到另一个基金"
      Assets:1201存货:02集体支持   1 HONGBAO {1.00 CNY}
      Assets:1201存货:03社会捐赠   -1 HONGBAO {1.00 CNY}
    2026-07-01 * "某" "红包捐赠"
      Assets:1009其他货币资金:01微信:03社会捐赠   1.00 CNY
      Income:4101捐赠收入
    2026-07-01 * "某" "红包收回"
      Assets:1001现金:03社会捐赠   1.00 CNY
      Expenses:5101业务活动成本:02应急救助
    2026-07-01 * "某" "红包收回"
      Assets:1001现金:03社会捐赠   1.00 CNY
      Assets:1122其他应收款
    2026-07-01 * "两笔一起付的红包"   ; !! 写着“红包”
      Expenses:5101业务活动成本:02应急救助   1.00 CNY
      Expenses:5101业务活动成本:01补充救助   1.00 CNY
      Assets:1001现金:03社会捐赠   -1.00 CNY
      Assets:1002银行存款:01农商行基本户:03社会捐赠   -1.00 CNY
    """


@books
def test_what_was_reversed_is_put_right() -> None:
    """
    no policy
    2026-07-01 custom "policy" "banned_words" "红包"
      clause: "c"
    2026-07-01 * "某" "红包"
      voucher: "2026-07-001"
      Expenses:5101业务活动成本:02应急救助   1.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-02 * "某" "冲销红包"
      voucher: "2026-07-002"
      reverses: "2026-07-001"
      Expenses:5101业务活动成本:02应急救助   -1.00 CNY
      Assets:1001现金:03社会捐赠
    """


def test_what_comes_back_or_is_nothing_was_not_handed_out() -> None:
    usual = {
        "payee": "李某", "purpose": "过节补贴", "day": "2026-07-01", "meta": 'method: "现金"',
        "account": RELIEF, "link": "", "opinion": "属实",
    }  # fmt: skip
    for amount in ("-0.50", "0.00"):
        assert told(RULE, BANNED.format(**usual).replace("0.01 CNY", f"{amount} CNY")) == []


@books
def test_money_that_comes_in_or_only_moves_did_not_leave() -> None:
    """
    no policy
    2026-07-01 custom "policy" "banned_words" "红包"
      clause: "严禁发放"
    2026-07-01 * "张氏" "红包，一半还没有到"
      Assets:1001现金:03社会捐赠   0.50 CNY
      Assets:1122其他应收款   0.50 CNY
      Income:4101捐赠收入   -1.00 CNY
    2026-07-01 * "张氏" "红包，全都没有到"
      Assets:1001现金:03社会捐赠   0.00 CNY
      Assets:1122其他应收款   1.00 CNY
      Income:4101捐赠收入   -1.00 CNY
    2026-07-01 * "银行" "红包存进银行，又收到半元"
      Assets:1002银行存款:01农商行基本户:03社会捐赠   1.00 CNY
      Assets:1001现金:03社会捐赠   -0.50 CNY
      Income:4101捐赠收入   -0.50 CNY
    2026-07-01 * "银行" "红包存进银行"
      Assets:1002银行存款:01农商行基本户:03社会捐赠   0.50 CNY
      Assets:1001现金:03社会捐赠   -0.50 CNY
      Income:4101捐赠收入   0.00 CNY
    """


KINDS = {
    "limit": test_relief_and_cost_for_what_is_not_banned_pass,
    "over": test_one_fen_handed_out_or_bought_for_what_is_banned_is_refused,
    "neighbour": test_whatever_leaves_the_society_s_hands_counts_and_what_stays_or_comes_in_does_not,
    "change": test_each_list_holds_from_its_day_over_the_turn_of_the_year,
    "right": test_what_was_reversed_is_put_right,
}
"""The five kinds of tests that every rule has."""
