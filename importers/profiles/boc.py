"""中国银行: a person's card as a table, and the society's own account in two languages."""

from __future__ import annotations

import re

from importers.movement import Declared
from importers.profiles.bank import Bank, Signed, declared
from importers.profiles.boc_pdf import page_totals

BANK = "中国银行"
FILTERED = "只下载了其中一部分（{}），收支不全：请在中国银行重新申请，收支选“全部”。"


def partly(said: str) -> tuple[str, ...]:
    """What to say of a paper that was filtered by direction before it was printed."""
    found = re.search(r"按收支筛选[:：]\s*(\S+)", said)
    return (FILTERED.format(found[0]),) if found and found[1] != "全部" else ()


CARD = Bank(
    name="中国银行个人交易流水",
    bank=BANK,
    source="中国银行手机银行—交易流水打印（表格）",
    titles=("中国银行交易流水明细清单",),
    day="记账日期",
    clock="记账时间",
    amounts=Signed("金额"),
    balance="余额",
    counterparty="对方账户名",
    other_account="对方卡号/账号",
    kind="交易名称",
    memo=("附言",),
    currency="币别",
    also=("渠道", "网点名称", "对方开户行"),
    optional=("渠道", "网点名称", "附言", "对方账户名", "对方卡号/账号", "对方开户行"),
    turns="冲正",
    totals=page_totals,
    warns=partly,
)


def _totals(said: str) -> Declared:
    """The lines above the table, a name in two languages and in the next cell the figure."""
    name = r"\[[^\]]*\]\s*"
    return declared(
        said,
        come=r"贷方发生总额" + name + r"([\d,.]+)",
        gone=r"借方发生总额" + name + r"([\d,.]+)",
        rows=r"总笔数" + name + r"(\d+)",
        come_rows=r"贷方发生总笔数" + name + r"(\d+)",
        gone_rows=r"借方发生总笔数" + name + r"(\d+)",
    )


SOCIETY = Bank(
    name="中国银行对公账户明细",
    bank=BANK,
    source="中国银行企业网银—账户查询—交易明细—下载（csv 或 Excel）",
    titles=("查询账号[ Inquirer account number ]",),
    number=r"查询账号\[[^\]]*\]\s*([0-9][0-9 ]+[0-9])",
    day="交易日期[TransactionDate]",
    clock="交易时间[Transactiontime]",
    amounts=Signed("交易金额[TradeAmount]"),
    balance="交易后余额[After-transactionbalance]",
    counterparty="付款人名称[Payer'sName]",
    other_account="付款人账号[DebitAccountNo.]",
    payee="收款人名称[Payee'sName]",
    payee_account="收款人账号[Payee'sAccountNumber]",
    kind="业务类型[Businesstype]",
    memo=("摘要[Reference]", "用途[Purpose]", "交易附言[Remark]", "备注[Remarks]"),
    serial="交易流水号[Transactionreferencenumber]",
    currency="交易货币[TradeCurrency]",
    also=("交易类型[TransactionType]",),
    optional=("摘要[Reference]", "用途[Purpose]", "备注[Remarks]"),
    totals=_totals,
)

BOC = (CARD.profile(), SOCIETY.profile())
"""The profiles that the engine lists."""
