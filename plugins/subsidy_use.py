"""财政补助只用于规定用途；不论直接还是转几道手，都不得流入低保等困难群众救助科目。

Subsidy money is spent only on the fund's uses and never reaches an account with `allowance:`, directly or
by way of other accounts; it is followed through draws, moves and transfers, day by day.

Clause (徽州 二（二）): 互助社应当严格按规定用途使用有关财政补助资金。

The uses are expense codes of the policy line `subsidy_uses`; the subsidy fund's own `uses` may narrow them.
Where lots mix the order is declared (`ledger.lineage`): the fund leaf decides, and inside one leaf first in,
first out. What lies in the subsidy fund counts as the subsidy, its bank interest too; after a transfer it
stays the subsidy, whatever fund it is in. Paying a debt with it is no use. Subsidy income belongs into the
subsidy fund. What was reversed was not spent.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ledger.books import Books
from ledger.chart import SUBSIDY_FUND, parse
from ledger.findings import Finding, finding
from ledger.lineage import Lineage, Use, is_place, reached
from ledger.policy import Line, Policy
from plugins.rule import money_rule

__plugins__ = ("subsidy_use",)


@money_rule("subsidy_uses")
def subsidy_use(books: Books, policy: Policy) -> Iterator[Finding]:
    """Yield each use of subsidy money that is not one of its uses, and each path to an allowance account."""
    granted = {id(leg.entry): leg.entry for leg in books.income if leg.account.code == "4401"}
    landed = {p.account for entry in granted.values() for p in entry.postings if is_place(p.account)}
    own = [f for f in books.facts.of("基金", "设立") if f.key == SUBSIDY_FUND]
    places = reached(books, lambda name: parse(name).fund == SUBSIDY_FUND or name in landed)
    for use in Lineage(books, only=places).uses:
        line = policy.on(use.entry.date, "subsidy_uses")
        if use.amount <= 0 or not _is_subsidy(use, set(granted)):
            continue
        if allowance := books.allowance(use.posting.account):
            said = f"财政补助流入了{allowance}科目：{' → '.join(use.path)}"
            yield finding(use.entry, said, line.cited if line else "", at=use.posting)
        elif line:
            narrowed = [tuple(f.text("uses").split()) for f in own if f.day <= use.entry.date]
            yield from _spent(use, line, [line.words, *narrowed[-1:]])
    for entry in granted.values():
        yield from _misplaced(books, policy, entry)


def _is_subsidy(use: Use, granted: set[int]) -> bool:
    """Whether what was spent came as the subsidy, or lay in its fund when it was taken."""
    return id(use.origin) in granted or SUBSIDY_FUND in (
        parse(name).fund for name in (use.path[0], use.path[-2:][0])
    )


def _spent(use: Use, line: Line, allowed: list[tuple[str, ...]]) -> Iterator[Finding]:
    """What is charged to something that is not among the uses, the district's or the fund's own."""
    account = parse(use.posting.account)
    for uses in allowed:
        if uses and not account.code.startswith(uses) and not account.fund:
            by = f"（经过{' → '.join(use.path[:-1])}）" if len(use.path) > 2 else ""
            spent = use.posting.account.partition(":")[2]
            said = f"财政补助{use.amount}元用在了{spent}{by}，规定用途只有{'、'.join(uses)}"
            yield finding(use.entry, said, line.cited, at=use.posting)
            return


def _misplaced(books: Books, policy: Policy, entry: Any) -> Iterator[Finding]:
    """A subsidy booked into another fund, where nobody would ask what it is used for."""
    line = policy.on(entry.date, "subsidy_uses")
    others = books.funds(entry) - {SUBSIDY_FUND}
    if line and others and not books.undone(entry):
        said = f"财政补助记进了{'、'.join(sorted(others))}，应记进{SUBSIDY_FUND}"
        yield finding(entry, said, line.cited)
