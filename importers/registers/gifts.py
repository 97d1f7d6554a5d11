"""A gift in a register kept by hand: 捐赠台账, 村集体捐赠名单.

A gift of several people is one movement, with their names as they are written. Equal gifts stay gifts of
their own; what a row leaves empty under a merged cell is what stands above it, and the row says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from importers.movement import Movement, Outcome, Review, Skip
from importers.profile import Face, Reading, Row
from importers.registers import sheets, values
from importers.registers.entry import UNSAID, Entry


def read(kind: str, columns: Mapping[str, str], row: Row, face: Face) -> Reading:
    """One row's outcome, and the label and yuan under which the register's own total counts it."""
    entry = Entry(row, columns)
    if why := entry.ours(sheets.NOTE):
        return Reading(Skip(row.number, why), "", None)
    return Reading(_outcome(kind, entry, face), entry.label(), entry.counted())


def _outcome(kind: str, entry: Entry, face: Face) -> Outcome:
    if entry.is_goods():
        what = values.shown("备注", entry.said("金额") or entry.said("备注") or "没有写折价")
        return Review(
            entry.number,
            f"是实物捐赠（{what}），没有收到钱：请用 huzhu record goods-in 按实物登记，写明品名、数量和单价。",
        )
    amount, at = entry.amount(), entry.day()
    if amount is None:
        return Review(entry.number, entry.without_amount())
    if amount == 0:
        return Skip(entry.number, "金额是0.00元，没有动钱，不记账。")
    if amount < 0:
        return Review(entry.number, f"金额是负数（{amount}元）：是退回捐款还是冲掉写错的一行，请查清。")
    if at is None:
        return Review(entry.number, entry.without_day())
    return _movement(kind, entry, face, amount, at)


def _movement(kind: str, entry: Entry, face: Face, amount: Decimal, at: datetime) -> Movement:
    donor = values.shown("捐赠人", entry.said("捐赠人"))
    account = entry.said("收款方式") or face.account or UNSAID
    return Movement(
        row=entry.number, at=at, amount=amount, way="in", account=values.shown("收款方式", account),
        counterparty=donor, memo=_memo(entry), kind=kind, link=_link(kind, entry, amount, at),
        extra=_extra(entry),
    )  # fmt: skip


def _memo(entry: Entry) -> str:
    """What the gift is for, and what else was noted of it."""
    words = dict.fromkeys(filter(None, (entry.said("用途"), entry.said("备注"))))
    return "；".join(values.shown("备注", word) for word in words)


def _link(kind: str, entry: Entry, amount: Decimal, at: datetime) -> str:
    """By the receipt's number where there is one, within its year; else by all that tells one gift from another."""
    if number := entry.said("收据号") or entry.said("交易单号"):
        return values.link(kind, "号", values.number(number), str(amount), str(at.year))
    donor, how = entry.said("捐赠人"), entry.said("收款方式")
    return values.link(kind, str(at.date()), donor, str(amount), how)


def _extra(entry: Entry) -> dict[str, str]:
    found = {field: said for field in ("收据号", "交易单号", "人数", "类别") if (said := entry.said(field))}
    if filled := entry.ours(sheets.FILLED):
        found["同上"] = f"{filled}空着，按上一行"
    return found | entry.rest()
