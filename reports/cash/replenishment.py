"""The request to replenish the cash float (备用金补充申请单): the ceiling less what was counted, and what was paid since.

Clause (徽州 二（四）): 互助社应当设立现金类备用金，并相应建立规范的设立、支取制度。 The float is kept at its ceiling by paying
back what was spent from it (定额备用金): a count says what is left, and what moved after it is added.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from ledger.books import Books
from ledger.chart import RECEIVABLE, parse
from ledger.entries import Leg, posting_yuan, text
from ledger.facts import Fact
from ledger.mistake import Mistake
from ledger.money import chinese, show
from ledger.notices.sentences import long_day
from reports.books.entered import number_of, summary_of
from reports.cash.drawer import ZERO, float_on, fund_word
from reports.forms import Field, Form, Grid, Part, Signing, Words
from reports.officers import name_on
from reports.report import NONE, Asked, Report
from reports.rows import Column, Row, Sheet, Style

_COLUMNS = (
    Column("day", "日期", "day"),
    Column("voucher", "凭证号", "text"),
    Column("summary", "摘要", "text"),
    Column("fund", "基金", "text"),
    Column("amount", "付出", "money"),
)
SIGNED = Signing(("申请人（保管人）", "审核人", "审批人", "出纳"), day=True)
NOTHING = "上次补充以后没有付过现金。"
COUNT_AGAIN = "盘点以后又收付过现金，支取前请再盘点一次。"


class _Left(NamedTuple):
    """What the drawer holds: what was counted, and what moved after the count."""

    last: Fact
    counted: Decimal
    moved: Decimal

    @property
    def now(self) -> Decimal:
        """Both together, in yuan."""
        return self.counted + self.moved


def replenishment(asked: Asked) -> Form:
    """The request as of the day of asking; Mistake where there is no float, no count, or nothing to replenish."""
    books, day = asked.books, asked.today
    state, left = float_on(books, day), _left(books, day)
    wanted = state.ceiling - left.now
    if wanted <= 0:
        raise Mistake(f"备用金现有{show(left.now)}元，限额{show(state.ceiling)}元，不用补充")
    figures = (
        (
            Field("限额", f"{show(state.ceiling)}元"),
            Field("最近盘点", f"{long_day(left.last.day)}　{show(left.counted)}元"),
        ),
        (Field("盘点后收付", f"{show(left.moved)}元"), Field("现有现金", f"{show(left.now)}元")),
        (Field("申请补充", f"{show(wanted)}元"), Field("大写", chinese(wanted), share=2)),
    )
    since = _last_draw(books, day)
    heads = (
        Field("申请日期", long_day(day)),
        Field("保管人", name_on(books.facts, state.custodian, day)),
        Field("上次支取", long_day(since) if since else "没有"),
    )
    parts: tuple[Part, ...] = (
        Grid((heads, *figures)), _paid(asked), *_words(left), SIGNED,
    )  # fmt: skip
    return Form("备用金补充申请单", parts, f"{asked.society}　单位：元")


def _words(left: _Left) -> Iterator[Words]:
    if left.moved:
        yield Words(COUNT_AGAIN, "small")


def _left(books: Books, day: date) -> _Left:
    counts = [fact for fact in books.facts.of("备用金", "盘点") if fact.day <= day]
    if not counts:
        raise Mistake("备用金还没有盘点过；请先盘点（huzhu record count），再按盘点数补充")
    last = counts[-1]
    legs = (x for x in books.legs if x.account.is_cash and last.day < x.entry.date <= day)
    moved = sum((leg.amount for leg in legs), ZERO)
    return _Left(last, last.yuan("counted") or ZERO, moved)


def _last_draw(books: Books, day: date) -> date | None:
    """The day on which cash last came from another place; None where it never did."""
    return max((leg.entry.date for leg in _moved(books, day) if _is_draw(leg)), default=None)


def _moved(books: Books, day: date) -> Iterator[Leg]:
    """What came into the drawer and went out of it up to a day, and stands."""
    return (x for x in books.legs if x.account.is_cash and x.entry.date <= day and not books.undone(x.entry))


def _is_draw(leg: Leg) -> bool:
    """Whether money of another place became cash."""
    others = ((parse(p.account), posting_yuan(p)) for p in leg.entry.postings)
    return leg.amount > 0 and any(a.is_money and not a.is_cash and yuan < 0 for a, yuan in others)


def _paid(asked: Asked) -> Sheet:
    """What was paid in cash since the last draw, fund by fund."""
    funds = {fund: legs for fund, legs in sorted(_spent(asked).items()) if legs}
    rows: list[Row] = []
    for fund, legs in funds.items():
        rows += map(_row, legs)
        rows += [_sum(f"{fund_word(fund)}小计", legs, "subtotal")] if len(funds) > 1 else []
    rows.append(_sum("合计", [leg for legs in funds.values() for leg in legs], "total"))
    notes = () if funds else (NOTHING,)
    return Sheet("上次补充以后付出的现金", f"{asked.society}　单位：元", _COLUMNS, tuple(rows), notes)


def _spent(asked: Asked) -> dict[str, list[Leg]]:
    """By fund what was charged to expenses or advanced after the last draw of that fund; what came back among it."""
    found: dict[str, list[Leg]] = {}
    for leg in _moved(asked.books, asked.today):
        if _is_draw(leg):
            found[leg.account.fund] = []
        elif any(_is_spent(p.account) for p in leg.entry.postings):
            found.setdefault(leg.account.fund, []).append(leg)
    return found


def _is_spent(account: str) -> bool:
    """Whether an account is charged with what is paid: an expense, or an advance."""
    return parse(account).root == "Expenses" or parse(account).code == parse(RECEIVABLE).code


def _row(leg: Leg) -> Row:
    number = number_of(text(leg.entry, "voucher"))
    label = f"记-{number}" if number else None
    return Row((leg.entry.date, label, summary_of(leg.entry), fund_word(leg.account.fund), -leg.amount))


def _sum(what: str, legs: list[Leg], style: Style) -> Row:
    return Row((what, None, None, None, -sum((leg.amount for leg in legs), ZERO) + ZERO), style)


REPORT = Report("replenishment", "备用金补充申请单", replenishment, spans=NONE, closed=False)
