"""How the statements tie to each other (勾稽关系): each must hold to the fen, or one of them is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from ledger.books import Books
from ledger.restriction import Restrictions
from reports.period import Period
from reports.rows import Column, Row, Sheet
from reports.statements.figures import KINDS, activities, balance_sheet, cash_flows, index_of
from reports.statements.form import ZERO, Index, Slice, Statement
from reports.statements.pieces import CAPITAL, net_assets
from reports.statements.regime import CASH_CHANGE, MONEY, regime_on

_COLUMNS = (
    Column("words", "勾稽关系", "text"),
    Column("left", "左边", "money"),
    Column("right", "右边", "money"),
    Column("difference", "差额", "money"),
)


class Identity(NamedTuple):
    """Two figures that must be one."""

    words: str
    left: Decimal
    right: Decimal


def identities(books: Books, period: Period) -> list[Identity]:
    """What must hold between the statements of a period, whatever the books."""
    index = index_of(books)
    one = balance_sheet(books, period, index)
    regime = regime_on(period.last)
    total, claims = regime.total_assets, regime.total_claims
    found = [
        Identity(f"资产总计＝负债和净资产总计（{said}）", one.amount(total, at), one.amount(claims, at))
        for at, said in (("opening", "年初数"), ("closing", "期末数"))
    ]
    found += _net_assets(one, activities(books, period, index), period, index)
    money = one.amount(MONEY, "closing") - one.amount(MONEY, "opening")
    flows = cash_flows(books, period, index).amount(CASH_CHANGE, "year")
    found.append(Identity("货币资金期末数－年初数＝现金及现金等价物净增加额", money, flows))
    found.append(_funds(books, one, period))
    return found


def _net_assets(one: Statement, two: Statement, period: Period, index: Index) -> Iterator[Identity]:
    """The change of net assets of each kind, and of both."""
    regime = regime_on(period.last)
    words = ("非限定性净资产", "限定性净资产", "净资产合计")
    for number, word, (kind, restricted) in zip(regime.net, words, KINDS, strict=True):
        capital = index.amount((CAPITAL,), Slice(period.year_begins, period.last, restricted))
        change = two.amount(regime.change, f"year-{kind}") + capital
        grown = one.amount(number, "closing") - one.amount(number, "opening")
        yield Identity(f"{word}期末数－年初数＝净资产变动额＋直接计入净资产的注册资金", grown, change)


def _funds(books: Books, one: Statement, period: Period) -> Identity:
    """Restricted net assets are what is left of the restricted funds."""
    terms = Restrictions(books.facts)
    found = net_assets(books)
    left = sum(
        (
            effect.amount
            for fund, effects in found.effects.items()
            if fund and terms.on(fund, period.last)
            for effect in effects
            if effect.day <= period.last
        ),
        ZERO,
    )
    nobody = {id(e.posting) for e in found.effects.get("", ()) if e.key == CAPITAL}
    bare = sum(
        (p.amount for p in found.pieces if p.restricted and id(p.posting) in nobody and p.day <= period.last), ZERO
    )  # fmt: skip
    restricted = one.amount(regime_on(period.last).net[1], "closing")
    return Identity("限定性净资产期末数＝各限定性基金结余", restricted, left + bare)


def sheet(books: Books, period: Period, subtitle: str) -> Sheet:
    """The identities as a table, for whoever checks the statements."""
    rows = [
        Row((each.words, each.left, each.right, each.left - each.right)) for each in identities(books, period)
    ]
    return Sheet("报表勾稽核对表", subtitle, _COLUMNS, tuple(rows), signed=("复核", "制表"))
