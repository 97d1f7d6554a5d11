"""What a paper says, row by row: money that moved, rows left out, rows that a person must look at."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Literal, NamedTuple

Way = Literal["in", "out", "move"]
"""in: money reaches `account`; out: money leaves it; move: from `account` to `other_account`, both ours."""

ZERO = Decimal("0.00")
_LETTERS = str.maketrans("0123456789", "ghijklmnop")


def link_of(prefix: str, said: str) -> str:
    """A link for a row without a number of its own, from what names it: in letters, as figures look like a telephone's."""
    return f"{prefix}-{hashlib.sha256(said.encode()).hexdigest()[:16].translate(_LETTERS)}"


@dataclass(frozen=True, slots=True)
class Movement:
    """One row of a paper on which money moved.

    `row` is the physical row or line, 1-based. `at` carries the zone of the paper. `amount` is in yuan and
    above zero. `account` and `other_account` are the paper's own words, as 零钱 or 农业银行(1234). On a
    move `amount` leaves `account` and `amount - fee` arrives at `other_account`. `link` is ASCII, one for
    each movement of a paper, and the same in every paper that prints the row. `refund` says that the row
    gives back an earlier payment; `refund_of` is that payment's link where this paper shows it, else empty.
    `balance` is what `account` holds after the row, where the paper prints it.
    """

    row: int
    at: datetime
    amount: Decimal
    way: Way
    account: str
    link: str
    other_account: str = ""
    counterparty: str = ""
    memo: str = ""
    kind: str = ""
    status: str = ""
    fee: Decimal = ZERO
    refund: bool = False
    refund_of: str = ""
    balance: Decimal | None = None
    extra: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Hold what every reader of a movement relies on."""
        assert self.amount > 0, self.amount
        assert 0 <= self.fee < self.amount, self.fee
        assert self.account and (self.way == "move") == bool(self.other_account), self.account
        assert self.link and self.link.isascii(), self.link
        assert self.at.tzinfo is not None, self.at

    def change(self, account: str) -> Decimal:
        """How much the row adds to `account` (the paper's words), in yuan; negative where it takes away."""
        gone = self.amount if self.way != "in" and self.account == account else ZERO
        if self.way == "move":
            come = self.amount - self.fee if self.other_account == account else ZERO
        else:
            come = self.amount if self.way == "in" and self.account == account else ZERO
        return come - gone


class Skip(NamedTuple):
    """A row that needs no booking, and the Chinese sentence that says why."""

    row: int
    reason: str


class Review(NamedTuple):
    """A row that a person must decide, the Chinese sentence that says why, and the movement if it is known.

    Two reviews may carry the same link where a paper prints one id twice: at most one of them may be booked.
    """

    row: int
    reason: str
    movement: Movement | None = None


Outcome = Movement | Skip | Review


class Period(NamedTuple):
    """The first and the last day that a paper says it covers."""

    start: date
    end: date


class Total(NamedTuple):
    """A control total as printed, e.g. 收入：7笔 3898.88元; `rows` is None where only the money is printed."""

    label: str
    rows: int | None
    amount: Decimal


class Balances(NamedTuple):
    """What an account held before the first and after the last row of a paper, in yuan."""

    opening: Decimal
    closing: Decimal


class Declared(NamedTuple):
    """What a paper says about itself: how many rows, and the total of each label."""

    rows: int | None = None
    totals: tuple[Total, ...] = ()


@dataclass(frozen=True)
class Statement:
    """One paper, read: each of its data rows is in exactly one of movements, skips and reviews.

    `sha256` is of the file as given, `profile` the kind of paper, `owner` the name printed on it, `account` the
    one account that all of it is about (empty where each row names its own), `rows` the number of data rows.
    `balances` are there where the paper prints a balance a row and they follow from one another.
    `warnings` are Chinese sentences about the paper as a whole.
    """

    name: str
    sha256: str
    profile: str
    owner: str
    account: str
    period: Period | None
    rows: int
    declared: Declared
    movements: tuple[Movement, ...]
    skips: tuple[Skip, ...]
    reviews: tuple[Review, ...]
    warnings: tuple[str, ...]
    balances: Balances | None = None

    def __post_init__(self) -> None:
        """No row is lost and none is counted twice."""
        assert len(self.movements) + len(self.skips) + len(self.reviews) == self.rows
        assert len({outcome.row for outcome in self.outcomes()}) == self.rows

    def outcomes(self) -> list[Outcome]:
        """Every row's outcome in the order of the paper."""
        every: list[Outcome] = [*self.movements, *self.skips, *self.reviews]
        return sorted(every, key=lambda outcome: outcome.row)

    def source(self, row: int) -> str:
        """Where a row comes from, for the books: the file's sha256 and the row's number."""
        return f"{self.sha256}:{row}"

    def last_day(self) -> date | None:
        """The last day that the paper says it covers, else that of its latest movement, else nothing."""
        days = [movement.at.date() for movement in self.movements]
        return self.period.end if self.period else max(days, default=None)

    def change(self, account: str) -> Decimal:
        """How much the movements add to `account` (the paper's words), in yuan; reviews are not in it."""
        return sum((movement.change(account) for movement in self.movements), ZERO)
