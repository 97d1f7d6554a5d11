"""财政局拨给互助社的补助，互助社都入了账：一笔对一笔，金额和文号都一样。

What the bureau paid to a society is what the society booked, once, under the same document number.

Clause (徽州 二（二）): 由区财政一次性补助1万元……互助社应当……自觉接受财政、民政、审计等部门的监督检查。

A payment is on its way for `subsidy_booked_days`; after that it must be in the society's books, as income or as
capital, whatever fund it was put into. What agrees in document and amount is one pair; of the rest, what agrees
in one of the two is told as one discrepancy, at the society's entry. What was reversed does not count. A bureau
that has booked no payment to any society keeps these books elsewhere, and nothing is held against nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from ledger.books import Books, DistrictBooks
from ledger.chart import SUBSIDY_FUND
from ledger.duties import after_days
from ledger.entries import text
from ledger.findings import Finding, finding
from ledger.policy import Policy
from ledger.vocabulary import as_read
from plugins.rule import district_rule

__plugins__ = ("subsidy_reconciled",)

_CAPITAL = ("3101", "3102")


class Subsidy(NamedTuple):
    """One subsidy, as the bureau paid it or as the society booked it."""

    entry: Any
    amount: Decimal
    document: str
    """The document number as an eye reads it."""


@district_rule("subsidy_booked_days", "seed_subsidy")
def subsidy_reconciled(district: DistrictBooks, policy: Policy) -> Iterator[Finding]:
    """Yield each subsidy that is in one of the two books only, or not the same in both."""
    owed = paid(district.bureau)
    for society in sorted({*owed, *district.societies}) if owed else ():
        books = district.societies.get(society)
        if books is None:
            for each in owed[society]:
                said = f"拨给{society}的{each.amount}元：没有编号是{society}的互助社账簿"
                yield finding(each.entry, said, _clause(policy, each.entry))
            continue
        yield from _compared(policy, owed.get(society, []), booked(books), district.bureau)


def paid(bureau: Books) -> dict[str, list[Subsidy]]:
    """What the bureau paid, by society."""
    found: dict[str, list[Subsidy]] = {}
    for each in _summed(bureau, [(leg.entry, leg.amount) for leg in bureau.expenses]):
        if society := text(each.entry, "society"):
            found.setdefault(society, []).append(each)
    return found


def booked(books: Books) -> list[Subsidy]:
    """What a society booked as the bureau's subsidy."""
    legs = [
        (leg.entry, -leg.amount) for leg in books.income
        if leg.account.code == "4401" or (leg.account.code in _CAPITAL and SUBSIDY_FUND in books.funds(leg.entry))
    ]  # fmt: skip
    return list(_summed(books, legs))


def _summed(books: Books, legs: list[tuple[Any, Decimal]]) -> Iterator[Subsidy]:
    totals: dict[int, Decimal] = {}
    entries = {id(entry): entry for entry, _ in legs if not books.undone(entry)}
    for entry, amount in legs:
        totals[id(entry)] = totals.get(id(entry), Decimal("0.00")) + amount
    for key, entry in entries.items():
        if totals[key] > 0:
            yield Subsidy(entry, totals[key], as_read(text(entry, "document-no")))


def _compared(policy: Policy, sent: list[Subsidy], got: list[Subsidy], bureau: Books) -> Iterator[Finding]:
    left = list(got)
    rest = [p for p in sent if not _taken(left, p, same_document=True, same_amount=True)]
    for each in rest:
        line = policy.on(each.entry.date, "subsidy_booked_days")
        if other := _taken(left, each, same_document=True, same_amount=False):
            said = f"财政局拨了{each.amount}元（{each.document}），这里记了{other.amount}元，请核对拨款单"
            yield finding(other.entry, said, _clause(policy, each.entry))
        elif other := _taken(left, each, same_document=False, same_amount=True):
            said = f"财政局的文号是“{each.document}”，这里写的是“{other.document}”，请核对拨款文件"
            yield finding(other.entry, said, _clause(policy, each.entry))
        elif line and bureau.day > after_days(each.entry.date, line.number).day:
            said = (
                f"拨给{text(each.entry, 'society')}的{each.amount}元，{line.number}天了还没有入账，请催办核实"
            )
            yield finding(each.entry, said, _clause(policy, each.entry))
    for each in left:
        said = f"这里记了财政补助{each.amount}元，财政局账上没有这笔拨款（或只拨过一次），请核对"
        yield finding(each.entry, said, _clause(policy, each.entry))


def _clause(policy: Policy, entry: Any) -> str:
    line = policy.on(entry.date, "seed_subsidy")
    return line.cited if line else ""


def _taken(left: list[Subsidy], sent: Subsidy, *, same_document: bool, same_amount: bool) -> Subsidy | None:
    """Take from what a society booked the first that agrees with a payment as asked."""
    for each in left:
        document, amount = each.document == sent.document, each.amount == sent.amount
        if document >= same_document and amount >= same_amount:
            left.remove(each)
            return each
    return None
