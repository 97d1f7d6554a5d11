"""The townships' federations added up (联合会汇总表): what each society has, came to and did, and each federation's sums.

Clause (东台 二、一是): 镇区建立“救急难”互助会联合会，加强对互助会工作的管理指导，确保互助会运行的有序规范。

Sums of what stands in each society's own books; nothing between societies is offset, so it is no 合并报表.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from ledger.entries import posting_yuan
from ledger.mistake import Mistake
from ledger.money import CENT, plain
from ledger.seed import received
from reports.filings.services import given
from reports.report import Asked, District, DistrictReport, Told
from reports.rows import Cell, Column, Row, Sheet, Style

_BASE = (
    Column("base", "到位", "money", group="集体积累资金"),
    Column("lacking", "比规定少", "money", group="集体积累资金"),
)
_COLUMNS = (
    Column("name", "互助会", "text"),
    Column("village", "村居", "text"),
    _BASE[0],
    Column("opening", "期初", "money", group="基金"),
    Column("came", "收入", "money", group="基金"),
    Column("went", "支出", "money", group="基金"),
    Column("closing", "期末", "money", group="基金"),
    Column("times", "人次", "count", group="救助"),
    Column("yuan", "金额", "money", group="救助"),
    Column("services", "帮办", "count", "件"),
    Column("grade", "考评", "text"),
)
_ZERO = Decimal("0.00")
_UNNAMED = "没有写明联合会"


def _told(asked: Asked) -> Told:
    """One society's share: who it belongs to, and its figures of the period as text."""
    books, of = asked.books, asked.period
    registered = books.facts.registration
    if registered is None or registered.day > of.last:
        return {"name": ""}
    held = ((leg.entry.date, posting_yuan(leg.posting)) for leg in (*books.legs, *books.claims))
    legs = [each for each in held if each[0] <= of.last]
    opening = sum((yuan for day, yuan in legs if day < of.first), _ZERO)
    closing = sum((yuan for _, yuan in legs), _ZERO)
    spent = sum((leg.amount for leg in books.expenses if of.holds(leg.entry.date)), _ZERO)
    paid = [p for each in books.payments.values() for p in each if of.holds(p.day)]
    line = books.policy.on(registered.day, "seed_collective")
    base = received(books, of.last).collective
    money = {
        "base": base, "opening": opening, "came": closing - opening + spent, "went": spent, "closing": closing,
        "yuan": sum((r.amount for r in books.reliefs if of.holds(r.day)), _ZERO),
        "lacking": max(line.yuan - base, _ZERO) if line else _ZERO,
    }  # fmt: skip
    return {key: plain(each.quantize(CENT)) for key, each in money.items()} | {
        "name": registered.name, "village": registered.village, "township": registered.township,
        "federation": registered.fact.text("federation"), "asked": line is not None,
        "times": len(paid), "services": len(given(books, of.first, of.last)),
        "grade": next((f.text("grade") for f in reversed(books.facts.of("考评")) if f.key == f"{of.last.year}"), ""),
    }  # fmt: skip


def _made(district: District, told: Sequence[Told]) -> Sheet:
    """The societies under their federations, each federation's sums, and what all come to."""
    wanted = district.said.get("township", "")
    mine = [each for each in told if each["name"] and wanted in ("", each["township"])]
    if wanted and not mine:
        raise Mistake(f"没有登记在“{wanted}”的互助会；乡镇名要和登记的一样")
    columns = _columns(mine)
    groups: dict[str, list[Told]] = {}
    for each in sorted(mine, key=lambda t: (t["township"], t["federation"] or _UNNAMED)):
        groups.setdefault(f"{each['township']}　{each['federation'] or _UNNAMED}", []).append(each)
    rows: list[Row] = []
    for title, members in groups.items():
        rows.append(Row((title, *[None] * (len(columns) - 1)), "heading"))
        rows += [_row(columns, each) for each in members]
        rows.append(_summed(columns, f"小计（{len(members)}个会）", members, "subtotal"))
    rows.append(_summed(columns, f"汇总（{len(mine)}个会）", mine, "total"))
    subtitle = f"{wanted or district.name}　{district.period.words}　单位：元"
    return Sheet("互助会联合会汇总表", subtitle, columns, tuple(rows), _notes(district, told), _SIGNED)


_SIGNED = ("联合会负责人", "审核人", "制表人")


def _columns(told: Iterable[Told]) -> tuple[Column, ...]:
    """Its columns; what is lacking of the collective's money only where a policy says how much that is."""
    if not any(each["asked"] for each in told):
        return _COLUMNS
    at = _COLUMNS.index(_BASE[0])
    return (*_COLUMNS[:at], *_BASE, *_COLUMNS[at + 1 :])


def _row(columns: tuple[Column, ...], each: Told) -> Row:
    return Row(tuple(_cell(column, each) for column in columns))


def _cell(column: Column, each: Told) -> Cell:
    said: str | int = each[column.key]
    return Decimal(said) if column.kind == "money" else said


def _summed(columns: tuple[Column, ...], title: str, told: Sequence[Told], style: Style) -> Row:
    cells: list[Cell] = [title]
    for column in columns[1:]:
        if column.kind == "money":
            cells.append(sum((Decimal(each[column.key]) for each in told), _ZERO))
        else:
            cells.append(sum(each[column.key] for each in told) if column.kind == "count" else None)
    return Row(tuple(cells), style)


def _notes(district: District, told: Sequence[Told]) -> tuple[str, ...]:
    notes = [
        "汇总是各会账上数字的加总，会与会之间没有抵销，不是合并报表。",
        "基金包括货币资金、实物（按账面价值）和应收应付的往来；代别人转交的钱不算。",
    ]
    notes += [f"{society}没有计入：{said}" for society, said in district.silent.items()]
    if unnamed := sum(not each["name"] for each in told):
        notes.append(f"{unnamed}个会还没有登记，没有计入。")
    return tuple(notes)


REPORT = DistrictReport("federation", "互助会联合会汇总表", _told, _made, options={"township": "乡镇"})
