"""没有公开募捐资格的，不得通过公开渠道募捐；公开募捐的话语和小额众筹的样子要提醒。

Without a qualification in force on that day, income through a public channel is refused; the words of a
public appeal in payee, purpose or bank memo are a warning; many strangers' small gifts through a wallet's
code in few days are a warning.

Clause (徽州 二（二）): 未取得公开募捐资格的不得违规开展公开募捐。 (慈善法 22, 23, 113.)

Donations and fees without a channel, or with one outside the vocabulary, are refused as well: they could be
anything. A public channel is refused whatever the money is booked as. A society's own members, officers and
village collective are no strangers, nor is help inside the village (慈善法 122), so only 主动捐赠 through a
wallet counts towards a crowd; who gives under which name is not asked, for most gifts are masked. Money that
was given back by a reversal was not raised.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from ledger.books import Books, Leg, text
from ledger.chart import WALLET
from ledger.findings import Finding, finding
from ledger.policy import Policy
from ledger.vocabulary import CHANNELS, as_read
from plugins.rule import rule

__plugins__ = ("public_fundraising",)

_DONATIONS = ("4101", "4201")


@rule
def public_fundraising(books: Books, policy: Policy) -> Iterator[Finding]:
    """Yield public channels without a qualification, words of an appeal, and crowds of small gifts."""
    given = [leg for leg in books.income if leg.amount < 0 and not books.undone(leg.entry)]
    donations = [leg for leg in given if leg.account.code in _DONATIONS]
    donated = {id(leg.entry) for leg in donations}
    for entry in books.transactions:
        if (id(entry) in donated or entry.meta.get("channel")) and not books.undone(entry):
            yield from _channel(books, policy, entry)
    for entry in {id(leg.entry): leg.entry for leg in given}.values():
        yield from _words(policy, entry)
    yield from _crowds(policy, donations)


def _channel(books: Books, policy: Policy, entry: Any) -> Iterator[Finding]:
    channel = text(entry, "channel")
    line = policy.on(entry.date, "public_channels")
    if line is None:
        return
    if channel not in CHANNELS:
        said = f"收入没有写明渠道，或“{channel}”不是渠道；可写 channel: {'、'.join(CHANNELS)}"
        yield finding(entry, said, line.cited)
    elif channel in line.words and not books.facts.qualified(entry.date):
        said = f"通过“{channel}”收钱，但本社当天没有公开募捐资格；应退还捐赠人，或转给有资格的慈善组织"
        yield finding(entry, said, line.cited)


def _words(policy: Policy, entry: Any) -> Iterator[Finding]:
    line = policy.on(entry.date, "appeal_words")
    if line is None:
        return
    said = as_read(" ".join(filter(None, (entry.payee, entry.narration, text(entry, "memo")))))
    if any(map(said.__contains__, line.words)):
        word = next(w for w in line.words if w in said)
        yield finding(entry, f"这笔收入写着“{word}”，像是公开募捐，请核实是怎样募来的", line.cited, "warning")


def _crowds(policy: Policy, given: list[Leg]) -> Iterator[Finding]:
    """A window of days slides over the small wallet gifts; each crowd is told once, at the gift that made it."""
    window: deque[Leg] = deque()
    told_until = None
    for leg in filter(_by_code, given):
        day = leg.entry.date
        count, days = policy.on(day, "crowd_gifts"), policy.on(day, "crowd_days")
        small = policy.on(day, "crowd_amount")
        if not (count and days and small) or -leg.amount > small.yuan:
            continue
        window.append(leg)
        while (day - window[0].entry.date).days >= days.number:
            window.popleft()
        if len(window) >= count.number and (told_until is None or day > told_until):
            told_until = day + timedelta(days=days.number)
            first, total = window[0].entry.date, -sum(w.amount for w in window)
            said = f"{first}到{day}有{len(window)}笔小额扫码捐赠共{total}元，像是向公众募捐，请核实"
            yield finding(leg.entry, said, count.cited, "warning")


def _by_code(leg: Leg) -> bool:
    """Whether a stranger's gift came through a wallet's code."""
    if text(leg.entry, "channel") != "主动捐赠":
        return False
    return any(p.account.startswith(WALLET) for p in leg.entry.postings)
