"""What a case asks to be done by when: survey and opinion, payment, first aid filled in, referral answered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ledger.books import Books
from ledger.cases import Case
from ledger.duties import Duty, after_days, after_workdays
from ledger.facts import Fact
from ledger.policy import Policy
from ledger.workdays import Due

SURVEY, PAYMENT, FIRST_AID, HANDOVER, ANSWER = "入户调查和审核", "救助发放", "补办手续", "转办", "转介答复"
"""The kinds of duties of a case."""

_STEPS = {"入户调查": "入户调查", "审核": "审核意见"}


def surveys(books: Books, policy: Policy) -> Iterator[Duty]:
    """Survey and opinion of each accepted case that goes on; where first aid was given in time it has days of its own."""
    for case in books.cases.values():
        opened = case.opened
        if opened is None or case.ended(books.day) or case.referred(books.day):
            continue
        line = policy.on(opened.day, "survey_workdays")
        due = after_workdays(opened.day, line.number) if line else None
        if line and due and not case.first_aid(due.day):
            steps = {word: _day(case.step(name)) for name, word in _STEPS.items()}
            yield Duty(SURVEY, case.number, due, steps, line, opened)


def payouts(books: Books, policy: Policy) -> Iterator[Duty]:
    """The first payment of each case that was agreed to and goes on."""
    for case in books.cases.values():
        if case.ended(books.day) or case.referred(books.day):
            continue
        decisions = case.taken("审核")
        if not decisions or decisions[-1].text("decision") != "同意":
            continue
        agreed = next(d for d in decisions if d.text("decision") == "同意")
        line = policy.on(agreed.day, "payment_workdays")
        due = after_workdays(agreed.day, line.number) if line else None
        if line and due:
            paid = next((p.day for p in books.payments.get(case.number, ())), None)
            yield Duty(PAYMENT, case.number, due, {PAYMENT: paid}, line, agreed)


def first_aids(books: Books, policy: Policy) -> Iterator[Duty]:
    """Survey, explanation and decision after each first aid that was paid."""
    explained: dict[str, date] = {}
    for fact in books.facts.of("案卷材料"):
        if "情况说明" in fact.text("papers").split():
            explained.setdefault(fact.key, fact.day)
    for case in books.cases.values():
        given = case.step("先行救助") if books.payments.get(case.number) else None
        line = policy.on(given.day, "first_aid_days") if given else None
        if given and line:
            steps = _filled(case, explained.get(case.number))
            yield Duty(FIRST_AID, case.number, after_days(given.day, line.number), steps, line, given)


def _filled(case: Case, filed: date | None) -> dict[str, date | None]:
    surveys_made = case.taken("入户调查")
    days = [s.day for s in surveys_made if s.text("opinion").strip()] + ([filed] if filed else [])
    return {
        "入户调查": surveys_made[0].day if surveys_made else None,
        "情况说明": min(days, default=None),
        "审核": _day(case.step("审核")),
    }


def handovers(books: Books, policy: Policy) -> Iterator[Duty]:
    """The first referral of each accepted case that went to somebody else."""
    for case in books.cases.values():
        first = next(iter(_out(case)), None)
        line = policy.on(first.day, "handover_workdays") if first else None
        due = after_workdays(case.opened.day, line.number) if line and case.opened else None
        if first and line and due:
            yield Duty(HANDOVER, case.number, due, {HANDOVER: first.day}, line, first)


def answers(books: Books, policy: Policy) -> Iterator[Duty]:
    """The answer to each referral; one taken back by its day needs none."""
    for case in books.cases.values():
        for referral, answer in referrals(case, policy):
            line = policy.on(referral.day, "referral_workdays")
            due = _asked(referral, after_workdays(referral.day, line.number)) if line else None
            back = case.step("撤回")
            if line and due and (answer or not back or back.day > due.day):
                yield Duty(ANSWER, case.number, due, {ANSWER: _day(answer)}, line, referral, answer)


def referrals(case: Case, policy: Policy) -> Iterator[tuple[Fact, Fact | None]]:
    """Each referral of a case with its answer: an answer settles the oldest that still waits.

    One that lacked its letter, and went out to the same again with one, is left out.
    """
    out = _out(case)
    replies = [s for s in case.steps if s.kind == "转介" and s.step == "回复"]
    for at, referral in enumerate(out):
        if _again(policy, referral, out[at + 1 :]):
            continue
        answer = next((a for a in replies if a.day >= referral.day), None)
        if answer:
            replies.remove(answer)
        yield referral, answer


def lacks_letter(policy: Policy, referral: Fact) -> bool:
    """Whether a referral needed a letter and names none."""
    line = policy.on(referral.day, "referral_letter")
    return bool(line and line.yes and not referral.text("letter").strip())


def _again(policy: Policy, referral: Fact, later: list[Fact]) -> bool:
    return lacks_letter(policy, referral) and any(
        r.text("letter").strip() and r.text("to") == referral.text("to") for r in later
    )


def _out(case: Case) -> list[Fact]:
    return [s for s in case.steps if s.kind == "转介" and s.step == "转出"]


def _asked(referral: Fact, latest: Due | None) -> Due | None:
    """The day that the referral names, where the policy does not ask for an earlier one."""
    asked = referral.day_of("due")
    if asked is None or (latest and latest.day <= asked):
        return latest
    return Due(asked, False)


def _day(fact: Fact | None) -> date | None:
    return fact.day if fact else None
