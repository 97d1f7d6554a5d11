"""subsidy_source: subsidy money is never charged to low-income-allowance lines."""

from __future__ import annotations

import pytest

from plugins.subsidy_source import subsidy_source
from tests.ledgers import books, told

RULE = subsidy_source

RECEIPT = """
{day} * "{payer}" "{purpose}"
  {meta}
  Assets:1002银行存款:01农商行基本户:{fund}   10000.00 CNY
  {account}
"""


def received(meta: str = 'budget-line: "2080299"', **more: str) -> list[str]:
    """What is told of a subsidy as a society received it."""
    usual = {
        "day": "2026-06-25", "payer": "徽州区财政局", "purpose": "启动补助", "fund": "01财政补助",
        "account": "Income:4401政府补助收入",
    }  # fmt: skip
    return told(RULE, RECEIPT.format(meta=meta, **usual | more))


@pytest.mark.parametrize("line", ["2080206", "2080299", "2089999"])
def test_an_allowed_line_passes(line: str) -> None:
    assert received(f'budget-line: "{line}"') == []


@pytest.mark.parametrize(
    "line",
    [
        "2081901",
        "2082001",
        "2082102",
        "2082502",
        "20819",
        " 2081901",
        "２０８１９０１",
        "208-19-01",
        "208 19 01",
    ],
)
def test_a_barred_line_is_refused_however_it_is_written(line: str) -> None:
    assert received(f'budget-line: "{line}"') == [
        f"error 补助列支在预算科目{line}，属于困难群众救助补助资金，不能用"
    ]


def test_a_barred_line_written_as_a_number_is_the_same_line() -> None:
    assert received("budget-line: 2081901")[0].startswith("error 补助列支在预算科目2081901")


@pytest.mark.parametrize("line", ["2081801", "2082201", "2082402", "2082601", "208029", "20802990"])
def test_the_neighbour_of_a_line_is_not_verified(line: str) -> None:
    assert received(f'budget-line: "{line}"') == [f"warning 预算科目{line}未核验，请核对拨款文件"]


def test_a_line_that_is_not_named_is_not_verified() -> None:
    said = ["warning 没有写明预算科目，未核验；请核对拨款文件，写 budget-line:"]
    assert received('budget-line: ""') == said
    assert received('voucher: "2026-06-001"') == said


def test_the_word_in_payer_purpose_or_document_is_as_good_as_the_line() -> None:
    said = "error 补助的来源写着“低保”，困难群众救助补助资金不能用来补助互助社"
    assert received(payer="区低保中心") == [said]
    assert received(purpose="低 保结余") == [said]
    assert received(purpose="低\u200b保结余") == [said]
    number = 'budget-line: "2080299"\n  document-no: "低保〔2026〕1号"'
    assert received(number) == [said]


def test_a_subsidy_is_asked_for_its_line_as_capital_and_in_another_fund_too() -> None:
    barred = 'budget-line: "2081901"'
    assert len(received(barred, account="Equity:3102限定性净资产")) == 1
    assert len(received(barred, fund="03社会捐赠")) == 1
    assert len(received(barred, account="Income:4101捐赠收入")) == 1


def test_a_donation_has_no_budget_line_and_interest_on_the_subsidy_neither() -> None:
    gift = {"fund": "03社会捐赠", "account": "Income:4101捐赠收入", "payer": "低保户汪*"}
    assert received('channel: "主动捐赠"', **gift) == []
    assert received('voucher: "2026-06-001"', account="Income:4901其他收入") == []
    assert len(received('voucher: "2026-06-001"', account="Income:4901其他收入", purpose="低保结余")) == 1


def test_lines_and_words_are_those_of_the_day_over_the_turn_of_the_year() -> None:
    policy = (
        '2027-01-01 custom "policy" "barred_budget_lines" "20802"\n  clause: "c"\n'
        '2027-01-01 custom "policy" "allowed_budget_lines" "2081901"\n  clause: "c"\n'
        '2027-01-01 custom "policy" "barred_words" "启动"\n  clause: "c"\n'
    )
    old, new = ({"day": day, "meta": 'budget-line: "2080299"'} for day in ("2026-12-31", "2027-01-01"))
    usual = {
        "payer": "财政局",
        "purpose": "启动补助",
        "fund": "01财政补助",
        "account": "Income:4401政府补助收入",
    }
    assert told(RULE, policy + RECEIPT.format(**old | usual)) == []
    said = told(RULE, policy + RECEIPT.format(**new | usual))
    assert [s.split()[0] for s in said] == ["error", "error"]
    allowed = new | {"meta": 'budget-line: "2081901"'} | usual | {"purpose": "补助"}
    assert told(RULE, policy + RECEIPT.format(**allowed)) == []


@books
def test_what_was_reversed_or_given_back_is_not_asked_for_its_line() -> None:
    """
    2026-06-25 * "徽州区财政局" "启动补助"
      voucher: "2026-06-001"
      budget-line: "2081901"
      Assets:1002银行存款:01农商行基本户:01财政补助   10000.00 CNY
      Income:4401政府补助收入
    2026-06-26 * "徽州区财政局" "冲销"
      voucher: "2026-06-002"
      reverses: "2026-06-001"
      Income:4401政府补助收入   10000.00 CNY
      Assets:1002银行存款:01农商行基本户:01财政补助
    2026-06-27 * "徽州区财政局" "退回一部分"
      voucher: "2026-06-003"
      Income:4401政府补助收入   1.00 CNY
      Assets:1002银行存款:01农商行基本户:01财政补助
    2026-06-28 * "徽州区财政局" "一笔补助写了冲销"
      voucher: "2026-06-004"
      reverses: "2026-06-002"
      budget-line: "2081901"
      Assets:1002银行存款:01农商行基本户:01财政补助   10000.01 CNY
      Income:4401政府补助收入   ; !! 补助列支在预算科目2081901
    """


@books
def test_each_posting_has_its_line_and_the_words_are_told_once() -> None:
    """
    2026-06-25 * "徽州区财政局" "特困结余"   ; !! 补助的来源写着“特困”
      budget-line: "2081901"
      Assets:1002银行存款:01农商行基本户:01财政补助   10000.00 CNY
      Income:4401政府补助收入   -6000.00 CNY   ; !! 补助列支在预算科目2081901
      Equity:3102限定性净资产   -4000.00 CNY   ; !! 补助列支在预算科目2081901
    """


@books
def test_a_district_that_bars_nothing_is_not_judged_and_one_that_allows_nothing_warns() -> None:
    """
    no policy
    2026-07-01 custom "policy" "barred_budget_lines" "20819"
      clause: "不得从低保列支"
    2026-06-25 * "财政局" "低保"
      budget-line: "2081901"
      Assets:1002银行存款:01农商行基本户:01财政补助   10000.00 CNY
      Income:4401政府补助收入
    2026-07-01 * "财政局" "低保"
      budget-line: "2080299"
      Assets:1002银行存款:01农商行基本户:01财政补助   10000.00 CNY
      Income:4401政府补助收入   ; ?? 预算科目2080299未核验
    """


@books
def test_in_the_bureau_s_books_the_account_is_the_line() -> None:
    """
    bureau
    2026-06-25 * "石岗村救急难互助社" "启动补助"
      society: "shigang"
      budget-line: "2080299"
      Expenses:2080299其他民政管理事务支出   10000.00 CNY
      Income:4001财政拨款收入
    2026-06-25 * "潜口村救急难互助社" "启动补助"
      society: "qiankou"
      budget-line: "2080299"
      Expenses:2081901城市最低生活保障金支出   10000.00 CNY   ; !! 是低保资金 ; !! 写的是2080299
      Income:4001财政拨款收入
    2026-06-25 * "呈坎村救急难互助社" "启动补助"
      society: "chengkan"
      Expenses:2082001临时救助支出   10000.00 CNY   ; !! 是临时救助资金
      Income:4001财政拨款收入
    2026-06-25 * "西溪南村救急难互助社" "特困结余"   ; !! 补助的来源写着“特困”
      society: "xixinan"
      Expenses:2080206社会组织管理   10000.00 CNY
      Income:4001财政拨款收入
    2026-06-25 * "低保户" "不是给互助社的"
      Expenses:2081901城市最低生活保障金支出   500.00 CNY
      Income:4001财政拨款收入
    """


@books
def test_the_bureau_says_which_society_and_moves_nothing_to_an_allowance_afterwards() -> None:
    """
    bureau
    2026-06-25 * "石岗村 互助社" "启动补助"   ; !! 给互助社的拨款没有写明是哪个社（society:）
      Expenses:2080299其他民政管理事务支出   10000.00 CNY
      Income:4001财政拨款收入
    2026-07-01 * "调整列支"
      Expenses:2081901城市最低生活保障金支出   10000.00 CNY   ; ?? 已列的支出改列到“2081901城市最低生活保障金支出”，请核实
      Expenses:2080299其他民政管理事务支出
    2026-07-01 * "调整列支"
      Expenses:2080206社会组织管理   10000.00 CNY
      Expenses:2080299其他民政管理事务支出
    2026-07-01 * "从低保改出来"
      Expenses:2080299其他民政管理事务支出   10000.00 CNY
      Expenses:2081901城市最低生活保障金支出
    """


@books
def test_where_no_money_moves_nothing_is_told() -> None:
    """
    bureau
    2026-06-25 * "石岗村救急难互助社" "启动补助"
      society: "shigang"
      Expenses:2081901城市最低生活保障金支出   0.00 CNY
      Income:4001财政拨款收入   0.00 CNY
    2026-07-01 * "调整列支"
      Expenses:2081901城市最低生活保障金支出   0.00 CNY
      Expenses:2080299其他民政管理事务支出   -1.00 CNY
      Income:4001财政拨款收入   1.00 CNY
    2026-07-01 * "退低保"
      Expenses:2081901城市最低生活保障金支出   1.00 CNY
      Expenses:2080299其他民政管理事务支出   0.00 CNY
      Income:4001财政拨款收入   -1.00 CNY
    """


@books
def test_a_posting_of_nothing_is_no_subsidy() -> None:
    """
    2026-06-25 * "徽州区财政局" "启动补助"
      budget-line: "2081901"
      Assets:1002银行存款:01农商行基本户:01财政补助   0.00 CNY
      Income:4401政府补助收入   0.00 CNY
    """


@books
def test_a_bureau_s_line_outside_the_allowance_accounts_is_judged_by_its_number() -> None:
    """
    bureau
    2026-01-01 open Expenses:2080801死亡抚恤 CNY
    2026-01-01 open Expenses:2081903别的低保支出 CNY
    2026-06-25 * "石岗村救急难互助社" "启动补助"
      society: "shigang"
      Expenses:2080801死亡抚恤   4000.00 CNY   ; ?? 预算科目2080801未核验
      Expenses:2081903别的低保支出   7000.00 CNY   ; !! 补助列支在预算科目2081903
      Expenses:2081902农村最低生活保障金支出   -1000.00 CNY
      Income:4001财政拨款收入
    """


@books
def test_without_a_policy_the_bureau_is_held_only_to_its_own_words() -> None:
    """
    bureau
    no policy
    2026-06-25 * "潜口村救急难互助社" "启动补助"
      society: "qiankou"
      budget-line: "2080299"
      Expenses:2081901城市最低生活保障金支出   10000.00 CNY   ; !! 预算科目写的是2080299，实际列支在
      Income:4001财政拨款收入
    2026-06-25 * "石岗村互助社" "启动补助"
      Expenses:2081901城市最低生活保障金支出   10000.00 CNY
      Income:4001财政拨款收入
    """


@books
def test_half_a_yuan_received_is_asked_for_its_line_and_interest_elsewhere_is_not() -> None:
    """
    2026-07-01 * "徽州区财政局" "补助"
      budget-line: "2081901"
      Assets:1002银行存款:01农商行基本户:01财政补助   0.50 CNY
      Income:4401政府补助收入   -0.50 CNY   ; !! 属于困难群众救助补助资金
    2026-07-01 * "农商行" "城乡低保资金利息"
      Assets:1002银行存款:01农商行基本户:03社会捐赠   0.50 CNY
      Income:4901其他收入
    """


@books
def test_half_a_yuan_is_charged_and_moved_as_much_is() -> None:
    """
    bureau
    2026-06-25 * "石岗村救急难互助社" "启动补助"
      society: "shigang"
      budget-line: "2089999"
      Expenses:2080299其他民政管理事务支出   0.50 CNY   ; !! 预算科目写的是2089999
      Income:4001财政拨款收入
    2026-07-01 * "调整列支"
      Expenses:2081901城市最低生活保障金支出   0.50 CNY   ; ?? 已列的支出改列到
      Expenses:2080299其他民政管理事务支出
    """


KINDS = {
    "limit": test_an_allowed_line_passes,
    "over": test_a_barred_line_is_refused_however_it_is_written,
    "neighbour": test_the_neighbour_of_a_line_is_not_verified,
    "change": test_lines_and_words_are_those_of_the_day_over_the_turn_of_the_year,
    "right": test_what_was_reversed_or_given_back_is_not_asked_for_its_line,
}
"""The five kinds of tests that every rule has."""
