"""Odd but valid text: whatever stands in the books, every rule runs to its end or says which policy line is wrong."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import Any

import pytest
from beancount import loader
from beancount.core import data

from ledger import chart, writing
from ledger.books import Books
from ledger.events.facts import opens
from ledger.findings import Finding
from ledger.policy import Policy, text_of
from plugins.table import RULES
from tests.ledgers import BANK

NAME = "徽州区岩寺镇石岗村救急难互助社"
SOCIETY = f"""
2026-06-20 custom "互助社" "登记"
  name: "{NAME}"
  uscc: "51341004MJB000001D"
  township: "岩寺镇"
  village: "石岗村"
  kind: "村"
  policy: "huizhou"
2026-06-20 custom "人员" "zhaoliu" "任职"
  post: "出纳"
  name: "赵六"
2026-06-20 custom "备用金" "设立"
  ceiling: 3000.00 CNY
  custodian: "zhaoliu"
2026-06-20 custom "决议" "JY-2026-01"
  kind: "提高救助标准"
  cap-emergency: 1500.00 CNY
  until: 2026-12-31
2026-06-20 custom "决议" "JY-2026-02"
  kind: "职责兼任"
  duties: "审批 付款"
2026-06-20 custom "公开募捐资格" "取得"
  certificate: "皖募001"
  until: 2026-12-31
2026-06-20 custom "政府救助" "P-1a2b3c4d5e6f"
  kind: "低保"
  until: 2026-12-31
2026-06-20 custom "基金" "01财政补助" "设立"
  source: "区财政"
  restriction: "限定性"
  uses: "5101"
2026-07-05 custom "公示" "2026-06" "张贴"
  sheet: "00"
  place: "村务公开栏"
2026-07-08 custom "救助" "JZ-2026-0007" "受理"
  person: "P-1a2b3c4d5e6f"
  household: "H-1a2b3c4d5e6f"
  label: "汪*"
  category: "特困人员"
  matter: "疾病"
  matter-no: "1"
  relief: "补充救助"
2026-07-08 custom "救助" "JZ-2026-0007" "审核"
  decision: "同意"
  amount: 500.00 CNY
  by: "lisi"
2026-07-01 * "徽州区财政局" "启动补助"
  voucher: "2026-07-001"
  recorded-by: "wangwu"
  budget-line: "2080299"
  document-no: "徽财社〔2026〕12号"
  Assets:1002银行存款:01农商行基本户:01财政补助   10000.00 CNY
  Income:4401政府补助收入
2026-07-02 * "王*" "捐赠"
  voucher: "2026-07-002"
  recorded-by: "wangwu"
  channel: "主动捐赠"
  memo: "扫码"
  Assets:1009其他货币资金:01微信:03社会捐赠   100.00 CNY
  Income:4101捐赠收入
2026-07-03 * "转"
  voucher: "2026-07-003"
  recorded-by: "wangwu"
  resolution: "JY-2026-03"
  Assets:1001现金:03社会捐赠   50.00 CNY
  Assets:1001现金:02集体支持
2026-07-10 * "汪*" "补充救助" ^JZ-2026-0007
  voucher: "2026-07-004"
  recorded-by: "wangwu"
  approved-by: "zhangsan"
  paid-by: "zhaoliu"
  Expenses:5101业务活动成本:01补充救助   500.00 CNY
  Assets:1001现金:03社会捐赠
2026-07-11 * "汪*" "冲销" ^JZ-2026-0007
  voucher: "2026-07-005"
  reverses: "2026-07-004"
  recorded-by: "wangwu"
  Expenses:5101业务活动成本:01补充救助   -500.00 CNY
  Assets:1001现金:03社会捐赠
"""
BUREAU = """
2026-06-25 * "石岗村救急难互助社" "启动补助"
  voucher: "2026-06-001"
  recorded-by: "a"
  approved-by: "b"
  paid-by: "c"
  society: "shigang"
  budget-line: "2080299"
  document-no: "徽财社〔2026〕12号"
  Expenses:2080299其他民政管理事务支出   10000.00 CNY
  Income:4001财政拨款收入
"""
KEYS = sorted(set(re.findall(r"^  ([a-z-]+): ", SOCIETY + BUREAU, re.MULTILINE)))
ODD = (
    "5",
    "-5.00 CNY",
    "5.00 USD",
    "TRUE",
    "2026-07-01",
    '""',
    '"  "',
    '"\u200b"',
    "CNY",
    "#tag",
    "Assets:1001",
    "NULL",
    "",
)
POLICY = text_of("huizhou")
LINES = re.findall(r'custom "policy" "(\w+)"', POLICY)


def judged(body: str, policy: str = POLICY, *, bureau: bool = False) -> dict[str, tuple[list[Finding], bool]]:
    """What every rule says of a text, and whether it ran to its end."""
    typed, _, options = loader.load_string(body)
    entries = sorted([*typed, *prelude(policy, bureau)], key=data.entry_sortkey)
    name = "district.beancount" if bureau else "main.beancount"
    index = Books(entries, {**options, "filename": name, "title": NAME, "include": []}, date(2026, 8, 20))
    lines = Policy(e for e in entries if getattr(e, "type", "") == "policy")
    return {r.name: r.findings(index, lines) for r in RULES}


@cache
def prelude(policy: str, bureau: bool) -> list[Any]:
    """The policy and the accounts, parsed."""
    accounts = chart.bureau_accounts() if bureau else chart.society_accounts((BANK,))
    return writing.parse(policy + writing.text(opens(date(2024, 1, 1), accounts)))


def stopped(body: str, policy: str = POLICY, *, bureau: bool = False) -> list[str]:
    """What is said of the rules that did not run to their end."""
    return [found[-1].text for found, whole in judged(body, policy, bureau=bureau).values() if not whole]


def test_as_they_are_the_books_are_sound_but_for_what_they_lack() -> None:
    assert stopped(SOCIETY) == []
    told = {name for name, (found, _) in judged(SOCIETY).items() if found}
    assert told == {"one_fund", "fund_overdrawn", "notice_in_time"}
    assert {name for name, (found, _) in judged(BUREAU, bureau=True).items() if found} == set()


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("odd", ODD)
def test_no_value_of_a_key_makes_a_rule_fail(key: str, odd: str) -> None:
    for body, bureau in ((SOCIETY, False), (BUREAU, True)):
        text = re.sub(rf"^  {key}: .*$", f"  {key}: {odd}", body, flags=re.MULTILINE)
        assert text == body or stopped(text, bureau=bureau) == []


@pytest.mark.parametrize("key", KEYS)
def test_no_key_that_is_left_out_makes_a_rule_fail(key: str) -> None:
    for body, bureau in ((SOCIETY, False), (BUREAU, True)):
        assert stopped(re.sub(rf"^  {key}: .*\n", "", body, flags=re.MULTILINE), bureau=bureau) == []


@pytest.mark.parametrize(
    "line",
    [
        '2026-07-01 custom "备用金"', '2026-07-01 custom "救助" "JZ-2026-0007" "审核"', '2026-07-01 custom "x" NULL',
        '2026-07-01 * "没有分录"', "2026-07-01 txn", '2026-07-01 * "" ""', "2026-07-01 open Assets:1001",
        "2026-07-01 open Assets:银行 CNY", "2026-07-01 open Assets:1001现金（备用）:03社会捐赠 CNY",
        '2026-07-01 * "不平"\n  Assets:1001现金:03社会捐赠  5.00 CNY\n  Income:4101捐赠收入  -4.00 CNY',
        '2026-07-01 * "没有开立"\n  Assets:1001现金:99谁  5.00 CNY\n  Income:4101',
        '2026-07-01 * "外币"\n  Assets:1001现金:03社会捐赠  5.00 USD @ 7.00 CNY\n  Income:4101捐赠收入',
        '2026-07-01 * "卖空"\n  Assets:1201存货:03社会捐赠  -5 DAMI {60.00 CNY}\n  Income:4101捐赠收入',
        '2026-07-01 * "零"\n  Assets:1001现金:03社会捐赠  0 CNY\n  Income:4101捐赠收入  0 CNY',
        "2026-07-01 close Assets:1001现金:03社会捐赠", "2026-07-01 price DAMI 5.00 CNY", "2026-07-01 commodity DAMI",
        "2026-07-01 balance Assets:1001现金:03社会捐赠 5.00 CNY", '2026-07-01 note Assets:1001现金:03社会捐赠 "x"',
        "2026-07-01 pad Assets:1001现金:03社会捐赠 Equity:3101非限定性净资产", '2026-07-01 event "huzhu" "x"',
    ],
)  # fmt: skip
def test_no_line_makes_a_rule_fail(line: str) -> None:
    assert stopped(f"{line}\n") == []
    assert stopped(f"{SOCIETY}{line}\n") == []
    assert stopped(f"{BUREAU}{line}\n", bureau=True) == []


def test_empty_books_are_sound_whatever_the_policy() -> None:
    assert stopped("") == []
    assert all(not found for found, _ in judged("", "").values())


@pytest.mark.parametrize("name", LINES)
@pytest.mark.parametrize("odd", ["5", "-1", "2.5", "5.00 USD", "TRUE", '"x"', '"x" 5'])
def test_a_policy_line_of_the_wrong_kind_is_named_by_the_rule_that_asked(name: str, odd: str) -> None:
    changed = f'\n2025-01-01 custom "policy" "{name}" {odd}\n  clause: "c"\n'
    for said in stopped(SOCIETY, POLICY + changed) + stopped(BUREAU, POLICY + changed, bureau=True):
        assert said.startswith(("规则没能运行完（BadPolicy：<string>第", "规则没能运行完（NoCalendar：")), (
            said
        )
