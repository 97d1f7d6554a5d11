"""A payment in a relief register kept by hand: 救助台账.

Only what was paid is a movement. Of the recipient no more than the surname leaves the file, of an ID number
no more than its last four digits; columns that nobody asked for, illness and household among them, stay there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from importers.links import movement_of
from importers.movement import Movement, Outcome, Review, Skip, Way
from importers.profile import Face, Reading, Row
from importers.registers import sheets, values
from importers.registers.entry import UNSAID, Entry
from ledger.confidential import masks

_PAID = frozenset({"已发放", "已救助", "已支付", "已领取", "已付", "已打卡"})
NOT_PAID = frozenset(
    {
        "待审批",
        "申请中",
        "审批中",
        "审核中",
        "待审核",
        "待发放",
        "待救助",
        "未发放",
        "未通过",
        "不同意",
        "不予救助",
    }
    | {"已受理", "待调查", "调查中", "公示中", "已撤回", "已取消", "已同意", "已审批", "审批通过"}
)
"""Statuses with which nothing has been paid yet."""
_RETURNED = re.compile(r"退[回款票还]?")
_RETURNED_NO = re.compile(r"[-—－ ]*退\d*$")
NUMBER = "编号"


def read(kind: str, columns: Mapping[str, str], row: Row, face: Face) -> Reading:
    """One row's outcome, and the label and yuan under which the register's own total counts it."""
    entry = Entry(row, columns)
    if why := entry.ours(sheets.NOTE):
        return Reading(Skip(row.number, why), "", None)
    return Reading(_outcome(kind, entry, face), entry.label(), entry.counted())


def _outcome(kind: str, entry: Entry, face: Face) -> Outcome:
    status, amount, at = entry.said("状态"), entry.amount(), entry.day()
    if status in NOT_PAID:
        return Skip(entry.number, f"状态是“{status}”，还没有发放，不记账。")
    if entry.is_goods():
        return Review(
            entry.number, "是实物救助，没有付钱：请用 huzhu record goods-out 按实物发放登记，写明品名和数量。"
        )
    if amount is None:
        return Review(entry.number, entry.without_amount())
    if amount == 0:
        return Skip(entry.number, "金额是0.00元，没有动钱，不记账。")
    if at is None:
        return Review(entry.number, entry.without_day())
    returned = amount < 0 or is_return(entry)
    movement = _movement(kind, entry, face, abs(amount), at, "in" if returned else "out")
    if not returned and status not in _PAID:
        why = f"不认识的状态“{status}”" if status else "没有写状态"
        return Review(
            entry.number, f"{why}：不知道这{amount}元发了没有，请写明“已发放”或“待审批”。", movement
        )
    return movement


def is_return(entry: Entry) -> bool:
    """Whether a row says that relief came back: by its status, its number, or how it was paid."""
    return bool(
        _RETURNED.search(entry.said("状态"))
        or _RETURNED_NO.search(entry.said(NUMBER))
        or _RETURNED.match(entry.said("发放方式"))
    )


def _movement(kind: str, entry: Entry, face: Face, amount: Decimal, at: datetime, way: Way) -> Movement:
    who = entry.said("受助人")
    how = entry.said("发放方式")
    account = UNSAID if not how or _RETURNED.match(how) else values.shown("发放方式", how)
    return Movement(
        row=entry.number, at=at, amount=amount, way=way, account=account,
        counterparty=masks.label(who) if who else "", memo=values.shown("类型", entry.said("类型")), kind=kind,
        status=entry.said("状态"), link=_link(kind, entry, amount, at, way), refund=way == "in",
        extra=_extra(entry),
    )  # fmt: skip


def _link(kind: str, entry: Entry, amount: Decimal, at: datetime, way: Way) -> str:
    """By the case's number where there is one, within its year; else by day and what of the person may be told."""
    if number := entry.said(NUMBER):
        return values.link(kind, "号", values.number(number), str(amount), str(at.year), way)
    who = entry.said("受助人")
    whose = masks.label(who) if who else ""  # a digest of the whole name could be found by trying every name
    return values.link(kind, str(at.date()), whose, str(amount), entry.said("发放方式"), way)


def _extra(entry: Entry) -> dict[str, str]:
    found = {NUMBER: number} if (number := entry.said(NUMBER)) else {}
    if identity := entry.said("身份证号"):
        found["身份证号"] = f"尾号{masks.id_number(values.plain(identity), masks.FILING)}"
    if filled := entry.ours(sheets.FILLED):
        found["同上"] = f"{filled}空着，按上一行"
    return found


def settle(readings: list[Reading]) -> list[Reading]:
    """The readings, each return with the payment whose number it bears, where there is one such payment only."""
    paid: dict[str, list[Movement]] = {}
    for reading in readings:
        movement = movement_of(reading.outcome)
        if movement and movement.way == "out" and (number := movement.extra.get(NUMBER)):
            paid.setdefault(values.plain(number), []).append(movement)
    return [_settled(reading, paid) for reading in readings]


def _settled(reading: Reading, paid: Mapping[str, list[Movement]]) -> Reading:
    movement = reading.outcome
    if not isinstance(movement, Movement) or not movement.refund:
        return reading
    number = _RETURNED_NO.sub("", values.plain(movement.extra.get(NUMBER, "")))
    found = [each for each in paid.get(number, []) if each.at <= movement.at]
    if len(found) != 1:
        return reading
    extra = {**movement.extra, "退款配对": NUMBER}
    return reading._replace(outcome=replace(movement, refund_of=found[0].link, extra=extra))
