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
from datetime import date

from ledger.books import Books
from ledger.cases import Case
from ledger.duties import after_days, told
from ledger.findings import Finding, finding
from ledger.policy import Policy
from plugins.rule import near_rule

__plugins__ = ("first_aid_filled",)


@near_rule("first_aid_days")
def first_aid_filled(books: Books, policy: Policy) -> Iterator[Finding]:
    """Yield each first aid whose survey, explanation or decision is late or missing on the day of judgement."""
    explained: dict[str, date] = {}
    for fact in books.facts.of("案卷材料"):
        if "情况说明" in fact.text("papers").split():
            explained.setdefault(fact.key, fact.day)
    for case in books.cases.values():
        if books.payments.get(case.number):
            yield from _judged(books, policy, case, explained.get(case.number))


def _judged(books: Books, policy: Policy, case: Case, explained: date | None) -> Iterator[Finding]:
    given = case.step("先行救助")
    line = policy.on(given.day, "first_aid_days") if given else None
    if given is None or line is None:
        return
    due = after_days(given.day, line.number)
    steps = _steps(case, explained)
    missing = [word for word, day in steps.items() if day is None]
    done = None if missing else max(day for day in steps.values() if day)
    late = missing or [word for word, day in steps.items() if day and day > due.day]
    if said := told(
        f"{case.number}（{case.text('label')}）先行救助后的{'、'.join(late)}", due, done, books.day
    ):
        yield finding(given.entry, said[0], line.cited, said[1])


def _steps(case: Case, filed: date | None) -> dict[str, date | None]:
    """The day of each thing that must follow; None where it is missing."""
    surveys = case.taken("入户调查")
    days = [s.day for s in surveys if s.text("opinion").strip()] + ([filed] if filed else [])
    decision = case.step("审核")
    return {
        "入户调查": surveys[0].day if surveys else None,
        "情况说明": min(days, default=None),
        "审核": decision.day if decision else None,
    }
