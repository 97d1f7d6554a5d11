"""受理后按时完成入户调查、形成审核意见。

Survey and opinion come within so many working days of acceptance.

Clause (徽州 二（四）): 互助社自受理（或主动发现）后1个工作日内完成入户调查并形成审核意见。

The opinion is the step 审核, whatever it says; the duty is done on the day of the later of the two. The
day of acceptance is not counted, the last working day still is in time. Where first aid was given by the
last day the days of first_aid_filled hold instead. A case that by the day of judgement was taken back,
closed or referred to somebody else is not called late any more. Where the calendar is not published yet
the day is 暂定 and the finding a warning; where there is no calendar at all nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterator

from ledger.books import Books
from ledger.case_duties import surveys
from ledger.duties import told
from ledger.findings import Finding, finding
from ledger.policy import Policy
from plugins.rule import near_rule

__plugins__ = ("survey_in_time",)


@near_rule("survey_workdays")
def survey_in_time(books: Books, policy: Policy) -> Iterator[Finding]:
    """Yield each case whose survey or opinion is late or missing on the day of judgement."""
    for duty in surveys(books, policy):
        label = books.cases[duty.whose].text("label")
        if said := told(f"{duty.whose}（{label}）的{'和'.join(duty.late)}", duty.due, duty.done, books.day):
            yield finding(duty.fact.entry, said[0], duty.line.cited, said[1])
