"""购买发放用的实物，除紧急情况外按政府采购制度办，凭证上写明采购凭据。

Goods for relief are bought under the rules of procurement, whose paper the entry names, emergencies excepted.

Clause (红河 二（四）2): 对于临时救助发放的实物，除紧急情况外，须严格按照政府采购制度有关规定执行。

Bought is what comes into the store against the society's own money, or on credit, or out of an advance; and what
is charged as relief in goods while money is paid, for it was bought on the way. Goods that were given, that
came back, or that went from one fund to another were not bought. `procurement:` is the number of the procurement or of
its contract. An emergency is named as one (`urgent: TRUE`) and says in words what it was, in `reason:` or in the
purpose: the exception stays, and whoever reads the books can ask.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

from ledger.books import Books
from ledger.chart import IN_KIND, parse
from ledger.entries import text
from ledger.findings import Finding, finding
from ledger.policy import Policy
from ledger.vocabulary import as_read
from plugins.rule import near_rule

__plugins__ = ("goods_procured",)

_PAYS = ("1001", "1002", "1009", "1122", "2209")


@near_rule("procurement_required")
def goods_procured(books: Books, policy: Policy) -> Iterator[Finding]:
    """Yield each purchase of goods that names neither its procurement nor its emergency."""
    for entry, posting in _bought(books):
        line = policy.on(entry.date, "procurement_required")
        if line and line.yes and not books.undone(entry) and (said := _fault(entry)):
            yield finding(entry, said, line.cited, at=posting)


def _bought(books: Books) -> Iterator[tuple[Any, Any]]:
    """Each purchase with the first posting that took the goods."""
    seen: set[int] = set()
    for leg in chain(books.legs, books.expenses):
        goods = leg.account.code == "1201" or leg.account.name == IN_KIND
        if goods and leg.amount > 0 and id(leg.entry) not in seen and _is_paid(leg.entry):
            seen.add(id(leg.entry))
            yield leg.entry, leg.posting


def _is_paid(entry: Any) -> bool:
    """Whether money, a claim or a debt pays for it."""
    return any(p.units.number < 0 and parse(p.account).code in _PAYS for p in entry.postings)


def _fault(entry: Any) -> str:
    """What is missing; empty where nothing is."""
    if as_read(text(entry, "procurement")):
        return ""
    what = f"向{entry.payee or '（未写明）'}买实物"
    if entry.meta.get("urgent") is not True:
        return f"{what}，没有写明采购凭据 procurement:；确属紧急的请写 urgent: TRUE 并说明缘由"
    if as_read(entry.narration or "") or as_read(text(entry, "reason")):
        return ""
    return f"{what}，写了紧急却没有说明缘由，请在摘要或 reason: 里写明是什么紧急情况"
