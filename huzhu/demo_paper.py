"""The WeChat bill of the demonstration: gifts by code, written as WeChat writes them, then imported."""

from __future__ import annotations

import random
from decimal import Decimal
from pathlib import Path

from huzhu.demo_cases import SURNAMES
from ledger import chart
from ledger.district import Society

_RULE = "-" * 20
_DAYS = (9, 11, 12, 16, 18, 20, 23, 25, 27)


def import_paper(society: Society, chance: random.Random, at: str) -> Path:
    """Write the bill among the society's documents and book what can be booked; the bill's path."""
    from huzhu.commands.importing import record
    from importers.booking import Choices, propose
    from importers.engine import read

    path = society.documents / "statements" / "微信支付账单(20260301-20260331).csv"
    path.parent.mkdir(parents=True)
    path.write_bytes(_bill(society, chance).encode("utf-8-sig"))
    bank = chart.bank_account(1, "农商行基本户")
    choices = Choices(recorded_by="wangwu", channel="村内互助", cards={"农商银行(5678)": bank})
    record(society, propose(read(path), choices, ()), dry_run=False, at=at)
    return path


def _bill(society: Society, chance: random.Random) -> str:
    rows, gifts = [], Decimal(0)
    for number, day in enumerate(_DAYS, 1):
        amount = Decimal(chance.randrange(20, 300, 10))
        gifts += amount
        donor = f"{chance.choice(SURNAMES)}*{chance.choice('民花平英军')}"
        words = chance.choice(("收款方备注:二维码收款付款方留言:帮衬乡邻", "收款方备注:二维码收款"))
        rows.append(
            _row(f"2026-03-{day:02d} 10:{number:02d}:00", "二维码收款", donor, words, "收入", amount, number)
        )
    rows.append(_row("2026-03-28 09:00:00", "零钱提现", "农商银行(5678)", "/", "/", gifts, 90))
    rows.append(
        _row("2026-03-29 15:00:00", "扫二维码付款", "镇打印店", "打印公示", "支出", Decimal("3.00"), 91)
    )
    return "\r\n".join([*_preamble(society, gifts), *reversed(rows)]) + "\r\n"


def _row(time: str, kind: str, other: str, words: str, way: str, amount: Decimal, number: int) -> str:
    status = {"收入": "已收钱", "支出": "已转账", "/": "提现已到账"}[way]
    paid_by = "农商银行(5678)" if way == "/" else "零钱"
    numbers = f'"100004990126030000000000{number:08d}\t","/\t"'
    return f'{time},{kind},{other},"{words}",{way},¥{amount:.2f},{paid_by},{status},{numbers},"/"'


def _preamble(society: Society, gifts: Decimal) -> list[str]:
    count = len(_DAYS)
    lines = [
        "微信支付账单明细", f"微信昵称：[{society.title[-12:]}]",
        "起始时间：[2026-03-01 00:00:00] 终止时间：[2026-03-31 23:59:59]", "导出类型：[全部]",
        "导出时间：[2026-04-01 08:00:00]", "", f"共{count + 2}笔记录", f"收入：{count}笔 {gifts:.2f}元",
        "支出：1笔 3.00元", f"中性交易：1笔 {gifts:.2f}元", "注：", "", f"{_RULE}微信支付账单明细列表{_RULE}",
    ]  # fmt: skip
    heads = "交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号,商户单号,备注"
    return [line + ",,,,,,,," for line in lines] + [heads]
