"""转介要有转介函，要在期限内得到答复；要转办的，受理后要在期限内转出。

A referral has a letter, and an answer by its due day; what is to be handed over goes out in time.

Clause (山西 二（二）): 根据民政部门提供的转介函件及时予以救助帮扶。 (周村 四（四）: 对于受理、转办事项，各有关部门都要
按照及时办理、快速处置的原则，限时办结; 徽州 二（四）: 不限转介服务次数。)

The due day is the one that the referral names, but no later than the policy's working days allow. Each
answer settles the oldest referral of its case that still waits. A request that was taken back by then needs
no answer. Whether a letter is needed, and in how many working days after acceptance a case must go out, is the
district's. One that went out without the letter it needs is put right by going out to the same again with one,
which then is what waits for the answer. A case is handed over once: referrals after its first are not late by that.
"""

from __future__ import annotations

from collections.abc import Iterator

from ledger.books import Books
from ledger.cases import Case
from ledger.duties import after_workdays, told
from ledger.facts import Fact
from ledger.findings import Finding, finding
from ledger.policy import Policy
from ledger.workdays import Due
from plugins.rule import near_rule

__plugins__ = ("referral_answered",)


@near_rule("referral_workdays", "referral_letter", "handover_workdays")
def referral_answered(books: Books, policy: Policy) -> Iterator[Finding]:
    """Yield each referral without its letter, handed over late, or not answered in time."""
    for case in books.cases.values():
        out = [s for s in case.steps if s.kind == "转介" and s.step == "转出"]
        answers = [s for s in case.steps if s.kind == "转介" and s.step == "回复"]
        yield from _handed_over(policy, case, out[:1], books)
        for referral in (r for at, r in enumerate(out) if not _again(policy, r, out[at + 1 :])):
            answer = next((a for a in answers if a.day >= referral.day), None)
            if answer:
                answers.remove(answer)
            yield from _letter(policy, referral)
            yield from _answered(policy, case, referral, answer, books)


def _again(policy: Policy, referral: Fact, later: list[Fact]) -> bool:
    """Whether a referral lacks the letter that it needs, and went out to the same again with one."""
    line = policy.on(referral.day, "referral_letter")
    lacking = bool(line and line.yes and not referral.text("letter").strip())
    return lacking and any(r.text("letter").strip() and r.text("to") == referral.text("to") for r in later)


def _letter(policy: Policy, referral: Fact) -> Iterator[Finding]:
    line = policy.on(referral.day, "referral_letter")
    if line and line.yes and not referral.text("letter").strip():
        said = f"{referral.key}转介给{referral.text('to')}，没有写明转介函（letter:），请补发转介函并重新登记"
        yield finding(referral.entry, said, line.cited, "overdue")


def _handed_over(policy: Policy, case: Case, first: list[Fact], books: Books) -> Iterator[Finding]:
    for referral in first if case.opened else ():
        assert case.opened
        line = policy.on(referral.day, "handover_workdays")
        due = after_workdays(case.opened.day, line.number) if line else None
        said = told(f"{case.number}的转办", due, referral.day, books.day) if due else None
        if line and said:
            yield finding(referral.entry, said[0], line.cited, said[1])


def _answered(
    policy: Policy, case: Case, referral: Fact, answer: Fact | None, books: Books
) -> Iterator[Finding]:
    line = policy.on(referral.day, "referral_workdays")
    if line is None or (due := _due(referral, after_workdays(referral.day, line.number))) is None:
        return
    back = case.step("撤回")
    if answer is None and back and back.day <= due.day:
        return
    done = answer.day if answer else None
    if said := told(f"{case.number}转介给{referral.text('to')}的答复", due, done, books.day):
        yield finding(referral.entry, said[0], line.cited, said[1])


def _due(referral: Fact, latest: Due | None) -> Due | None:
    """The day that the referral names, where the policy does not ask for an earlier one."""
    asked = referral.day_of("due")
    if asked is None or (latest and latest.day <= asked):
        return latest
    return Due(asked, False)
