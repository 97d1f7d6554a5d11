"""Money in: each event is one receipt into one fund."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Self

from pydantic import model_validator

from ledger import chart
from ledger.chart import leaf
from ledger.events.fields import (
    BudgetLine,
    CaseNo,
    Channel,
    Fund,
    Holder,
    Masked,
    Pseudonym,
    ResolutionNo,
    Words,
    one_of,
)
from ledger.events.transaction import Legs, MoneyEvent, two_legs
from ledger.vocabulary import SEED_AS


class _MoneyIn(MoneyEvent):
    account: Holder
    fund: Fund

    def against(self) -> str:
        """The account it is credited to."""
        raise NotImplementedError

    def legs(self) -> Legs:
        """Money in, in one fund."""
        return [(leaf(self.account, self.fund), self.amount), (self.against(), -self.amount)]

    @classmethod
    def from_legs(cls, legs: Legs) -> dict[str, Any]:
        """Account, fund and amount of the money leg."""
        money, amount, other = two_legs(legs)
        return {"account": money.holder, "fund": money.fund, "amount": amount} | cls.from_against(other)

    @classmethod
    def from_against(cls, account: str) -> dict[str, Any]:
        """What the account it is credited to tells."""
        return {}


class _Seed(_MoneyIn):
    """Start-up money: income, or net assets where it was put in as registered capital."""

    as_: Annotated[str, one_of(SEED_AS)] = "income"
    INCOME: ClassVar[str]
    CAPITAL: ClassVar[str]
    ELSEWHERE = MoneyEvent.ELSEWHERE | {"as_"}

    def against(self) -> str:
        """Income or net assets."""
        return self.INCOME if self.as_ == "income" else self.CAPITAL

    @classmethod
    def from_against(cls, account: str) -> dict[str, Any]:
        """Whether it was put in as income or as capital."""
        return {"as_": "income" if account == cls.INCOME else "capital"}


class Subsidy(_Seed):
    """The district's start-up subsidy arrives (徽州 二（二）)."""

    EVENT = "财政补助到账"
    PAYEE = "payer"
    INCOME = chart.SUBSIDIES
    CAPITAL = chart.RESTRICTED
    payer: Words
    fund: Fund = chart.SUBSIDY_FUND
    budget_line: BudgetLine | None = None
    document_no: Words | None = None

    @model_validator(mode="after")
    def _own_fund(self) -> Self:
        if self.fund != chart.SUBSIDY_FUND:
            raise ValueError(f"财政补助只能记入{chart.SUBSIDY_FUND}")
        return self


class Collective(_Seed):
    """The village collective gives (徽州 二（二）)."""

    EVENT = "村集体支持"
    PAYEE = "payer"
    INCOME = chart.DONATIONS
    CAPITAL = chart.UNRESTRICTED
    payer: Words
    fund: Fund = chart.COLLECTIVE_FUND
    channel: Channel = "村集体"
    resolution: ResolutionNo | None = None


class Donation(_MoneyIn):
    """Somebody gives money (慈善法 38: receipt or its waiver)."""

    EVENT = "接受捐赠"
    PAYEE = "donor"
    donor: Words
    channel: Channel
    fund: Fund = chart.DONATION_FUND
    receipt: Words | None = None
    publish: bool = False
    person: Pseudonym | None = None
    """The donor's, where it is known: the gift must not come back to them (慈善法 40)."""
    memo: Words | None = None
    """What the payer wrote on the transfer, where that says more than the purpose."""

    @model_validator(mode="after")
    def _not_subsidy(self) -> Self:
        if self.fund == chart.SUBSIDY_FUND:
            raise ValueError(f"捐赠不能记入{chart.SUBSIDY_FUND}")
        return self

    def against(self) -> str:
        """Donation income."""
        return chart.DONATIONS


class Fee(_MoneyIn):
    """A member pays the membership fee."""

    EVENT = "收会费"
    PAYEE = "payer"
    payer: Words
    fund: Fund = chart.FEE_FUND
    channel: Channel = "会费"

    def against(self) -> str:
        """Membership fees."""
        return chart.FEES


class Interest(_MoneyIn):
    """The bank pays interest."""

    EVENT = "利息收入"
    fund: Fund = chart.DONATION_FUND

    def against(self) -> str:
        """Other income."""
        return chart.OTHER_INCOME


def relief_word(account: str) -> str:
    """The kind of relief that an account is for; the account itself where it is for none."""
    return next((k for k, a in chart.RELIEF.items() if a == account), account)


class ReliefReturn(_MoneyIn):
    """Relief that was paid comes back: the recipient gave it back, or could not be found."""

    EVENT = "救助退回"
    PAYEE = "label"
    label: Masked
    case: CaseNo
    kind: Annotated[str, one_of(tuple(chart.RELIEF))]
    fund: Fund = chart.DONATION_FUND
    ELSEWHERE = MoneyEvent.ELSEWHERE | {"kind"}

    def against(self) -> str:
        """The relief account it was charged to."""
        return chart.RELIEF[self.kind]

    @classmethod
    def from_against(cls, account: str) -> dict[str, Any]:
        """The kind of relief that the account is for."""
        return {"kind": relief_word(account)}
