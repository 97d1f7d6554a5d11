"""财政补助只用于规定用途；不论直接还是转几道手，都不得流入低保等困难群众救助科目。

Subsidy money is spent only on the fund's uses and never reaches an account with `allowance:`, directly or
by way of other accounts; the path is followed through moves and transfers, day by day.

Clause (徽州 二（二）): 互助社应当严格按规定用途使用有关财政补助资金。

The uses are expense codes of the policy line `subsidy_uses`; the subsidy fund's own `uses` may narrow them.
An account that subsidy money has entered is followed from that day on, whatever else has mixed with it: for
an earmark it is enough that the money could have been the subsidy. Subsidy income belongs into the subsidy
fund. What was reversed was not spent.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter
from typing import Any

from ledger.books import Books
from ledger.chart import SUBSIDY_FUND, parse
from ledger.findings import Finding, finding
from ledger.policy import Policy
from plugins.rule import rule

__plugins__ = ("subsidy_use",)

Paths = dict[str, tuple[str, ...]]


@rule
def subsidy_use(books: Books, policy: Policy) -> Iterator[Finding]:
    """Yield each use of subsidy money that is not one of its uses, and each path to an allowance account."""
    paths: Paths = {a: (a,) for a in books.opens if parse(a).fund == SUBSIDY_FUND}
    granted = {id(leg.entry) for leg in books.income if leg.account.code == "4401"}
    for _, group in groupby(books.transactions, key=attrgetter("date")):
        day = [t for t in group if not books.undone(t)]
        _follow(day, paths)
        for entry in day:
            if source := _source(entry, paths):
                yield from _spent(books, policy, entry)
                yield from _arrived(books, policy, entry, source)
            if id(entry) in granted:
                yield from _misplaced(books, policy, entry)


def _follow(day: list[Any], paths: Paths) -> None:
    """Carry the paths over one day, whose transactions have no order among themselves."""
    known = -1
    while known < len(paths):
        known = len(paths)
        for entry in day:
            if source := _source(entry, paths):
                for posting in entry.postings:
                    if posting.units.number > 0:
                        paths.setdefault(posting.account, (*source, posting.account))


def _source(entry: Any, paths: Paths) -> tuple[str, ...]:
    """The path by which subsidy money came to what a transaction takes from; empty where it takes none."""
    for posting in entry.postings:
        if posting.account in paths and posting.units.number < 0:
            return paths[posting.account]
    return ()


def _spent(books: Books, policy: Policy, entry: Any) -> Iterator[Finding]:
    """Expenses paid from the fund, or from a claim or debt that its money went to."""
    line = policy.on(entry.date, "subsidy_uses")
    if line is None or books.funds(entry) - {SUBSIDY_FUND}:
        return
    for posting in entry.postings:
        account = parse(posting.account)
        if account.root == "Expenses" and posting.units.number > 0:
            for uses in (line.words, _own_uses(books, entry)):
                if uses and not account.code.startswith(uses):
                    said = f"财政补助用在了{posting.account.partition(':')[2]}，规定用途只有{'、'.join(uses)}"
                    yield finding(entry, said, line.cited, at=posting)
                    break


def _own_uses(books: Books, entry: Any) -> tuple[str, ...]:
    """The uses that the society's own fund names: they narrow the district's, and never widen them."""
    own = [f for f in books.facts.of("基金", "设立") if f.key == SUBSIDY_FUND and f.day <= entry.date]
    return tuple(own[-1].text("uses").split()) if own else ()


def _arrived(books: Books, policy: Policy, entry: Any, source: tuple[str, ...]) -> Iterator[Finding]:
    for posting in entry.postings:
        if posting.units.number > 0 and (allowance := books.allowance(posting.account)):
            line = policy.on(entry.date, "subsidy_uses")
            said = f"财政补助流入了{allowance}科目：{' → '.join((*source, posting.account))}"
            yield finding(entry, said, line.cited if line else "", at=posting)


def _misplaced(books: Books, policy: Policy, entry: Any) -> Iterator[Finding]:
    """A subsidy booked into another fund, where nobody would ask what it is used for."""
    line = policy.on(entry.date, "subsidy_uses")
    others = books.funds(entry) - {SUBSIDY_FUND}
    if line and others:
        said = f"财政补助记进了{'、'.join(sorted(others))}，应记进{SUBSIDY_FUND}"
        yield finding(entry, said, line.cited)
