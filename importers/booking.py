"""What a statement's movements are in the books: an event, or a reason why a person must look.

Money that comes in is a gift or a fee and can be booked as it stands; money that goes out needs a case, or
a purpose and two officers, which no statement knows, so it waits in review. Rows that the books already
hold are known by their link.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

from pydantic import ValidationError

from importers.movement import Movement, Statement
from ledger import chart
from ledger.events.event import explain
from ledger.events.moves import Move
from ledger.events.receipts import Donation, Fee
from ledger.events.transaction import MoneyEvent

_WALLETS = ("零钱", "零钱通")
_FEE_WORDS = ("会费",)


class Choices(NamedTuple):
    """What the treasurer chose for the whole file."""

    recorded_by: str
    fund: str = chart.DONATION_FUND
    channel: str = "主动捐赠"
    wallet: str = chart.WECHAT
    cards: dict[str, str] = {}  # noqa: RUF012  (a NamedTuple's default, never changed)
    """The paper's name of a card, 农业银行(1234) → the society's own account it is."""


class Proposal(NamedTuple):
    """What becomes of one row: an event to record, or a reason to skip or to review it."""

    row: int
    said: str
    """The row in a few words, for the person who looks."""
    event: MoneyEvent | None
    outcome: str
    """book, skip or review."""
    reason: str = ""


def propose(statement: Statement, choices: Choices, known: Collection[str]) -> list[Proposal]:
    """What becomes of every row of a statement, in the rows' order; `known` are the links in the books."""
    found = [_movement(statement, m, choices, known) for m in statement.movements]
    found += [Proposal(s.row, "", None, "skip", s.reason) for s in statement.skips]
    found += [Proposal(r.row, _said(r.movement), None, "review", r.reason) for r in statement.reviews]
    assert len(found) == statement.rows, "every row ends in exactly one place"
    return sorted(found, key=lambda p: p.row)


def _said(movement: Movement | None) -> str:
    if movement is None:
        return ""
    sign = {"in": "+", "out": "-", "move": "±"}[movement.way]
    return f"{movement.at:%Y-%m-%d} {movement.kind} {movement.counterparty} {sign}{movement.amount}"


def _movement(statement: Statement, movement: Movement, choices: Choices, known: Collection[str]) -> Proposal:
    said = _said(movement)
    if movement.link in known:
        return Proposal(movement.row, said, None, "skip", "账里已经有这一笔")
    for reason in _reasons(movement, choices):
        return Proposal(movement.row, said, None, "review", reason)
    try:
        return Proposal(movement.row, said, _event(statement, movement, choices), "book")
    except ValidationError as error:
        return Proposal(movement.row, said, None, "review", "；".join(explain(error)))


def _reasons(movement: Movement, choices: Choices) -> Iterator[str]:
    """Why a row cannot be booked as it stands."""
    if movement.refund:
        yield "是一笔付款的退款，请和那笔付款一起处理"
    elif movement.way == "out":
        yield "付出去的钱要写明救助编号或用途、审批人和付款人，请用 huzhu record 记"
    elif movement.way == "move":
        unknown = [a for a in (movement.account, movement.other_account) if not _holder(a, choices)]
        if unknown:
            yield f"不知道“{unknown[0]}”是本社的哪个账户，请用 --card “{unknown[0]}=账户” 写明"
        elif _holder(movement.account, choices) == _holder(movement.other_account, choices):
            yield "零钱和零钱通之间的划转不用记账"
    elif movement.account not in _WALLETS:
        yield f"这笔钱没有进零钱，进了“{movement.account}”，请核实"


def _holder(account: str, choices: Choices) -> str:
    return choices.wallet if account in _WALLETS else choices.cards.get(account, "")


def _event(statement: Statement, movement: Movement, choices: Choices) -> MoneyEvent:
    common: dict[str, Any] = {
        "date": movement.at.date(),
        "recorded_by": choices.recorded_by,
        "amount": movement.amount,
        "link": movement.link,
        "source": statement.source(movement.row),
        "account": choices.wallet,
    }
    words = _written(movement.memo) or movement.kind
    if movement.way == "move":
        places = {
            "account": _holder(movement.account, choices),
            "to_account": _holder(movement.other_account, choices),
        }
        return Move(**common | places, narration=movement.kind, fund=choices.fund, fee=movement.fee)
    if any(w in words for w in _FEE_WORDS):
        return Fee(**common, narration=words, payer=_written(movement.counterparty) or "（未写明）")
    donor = _written(movement.counterparty) or "（未留名）"
    return Donation(**common, narration=words, fund=choices.fund, donor=donor, channel=choices.channel)


def _written(words: str) -> str:
    """A paper's words as they can stand in books: no quotes, no line breaks, at most 200 characters."""
    kept = "".join(" " if c in '"\\' or not c.isprintable() else c for c in words)
    return kept.strip()[:200]
