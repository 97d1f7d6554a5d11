"""The roll of honour (捐赠芳名榜): who gave what; whoever did not agree to be named is 爱心人士.

Clause (慈善法 82: 捐赠人不同意公开的姓名、名称……不得公开).
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from ledger.books import Books
from ledger.entries import posting_yuan
from ledger.vocabulary import NAMELESS, as_read
from reports.funds.givers import ANONYMOUS, GIFTS, agreed, is_collective
from reports.report import Asked, Audience, Report
from reports.rows import Column, Row, Sheet

ZERO = Decimal("0.00")
_NOBODY = tuple(word for word in NAMELESS if word != "某")
"""What a name holds that names nobody; a firm may be called 某某公司 and agree to stand there so."""
_COLUMNS = (
    Column("no", "序号", "count"),
    Column("giver", "捐赠人（单位）", "text"),
    Column("times", "笔数", "count"),
    Column("money", "捐款", "money"),
    Column("goods", "捐赠实物", "text"),
    Column("worth", "实物折价", "money"),
    Column("total", "合计", "money"),
)


class Gift(NamedTuple):
    """One gift: the goods in words, and what they are booked at."""

    entry: Any
    money: Decimal
    goods: str
    worth: Decimal


class Giver(NamedTuple):
    """Whoever gave, with all their gifts in order of day."""

    name: str
    gifts: tuple[Gift, ...]

    @property
    def money(self) -> Decimal:
        """What was given in money."""
        return sum((gift.money for gift in self.gifts), ZERO)

    @property
    def worth(self) -> Decimal:
        """What the goods given are booked at."""
        return sum((gift.worth for gift in self.gifts), ZERO)

    @property
    def total(self) -> Decimal:
        """Money and goods together."""
        return self.money + self.worth


def gifts(books: Books, first: date, last: date) -> list[Gift]:
    """Every gift between two days that stands, the village collective's capital among them."""
    found = {
        id(leg.entry): leg.entry
        for leg in books.given
        if first <= leg.entry.date <= last
        and (leg.account.code == GIFTS or (leg.account.root == "Equity" and is_collective(leg.entry)))
    }
    return [_gift(books, entry) for entry in found.values()]


def _gift(books: Books, entry: Any) -> Gift:
    stock = [p for p in entry.postings if p.cost is not None and p.units.number > 0]
    worth = sum((posting_yuan(p) for p in stock), ZERO)
    given = -sum((posting_yuan(p) for p in entry.postings if posting_yuan(p) < 0 and p.cost is None), ZERO)
    unnamed = entry.narration.replace(
        entry.payee or "\0", ""
    )  # the purpose must not name whom the roll does not
    what = unnamed.removeprefix("捐赠") or "实物"
    said = "、".join(f"{what}（{p.units.number.normalize():f}{_unit(books, p)}）" for p in stock)
    return Gift(entry, given - worth, said, worth)


def _unit(books: Books, posting: Any) -> str:
    """What goods are counted in, where their name says so: 斤 of 大米（斤）."""
    name = books.goods_names.get(posting.units.currency, "")
    return name.partition("（")[2].removesuffix("）")


def givers(books: Books, first: date, last: date, *, all_named: bool = False) -> list[Giver]:
    """Who gave, whoever gave most first; those who may not be named are one line, at the end."""
    may = agreed(books, last)
    named: dict[str, list[Gift]] = {}
    unnamed: list[Gift] = []
    for gift in gifts(books, first, last):
        who = as_read(gift.entry.payee or "")
        tells = who and not any(word in who for word in _NOBODY)
        if tells and (all_named or may(gift.entry)):
            named.setdefault(gift.entry.payee, []).append(gift)
        else:
            unnamed.append(gift)
    found = [Giver(name, tuple(several)) for name, several in named.items()]
    found.sort(key=lambda giver: (-giver.total, giver.gifts[0].entry.date))
    return [*found, *([Giver(ANONYMOUS, tuple(unnamed))] if unnamed else [])]


def roll(found: list[Giver]) -> tuple[Row, ...]:
    """A line for each giver, and their sum."""
    rows = [
        Row((no, each.name, len(each.gifts), each.money, _goods(each), each.worth, each.total))
        for no, each in enumerate(found, 1)
    ]
    money, worth = sum((each.money for each in found), ZERO), sum((each.worth for each in found), ZERO)
    times = sum(len(each.gifts) for each in found)
    return (*rows, Row(("合计", None, times, money, None, worth, money + worth), "total"))


def _goods(giver: Giver) -> str:
    return "；".join(gift.goods for gift in giver.gifts if gift.goods)


def _made(asked: Asked) -> Sheet:
    of = asked.period
    found = givers(asked.books, of.first, of.last, all_named=asked.audience.may_name_donors)
    notes = [f"感谢每一位捐赠人。没有同意公开姓名（名称）的，列为“{ANONYMOUS}”，合成一行。"]
    if not found:
        notes = [f"{of.words}没有收到捐赠。"]
    return Sheet("捐赠芳名榜", asked.subtitle, _COLUMNS, roll(found), tuple(notes))


REPORT = Report(
    "donors-roll", "捐赠芳名榜", _made,
    audiences=(Audience.BOARD, Audience.PUBLIC, Audience.TOWNSHIP, Audience.AUDITOR),
)  # fmt: skip
