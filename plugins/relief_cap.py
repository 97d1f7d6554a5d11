"""补充救助每人次不超过上限，应急救助每人次不超过上限。

No single payment to one person is above the cap of the day for its kind.

Clause (徽州 二（四）): 一般情况下，补充救助不超过500元每人次，应急救助不超过1000元每人次。有条件的……可以结合实际适当
提高救助频次、标准。

A cap raised by a resolution in force on the day of payment holds instead; each stage of a staged relief is
a payment of its own, and their sum is another rule's concern. Postings of one transaction are one payment;
relief in goods counts by the kind of relief that its case is for.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ledger.books import CAP_LINE, Books, Cap, Relief
from ledger.findings import Finding
from ledger.policy import Policy
from plugins.rule import rule

__plugins__ = ("relief_cap",)


@rule
def relief_cap(books: Books, policy: Policy) -> Iterator[Finding]:
    """Yield each payment of relief above its cap."""
    entry, total = None, Decimal(0)
    for paid in books.relief():
        total = total + paid.amount if paid.entry is entry else paid.amount
        entry = paid.entry
        cap = _cap(books, policy, paid)
        if cap and total > cap.value:
            said = f"{paid.label}{paid.counts_as}{total}元，超过上限{cap.value}元，多了{total - cap.value}元"
            yield paid.finding(said, cap.clause)


def _cap(books: Books, policy: Policy, paid: Relief) -> Cap | None:
    name = CAP_LINE.get(paid.counts_as)
    line = policy.on(paid.day, name) if name else None
    if line is None:
        return None
    return books.raised_cap(paid, line) or Cap(line.yuan, line.cited)
