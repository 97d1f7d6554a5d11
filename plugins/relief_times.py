"""一户（一人）一年受助的次数、累计的金额都有上限。

A household (and a person) is relieved at most so many times a year, and for at most a multiple of the allowance.

Clause (红河 二（二）): 一个家庭或个人每年接受临时救助的次数一般不超过2次，原则上为一事一救。
Clause (红河 二（三）1): 1年内同一家庭或者个人临时救助不超过2次且累计救助金额一般不高于当地城市低保年标准的6倍。

The year is the calendar year of the payment. A time is a case: stages of one case are one time, in the
year of the first. What came back does not count, and a case of which nothing was kept is no time. Both
the household and the person are counted, so that neither a second member nor a new household makes the
count begin again. The allowance is that in force on the day of payment. The clause lets a resolution
raise the single amount, not these two. A payment without a case is another rule's.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ledger.books import Books
from ledger.findings import Finding
from ledger.money import nearest_fen
from ledger.policy import Policy
from ledger.relief import Payment
from plugins.rule import rule

__plugins__ = ("relief_times",)


@rule("times_per_year", "yearly_multiple", "allowance_standard")
def relief_times(books: Books, policy: Policy) -> Iterator[Finding]:
    """Yield the first payment of each case too many, and each payment that takes a year's sum too high."""
    if not policy.ever("times_per_year", "yearly_multiple"):
        return
    cases: dict[tuple[str, int], int] = {}
    sums: dict[tuple[str, int], Decimal] = {}
    seen: set[tuple[str, str]] = set()
    standing = [p for paid in books.payments.values() for p in paid if p.kept and p.first.case]
    for payment in sorted(standing, key=lambda p: p.day):
        most, yuan = 0, Decimal(0)
        for whose in _whose(payment):
            key = whose, payment.day.year
            sums[key] = sums.get(key, Decimal(0)) + payment.kept
            yuan = max(yuan, sums[key])
            if (whose, payment.first.number) not in seen:
                seen.add((whose, payment.first.number))
                cases[key] = cases.get(key, 0) + 1
                most = max(most, cases[key])
        yield from _too_often(policy, payment, most)
        yield from _too_much(policy, payment, yuan)


def _whose(payment: Payment) -> Iterator[str]:
    """The household and the person that a payment counts for, where the case names them."""
    case = payment.first.case
    assert case
    for word, key in (("户", "household"), ("人", "person")):
        if who := case.text(key):
            yield word + who


def _too_often(policy: Policy, payment: Payment, times: int) -> Iterator[Finding]:
    line = policy.on(payment.day, "times_per_year")
    if line and times > line.number:
        who = f"{payment.first.label}（本人或同户）{payment.day.year}年"
        said = f"{who}已经是第{times}次救助，一年不超过{line.number}次，仍有困难的请转介"
        yield payment.first.finding(said, line.cited)


def _too_much(policy: Policy, payment: Payment, total: Decimal) -> Iterator[Finding]:
    line = policy.on(payment.day, "yearly_multiple")
    standard = policy.on(payment.day, "allowance_standard")
    if line is None or standard is None:
        return
    limit = nearest_fen(line.times * standard.yuan)
    if total > limit:
        meant = f"低保年标准{standard.yuan}元的{line.times}倍，{limit}元"
        who = f"{payment.first.label}（本人或同户）{payment.day.year}年"
        said = f"{who}累计救助{total}元，超过上限（{meant}），多了{total - limit}元"
        yield payment.first.finding(said, line.cited)
