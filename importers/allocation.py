"""What a statement's row is booked as: by an allocation in the books, else what a person is offered to choose from.

Allocations are dated facts (归类); suggestions come from how the same payer was booked before, then from the
words that banks and wallets print. A suggestion books nothing: somebody chooses it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import Any, NamedTuple

from importers.movement import Movement
from ledger import chart
from ledger.books import Books
from ledger.chart import COLLECTIVE_FUND, DONATION_FUND, FEE_FUND, SUBSIDY_FUND
from ledger.entries import Leg, text
from ledger.statements import (
    LINK,
    Allocation,
    Waiting,
    allocations,
    in_transit,
    linked,
    named,
    settled,
    unbooked,
    waiting,
)
from ledger.vocabulary import as_read

INCOMING = frozenset({"捐赠", "会费", "利息", "村集体", "财政补助", "缴回备用金"})
OUTGOING = frozenset({"支取备用金", *chart.EXPENSES})
FUNDS = {
    "捐赠": DONATION_FUND, "会费": FEE_FUND, "利息": DONATION_FUND, "村集体": COLLECTIVE_FUND,
    "财政补助": SUBSIDY_FUND, **dict.fromkeys(chart.EXPENSES, DONATION_FUND),
    **dict.fromkeys(("支取备用金", "缴回备用金", "微信在途", "支付宝在途"), DONATION_FUND),
}  # fmt: skip
"""The fund that each is booked in where nothing else is said."""
CHANNELS = {"捐赠": "主动捐赠", "村集体": "村集体"}
WINDOW = timedelta(days=5)
"""How far apart the two papers may date one movement: a withdrawal on Friday arrives on Monday."""
_BECAME = {
    "接受捐赠": "捐赠", "收会费": "会费", "利息收入": "利息", "村集体支持": "村集体", "财政补助到账": "财政补助",
    "支取备用金": "支取备用金", "缴回备用金": "缴回备用金",
}  # fmt: skip
"""Kinds of events, as allocations name them."""
_WORDS: tuple[tuple[str, str], ...] = (
    ("会费", "会费"), ("结息", "利息"), ("收益发放", "利息"),
    ("利息", "利息"), ("手续费", "手续费"), ("工本费", "手续费"), ("服务费", "手续费"),
    ("打印", "办公费"), ("文具", "办公费"),
    ("财付通", "微信在途"), ("微信", "微信在途"), ("支付宝", "支付宝在途"), ("蚂蚁", "支付宝在途"),
    ("财政局", "财政补助"), ("民政局", "财政补助"), ("村民委员会", "村集体"), ("经济合作社", "村集体"),
    ("经济联合社", "村集体"), ("村委会", "村集体"), ("现支", "支取备用金"), ("取现", "支取备用金"), ("取款", "支取备用金"),
    ("现存", "缴回备用金"), ("存现", "缴回备用金"), ("存款", "缴回备用金"),
)  # fmt: skip
"""What the words of a row speak for."""
RETURNED = "一付一退，都不记"
"""A payment that came back whole, where neither it nor its return is booked yet."""
_UNDONE = "，已冲销"
MOVED = "自己账户间划转"
"""Money that went from one of the society's own places to another."""
TRANSIT = {"微信在途": chart.WECHAT_TRANSIT, "支付宝在途": chart.ALIPAY_TRANSIT}


class Choice(NamedTuple):
    """What a row may be booked as; with `voucher`, the entry in which it stands already."""

    becomes: str
    fund: str
    channel: str = ""
    voucher: str = ""
    why: str = ""

    @property
    def said(self) -> str:
        """The choice in a few words."""
        what = f"账里 {self.voucher} 已有这一笔" if self.voucher else f"{self.becomes} {self.fund}".strip()
        return " ".join(w for w in (what, self.channel, self.why and f"（{self.why}）") if w)


class Known(NamedTuple):
    """What the books know, as rows are judged by it."""

    links: Mapping[str, str]
    """Each link that is booked → its voucher."""
    settled: Mapping[str, str]
    """Each link that was settled without a booking → why."""
    waiting: dict[str, Waiting]
    """The rows that wait, by link."""
    named: Mapping[str, str]
    """What papers call an account → the place of money that it is."""
    transit: dict[str, list[Leg]]
    """Money under way that nothing answers yet, by account; what a row has answered is taken out."""
    unseen: Mapping[tuple[str, Decimal], list[Leg]]
    """By place and sum, the bookings that no statement has shown yet."""
    gifts: dict[Decimal, list[Any]]
    """The gifts that a statement has shown, by sum; what a register's row has answered is taken out."""
    reliefs: dict[Decimal, list[Any]]
    """The payments of relief, by sum; likewise."""
    books: Books | None = None
    unbooked: Mapping[str, str] = MappingProxyType({})
    """Each link whose booking was reversed → the voucher that was."""
    cash: Sequence[Any] = ()
    """The gifts of cash that a register told of."""
    passed_on: Waiting | None = None
    """The one sum in which a village passed on the gifts of the list that is being read."""

    def done(self, link: str) -> str:
        """Why a row needs nothing more; empty where it does."""
        if voucher := self.links.get(link):
            return f"账里已经有这一笔（凭证 {voucher}）"
        if reason := self.settled.get(link):
            return f"已经了结：{reason}"
        return ""

    def undone(self, link: str) -> str:
        """Why a row that was booked once is not booked again by itself; empty where it never was."""
        voucher = self.unbooked.get(link)
        return f"记过账，又冲销了（凭证 {voucher}），请用 huzhu review 定" if voucher else ""

    @classmethod
    def of(cls, books: Books) -> Known:
        """What these books know."""
        return cls(
            linked(books),
            {link: fact.text("reason") for link, fact in settled(books).items()},
            {row.link: row for row in waiting(books)},
            named(books),
            in_transit(books),
            _unseen(books),
            _by_sum(leg.entry for leg in books.income if _shown(leg.entry) and not books.undone(leg.entry)),
            _by_sum(paid.entry for paid in books.relief()),
            books,
            unbooked(books),
            [leg.entry for leg in books.income if _registered(leg.entry) and not books.undone(leg.entry)],
        )


NOTHING = Known({}, {}, {}, {}, {}, {}, {}, {})
"""What is known where there are no books."""


def _by_sum(entries: Iterable[Any]) -> dict[Decimal, list[Any]]:
    """Transactions by the sum that they moved."""
    found: dict[Decimal, list[Any]] = {}
    for entry in entries:
        found.setdefault(max(p.units.number for p in entry.postings), []).append(entry)
    return found


def _shown(entry: Any) -> bool:
    """Whether a statement shows it; a register is none."""
    return any(LINK.fullmatch(link) and not link.startswith("reg-") for link in entry.links)


def _registered(entry: Any) -> bool:
    return any(link.startswith("reg-") for link in entry.links)


def _unseen(books: Books) -> dict[tuple[str, Decimal], list[Leg]]:
    taken = {fact.text("voucher") for fact in settled(books).values()}
    found: dict[tuple[str, Decimal], list[Leg]] = {}
    for leg in books.legs:
        if text(leg.entry, "voucher") not in taken and not any(map(LINK.fullmatch, leg.entry.links)):
            found.setdefault((leg.account.holder, leg.amount), []).append(leg)
    return found


def allocated(movement: Movement, holder: str, known: Known) -> tuple[Choice | None, str]:
    """What the allocations in force say of a row, or None; and why they cannot say, where they contradict."""
    rules = allocations(known.books, movement.at.date()) if known.books else []
    said = words_of(movement)
    fits = [a for a in rules if a.fits(movement.counterparty, said, movement.amount, holder)]
    closest = max((a.closeness for a in fits), default=0)
    best = [a for a in fits if a.closeness == closest]
    if len({_choice(a)._replace(why="") for a in best}) > 1:
        numbers = "、".join(a.number for a in best)
        return None, f"有几条归类都说得上这一行（{numbers}），说的却不一样，请停用一条"
    return next(map(_choice, best), None), ""


def _choice(allocation: Allocation) -> Choice:
    fund = allocation.fund or FUNDS[allocation.becomes]
    channel = allocation.channel or CHANNELS.get(allocation.becomes, "")
    return Choice(allocation.becomes, fund, channel, why=f"归类 {allocation.number}")


def words_of(movement: Movement) -> str:
    """Everything that a row says, to look for words in."""
    return f"{movement.kind} {movement.memo}"


def fits_way(becomes: str, way: str) -> bool:
    """Whether money that moved that way can be booked as that."""
    return becomes not in (OUTGOING if way == "in" else INCOMING)


def choices(movement: Movement, holder: str, known: Known, fund: str = DONATION_FUND) -> list[Choice]:
    """What a person may choose for a row, the likeliest first, each once."""
    if movement.way == "move":
        return [*_already(movement, holder, known), Choice(MOVED, "")]
    if movement.refund:
        return [*_already(movement, holder, known), *_given_back(movement, known)]
    offered = [*_already(movement, holder, known), *_learned(movement, known), *_by_words(movement)]
    if movement.way == "in":
        offered.append(Choice("捐赠", fund, CHANNELS["捐赠"]))
    else:
        offered += [Choice(kind, fund) for kind in ("办公费", "其他业务")]
    found: dict[tuple[str, ...], Choice] = {}
    for each in offered:
        if fits_way(each.becomes, movement.way) and not (each.becomes in TRANSIT and is_wallet(holder)):
            found.setdefault((each.becomes, each.fund, each.channel, each.voucher), each)
    return sorted(found.values(), key=lambda choice: choice.why.endswith(_UNDONE))


def _already(movement: Movement, holder: str, known: Known) -> Iterator[Choice]:
    """Entries of the same sum in the same place within the window that no statement has shown yet."""
    for leg in known.unseen.get((holder, _change(movement)), []):
        if _near(leg, movement):
            undone = _UNDONE if known.books and known.books.undone(leg.entry) else ""
            yield Choice("", "", voucher=text(leg.entry, "voucher"), why=leg.entry.narration + undone)


def _given_back(movement: Movement, known: Known) -> Iterator[Choice]:
    """That a payment which waits as well came back whole: neither of the two is booked."""
    paid = known.waiting.get(movement.refund_of)
    if paid and paid.amount == movement.amount:
        yield Choice(RETURNED, "", why=f"{paid.day} 付出的{paid.amount}元又退了回来")


def is_wallet(holder: str) -> bool:
    """Whether a place of money is a wallet, or on its way from or to one."""
    return holder.startswith(chart.WALLET)


def _learned(movement: Movement, known: Known) -> Iterator[Choice]:
    """How rows of the same payer were booked, the commonest way first."""
    who = as_read(movement.counterparty)
    if not who or known.books is None:
        return
    before = Counter(
        _as_booked(entry) for entry in known.books.transactions if as_read(entry.payee or "") == who
    )
    for choice, times in before.most_common():
        if choice is not None:
            yield choice._replace(why=f"以前{times}次")


def _as_booked(entry: Any) -> Choice | None:
    """What a transaction was booked as, where an allocation could say so."""
    becomes = _BECAME.get(text(entry, "event"))
    fund = next((f for p in entry.postings if (f := chart.parse(p.account).fund)), "")
    return Choice(becomes, fund, text(entry, "channel")) if becomes and fund else None


def _by_words(movement: Movement) -> Iterator[Choice]:
    """What the printed words speak for."""
    said = as_read(f"{movement.counterparty} {words_of(movement)}")
    for word, becomes in _WORDS:
        if word in said:
            yield Choice(becomes, FUNDS[becomes], CHANNELS.get(becomes, ""), why=f"写着“{word}”")


def otherwise(movement: Movement, holder: str) -> str:
    """The word of an incoming row that speaks for something else than a gift; empty where none does."""
    meant = (c for c in _by_words(movement) if fits_way(c.becomes, movement.way))
    return next((c.why for c in meant if not (c.becomes in TRANSIT and is_wallet(holder))), "")


def awaited(movement: Movement, holder: str, known: Known) -> Choice | None:
    """The transit that a bank's row ends: named on it, and one sum of exactly that is under way; else None."""
    if not known.transit or is_wallet(holder):
        return None
    for choice in _by_words(movement):
        account = TRANSIT.get(choice.becomes, "")
        for name, legs in known.transit.items():
            answered = next(
                (leg for leg in legs if leg.amount == _change(movement) and _near(leg, movement)), None
            )
            if account and name.startswith(account) and answered:
                legs.remove(answered)
                return choice._replace(fund=answered.account.fund, why="与在途的一笔对上")
    return None


def _change(movement: Movement) -> Decimal:
    """What a row adds to its account."""
    return movement.amount if movement.way == "in" else -movement.amount


def _near(leg: Leg, movement: Movement) -> bool:
    """Whether an entry and a row may be of one movement, by their days."""
    return bool(abs(leg.entry.date - movement.at.date()) <= WINDOW)
