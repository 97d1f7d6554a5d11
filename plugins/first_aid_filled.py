"""先行救助后，按时补上入户调查、情况说明和审核。

First aid has its survey, its explanation and its decision within so many days.

Clause (徽州 二（四）): 情况紧急的，也可视情况给予先行救助，事后补充入户调查以及说明情况。
Clause (红河 二（二）1): 在急难情况缓解后，按规定登记救助对象、救助事由、救助金额等信息，补齐经办人员签字、盖章手续。

The documents name no number of days: calendar days, by the district's choice. The explanation is the
survey's `opinion`, or a paper 情况说明 in the case's file (案卷材料); the reason given with the first aid itself
is none, for it was written before anybody had looked. The duty is done on the day of the last of the
three. Money that has gone out is explained also where the case was taken back or closed since; where
nothing was paid, or what was paid was reversed, there is nothing to explain.
"""

from __future__ import annotations

from collections.abc import Iterator

from ledger.books import Books
from ledger.case_duties import first_aids
from ledger.duties import told
from ledger.findings import Finding, finding
from ledger.policy import Policy
from plugins.rule import near_rule

__plugins__ = ("first_aid_filled",)


@near_rule("first_aid_days")
def first_aid_filled(books: Books, policy: Policy) -> Iterator[Finding]:
    """Yield each first aid whose survey, explanation or decision is late or missing on the day of judgement."""
    for duty in first_aids(books, policy):
        what = f"{duty.whose}（{books.cases[duty.whose].text('label')}）先行救助后的{'、'.join(duty.late)}"
        if said := told(what, duty.due, duty.done, books.day):
            yield finding(duty.fact.entry, said[0], duty.line.cited, said[1])
