"""备用金日终不超过限额。

Cash in hand is not above the ceiling at the end of any day.

Clause (徽州 二（四）): 互助社应当设立现金类备用金，并相应建立规范的设立、支取制度。 (现金管理暂行条例 9: 库存现金限额.)

The ceiling is the society's own fact 备用金 设立/调整; all funds' cash together counts. Lowering the ceiling
below what is in the drawer is found on that day as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from ledger.books import Books
from ledger.findings import Finding, finding
from ledger.policy import Policy
from plugins.rule import money_rule

__plugins__ = ("float_ceiling",)

CLAUSE = "《现金管理暂行条例》第九条：库存现金限额"


@money_rule("float_required")
def float_ceiling(books: Books, policy: Policy) -> Iterator[Finding]:
    """Yield, for each day whose end finds more cash than the ceiling, the entry that brought it there."""
    floats = books.facts.floats
    days: dict[date, tuple[Decimal, Any]] = {f.day: (Decimal(0), f.fact.entry) for f in floats}
    for leg in books.legs:
        if leg.account.is_cash:
            net, entry = days.get(leg.entry.date, (Decimal(0), leg.entry))
            days[leg.entry.date] = (net + leg.amount, leg.entry if leg.amount > 0 else entry)
    cash, ceiling, at = Decimal(0), None, 0
    for day in sorted(days):
        net, entry = days[day]
        cash += net
        before = ceiling
        while at < len(floats) and floats[at].day <= day:
            ceiling, at = floats[at].ceiling, at + 1
        if ceiling is not None and cash > ceiling and (net > 0 or ceiling != before):
            said = f"{day}日终现金{cash}元，超过备用金限额{ceiling}元，请把多出的{cash - ceiling}元缴回银行"
            line = policy.on(day, "float_required")
            yield finding(entry, said, line.cited if line else CLAUSE)
