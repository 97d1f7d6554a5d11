"""Other people's papers as facts: whose account they are about, what is booked as what, what still waits.

A statement's row that nobody has decided yet is a fact of its own (待核), so that it is lost with no file and no
browser; it waits until a transaction carries its link, or somebody settles it with a reason.
"""

from __future__ import annotations

from typing import Annotated, Any, Self

from beancount.core import data
from beancount.core.amount import Amount
from pydantic import model_validator

from ledger.chart import CURRENCY
from ledger.events.event import FILE
from ledger.events.facts import FactEvent
from ledger.events.fields import (
    AllocationNo,
    Channel,
    Count,
    Day,
    Fund,
    Holder,
    Link,
    Positive,
    Sha256,
    VoucherNo,
    Words,
    Yuan,
    one_of,
)
from ledger.vocabulary import BECOMES, GIFTS, REGISTERS, WAYS


class AccountNamed(FactEvent):
    """What a paper calls an account, as 农业银行(1234), is one of the society's own places of money."""

    FACT = ("归户", "")
    KEYED = "named"
    named: Words
    account: Holder


class AllocationMade(FactEvent):
    """Rows with these words, or from this payer, of this amount, are booked as this from now on."""

    FACT = ("归类", "设立")
    KEYED = "number"
    number: AllocationNo
    payer: Words | None = None
    words: Words | None = None
    amount: Positive | None = None
    account: Holder | None = None
    """Only where the money moved in this account."""
    becomes: Annotated[str, one_of(BECOMES)]
    fund: Fund | None = None
    channel: Channel | None = None

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if not (self.payer or self.words):
            raise ValueError("付款人和摘要至少要写一样，才知道是哪些行")
        if self.becomes in GIFTS and not self.channel:
            raise ValueError(f"记作{self.becomes}要写明渠道")
        return self


class AllocationEnded(FactEvent):
    """An allocation holds no more from this day."""

    FACT = ("归类", "停用")
    KEYED = "number"
    number: AllocationNo


class RowWaiting(FactEvent):
    """A statement's row that is not booked yet, on the row's own day; whom money went to is masked."""

    FACT = ("待核", "挂起")
    KEYED = "link"
    link: Link
    account: Holder
    way: Annotated[str, one_of(WAYS)]
    amount: Positive
    payer: Words | None = None
    words: Words | None = None
    kind: Words | None = None
    reason: Words
    source: Words
    refund_of: Link | None = None
    """The payment that the row gives back, where the paper tells."""
    to: Holder | None = None
    """Where the money went, where both ends are the society's own."""
    fee: Yuan | None = None
    """What the carrier kept of it."""
    doubt: bool | None = None
    """The paper itself leaves doubt about the row, so that no allocation may book it."""


class RowSettled(FactEvent):
    """A row that waited is no booking of its own: it is in the books already, or not the society's."""

    FACT = ("待核", "了结")
    KEYED = "link"
    link: Link
    reason: Words
    voucher: VoucherNo | None = None
    """The entry in which it stands already."""


class StatementRead(FactEvent):
    """A statement was read: of which account, which days, how many rows, what it says was there at both ends."""

    FACT = ("对账单", "")
    KEYED = "account"
    account: Holder
    paper: Words
    from_: Day
    until: Day
    rows: Count
    opening: Yuan | None = None
    closing: Yuan | None = None
    sha256: Sha256


class Reconciled(FactEvent):
    """The books agree with a statement's closing balance: a balance that Beancount itself asserts from then on.

    Its day is the one after the last that the statement covers.
    """

    FACT = ("对账", "")
    KEYED = "account"
    account: Holder
    closing: Yuan
    sha256: Sha256

    def entries(self, meta: dict[str, Any]) -> list[Any]:
        """The fact, and the assertion on the account above the funds' leaves."""
        place = {"filename": FILE, "lineno": 0}
        stands = Amount(self.closing, CURRENCY)
        return [*super().entries(meta), data.Balance(place, self.date, self.account, stands, None, None)]

    @classmethod
    def read(cls, entries: list[Any]) -> Self:
        """The event; ValueError where fact and assertion do not say the same."""
        event = super().read(entries)
        balances = [e for e in entries[1:] if isinstance(e, data.Balance)]
        if [(b.date, b.account, b.amount.number) for b in balances] != [
            (event.date, event.account, event.closing)
        ]:
            raise ValueError("对账的余额和核对余额的那一行不一样")
        return event


class ColumnsConfirmed(FactEvent):
    """Which column of a hand-kept register holds what, confirmed once by the treasurer."""

    FACT = ("表头", "")
    KEYED = "book"
    book: Annotated[str, one_of(REGISTERS)]
    columns: Words


EVENTS: tuple[type[FactEvent], ...] = (
    AccountNamed, AllocationMade, AllocationEnded, RowWaiting, RowSettled, StatementRead, Reconciled,
    ColumnsConfirmed,
)  # fmt: skip
