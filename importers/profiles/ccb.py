"""中国建设银行: two exports of a person's card, and the society's own account as a table and as a ledger page."""

from __future__ import annotations

from dataclasses import replace

from importers.movement import Declared
from importers.profiles.bank import Bank, InOut, Signed, declared

BANK = "建设银行"


def _totals(said: str) -> Declared:
    """The third line, `总支出：12.34 总收入：1,234.56`."""
    return declared(said, come=r"总收入[:：]\s*([-+\d,.]+)", gone=r"总支出[:：]\s*([-+\d,.]+)")


ALL_ROWS = Bank(
    name="建设银行个人活期全部明细",
    bank=BANK,
    source="建行个人网银或手机银行—账户明细—下载（hqmx_*.xls）",
    titles=("中国建设银行个人活期账户全部交易明细", "中国建设银行个人活期账户交易明细"),
    day="交易日期",
    amounts=Signed("交易金额"),
    balance="账户余额",
    counterparty="对方账号与户名",
    split="/",
    kind="摘要",
    memo=("交易地点/附言",),
    currency="币别",
    also=("钞汇",),
    totals=_totals,
    titled=True,  # 农商行 prints the same columns
    proven=True,
)

ROWS = Bank(
    name="建设银行个人交易明细",
    bank=BANK,
    source="建行个人网银—账户查询—交易明细—下载（Excel 或 txt）",
    titles=("China Construction Bank", "中国建设银行账户交易明细"),
    day="交易日期",
    clock="交易时间",
    amounts=InOut("收入", "支出"),
    balance="账户余额",
    counterparty="对方户名",
    other_account="对方账号",
    kind="摘要",
    memo=("交易地点",),
    currency="币种",
    also=("记账日",),
    proven=True,
)

SOCIETY = Bank(
    name="建设银行对公账户明细",
    bank=BANK,
    source="建行企业网银—账户查询—明细查询—下载（Excel）",
    titles=("中国建设银行账户明细信息",),
    day="交易时间",
    amounts=InOut("贷方发生额(收入)", "借方发生额(支取)"),
    balance="余额",
    counterparty="对方户名",
    other_account="对方账号",
    owner="账户名称",
    account="账号",
    kind="摘要",
    memo=("备注",),
    currency="币种",
    also=("账户明细编号-交易流水号", "对方开户机构", "凭证号"),
    optional=("币种", "对方开户机构", "凭证号", "账户名称", "账号", "账户明细编号-交易流水号"),
)

SOCIETY_IN_YUAN = replace(
    SOCIETY,
    name="建设银行对公账户明细（金额列带“元”字）",
    amounts=InOut("贷方发生额/元(收入)", "借方发生额/元(支取)"),
)

LEDGER = Bank(
    name="建设银行对公活期存款明细账",
    bank=BANK,
    source="建行柜台或企业网银—活期存款明细账",
    titles=("活期存款明细账",),
    day="日期",
    amounts=InOut("贷方", "借方"),
    balance="余额",
    counterparty="对方户名",
    kind="摘要",
    also=("凭证种类", "凭证号", "交易流水号"),
    optional=("凭证种类", "凭证号", "交易流水号"),
    lined=True,
    titled=True,
)

CCB = tuple(bank.profile() for bank in (ALL_ROWS, ROWS, SOCIETY, SOCIETY_IN_YUAN, LEDGER))
"""The profiles that the engine lists."""
