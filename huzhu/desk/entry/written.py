"""An event as it stands in the books, for whoever wrote it and whoever asks after it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from beancount.core import data
from beancount.core.amount import Amount

from huzhu.desk.entry.sitting import Sitting
from huzhu.desk.entry.verdict import Line, debits, lines_of_entry
from huzhu.desk.entry.words import said
from huzhu.desk.wording import is_said
from ledger import money, writing
from ledger.entries import case_number, text
from ledger.events.event import LABELS, STAMP_KEYS

_HANDS = (("recorded-by", "记账"), ("approved-by", "审批"), ("paid-by", "付款"))

_UNSAID = {"recorded_by", "sha256", "sheet"}
"""Said elsewhere on the page, or to nobody."""


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
    rows: list[tuple[str, str]]
    """What a fact says, by label."""
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
    words = [sitting.name_of(str(v.value)) for v in getattr(first, "values", ())]
    amount = debits(entries)
    return Written(
        seq, text(first, "at"), last.date, text(last, "event") if is_money else " ".join([kind, *filter(is_said, words)]),
        text(last, "voucher") if is_money else "", (last.payee or "") if is_money else "",
        (last.narration or "") if is_money else "", case_number(last) if is_money else "",
        money.chinese(amount) if amount > 0 else "", [] if is_money else _rows(sitting, first), lines, hands,
    )  # fmt: skip


def _rows(sitting: Sitting, fact: Any) -> list[tuple[str, str]]:
    """A fact's own words: its metadata by label, without its place in the chain."""
    found = []
    for key, value in fact.meta.items():
        name = key.replace("-", "_")
        if name not in LABELS or key in STAMP_KEYS or name in _UNSAID:
            continue
        shown = f"{money.show(value.number or Decimal(0))}元" if isinstance(value, Amount) else str(value)
        found.append((LABELS[name], said(name, shown, sitting)))
    return found
