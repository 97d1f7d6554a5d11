"""中国邮政储蓄银行: the treasurer's card, as the app sends it in a PDF."""

from __future__ import annotations

from importers.profiles.bank import Bank, Signed
from importers.profiles.psbc import BANK

CARD = Bank(
    name="邮储银行借记账户历史明细",
    bank=BANK,
    source="邮储手机银行—账户明细—导出—发送到邮箱（PDF）",
    titles=("中国邮政储蓄银行借记账户历史明细",),
    day="交易时间",
    amounts=Signed("交易金额"),
    balance="余额",
    counterparty="对方户名",
    other_account="对方账号",
    kind="摘要",
    memo=("附言",),
    serial="外部系统流水",
    currency="币种",
    also=("交易渠道",),
    optional=("币种", "交易渠道", "摘要", "附言", "对方户名", "对方账号", "外部系统流水"),
    titled=True,
)

PSBC_PDF = (CARD.profile(),)
"""The profiles that the engine lists."""
