"""Bank statements: what a bank's paper declares, and the one way in which all of them are read.

A new bank is one `Bank`: its columns by what they hold. Amounts come in four shapes: signed in one column, in
two columns, in one column beside a word for the direction, or beside 借/贷. 借 is money out and 贷 money in, as
the bank sees it, unless the paper says otherwise; the balance chain finds out where that is wrong.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from importers import cells
from importers.movement import ZERO, Declared, Movement, Outcome, Period, Review, Skip, Total, Way
from importers.profile import Face, PdfLayout, Profile, Reading, Row

IN, OUT = "收入", "支出"
_OUR_MONEY = frozenset({"", "人民币", "人民币元", "CNY", "RMB", "本币", "001", "01", "156"})
_ACCOUNT = r"(?:账号|账户|帐号|卡号|卡号/账号|账户号|借记卡号)\s*[:：]?\s*([0-9][0-9*\- ]{6,}[0-9])"
_OWNER = re.compile(r"(?:户名|客户姓名|客户名称|账户名称|单位名称)\s*[:：]?\s*([^\s:：]+)")
_DAY = r"(\d{4}[-/.年]?\d{1,2}[-/.月]?\d{1,2})日?"
_PERIOD = re.compile(_DAY + r"\s*(?:\d\d:\d\d(?::\d\d)?)?\s*(?:至|到|~|～|-|—)+\s*" + _DAY)


class Signed(NamedTuple):
    """One column: plus is money in, minus is money out."""

    column: str


class InOut(NamedTuple):
    """Two columns, one for money in and one for money out; a negative figure is a reversal."""

    come: str
    gone: str


class Worded(NamedTuple):
    """One column for the sum and one for a word that gives the direction."""

    column: str
    word: str
    come: tuple[str, ...] = ("贷", "收", "收入", "转入", "来账", "C", "CR")
    gone: tuple[str, ...] = ("借", "支", "支出", "转出", "往账", "D", "DR")


Amounts = Signed | InOut | Worded


def _named(amounts: Amounts) -> tuple[str, ...]:
    """The columns in which an amount stands."""
    return amounts[:2] if isinstance(amounts, Worded) else tuple(amounts)


def no_totals(said: str) -> Declared:
    """Nothing declared, for papers that print no totals."""
    return Declared()


@dataclass(frozen=True)
class Bank:
    """A bank's paper, declared: each field but the first ones names a column, or several to be read in order.

    `bank` is the bank's own short name, part of every row's link, so that the csv and the PDF of one account
    agree. `day` is the column of the day and, where it is the same, of the time; `clock` that of the time alone.
    `account` where each row names it; else `number` finds it on the face. `foot` matches the words of a footer row
    from its first filled cell. `totals` reads what the paper declares of itself from all lines around the table.
    `turns` matches the kind of a row whose sign may be printed the wrong way round (冲正), to be decided by the chain.
    `proven` says whether anyone has held a real paper of this kind against the profile.
    """

    name: str
    bank: str
    source: str
    titles: tuple[str, ...]
    day: str
    amounts: Amounts
    balance: str = ""
    clock: str = ""
    counterparty: str = ""
    other_account: str = ""
    kind: str = ""
    memo: tuple[str, ...] = ()
    serial: str = ""
    currency: str = ""
    account: str = ""
    number: str = _ACCOUNT
    also: tuple[str, ...] = ()
    foot: str = r"合计|总计|小计|本页|以上数据|温馨提示|注[:：]|说明[:：]|#"
    totals: Callable[[str], Declared] = no_totals
    split: str = ""
    """Where counterparty and its account share the counterparty column, the sign between account and name."""
    turns: str = ""
    warns: Callable[[str], tuple[str, ...]] = lambda said: ()
    titled: bool = False
    proven: bool = False
    pdf: PdfLayout | None = None

    def columns(self) -> tuple[str, ...]:
        """Every column that must be in the header, each once."""
        named = (
            self.day, self.clock, *_named(self.amounts), self.balance, self.counterparty, self.other_account,
            self.kind, *self.memo, self.serial, self.currency, self.account, *self.also,
        )  # fmt: skip
        return tuple(dict.fromkeys(column for column in named if column))

    def profile(self) -> Profile:
        """The profile by which the engine reads it."""
        return Profile(
            name=self.name,
            source=self.source,
            titles=self.titles,
            columns=self.columns(),
            ids=(self.serial,) if self.serial else (),
            face=self.face,
            read=self.read,
            settle=self.settle,
            foot=self.is_foot,
            chained=True,
            titled=self.titled,
            pdf=self.pdf,
        )

    def is_foot(self, row: Row) -> bool:
        """Whether a row is the paper's own footer: its first words say so, and it has no day."""
        words = [said for cell in row.by_name.values() if (said := cells.words(cell))]
        return bool(words) and cells.day(row.by_name[self.day]) is None and _matches(self.foot, words[0])

    def face(self, lines: Sequence[str]) -> Face:
        """Account, owner, days and totals from the lines around the table."""
        said = "\n".join(lines)
        number, owner = re.search(self.number, _joined(lines)), _OWNER.search(_joined(lines))
        warnings = list(self.warns(said))
        if not self.proven:
            warnings.append(f"“{self.name}”的版式还没有用真账单核对过，请把读到的行同纸面逐行对一遍。")
        return Face(
            owner[1] if owner else "",
            period(said),
            self.totals(said),
            tuple(warnings),
            self.named(number[1] if number else ""),
        )

    def named(self, number: str) -> str:
        """The paper's account in a word: the bank and the last four digits, 农业银行(1234)."""
        digits = re.sub(r"[^0-9]", "", number)
        return f"{self.bank}({digits[-4:]})" if digits else self.bank

    def read(self, row: Row, face: Face) -> Reading:
        """One row; what cannot be read is put to a person, with its number."""
        amount = self._amount(row)
        balance = row.money(self.balance) if self.balance else None
        change = amount.change if isinstance(amount, _Amount) else None
        label = amount.label if isinstance(amount, _Amount) else ""
        printed = amount.printed if isinstance(amount, _Amount) else None
        return Reading(self._outcome(row, face, amount, balance), label, printed, change, balance)

    def _outcome(self, row: Row, face: Face, amount: _Amount | str, balance: Decimal | None) -> Outcome:
        at = self._at(row)
        if isinstance(amount, str):
            return Review(row.number, amount)
        if at is None:
            return Review(row.number, f"日期“{row.said(self.day)}”读不出来，请对照纸面。")
        if self.balance and balance is None:
            return Review(
                row.number, f"余额“{row.said(self.balance)}”读不出来，无法防止重复记账，请对照纸面。"
            )
        if amount.change == 0:
            return Skip(row.number, "金额是0.00元，没有动钱，不记账。")
        movement = self._movement(row, face, at, amount, balance)
        money = row.words(self.currency) if self.currency else ""
        if money not in _OUR_MONEY:
            return Review(row.number, f"这一行是{money}，不是人民币，请另行处理。")
        return movement

    def _at(self, row: Row) -> datetime | None:
        at = cells.day(row.by_name[self.day])
        if at is not None and self.clock and self.clock != self.day:
            return at + cells.clock(row.by_name[self.clock])
        return at

    def _amount(self, row: Row) -> _Amount | str:
        """What the row adds, with its sign; or the sentence that says why it cannot be told."""
        match self.amounts:
            case Signed(column):
                figure = row.money(column)
                if figure is None:
                    return f"金额“{row.said(column)}”读不出来，请对照纸面。"
                return _Amount(figure, IN if figure > 0 else OUT, abs(figure))
            case InOut(come, gone):
                return _of_two(row, come, gone)
            case Worded():
                return _of_word(row, self.amounts)

    def _movement(
        self, row: Row, face: Face, at: datetime, amount: _Amount, balance: Decimal | None
    ) -> Movement:
        other, number = self._other(row)
        account = self.named(row.words(self.account)) if self.account else face.account or self.bank
        known = {name: row.words(name) for name in (self.serial, *self.also) if name}
        known |= {"对方账号": number} if number else {}
        memo = " ".join(dict.fromkeys(said for name in self.memo if (said := row.words(name))))
        return Movement(
            row=row.number,
            at=at,
            amount=abs(amount.change),
            way="in" if amount.change > 0 else "out",
            account=account,
            link=self._link(row, account, at, amount.change, balance),
            counterparty=other,
            memo=memo,
            kind=row.words(self.kind) if self.kind else "",
            refund=amount.reversal,
            balance=balance,
            extra={name: said for name, said in known.items() if said} | dict(row.extra),
        )

    def _other(self, row: Row) -> tuple[str, str]:
        """The other side's name and account number."""
        name = row.words(self.counterparty) if self.counterparty else ""
        if self.split and self.split in name:
            number, _, name = name.partition(self.split)
            return name.strip(), number.strip()
        return name, row.words(self.other_account) if self.other_account else ""

    def _link(self, row: Row, account: str, at: datetime, change: Decimal, balance: Decimal | None) -> str:
        """The row's id: the same in every paper of the account that prints it, whatever the file's format.

        Day, sum and the balance after it name a movement; without balances its number does, or all its words.
        """
        tail = "" if account == self.bank else account
        if balance is not None:
            told = f"{balance}"
        else:
            words = row.words(self.serial) if self.serial else ""
            told = words or "|".join([f"{at:%H%M%S}", *map(cells.text, row.by_name.values())])
        said = f"{self.bank}|{tail}|{at:%Y%m%d}|{change}|{told}"
        return "bank-" + hashlib.sha256(said.encode()).hexdigest()[:20]

    def settle(self, readings: list[Reading]) -> list[Reading]:
        """The readings with the signs of reversals as the balances say, where the paper prints them wrongly."""
        return _turned(readings, re.compile(self.turns), self) if self.turns else readings

    def turned(self, movement: Movement) -> Movement:
        """The movement the other way round; its link stays that of the print, which every format shares."""
        way: Way = "out" if movement.way == "in" else "in"
        return replace(movement, way=way, refund=True)


class _Amount(NamedTuple):
    """What a row adds to the account; under which total it is counted, and as which figure; a reversal or not."""

    change: Decimal
    label: str
    printed: Decimal
    reversal: bool = False


def _of_two(row: Row, come: str, gone: str) -> _Amount | str:
    into, out = (_or_nothing(row, column) for column in (come, gone))
    if into is None or out is None:
        column = come if into is None else gone
        return f"{column}“{row.said(column)}”读不出来，请对照纸面。"
    if into and out:
        return f"{come}和{gone}都有数（{into}、{out}），不知道这一行是收是支，请对照纸面。"
    if out:
        return _Amount(-out, OUT, out, reversal=out < 0)
    return _Amount(into, IN, into, reversal=into < 0)


def _or_nothing(row: Row, column: str) -> Decimal | None:
    """A figure, zero where the cell is empty, None where it cannot be read."""
    return row.money(column) if row.words(column) else ZERO


def _of_word(row: Row, amounts: Worded) -> _Amount | str:
    figure, word = row.money(amounts.column), row.words(amounts.word)
    if figure is None:
        return f"金额“{row.said(amounts.column)}”读不出来，请对照纸面。"
    if word in amounts.come:
        return _Amount(figure, IN, figure, reversal=figure < 0)
    if word in amounts.gone:
        return _Amount(-figure, OUT, figure, reversal=figure < 0)
    return f"{amounts.word}“{word}”不认识，不知道{figure}元是收是支，请对照纸面。"


def _turned(readings: list[Reading], turns: re.Pattern[str], bank: Bank) -> list[Reading]:
    """Rows whose printed sign contradicts the balances on both sides of them, the other way round."""
    settled = list(readings)
    for place, reading in enumerate(readings):
        movement = reading.outcome
        if not isinstance(movement, Movement) or not turns.search(f"{movement.kind} {movement.memo}"):
            continue
        assert reading.change is not None and reading.balance is not None
        near = {r.balance for r in readings[max(0, place - 1) : place + 2] if r is not reading}
        if reading.balance - reading.change not in near and reading.balance + reading.change in near:
            settled[place] = reading._replace(outcome=bank.turned(movement), change=-reading.change)
    return settled


def _matches(pattern: str, words: str) -> bool:
    return re.match(pattern, words.strip()) is not None


def _joined(lines: Sequence[str]) -> str:
    """The lines with a name and the value in the next cell on one line."""
    return "\n".join(lines) + "\n" + " ".join(lines)


def period(said: str) -> Period | None:
    """The first and last day that a face names, as 2026-01-01~2026-03-31 or 20260101-20260331; None where none."""
    found = _PERIOD.search(said)
    days = [cells.day(found[1]), cells.day(found[2])] if found else []
    if len(days) != 2 or days[0] is None or days[1] is None:
        return None
    return Period(days[0].date(), days[1].date())


def declared(
    said: str, *, come: str = "", gone: str = "", rows: str = "", come_rows: str = "", gone_rows: str = ""
) -> Declared:
    """Totals read from the lines around a table; each argument is a pattern with one group, empty where not printed."""
    totals = tuple(
        Total(label, _count(said, count), abs(amount))
        for label, sum_, count in ((IN, come, come_rows), (OUT, gone, gone_rows))
        if sum_ and (found := re.search(sum_, said)) and (amount := cells.money(found[1])) is not None
    )
    return Declared(_count(said, rows), totals)


def _count(said: str, pattern: str) -> int | None:
    found = re.search(pattern, said) if pattern else None
    return int(found[1]) if found else None
