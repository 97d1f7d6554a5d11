"""Money out: what is spent, and the relief that is paid."""

from __future__ import annotations

from typing import Annotated, Any, Self

from pydantic import model_validator

from ledger import chart
from ledger.chart import leaf
from ledger.events.fields import CaseNo, Fund, Holder, Masked, Method, ResolutionNo, Who, Words, one_of
from ledger.events.receipts import relief_word
from ledger.events.transaction import Legs, MoneyEvent, two_legs


class _MoneyOut(MoneyEvent):
    account: Holder
    fund: Fund
    approved_by: Who
    paid_by: Who

    def charged(self) -> str:
        """The account it is charged to."""
        raise NotImplementedError

    def legs(self) -> Legs:
        """Charged, and paid out of one fund."""
        return [(self.charged(), self.amount), (leaf(self.account, self.fund), -self.amount)]

    @classmethod
    def from_legs(cls, legs: Legs) -> dict[str, Any]:
        """Account, fund and amount of the money leg, and what was charged."""
        money, amount, other = two_legs(legs[::-1])
        return {"account": money.holder, "fund": money.fund, "amount": -amount} | cls.from_charged(other)

    @classmethod
    def from_charged(cls, account: str) -> dict[str, Any]:
        """What the account it is charged to tells."""
        return {}


class Expense(_MoneyOut):
    """Money is spent on something other than relief."""

    EVENT = "费用支出"
    PAYEE = "payee"
    payee: Words
    fund: Fund = chart.DONATION_FUND
    kind: Annotated[str, one_of(tuple(chart.EXPENSES))]
    """One of chart.EXPENSES: 办公费, 手续费 …"""
    resolution: ResolutionNo | None = None
    ELSEWHERE = MoneyEvent.ELSEWHERE | {"kind"}

    def charged(self) -> str:
        """The expense account of the kind."""
        return chart.EXPENSES[self.kind]

    @classmethod
    def from_charged(cls, account: str) -> dict[str, Any]:
        """The kind of the expense account."""
        return {"kind": next((k for k, a in chart.EXPENSES.items() if a == account), account)}


class Relief(_MoneyOut):
    """Relief is paid to a person on a case (徽州 二（四）)."""

    EVENT = "发放救助"
    PAYEE = "label"
    label: Masked
    case: CaseNo
    kind: Annotated[str, one_of(tuple(chart.RELIEF))]
    method: Method
    fund: Fund = chart.DONATION_FUND
    resolution: ResolutionNo | None = None
    ELSEWHERE = MoneyEvent.ELSEWHERE | {"kind"}

    @model_validator(mode="after")
    def _cash_from_the_float(self) -> Self:
        if (self.method == "现金") != (self.account == chart.CASH):
            raise ValueError("现金发放要从现金（备用金）里付，转账发放要从银行或微信付")
        return self

    def charged(self) -> str:
        """The relief account of the kind."""
        return chart.RELIEF[self.kind]

    @classmethod
    def from_charged(cls, account: str) -> dict[str, Any]:
        """The kind of relief that the account is for."""
        return {"kind": relief_word(account)}
