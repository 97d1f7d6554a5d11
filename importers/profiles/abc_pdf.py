"""中国农业银行: the treasurer's card, as the app sends it in a PDF and as the counter printed it before."""

from __future__ import annotations

from importers.profiles.abc import BANK
from importers.profiles.bank import Bank, Signed

APP = Bank(
    name="农业银行活期交易明细",
    bank=BANK,
    source="农行手机银行—我的账户—明细查询—右上角导出—发送到邮箱（PDF）",
    titles=("中国农业银行账户活期交易明细清单",),
    day="交易日期",
    clock="交易时间",
    amounts=Signed("交易金额"),
    balance="本次余额",
    counterparty="对手信息",
    kind="交易摘要",
    memo=("交易附言",),
    also=("日志号", "交易渠道"),
)

COUNTER = Bank(
    name="农业银行银行卡交易明细",
    bank=BANK,
    source="农行柜台—银行卡交易明细清单（电子版）",
    titles=("银行卡交易明细清单",),
    number=r"(?:账号客户|账号|卡号)\s*[:：]?\s*([0-9][0-9*\- ]{6,}[0-9])",
    day="交易日期",
    amounts=Signed("交易金额"),
    balance="余额",
    counterparty="交易地点/对方账号和户名",
    split=" ",
    kind="摘要",
    titled=True,
)

ABC_PDF = (APP.profile(), COUNTER.profile())
"""The profiles that the engine lists."""
