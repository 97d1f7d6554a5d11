"""每笔捐赠在规定天数内开出捐赠票据并写明票据号，或写明捐赠人自愿放弃；一个票据号只用一次，没有捐赠不开票。

A donation names its official receipt, or its waiver, within the days; a number stands for one donation, and
no receipt is issued for what was not given.

Clause (慈善法 38): 慈善组织接受捐赠，应当向捐赠人开具由财政部门统一监（印）制的捐赠票据。……捐赠人匿名或者放弃接受捐赠票据的，
慈善组织应当做好相关记录。

A gift booked with `receipt:` is done on its day; one booked without is done by the first fact 捐赠票据 开具 of its
voucher that is not before it. The last day itself is in time. Gifts in goods and in kind of every fund count;
the village collective pays by its own papers and is not asked, though it may have a receipt. What was reversed is
no donation any more, so that its number is free for the entry that replaces it. A receipt issued for a
voucher that does not stand in the books as a gift (or capital that was given), or before the gift came, was
issued for nothing: an error, as is one number for two donations. Only lateness is overdue. A waiver (自愿放弃) may stand
as often as it was said, and stands for an anonymous donor too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from ledger.books import Books
from ledger.duties import after_days, told
from ledger.entries import text
from ledger.facts import Fact
from ledger.findings import Finding, finding
from ledger.policy import Policy
from ledger.vocabulary import WAIVED, as_read
from plugins.rule import money_rule

__plugins__ = ("donation_receipt",)

_GIVEN = ("4101", "3101", "3102")


@money_rule("receipt_days")
def donation_receipt(books: Books, policy: Policy) -> Iterator[Finding]:
    """Yield donations whose receipt is late or missing, receipts for nothing, and numbers used twice."""
    given, gifts = {}, {}
    for leg in books.income:
        if leg.amount < 0 and leg.account.code in _GIVEN:
            given[id(leg.entry)] = leg.entry
            if leg.account.code == "4101":
                gifts[id(leg.entry)] = leg.entry
    vouchers = {v: entry for entry in given.values() if (v := text(entry, "voucher"))}
    issued: dict[str, list[Fact]] = {}
    for fact in books.facts.of("捐赠票据", "开具"):
        issued.setdefault(fact.key, []).append(fact)
        yield from _for_nothing(policy, fact, vouchers.get(fact.key))
    has_receipt = books.told("receipt", lambda entry: bool(as_read(text(entry, "receipt"))))
    for entry in gifts.values():
        if has_receipt(entry):
            continue  # it had its receipt from the first day
        if as_read(text(entry, "channel")) != "村集体" and not books.undone(entry):
            yield from _late(policy, entry, _done(entry, issued), books.day)
    yield from _twice(books, policy, [*given.values()], issued)


def _done(entry: Any, issued: dict[str, list[Fact]]) -> date | None:
    """The day on which a gift had its receipt."""
    day: date = entry.date
    return next((f.day for f in issued.get(text(entry, "voucher"), ()) if f.day >= day), None)


def _late(policy: Policy, entry: Any, done: date | None, today: date) -> Iterator[Finding]:
    line = policy.on(entry.date, "receipt_days")
    if line is None:
        return
    what = f"{entry.payee or '（未写明）'}的捐赠，捐赠票据（或记明{WAIVED}）"
    if late := told(what, after_days(entry.date, line.number), done, today):
        yield finding(entry, late[0], line.cited, late[1])


def _for_nothing(policy: Policy, fact: Fact, entry: Any) -> Iterator[Finding]:
    line = policy.on(fact.day, "receipt_days")
    if line and entry is None:
        said = f"票据{fact.text('number')}写着凭证{fact.key}，账上没有这一号的捐赠；没有捐赠不能开票，请核对凭证号"
        yield finding(fact.entry, said, line.cited)
    elif line and fact.day < entry.date:
        said = f"票据{fact.text('number')}在{fact.day}开具，凭证{fact.key}的捐赠{entry.date}才收到；不能先开票后收款"
        yield finding(fact.entry, said, line.cited)


def _twice(
    books: Books, policy: Policy, given: list[Any], issued: dict[str, list[Fact]]
) -> Iterator[Finding]:
    """Each number that already stands for another donation."""
    numbers = Counter(as_read(text(entry, "receipt")) for entry in given)
    if not issued and all(count == 1 for number, count in numbers.items() if number not in ("", WAIVED)):
        return
    first: dict[str, Any] = {}
    for entry in given:
        if books.undone(entry):
            continue
        papers = [(text(entry, "receipt"), entry)]
        papers += [(f.text("number"), f.entry) for f in issued.get(text(entry, "voucher"), ())]
        for number, source in papers:
            before = first.setdefault(as_read(number), entry)
            line = policy.on(source.date, "receipt_days")
            if line and before is not entry and as_read(number) not in ("", WAIVED):
                known = f"{before.date}，凭证{text(before, 'voucher') or '未编号'}"
                said = f"票据号{number}已经开给了另一笔捐赠（{known}），一张票据只能对一笔，请核对号码"
                yield finding(source, said, line.cited)
