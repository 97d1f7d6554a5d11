"""How a bank prints what a row adds or takes: signed in one column, in two, or in one beside a word.

借 is money out and 贷 money in, as the bank sees it, unless the paper says otherwise; the balance chain finds out
where that is wrong.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from importers.movement import ZERO
from importers.profile import Row

IN, OUT = "收入", "支出"
"""The labels under which a bank's own totals count its rows."""


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


def columns_of(amounts: Amounts) -> tuple[str, ...]:
    """The columns in which an amount stands."""
    return amounts[:2] if isinstance(amounts, Worded) else tuple(amounts)


class Amount(NamedTuple):
    """What a row adds to the account; under which total it is counted, and as which figure; a reversal or not."""

    change: Decimal
    label: str
    printed: Decimal
    reversal: bool = False


def amount_of(row: Row, amounts: Amounts) -> Amount | str:
    """What a row adds, with its sign; or the sentence that says why it cannot be told."""
    match amounts:
        case Signed(column):
            figure = row.money(column)
            if figure is None:
                return f"金额“{row.said(column)}”读不出来，请对照纸面。"
            return Amount(figure, IN if figure > 0 else OUT, abs(figure))
        case InOut(come, gone):
            return _of_two(row, come, gone)
        case Worded():
            return _of_word(row, amounts)


def _of_two(row: Row, come: str, gone: str) -> Amount | str:
    into, out = (_or_nothing(row, column) for column in (come, gone))
    if into is None or out is None:
        column = come if into is None else gone
        return f"{column}“{row.said(column)}”读不出来，请对照纸面。"
    if into and out:
        return f"{come}和{gone}都有数（{into}、{out}），不知道这一行是收是支，请对照纸面。"
    if out:
        return Amount(-out, OUT, out, reversal=out < 0)
    return Amount(into, IN, into, reversal=into < 0)


def _or_nothing(row: Row, column: str) -> Decimal | None:
    """A figure, zero where the cell is empty, None where it cannot be read."""
    return row.money(column) if row.words(column) else ZERO


def _of_word(row: Row, amounts: Worded) -> Amount | str:
    figure, word = row.money(amounts.column), row.words(amounts.word)
    if figure is None:
        return f"金额“{row.said(amounts.column)}”读不出来，请对照纸面。"
    if word in amounts.come:
        return Amount(figure, IN, figure, reversal=figure < 0)
    if word in amounts.gone:
        return Amount(-figure, OUT, figure, reversal=figure < 0)
    return f"{amounts.word}“{word}”不认识，不知道{figure}元是收是支，请对照纸面。"
