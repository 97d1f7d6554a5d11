"""现金发放不超过限额，超过的付到救助对象个人账户。

Relief is paid in cash only up to the limit; above it, to the person's account.

Clause (红河 二（四）1): 临时救助金原则上实行社会化发放……将临时救助金支付到救助对象个人账户……特殊情况且金额1000元（含）以下
的，可直接发放现金。

Cash is what leaves the drawer for relief, and also what is paid out of the bank with method: "现金". All
payments of one case are counted together, stages on whatever days too, for the amount that the clause speaks
of is that of the relief; what came back does not count. Of a payment partly in cash only that part counts,
and an expense beside the relief in one entry is not relief. Goods are no cash. A payment without a case is
counted by its payee.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ledger.books import Books
from ledger.chart import parse
from ledger.entries import text
from ledger.findings import Finding
from ledger.policy import Policy
from ledger.relief import Payment
from plugins.rule import rule

__plugins__ = ("cash_limit",)


@rule("cash_limit")
def cash_limit(books: Books, policy: Policy) -> Iterator[Finding]:
    """Yield each payment with which a case's cash goes above the limit."""
    for payments in books.payments.values() if policy.ever("cash_limit") else ():
        paid = Decimal(0)
        for payment in payments:
            line = policy.on(payment.day, "cash_limit")
            if line is None:
                continue
            cash = _in_cash(payment)
            paid += cash
            if cash and paid > line.yuan:
                said = f"{payment.first.label}一共付了现金{paid}元，超过限额{line.yuan}元，请转到本人账户"
                yield payment.first.finding(said, line.cited)


def _in_cash(payment: Payment) -> Decimal:
    """How much of a payment was handed over in cash and not given back."""
    entry = payment.first.entry
    if text(entry, "method") == "现金":
        return payment.kept
    drawn = -sum([p.units.number for p in entry.postings if parse(p.account).is_cash], Decimal(0))
    return max(Decimal(0), min(drawn, payment.kept))
