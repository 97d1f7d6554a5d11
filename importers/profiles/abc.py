"""中国农业银行: the society's own account, as the web bank exports it, and a person's as the counter does."""

from __future__ import annotations

from importers.movement import Declared
from importers.profiles.bank import Bank, InOut, Signed, declared

BANK = "农业银行"


def _totals(said: str) -> Declared:
    """The last line, `2 收 10,001.89   1 支 2,000.00`."""
    return declared(
        said, come=r"\d+ *收 *([\d,.]+)", gone=r"\d+ *支 *([\d,.]+)",
        come_rows=r"(\d+) *收 *[\d,.]+", gone_rows=r"(\d+) *支 *[\d,.]+",
    )  # fmt: skip


SOCIETY = Bank(
    name="农业银行对公账户明细",
    bank=BANK,
    source="农行企业网银—账户查询—明细查询—下载（Excel）",
    titles=("中国农业银行账户明细",),
    day="交易时间",
    amounts=InOut("收入金额", "支出金额"),
    balance="账户余额",
    counterparty="对方户名",
    other_account="对方账号",
    kind="摘要",
    memo=("交易用途",),
    also=("对方开户行",),
    foot=r"\d+ *[收支]",
    totals=_totals,
)

CARD = Bank(
    name="农业银行对私客户账户明细",
    bank=BANK,
    source="农行柜台—对私客户账户明细（电子版）",
    titles=("对私客户账户明细",),
    day="交易日期",
    amounts=Signed("交易发生额"),
    balance="账户余额",
    counterparty="对方户名",
    other_account="对方账号",
    kind="摘要",
    memo=("备注",),
    titled=True,
)

ABC = (SOCIETY.profile(), CARD.profile())
"""The profiles that the engine lists."""
