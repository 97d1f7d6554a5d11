"""The finance bureau's own payments."""

from __future__ import annotations

from typing import Any, Self

from pydantic import model_validator

from ledger import chart
from ledger.events.fields import BudgetLine, Who, Words
from ledger.events.transaction import Legs, MoneyEvent


class BureauPayment(MoneyEvent):
    """The finance bureau pays a subsidy to a society, out of one budget line (徽州 二（二）)."""

    EVENT = "拨付互助社补助"
    PAYEE = "payee"
    payee: Words
    society: Words
    budget_line: BudgetLine
    document_no: Words
    approved_by: Who
    paid_by: Who

    @model_validator(mode="after")
    def _known_line(self) -> Self:
        if self.budget_line not in chart.BUDGET_LINES:
            raise ValueError(
                f"财政局账里没有预算科目{self.budget_line}，可选：{'、'.join(chart.BUDGET_LINES)}"
            )
        return self

    def legs(self) -> Legs:
        """Charged to the budget line's own account, paid by the treasury."""
        return [(chart.budget_account(self.budget_line), self.amount), (chart.APPROPRIATION, -self.amount)]

    @classmethod
    def from_legs(cls, legs: Legs) -> dict[str, Any]:
        """The amount; the line is in the metadata."""
        if len(legs) != 2:
            raise ValueError("拨款应是一借一贷")
        return {"amount": legs[0][1]}
