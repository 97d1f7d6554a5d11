"""What goods are booked at: quantity × price, from what was typed."""

from __future__ import annotations

import re
from decimal import Decimal

from ledger.mistake import Mistake
from ledger.money import yuan


def worth(quantity: str, price: str) -> dict[str, Decimal]:
    """Quantity, price and amount; Mistake where the quantity is no whole number, ValueError where the price is none."""
    if not re.fullmatch(r"\s*[0-9]{1,9}\s*", quantity):
        raise Mistake(f"数量“{quantity}”不对，要是大于零的整数，例如 50")
    pieces, each = Decimal(quantity), yuan(price)
    return {"quantity": pieces, "price": each, "amount": pieces * each}
