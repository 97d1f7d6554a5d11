"""The chart of accounts: every account is one that Beancount takes, and no look-alike is one of ours."""

from __future__ import annotations

import pytest
from beancount.core.account import is_valid

from ledger import chart
from tests.ledgers import BANK

OURS = chart.society_accounts((BANK,))


@pytest.mark.parametrize("name", OURS + chart.bureau_accounts())
def test_every_account_is_valid_to_beancount_and_to_us(name: str) -> None:
    assert is_valid(name)
    assert chart.problem(name, bureau=name in chart.bureau_accounts()) == ""


def test_no_account_is_opened_twice_and_no_code_has_two_names() -> None:
    assert len(set(OURS)) == len(OURS)
    heads = {":".join(name.split(":")[:2]) for name in OURS}
    assert len({head.split(":")[1][:4] for head in heads}) == len(heads)


def test_the_books_of_the_two_kinds_do_not_mix() -> None:
    assert all(chart.problem(name) for name in chart.bureau_accounts())
    assert all(chart.problem(name, bureau=True) for name in OURS)


@pytest.mark.parametrize(
    "alike",
    [
        "Assets:１００１现金:03社会捐赠", "Assets:1001现金:０3社会捐赠", "Assets:1001现金：03社会捐赠",
        "Assets:①001现金:03社会捐赠", "Assets:1001现金:⓷社会捐赠", "Assets:1001现⾦:03社会捐赠",
        "Assets:1001现金\u200b:03社会捐赠", "Assets:1001现金:03社会\u200d捐赠", "Assets:1001现金:03社会捐赠\ufe0f",
        "Assets:1001现金:03社会捐赠\u3000", "Assets:1001现金:03社会捐赠 ", "Assets:1001现金:03社会捐赠\u1160",
        "Assets:1001现金:03社会捐赠\u3164", "Assets:1001现金:03社会捐赠\u00ad", "Assets:1001现金:03社会捐赠\u0301",
        "Assets:1001现金(备用):03社会捐赠", "Assets:1001现金（备用）:03社会捐赠", "Assets:1001现金_:03社会捐赠",
        "Assets:١٠٠١现金:03社会捐赠", "Assets:1001现金:0٣社会捐赠", "Аssets:1001现金:03社会捐赠",
        "assets:1001现金:03社会捐赠", "Assets:1001现金:03社會捐贈",
        "Assets:1001现金:11\U0002f800专项", "Assets:1001现金:11〇五", "Assets::1001现金:03社会捐赠", "Assets", "", ":",
    ],
)  # fmt: skip
def test_a_look_alike_is_none_of_ours(alike: str) -> None:
    assert alike not in OURS
    assert chart.problem(alike)
    assert chart.problem(alike, bureau=True)


@pytest.mark.parametrize("fund", ["11张氏助学专项", "99Covid-19专项", "12㐀专项", "13𠮷专项"])
def test_a_named_fund_is_a_number_from_11_and_a_name(fund: str) -> None:
    assert chart.fund_problem(fund) == ""
    assert is_valid(chart.leaf(chart.CASH, fund))


@pytest.mark.parametrize(
    "fund",
    [
        "",
        "11",
        "1张氏",
        "06其他",
        "10张氏",
        "00张氏",
        "张氏11",
        "1１张氏",
        "1١张氏",
        "11张 氏",
        "11张:氏",
        "11А氏",
        "111\u1160",
    ],
)
def test_what_is_no_fund_is_refused_with_what_would_be_one(fund: str) -> None:
    assert "冠名基金用11到99编号" in chart.fund_problem(fund)
    with pytest.raises(chart.BadAccount, match="不能用"):
        chart.leaf(chart.CASH, fund)


def test_a_name_is_read_by_its_codes() -> None:
    assert chart.parse(f"{chart.CASH}:03社会捐赠")[1:] == ("Assets", "1001", "", "03社会捐赠")
    assert chart.parse(f"{BANK}:03社会捐赠")[1:] == ("Assets", "1002", "01", "03社会捐赠")
    assert chart.parse(chart.EMERGENCY)[1:] == ("Expenses", "5101", "02", "")
    assert chart.parse(chart.budget_account("2081901"))[1:] == ("Expenses", "2081901", "", "")
    assert chart.parse("Assets")[1:] == ("Assets", "", "", "")


def test_only_money_and_goods_end_in_a_fund() -> None:
    assert chart.parse("Assets:1122其他应收款:03社会捐赠").fund == ""
    assert chart.parse("Liabilities:1001现金:03社会捐赠").fund == ""
    assert chart.parse("Assets:1001现金:03社会捐赠:04会费").fund == ""
    assert chart.parse("Assets:1001现金:3捐赠").fund == ""
    assert chart.parse(f"{chart.GOODS}:03社会捐赠").fund == "03社会捐赠"


def test_what_is_money_what_is_cash_and_where_it_lies() -> None:
    cash, bank, goods = (chart.parse(f"{a}:03社会捐赠") for a in (chart.CASH, BANK, chart.GOODS))
    assert (cash.is_money, cash.is_cash, cash.holder) == (True, True, chart.CASH)
    assert (bank.is_money, bank.is_cash, bank.holder) == (True, False, BANK)
    assert (goods.is_money, goods.is_cash, goods.holder) == (False, False, chart.GOODS)
    false = chart.parse("Liabilities:1001现金")
    assert (false.is_money, false.is_cash, false.holder) == (False, False, "Liabilities:1001现金")


def test_the_refusal_says_which_name_was_meant() -> None:
    assert chart.problem("Assets:1001库存现金:03社会捐赠") == "科目表里没有“1001库存现金”，是否应为“1001现金”"
    assert chart.problem("Expenses:5999小金库") == "科目表里没有“5999小金库”"
    assert chart.problem("Assets:1001现金") == "末级要是基金，例如 Assets:1001现金:03社会捐赠"
    assert chart.problem("Assets:1001现金:3捐赠").startswith("末级要是基金")
    assert chart.problem("Assets:１００１现金:03社会捐赠") == "含有全角或兼容字符，看起来相同却是另一个科目"
    assert chart.problem("Expenses:2081901低保", bureau=True).startswith("不在财政局账的科目表里")
    assert chart.problem("Income:捐赠收入") == "每一级都要以编号开头，例如 1001现金"
    assert chart.problem("Income:捐赠") == "每一级都要以编号开头，例如 1001现金"
    assert chart.problem("Income:41") == "每一级都要以编号开头，例如 1001现金"
    assert chart.problem("Profit:4101捐赠收入").startswith("不在五个根科目（Assets、")


def test_claims_and_debts_may_be_divided_and_income_may_not() -> None:
    assert chart.problem(f"{chart.RECEIVABLE}:01代垫低保") == ""
    assert chart.problem(f"{chart.AGENCY_LIABILITY}:01县慈善会") == ""
    assert chart.problem(f"{chart.DONATIONS}:01张") != ""


def test_a_bank_is_named_by_number_and_name() -> None:
    assert chart.bank_account(2, "工行") == "Assets:1002银行存款:02工行"
    with pytest.raises(chart.BadAccount, match="请只用汉字、字母和数字"):
        chart.bank_account(1, "农商行（基本户）")


def test_the_accounts_of_a_fund_are_one_in_each_place() -> None:
    leaves = chart.money_accounts((BANK,), "11张氏助学专项")
    assert len(leaves) == 5
    assert {chart.parse(leaf).fund for leaf in leaves} == {"11张氏助学专项"}
    assert all(chart.problem(leaf) == "" for leaf in leaves)


def test_low_income_allowances_are_known_by_their_budget_line() -> None:
    words = {line: chart.allowance(chart.budget_account(line)) for line in chart.BUDGET_LINES}
    assert words == {
        "2080206": "", "2080299": "", "2081901": "低保", "2081902": "低保", "2082001": "临时救助",
        "2082002": "临时救助", "2082101": "特困", "2082102": "特困", "2082501": "其他困难群众救助补助",
        "2082502": "其他困难群众救助补助", "2089999": "",
    }  # fmt: skip
    assert chart.allowance("Expenses:20819低保") == ""


def test_codes_that_moved_are_codes_of_the_chart() -> None:
    assert set(chart.CODE_2004) <= {chart.parse(name).code for name in OURS}
