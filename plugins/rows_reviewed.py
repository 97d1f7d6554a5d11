"""账单里还没定的行（待核），几天之内要定下来：记账，或说明为什么不用记。

A statement's row that waits is booked or settled within the policy's days.

Clause (会计法 17): 各单位应当定期将会计账簿记录与实物、款项及有关资料相互核对，保证会计账簿记录与实物及款项的实有数额相符。

Money that moved and is not in the books makes every figure of theirs wrong. Calendar days count from the row's
own day, for that is the day on which the money moved; the last of them is still in time. A row waits until an
entry carries its link or somebody says why it needs none. The rows of one account are told together, at the
oldest of them: a long bill that nobody looked at is one thing to do, and `huzhu report waiting` lists its rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ledger.books import Books
from ledger.chart import word
from ledger.duties import after_days
from ledger.findings import Finding, finding
from ledger.policy import Line, Policy
from ledger.statements import Waiting, waiting
from plugins.rule import money_rule

__plugins__ = ("rows_reviewed",)

_SUMS = (("收", "收入"), ("付", "付出"))


@money_rule("review_days")
def rows_reviewed(books: Books, policy: Policy) -> Iterator[Finding]:
    """Yield, for each account, the rows that have waited too long, at the oldest of them."""
    late: dict[str, list[tuple[Waiting, Line]]] = {}
    for row in waiting(books):
        line = policy.on(row.day, "review_days")
        if line and books.day > after_days(row.day, line.number).day:
            late.setdefault(row.account, []).append((row, line))
    for account, rows in late.items():
        oldest, line = rows[0]
        said = (
            f"{word(account)}有{len(rows)}行账单待核（{_sums(rows)}），最早的是{oldest.day}，"
            f"要在{line.number}天内定下来；请用 huzhu review 一行一行定"
        )
        yield finding(oldest.fact.entry, said, line.cited, "overdue")


def _sums(rows: list[tuple[Waiting, Line]]) -> str:
    """How much came in and went out on the rows."""
    found = {said: sum((r.amount for r, _ in rows if r.way == way), Decimal("0.00")) for way, said in _SUMS}
    return "，".join(f"{said}{total}元" for said, total in found.items() if total)
