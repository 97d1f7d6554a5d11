"""Bank statements: what a bank's paper declares, and the one way in which all of them are read.

A new bank is one `Bank`: its columns by what they hold, its amounts in one of the shapes of `amounts`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from importers import cells
from importers.movement import Declared, Movement, Outcome, Review, Skip, Total, Way, link_of
from importers.paper import UnreadablePaper
from importers.profile import Face, PdfLayout, Profile, Reading, Row
from importers.profiles.amounts import IN as IN  # a bank's declaration takes all that it needs from here
from importers.profiles.amounts import OUT as OUT
from importers.profiles.amounts import Amount, Amounts, amount_of, columns_of
from importers.profiles.amounts import InOut as InOut
from importers.profiles.amounts import Signed as Signed
from importers.profiles.amounts import Worded as Worded
from importers.profiles.faces import ACCOUNT, no_totals, number_in, owner_in, period
from importers.profiles.faces import declared as declared

_FOOT = r"合计|总计|小计|本页|以上数据|温馨提示|注[:：]|说明[:：]|#"
_OUR_MONEY = frozenset({"", "人民币", "人民币元", "CNY", "RMB", "本币", "001", "01", "156"})


@dataclass(frozen=True)
class Bank:
    """A bank's paper, declared: each field but the first ones names a column, or several to be read in order.

    `bank` is the bank's own short name, part of every row's link, so that the csv and the PDF of one account
    agree. `day` is the column of the day and, where it is the same, of the time; `clock` that of the time alone.
    `account` where each row names it; else `number` finds it on the face. `foot` matches the words of a footer row
    from its first filled cell, besides those that every bank prints. `totals` reads what the paper declares of
    itself from all lines around the table.
    Where a row names payer and payee, `counterparty` and `other_account` are the payer's columns, `payee` and
    `payee_account` the payee's. `owner` is the column of the account's holder. Of all these, `optional` may be missing.
    `sums` matches the first words of the footer row that holds the totals in the columns of the amounts.
    `lined`: a cell may hold the lines of many rows.
    `pdf` says how its lines become rows where the paper comes as a PDF and the usual reading is wrong.
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
    payee: str = ""
    payee_account: str = ""
    owner: str = ""
    kind: str = ""
    memo: tuple[str, ...] = ()
    serial: str = ""
    currency: str = ""
    account: str = ""
    number: str = ACCOUNT
    also: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    sums: str = ""
    lined: bool = False
    foot: str = ""
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
            self.day, self.clock, *columns_of(self.amounts), self.balance, self.counterparty, self.other_account,
            self.payee, self.payee_account, self.owner, self.kind, *self.memo, self.serial, self.currency,
            self.account, *self.also,
        )  # fmt: skip
        return tuple(dict.fromkeys(column for column in named if column and column not in self.optional))

    def profile(self) -> Profile:
        """The profile by which the engine reads it."""
        return Profile(
            name=self.name,
            source=self.source,
            titles=self.titles,
            columns=self.columns(),
            ids=(self.serial,) if self.serial and self.serial not in self.optional else (),
            face=self.face,
            own=self.own,
            read=self.read,
            settle=self.settle,
            foot=self.is_foot,
            chained=True,
            titled=self.titled,
            proven=self.proven,
            optional=self.optional,
            lined=(self.day, *columns_of(self.amounts), self.balance) if self.lined else (),
            pdf=self.pdf
            or (None if self.lined else PdfLayout(self.day, self.balance or columns_of(self.amounts)[0])),
        )

    def is_foot(self, row: Row) -> bool:
        """Whether a row is the paper's own footer: its first words say so, and it has no day."""
        if cells.day(row.by_name[self.day]) is not None:
            return False
        return any(_matches(pattern, _first(row)) for pattern in (_FOOT, self.foot) if pattern)

    def face(self, lines: Sequence[str]) -> Face:
        """Account, owner, days and totals from the lines around the table."""
        said = "\n".join(lines)
        warnings = list(self.warns(said))
        if not self.proven:
            warnings.append(f"“{self.name}”的版式还没有用真账单核对过，请把读到的行同纸面逐行对一遍。")
        number = self.named(number_in(lines, self.number))
        return Face(owner_in(lines), period(said), self.totals(said), tuple(warnings), number)

    def own(self, face: Face, rows: Sequence[Row], foot: Sequence[Row]) -> Face:
        """The face with what only the rows tell: account and owner, the totals in a footer's columns, warnings."""
        owner = self._one(rows, self.owner)
        warnings = list(face.warnings)
        number = self._one(rows, self.account)
        account = self.named(number) if number else face.account
        if account == self.bank:
            warnings.append("账单上没有写账号，请核对这是本社的哪个账户。")
        if self.other_account and any(cells.is_scientific(_words(row, self.other_account)) for row in rows):
            warnings.append(
                "对方账号成了 6.2E+18 这样的数字：文件被 Excel 另存过，账号已经不全，最好重新下载原始账单。"
            )
        declared = self._summed(foot) if self.sums else None
        return face._replace(
            account=account,
            owner=owner or face.owner,
            declared=face.declared._replace(totals=declared) if declared else face.declared,
            warnings=tuple(warnings),
        )

    def _one(self, rows: Sequence[Row], column: str) -> str:
        """The one word that a column says on every row, where it says any; two accounts are two papers."""
        said = sorted({_words(row, column) for row in rows} - {""}) if column else []
        if len(said) > 1 and column == self.account:
            named = "、".join(map(self.named, said[:5]))
            raise UnreadablePaper(
                f"文件里有{len(said)}个账户的明细（{named}），请按账户分开下载，一个账户一个文件。"
            )
        return said[0] if len(said) == 1 else ""

    def _summed(self, foot: Sequence[Row]) -> tuple[Total, ...]:
        """The totals of the last footer row that holds them, each in the column that it sums up."""
        sums = [row for row in foot if _matches(self.sums, _first(row))]
        if not sums or not isinstance(self.amounts, InOut):
            return ()
        labels = ((IN, self.amounts.come), (OUT, self.amounts.gone))
        return tuple(
            Total(label, None, amount)
            for label, column in labels
            if (amount := sums[-1].money(column)) is not None
        )

    def named(self, number: str) -> str:
        """The paper's account in a word: the bank and the last four digits, 农业银行(1234)."""
        digits = re.sub(r"[^0-9]", "", number)
        return f"{self.bank}({digits[-4:]})" if digits else self.bank

    def read(self, row: Row, face: Face) -> Reading:
        """One row; what cannot be read is put to a person, with its number."""
        amount = amount_of(row, self.amounts)
        balance = row.money(self.balance) if self.balance else None
        if (money := _words(row, self.currency)) not in _OUR_MONEY:
            foreign = Review(row.number, f"这一行是{money}，不是人民币，请另行处理。")
            return Reading(foreign, "", None, apart=True)
        change = amount.change if isinstance(amount, Amount) else None
        label = amount.label if isinstance(amount, Amount) else ""
        printed = amount.printed if isinstance(amount, Amount) else None
        return Reading(self._outcome(row, face, amount, balance), label, printed, change, balance)

    def _outcome(self, row: Row, face: Face, amount: Amount | str, balance: Decimal | None) -> Outcome:
        at = self._at(row)
        if isinstance(amount, str):
            return Review(row.number, amount)
        if at is None:
            return Review(row.number, f"日期“{row.said(self.day)}”读不出来，请对照纸面。")
        if amount.change == 0:
            return Skip(row.number, "金额是0.00元，没有动钱，不记账。")
        movement = self._movement(row, face, at, amount, balance)
        if self.balance and balance is None:
            said = f"余额“{row.said(self.balance)}”读不出来，无法防止重复记账，请对照纸面。"
            return Review(row.number, said, movement)
        if row.stray:
            said = f"有放不进表头的字“{'、'.join(row.stray)[:60]}”，其余各格可能错位，请对照纸面。"
            return Review(row.number, said, movement)
        return movement

    def _at(self, row: Row) -> datetime | None:
        at = cells.day(row.by_name[self.day])
        if at is not None and self.clock and self.clock != self.day:
            return at + cells.clock(row.by_name.get(self.clock, ""))
        return at

    def _movement(
        self, row: Row, face: Face, at: datetime, amount: Amount, balance: Decimal | None
    ) -> Movement:
        other, number = self._other(row, amount.change)
        account = face.account or self.bank
        known = {name: _words(row, name) for name in (self.serial, *self.also) if name}
        known |= {"对方账号": number} if number else {}
        memo = " ".join(dict.fromkeys(said for name in self.memo if (said := _words(row, name))))
        return Movement(
            row=row.number,
            at=at,
            amount=abs(amount.change),
            way="in" if amount.change > 0 else "out",
            account=account,
            link=self._link(row, account, at, amount.change, balance),
            counterparty=other,
            memo=memo,
            kind=_words(row, self.kind),
            refund=amount.reversal,
            balance=balance,
            extra={name: said for name, said in known.items() if said} | dict(row.extra),
        )

    def _other(self, row: Row, change: Decimal) -> tuple[str, str]:
        """The other side's name and account number."""
        if self.payee and change < 0:
            return _words(row, self.payee), _words(row, self.payee_account)
        name = _words(row, self.counterparty)
        if self.split and self.split in name:
            number, _, name = name.partition(self.split)
            return name.strip(), number.strip()
        return name, _words(row, self.other_account)

    def _link(self, row: Row, account: str, at: datetime, change: Decimal, balance: Decimal | None) -> str:
        """The row's id: the same in every paper of the account that prints it, whatever the file's format.

        Day, sum and the balance after it name a movement; without balances its number does, or all its words.
        """
        tail = "" if account == self.bank else account
        if balance is not None:
            told = f"{balance}"
        else:
            words = _words(row, self.serial)
            told = words or "|".join([f"{at:%H%M%S}", *map(cells.text, row.by_name.values())])
        said = f"{self.bank}|{tail}|{at:%Y%m%d}|{change}|{told}"
        return link_of("bank", said)

    def settle(self, readings: list[Reading]) -> list[Reading]:
        """The readings with the signs of reversals as the balances say, where the paper prints them wrongly."""
        return _turned(readings, re.compile(self.turns), self) if self.turns else readings

    def turned(self, movement: Movement) -> Movement:
        """The movement the other way round; its link stays that of the print, which every format shares."""
        way: Way = "out" if movement.way == "in" else "in"
        return replace(movement, way=way, refund=True)


def _words(row: Row, column: str) -> str:
    """The words of a column, nothing where it is not declared or the paper lacks it."""
    return row.words(column) if column and column in row.by_name else ""


def _first(row: Row) -> str:
    """The words of the first filled cell."""
    return next((said for cell in row.by_name.values() if (said := cells.words(cell))), "")


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
