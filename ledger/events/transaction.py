"""An event that is one transaction in one fund (books.md §3).

Money in needs who recorded it; money out also needs who approved and who paid. An event whose postings do
not have the shape of its kind (a draw that takes from another fund, say) cannot be built, nor read back.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar, Self

from beancount.core import data
from beancount.core.amount import Amount

from ledger import chart
from ledger.chart import CURRENCY
from ledger.entries import text
from ledger.events.event import FILE, Event
from ledger.events.fields import Link, Positive, VoucherNo, Words

Legs = list[tuple[str, Decimal]]


class MoneyEvent(Event):
    """An event that is one transaction."""

    amount: Positive
    narration: Words
    voucher: VoucherNo | None = None
    source: Words | None = None
    """The statement's sha256 and row, where the event came from one."""
    link: Link | None = None
    """A statement row's own id, so that the same row can never be booked twice."""

    EVENT: ClassVar[str]
    """The word under `event:` that names the kind."""
    PAYEE: ClassVar[str] = ""
    """The field that is the transaction's payee: the other side."""
    ELSEWHERE = frozenset({"date", "amount", "narration", "link", "case", "account", "fund"})

    @property
    def file(self) -> str:
        """The month of its day."""
        return f"{self.date:%Y-%m}"

    def legs(self) -> Legs:
        """The postings: account and yuan."""
        raise NotImplementedError

    @classmethod
    def from_legs(cls, legs: Legs) -> dict[str, Any]:
        """The fields that the postings give; ValueError where they have not the shape of this kind."""
        raise NotImplementedError

    def metadata(self) -> dict[str, Any]:
        """`event`, then the fields, without the payee."""
        found = super().metadata()
        found.pop(self.PAYEE.replace("_", "-"), None)
        return {"event": self.EVENT, **found}

    def postings(self) -> list[Any]:
        """The legs as Beancount's postings."""
        return [posting(a, Amount(n, CURRENCY)) for a, n in self.legs()]

    def entries(self, meta: dict[str, Any]) -> list[Any]:
        """One transaction."""
        meta = {"filename": FILE, "lineno": 0} | meta | self.metadata()
        payee = getattr(self, self.PAYEE) if self.PAYEE else None
        links = frozenset(x for x in (self.link, getattr(self, "case", None)) if x)
        flag, tags = "*", frozenset[str]()
        return [data.Transaction(meta, self.date, flag, payee, self.narration, tags, links, self.postings())]

    @classmethod
    def read(cls, entries: list[Any]) -> Self:
        """The event that a transaction is."""
        entry = entries[-1]
        cls.check_kind(entry)
        return cls(**cls.from_metadata(entry.meta) | cls.from_legs(_legs(entry)) | cls.from_parts(entry))

    @classmethod
    def check_kind(cls, entry: Any) -> None:
        """ValueError where a transaction names another kind than this."""
        if text(entry, "event") != cls.EVENT:
            raise ValueError(f"这笔账不是{cls.EVENT}")

    @classmethod
    def from_parts(cls, entry: Any) -> dict[str, Any]:
        """The fields that a transaction's own parts give: day, purpose, the other side, the links."""
        fields = {"date": entry.date, "narration": entry.narration}
        if cls.PAYEE:
            fields[cls.PAYEE] = entry.payee
        for link in entry.links or ():
            fields["case" if link.startswith("JZ-") else "link"] = link
        return fields


def posting(account: str, units: Amount, cost: Any = None) -> data.Posting:
    """A posting that stands in no file yet."""
    return data.Posting(account, units, cost, None, None, {"filename": FILE, "lineno": 0})


def _legs(entry: Any) -> Legs:
    if any(p.units.currency != CURRENCY or p.cost or p.price for p in entry.postings):
        raise ValueError(f"这笔账只能记人民币（{CURRENCY}），不能有单价和换算")
    return [(p.account, p.units.number) for p in entry.postings]


def two_legs(legs: Legs) -> tuple[chart.Account, Decimal, str]:
    """The money leg and the other account of a two-legged transaction."""
    if len(legs) != 2 or legs[0][1] + legs[1][1] != 0:
        raise ValueError("这笔账应是一借一贷、金额相等")
    return chart.parse(legs[0][0]), legs[0][1], legs[1][0]
