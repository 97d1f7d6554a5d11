"""没有公开募捐资格的，不得通过公开渠道募捐；公开募捐的话语和小额众筹的样子要提醒。

Without a qualification in force on that day, income through a public channel is refused; the words of a
public appeal in payee, purpose or bank memo are a warning; many strangers' small gifts in few days are one.

Clause (徽州 二（二）): 未取得公开募捐资格的不得违规开展公开募捐。 (慈善法 22, 23, 113.)

Donations and fees without a channel, or with one outside the vocabulary, are refused as well: they could be
anything. A public channel is refused whatever the money is booked as. Words are looked for as an eye reads
them and as an ear hears them: blanks, signs and full-width forms between the letters are dropped, and letters
that sound alike (`appeal_sounds`: 真字=谐音字) stand for the one that is meant, as far as that list goes.

A crowd is counted over every code and account but cash: `crowd_gifts` in `crowd_days`, or, spread thinner,
`crowd_slow_gifts` in `crowd_slow_days`. Only strangers count: a name that had given before those days began, or
that holds a post, is a neighbour; a name that says nothing (masked, 爱心人士) is always a stranger. The channel
that was declared does not matter, as a campaign may be booked as help inside the village (慈善法 122); fees,
the village collective's money and what a qualified organisation hands on do not count. One crowd is told once.
Money that was given back by a reversal was not raised. Rows of statements that came in and still wait are looked at
as gifts are, words and crowds alike, but those that say they are a fee or the collective's: who appeals to the
public should hear of it before the money is booked.

Measured (`python -m bench.fundraising`, with `forced_levy`, 20 seeds): 52 honest societies a seed, 1,040 years in
all, 51 warnings, never more than one a society and year; of 20 kinds of planted campaigns 19 are found in every
seed, 380 of 400. The one that is not is a levy by head in round sums of several sizes, without a word that gives
it away: to the books it is a day of giving.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from operator import itemgetter
from typing import Any, NamedTuple

from beancount.core import data

from ledger.books import Books
from ledger.chart import parse
from ledger.entries import Leg, text
from ledger.findings import Finding, finding
from ledger.policy import Line, Policy
from ledger.statements import Waiting, waiting
from ledger.vocabulary import CHANNELS, NAMELESS, as_read
from plugins.rule import money_rule

__plugins__ = ("public_fundraising",)

_DONATIONS = ("4101", "4201")
_NO_CROWD = ("会费", "村集体", "合作募捐转入")
_SIGNS = re.compile(r"[\W_]+")
_SIGNS_IN_WORDS = re.compile(r"[^\w\0]+|_+")
"""The same, where several words stand apart by \\0."""


@money_rule(
    "public_channels", "appeal_words", "appeal_sounds",
    "crowd_gifts", "crowd_days", "crowd_slow_gifts", "crowd_slow_days", "crowd_amount",
)  # fmt: skip
def public_fundraising(books: Books, policy: Policy) -> Iterator[Finding]:
    """Yield public channels without a qualification, words of an appeal, and crowds of small gifts."""
    donations = [leg for leg in books.given if leg.account.code in _DONATIONS]
    rows = [row for row in waiting(books) if row.way == "收"]
    for row in rows:
        yield from _words(policy, row.fact.entry, "这一行待核的收款", (row.payer, row.words, row.kind))
    yield from _crowds(policy, _strangers(books, donations, rows))


@public_fundraising.beside
def _each(books: Books, policy: Policy) -> Iterator[Finding]:
    """What one receipt says of itself: its channel and its words."""
    given = books.given
    donated = {id(leg.entry) for leg in given if leg.account.code in _DONATIONS}
    for entry in books.transactions:
        if (id(entry) in donated or entry.meta.get("channel")) and not books.undone(entry):
            yield from _channel(books, policy, entry)
    if policy.may_speak("appeal_words", _heard(books, policy)):
        for entry in {id(leg.entry): leg.entry for leg in given}.values():
            yield from _words(policy, entry, "这笔收入", (entry.payee, entry.narration, text(entry, "memo")))


def _heard(books: Books, policy: Policy) -> str:
    """All that is written in the books, in the way of `_appeal`: what it does not hold, no entry says."""
    written = _SIGNS_IN_WORDS.sub("", as_read(books.written))
    tables = [_table(line) for line in policy.lines if line.name == "appeal_sounds"]
    return "\0".join([written, *map(written.translate, tables)])


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


def _words(policy: Policy, entry: Any, what: str, written: Iterable[str | None]) -> Iterator[Finding]:
    line = policy.on(entry.date, "appeal_words")
    if line is None:
        return
    sounds = policy.on(entry.date, "appeal_sounds")
    if word := next(filter(None, (_appeal(said, line, sounds) for said in written if said)), ""):
        yield finding(entry, f"{what}写着“{word}”，像是公开募捐，请核实是怎样募来的", line.cited, "warning")


@lru_cache(maxsize=1 << 14)
def _appeal(written: str, words: Line, sounds: Line | None) -> str:
    """The word of an appeal that a text holds, as an eye and an ear take it; empty where it holds none.

    What stands between the letters is left out, and a letter that sounds like another is the one meant.
    """
    heard = _SIGNS.sub("", as_read(written))
    heard = heard.translate(_table(sounds)) if sounds else heard
    return words.word_in(heard)


@lru_cache
def _table(sounds: Line) -> dict[int, str]:
    pairs = (word.partition("=") for word in sounds.words)
    return {ord(alike): meant for meant, _, all_alike in pairs for alike in all_alike}


class Gift(NamedTuple):
    """One gift, and on which day its giver was first heard of; None where nobody can say who it was."""

    day: date
    amount: Decimal
    entry: Any
    known: date | None


def _strangers(books: Books, donations: Iterable[Leg], rows: Iterable[Waiting]) -> list[Gift]:
    """The gifts that came, or wait, by a code or an account from somebody without a post."""
    first: dict[str, date] = {}
    posts = {as_read(term.name) for term in books.facts.terms}
    given = [(leg.entry.date, -leg.amount, leg.entry, leg.entry.payee or "") for leg in donations]
    given += (hanging := [(row.day, row.amount, row.fact.entry, row.payer) for row in rows])
    counted = {id(row.fact.entry) for row in rows if _may_be_gift(row)}
    may_crowd = books.told("crowd", _may_crowd)
    found = []
    for day, amount, entry, payer in sorted(given, key=itemgetter(0)) if hanging else given:
        name, nameless = _named(payer)
        known = None if nameless else first.setdefault(name, day)
        if name not in posts and (may_crowd(entry) or id(entry) in counted):
            found.append(Gift(day, amount, entry, known))
    return found


def _may_crowd(entry: Any) -> bool:
    """Whether an entry brings money to a bank or a wallet that may be a crowd's; a row that waits is no entry yet."""
    accounts = [parse(p.account) for p in getattr(entry, "postings", ())]
    banked = any(account.is_money and not account.is_cash for account in accounts)
    return banked and text(entry, "channel") not in _NO_CROWD


@lru_cache(maxsize=1 << 14)
def _named(payer: str) -> tuple[str, bool]:
    """A payer as an eye reads it, and whether that does not say who it is."""
    name = as_read(payer)
    return name, not name or any(sign in name for sign in NAMELESS)


def _may_be_gift(row: Waiting) -> bool:
    """Whether a row that waits came by a code or an account, and does not say that it is no gift."""
    said = as_read(f"{row.payer}|{row.words}|{row.kind}")
    return not parse(row.account).is_cash and not any(word in said for word in _NO_CROWD)


class Window:
    """Small gifts of the last so many days, and how many of them are strangers'."""

    def __init__(self, gifts: str, days: str) -> None:
        """The policy lines that say how many, in how many days."""
        self.lines = gifts, days
        self.gifts: deque[Gift] = deque()
        self._known: Counter[date | None] = Counter()
        self.told_until: date | None = None
        """The last day of the crowd that was told last."""

    def take(self, gift: Gift, days: int) -> date:
        """Take one more gift, let go of those that are too old; the window's first day."""
        begun = gift.day - timedelta(days=days - 1)
        self.gifts.append(gift)
        self._known[gift.known] += 1
        while self.gifts[0].day < begun:
            self._known[self.gifts.popleft().known] -= 1
        return begun

    def strangers(self, begun: date, days: int) -> int:
        """How many of the gifts are of somebody who was not heard of before the window's first day."""
        return self._known[None] + sum(self._known[begun + timedelta(days=n)] for n in range(days))


def _crowds(policy: Policy, gifts: list[Gift]) -> Iterator[Finding]:
    """Two windows of days slide over the small gifts; what was part of a quick crowd is not counted as a slow one."""
    windows = (Window("crowd_gifts", "crowd_days"), Window("crowd_slow_gifts", "crowd_slow_days"))
    for gift in gifts:
        small = policy.on(gift.day, "crowd_amount")
        for window in windows if small and gift.amount <= small.yuan else ():
            count, days = (policy.on(gift.day, name) for name in window.lines)
            if not (count and days):
                continue
            begun = window.take(gift, days.number)
            if window.strangers(begun, days.number) < count.number:
                continue
            if window.told_until is None or begun > window.told_until:
                yield _told([g for g in window.gifts if g.known is None or g.known >= begun], count)
            window.told_until = gift.day
            break


def _told(crowd: list[Gift], count: Line) -> Finding:
    first, last = crowd[0].entry, crowd[-1].entry
    vouchers = [v for v in (text(first, "voucher"), text(last, "voucher")) if v]
    papers = f"（凭证{'到'.join(dict.fromkeys(vouchers))}）" if vouchers else ""
    total = sum(g.amount for g in crowd)
    hanging = sum(type(g.entry) is data.Custom for g in crowd)
    papers += f"（其中{hanging}笔待核）" if hanging else ""
    said = (
        f"{first.date}到{last.date}有{len(crowd)}笔生人的小额捐赠共{total}元{papers}，像是向公众募捐，"
        "请核实是怎样募来的"
    )
    return finding(last, said, count.cited, "warning")
