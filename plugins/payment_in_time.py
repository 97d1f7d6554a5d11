"""审核同意后按时发放救助。

Relief is paid within so many working days of the decision.

Clause (徽州 二（四）): 审核后1个工作日内完成救助资金发放。

The first decision that agrees sets the day, so that deciding again wins no time; where the last decision
does not agree nothing is due. The first payment of a staged relief is what is due, and goods handed over
are a payment. First aid was paid before. A payment that was reversed is none; one that came back was
made. A case that by the day of judgement was taken back, closed or referred is not called late any more.
Where the calendar is not published yet the day is 暂定 and the finding a warning.
"""

from __future__ import annotations

from collections.abc import Iterator

from ledger.books import Books
from ledger.cases import Case
from ledger.duties import after_workdays, told
from ledger.findings import Finding, finding
from ledger.policy import Policy
from plugins.rule import near_rule

__plugins__ = ("payment_in_time",)


@near_rule("payment_workdays")
def payment_in_time(books: Books, policy: Policy) -> Iterator[Finding]:
    """Yield each agreed case whose payment is late or missing on the day of judgement."""
    for case in books.cases.values():
        if not case.ended(books.day) and not case.referred(books.day):
            yield from _judged(books, policy, case)


def _judged(books: Books, policy: Policy, case: Case) -> Iterator[Finding]:
    decisions = case.taken("审核")
    if not decisions or decisions[-1].text("decision") != "同意":
        return
    agreed = next(d for d in decisions if d.text("decision") == "同意")
    line = policy.on(agreed.day, "payment_workdays")
    due = after_workdays(agreed.day, line.number) if line else None
    if line is None or due is None:
        return
    paid = next((p.day for p in books.payments.get(case.number, ())), None)
    if said := told(f"{case.number}（{case.text('label')}）的救助发放", due, paid, books.day):
        yield finding(agreed.entry, said[0], line.cited, said[1])
