"""Money that is not the society's for good: advances that must come back, and what it keeps for others."""

from __future__ import annotations

from typing import Any, ClassVar

from ledger import chart
from ledger.chart import leaf
from ledger.events.fields import CaseNo, Fund, Holder, Masked, Method, Who, Words
from ledger.events.transaction import Legs, MoneyEvent, two_legs


class Advance(MoneyEvent):
    """Money is advanced until government aid arrives, and must come back (东台 三、一是: 先行调用爱心基金)."""

    EVENT = "垫付救助"
    PAYEE = "label"
    label: Masked
    case: CaseNo
    method: Method
    advanced_for: Words
    """Which aid it bridges, e.g. 临时救助."""
    account: Holder
    fund: Fund = chart.DONATION_FUND
    approved_by: Who
    paid_by: Who

    def legs(self) -> Legs:
        """A claim, paid out of one fund."""
        return [(chart.RECEIVABLE, self.amount), (leaf(self.account, self.fund), -self.amount)]

    @classmethod
    def from_legs(cls, legs: Legs) -> dict[str, Any]:
        """Account, fund and amount of the money leg."""
        money, amount, other = two_legs(legs[::-1])
        if other != chart.RECEIVABLE:
            raise ValueError("垫付要记入其他应收款")
        return {"account": money.holder, "fund": money.fund, "amount": -amount}


class AdvanceRecovered(MoneyEvent):
    """An advance comes back, from the person or from the aid that was granted."""

    EVENT = "收回垫付"
    PAYEE = "payer"
    payer: Words
    case: CaseNo
    account: Holder
    fund: Fund = chart.DONATION_FUND

    def legs(self) -> Legs:
        """Money in, against the claim."""
        return [(leaf(self.account, self.fund), self.amount), (chart.RECEIVABLE, -self.amount)]

    @classmethod
    def from_legs(cls, legs: Legs) -> dict[str, Any]:
        """Account, fund and amount of the money leg."""
        money, amount, other = two_legs(legs)
        if other != chart.RECEIVABLE:
            raise ValueError("收回垫付要冲其他应收款")
        return {"account": money.holder, "fund": money.fund, "amount": amount}


class _Agency(MoneyEvent):
    """Money kept for somebody named: never the society's own (《民间非营利组织会计制度》: 受托代理)."""

    PAYEE = "payee"
    payee: Words
    SIGN: ClassVar[int] = 1

    def legs(self) -> Legs:
        """The asset and the debt, equal."""
        amount = self.SIGN * self.amount
        return [(chart.AGENCY_ASSET, amount), (chart.AGENCY_LIABILITY, -amount)]

    @classmethod
    def from_legs(cls, legs: Legs) -> dict[str, Any]:
        """The amount."""
        if [account for account, _ in legs] != [chart.AGENCY_ASSET, chart.AGENCY_LIABILITY]:
            raise ValueError("受托代理的钱只记受托代理资产和受托代理负债")
        return {"amount": cls.SIGN * two_legs(legs)[1]}


class AgencyIn(_Agency):
    """A donor hands over money for somebody named."""

    EVENT = "收到受托代理"


class AgencyOut(_Agency):
    """It is passed on to the one it is for."""

    EVENT = "转交受托代理"
    SIGN: ClassVar[int] = -1
    approved_by: Who
    paid_by: Who
