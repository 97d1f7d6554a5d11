"""What the rows of the samples mean: written down by hand for our own, read by a few plain lines for the public ones.

None of it goes through our engine. The public samples' declared totals were edited by their authors, and may not be
copied, so their rows are taken from the file itself: by fixed places, as a person would who knows this one file.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from bench.papers import Meant

ASK = "?"
"""The account of a row that no program can know: right is who puts it to a person."""
_HERE = Path(__file__).parent / "expected"


class Sample(NamedTuple):
    """A file of the samples: the kind of paper it is, what its rows mean, whose it is."""

    kind: str
    meant: Callable[[Path], list[Meant]]
    ours: bool = True


def written(name: str) -> Callable[[Path], list[Meant]]:
    """The rows in one of our own lists; `or_account` and `or_amount` are the other leg of a move."""

    def read(path: Path) -> list[Meant]:
        with (_HERE / f"{name}.csv").open(encoding="utf-8") as lines:
            return [
                Meant(
                    row["day"], row["account"], Decimal(row["amount"]), row["who"], row["or_account"],
                    Decimal(row["or_amount"] or 0),
                )
                for row in csv.DictReader(lines)
            ]  # fmt: skip

    return read


def _yuan(said: str) -> Decimal:
    return Decimal(said.strip("¥￥ ").replace(",", ""))


def public_wechat(path: Path) -> list[Meant]:
    """Rows 19 and on of the first sheet; the neutral ones by their kind."""
    from openpyxl import load_workbook

    sheet = load_workbook(path, read_only=True).worksheets[0]
    rows = [
        [str(cell or "").strip() for cell in row] for row in sheet.iter_rows(min_row=19, values_only=True)
    ]
    return [_wechat(row) for row in rows if row[0]]


def _wechat(row: list[str]) -> Meant:
    at, kind, who, _, way, yuan, paid_by, _, *_ = row
    day, amount = at[:10], _yuan(yuan)
    who = who.strip("/")
    if way == "收入":
        return Meant(day, "零钱" if paid_by == "/" else paid_by, amount, who)
    if way == "支出":
        return Meant(day, paid_by, -amount)
    if kind == "零钱提现":
        fee = _yuan(row[10].removeprefix("服务费"))
        return Meant(day, "零钱", -amount, "", paid_by, amount - fee)
    if kind == "零钱充值":
        return Meant(day, "零钱", amount, "", paid_by, -amount)
    if kind.startswith("转入零钱通-来自"):
        return Meant(day, kind.removeprefix("转入零钱通-来自"), -amount, "", "零钱通", amount)
    if kind.startswith("零钱通转出-到"):
        return Meant(day, "零钱通", -amount, "", kind.removeprefix("零钱通转出-到"), amount)
    return Meant(day, paid_by, -amount)


def public_alipay(path: Path) -> list[Meant]:
    """The lines below the one of the column names; a payment that was closed unpaid means nothing."""
    lines = path.read_bytes().decode("gb18030").splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith("交易时间")) + 1
    found = []
    for row in csv.reader(lines[start:]):
        cells = [cell.strip() for cell in row]
        if len(cells) < 12:
            continue
        day, who, title, way, amount, paid_by = (
            cells[0][:10],
            cells[2],
            cells[4],
            cells[5],
            _yuan(cells[6]),
            cells[7],
        )
        if way == "不计收支" and not paid_by:
            continue
        if way == "不计收支" and "卖出" in title:
            found.append(Meant(day, paid_by, amount, ""))
        elif not paid_by:
            found.append(Meant(day, ASK, -amount))
        else:
            found.append(
                Meant(day, paid_by, -amount if way == "支出" else amount, "" if way == "支出" else who)
            )
    return found


def public_icbc(path: Path) -> list[Meant]:
    """Lines that begin with a day; 记账金额 in the ninth and tenth cell."""
    found = []
    for row in csv.reader(path.read_text(encoding="utf-8-sig").splitlines()):
        cells = [cell.strip() for cell in row]
        if cells and re.fullmatch(r"\d{4}-\d\d-\d\d", cells[0]):
            amount = _yuan(cells[8]) if cells[8] else -_yuan(cells[9])
            found.append(Meant(cells[0], "", amount, cells[12] if amount > 0 else ""))
    return found


def _pdf(pattern: str) -> Callable[[Path], list[Meant]]:
    def read(path: Path) -> list[Meant]:
        return [Meant(_day(day), "", _yuan(amount)) for day, amount in re.findall(pattern, _text(path), re.M)]

    return read


def _text(path: Path) -> str:
    """The PDF's words in the order in which they were drawn, without their places."""
    from pypdfium2 import PdfDocument

    document = PdfDocument(path)
    return "\n".join(page.get_textpage().get_text_range().replace("\r", "") for page in document)


def _day(said: str) -> str:
    digits = said.replace("-", "")
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"


SAMPLES: dict[str, Sample] = {
    "own/微信支付账单*": Sample("wechat", written("wechat-own")),
    "own/支付宝交易明细*": Sample("alipay", written("alipay-own")),
    "own/农行对公*": Sample("abc", written("abc-own")),
    "own/工行对公*": Sample("icbc", written("icbc-own")),
    "own/邮储对公*": Sample("psbc", written("psbc-own")),
    "own/农商行对公*": Sample("rural", written("rural-own")),
    "own/农信社个人*": Sample("rural", written("credit-union-own")),
    "own/中行_HTML*": Sample("boc", written("boc-own")),
    "public/*/example-wechat-records.xlsx": Sample("wechat", public_wechat, ours=False),
    "public/*/example-alipay-records.csv": Sample("alipay", public_alipay, ours=False),
    "public/*/example-icbc-debit-v1-records.csv": Sample("icbc-csv", public_icbc, ours=False),
    "public/*/abc-debit.pdf": Sample(
        "abc-pdf", _pdf(r"^(\d{8})(?: \d{6})? \S+ ([+-][\d,]+\.\d\d) [\d,]+\.\d\d"), ours=False
    ),
    "public/*/boc-debit.pdf": Sample(
        "boc-pdf", _pdf(r"^(\d{4}-\d\d-\d\d) \S+ 人民币 (-?[\d,]+\.\d\d) [\d,]+\.\d\d"), ours=False
    ),
}
"""Which files of a folder of samples are compared; the hand-kept registers are not, as nobody else reads them."""


def samples(folder: Path) -> Iterator[tuple[Path, Sample]]:
    """The files of the folder that are compared, in the order of the table."""
    for pattern, sample in SAMPLES.items():
        for path in sorted(folder.glob(pattern)):
            yield path, sample
