"""Account books of some days, made in one pass: each account with what it began with and all that was entered in it."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Literal, NamedTuple

from reports.books.entered import Line, Voucher, entered
from reports.period import Period
from reports.report import Asked

ZERO = Decimal("0.00")

SIGNED = ("会计主管", "记账")
"""Who signs a ledger."""
NOTHING = "没有科目有余额，本期也没有记账。"


class Posted(NamedTuple):
    """One line of a voucher in an account; `at` is the voucher's place among all, and the line's in it."""

    at: tuple[int, int]
    line: Line
    voucher: Voucher


@dataclass
class Kept:
    """An account in the books: yuan above zero are 借, below 贷."""

    name: str
    opening: Decimal = ZERO
    """What it began with on the first day."""
    debit: Decimal = ZERO
    credit: Decimal = ZERO
    """What was entered in the year before the first day."""
    posted: list[Posted] = field(default_factory=list)

    @property
    def debits(self) -> Decimal:
        """What was entered on the debit side, in yuan."""
        return sum((p.line.debit for p in self.posted), ZERO)

    @property
    def credits(self) -> Decimal:
        """What was entered on the credit side, in yuan."""
        return sum((p.line.credit for p in self.posted), ZERO)

    @property
    def closing(self) -> Decimal:
        """What it ended with."""
        return self.opening + self.debits - self.credits


Step = Literal["opening", "line", "day", "month", "year", "carried"]


class Told(NamedTuple):
    """One line of an account as it is read: an entry, or a sum, each with the balance after it."""

    step: Step
    day: date
    debit: Decimal
    credit: Decimal
    balance: Decimal
    posted: Posted | None = None


def account_books(asked: Asked) -> dict[str, Kept]:
    """Every account that had something or was entered in, by its name in the books, in the order of the codes."""
    of = asked.period
    found: dict[str, Kept] = {}
    for at, voucher in enumerate(vouchers_until(asked)):
        for place, line in enumerate(voucher.lines):
            kept = found.get(line.account)
            if kept is None:
                found[line.account] = kept = Kept(line.account)
            _enter(kept, Posted((at, place), line, voucher), of)
    used = (kept for kept in found.values() if kept.opening or kept.posted)
    return {kept.name: kept for kept in sorted(used, key=lambda each: each.name.partition(":")[2])}


def covered(asked: Asked) -> Period:
    """The days that there are books of: the period up to the day of asking, so that no year ends before its end."""
    return asked.period._replace(last=min(asked.period.last, asked.today))


def vouchers_until(asked: Asked) -> Iterator[Voucher]:
    """Every voucher up to the end of the period."""
    return entered(asked.books, covered(asked).last)


def _enter(kept: Kept, posted: Posted, of: Period) -> None:
    if posted.voucher.day >= of.first:
        kept.posted.append(posted)
        return
    kept.opening += posted.line.debit - posted.line.credit
    if posted.voucher.day >= of.year_begins:
        kept.debit += posted.line.debit
        kept.credit += posted.line.credit


def together(books: Iterable[Kept], key: Callable[[str], str]) -> dict[str, Kept]:
    """The accounts of one key as one, their lines in the order of the vouchers."""
    found: dict[str, Kept] = {}
    for each in books:
        one = found.setdefault(key(each.name), Kept(key(each.name)))
        one.opening += each.opening
        one.debit += each.debit
        one.credit += each.credit
        one.posted += each.posted
    for one in found.values():
        one.posted.sort(key=lambda posted: posted.at)
    return found


def told(kept: Kept, of: Period, daily: bool = False) -> Iterator[Told]:
    """An account line by line: what it began with, each entry, the sums of months; of days too where `daily`."""
    balance, debit, credit = kept.opening, kept.debit, kept.credit
    yield Told("opening", of.first, ZERO, ZERO, balance)
    for (year, month), lines in groupby(kept.posted, key=lambda p: (p.voucher.day.year, p.voucher.day.month)):
        of_month = list(lines)
        yield from _entries(of_month, balance, daily)
        came, went = _sums(of_month)
        balance, debit, credit = balance + came - went, debit + came, credit + went
        last = date(year, month, monthrange(year, month)[1])
        yield Told("month", last, came, went, balance)
        yield Told("year", last, debit, credit, balance)
    if (of.last.month, of.last.day) == (12, 31) and balance:
        yield Told("carried", of.last, ZERO, ZERO, balance)


def _entries(posted: list[Posted], balance: Decimal, daily: bool) -> Iterator[Told]:
    for day, lines in groupby(posted, key=lambda p: p.voucher.day):
        of_day = list(lines)
        for each in of_day:
            balance += each.line.debit - each.line.credit
            yield Told("line", day, each.line.debit, each.line.credit, balance, each)
        if daily and len(of_day) > 1:
            yield Told("day", day, *_sums(of_day), balance)


def _sums(posted: list[Posted]) -> tuple[Decimal, Decimal]:
    """What was entered on each side, in yuan."""
    return sum((p.line.debit for p in posted), ZERO), sum((p.line.credit for p in posted), ZERO)


def words_of(line: Told, of: Period) -> str:
    """What a line of sums is called; of an entry its summary."""
    if line.posted is not None:
        return line.posted.voucher.summary
    begins = "上年结转" if (of.first.month, of.first.day) == (1, 1) and line.balance else "期初余额"
    return {
        "opening": begins, "day": "本日合计", "month": "本月合计", "year": "本年累计", "carried": "结转下年",
    }[line.step]  # fmt: skip


def side(balance: Decimal) -> str:
    """On which side a balance is: 借, 贷 or 平."""
    return "借" if balance > 0 else "贷" if balance < 0 else "平"
