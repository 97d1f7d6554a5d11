"""What becomes of one row of a paper, in the words and fields that books can hold."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, NamedTuple

from pydantic import ValidationError

from importers.allocation import Choice
from importers.movement import Movement
from ledger import chart
from ledger.confidential.masks import label
from ledger.events.event import explain
from ledger.events.transaction import MoneyEvent
from ledger.writing import unfit

_NUMBER = re.compile(r"\d{3,}(?=\d{4})")
_LONGEST_NAME = 4
_BODIES = tuple("院店局厂社司会行部校站所场馆园办处铺")
"""With which the names of hospitals, shops and offices end, and no person's."""
_SIGNS = {"in": "+", "out": "-", "move": "±"}


class Choices(NamedTuple):
    """What the treasurer chose for the whole file; without a channel, gifts wait for a choice of their own."""

    recorded_by: str
    fund: str = chart.DONATION_FUND
    channel: str = ""
    wallet: str = ""
    """The place of money that the paper's wallets are, where it is another than usual."""
    approved_by: str | None = None
    paid_by: str | None = None
    day: date | None = None
    """The day to book on, where the row's own can take nothing more; None is the row's own."""


class Proposal(NamedTuple):
    """What becomes of one row: an event to record, or a reason to skip or to review it."""

    row: int
    said: str
    """The row in a few words, for the person who looks."""
    event: MoneyEvent | None
    outcome: str
    """book, skip or review."""
    reason: str = ""
    movement: Movement | None = None
    holder: str = ""
    """Where the money moved, as far as the books know."""
    offered: tuple[Choice, ...] = ()
    """What a person may choose."""
    source: str = ""
    """The file and the row that it comes from."""
    to: str = ""
    """Where the money went, where both ends are the society's own."""
    doubt: bool = False
    """The paper itself leaves doubt about the row."""


def asked(movement: Movement, holder: str, source: str, reason: str = "") -> Proposal:
    """A row that waits, as long as nothing better is known of it."""
    return Proposal(movement.row, said(movement), None, "review", reason, movement, holder, (), source)


def fields(asked: Proposal, chosen: Choices) -> dict[str, Any]:
    """The fields that every booking of a row has."""
    movement = asked.movement
    assert movement is not None
    return {
        "date": chosen.day or movement.at.date(),
        "recorded_by": chosen.recorded_by,
        "amount": movement.amount,
        "link": movement.link,
        "source": asked.source,
        "narration": words_shown(movement) or written(movement.kind) or "（没有摘要）",
    }


def made(asked: Proposal, kind: type[MoneyEvent], given: dict[str, Any]) -> Proposal:
    """The proposal with its event, or with the reason why there can be none."""
    try:
        return asked._replace(event=kind(**{k: v for k, v in given.items() if v is not None}), outcome="book")
    except ValidationError as error:
        return asked._replace(reason="；".join(explain(error)))


def said(movement: Movement) -> str:
    """A row in a few words."""
    sum_ = f"{_SIGNS[movement.way]}{movement.amount}"
    words = (f"{movement.at:%Y-%m-%d}", written(movement.kind), written(whom(movement)), sum_)
    return " ".join(filter(None, words))


def who(movement: Movement) -> str:
    """The other side, or the sign that nobody is named."""
    return written(movement.counterparty) or ("（未留名）" if movement.way == "in" else "（未写明）")


def whom(movement: Movement) -> str:
    """The other side as the books may show it: who gives by name, a person who is paid masked."""
    name = movement.counterparty
    person = (0 < len(name) <= _LONGEST_NAME or "·" in name) and not name.endswith(_BODIES)
    return label(name) if person and movement.way == "out" and not set("*某") & set(name) else name


def words_shown(movement: Movement) -> str:
    """What a row says it is about, as the books may show it."""
    if not movement.counterparty:
        return written(movement.memo)
    return written(movement.memo.replace(movement.counterparty, whom(movement)))


def written(words: str) -> str:
    """A paper's words as they can stand in books: no quotes, no line breaks, no long numbers, at most 200 characters."""
    kept = "".join(" " if unfit(c) else c for c in words)
    return _NUMBER.sub("*", kept).strip()[:200]
