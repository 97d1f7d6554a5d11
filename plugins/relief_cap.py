"""补充救助每人次不超过上限，应急救助每人次不超过上限。

No single payment to one person is above the cap of the day for its kind.

Clause (徽州 二（四）): 一般情况下，补充救助不超过500元每人次，应急救助不超过1000元每人次。有条件的……可以结合实际适当
提高救助频次、标准。

A cap raised by a resolution in force on the day of payment holds instead; each stage of a staged relief is
a payment of its own, and their sum is another rule's concern. Postings of one transaction are one payment,
under the lowest of their caps; relief in goods counts by the kind of relief that its case is for. A payment
that was reversed is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby

from ledger.books import CAP_LINE, Books, Cap
from ledger.findings import Finding
from ledger.policy import Policy
from plugins.rule import rule

__plugins__ = ("relief_cap",)


@rule
def relief_cap(books: Books, policy: Policy) -> Iterator[Finding]:
    """Yield each payment of relief above its cap."""
    for _, postings in groupby(books.relief(), key=lambda r: id(r.entry)):
        payment = list(postings)
        total = sum([p.amount for p in payment], Decimal(0))
        lines = [(line, p) for p in payment if (line := policy.on(p.day, CAP_LINE.get(p.counts_as, "")))]
        if not any(total > line.yuan for line, _ in lines) or books.undone(payment[0].entry):
            continue  # a resolution only ever raises a cap
        caps = [(books.raised_cap(p, line) or Cap(line.yuan, line.cited), p) for line, p in lines]
        cap, paid = min(caps, key=lambda each: each[0].value)
        if total > cap.value:
            said = f"{paid.label}{paid.counts_as}{total}元，超过上限{cap.value}元，多了{total - cap.value}元"
            yield paid.finding(said, cap.clause)
