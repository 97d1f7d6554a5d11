"""招商银行: a person's card from the PC bank, and the society's own account in three exports."""

from __future__ import annotations

import re

from importers.movement import Declared
from importers.profiles.bank import Bank, InOut, Signed, declared

BANK = "招商银行"
_SPLIT_FIGURE = re.compile(r"(?<=\d) (?=\d{3}\b)")


def _totals(said: str) -> Declared:
    """The last lines, `# 收入合计: 2 笔，共 1,020.00 元`; without quotes csv splits the figure at its comma."""
    return declared(
        _SPLIT_FIGURE.sub(",", said),
        come=r"收入合计[:：].*?共\s*([\d,.]+)\s*元",
        gone=r"支出合计[:：].*?共\s*([\d,.]+)\s*元",
        come_rows=r"收入合计[:：]\s*(\d+)\s*笔",
        gone_rows=r"支出合计[:：]\s*(\d+)\s*笔",
    )


def _partly(said: str) -> tuple[str, ...]:
    """What to say of an export that was filtered."""
    found = re.search(r"过滤设置[:：]\s*(\S+)", said)
    if found is None or found[1] == "无":
        return ()
    return (f"下载时设了过滤（{found[1]}），收支不全：请去掉过滤重新下载。",)


CARD = Bank(
    name="招商银行个人交易记录",
    bank=BANK,
    source="招行个人银行专业版—账户管理—交易查询—导出（csv）",
    titles=("# 招商银行交易记录",),
    number=r"(?:一卡通|账号)[:：]\s*([0-9][0-9*]+[0-9])",
    day="交易日期",
    clock="交易时间",
    amounts=InOut("收入", "支出"),
    balance="余额",
    kind="交易类型",
    memo=("交易备注",),
    totals=_totals,
    warns=_partly,
    proven=True,
)

LISTED = Bank(
    name="招商银行对公账务明细清单",
    bank=BANK,
    source="招行企业银行—账务查询—账务明细清单（Statement Of Account）",
    titles=("账务明细清单", "Statement Of Account"),
    day="日期",
    amounts=Signed("借方/贷方金额"),
    balance="余额",
    counterparty="对手户名",
    kind="业务类型",
    memo=("摘要", "票据号/摘要"),
    also=("票据号",),
    optional=("摘要", "票据号/摘要", "票据号"),
)

OUT_IN = Bank(
    name="招商银行对公交易明细（出账、入账）",
    bank=BANK,
    source="招行企业银行—账户查询—交易明细—导出（Excel）",
    titles=("招商银行",),
    day="交易日期",
    amounts=InOut("贷方(入账)", "借方(出账)"),
    balance="余额",
    counterparty="收(付)方名称",
    other_account="收(付)方账号",
    kind="交易类型",
    memo=("摘要",),
)

SOCIETY = Bank(
    name="招商银行对公交易明细（借方、贷方金额）",
    bank=BANK,
    source="招行企业银行—账户查询—交易查询—导出（Excel）",
    titles=("招商银行",),
    day="交易日",
    clock="交易时间",
    amounts=InOut("贷方金额", "借方金额"),
    balance="余额",
    counterparty="收(付)方名称",
    other_account="收(付)方账号",
    owner="账号名称",
    account="账号",
    kind="交易类型",
    memo=("摘要", "用途"),
    currency="币种",
    also=("流水号",),
    optional=("账号名称", "账号", "币种", "用途", "流水号"),
)

CMB = tuple(bank.profile() for bank in (CARD, LISTED, OUT_IN, SOCIETY))
"""The profiles that the engine lists."""
