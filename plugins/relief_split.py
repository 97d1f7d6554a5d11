"""短期内给同一户几笔都贴近上限的救助，或一个案卷分几笔付、加起来超过每人次上限的，像是拆分。

Several payments just under a cap to one household within days, or one case paid in parts beyond its cap, look split.

Clause (徽州 二（四）): 一般情况下，补充救助不超过500元每人次，应急救助不超过1000元每人次。

What looks like a cap evaded is the district's choice: the policy lines `split_days` and `split_share`.
It is a warning: two misfortunes in one month happen. So that few honest cases are named, payments of
different cases count only where each is at least `split_share` percent of its own cap of the day, and
payments of one case only where they are together above it, in stages or not. Payments of
different cases belong together while each comes within `split_days` after the one before. The household
is who counts. One warning for all that belong together, at the last of them. What came back does not
count. First aid and what followed it are payments of one case like any other.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from ledger.books import Books
from ledger.findings import Finding
from ledger.policy import Policy
from ledger.relief import Payment
from plugins.rule import rule

__plugins__ = ("relief_split",)

_PERCENT = 100


@rule("split_days", "split_share", "cap_supplementary", "cap_emergency", "cap_multiple", "allowance_standard")
def relief_split(books: Books, policy: Policy) -> Iterator[Finding]:
    """Yield one warning for each household's payments that look split, and for each case's."""
    paid: dict[str, list[Payment]] = {}
    for payments in books.payments.values():
        kept = [p for p in payments if p.kept]
        for payment in kept:
            case = payment.first.case
            if case and (whose := case.text("household")):
                paid.setdefault(whose, []).append(payment)
        if len(kept) > 1:
            yield from _one_case(books, policy, kept)
    for payments in paid.values():
        near = [p for p in payments if _is_near(books, policy, p)] if len(payments) > 1 else []
        if near:
            yield from _clusters(policy, sorted(near, key=lambda p: p.day))


def _is_near(books: Books, policy: Policy, payment: Payment) -> bool:
    share = policy.on(payment.day, "split_share")
    cap = books.raises.cap(payment.first, policy) if share else None
    return bool(share and cap and payment.kept * _PERCENT >= cap.value * share.number)


def _clusters(policy: Policy, payments: list[Payment]) -> Iterator[Finding]:
    """Payments near their caps that follow each other within days, where they are of more than one case."""
    cluster: list[Payment] = []
    for payment in payments:
        line = policy.on(payment.day, "split_days")
        if cluster and not (line and _days(cluster[-1].day, payment.day) <= line.number):
            yield from _told(policy, cluster)
            cluster = []
        cluster.append(payment)
    yield from _told(policy, cluster)


def _told(policy: Policy, cluster: list[Payment]) -> Iterator[Finding]:
    last = cluster[-1].first
    if len({p.first.number for p in cluster}) > 1:
        line = policy.on(last.day, "split_days")
        assert line, "only a line brings two payments together"
        said = f"{last.label}一户{line.number}天之内有{len(cluster)}笔贴近上限的救助：{_named(cluster)}，请核对是否拆分"
        yield last.finding(said, line.cited, "warning")


def _one_case(books: Books, policy: Policy, payments: list[Payment]) -> Iterator[Finding]:
    """One case's payments that are together above the cap of one."""
    last = payments[-1].first if len(payments) > 1 else None
    line = policy.on(last.day, "split_days") if last else None
    cap = books.raises.cap(last, policy) if last and line else None
    if not (last and last.case and line and cap):
        return
    decision = last.case.decision(last.day)
    total = sum([p.kept for p in payments], Decimal(0))
    if total > cap.value:
        how = "" if decision and (decision.number("stages") or 1) > 1 else "没有分阶段，却"
        said = f"{last.number}{how}分{len(payments)}笔付了{total}元：{_named(payments)}，超过每次上限{cap.value}元"
        yield last.finding(said, line.cited, "warning")


def _named(payments: list[Payment]) -> str:
    return "、".join(f"{p.day} {p.first.number} {p.kept}元" for p in payments)


def _days(earlier: date, later: date) -> int:
    return (later - earlier).days
