"""农商行、农信社 and 浙江网商: what the banks of the counties export. Few print which bank they are."""

from __future__ import annotations

from importers.movement import Declared
from importers.profiles.bank import Bank, InOut, Signed, Worded, declared

BANK = "农商行"
_NAMES = ("农村商业银行", "农商银行", "农村信用")

SOCIETY = Bank(
    name="农商行对公账户明细",
    bank=BANK,
    source="农商行企业网银—账户明细—下载（Excel）",
    titles=_NAMES,
    day="交易日期",
    amounts=InOut("收入金额", "支出金额"),
    balance="余额",
    counterparty="对方户名",
    other_account="对方账号",
    account="账号",
    memo=("用途", "附言"),
    serial="核心流水号",
    currency="币种",
    sums="合计|总计",
)


def _totals(said: str) -> Declared:
    """The second line, `总收入:10001.89 总收入笔数：2 总支出：-2000.00 总支出笔数：1`."""
    return declared(
        said,
        come=r"总收入[:：]\s*([-+\d,.]+)",
        gone=r"总支出[:：]\s*([-+\d,.]+)",
        come_rows=r"总收入笔数[:：]\s*(\d+)",
        gone_rows=r"总支出笔数[:：]\s*(\d+)",
    )


CARD = Bank(
    name="农商行（农信社）个人交易明细",
    bank=BANK,
    source="农商行或农信社手机银行—账户明细—导出（Excel）",
    titles=("总收入笔数", *_NAMES),
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
    titled=True,  # 建设银行 prints the same columns
)

CREDIT_UNION = Bank(
    name="农信社交易流水",
    bank=BANK,
    source="农信社网银—交易流水—导出（Excel）",
    titles=_NAMES,
    day="交易日期",
    amounts=Worded("交易金额", "收入/支出"),
    balance="实时余额",
    counterparty="对方户名",
    other_account="对方账号",
    kind="交易渠道",
    memo=("备注",),
    serial="交易流水号",
    also=("交易网点", "对方行名称"),
)

HISTORY = Bank(
    name="农信社账户历史明细清单",
    bank=BANK,
    source="农信社柜台或网银—账户历史明细清单",
    titles=("账户历史明细清单",),
    day="交易日期",
    amounts=Signed("交易金额"),
    balance="金额",  # so the paper calls what is left
    counterparty="对方户名",
    other_account="对方账号",
    kind="摘要",
    also=("网点", "来源"),
    totals=lambda said: declared(said, rows=r"总条数[:：]?\s*(\d+)"),
    titled=True,
)

CHENGDU = Bank(
    name="成都农商银行对公客户明细",
    bank=BANK,
    source="成都农商银行企业网银—客户明细—导出",
    titles=("成都农村商业银行", "成都农商银行"),
    day="交易日期",
    amounts=InOut("贷方金额", "借方金额"),
    balance="余额",
    counterparty="对方户名",
    other_account="对方账号",
    kind="摘要",
    currency="币种",
    also=("子序号",),
    optional=("对方账号",),
    lined=True,
    titled=True,
)

TIANJIN = Bank(
    name="天津农商银行对公交易明细",
    bank=BANK,
    source="天津农商银行企业网银—交易明细查询—导出",
    titles=("天津农村商业银行", "天津农商银行"),
    day="交易日期",
    amounts=InOut("收入", "支出"),
    balance="余额",
    counterparty="对方户名",
    other_account="对方账号",
    kind="摘要",
    memo=("备注",),
    also=("对方开户行",),
    titled=True,
)

TIANJIN_CARD = Bank(
    name="天津农商银行个人交易明细",
    bank=BANK,
    source="天津农商银行手机银行—账户交易明细—导出",
    titles=("天津农村商业银行", "天津农商银行"),
    day="交易日期",
    clock="交易时间",
    amounts=Signed("交易金额"),
    balance="当前余额",
    counterparty="对手户名",
    other_account="对手账号",
    kind="交易摘要",
    memo=("交易附言",),
    also=("交易渠道",),
    titled=True,
)

MYBANK = Bank(
    name="浙江网商银行企业账户明细",
    bank="网商银行",
    source="网商银行企业网银—账户明细—导出（Excel）",
    titles=("浙江网商银行",),
    number=r"账号\s*[:：]?\s*([0-9]{8,})",
    day="交易时间",
    amounts=InOut("借方金额(收)", "贷方金额(支)"),  # 借 is money in, unlike everywhere else
    balance="余额",
    counterparty="对方户名",
    other_account="对方账号",
    kind="交易名称",
    memo=("备注",),
    serial="账务流水号",
    also=("提交时间", "对方机构"),
    totals=lambda said: declared(
        said,
        come=r"借方交易金额[:：]?\s*[¥￥]?([\d,.]+)",
        gone=r"贷方交易金额[:：]?\s*[¥￥]?([\d,.]+)",
        come_rows=r"借方交易笔数[:：]?\s*(\d+)",
        gone_rows=r"贷方交易笔数[:：]?\s*(\d+)",
    ),
)

RURAL = tuple(
    bank.profile() for bank in (SOCIETY, CARD, CREDIT_UNION, HISTORY, CHENGDU, TIANJIN, TIANJIN_CARD, MYBANK)
)
"""The profiles that the engine lists."""
