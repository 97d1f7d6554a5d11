"""Which payment a WeChat refund gives back: by number, else where only one payment can be meant."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from importers.cells import money
from importers.movement import Movement
from importers.profile import Reading

GIVEN_BACK = re.compile(r"已全额退款|对方已退还|已退款(?:[(（]?([¥￥]?[0-9.,]+)[)）]?)?")
"""当前状态 of a payment that came back, wholly or in the part that it names, and of the refund itself."""

PAIRED_BY = "退款配对"
"""The extra word on a paired refund: 单号 where the paper prints it, 推定 where it was inferred."""

_Key = tuple[str, str, Decimal]


def settle(readings: list[Reading]) -> list[Reading]:
    """The readings, each refund with the payment that it gives back."""
    paired = {
        movement.row: movement
        for movement in pair([r.outcome for r in readings if isinstance(r.outcome, Movement)])
        if movement.refund_of
    }
    return [
        reading._replace(outcome=paired[reading.outcome.row]) if reading.outcome.row in paired else reading
        for reading in readings
    ]


def pair(movements: Sequence[Movement]) -> list[Movement]:
    """The movements with `refund_of` filled in where the refunded payment is in the same paper."""
    returned = [
        movement for movement in movements if movement.way == "out" and GIVEN_BACK.fullmatch(movement.status)
    ]
    numbered = _by_number(returned)
    inferred = _by_fit(movements, returned, numbered)
    return [_paired(movement, numbered, inferred) for movement in movements]


def _paired(movement: Movement, numbered: dict[str, str], inferred: dict[str, str]) -> Movement:
    if not movement.refund:
        return movement
    for found, how in ((numbered, "单号"), (inferred, "推定")):
        if movement.link in found:
            extra = {**movement.extra, PAIRED_BY: how}
            return replace(movement, refund_of=found[movement.link], extra=extra)
    return movement


def _by_number(returned: Sequence[Movement]) -> dict[str, str]:
    """Refund link to payment link: a returned transfer's 商户单号 is its refund's 交易单号."""
    return {
        f"wx-{payment.extra['商户单号']}": payment.link for payment in returned if "商户单号" in payment.extra
    }


def _by_fit(
    movements: Sequence[Movement], returned: Sequence[Movement], numbered: dict[str, str]
) -> dict[str, str]:
    """Refund link to payment link where name, account and sum fit one refund and one payment only."""
    refunds = [movement for movement in movements if movement.refund and movement.link not in numbered]
    taken = {
        numbered[movement.link] for movement in movements if movement.refund and movement.link in numbered
    }
    asked: dict[_Key, list[Movement]] = defaultdict(list)
    for refund in refunds:
        asked[(refund.kind.removesuffix("-退款"), refund.account, refund.amount)].append(refund)
    offered: dict[_Key, list[Movement]] = defaultdict(list)
    for payment in returned:
        if payment.link not in taken:
            for name in {payment.kind, payment.counterparty}:
                offered[(name, payment.account, _given_back(payment))].append(payment)
    return {
        refunds[0].link: payments[0].link
        for key, refunds in asked.items()
        if len(refunds) == len(payments := offered.get(key, [])) == 1 and payments[0].at <= refunds[0].at
    }


def _given_back(payment: Movement) -> Decimal:
    """The part of a payment that its status says came back; the whole where it names no part."""
    found = GIVEN_BACK.fullmatch(payment.status)
    part = money(found[1]) if found and found[1] else None
    return payment.amount if part is None else part
