"""中国工商银行: a person's card from the web bank, and the society's own account in its four column sets."""

from __future__ import annotations

from dataclasses import replace

from importers.profiles.bank import Bank, InOut, Worded

BANK = "工商银行"

CARD = Bank(
    name="工商银行个人明细",
    bank=BANK,
    source="工行个人网银—我的账户—明细查询—下载（csv）",
    titles=("明细查询文件下载",),
    day="交易日期",
    amounts=InOut("记账金额(收入)", "记账金额(支出)"),
    balance="余额",
    counterparty="对方户名",
    other_account="对方账户",
    kind="摘要",
    memo=("交易详情", "交易场所"),
    currency="记账币种",
    optional=("交易详情", "对方账户"),  # since the second version of the file
    foot=r"\S*合计",
    sums="人民币合计",
    proven=True,
)

DEBIT_CREDIT = Bank(
    name="工商银行对公明细（借方、贷方发生额）",
    bank=BANK,
    source="工行企业网银—账户管理—明细查询—下载（csv 或 Excel）",
    titles=("[HISTORYDETAIL]", "中国工商银行"),
    day="交易时间",
    amounts=InOut("贷方发生额", "借方发生额"),
    balance="余额",
    counterparty="对方单位名称",
    other_account="对方账号",
    kind="摘要",
    memo=("用途", "附言", "个性化信息"),
    account="本方账号",
    also=("凭证号", "借/贷"),
    optional=("附言", "个性化信息", "凭证号"),
    titled=True,
)

WORD = replace(
    DEBIT_CREDIT,
    name="工商银行对公明细（借贷标志）",
    amounts=Worded("发生额", "借贷标志"),
    counterparty="对方单位",
    memo=("用途", "附言", "回单个性化信息"),
    currency="币种",
    also=("凭证号",),
    optional=("附言", "回单个性化信息", "凭证号", "本方账号", "币种"),
)

IN_OUT = replace(
    WORD,
    name="工商银行对公明细（转入、转出金额）",
    amounts=InOut("转入金额", "转出金额"),
    also=("凭证号", "借贷标志"),
    optional=("附言", "回单个性化信息", "凭证号", "本方账号", "币种", "借贷标志"),
)

ICBC = tuple(bank.profile() for bank in (CARD, DEBIT_CREDIT, WORD, IN_OUT))
"""The profiles that the engine lists."""
