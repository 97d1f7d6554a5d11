"""The one list of events that are transactions, and how a transaction finds its event."""

from __future__ import annotations

from typing import Any

from ledger.entries import text
from ledger.events.bureau import BureauPayment
from ledger.events.claims import Advance, AdvanceRecovered, AgencyIn, AgencyOut
from ledger.events.goods import GoodsBought, GoodsIn, GoodsOut
from ledger.events.moves import Draw, Move, Return, Reverse, Transfer
from ledger.events.payments import Expense, Relief
from ledger.events.receipts import Collective, Donation, Fee, Interest, ReliefReturn, Subsidy
from ledger.events.transaction import MoneyEvent

EVENTS: tuple[type[MoneyEvent], ...] = (
    Subsidy, Collective, Donation, Fee, Interest, Draw, Return, Move, Expense, Relief, ReliefReturn,
    Transfer, GoodsIn, GoodsBought, GoodsOut, Advance, AdvanceRecovered, AgencyIn, AgencyOut, Reverse,
    BureauPayment,
)  # fmt: skip


def event_of(entry: Any) -> MoneyEvent | None:
    """The event that a transaction is, by its `event:` word; None where it names none of ours."""
    kind = next((e for e in EVENTS if text(entry, "event") == e.EVENT), None)
    return kind.read([entry]) if kind else None
