"""一次审批、分阶段救助的，发放的次数和金额不超过审批的；没有分阶段的只发放一次。

What is paid on a decision in stages is at most so many payments and at most its amount; else it is one payment.

Clause (红河 二（四）): 对于急难型救助对象，可采取一次审批、分阶段救助的方式，提高救助精准度。

A stage that was reversed or came back in full does not count. First aid paid before the decision is no
stage of it, nor is the first payment of the day of first aid where the decision is of that day too.
Money and goods of one day, or money out of two funds (one entry moves one fund), are handed over
together and are one payment; two of the same kind out of the same fund are two. Only the kinds of the
policy line `staged_kinds` may be staged; where there is no such line, any. A payment is on the last
decision by its day; without a decision it is another rule's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from ledger.books import Books
from ledger.cases import Case
from ledger.facts import Fact
from ledger.findings import Finding, finding
from ledger.policy import Policy
from ledger.relief import Payment
from plugins.rule import near_rule

__plugins__ = ("staged_relief",)


@near_rule("staged_kinds")
def staged_relief(books: Books, policy: Policy) -> Iterator[Finding]:
    """Yield each decision that may not be staged, and each payment that is one too many or too much."""
    for case in books.cases.values():
        decided = case.taken("审核")
        for decision in decided:
            yield from _kind(policy, case, decision)
        if len(books.payments.get(case.number, ())) < 2 and not any(d.number("stages") for d in decided):
            continue  # one payment on a decision that speaks of no stages
        on: dict[int, list[Payment]] = {}
        decisions: dict[int, Fact] = {}
        for payment in books.payments.get(case.number, ()):
            decision_of = case.decision(payment.day)
            if decision_of and payment.kept and not _first_aid(books, case, payment, decision_of):
                decisions[id(decision_of.entry)] = decision_of
                on.setdefault(id(decision_of.entry), []).append(payment)
        for which, payments in on.items():
            yield from _paid(books, policy, case, decisions[which], payments)


def _kind(policy: Policy, case: Case, decision: Fact) -> Iterator[Finding]:
    line = policy.on(decision.day, "staged_kinds")
    if line and (decision.number("stages") or 0) > 1 and case.text("relief") not in line.words:
        kind = case.text("relief") or "未写明的救助"
        said = f"{case.number}是{kind}，只有{'、'.join(line.words)}可以分阶段发放，请去掉分几次（stages）"
        yield finding(decision.entry, said, line.cited)


def _first_aid(books: Books, case: Case, payment: Payment, decision: Fact) -> bool:
    """Whether it is the help that came first, and was decided on the same day."""
    given = case.step("先行救助")
    first = books.payments[case.number][0]
    return bool(given and payment is first and given.day == payment.day == decision.day)


def _paid(
    books: Books, policy: Policy, case: Case, decision: Fact, payments: list[Payment]
) -> Iterator[Finding]:
    """Count what was handed over on one decision, and add it up where it was decided in stages."""
    line = policy.on(decision.day, "staged_kinds")
    clause = line.cited if line else ""
    stages = max(decision.number("stages") or 1, 1)
    amount = decision.yuan("amount")
    alike: Counter[tuple[date, bool, frozenset[str]]] = Counter()
    of_day: Counter[date] = Counter()
    total, times = Decimal(0), 0
    for payment in payments:
        goods = payment.first.kind == "实物救助"
        same = payment.day, goods, frozenset(books.funds(payment.first.entry))
        alike[same] += 1
        total += payment.kept
        if alike[same] > of_day[payment.day]:
            of_day[payment.day] += 1
            times += 1
            if times > stages:
                yield payment.first.finding(_too_often(case, decision, stages, times), clause)
        if stages > 1 and amount is not None and total > amount:
            said = f"{case.number}：{decision.day}审核同意分{stages}次共发{amount}元，已发{total}元，多了{total - amount}元"
            yield payment.first.finding(said, clause)


def _too_often(case: Case, decision: Fact, stages: int, times: int) -> str:
    if stages > 1:
        return f"{case.number}：{decision.day}审核同意分{stages}次发放，这已经是第{times}次"
    return f"{case.number}：{decision.day}审核没有写分几次发放，这已经是第{times}次；要分阶段的，审核时写明分几次（stages）"
