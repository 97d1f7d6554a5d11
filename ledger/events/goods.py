"""Goods (实物): given, and handed out on a case, at their booked value."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Self

from beancount.core import data
from beancount.core.amount import Amount
from beancount.core.position import CostSpec
from pydantic import model_validator

from ledger import chart
from ledger.chart import CURRENCY, leaf
from ledger.events.event import FILE
from ledger.events.fields import (
    CaseNo,
    Channel,
    Fund,
    GoodsCode,
    Holder,
    Masked,
    Method,
    Positive,
    Quantity,
    Who,
    Words,
)
from ledger.events.transaction import MoneyEvent, posting


class _Goods(MoneyEvent):
    """Goods of one kind, at one price, in one fund. `amount` is quantity × price."""

    goods: GoodsCode
    quantity: Quantity
    price: Positive
    fund: Fund = chart.DONATION_FUND
    ELSEWHERE = MoneyEvent.ELSEWHERE | {"goods", "quantity", "price", "goods_name", "label"}

    @model_validator(mode="after")
    def _worth(self) -> Self:
        if self.quantity * self.price != self.amount:
            raise ValueError(f"金额{self.amount}元不等于数量{self.quantity}×单价{self.price}元")
        return self

    def _stock(self, sign: int) -> data.Posting:
        cost = CostSpec(self.price, None, CURRENCY, None, None, False)
        return posting(leaf(chart.GOODS, self.fund), Amount(sign * self.quantity, self.goods), cost)

    @classmethod
    def _paid_from(cls, entry: Any) -> dict[str, Any]:
        """The account that money went out of, where the event has one."""
        return {}

    @classmethod
    def _from_stock(cls, entry: Any) -> dict[str, Any]:
        stock = next((p for p in entry.postings if p.cost is not None), None)
        if stock is None:
            raise ValueError("这笔账没有实物")
        price = getattr(stock.cost, "number_per", None) or getattr(stock.cost, "number", None)
        quantity = abs(stock.units.number)
        return {
            "goods": stock.units.currency, "quantity": quantity, "price": price,
            "amount": quantity * price, "fund": chart.parse(stock.account).fund,
        }  # fmt: skip

    @classmethod
    def read(cls, entries: list[Any]) -> Self:
        """The event that these directives are."""
        entry = entries[-1]
        cls.check_kind(entry)
        fields = (
            cls._paid_from(entry)
            | cls.from_metadata(entry.meta)
            | cls.from_parts(entry)
            | cls._from_stock(entry)
        )
        if name := entries[0].meta.get("goods-name"):
            fields["goods_name"] = name
        return cls(**fields)


def named_first(
    event: GoodsIn | GoodsBought, entries: Callable[[dict[str, Any]], list[Any]], meta: dict[str, Any]
) -> list[Any]:
    """An event's entries, and before them the commodity line where the goods are held for the first time."""
    if event.goods_name is None:
        return entries(meta)
    named = {"filename": FILE, "lineno": 0} | meta | {"goods-name": event.goods_name}
    return [data.Commodity(named, event.date, event.goods), *entries({})]


class GoodsIn(_Goods):
    """Goods are given, and booked at the value on their voucher or the fair value."""

    EVENT = "接受实物"
    PAYEE = "donor"
    donor: Words
    channel: Channel
    goods_name: Words | None = None
    """Given when the society holds this kind for the first time: its commodity line is written too."""
    receipt: Words | None = None
    publish: bool = False

    def postings(self) -> list[Any]:
        """Goods in, against donation income."""
        return [self._stock(1), posting(chart.DONATIONS, Amount(-self.amount, CURRENCY))]

    def entries(self, meta: dict[str, Any]) -> list[Any]:
        """The transaction, and before it the commodity line of a kind held for the first time."""
        return named_first(self, super().entries, meta)


class GoodsOut(_Goods):
    """Goods are handed to a person on a case."""

    EVENT = "发放实物"
    PAYEE = "label"
    label: Masked
    case: CaseNo
    approved_by: Who
    paid_by: Who
    method: Method = "实物"

    def postings(self) -> list[Any]:
        """Charged at booked value, out of the goods."""
        return [posting(chart.IN_KIND, Amount(self.amount, CURRENCY)), self._stock(-1)]


class GoodsBought(_Goods):
    """Goods are bought for relief, under the rules of procurement (红河 二（四）2)."""

    EVENT = "购买实物"
    PAYEE = "payee"
    payee: Words
    account: Holder
    goods_name: Words | None = None
    procurement: Words | None = None
    """The number of the procurement, or of its contract."""
    urgent: bool = False
    """Bought in an emergency, to which the rules of procurement make an exception."""
    approved_by: Who
    paid_by: Who

    def postings(self) -> list[Any]:
        """Goods in, out of the fund's money."""
        return [self._stock(1), posting(leaf(self.account, self.fund), Amount(-self.amount, CURRENCY))]

    def entries(self, meta: dict[str, Any]) -> list[Any]:
        """The transaction, and before it the commodity line of a kind held for the first time."""
        return named_first(self, super().entries, meta)

    @classmethod
    def _paid_from(cls, entry: Any) -> dict[str, Any]:
        money = next(p for p in entry.postings if p.cost is None)
        return {"account": chart.parse(money.account).holder}
