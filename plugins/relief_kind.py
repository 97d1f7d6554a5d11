"""已享受政府救助的给补充救助，不符合政府救助条件的低收入人口给应急救助。

补充 for people already on government aid, 应急 for those who are not.

Clause (徽州 二（四）): 对接受低保、特困、临时救助等政府救助之后基本生活仍有一定特殊困难的家庭或个人给予补充救助，对不符合
政府救助条件但基本生活暂时陷入困境的……给予应急救助。

Judged when the case is accepted, by the person's category; a person on a government roll that day (fact
政府救助, still running) is on government aid whatever the category says. Money charged to another kind than
the case was accepted for, or to an expense that is no relief, is an error as well; what the bank takes for
the payment is not. An expense without a case whose payee is called as a case's recipient is (汪*) is a warning:
it may be another of that name, but relief paid so is seen by no cap, and stands on no notice. So is money lent
to a person (on a case, or to a masked payee) where the district knows no advances (`advance_days`): an error
there, for nobody decided it; a claim on others, a printer's deposit say, is nobody's relief.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ledger.books import Books
from ledger.cases import Case
from ledger.chart import BANK_CHARGES, RECEIVABLE
from ledger.entries import Leg, case_number
from ledger.facts import Fact
from ledger.findings import Finding, finding
from ledger.policy import Line, Policy
from ledger.vocabulary import LOW_INCOME_AID, MASKS, as_read
from plugins.rule import rule

__plugins__ = ("relief_kind",)


@rule("supplementary_categories", "emergency_categories", "advance_days")
def relief_kind(books: Books, policy: Policy) -> Iterator[Finding]:
    """Yield each case accepted for the wrong kind of relief, and each payment of another kind than its case's."""
    yield from _elsewhere(books)


@relief_kind.beside
def _each(books: Books, policy: Policy) -> Iterator[Finding]:
    """What one case and one payment say of themselves."""
    rolls: dict[str, list[Fact]] = {}
    for fact in books.facts.of("政府救助"):
        rolls.setdefault(fact.key, []).append(fact)
    for case in books.cases.values():
        if case.opened:
            own = rolls.get(case.text("person"), [])
            yield from _accepted(policy, case, case.opened, _on_roll(own, case.opened.day))
    for paid in books.relief():
        accepted = paid.case.text("relief") if paid.case else ""
        if accepted and paid.counts_as != accepted and not books.undone(paid.entry):
            yield paid.finding(f"{paid.label}受理的是{accepted}，这笔却记成了{paid.kind}")
    for leg in books.claims:
        if leg.amount > 0 and leg.account.name.startswith(RECEIVABLE) and not books.undone(leg.entry):
            yield from _lent(policy, leg)


def _elsewhere(books: Books) -> Iterator[Finding]:
    """Money of a case that is charged to no kind of relief, where no cap would see it."""
    relief = {id(r.posting) for r in books.reliefs}
    helped: set[str] | None = None
    for leg in books.expenses:
        if id(leg.posting) in relief or leg.amount <= 0 or leg.account.name == BANK_CHARGES:
            continue
        where = leg.account.name.partition(":")[2]
        if books.undone(leg.entry):
            continue
        helped = _helped(books) if helped is None else helped
        if number := case_number(leg.entry):
            yield finding(leg.entry, f"{number}的钱记在了{where}，应记成救助", at=leg.posting)
        elif (payee := leg.entry.payee or "") and as_read(payee) in helped:
            said = f"付给{payee}的{leg.amount}元记在了{where}，没有救助编号；{payee}是救助对象，是救助的请冲销，按案卷发放"
            yield finding(leg.entry, said, severity="warning", at=leg.posting)


def _helped(books: Books) -> set[str]:
    """Everybody who ever asked for relief, as the books call them."""
    return {as_read(case.text("label")) for case in books.cases.values()} - {""}


def _lent(policy: Policy, leg: Leg) -> Iterator[Finding]:
    """Money lent to a person where the district knows no advances: relief without decision and ceiling."""
    payee = leg.entry.payee or ""
    to_person = case_number(leg.entry) or any(sign in payee for sign in MASKS)
    if to_person and policy.on(leg.entry.date, "advance_days") is None:
        said = f"垫给{payee or '（未写明）'}的{leg.amount}元：本区的规定里没有垫付，给个人的钱要按救助受理、审核、发放"
        yield finding(leg.entry, said, at=leg.posting)


def _accepted(policy: Policy, case: Case, opened: Fact, on_roll: Fact | None) -> Iterator[Finding]:
    category, kind = case.text("category"), case.text("relief")
    for name, due in (("supplementary_categories", "补充救助"), ("emergency_categories", "应急救助")):
        line = policy.on(opened.day, name)
        if line is None or kind == due:
            continue
        if due == "补充救助" and on_roll:
            yield _wrong(case, opened, f"正在享受{on_roll.text('kind')}", kind, due, line)
            return
        if category in line.words and not on_roll:
            yield _wrong(case, opened, f"是{category}", kind, due, line)


def _wrong(case: Case, opened: Fact, because: str, kind: str, due: str, line: Line) -> Finding:
    return finding(opened.entry, f"{case.text('label')}{because}，应给{due}，不是{kind}", line.cited)


def _on_roll(rolls: list[Fact], day: date) -> Fact | None:
    """The low-income allowance that runs on a day; a later line on the same allowance replaces the earlier."""
    if not rolls:
        return None
    last = {f.text("kind"): f for f in rolls if f.day <= day}
    running = [f for f in last.values() if not ((until := f.day_of("until")) and day > until)]
    return next((f for f in running if f.text("kind") in LOW_INCOME_AID), None)
