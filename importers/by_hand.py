"""Rows of registers kept by hand: cash is money of its own, everything else is on some other paper as well.

A gift that came by WeChat or through the bank is booked from that paper; the register says who gave it. Relief is
booked from its case; the register is held against the books.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from importers.allocation import CHANNELS, WINDOW, Known
from importers.movement import Movement
from importers.proposal import Choices, Proposal, asked, fields, made, written
from ledger import chart
from ledger.confidential.masks import label
from ledger.entries import text
from ledger.events.receipts import Donation
from ledger.statements import Waiting

_PLACES = (
    ("现金", chart.CASH),
    ("微信", chart.WECHAT),
    ("支付宝", chart.ALIPAY),
    ("行", chart.BANK),
    ("转账", chart.BANK),
)
"""What a register's words for how money came have in them → where it is."""
LIST = "村集体捐赠名单"
"""The register of who gave by way of the village collective, which passes the money on in one sum."""
_NAMED = {chart.WECHAT: "微信", chart.ALIPAY: "支付宝", chart.BANK: "银行"}


def judged(movement: Movement, source: str, chosen: Choices, known: Known) -> Proposal:
    """What becomes of a register's row."""
    row = asked(movement, "", source)
    if done := known.done(movement.link):
        return row._replace(outcome="skip", reason=done)
    place = chosen.wallet or next((holder for word, holder in _PLACES if word in movement.account), "")
    if movement.way == "out" or movement.refund:
        return _relief(row, movement, known)
    if movement.kind == LIST and not chosen.wallet:
        return _passed_on(row, movement, chosen, known.passed_on)
    if place == chart.CASH:
        return _cash(row, movement, chosen, known)
    entries = known.gifts.get(movement.amount, [])
    if told := next((e for e in entries if _is_it(e, movement, place)), None):
        entries.remove(told)
        return row._replace(outcome="skip", reason=f"账里已经有这一笔（凭证 {text(told, 'voucher')}）")
    waiting = list(_same(movement, place, known))
    if len(waiting) == 1:
        del known.waiting[waiting[0].link]
        return _of_the_paper(row, movement, waiting[0], chosen)
    if waiting:
        return row._replace(reason=f"待核里有{len(waiting)}行都像这一笔，请用 huzhu review 指明是哪一行")
    paper = _NAMED.get(place, "收款方")
    return row._replace(reason=f"不是现金：请先导入{paper}的账单，再导入一次台账，捐赠人就对上了")


def passed_on(movements: Iterable[Movement], known: Known) -> Waiting | None:
    """The one row that waits whose sum is that of a village's list, as far as the list is not booked; else None."""
    gifts = [m for m in movements if m.kind == LIST and m.way == "in" and not known.done(m.link)]
    total = sum((m.amount for m in gifts), Decimal(0))
    found = [waiting for waiting in known.waiting.values() if gifts and waiting.change == total]
    return found[0] if len(found) == 1 else None


def _passed_on(row: Proposal, movement: Movement, chosen: Choices, sum_: Waiting | None) -> Proposal:
    """A gift of a village's list, booked where and when the village's one sum came."""
    if sum_ is None:
        return row._replace(
            reason="名单上的钱由村里一起转来：先导入银行的账单，等着的一行正好是名单合计时再导入名单；"
            "交来现金的，加 --account 现金"
        )
    booked = _gift(row, movement, sum_.account, chosen)
    if booked.event is None:
        return booked
    return booked._replace(event=booked.event.model_copy(update={"date": sum_.day}))


def _cash(row: Proposal, movement: Movement, chosen: Choices, known: Known) -> Proposal:
    """Cash that was given: booked, unless somebody seems to have recorded it by hand already."""
    row = row._replace(holder=chart.CASH)
    if undone := known.undone(movement.link):
        return row._replace(reason=undone)
    legs = known.unseen.get((chart.CASH, movement.amount), [])
    same = [
        e
        for leg in legs
        if _near((e := leg.entry).date, movement) and (e.payee or "") == movement.counterparty
    ]
    day = movement.at.date()
    same += [  # a row that was changed since: its receipt's number was filled in, say
        e
        for e in known.cash
        if e.date == day and _is_it(e, movement, chart.CASH) and _sum(e) == movement.amount
    ]
    if same:
        number = text(same[0], "voucher")
        return row._replace(reason=f"账里 {number} 像是这一笔，请用 huzhu review 定")
    return _gift(row, movement, chart.CASH, chosen)


def _sum(entry: Any) -> Decimal:
    """How much an entry moved."""
    return max((p.units.number for p in entry.postings), default=Decimal(0))


def _is_it(entry: Any, movement: Movement, place: str) -> bool:
    """Whether an entry is this gift: about that day, in that place, from who may be the donor."""
    there = any(p.account.startswith(place) for p in entry.postings)
    return there and _near(entry.date, movement) and _alike(entry.payee or "", movement.counterparty)


def _near(day: date, movement: Movement) -> bool:
    """Whether two papers may date one movement so."""
    return abs(day - movement.at.date()) <= WINDOW


def _gift(row: Proposal, movement: Movement, holder: str, chosen: Choices) -> Proposal:
    """The gift booked, with the register's donor and receipt."""
    channel = chosen.channel or ("村内互助" if "村集体" in movement.kind else CHANNELS["捐赠"])
    return made(row, Donation, fields(row, chosen) | {
        "account": holder, "fund": chosen.fund, "channel": channel, "donor": written(movement.counterparty) or "（未留名）",
        "receipt": written(movement.extra.get("收据号", "")) or None,
    })  # fmt: skip


def _of_the_paper(row: Proposal, movement: Movement, waiting: Waiting, chosen: Choices) -> Proposal:
    """The row of the other paper, booked with the donor whom the register names."""
    booked = _gift(row, movement, waiting.account, chosen)
    if booked.event is None:
        return booked
    event = booked.event.model_copy(
        update={"link": waiting.link, "source": waiting.source, "date": waiting.day}
    )
    return booked._replace(event=event, reason="与待核的一行对上")


def _same(movement: Movement, place: str, known: Known) -> Iterator[Waiting]:
    """The rows that wait and may be this gift: as much, about that day, in that place, from who may be the donor."""
    for waiting in known.waiting.values():
        there = waiting.account.startswith(place) if place else True
        same = waiting.change == movement.amount and there and _near(waiting.day, movement)
        if same and _alike(waiting.payer, movement.counterparty):
            yield waiting


def _alike(masked: str, name: str) -> bool:
    """Whether a name as a wallet masks it (张*民) may be the name in full; nothing speaks against no name."""
    masked, name = masked.strip("（）"), name.strip()
    if not masked or not name or "未留名" in masked:
        return True
    if "*" not in masked:
        return masked == name
    head, _, tail = masked.partition("*")
    return name.startswith(head) and name.endswith(tail.lstrip("*"))


def _relief(row: Proposal, movement: Movement, known: Known) -> Proposal:
    """Relief that the register tells of, held against the books: found there, or to be entered with its case."""
    if movement.refund:
        return row._replace(
            reason="救助退回：请用 huzhu record relief-return 记；银行退回的，那一行会在银行的账单里待核"
        )
    shown = movement.counterparty if set("*某") & set(movement.counterparty) else label(movement.counterparty)
    entries = known.reliefs.get(movement.amount, [])
    if paid := next(
        (e for e in entries if _near(e.date, movement) and (e.payee or "")[:1] == shown[:1]), None
    ):
        entries.remove(paid)
        return row._replace(outcome="skip", reason=f"账里已经有这一笔（凭证 {text(paid, 'voucher')}）")
    return row._replace(
        reason="账里没有这笔救助：请先受理、审核（huzhu case），再用 huzhu record relief 发放"
    )
