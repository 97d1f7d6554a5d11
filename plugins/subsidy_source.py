"""区财政给互助社的补助不得从低保、特困、临时救助等困难群众救助补助资金中列支。

Subsidy money is never charged to low-income-allowance lines: on the society's receipt by its
`budget-line`, in the bureau's books by the account it is paid from.

Clause (徽州 二（二）): 区财政互助社补助资金不得从低保、特困、临时救助等困难群众救助补助资金中列支。

A line that is neither barred nor allowed, or is not named, is a warning 未核验: it keeps nobody from
booking the money, but somebody must look at the document. A barred word in the payer, the purpose or the
document's name is as good as a barred line. In the bureau's books the account is the line; a `budget-line`
that says otherwise is an error too, because the paper and the books would tell two stories.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ledger.books import Books, Leg, text
from ledger.chart import SUBSIDY_FUND
from ledger.findings import Finding, finding
from ledger.policy import Policy
from plugins.rule import rule

__plugins__ = ("subsidy_source",)


@rule
def subsidy_source(books: Books, policy: Policy) -> Iterator[Finding]:
    """Yield each subsidy charged to a barred line, and each whose line nobody has verified."""
    judge = _paid_out if books.is_bureau else _received
    for leg in books.expenses if books.is_bureau else books.income:
        if not books.undone(leg.entry):
            yield from judge(books, policy, leg)


def _received(books: Books, policy: Policy, leg: Leg) -> Iterator[Finding]:
    if leg.account.code == "4401" or SUBSIDY_FUND in books.funds(leg.entry):
        yield from _line(policy, leg, text(leg.entry, "budget-line"))
        yield from _words(policy, leg.entry)


def _paid_out(books: Books, policy: Policy, leg: Leg) -> Iterator[Finding]:
    if not text(leg.entry, "society"):
        return
    barred = policy.on(leg.entry.date, "barred_budget_lines")
    allowance = books.allowance(leg.account.name)
    said = text(leg.entry, "budget-line")
    if allowance and barred:
        yield finding(
            leg.entry,
            f"给互助社的补助列在{leg.account.name}，是{allowance}资金",
            barred.cited,
            at=leg.posting,
        )
    else:
        yield from _line(policy, leg, leg.account.code)
    if said and said != leg.account.code:
        yield finding(leg.entry, f"预算科目写的是{said}，实际列支在{leg.account.name}", at=leg.posting)
    yield from _words(policy, leg.entry)


def _line(policy: Policy, leg: Leg, line: str) -> Iterator[Finding]:
    barred = policy.on(leg.entry.date, "barred_budget_lines")
    allowed = policy.on(leg.entry.date, "allowed_budget_lines")
    if barred is None:
        return
    if line.startswith(barred.words):
        yield finding(
            leg.entry,
            f"补助列支在预算科目{line}，属于困难群众救助补助资金，不能用",
            barred.cited,
            at=leg.posting,
        )
    elif allowed is None or line not in allowed.words:
        said = (
            f"预算科目{line}未核验，请核对拨款文件"
            if line
            else "没有写明预算科目，未核验；请核对拨款文件，写 budget-line:"
        )
        yield finding(leg.entry, said, barred.cited, "warning", at=leg.posting)


def _words(policy: Policy, entry: Any) -> Iterator[Finding]:
    barred = policy.on(entry.date, "barred_words")
    said = f"{entry.payee or ''} {entry.narration or ''} {text(entry, 'document-no')}"
    if barred and (word := next((w for w in barred.words if w in said), "")):
        yield finding(entry, f"补助的来源写着“{word}”，困难群众救助补助资金不能用来补助互助社", barred.cited)
