"""Builds a bank's paper for the tests of what becomes of it: a few rows, balances and footer that tie."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from decimal import Decimal
from io import StringIO
from pathlib import Path

COLUMNS = (
    "交易时间",
    "收入金额",
    "支出金额",
    "账户余额",
    "对方账号",
    "对方户名",
    "对方开户行",
    "摘要",
    "交易用途",
)
NAME = "农业银行(0000)"
"""What the paper calls its account."""
Moved = tuple[str, str, str, str, str]
"""When, how much with its sign, who, kind, purpose."""


def bank_csv(
    rows: Sequence[Moved], opening: str = "30000.00", days: tuple[str, str] = ("20260701", "20260731")
) -> bytes:
    """The web bank's csv of the society's own account, oldest row first."""
    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(["中国农业银行账户明细"])
    writer.writerow([f"账号:10-123401040000000  户名:石岗村救急难互助社  起止日期:{days[0]}-{days[1]}"])
    writer.writerow(COLUMNS)
    left = Decimal(opening)
    sums = {"收": [Decimal(0)], "支": [Decimal(0)]}
    for at, change, who, kind, purpose in rows:
        amount = Decimal(change)
        left += amount
        sums["收" if amount > 0 else "支"].append(abs(amount))
        come, gone = (f"{amount}", "") if amount > 0 else ("", f"{-amount}")
        writer.writerow([at, come, gone, f"{left}", "", who, "", kind, purpose])
    writer.writerow([f"{len(v) - 1} {k} {sum(v):.2f}" for k, v in sums.items()])
    return out.getvalue().encode("gb18030")


def paper(
    folder: Path,
    rows: Sequence[Moved],
    opening: str = "30000.00",
    name: str = "流水.csv",
    until: str = "20260731",
) -> Path:
    """That csv as a file."""
    path = folder / name
    path.write_bytes(bank_csv(rows, opening, ("20260701", until)))
    return path
