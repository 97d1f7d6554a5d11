"""收到的现金捐赠要在规定天数内存入银行；救助和费用只从支取的备用金里付，不得坐支。

Cash that is given goes to the bank within the policy's days, and nothing is paid out of such takings.

Clause (《现金管理暂行条例》 第十一条): 开户单位支付现金，可以从本单位库存现金限额中支付或者从开户银行提取，不得从本单位的现金收入
中直接支付（即坐支）。

The drawer of each fund holds drawn cash and takings. What goes to the bank is taken from the oldest takings
first; what is paid, from what was drawn first, and only what is more than that is paid out of takings. Of one
day, what comes in counts before what goes out. Any income straight into cash is a taking, fees too; relief and
advances that come back are not. A gift given back in cash is no payment, and cash that
changes its fund stays in the drawer. The day of the deposit still counts.
It is a pattern to look at, hence a warning: one for all takings that wait for the same deposit, one for all
payments until the next draw. What was spent is told as spent and not as late as well.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from ledger.books import Books
from ledger.duties import after_days
from ledger.entries import Leg
from ledger.findings import Finding, finding
from ledger.policy import Line, Policy
from plugins.rule import money_rule

__plugins__ = ("no_cash_kept",)

_IN, _BANKED, _PAID = range(3)


@money_rule("bank_cash_days")
def no_cash_kept(books: Books, policy: Policy) -> Iterator[Finding]:
    """Yield takings kept too long, and payments out of takings, a cluster at a time."""
    drawers: dict[str, _Drawer] = {}
    taken = {id(leg.entry) for leg in books.income if leg.amount < 0}
    if taken.isdisjoint([id(leg.entry) for leg in books.legs if leg.account.code == "1001"]):
        return  # no income ever came as cash
    for day, rank, leg in sorted(_moves(books), key=lambda move: move[:2]):
        drawer = drawers.setdefault(leg.account.fund, _Drawer(leg.account.fund))
        if rank == _PAID:
            drawer.pay(leg)
        elif rank == _BANKED:
            yield from drawer.bank(leg, day)
        elif id(leg.entry) in taken and (line := policy.on(day, "bank_cash_days")):
            drawer.takings.append(_Taking(leg, leg.amount, line))
        else:
            yield from drawer.draw(leg.amount)
    for drawer in drawers.values():
        yield from drawer.close(books.day)


def _moves(books: Books) -> Iterator[tuple[date, int, Leg]]:
    """Every leg on cash with its day, and whether it comes in, goes to the bank (or back to the giver), or is paid."""
    legs = [leg for leg in books.legs if leg.account.is_cash]
    change = dict.fromkeys((id(leg.entry) for leg in legs), Decimal(0))
    for leg in legs:
        change[id(leg.entry)] += leg.amount
    banked = {id(leg.entry) for leg in books.legs if leg.account.is_money and leg.amount > 0}
    banked |= {id(leg.entry) for leg in books.income if leg.amount > 0}
    for leg in legs:
        if change[id(leg.entry)] and not books.undone(leg.entry):
            out = _BANKED if id(leg.entry) in banked else _PAID
            yield leg.entry.date, _IN if leg.amount > 0 else out, leg


class _Taking:
    """Cash that came as income, and how much of it is still in the drawer."""

    __slots__ = ("left", "leg", "line")

    def __init__(self, leg: Leg, left: Decimal, line: Line) -> None:
        self.leg, self.left, self.line = leg, left, line

    def late(self, day: date) -> bool:
        """Whether it should have been in the bank before that day."""
        return day > after_days(self.leg.entry.date, self.line.number).day


class _Drawer:
    """One fund's cash: what was drawn, and the takings that wait for the bank, oldest first."""

    def __init__(self, fund: str) -> None:
        self.fund = fund
        self.drawn = Decimal(0)
        self.takings: deque[_Taking] = deque()
        self.spent = Decimal(0)
        self.spent_at: tuple[Any, Line] | None = None

    def draw(self, amount: Decimal) -> Iterator[Finding]:
        """Cash comes from the bank, or comes back: payments from now on are from it."""
        yield from self._told_spent()
        self.drawn += amount

    def pay(self, leg: Leg) -> None:
        """Cash is paid out: what was not drawn is out of takings."""
        short = -leg.amount - self.drawn
        self.drawn = max(self.drawn + leg.amount, Decimal(0))
        for taking, amount in self._oldest(short):
            self.spent_at = self.spent_at or (leg.entry, taking.line)
            self.spent += amount

    def bank(self, leg: Leg, day: date) -> Iterator[Finding]:
        """Cash goes to the bank, the oldest takings first; the rest is of what was drawn."""
        gone = list(self._oldest(-leg.amount))
        self.drawn = max(self.drawn + leg.amount + sum(amount for _, amount in gone), Decimal(0))
        late = [(taking, amount) for taking, amount in gone if taking.late(day)]
        yield from self._told_late(late, f"{day}才存")

    def close(self, today: date) -> Iterator[Finding]:
        """What is left in the drawer on the day of judgement."""
        yield from self._told_spent()
        yield from self._told_late([(t, t.left) for t in self.takings if t.late(today)], "还没有存")

    def _oldest(self, amount: Decimal) -> Iterator[tuple[_Taking, Decimal]]:
        """Take that much out of the takings, as far as they go."""
        while amount > 0 and self.takings:
            taking = self.takings[0]
            part = min(amount, taking.left)
            amount, taking.left = amount - part, taking.left - part
            if not taking.left:
                self.takings.popleft()
            yield taking, part

    def _told_late(self, late: list[tuple[_Taking, Decimal]], how: str) -> Iterator[Finding]:
        if late:
            first = late[0][0]
            total = sum((amount for _, amount in late), Decimal(0))
            days = f"{first.leg.entry.date}起收到的现金捐赠{len(late)}笔共{total}元（{self.fund}）"
            said = f"{days}，要在{first.line.number}天内存入银行，{how}"
            yield finding(first.leg.entry, said, first.line.cited, "warning", at=first.leg.posting)

    def _told_spent(self) -> Iterator[Finding]:
        if self.spent_at:
            entry, line = self.spent_at
            said = f"支取的备用金不够，从收到的现金捐赠里付了{self.spent}元（{self.fund}），不得坐支；请先存银行、再支取"
            yield finding(entry, said, line.cited, "warning")
        self.spent, self.spent_at = Decimal(0), None
