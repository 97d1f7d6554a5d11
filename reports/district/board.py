"""The board of many societies (各社情况): one row a society, each township's sums, and what all come to (汇总).

Sums of what stands in each society's own books; nothing between societies is offset, so it is no 合并报表.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from reports.district.overview import Overview
from reports.rows import Cell, Column, Row, Sheet, Style

_ZERO = Decimal("0.00")
_COLUMNS = (
    Column("name", "互助社", "text"),
    Column("township", "乡镇", "text"),
    Column("registered", "登记", "day"),
    Column("officers", "负责人", "text"),
    Column("seed", "启动资金", "money", "元"),
    Column("subsidy", "区财政补助", "money", "元"),
    Column("balance", "结余", "money", "元"),
    Column("cash", "现金", "money", "元"),
    Column("ceiling", "备用金限额", "money", "元"),
    Column("helped", "本年救助", "count", "件"),
    Column("helped_yuan", "本年救助", "money", "元"),
    Column("posted", "公示到", "text"),
    Column("filed", "备案到", "text"),
    Column("errors", "错误", "count"),
    Column("overdue", "逾期", "count"),
    Column("warnings", "提醒", "count"),
    Column("waiting", "待核", "count", "行"),
    Column("dormant", "多久没有活动", "day", "此后没有"),
    Column("remark", "说明", "text"),
)


class Entry(NamedTuple):
    """One society on the board; without an overview where its books say nothing that can be relied on."""

    key: str
    title: str
    overview: Overview | None
    remark: str
    """Why there is no overview, or of when it is."""


class Sums(NamedTuple):
    """What several societies come to; `societies` counts them all, `known` those that have figures."""

    name: str
    societies: int
    known: int
    seed: Decimal
    subsidy: Decimal
    balance: Decimal
    cash: Decimal
    helped: int
    helped_yuan: Decimal
    errors: int
    overdue: int
    warnings: int
    waiting: int
    dormant: int


def summed(name: str, entries: Iterable[Entry]) -> Sums:
    """The sums of some societies under a name."""
    of = list(entries)
    known = [each.overview for each in of if each.overview]
    years = [o.year for o in known]
    return Sums(
        name, len(of), len(known),
        _sum(o.seed.total for o in known), _sum(o.subsidy for o in known), _sum(o.balance for o in known),
        _sum(o.cash for o in known), sum(y.year for y in years), _sum(y.year_yuan for y in years),
        sum(o.errors for o in known), sum(o.overdue for o in known), sum(o.warnings for o in known),
        sum(o.waiting for o in known), sum(o.dormant is not None for o in known),
    )  # fmt: skip


def by_township(entries: Iterable[Entry]) -> list[Sums]:
    """The sums of each township, by name; societies whose township is not known are left out."""
    found: dict[str, list[Entry]] = {}
    for each in entries:
        if each.overview and each.overview.township:
            found.setdefault(each.overview.township, []).append(each)
    return [summed(township, found[township]) for township in sorted(found)]


def board(entries: Iterable[Entry], district: str, day: date) -> Sheet:
    """The board as a sheet, the societies in the order given."""
    of = list(entries)
    total = summed("汇总", of)
    rows = [_row(each) for each in of]
    rows += [_sums_row(sums, "subtotal") for sums in by_township(of)] + [_sums_row(total, "total")]
    notes = ["汇总是各社账上数字的加总，社与社之间没有抵销，不是合并报表。"]
    if total.known < total.societies:
        notes.append(f"{total.societies - total.known}个社没有数字，没有计入汇总，原因见“说明”。")
    return Sheet(f"{district}互助社各社情况", f"截至{day}", _COLUMNS, tuple(rows), tuple(notes))


def _row(each: Entry) -> Row:
    o = each.overview
    if o is None:
        return Row((each.title, *[None] * (len(_COLUMNS) - 2), each.remark))
    year = o.year
    return Row(
        (
            each.title, o.township, o.registered, leader(o), o.seed.total, o.subsidy, o.balance, o.cash, o.ceiling,
            year.year, year.year_yuan, o.posted.month if o.posted else "", o.filed.month if o.filed else "",
            o.errors, o.overdue, o.warnings, o.waiting, o.dormant, each.remark,
        )
    )  # fmt: skip


def leader(of: Overview) -> str:
    """The president and how many hold a post, or that nobody does."""
    name = next((name for post, name in of.officers if post == "社长"), "")
    return f"{name or '没有社长'}（共{len(of.officers)}人）" if of.officers else "没有登记"


def _sums_row(sums: Sums, style: Style) -> Row:
    cells: list[Cell] = [
        f"{sums.name}（{sums.societies}社）", None, None, None, sums.seed, sums.subsidy, sums.balance, sums.cash, None,
        sums.helped, sums.helped_yuan, None, None, sums.errors, sums.overdue, sums.warnings, sums.waiting, None,
        f"{sums.dormant}社久无活动" if sums.dormant else None,
    ]  # fmt: skip
    return Row(tuple(cells), style)


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, _ZERO)
