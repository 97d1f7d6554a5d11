"""补充救助每人次不超过上限，应急救助每人次不超过上限；按低保年标准倍数定上限的，不超过那个倍数。

No single payment to one person is above the cap of the day for its kind.

Clause (徽州 二（四）): 一般情况下，补充救助不超过500元每人次，应急救助不超过1000元每人次。有条件的……可以结合实际适当
提高救助频次、标准。
Clause (红河 二（三）): 单次救助金额一般不高于当地城市低保年标准的3倍；特别困难的，按照“一事一议”的方式，可适当提高救助
标准……困难程度较轻、救助金额较小的，及时给予1000元（含）以下的临时救助；对于困难程度较重、救助金额较大的，参照支出型救助
标准计算。

A cap raised by a resolution in force on the day of payment holds instead; each stage of a staged relief
is a payment of its own, and their sum is another rule's concern. Postings of one transaction are one
payment, under the lowest of their caps; relief in goods counts by the kind of relief that its case is
for. A payment that was reversed is none. Where the policy has a multiple, it is taken of the yearly
urban allowance in force on the day of payment, and holds where the decision in force that day says 较重,
and for a kind that has no line of its own; help that comes before the decision is nobody's 较重 yet. While
no allowance is in force the kind's own line holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby

from ledger.books import Books
from ledger.caps import ordinary
from ledger.findings import Finding
from ledger.policy import Policy
from plugins.rule import near_rule

__plugins__ = ("relief_cap",)


@near_rule("cap_supplementary", "cap_emergency", "cap_multiple", "allowance_standard")
def relief_cap(books: Books, policy: Policy) -> Iterator[Finding]:
    """Yield each payment of relief above its cap."""
    for _, postings in groupby(books.relief(), key=lambda r: id(r.entry)):
        payment = list(postings)
        total = sum([p.amount for p in payment], Decimal(0))
        own = [each for p in payment if (each := ordinary(p, policy))]
        if not any(total > cap.value for _, cap in own) or books.undone(payment[0].entry):
            continue  # a resolution only ever raises a cap
        caps = [(cap, p) for p in payment if (cap := books.raises.cap(p, policy))]
        cap, paid = min(caps, key=lambda each: each[0].value)
        if total > cap.value:
            limit = f"{cap.value}元（{cap.meant}）" if cap.meant else f"{cap.value}元"
            said = f"{paid.label}{paid.counts_as}{total}元，超过上限{limit}，多了{total - cap.value}元"
            yield paid.finding(said, cap.clause)
