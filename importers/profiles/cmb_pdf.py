"""招商银行: the treasurer's card, as the app sends it in a PDF with names in two languages."""

from __future__ import annotations

from importers.profiles.bank import Bank, Signed
from importers.profiles.cmb import BANK

CARD = Bank(
    name="招商银行交易流水",
    bank=BANK,
    source="招行手机银行—我的—收支明细—打印流水—发送到邮箱（PDF）",
    titles=("招商银行交易流水",),
    day="记账日期",
    amounts=Signed("交易金额"),
    balance="联机余额",
    counterparty="对手信息",
    kind="交易摘要",
    memo=("客户摘要",),
    currency="货币",
    optional=("客户摘要",),
)

CMB_PDF = (CARD.profile(),)
"""The profiles that the engine lists."""
