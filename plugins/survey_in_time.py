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
from ledger.cases import Case
from ledger.duties import after_workdays, told
from ledger.findings import Finding, finding
from ledger.policy import Policy
from plugins.rule import near_rule

__plugins__ = ("survey_in_time",)

_STEPS = {"入户调查": "入户调查", "审核": "审核意见"}


@near_rule("survey_workdays")
def survey_in_time(books: Books, policy: Policy) -> Iterator[Finding]:
    """Yield each case whose survey or opinion is late or missing on the day of judgement."""
    for case in books.cases.values():
        if case.opened and not case.ended(books.day) and not case.referred(books.day):
            yield from _judged(books, policy, case)


def _judged(books: Books, policy: Policy, case: Case) -> Iterator[Finding]:
    assert case.opened
    line = policy.on(case.opened.day, "survey_workdays")
    due = after_workdays(case.opened.day, line.number) if line else None
    if line is None or due is None or case.first_aid(due.day):
        return
    steps = {word: step.day for name, word in _STEPS.items() if (step := case.step(name))}
    missing = [word for word in _STEPS.values() if word not in steps]
    done = None if missing else max(steps.values())
    late = missing or [word for word, day in steps.items() if day > due.day]
    if said := told(f"{case.number}（{case.text('label')}）的{'和'.join(late)}", due, done, books.day):
        yield finding(case.opened.entry, said[0], line.cited, said[1])
