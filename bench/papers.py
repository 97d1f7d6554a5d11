"""WeChat papers of any length whose rows are known beforehand, as csv or as the workbook of 2026.

The rows are written down before the paper is, so a reader is held against what was meant and never against itself.
"""

from __future__ import annotations

import csv
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from io import TextIOWrapper
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape

COLUMNS = (
    "交易时间", "交易类型", "交易对方", "商品", "收/支", "金额(元)",
    "支付方式", "当前状态", "交易单号", "商户单号", "备注",
)  # fmt: skip
START = datetime(2026, 1, 1, 8, 0, 0)  # noqa: DTZ001  (a paper prints Beijing time without saying so)
CARD = "农业银行(1234)"
_KINDS = (
    # 交易类型, 收/支, 支付方式, 当前状态, what it does to 零钱 and to the card
    ("转账", "收入", "/", "已存入零钱", 1, 0),
    ("微信红包", "收入", "/", "已存入零钱", 1, 0),
    ("二维码收款", "收入", "零钱", "已收钱", 1, 0),
    ("商户消费", "支出", "零钱", "支付成功", -1, 0),
    ("扫二维码付款", "支出", CARD, "已转账", 0, -1),
    ("转账", "支出", "零钱", "对方已收钱", -1, 0),
    ("零钱充值", "/", CARD, "充值完成", 1, -1),  # the one kind that moves both
)
_SURNAMES, _NAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡", ("大伯", "秀英", "建国", "小梅", "国强", "玉兰", "老五")


class Meant(NamedTuple):
    """What one row of a paper says: the day, what it adds to which account, who is on the other side."""

    day: str
    account: str
    amount: Decimal
    who: str = ""
    """Only where money came in: that is whom a society must thank."""
    or_account: str = ""
    or_amount: Decimal = Decimal(0)
    """The other leg of a move between two accounts: either shows that it was understood."""


class Line(NamedTuple):
    """One row of a paper before it is written, and what it means."""

    at: datetime
    cells: tuple[str, ...]
    amount: Decimal
    meant: Meant


def lines(rows: int) -> Iterator[Line]:
    """So many rows, always the same ones."""
    for n in range(rows):
        kind, way, paid_by, status, change, card = _KINDS[n * 5 % len(_KINDS)]
        at = START + timedelta(seconds=37 * n)
        who = _SURNAMES[n % len(_SURNAMES)] + _NAMES[n // 3 % len(_NAMES)]
        who = "/" if kind == "零钱充值" else who
        amount = Decimal(100 + n * 7919 % 99_900) / 100
        account, sign = ("零钱", change) if change else (CARD, card)
        cells = (
            f"{at:%Y-%m-%d %H:%M:%S}", kind, who, f"互助金{n}" if way == "收入" else "/", way, f"¥{amount:.2f}",
            paid_by, status, f"1000049901{n:022d}", f"100004990126{n:012d}", "/",
        )  # fmt: skip
        both = (CARD, -amount) if change and card else ("", Decimal(0))
        meant = Meant(f"{at:%Y-%m-%d}", account, sign * amount, who if way == "收入" else "", *both)
        yield Line(at, cells, amount, meant)


def meant(rows: int) -> Iterator[Meant]:
    """What the rows of a paper of that length mean."""
    return (line.meant for line in lines(rows))


def write(path: Path, rows: int) -> Path:
    """A paper of so many rows, csv or xlsx as the path ends."""
    (_write_csv if path.suffix == ".csv" else _write_xlsx)(path, rows)
    return path


def _face(rows: int) -> list[str]:
    sums: dict[str, list[Decimal]] = defaultdict(list)
    for line in lines(rows):
        sums["中性交易" if line.cells[4] == "/" else line.cells[4]].append(line.amount)
    last = START + timedelta(seconds=37 * rows)
    totals = [
        f"{label}：{len(sums[label])}笔 {sum(sums[label], Decimal('0.00'))}元"
        for label in ("收入", "支出", "中性交易")
    ]
    return [
        "微信支付账单明细",
        "微信昵称：[石桥村互助会]",
        f"起始时间：[{START:%Y-%m-%d %H:%M:%S}] 终止时间：[{last:%Y-%m-%d} 23:59:59]",
        "导出类型：[全部]",
        f"导出时间：[{last:%Y-%m-%d} 23:59:59]",
        "",
        f"共{rows}笔记录",
        *totals,
        "注：",
        "1. 充值/提现/理财通购买/零钱通存取/信用卡还款等交易，将计入中性交易",
        "2. 本明细仅展示当前账单中的交易，不包括已删除的记录",
        "3. 本明细仅供个人对账使用",
    ]


def _write_csv(path: Path, rows: int) -> None:
    """The csv that WeChat gave until 2025: BOM, padded lines, a tab after each number."""
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        for said in _face(rows):
            out.write(said + "," * 8 + "\r\n")
        out.write("," * 8 + "\r\n")
        out.write("----------------------微信支付账单明细列表--------------------" + "," * 8 + "\r\n")
        out.write(",".join(COLUMNS) + "\r\n")
        writer = csv.writer(out)
        for line in lines(rows):
            cells = list(line.cells)
            cells[8] += "\t"
            cells[9] += "\t"
            writer.writerow(cells)


_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001
_PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument'
    '.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument'
    '.spreadsheetml.worksheet+xml"/>'
    '<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument'
    '.spreadsheetml.styles+xml"/>'
    '<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument'
    '.spreadsheetml.sharedStrings+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Target="xl/workbook.xml" Type="http://schemas.openxmlformats.org/officeDocument'
    '/2006/relationships/officeDocument"/></Relationships>',
    "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><workbookPr date1904="0"/><sheets>'
    '<sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    + "".join(
        f'<Relationship Id="rId{n}" Target="{target}" Type="http://schemas.openxmlformats.org/officeDocument'
        f'/2006/relationships/{kind}"/>'
        for n, (kind, target) in enumerate(
            (
                ("worksheet", "worksheets/sheet1.xml"),
                ("styles", "styles.xml"),
                ("sharedStrings", "sharedStrings.xml"),
            ),
            1,
        )
    )
    + "</Relationships>",
    "xl/styles.xml": '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    '<numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy-mm-dd hh:mm:ss"/>'
    '<numFmt numFmtId="165" formatCode="&quot;¥&quot;#,##0.00"/></numFmts>'
    '<fonts count="1"><font><sz val="11"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>'
    "</styleSheet>",
}


def _write_xlsx(path: Path, rows: int) -> None:
    """The workbook that WeChat gives since 2026-03: shared words, times and sums as numbers with a format.

    Every row has its element: real ones lack some, over which a few programs stumble, and then their speed could not
    be compared. Written part by part, as no library keeps 100,000 rows small.
    """
    words: dict[str, int] = {}
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as out:
        for name, text in _PARTS.items():
            out.writestr(name, head + text)
        with TextIOWrapper(out.open("xl/worksheets/sheet1.xml", "w"), "utf-8") as part:
            part.write(f"{head}<worksheet {space}><sheetData>")
            part.writelines(_rows(rows, words))
            part.write("</sheetData></worksheet>")
        with TextIOWrapper(out.open("xl/sharedStrings.xml", "w"), "utf-8") as part:
            part.write(f'{head}<sst {space} uniqueCount="{len(words)}">')
            part.writelines(f"<si><t>{escape(word)}</t></si>" for word in words)
            part.write("</sst>")


def _rows(rows: int, words: dict[str, int]) -> Iterator[str]:
    """The rows of the sheet as XML; words are counted as they come."""

    def word(column: str, row: int, said: str) -> str:
        return f'<c r="{column}{row}" t="s"><v>{words.setdefault(said, len(words))}</v></c>'

    note = "4. 本账单中所有时间均为UTC+08:00时间"
    separator = "----------------------微信支付账单明细列表--------------------"
    above = dict(enumerate([*_face(rows), note, "", separator], 1))
    assert len(above) == 17
    for row, said in above.items():
        yield f'<row r="{row}">{word("A", row, said)}</row>'
    yield f'<row r="18">{"".join(word(c, 18, s) for c, s in zip("ABCDEFGHIJK", COLUMNS, strict=True))}</row>'
    for row, line in enumerate(lines(rows), 19):
        serial = Decimal((line.at - _EPOCH).days) + Decimal((line.at - _EPOCH).seconds) / 86400
        cells = "".join(
            f'<c r="A{row}" s="1" t="n"><v>{serial:.11f}</v></c>'
            if column == "A"
            else f'<c r="F{row}" s="2" t="n"><v>{line.amount}</v></c>'
            if column == "F"
            else word(column, row, said)
            for column, said in zip("ABCDEFGHIJK", line.cells, strict=True)
        )
        yield f'<row r="{row}">{cells}</row>'
