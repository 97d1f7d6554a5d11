"""月结以后，不再有日期在这个月里的账；确要补记的，先反结账。

Nothing is dated in a closed month that was recorded after its closing, unless it was reopened before.

Clause (会计法 15): 会计账簿应当按照连续编号的页码顺序登记。会计账簿记录发生错误或者隔页、缺号、跳行的，应当按照国家统一的会计制度
规定的方法更正。 What a closing has summed up is corrected in the open month.

What was recorded after what is told by the running number `seq`, never by the day. Money and what belongs to
the same file, the steps, referrals and papers of a case, are held to it. A line in a closed month that carries
no number was typed by hand; only the second directive of one event has none of its own: first aid's payment,
a referral that goes out, goods whose kind is named for the first time. A reopened month takes entries again
until it is closed anew. The digest of a closing is that of the file's bytes: entries cannot tell it, and
`huzhu trail verify` compares it, as it shows a number typed by hand. A closing without a number proves nothing, and a reopening
without one opens nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from ledger.books import Books
from ledger.closings import Closings, seq
from ledger.entries import case_number, text
from ledger.facts import Fact
from ledger.findings import Finding, finding
from ledger.policy import Policy
from plugins.rule import rule

__plugins__ = ("month_closed",)

CLAUSE = "《会计法》第十五条：会计账簿应当按照连续编号的页码顺序登记，错误按规定的方法更正"
_KINDS = ("救助", "转介", "案卷材料")
_WITH_GOODS = ("接受实物", "购买实物")

Steps = dict[tuple[str, date, str], int | None]


@rule()
def month_closed(books: Books, policy: Policy) -> Iterator[Finding]:
    """Yield each line dated in a closed month that came after its closing, or whose number is missing."""
    closings = Closings(books.facts)
    if not closings.months:
        return
    for fact in books.facts.of("月结"):
        if not seq(fact.meta):
            yield finding(
                fact.entry, f"{fact.key}的月结没有序号（seq:），不是 huzhu 记的；请用 huzhu close", CLAUSE
            )
    steps: Steps = {(f.key, f.day, f.step): seq(f.meta) for f in books.facts.of("救助")}
    for entry in books.transactions:
        yield from _judged(closings, entry, _number(entry, steps))
    for kind in _KINDS:
        for fact in books.facts.of(kind):
            yield from _judged(closings, fact.entry, _step(fact, steps))


def _judged(closings: Closings, entry: Any, number: int | None) -> Iterator[Finding]:
    month = entry.date.isoformat()[:7]
    if month not in closings.months or (number is None and _goods(entry)):
        return
    if number is None:
        if closings.closed(month):
            yield finding(
                entry, f"{month}已经月结，这一条没有序号（seq:），不是 huzhu 记的；请删去，改记在当月", CLAUSE
            )
    elif closings.closed_before(month, number):
        said = f"{month}月结以后又记了{entry.date}的这一条；请改记在当月，或先反结账"
        yield finding(entry, said, CLAUSE)


def _number(entry: Any, steps: Steps) -> int | None:
    """A transaction's number, or that of the first aid whose payment it is."""
    own = seq(entry.meta)
    return own if own is not None else steps.get((case_number(entry), entry.date, "先行救助"))


def _step(fact: Fact, steps: Steps) -> int | None:
    """A fact's number, or that of the step whose referral it is."""
    own = seq(fact.meta)
    referral = own is None and fact.step == "转出"
    return steps.get((fact.key, fact.day, "转介")) if referral else own


def _goods(entry: Any) -> bool:
    """Whether an entry takes in goods: the number may stand on the line that names them, before it."""
    return text(entry, "event") in _WITH_GOODS and any(
        p.cost is not None for p in getattr(entry, "postings", ())
    )
