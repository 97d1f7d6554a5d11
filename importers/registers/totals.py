"""The totals that a register prints of itself, and which of its rows each of them covers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, NamedTuple

from importers import cells
from importers.movement import ZERO
from importers.paper import Cell, UnreadablePaper
from importers.registers.values import plain, yuan

_WORDS = re.compile(r"(?:本页|本月|本期|本年|全年|以上)?(?:合计|共计|总计|小计|累计|总金额|总额)")
WARNING = "§提醒"
"""Opens a line around the joined table that is a warning about the paper."""
_COUNT = re.compile(r"([0-9]+)(?:人次|人|笔|户|条|项)")
_YUAN = re.compile(r"(?:总?金额|总额|合计|共计|人民币|款)[:：为]?[¥￥]?([0-9][0-9,]*(?:\.[0-9]+)?)元?$")


class Footer(NamedTuple):
    """A total as printed; the yuan are None where it is a formula that nobody has computed, or cannot be read."""

    rows: int | None
    amount: Decimal | None
    bare: bool
    """Nothing but a figure: whether it is a total, the sum above it must tell."""


class Printed(NamedTuple):
    """A total that covers the rows of one label."""

    label: str
    rows: str
    amount: Decimal


def footer(said: Mapping[str, Cell], column: str, *, bare: bool) -> Footer | None:
    """The total that a row is; None where it is none. `bare`: below it stands no entry any more."""
    words = [plain(cells.text(cell)) for cell in said.values()]
    if _WORDS.match(words[0]):
        count = next((int(found[1]) for word in words if (found := _COUNT.search(word))), None)
        return Footer(count, _amount(said, column, words), bare=False)
    if bare and len(said) == 1 and (amount := yuan(next(iter(said.values())))) is not None:
        return Footer(None, amount, bare=True)
    return None


def _amount(said: Mapping[str, Cell], column: str, words: Sequence[str]) -> Decimal | None:
    """The yuan of a total: in the amount column, else named in words, else the only figure of the row."""
    if (amount := yuan(said.get(column, ""))) is not None:
        return amount
    for word in words:
        if found := _YUAN.search(word):
            return yuan(found[1])
    figures = [amount for cell in said.values() if (amount := yuan(cell)) is not None]
    return figures[0] if len(figures) == 1 else None


@dataclass
class _Sum:
    """What some rows come to: plain money, what goods are said to be worth, what is promised and not paid."""

    rows: int = 0
    money: Decimal = ZERO
    goods: Decimal = ZERO
    waiting: Decimal = ZERO

    def with_goods(self, amount: Decimal) -> bool | None:
        """Whether a total counts what goods are worth; None where it is not what the rows come to at all."""
        if amount in {self.money, self.money + self.waiting}:
            return False
        told = amount in {self.money + self.goods, self.money + self.goods + self.waiting}
        return True if told else None


@dataclass
class Tally:
    """The entries as they are read, summed since the last total, since the sheet began and over all sheets.

    A total covers the entries since the last one, or all of the sheet, or all of the file: whichever it ties with.
    """

    parts: int = 1
    part: _Sum = field(default_factory=_Sum)
    on_sheet: _Sum = field(default_factory=_Sum)
    every: _Sum = field(default_factory=_Sum)
    printed: list[Printed] = field(default_factory=list)
    with_goods: set[str] = field(default_factory=set)
    """The labels whose total counts what goods are worth."""
    called: dict[str, str] = field(default_factory=dict)
    """Labels whose entries a later total counts: the label of that, or nothing where it has been checked here."""

    def sheet(self) -> None:
        """A new sheet begins."""
        self._next_part()
        self.on_sheet = _Sum()

    def _next_part(self) -> None:
        if self.part.rows:
            self.parts, self.part = self.parts + 1, _Sum()

    def entry(self, amount: Decimal, kind: Literal["money", "goods", "waiting"]) -> str:
        """One more entry; the label of the part to which it belongs."""
        for each in (self.part, self.on_sheet, self.every):
            each.rows += 1
            setattr(each, kind, getattr(each, kind) + amount)
        return self._label(self.parts)

    def _label(self, part: int) -> str:
        return "合计" if part == 1 else f"第{part}处合计"

    def ties(self, amount: Decimal) -> bool:
        """Whether a figure is what some entries above it come to."""
        sums = (self.part, self.on_sheet, self.every)
        return any(each.rows and each.with_goods(amount) is not None for each in sums)

    def total(self, said: Footer, number: int) -> list[str]:
        """A total is reached; lines to put around the table. UnreadablePaper where it ties with nothing above it."""
        if said.amount is None:
            sums = f"逐行相加是{self.on_sheet.money}元"
            return [f"{WARNING}第{number}行的合计没有数（多半是没有算过的公式），{sums}。"]
        lines: list[str] = []
        mine = self.part.rows and self.part.with_goods(said.amount) is not None
        if mine or (self.part.rows and not said.bare and not self.ties(said.amount)):
            self._print(
                self._label(self.parts), self.part, said
            )  # where it does not tie, the engine refuses it
        elif self.ties(said.amount):
            lines = self._take_over(said, said.amount, number)
        else:
            raise UnreadablePaper(self._wrong(said.amount, number, said.bare))
        self._next_part()
        return lines

    def _take_over(self, said: Footer, amount: Decimal, number: int) -> list[str]:
        """A total over several parts: the first one printed counts them all, a later one has been checked."""
        if not self.printed:
            self.called |= {self._label(part): "总计" for part in range(1, self.parts + 1)}
            self._print("总计", self.every, said)
            return []
        if self.part.rows:
            self.called[self._label(self.parts)] = ""
        sums = (self.on_sheet, self.every)
        covered = next(each.rows for each in sums if each.with_goods(amount) is not None)
        if said.rows in {None, covered}:
            return []
        return [f"{WARNING}第{number}行的合计写{said.rows}笔，实际读到{covered}笔；金额合计对得上。"]

    def _print(self, label: str, rows: _Sum, said: Footer) -> None:
        assert said.amount is not None
        if rows.with_goods(said.amount):
            self.with_goods.add(label)
        self.printed.append(Printed(label, "" if said.rows is None else str(said.rows), said.amount))

    def _wrong(self, amount: Decimal, number: int, bare: bool) -> str:
        what = "只有一个数" if bare else "的合计写"
        sums = f"上面逐行相加是{self.on_sheet.money}元，相差{abs(amount - self.on_sheet.money)}元"
        mend = "如果它不是合计，请把日期和名字写上" if bare else "请对照原件查清是哪一行"
        return f"第{number}行{what}{amount}元，{sums}。{mend}，改好再导入。"

    def label(self, label: str) -> str:
        """The label under which an entry is counted in the end."""
        return self.called.get(label, label)
