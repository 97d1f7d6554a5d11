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
from ledger.case_duties import ANSWER, answers, handovers, lacks_letter, referrals
from ledger.duties import told
from ledger.findings import Finding, finding
from ledger.policy import Policy
from plugins.rule import near_rule

__plugins__ = ("referral_answered",)


@near_rule("referral_workdays", "referral_letter", "handover_workdays")
def referral_answered(books: Books, policy: Policy) -> Iterator[Finding]:
    """Yield each referral without its letter, handed over late, or not answered in time."""
    for case in books.cases.values():
        for referral, _ in referrals(case, policy):
            line = policy.on(referral.day, "referral_letter")
            if line and lacks_letter(policy, referral):
                said = f"{referral.key}转介给{referral.text('to')}，没有写明转介函（letter:），请补发转介函并重新登记"
                yield finding(referral.entry, said, line.cited, "overdue")
    for duty in (*handovers(books, policy), *answers(books, policy)):
        to = duty.fact.text("to")
        what = f"{duty.whose}转介给{to}的答复" if duty.kind == ANSWER else f"{duty.whose}的转办"
        if late := told(what, duty.due, duty.done, books.day):
            yield finding(duty.fact.entry, late[0], duty.line.cited, late[1])
