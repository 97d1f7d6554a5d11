"""The vouchers of a society as account books enter them: sides, summaries and numbers, the year's end among them.

Clause (会计基础工作规范 51、54: 记账凭证的内容；冲销用红字). What is reversed is entered in red: on its own side, below zero.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from ledger.books import Books
from ledger.entries import posting_yuan, text
from ledger.money import nearest_fen, show
from reports import period
from reports.books.wording import head
from reports.statements.closing_entries import closing_entries

ZERO = Decimal("0.00")


class Line(NamedTuple):
    """One line of a voucher: an account as the books spell it, and yuan on one of its sides."""

    account: str
    debit: Decimal
    credit: Decimal

    @property
    def is_debit(self) -> bool:
        """Whether it stands on the debit side."""
        return bool(self.debit)


class Voucher(NamedTuple):
    """A voucher: `word` and `number` are 记 and 3; of the year's end, which nobody recorded, 转 and no `entry`."""

    day: date
    word: str
    number: int
    said: str
    """The number as the books write it: 2026-07-003."""
    summary: str
    lines: tuple[Line, ...]
    entry: Any = None

    @property
    def label(self) -> str:
        """How it is called in its month: 记-3; empty where it has no number."""
        return f"{self.word}-{self.number}" if self.number else ""

    @property
    def total(self) -> Decimal:
        """The sum of its debits, in yuan, which is that of its credits."""
        return sum((line.debit for line in self.lines), ZERO)

    def against(self, line: Line) -> str:
        """The first levels on the other side of a line: 银行存款、管理费用."""
        other = (each.account for each in self.lines if each.is_debit != line.is_debit)
        return "、".join(dict.fromkeys(map(head, other)))


def entered(books: Books, last: date) -> Iterator[Voucher]:
    """Every voucher up to the end of a day, in order of day; those that end a year follow its last."""
    ends = _ends(books, last)
    for entry in books.transactions:
        if entry.date > last:
            break
        while ends and ends[0].day < entry.date:
            yield ends.pop(0)
        yield _voucher(books, entry)
    yield from ends


def _ends(books: Books, last: date) -> list[Voucher]:
    """The vouchers by which each year that is over is ended."""
    found: list[Voucher] = []
    first = books.transactions[0].date.year if books.transactions else last.year
    for at in range(first, last.year + (last.month == 12 and last.day == 31)):
        of = period.year(f"{at:04d}")
        for number, closing in enumerate(closing_entries(books, of), 1):
            sides = _in_order(_line(posted.account, posted.yuan, False) for posted in closing.posted)
            found.append(Voucher(of.last, "转", number, "", closing.summary, sides))
    return found


def _voucher(books: Books, entry: Any) -> Voucher:
    said = text(entry, "voucher")
    red = bool(text(entry, "reverses")) and books.undone(entry)
    lines = (_line(p.account, posting_yuan(p), red) for p in entry.postings)
    return Voucher(entry.date, "记", number_of(said), said, summary_of(entry), _in_order(lines), entry)


def _line(account: str, amount: Decimal, red: bool) -> Line:
    fen = nearest_fen(amount)
    return Line(account, fen, ZERO) if (fen > 0) != red else Line(account, ZERO, -fen)


def _in_order(lines: Iterator[Line]) -> tuple[Line, ...]:
    """Debits first, as vouchers have them."""
    return tuple(
        sorted((line for line in lines if line.debit or line.credit), key=lambda each: not each.is_debit)
    )


def number_of(voucher: str) -> int:
    """The running number of a voucher, 3 of 2026-07-003; 0 where it has none."""
    number = voucher.rpartition("-")[2]
    return int(number) if number.isdecimal() else 0


def summary_of(entry: Any) -> str:
    """What an entry is for, how many goods at what price it moves, and who the other side is."""
    goods = "、".join(_goods(p) for p in entry.postings if p.cost is not None)
    purpose, other = (entry.narration or "") + (f"（{goods}）" if goods else ""), entry.payee or ""
    said = "　".join(filter(None, (purpose, other)))
    undoes = text(entry, "reverses")
    return f"冲销{called(undoes)}：{said}" if undoes else said


def _goods(posting: Any) -> str:
    """How many at what price: 10×60.00元."""
    return f"{abs(posting.units.number).normalize():f}×{show(nearest_fen(posting.cost.number))}元"


def called(voucher: str) -> str:
    """A voucher's number as another month calls it: 2026年7月记-3."""
    year, month, _ = (*voucher.split("-"), "", "")[:3]
    return f"{year}年{int(month)}月记-{number_of(voucher)}" if month.isdecimal() else voucher
