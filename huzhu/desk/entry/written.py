"""An event as it stands in the books, for whoever wrote it and whoever asks after it."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from beancount.core import data

from huzhu.desk.entry.sitting import Sitting
from huzhu.desk.entry.verdict import Line, debits, lines_of_entry
from ledger import money, writing
from ledger.entries import case_number, text

_HANDS = (("recorded-by", "记账"), ("approved-by", "审批"), ("paid-by", "付款"))


class Written(NamedTuple):
    """One event: what happened, the voucher's lines, whose hands it passed."""

    seq: int
    at: str
    """When, with its zone."""
    day: date
    what: str
    voucher: str
    """Empty where no money moves."""
    payee: str
    narration: str
    case: str
    capital: str
    lines: list[Line]
    hands: list[tuple[str, str]]
    """记账, 审批, 付款 and the names."""


def as_written(sitting: Sitting, seq: int) -> Written | None:
    """The event of that number in the society's books, from 1; None where there is none."""
    events = sitting.standing.events
    if not 1 <= seq <= len(events):
        return None
    entries = writing.parse(events[seq - 1].text.decode())
    first, last = entries[0], entries[-1]
    lines = [line for entry in entries for line in lines_of_entry(entry)]
    is_money = isinstance(last, data.Transaction)
    hands = [
        (word, sitting.name_of(who)) for key, word in _HANDS if (who := text(last, key) or text(first, key))
    ]
    kind = getattr(first, "type", "")
    words = [str(v.value) for v in getattr(first, "values", ())]
    amount = debits(entries)
    return Written(
        seq, text(first, "at"), last.date, text(last, "event") if is_money else " ".join([kind, *words]),
        text(last, "voucher") if is_money else "", (last.payee or "") if is_money else "",
        (last.narration or "") if is_money else "", case_number(last) if is_money else "",
        money.chinese(amount) if amount > 0 else "", lines, hands,
    )  # fmt: skip
