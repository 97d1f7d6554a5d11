"""不得摊派：摊派渠道的钱一律不收；几天之内许多笔一样多的捐赠、写着按户按人收的，提醒核实。

A levy is refused; many gifts of exactly one amount within few days, and the words of a levy, are a warning.

Clause (徽州 四、二是): 及时发现和纠正违法开展公开募捐、违规向群众（企业）摊派费用、违规实施“关系保”“人情保”等违法违规行为。
(慈善法 32: 开展募捐活动，不得摊派或者变相摊派。)

A channel that is a levy is refused whatever the money is booked as, a promise and a debt among them. Gifts are
counted posting by posting, so that a list of households booked as one entry counts as many; they are equal to
the fen, and most of what was given in those days: where people give what they like, no sum is nearly everybody's
(`levy_share`, in hundredths of those days' gifts). Days that overlap are one cluster and are told once, at its
last gift. Fees are equal by their nature
and the village collective is one giver: neither counts, nor does what was reversed. Words are looked for in
everything that is credited as income or capital but the government's subsidies and the collective's money,
fees among it: a fee that is gathered by household is a levy under another name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from ledger.books import Books
from ledger.entries import Leg, is_credited, text, words
from ledger.findings import Finding, finding
from ledger.policy import Line, Policy
from ledger.vocabulary import as_read
from plugins.rule import money_rule

__plugins__ = ("forced_levy",)

_NO_GIFTS = ("会费", "村集体")


@money_rule("levy_channels", "levy_count", "levy_days", "levy_share", "levy_words")
def forced_levy(books: Books, policy: Policy) -> Iterator[Finding]:
    """Yield levies, the words of a levy, and clusters of equal gifts."""
    equal: dict[Decimal, list[Leg]] = {}
    given: Counter[date] = Counter()
    is_gift = books.told("gift", lambda entry: as_read(text(entry, "channel")) not in _NO_GIFTS)
    for leg in books.given:
        if leg.account.code == "4101" and is_gift(leg.entry):
            equal.setdefault(leg.amount, []).append(leg)
            given[leg.entry.date] += 1
    for gifts in equal.values():
        for cluster in _clusters(policy, gifts):
            yield from _told(policy, cluster, given)


@forced_levy.beside
def _each(books: Books, policy: Policy) -> Iterator[Finding]:
    """What one receipt says of itself: its channel and its words."""
    for entry in books.transactions:
        if entry.meta.get("channel"):
            yield from _channel(books, policy, entry)
    if policy.may_speak("levy_words", as_read(books.written)):
        for entry in {id(leg.entry): leg.entry for leg in books.given if leg.account.code != "4401"}.values():
            yield from _words(policy, entry)


def _channel(books: Books, policy: Policy, entry: Any) -> Iterator[Finding]:
    line = _levy(policy, entry)
    if line and not books.undone(entry) and is_credited(entry):
        said = f"“{text(entry, 'channel')}”来的钱不能收：捐不捐、捐多少由群众（企业）自愿，请退还付款人"
        yield finding(entry, said, line.cited)


def _levy(policy: Policy, entry: Any) -> Line | None:
    """The line by which an entry's channel is a levy; None where it is none."""
    line = policy.on(entry.date, "levy_channels")
    return line if line and as_read(text(entry, "channel")) in line.words else None


def _words(policy: Policy, entry: Any) -> Iterator[Finding]:
    line = policy.on(entry.date, "levy_words")
    if line is None or as_read(text(entry, "channel")) == "村集体" or _levy(policy, entry):
        return
    if word := line.word_in(words(entry, "memo")):
        told = f"这笔收入写着“{word}”，像是摊派，请核实付款人是不是自愿；不是自愿的要退还"
        yield finding(entry, told, line.cited, "warning")


def _clusters(policy: Policy, gifts: list[Leg]) -> Iterator[list[Leg]]:
    """Slide a window of days over equal gifts; windows that share a gift and are full are one cluster."""
    start, first, last = 0, 0, -1
    for at, leg in enumerate(gifts):
        day = leg.entry.date
        count, days = policy.on(day, "levy_count"), policy.on(day, "levy_days")
        if count is None or days is None:
            continue
        while start < at and (day - gifts[start].entry.date).days >= days.number:
            start += 1
        if at - start + 1 < count.number:
            continue
        if start > last:
            if last >= 0:
                yield gifts[first : last + 1]
            first = start
        last = at
    if last >= 0:
        yield gifts[first : last + 1]


def _told(policy: Policy, cluster: list[Leg], given: Counter[date]) -> Iterator[Finding]:
    """One warning for a cluster; none where the gifts of its days were mostly of other sums."""
    one, end = cluster[0], cluster[-1]
    line = policy.on(end.entry.date, "levy_count")
    assert line, "a cluster was counted by a line of its last day"
    span = (end.entry.date - one.entry.date).days + 1
    every = sum(given[one.entry.date + timedelta(days=n)] for n in range(span))
    share = policy.on(end.entry.date, "levy_share")
    if share and 100 * len(cluster) < share.number * every:
        return
    days = f"{one.entry.date}到{end.entry.date}" if one.entry.date != end.entry.date else f"{end.entry.date}"
    vouchers = [v for v in (text(one.entry, "voucher"), text(end.entry, "voucher")) if v]
    papers = f"（凭证{'到'.join(dict.fromkeys(vouchers))}）" if vouchers else ""
    said = f"{days}收到{len(cluster)}笔捐赠{papers}，每笔都是{-end.amount}元，像是摊派，请核实是不是自愿"
    yield finding(end.entry, said, line.cited, "warning", at=end.posting)
