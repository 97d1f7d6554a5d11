"""中国邮政储蓄银行: the society's own account, as the web bank exports it."""

from __future__ import annotations

from dataclasses import replace

from importers.profiles.bank import Bank, InOut

BANK = "邮储银行"

SOCIETY = Bank(
    name="邮储银行对公账户明细",
    bank=BANK,
    source="邮储企业网银—账户查询—明细查询—下载（Excel）",
    titles=("中国邮政储蓄银行",),
    day="交易时间",
    amounts=InOut("收入金额", "支出金额"),
    balance="余额",
    counterparty="对方户名",
    other_account="对方账号",
    kind="摘要",
    memo=("用途", "附言"),
    serial="交易流水号",
    also=("记账日期", "对方行名", "全局路由号"),
    optional=("对方行名", "全局路由号"),
)

DAILY = replace(
    SOCIETY,
    name="邮储银行对公账户明细（只有日期）",
    day="交易日期",
    clock="交易时间",
    memo=("用途", "附言", "备注"),
    also=("对方行名", "全局路由号"),
    optional=("交易时间", "用途", "附言", "备注", "交易流水号", "对方行名", "全局路由号", "摘要"),
    titled=True,
)

DAILY_BARE = replace(
    DAILY, name="邮储银行对公账户明细（收入、支出）", amounts=InOut("收入", "支出")
)  # as older exports name the columns

PSBC = tuple(bank.profile() for bank in (SOCIETY, DAILY, DAILY_BARE))
"""The profiles that the engine lists."""
