"""Builds Alipay bills for the tests: one row changed at will, the totals of its file tied to the rows."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from decimal import Decimal
from io import StringIO
from pathlib import Path

PAPERS = Path(__file__).parent / "papers" / "alipay"
APP = PAPERS / "支付宝交易明细(20260320-20260329).csv"
NAMES = {
    "at": "交易时间", "kind": "交易分类", "who": "交易对方", "whose": "对方账号", "what": "商品说明",
    "way": "收/支", "amount": "金额", "account": "收/付款方式", "status": "交易状态",
    "id": "交易订单号", "merchant": "商家订单号", "memo": "备注",
}  # fmt: skip
COLUMNS = list(NAMES.values())
BEFORE_2023 = [
    "收/支", "交易对方", "对方账号", "商品说明", "收/付款方式", "金额", "交易状态", "交易分类",
    "交易订单号", "商家订单号", "交易时间",
]  # fmt: skip
WEB = [
    "交易号", "商家订单号", "交易创建时间", "付款时间", "最近修改时间", "交易来源地", "类型", "交易对方",
    "商品名称", "金额（元）", "收/支", "交易状态", "服务费（元）", "成功退款（元）", "备注", "资金状态",
]  # fmt: skip
FIRST_LINE = 16
"""The line of the first data row in what `app_bill` writes."""
RULE = "-" * 84

Line = dict[str, str]


def line(**words: str) -> Line:
    """One row of the app's file: an income of 20.00 into 余额, apart from the columns given."""
    usual = ["2026-03-25 10:00:00", "转账红包", "王大伯", "/", "互助金", "收入", "20.00", "余额", "交易成功"]
    cells = dict(zip(NAMES, [*usual, "2026032500000001", "", ""], strict=True))
    assert words.keys() <= cells.keys()
    return cells | words


def face(rows: Sequence[Line], /, **changed: str) -> list[str]:
    """The lines about the export, totals computed from the rows; a keyword replaces the line it names."""
    said = {
        "title": "导出信息：",
        "owner": "姓名：石桥村互助会",
        "account": "支付宝账户：shiqiao@example.com",
        "days": "起始时间：[2026-03-20 00:00:00]    终止时间：[2026-03-29 23:59:59]",
        "export": "导出交易类型：[全部]",
        "rows": f"共{len(rows)}笔记录",
    }
    for label in ("收入", "支出", "不计收支", "其他"):
        sums = [Decimal(row["amount"].replace(",", "")) for row in rows if row["way"] == label]
        if sums or label in ("收入", "支出"):
            said[label] = f"{label}：{len(sums)}笔 {sum(sums, Decimal('0.00'))}元"
    return [word for word in (said | changed).values() if word]


def app_bill(
    rows: Sequence[Line], above: Sequence[str] | None = None, *, company: str = "支付宝支付科技有限公司",
    encoding: str = "gb18030", padded: bool = False,
) -> bytes:  # fmt: skip
    """The app's csv since 2023-02: lines above, 12 columns and a comma, a tab behind each number."""
    out = StringIO(newline="")
    said = face(rows) if above is None else list(above)
    said = [RULE, *said]
    blank = [""] * (FIRST_LINE - len(said) - 4)
    out.write(
        "\r\n".join([*said, *blank, "特别提示：", f"{RULE[:24]}{company}  电子客户回单{RULE[:24]}", ""])
    )
    writer = csv.writer(out)
    writer.writerow([*COLUMNS, ""])
    for row in rows:
        row = row | {"id": row["id"] + "\t", "merchant": row["merchant"] + "\t"}
        writer.writerow([*(word.ljust(20) if padded else word for word in row.values()), ""])
    return out.getvalue().encode(encoding)


def old_bill(rows: Sequence[Line]) -> bytes:
    """The app's csv before 2023-02: another order, no 备注, and the lines about the export below the table."""
    out = StringIO(newline="")
    out.write(f"{RULE[:24]}支付宝（中国）网络技术有限公司  电子客户回单{RULE[:24]}\r\n")
    writer = csv.writer(out)
    writer.writerow([*(name.ljust(20) for name in BEFORE_2023), ""])
    by_column = {column: word for word, column in NAMES.items()}
    for row in rows:
        writer.writerow([*(row[by_column[column]].ljust(20) for column in BEFORE_2023), ""])
    out.write("\r\n".join([RULE, *face(rows), "", "特别提示：", "1.提示文字，不是明细；", ""]))
    return out.getvalue().encode("gb18030")


def web_line(**words: str) -> Line:
    """One row of the web site's file: 20.00 received, apart from the columns given."""
    at = "2018-03-25 10:00:00"
    usual = ["2018032500000001", "", at, at, at, "支付宝网站", "即时到账交易", "王大伯", "互助金"]
    cells = dict(zip(WEB, [*usual, "20.00", "收入", "交易成功", "0.00", "0.00", "", "已收入"], strict=True))
    assert words.keys() <= cells.keys()
    return cells | words


def web_bill(rows: Sequence[Line], /, **sums: str) -> bytes:
    """The web site's csv: the account above, the totals below; a keyword replaces the line it names."""
    out = StringIO(newline="")
    above = ["支付宝交易记录明细查询", "账号:[shiqiao@example.com]"]
    above += ["起始日期:[2018-03-01 00:00:00]    终止日期:[2018-04-01 00:00:00]"]
    out.write("\r\n".join([*above, f"{RULE[:24]}交易记录明细列表{RULE[:24]}", ""]))
    writer = csv.writer(out)
    writer.writerow([*(name.ljust(16) for name in WEB), ""])
    for row in rows:
        writer.writerow([*(word.ljust(16) for word in row.values()), ""])
    below = {"rows": f"共{len(rows)}笔记录"}
    for label in ("已收入", "待收入", "已支出", "待支出"):
        yuan = [Decimal(row["金额（元）"]) for row in rows if row["资金状态"] == label]
        below[label] = f"{label}:{len(yuan)}笔,{sum(yuan, Decimal('0.00'))}元"
    out.write(
        "\r\n".join([RULE, *(below | sums).values(), "导出时间:[2018-04-02 09:00:00]    用户:石桥村互助会"])
    )
    return out.getvalue().encode("gb18030")
