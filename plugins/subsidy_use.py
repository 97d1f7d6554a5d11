"""财政补助只用于规定用途；不论直接还是转几道手，都不得流入低保等困难群众救助科目。

Subsidy money is spent only on the fund's uses and never reaches an account with `allowance:`, directly or
by way of other accounts; the path is followed through moves and transfers, day by day.

Clause (徽州 二（二）): 互助社应当严格按规定用途使用有关财政补助资金。

The uses are expense codes of the policy line `subsidy_uses`, or of the subsidy fund's own `uses`. An
account that subsidy money has entered is followed from that entry on, whatever else has mixed with it: for
an earmark it is enough that the money could have been the subsidy.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ledger.books import Books
from ledger.chart import SUBSIDY_FUND, parse
from ledger.findings import Finding, finding
from ledger.policy import Line, Policy
from plugins.rule import rule

__plugins__ = ("subsidy_use",)

Paths = dict[str, tuple[str, ...]]


@rule
def subsidy_use(books: Books, policy: Policy) -> Iterator[Finding]:
    """Yield each use of subsidy money that is not one of its uses, and each path to an allowance account."""
    paths: Paths = {a: (a,) for a in books.opens if parse(a).fund == SUBSIDY_FUND}
    watched = any(books.allowance(a) for a in books.opens)
    for entry in books.transactions:
        if watched or any(p.account in paths for p in entry.postings):
            yield from _spent(books, policy, entry)
            yield from _followed(books, policy, entry, paths)


def _uses(books: Books, policy: Policy, entry: Any) -> tuple[Line | None, tuple[str, ...]]:
    line = policy.on(entry.date, "subsidy_uses")
    own = [f for f in books.facts.of("基金", "设立") if f.key == SUBSIDY_FUND and f.day <= entry.date]
    named = tuple(own[-1].text("uses").split()) if own else ()
    return line, named or (line.words if line else ())


def _spent(books: Books, policy: Policy, entry: Any) -> Iterator[Finding]:
    if books.funds(entry) != {SUBSIDY_FUND}:
        return
    line, uses = _uses(books, policy, entry)
    for posting in entry.postings:
        account = parse(posting.account)
        if line and account.root == "Expenses" and not account.code.startswith(uses):
            said = f"财政补助用在了{posting.account.split(':', 1)[1]}，规定用途只有{'、'.join(uses)}"
            yield finding(entry, said, line.cited, at=posting)


def _followed(books: Books, policy: Policy, entry: Any, paths: Paths) -> Iterator[Finding]:
    """Carry the paths over one transaction: out of followed accounts, into all that it credits the money to."""
    source = next(
        (paths[p.account] for p in entry.postings if p.units.number < 0 and p.account in paths), None
    )
    if source is None:
        return
    for posting in entry.postings:
        if posting.units.number <= 0:
            continue
        path = (*source, posting.account)
        if allowance := books.allowance(posting.account):
            line = policy.on(entry.date, "subsidy_uses")
            said = f"财政补助流入了{allowance}科目：{' → '.join(path)}"
            yield finding(entry, said, line.cited if line else "", at=posting)
        elif parse(posting.account).root in ("Assets", "Liabilities"):
            paths.setdefault(posting.account, path)
