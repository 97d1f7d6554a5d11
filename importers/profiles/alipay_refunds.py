"""Which payment an Alipay refund gives back: by the number it carries on, else by the merchant's own number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from importers.links import movement_of
from importers.movement import Movement, Review
from importers.profile import Reading

PAIRED_BY = "退款配对"
"""The extra word on a paired refund: 单号 where its own number names the payment, else 商家订单号."""


def settle(readings: list[Reading]) -> list[Reading]:
    """The readings, each refund with the payment that it gives back."""
    paid = [m for r in readings if (m := movement_of(r.outcome)) and m.way == "out"]
    return [_settled(reading, paid) for reading in readings]


def _settled(reading: Reading, paid: Sequence[Movement]) -> Reading:
    movement = movement_of(reading.outcome)
    if movement is None or not movement.refund:
        return reading
    paired = _paired(movement, paid)
    outcome = reading.outcome
    return reading._replace(
        outcome=outcome._replace(movement=paired) if isinstance(outcome, Review) else paired
    )


def _paired(refund: Movement, paid: Sequence[Movement]) -> Movement:
    by_number = [p for p in paid if refund.link.startswith(f"{p.link}_")]
    merchant = refund.extra.get("商家订单号")
    by_merchant = [p for p in paid if merchant and p.extra.get("商家订单号") == merchant]
    for found, how in ((by_number, "单号"), (by_merchant, "商家订单号")):
        fitting = [p for p in found if p.at <= refund.at and refund.amount <= p.amount]
        if len(fitting) == 1:
            return replace(refund, refund_of=fitting[0].link, extra={**refund.extra, PAIRED_BY: how})
    return refund
