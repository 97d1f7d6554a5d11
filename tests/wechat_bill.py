"""Builds WeChat bills for the tests: the rows of our sample, changed at will, with totals that tie."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path

PAPERS = Path(__file__).parent / "papers" / "wechat"
OLD_CSV = PAPERS / "微信支付账单(20260320-20260329)_csv旧版.csv"
XLSX_2025 = PAPERS / "微信支付账单流水文件(20260320-20260329)_2025版.xlsx"
NAMES = {
    "at": "交易时间", "kind": "交易类型", "who": "交易对方", "what": "商品", "way": "收/支",
    "amount": "金额(元)", "account": "支付方式", "status": "当前状态",
    "id": "交易单号", "merchant": "商户单号", "memo": "备注",
}  # fmt: skip
COLUMNS = list(NAMES.values())
FIRST_LINE = 12
"""The line of the first data row in what `csv_bill` writes."""

Line = list[str]


def lines() -> list[Line]:
    """The 13 data rows of our sample, each a list of 11 words."""
    rows = list(csv.reader(StringIO(OLD_CSV.read_text("utf-8-sig"))))
    return [[cell.strip() for cell in row] for row in rows[17:]]


def line(**words: str) -> Line:
    """One row: an income of 20.00 into 零钱, apart from the columns given (way, amount, kind …)."""
    usual = [
        "2026-03-25 10:00:00",
        "转账",
        "王大伯",
        "互助金",
        "收入",
        "¥20.00",
        "/",
        "已存入零钱",
        "1000050001",
    ]
    cells = dict(zip(NAMES, [*usual, "/", "/"], strict=True))
    assert words.keys() <= cells.keys()
    return list((cells | words).values())


def yuan(word: str) -> Decimal:
    """An amount word as money."""
    return Decimal(word.strip("¥￥").replace(",", ""))


def face(rows: Sequence[Line], /, **changed: str) -> list[str]:
    """The lines above the table, totals computed from the rows; a keyword replaces the line it names."""
    label = {"收入": "收入", "支出": "支出"}
    sums = {
        name: [yuan(row[5]) for row in rows if label.get(row[4], "中性交易") == name]
        for name in ("收入", "支出", "中性交易")
    }
    said = {
        "title": "微信支付账单明细",
        "owner": "微信昵称：[石桥村互助会]",
        "days": "起始时间：[2026-03-20 00:00:00] 终止时间：[2026-03-29 23:59:59]",
        "export": "导出类型：[全部]",
        "rows": f"共{len(rows)}笔记录",
        **{name: f"{name}：{len(sums[name])}笔 {sum(sums[name], Decimal('0.00'))}元" for name in sums},
    }
    return list((said | changed).values())


def csv_bill(
    rows: Sequence[Line], above: Sequence[str] | None = None, header: Sequence[str] = COLUMNS
) -> bytes:
    """An old csv: BOM, padded lines above, CRLF."""
    out = StringIO(newline="")
    writer = csv.writer(out)
    for said in face(rows) if above is None else above:
        writer.writerow([said] + [""] * 8)
    out.write("," * 8 + "\r\n")
    out.write("----------------------微信支付账单明细列表--------------------,,,,,,,,\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def xlsx_bill(rows: Iterable[Sequence[object]], above: Sequence[str], sheets: int = 1) -> bytes:
    """A workbook with the same bill on each of its sheets; cells keep their Python types."""
    from openpyxl import Workbook

    book = Workbook()
    rows = list(rows)
    for at in range(sheets):
        sheet = book.active if at == 0 else book.create_sheet()
        for said in above:
            sheet.append([said])
        sheet.append([])
        sheet.append(COLUMNS)
        for row in rows:
            sheet.append(list(row))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def typed(row: Line) -> list[object]:
    """A row as WeChat writes it since 2026-03: a date cell and a number cell among words."""
    return [datetime.fromisoformat(row[0]), *row[1:5], float(yuan(row[5])), *row[6:]]
