"""The chart of accounts: the only file that spells an account.

The official code is the role (books.md §2): a component is a code followed by its Chinese name, and the
code, not a spelling, tells what the account is for. Codes follow 《民间非营利组织会计制度》 as in force
from 2026-01-01 (财会〔2024〕25号); codes that moved carry the code of 财会〔2004〕7号 on their `open`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import NamedTuple

from ledger.mistake import Mistake

ROOTS = ("Assets", "Liabilities", "Equity", "Income", "Expenses")
CURRENCY = "CNY"

SUBSIDY_FUND = "01财政补助"
COLLECTIVE_FUND = "02集体支持"
DONATION_FUND = "03社会捐赠"
FEE_FUND = "04会费"
SERVICE_FUND = "05政府购买服务"
STANDARD_FUNDS = (SUBSIDY_FUND, COLLECTIVE_FUND, DONATION_FUND, FEE_FUND, SERVICE_FUND)

CASH = "Assets:1001现金"
BANK = "Assets:1002银行存款"
WALLET = "Assets:1009其他货币资金"
WECHAT = "Assets:1009其他货币资金:01微信"
ALIPAY = "Assets:1009其他货币资金:02支付宝"
WECHAT_TRANSIT = "Assets:1009其他货币资金:08微信在途"
ALIPAY_TRANSIT = "Assets:1009其他货币资金:09支付宝在途"
TRANSIT = (WECHAT_TRANSIT, ALIPAY_TRANSIT)
"""Money between a wallet and a bank account, of which only one of the two papers has told yet (在途货币资金)."""
RECEIVABLE = "Assets:1122其他应收款"
GOODS = "Assets:1201存货"
AGENCY_ASSET = "Assets:1801受托代理资产"
PAYABLE = "Liabilities:2209其他应付款"
AGENCY_LIABILITY = "Liabilities:2601受托代理负债"
UNRESTRICTED = "Equity:3101非限定性净资产"
RESTRICTED = "Equity:3102限定性净资产"
DONATIONS = "Income:4101捐赠收入"
FEES = "Income:4201会费收入"
SERVICES = "Income:4301提供服务收入"
SUBSIDIES = "Income:4401政府补助收入"
OTHER_INCOME = "Income:4901其他收入"
PROGRAMME = "Expenses:5101业务活动成本"
SUPPLEMENTARY = PROGRAMME + ":01补充救助"
EMERGENCY = PROGRAMME + ":02应急救助"
IN_KIND = PROGRAMME + ":03实物救助"
OTHER_PROGRAMME = PROGRAMME + ":09其他业务"
ADMIN = "Expenses:5301管理费用"
OFFICE = ADMIN + ":01办公费"
BANK_CHARGES = ADMIN + ":02手续费"
OTHER_ADMIN = ADMIN + ":09其他"
FUNDRAISING = "Expenses:5401筹资费用"
OTHER_EXPENSE = "Expenses:5901其他费用"
APPROPRIATION = "Income:4001财政拨款收入"
"""In the bureau's books: what the treasury pays directly comes from here."""

RELIEF = {"补充救助": SUPPLEMENTARY, "应急救助": EMERGENCY, "实物救助": IN_KIND}
EXPENSES = {
    "办公费": OFFICE,
    "手续费": BANK_CHARGES,
    "其他管理费用": OTHER_ADMIN,
    "筹资费用": FUNDRAISING,
    "其他业务": OTHER_PROGRAMME,
    "其他费用": OTHER_EXPENSE,
}
"""What a society may spend outside relief, in the words a treasurer picks from."""

_FIXED = (
    RECEIVABLE, AGENCY_ASSET, PAYABLE, AGENCY_LIABILITY, UNRESTRICTED, RESTRICTED,
    DONATIONS, FEES, SERVICES, SUBSIDIES, OTHER_INCOME,
    SUPPLEMENTARY, EMERGENCY, IN_KIND, OTHER_PROGRAMME, OFFICE, BANK_CHARGES, OTHER_ADMIN,
    FUNDRAISING, OTHER_EXPENSE,
)  # fmt: skip
CODE_2004 = {"1801": "1701", "5301": "5201", "5401": "5301", "5901": "5401"}
"""Codes that moved on 2026-01-01: today's → that of the years 2004–2025."""

BUDGET_LINES = {
    "2080206": "社会组织管理",
    "2080299": "其他民政管理事务支出",
    "2081901": "城市最低生活保障金支出",
    "2081902": "农村最低生活保障金支出",
    "2082001": "临时救助支出",
    "2082002": "流浪乞讨人员救助支出",
    "2082101": "城市特困人员救助供养支出",
    "2082102": "农村特困人员救助供养支出",
    "2082501": "其他城市生活救助",
    "2082502": "其他农村生活救助",
    "2089999": "其他社会保障和就业支出",
}
"""Budget lines (政府收支分类科目) that the bureau's books know: code → official name."""

ALLOWANCES = {"20819": "低保", "20820": "临时救助", "20821": "特困", "20825": "其他困难群众救助补助"}
"""Budget-line prefixes of the low-income allowances → the word on the account's `open`."""

_MONEY_DEPTH = {"1001": 3, "1002": 4, "1009": 4, "1201": 3}  # components up to and with the fund leaf
_COMPONENT = re.compile(r"([0-9]+)([^0-9:][^:]*)?")
_FUND = re.compile(r"[0-9]{2}[^0-9].*")


class BadAccount(Mistake, ValueError):
    """An account that is not in the chart; the sentence says why."""


class Account(NamedTuple):
    """What an account's name says about it."""

    name: str
    root: str
    code: str
    """The official code of the second component, e.g. 1002 or 2081901."""
    sub: str
    """The code of the third component where it is not the fund leaf, e.g. 01; else empty."""
    fund: str
    """The fund leaf, e.g. 03社会捐赠; empty where the account has none."""

    @property
    def is_money(self) -> bool:
        """Cash, bank or wallet."""
        return self.code in ("1001", "1002", "1009") and self.root == "Assets"

    @property
    def is_cash(self) -> bool:
        """The cash float."""
        return self.code == "1001" and self.root == "Assets"

    @property
    def is_transit(self) -> bool:
        """Between a wallet and a bank account: below zero where the paper that it arrives in was read first."""
        return self.holder in TRANSIT

    @property
    def holder(self) -> str:
        """The account without its fund leaf: the drawer, the bank account, the wallet."""
        return self.name[: -len(self.fund) - 1] if self.fund else self.name


@cache
def parse(name: str) -> Account:
    """Read an account's name; what is not understood comes back empty, `problem` says why."""
    parts = name.split(":")
    second = _COMPONENT.fullmatch(parts[1]) if len(parts) > 1 else None
    code = second[1] if second else ""
    depth = _MONEY_DEPTH.get(code, 0) if parts[0] == "Assets" else 0
    fund = parts[-1] if len(parts) == depth and _FUND.fullmatch(parts[-1]) else ""
    third = _COMPONENT.fullmatch(parts[2]) if len(parts) > 2 and not (fund and len(parts) == 3) else None
    return Account(name, parts[0], code, third[1] if third else "", fund)


_HEADS = {a.split(":")[1][:4]: ":".join(a.split(":")[:2]) for a in (CASH, BANK, WALLET, GOODS, *_FIXED)}
_LEAVES = frozenset(_FIXED)


def _is_odd(letter: str) -> bool:
    """Whether it is no Chinese character, Latin letter or figure: other scripts look like ours, or like nothing."""
    if letter.isascii():
        return not (letter.isalnum() or letter in ":-")
    return not ("\u3400" <= letter <= "\u9fff" or "\U00020000" <= letter <= "\U0003ffff")


def _look_alike(name: str) -> str:
    if unicodedata.normalize("NFKC", name) != name:
        return "含有全角或兼容字符，看起来相同却是另一个科目"
    odd = next(filter(_is_odd, name), "")
    return f"含有不能用在科目里的字符“{odd[0]!a}”" if odd else ""


@cache
def problem(name: str, bureau: bool = False) -> str:
    """Why an account cannot stand in a society's (or the bureau's) books; empty when it can."""
    parts = name.split(":")
    if parts[0] not in ROOTS or len(parts) < 2:
        return "不在五个根科目（" + "、".join(ROOTS) + "）之下"
    if fault := _look_alike(name):
        return fault
    if not all(_COMPONENT.fullmatch(p) and len(p) > 2 for p in parts[1:]):
        return "每一级都要以编号开头，例如 1001现金"
    return _bureau_problem(name) if bureau else _society_problem(name, parts)


def _bureau_problem(name: str) -> str:
    line = parse(name).code
    if name == APPROPRIATION or (line in BUDGET_LINES and name == budget_account(line)):
        return ""
    return "不在财政局账的科目表里，支出科目是七位预算科目加名称，例如 " + budget_account("2080299")


def _society_problem(name: str, parts: list[str]) -> str:
    account = parse(name)
    head = _HEADS.get(account.code)
    if head != ":".join(parts[:2]):
        return f"科目表里没有“{parts[1]}”" + (f"，是否应为“{head.split(':')[1]}”" if head else "")
    if account.code in _MONEY_DEPTH:
        return (
            fund_problem(account.fund)
            if account.fund
            else f"末级要是基金，例如 {account.holder}:{DONATION_FUND}"
        )
    if name not in _LEAVES and account.code not in ("1122", "2209", "1801", "2601"):
        return f"科目表里没有“{':'.join(parts[1:])}”"
    return ""


def is_holder(name: str) -> bool:
    """Whether an account is a place of money above its funds' leaves: opened to be checked, never booked on."""
    account = parse(f"{name}:{DONATION_FUND}")
    there = account.is_money and not account.is_cash
    return there and account.holder == name and not problem(account.name)


def fund_problem(fund: str) -> str:
    """Why a word cannot be a fund leaf; empty when it can."""
    if fund in STANDARD_FUNDS:
        return ""
    named = re.fullmatch(r"[1-9][0-9][^\s:]+", fund) and 11 <= int(fund[:2]) <= 99
    return (
        "" if named and not _look_alike(fund) else f"“{fund}”不是基金：01到05是固定基金，冠名基金用11到99编号"
    )


def word(holder: str) -> str:
    """A place of money in a word: 现金, 微信, 农商行基本户."""
    return holder.rsplit(":", 1)[-1].lstrip("0123456789")


def leaf(holder: str, fund: str) -> str:
    """The account of one fund's money or goods in one place; BadAccount when it cannot be."""
    name = f"{holder}:{fund}"
    if fault := problem(name):
        raise BadAccount(f"科目“{name}”不能用：{fault}")
    return name


def bank_account(number: int, name: str) -> str:
    """The holder account of the society's n-th bank account, e.g. 01农商行基本户."""
    holder = f"{BANK}:{number:02d}{name}"
    if fault := problem(f"{holder}:{DONATION_FUND}"):
        raise BadAccount(f"开户行名称“{name}”不能用：{fault}。请只用汉字、字母和数字")
    return holder


def money_accounts(holders: tuple[str, ...], fund: str) -> list[str]:
    """All money and goods leaves of one fund, for the given bank accounts."""
    return [leaf(h, fund) for h in (CASH, *holders, WECHAT, ALIPAY, GOODS)]


def society_accounts(banks: tuple[str, ...]) -> list[str]:
    """Every account that a society's books open when it is registered."""
    return [a for fund in STANDARD_FUNDS for a in money_accounts(banks, fund)] + list(_FIXED)


def budget_account(line: str) -> str:
    """The bureau's expense account of a budget line, e.g. Expenses:2080299其他民政管理事务支出."""
    return f"Expenses:{line}{BUDGET_LINES[line]}"


def bureau_accounts() -> list[str]:
    """Every account that the bureau's books open."""
    return [APPROPRIATION, *(budget_account(line) for line in BUDGET_LINES)]


def allowance(account: str) -> str:
    """The low-income allowance that a budget-line account belongs to (低保 …), or empty."""
    return ALLOWANCES.get(parse(account).code[:5], "") if len(parse(account).code) == 7 else ""
