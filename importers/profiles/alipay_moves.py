"""Which rows of Alipay move money between our own accounts, and between which."""

from __future__ import annotations

import re

BALANCE, YUEBAO, FUNDS, HUABEI = "余额", "余额宝", "蚂蚁财富", "花呗"
_BALANCES = frozenset({"余额", "账户余额", "支付宝余额"})
_WALLETS = frozenset({BALANCE, YUEBAO})
_BANK = re.compile(r"银行|农信|农商|信用社|信用联社|[(（]\d{4}[)）]")
_OUT_OF_YUEBAO = re.compile(r"余额宝-转出到(余额|银行卡|.+)")
_INTO_YUEBAO = re.compile(r"余额宝-.*(?:转入|攒入)")
_SWITCHED = "更换货基"


def named(account: str) -> str:
    """An account's word, one for each way in which the balance was called."""
    return BALANCE if account in _BALANCES else account


def ends(what: str, paid_by: str, other: str) -> tuple[str, str] | None:
    """Where the money of a row comes from and goes to; an empty end is not told; None where it is no move.

    收/付款方式 is the source on some rows and the destination on others: the wallet that 商品说明 names tells.
    """
    if what.startswith("提现-"):
        return BALANCE, _card(paid_by, other)
    if what.startswith("充值-"):
        return _card(paid_by, other), BALANCE
    if found := _OUT_OF_YUEBAO.fullmatch(what):
        return YUEBAO, BALANCE if found[1] == "余额" else _card(paid_by, other)
    if what == "转账收款到余额宝" or what.startswith("余额宝-自动转入"):
        return BALANCE, YUEBAO
    if _INTO_YUEBAO.fullmatch(what) and _SWITCHED not in what:
        return "" if paid_by == YUEBAO else paid_by, YUEBAO
    return _invested(what, paid_by) or _repaid(what, paid_by, other)


def _card(paid_by: str, other: str) -> str:
    """Of the two words of a row the one that is a bank; empty where neither is."""
    if paid_by and paid_by not in _WALLETS:
        return paid_by
    return other if _BANK.search(other) else ""


def _invested(what: str, paid_by: str) -> tuple[str, str] | None:
    """Bought or sold shares of a money or mutual fund."""
    if not what.startswith(f"{FUNDS}-"):
        return None
    if what.endswith("-买入"):
        return paid_by, FUNDS
    if "-卖出" in what:
        return FUNDS, YUEBAO if what.endswith("至余额宝") else paid_by
    return None


def _repaid(what: str, paid_by: str, other: str) -> tuple[str, str] | None:
    """A credit card or 花呗 paid back."""
    if what.startswith("信用卡还款"):
        return paid_by, other
    return (paid_by, HUABEI) if what.startswith(HUABEI) and "还款" in what else None
