"""定向募捐只有区里准许的才能开展，而且只能向本社当天在任的负责人、理事、会员募集。

Targeted fundraising only where the district allows it, and only from people who hold a post on that day.

Clause (慈善法 29): 慈善组织自登记之日起可以开展定向募捐。慈善组织开展定向募捐，应当在发起人、理事会成员和会员等特定对象的
范围内进行，并向募捐对象说明募捐目的、募得款物用途等事项。

A society is no 慈善组织 before it is recognised as one: whether it is, the district says. Every post counts, a
plain member's too. The giver is known by the name under which the post is held, or by the pseudonym (`person:`)
where the gift is booked under a masked name; a masked name alone proves nothing. The channel is refused whatever
the money is booked as, a promise and a debt among them. The names of officers who have left, or who come later,
do not count.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ledger.books import Books
from ledger.entries import is_credited, text
from ledger.facts import Term
from ledger.findings import Finding, finding
from ledger.policy import Policy
from ledger.vocabulary import as_read
from plugins.rule import near_rule

__plugins__ = ("targeted_fundraising",)

CHANNEL = "定向募捐"


@near_rule("targeted_allowed")
def targeted_fundraising(books: Books, policy: Policy) -> Iterator[Finding]:
    """Yield each receipt of targeted fundraising that is not allowed, or not from one of the society's own."""
    raised = [t for t in books.transactions if as_read(text(t, "channel")) == CHANNEL]
    own = _own(books) if raised else {}
    for entry in raised:
        line = policy.on(entry.date, "targeted_allowed")
        if line is None or books.undone(entry) or not is_credited(entry):
            continue
        if not line.yes:
            said = (
                f"{CHANNEL}只有慈善组织才能开展，本区不准互助社开展；款应退还捐赠人，主动捐的请如实写明渠道"
            )
            yield finding(entry, said, line.cited)
        elif not any(term.on(entry.date) for key in _keys(entry) for term in own.get(key, ())):
            who = entry.payee or "（未写明）"
            said = (
                f"{CHANNEL}只能向本社在任的理事、会员等募集，{who}当天没有任职；是会员的请先登记“人员 任职”"
            )
            yield finding(entry, said, line.cited)


def _own(books: Books) -> dict[str, list[Term]]:
    """The terms of everybody who ever held a post, by name and by pseudonym."""
    own: dict[str, list[Term]] = {}
    for term in books.facts.terms:
        for key in filter(None, (as_read(term.name), term.pseudonym)):
            own.setdefault(key, []).append(term)
    return own


def _keys(entry: Any) -> tuple[str, str]:
    return as_read(entry.payee or ""), text(entry, "person")
