"""Papers that people bring by mistake: what each is, and which download to bring instead."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from importers import cells
from importers.paper import RawTable

_LOOK = 60
_INSTEAD_OF_NOTES = (
    "请在支付宝里重新导出：我的—账单—右上角“…”—开具交易流水证明—用于个人对账，拿到的 csv 才是原始账单。"
)


class Foreign(NamedTuple):
    """A paper that is known and not read: its header or the words of its title, and what to do."""

    columns: frozenset[str]
    title: tuple[str, ...]
    advice: str


FOREIGN = (
    Foreign(
        frozenset({"记录时间", "分类", "收支类型", "金额"}),
        (),
        "这是支付宝“记账本”的导出，里面的分类和金额可以自己改，不是交易明细，不能当账单。"
        + _INSTEAD_OF_NOTES,
    ),
    Foreign(
        frozenset(),
        ("微信支付交易明细证明",),
        "这是微信的“交易明细证明”（PDF），里面没有商品和状态，不能当账单。"
        "请在微信里重新下载：我—服务—钱包—账单—下载账单—用于个人对账，类型选“全部”。",
    ),
    Foreign(
        frozenset(),
        ("支付宝", "交易流水证明"),
        "这是支付宝的“交易流水证明”（PDF），里面没有交易状态，不能当账单。" + _INSTEAD_OF_NOTES,
    ),
)


def advice(tables: Iterable[RawTable]) -> str:
    """What to do with a paper that no profile fits, where it is known; else nothing."""
    for table in tables:
        rows = [[cells.heading(cell) for cell in row] for _, row in table.rows[:_LOOK]]
        words = "\n".join([*table.notes, *(said for row in rows for said in row)])
        for each in FOREIGN:
            if each.columns and any(each.columns <= set(row) for row in rows):
                return each.advice
            if each.title and all(title in words for title in each.title):
                return each.advice
    return ""
