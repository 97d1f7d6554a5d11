"""Relief as it was paid, posting by posting and payment by payment, returns taken off."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from ledger.cases import Case, left_of
from ledger.entries import Leg, case_number, posting_yuan
from ledger.findings import Finding, Severity, finding

_KIND = {"01": "补充救助", "02": "应急救助", "03": "实物救助"}


class Relief(NamedTuple):
    """Relief paid (or, negative, returned) on one posting."""

    entry: Any
    posting: Any
    kind: str
    """补充救助, 应急救助 or 实物救助, by the account it is charged to."""
    amount: Decimal
    """Yuan; negative where the relief came back."""
    number: str
    """The case's number, or empty."""
    case: Case | None

    @property
    def day(self) -> date:
        """The day of payment."""
        day: date = self.entry.date
        return day

    @property
    def whose(self) -> str:
        """What payments are counted together by: the case, or the payee where no case is named."""
        return self.number or f"无案卷{self.label}"

    @property
    def counts_as(self) -> str:
        """补充救助 or 应急救助: relief in goods counts as what its case was accepted for."""
        return (self.case.text("relief") if self.case else "") if self.kind == "实物救助" else self.kind

    @property
    def label(self) -> str:
        """The recipient as masked in the books."""
        return self.entry.payee or (self.case.text("label") if self.case else "") or "（未写明）"

    def finding(self, text: str, clause: str = "", severity: Severity = "error") -> Finding:
        """A finding that points at this payment."""
        return finding(self.entry, text, clause, severity, at=self.posting)


class Payment(NamedTuple):
    """One transaction that pays relief: all its postings together."""

    first: Relief
    amount: Decimal
    """What was paid, in yuan."""
    kept: Decimal
    """What of it has not come back, by the end of the books."""

    @property
    def day(self) -> date:
        """The day of payment."""
        return self.first.day


def reliefs(expenses: Iterable[Leg], cases: dict[str, Case]) -> list[Relief]:
    """Every payment and return of relief among the postings on expenses, in their order."""
    found = []
    for entry, posting, account, _ in expenses:
        kind = _KIND.get(account.sub) if account.code == "5101" else None
        if kind:
            number = case_number(entry)
            found.append(Relief(entry, posting, kind, posting_yuan(posting), number, cases.get(number)))
    return found


def payments(paid: Iterable[Relief], undone: Callable[[Any], bool]) -> dict[str, list[Payment]]:
    """The payments of relief that stand, each transaction one, in order of day, by case number.

    Those without a case stand under a word of their own for each payee. What was reversed is left out;
    what came back is taken from the payment of the same amount, else from the last ones.
    """
    moved: dict[str, dict[int, tuple[Relief, Decimal]]] = {}
    for each in paid:
        if not undone(each.entry):
            whose = moved.setdefault(each.whose, {})
            first, amount = whose.get(id(each.entry), (each, Decimal(0)))
            whose[id(each.entry)] = first, amount + each.amount
    found = {}
    for number, of_case in moved.items():
        kept = left_of([amount for _, amount in of_case.values()])
        stood = zip(of_case.values(), kept, strict=True)
        found[number] = [Payment(first, amount, left) for (first, amount), left in stood if amount > 0]
    return found
