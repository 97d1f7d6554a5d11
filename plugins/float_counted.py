"""备用金定期盘点：保管人盘点、别人见证，盘点数与账上现金一致，差额当天入账。

Cash is counted within the policy's days, by custodian and witness; a difference is booked on that day.

Clause (徽州 二（四）): 互助社应当设立现金类备用金，并相应建立规范的设立、支取制度。 (会计法 17: 定期将会计账簿记录与实物、款项
及有关资料相互核对，保证会计账簿记录与实物及款项的实有数额相符。)

The days run from the later of the float's set-up and the first cash in the drawer, then from count to count;
an empty drawer that never held cash needs no count, one that was emptied is still counted: naught is a figure.
A count is compared with the cash of all funds at the end of its day, after that day's last payment and after
the entry that books the difference. A mistake in the books that was found and reversed later does not make a
count wrong that was right, whether the money had moved or not. The custodian is the one of that day; on a day
of handing over either may count. Each fault is `overdue`: the duty of a proper count is still open.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from ledger.books import Books
from ledger.duties import told
from ledger.facts import Fact, Float
from ledger.findings import Finding, finding
from ledger.float_counts import COUNT, Drawer, counts_due, counts_made
from ledger.policy import Policy
from ledger.vocabulary import as_id
from plugins.rule import rule

__plugins__ = ("float_counted",)


@rule("float_count_days")
def float_counted(books: Books, policy: Policy) -> Iterator[Finding]:
    """Yield each count that is late or missing, by the wrong hands, or not what the books say."""
    floats, drawer = books.facts.floats, Drawer(books)
    if not floats or drawer.since is None:
        return
    for duty in counts_due(books, policy, drawer):
        if late := told(COUNT, duty.due, duty.done, books.day):
            said = late[0] if duty.did else f"{late[0]}；请由保管人盘点现金、别人见证，再登记盘点"
            yield finding((duty.did or duty.fact).entry, said, duty.line.cited, late[1])
    changed = [each.day for each in floats]
    for count in counts_made(books):
        line = policy.on(count.day, "float_count_days")
        if line is None:
            continue
        before, after = bisect_left(changed, count.day), bisect_right(changed, count.day)
        for said in (_hands(count, floats[max(before - 1, 0) : after]), _difference(count, drawer)):
            if said:
                yield finding(count.entry, said, line.cited, "overdue")


def _hands(count: Fact, floats: list[Float]) -> str:
    """Why a count was not by custodian (one of `floats`) and witness; empty where it was."""
    by, witness = as_id(count.text("by")), as_id(count.text("witness"))
    keeping = [each.custodian for each in floats]
    if by == witness:
        return f"{count.day}的盘点由{count.text('by')}一个人办，见证人要是别人；请重新盘点"
    if keeping and by not in {as_id(who) for who in keeping}:
        return f"{count.day}的盘点由{count.text('by')}办，保管人却是{keeping[-1]}；请由保管人盘点"
    return ""


def _difference(count: Fact, drawer: Drawer) -> str:
    """By how much a count differs from the books, and what to book; empty where it does not."""
    over = drawer.difference(count)
    if not over:
        return ""
    word, account = ("长款", "其他收入") if over > 0 else ("短款", "其他费用")
    return (
        f"{count.day}盘点现金{count.yuan('counted')}元，账上日终{drawer.on(count.day).booked}元，{word}{abs(over)}元；"
        f"请查明原因，以{count.day}为日期记入{account}"
    )
