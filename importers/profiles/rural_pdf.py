"""农商行 papers that come as PDFs only; those that are also tables are declared with the tables."""

from __future__ import annotations

from importers.profiles.bank import Bank, InOut, Signed, declared
from importers.profiles.rural import BANK

JIANGXI = Bank(
    name="江西农商银行交易流水",
    bank=BANK,
    source="江西农商银行手机银行—交易流水—发送到邮箱（PDF）",
    titles=("农商银行交易流水",),
    day="记账日期",
    amounts=Signed("交易金额(元)"),
    balance="交易后余额(元)",
    counterparty="对方户名",
    other_account="对方账号",
    kind="交易摘要",
)

FOSHAN = Bank(
    name="佛山农商银行交易明细",
    bank=BANK,
    source="佛山农商银行手机银行—账户明细—导出（PDF）",
    titles=("佛山农村商业银行", "佛山农商银行"),
    day="交易日期",
    amounts=Signed("收入/支出"),
    balance="余额",
    counterparty="对方户名",
    other_account="对方账号",
    kind="交易类型",
    memo=("摘要", "附言"),
    serial="流水号",
    also=("记账日期", "对方行名"),
    titled=True,
)

SOCIETY = Bank(
    name="农商行客户账户明细对账单",
    bank=BANK,
    source="农商行柜台或企业网银—客户账户明细对账单（PDF）",
    titles=("客户账户明细对账单",),
    number=r"账号/卡号\s*[:：]?\s*([0-9][0-9*\- ]{6,}[0-9])",
    day="交易日期",
    amounts=InOut("贷方金额", "借方金额"),
    balance="余额",
    counterparty="对方账号/户名",
    split="/",
    kind="摘要",
    memo=("用途",),
    currency="币种",
    totals=lambda said: declared(
        said,
        come=r"贷方(?:总金额|发生额|合计金额|总额)\s*[:：]?\s*([\d,.]+)",
        gone=r"借方(?:总金额|发生额|合计金额|总额)\s*[:：]?\s*([\d,.]+)",
        come_rows=r"贷方总笔数\s*[:：]?\s*(\d+)",
        gone_rows=r"借方总笔数\s*[:：]?\s*(\d+)",
    ),
    warns=lambda said: ("这种对账单上没有银行的名字，暂按农商行记，请核对这是哪家银行的账户。",),
    titled=True,
)

RURAL_PDF = tuple(bank.profile() for bank in (JIANGXI, FOSHAN, SOCIETY))
"""The profiles that the engine lists."""
