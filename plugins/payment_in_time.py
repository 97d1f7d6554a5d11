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
from ledger.case_duties import payouts
from ledger.duties import told
from ledger.findings import Finding, finding
from ledger.policy import Policy
from plugins.rule import near_rule

__plugins__ = ("payment_in_time",)


@near_rule("payment_workdays")
def payment_in_time(books: Books, policy: Policy) -> Iterator[Finding]:
    """Yield each agreed case whose payment is late or missing on the day of judgement."""
    for duty in payouts(books, policy):
        label = books.cases[duty.whose].text("label")
        if said := told(f"{duty.whose}（{label}）的救助发放", duty.due, duty.done, books.day):
            yield finding(duty.fact.entry, said[0], duty.line.cited, said[1])
