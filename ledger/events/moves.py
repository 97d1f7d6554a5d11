"""Money that stays the society's own: the float, moves between accounts, transfers between funds, reversals."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Self

from pydantic import model_validator

from ledger import chart
from ledger.chart import leaf
from ledger.events.fields import (
    Bank,
    CaseNo,
    ChartAccount,
    Fund,
    Holder,
    ResolutionNo,
    VoucherNo,
    Who,
    Words,
    Yuan,
)
from ledger.events.transaction import Legs, MoneyEvent, two_legs


class _Between(MoneyEvent):
    """Money goes from one place to another inside one fund."""

    fund: Fund
    approved_by: Who | None = None
    paid_by: Who | None = None

    def places(self) -> tuple[str, str]:
        """From where, to where."""
        raise NotImplementedError

    def legs(self) -> Legs:
        """Into one place, out of the other."""
        source, target = self.places()
        return [(leaf(target, self.fund), self.amount), (leaf(source, self.fund), -self.amount)]

    @classmethod
    def from_legs(cls, legs: Legs) -> dict[str, Any]:
        """The fund and the places; ValueError where the two legs are of two funds."""
        to, amount, other = two_legs(legs)
        source = chart.parse(other)
        if to.fund != source.fund:
            raise ValueError(
                f"钱从{source.fund}出、进了{to.fund}：同一笔只能动一个基金，跨基金要用 transfer 并有决议"
            )
        return {"fund": to.fund, "amount": amount} | cls.from_places(source.holder, to.holder)

    @classmethod
    def from_places(cls, source: str, target: str) -> dict[str, Any]:
        """The fields that the two places give; ValueError where they are not this kind's."""
        raise NotImplementedError


class Draw(_Between):
    """The cash float is drawn from the same fund's bank account (徽州 二（四）: 备用金支取)."""

    EVENT = "支取备用金"
    account: Bank
    fund: Fund = chart.DONATION_FUND

    def places(self) -> tuple[str, str]:
        """Bank to cash."""
        return self.account, chart.CASH

    @classmethod
    def from_places(cls, source: str, target: str) -> dict[str, Any]:
        """The bank account."""
        if target != chart.CASH:
            raise ValueError("支取备用金要进现金")
        return {"account": source}


class Return(_Between):
    """Cash goes back to the same fund's bank account."""

    EVENT = "缴回备用金"
    account: Bank
    fund: Fund = chart.DONATION_FUND

    def places(self) -> tuple[str, str]:
        """Cash to bank."""
        return chart.CASH, self.account

    @classmethod
    def from_places(cls, source: str, target: str) -> dict[str, Any]:
        """The bank account."""
        if source != chart.CASH:
            raise ValueError("缴回备用金要从现金出")
        return {"account": target}


class Move(_Between):
    """Money moves between two of the society's own accounts: a wallet is emptied into the bank, say."""

    EVENT = "账户间划转"
    account: Holder
    to_account: Holder
    fund: Fund = chart.DONATION_FUND
    fee: Yuan = Decimal("0.00")
    """What the carrier keeps of the amount, in yuan; it is charged to 手续费."""
    ELSEWHERE = MoneyEvent.ELSEWHERE | {"to_account", "fee"}

    @model_validator(mode="after")
    def _two_places(self) -> Self:
        if self.account == self.to_account:
            raise ValueError("转出和转入是同一个账户")
        if not 0 <= self.fee < self.amount:
            raise ValueError("手续费要小于划转的金额")
        return self

    def places(self) -> tuple[str, str]:
        """From one account to the other."""
        return self.account, self.to_account

    def legs(self) -> Legs:
        """Into one, out of the other, and the fee between them."""
        source, target = self.places()
        fee = [(chart.BANK_CHARGES, self.fee)] if self.fee else []
        into = (leaf(target, self.fund), self.amount - self.fee)
        return [into, (leaf(source, self.fund), -self.amount), *fee]

    @classmethod
    def from_legs(cls, legs: Legs) -> dict[str, Any]:
        """The two places and the fee."""
        fee = legs[2][1] if len(legs) == 3 and legs[2][0] == chart.BANK_CHARGES else Decimal("0.00")
        into = [(legs[0][0], legs[0][1] + fee), legs[1]]
        return super().from_legs(into if fee else legs) | {"fee": fee}

    @classmethod
    def from_places(cls, source: str, target: str) -> dict[str, Any]:
        """The two accounts."""
        return {"account": source, "to_account": target}


class Transfer(MoneyEvent):
    """Money goes from one fund to another, by resolution."""

    EVENT = "基金间转移"
    account: Holder
    from_fund: Fund
    to_fund: Fund
    resolution: ResolutionNo
    approved_by: Who
    ELSEWHERE = MoneyEvent.ELSEWHERE | {"from_fund", "to_fund"}

    @model_validator(mode="after")
    def _two_funds(self) -> Self:
        if self.from_fund == self.to_fund:
            raise ValueError("转出和转入是同一个基金")
        return self

    def legs(self) -> Legs:
        """Into one fund, out of the other, in the same place."""
        return [
            (leaf(self.account, self.to_fund), self.amount),
            (leaf(self.account, self.from_fund), -self.amount),
        ]

    @classmethod
    def from_legs(cls, legs: Legs) -> dict[str, Any]:
        """The two funds."""
        to, amount, other = two_legs(legs)
        source = chart.parse(other)
        if to.holder != source.holder:
            raise ValueError("基金间转移要在同一个账户里")
        return {"account": to.holder, "from_fund": source.fund, "to_fund": to.fund, "amount": amount}


class Reverse(MoneyEvent):
    """An entry is reversed; nothing is ever edited (books.md §3)."""

    EVENT = "冲销"
    PAYEE = "payee"
    payee: Words | None = None
    reverses: VoucherNo
    lines: tuple[tuple[ChartAccount, Yuan], ...]
    """The original's postings with their signs turned."""
    case: CaseNo | None = None
    approved_by: Who | None = None
    paid_by: Who | None = None
    ELSEWHERE = MoneyEvent.ELSEWHERE | {"lines"}

    @model_validator(mode="after")
    def _balanced(self) -> Self:
        numbers = [n for _, n in self.lines]
        if not numbers or 0 in numbers or sum(numbers) != 0:
            raise ValueError("冲销的分录要借贷相等，每条都不为零")
        if sum(n for n in numbers if n > 0) != self.amount:
            raise ValueError(f"冲销的金额{self.amount}元与分录不符")
        return self

    def legs(self) -> Legs:
        """The lines as they are."""
        return list(self.lines)

    @classmethod
    def from_legs(cls, legs: Legs) -> dict[str, Any]:
        """The lines, and as amount what came back."""
        return {"lines": tuple(legs), "amount": sum((n for _, n in legs if n > 0), Decimal(0))}
