"""中国工商银行: the treasurer's card, as the app sends it in a PDF."""

from __future__ import annotations

from importers.profiles.bank import Bank, Signed
from importers.profiles.icbc import BANK

CARD = Bank(
    name="工商银行借记账户历史明细",
    bank=BANK,
    source="工行手机银行—我的账户—明细—导出历史明细—发送到邮箱（PDF）",
    titles=("中国工商银行借记账户历史明细",),
    day="交易日期",
    amounts=Signed("收入/支出金额"),
    balance="余额",
    counterparty="对方户名",
    other_account="对方账号",
    kind="摘要",
    currency="币种",
    also=("储种", "序号", "钞汇", "地区", "渠道"),
    optional=("储种", "序号", "钞汇", "地区", "渠道", "对方户名", "对方账号"),
)

ICBC_PDF = (CARD.profile(),)
"""The profiles that the engine lists."""
