"""案卷的各步按受理、入户调查、审核、发放、结案的次序办，每步一次，结案时一步不缺。

The steps of a case come in an order that can be, once each, and none is missing at the end.

Clause (徽州 二（四）): 互助社开展救助工作一般按照个人申请（或主动发现）、审核发放、结果公示的程序进行……互助社自受理（或主动
发现）后1个工作日内完成入户调查并形成审核意见……情况紧急的，也可视情况给予先行救助，事后补充入户调查以及说明情况。
Clause (周村 四（四）): 实行社会救助“首问负责制”，不论问到谁，工作人员都要把急难申请人送到救助受理窗口。

Only days are compared: the steps of one day have no order. Where the district surveys (policy line
`survey_workdays`), what is agreed has its survey by that day, unless first aid was given by then. An
answer to a referral may come after the case is closed, and so may relief that came back. A case that was
referred may be closed without survey, decision and payment, and one that was not agreed without payment;
a case that was taken back is not closed as well. A payment before 受理, before the decision or after a 不同意
is told by relief_paid_as_decided, and not twice. A payment that was reversed is none. Where
`first_asked` is TRUE, the 受理 names who was asked first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from ledger.books import Books
from ledger.cases import Case
from ledger.facts import Fact
from ledger.findings import Finding, finding
from ledger.policy import Policy
from plugins.rule import near_rule

__plugins__ = ("case_order",)

_ONCE = ("受理", "入户调查", "审核")
_LATE = "回复"
"""What may come in after a case has ended."""


_AGAIN = "另一件事、或这一步记错了，请撤回这一案、另编一个号重新受理"


@near_rule("survey_workdays", "first_asked")
def case_order(books: Books, policy: Policy) -> Iterator[Finding]:
    """Yield each step that cannot be where it is, and each case closed with a step missing."""
    for case in books.cases.values():
        yield from _before(case)
        yield from _twice(case)
        yield from _unsurveyed(policy, case)
        yield from _after(books, case)
        yield from _closed(books, policy, case)
        yield from _asked(policy, case)


def _before(case: Case) -> Iterator[Finding]:
    """Steps of a case that nobody has accepted, or not yet."""
    for step in case.steps:
        if case.opened is None:
            yield finding(
                step.entry, f"{case.number}还没有受理，不能有“{step.step}”；请先受理（huzhu case open）"
            )
            return
        if step.day < case.opened.day:
            said = f"{case.number}：{case.opened.day}才受理，“{step.step}”却记在{step.day}；请核对日期和编号"
            yield finding(step.entry, said)


def _twice(case: Case) -> Iterator[Finding]:
    seen: Counter[str] = Counter()
    for step in case.steps:
        seen[step.step] += 1
        if step.step in _ONCE and seen[step.step] > 1:
            said = f"{case.number}已经有过“{step.step}”，一个案卷只有一次；{_AGAIN}"
            yield finding(step.entry, said)


def _unsurveyed(policy: Policy, case: Case) -> Iterator[Finding]:
    survey = case.step("入户调查")
    for decision in case.taken("审核"):
        line = policy.on(decision.day, "survey_workdays")
        if line is None or decision.text("decision") != "同意" or case.first_aid(decision.day):
            continue
        if survey is None or survey.day > decision.day:
            yield finding(
                decision.entry, f"{case.number}审核同意在先，没有入户调查；请先入户调查，再审核", line.cited
            )


def _after(books: Books, case: Case) -> Iterator[Finding]:
    """Steps and payments after the case was taken back or closed."""
    end = case.ended(date.max)
    if end is None:
        return
    ended = f"{case.number}：{end.day}已经{end.step}"
    for step in case.steps:
        if step.day > end.day and step.step != _LATE:
            yield finding(step.entry, f"{ended}，不能再有“{step.step}”；又有新情况的请另行受理")
    for payment in books.payments.get(case.number, ()):
        if payment.day > end.day:
            yield payment.first.finding(f"{ended}，不能再发放；又有新情况的请另行受理")


def _closed(books: Books, policy: Policy, case: Case) -> Iterator[Finding]:
    """What a closed case lacks on the day of its closing."""
    for closing in case.taken("结案")[:1]:
        if case.referred(closing.day) or case.opened is None:
            continue
        decision = case.decision(closing.day)
        survey = case.step("入户调查")
        missing = []
        if policy.on(closing.day, "survey_workdays") and not (survey and survey.day <= closing.day):
            missing.append("入户调查")
        if decision is None:
            missing.append("审核")
        elif decision.text("decision") == "同意" and not _paid(books, closing):
            missing.append("发放")
        if missing:
            said = f"{case.number}还缺{'、'.join(missing)}，不能结案；不办了的请记撤回或转介"
            yield finding(closing.entry, said)


def _paid(books: Books, closing: Fact) -> bool:
    return any(p.day <= closing.day for p in books.payments.get(closing.key, ()))


def _asked(policy: Policy, case: Case) -> Iterator[Finding]:
    line = policy.on(case.opened.day, "first_asked") if case.opened else None
    if case.opened and line and line.yes and not case.text("first-asked").strip():
        said = f"{case.number}的受理没有写明首问人（first-asked:），请补上"
        yield finding(case.opened.entry, said, line.cited)
