"""The stock ledger of goods (实物收发存台账): what of each kind was there, came, went to which case, and is left.

Clause (红河 二（四）): 对于发放现金或实物的，必须按照“留痕”“可追溯”的要求建立工作台账。 Goods stand at their booked value.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from ledger.entries import Leg, case_number, posting_yuan, text
from ledger.money import CENT
from reports.report import Asked, Report
from reports.rows import Column, Quantity, Row, Sheet

_COLUMNS = (
    Column("day", "日期", "day"),
    Column("voucher", "凭证号", "text"),
    Column("what", "摘要", "text"),
    Column("in", "数量", "quantity", group="收入"),
    Column("in_yuan", "金额", "money", group="收入"),
    Column("out", "数量", "quantity", group="发出"),
    Column("out_yuan", "金额", "money", group="发出"),
    Column("left", "数量", "quantity", group="结存"),
    Column("left_yuan", "金额", "money", group="结存"),
    Column("case", "救助编号", "text"),
)
Sum = tuple[Quantity, Decimal]
_NOTHING: Sum = (Quantity(0), Decimal("0.00"))


def _made(asked: Asked) -> Sheet:
    """The movements of each kind of goods in the period, between what was there and what is left."""
    kinds: dict[str, list[Leg]] = {}
    for leg in asked.books.legs:
        if leg.account.code == "1201" and leg.entry.date <= asked.period.last:
            kinds.setdefault(leg.posting.units.currency, []).append(leg)
    blocks = [_block(asked, kind, kinds[kind]) for kind in sorted(kinds)]
    told = [block for block in blocks if block]
    rows = [row for block in told for row in block]
    if told:
        rows.append(_total(told))
    notes = ("金额是账面价值；同一种实物不同单价的，先进先出。",)
    empty = () if told else (f"{asked.period.words}没有实物，也没有收发。",)
    return Sheet(
        "实物收发存台账", asked.subtitle, _COLUMNS, tuple(rows), (*empty, *notes), ("单位负责人", "会计", "保管人"),
    )  # fmt: skip


def _block(asked: Asked, kind: str, legs: list[Leg]) -> list[Row]:
    """One kind: a heading, what was there, each movement, the sums; nothing where there was and moved nothing."""
    begun = _sum(leg for leg in legs if leg.entry.date < asked.period.first)
    moves = [leg for leg in legs if leg.entry.date >= asked.period.first]
    if not moves and not begun[0]:
        return []
    heading = Row((asked.books.goods_names.get(kind, kind), *[None] * 9), "heading")
    rows = [heading, Row((None, None, "期初结存", None, None, None, None, *begun, None))]
    left = begun
    for entry, came, went in _by_entry(moves):
        left = (Quantity(left[0] + came[0] - went[0]), left[1] + came[1] - went[1])
        rows.append(_line(entry, came, went, left))
    came = _sum(leg for leg in moves if leg.amount > 0)
    went = _minus(_sum(leg for leg in moves if leg.amount < 0))
    return [*rows, Row(("小计", None, None, *came, *went, *left, None), "subtotal")]


def _by_entry(legs: list[Leg]) -> Iterator[tuple[Any, Sum, Sum]]:
    """What came and went by each entry, whatever lots it took."""
    entries = {id(leg.entry): leg.entry for leg in legs}
    for key, entry in entries.items():
        mine = [leg for leg in legs if id(leg.entry) == key]
        came = _sum(leg for leg in mine if leg.amount > 0)
        yield entry, came, _minus(_sum(leg for leg in mine if leg.amount < 0))


def _line(entry: Any, came: Sum, went: Sum, left: Sum) -> Row:
    said = "　".join(filter(None, (entry.payee, entry.narration)))
    reversed_ = text(entry, "reverses")
    what = f"{said}（冲销{reversed_}）" if reversed_ else said
    return Row((
        entry.date, text(entry, "voucher"), what, *_shown(came), *_shown(went), *left, case_number(entry),
    ))  # fmt: skip


def _shown(moved: Sum) -> tuple[Quantity | None, Decimal | None]:
    return moved if moved[0] else (None, None)


def _sum(legs: Iterator[Leg]) -> Sum:
    found = list(legs)
    quantity = sum((leg.amount for leg in found), Decimal(0))
    yuan = sum((posting_yuan(leg.posting) for leg in found), Decimal("0.00"))
    return Quantity(quantity), yuan.quantize(CENT)


def _minus(of: Sum) -> Sum:
    return Quantity(-of[0]), -of[1] + Decimal("0.00")


def _total(blocks: list[list[Row]]) -> Row:
    """What all kinds come to in yuan; pieces of different kinds are not added."""
    come, went, left = (_yuan([block[-1] for block in blocks], at) for at in (4, 6, 8))
    return Row(("合计", None, None, None, come, None, went, None, left, None), "total")


def _yuan(sums: list[Row], at: int) -> Decimal:
    return sum((cell for row in sums if isinstance(cell := row.cells[at], Decimal)), Decimal("0.00"))


REPORT = Report("goods-ledger", "实物收发存台账", _made)
