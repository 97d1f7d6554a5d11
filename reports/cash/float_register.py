"""The register of the cash float (备用金登记簿): what came and went, what was left, under which ceiling, with whom.

Clause (徽州 二（四）): 互助社应当设立现金类备用金，并相应建立规范的设立、支取制度。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from ledger.books import Books
from ledger.chart import CASH, parse
from ledger.entries import text
from ledger.facts import Fact, Float
from ledger.float_counts import Drawer
from ledger.money import show
from reports.books.account_book import ZERO, Kept, Posted, account_books, together
from reports.officers import name_on
from reports.report import Asked, Report
from reports.rows import Cell, Column, Row, Sheet, Style

_COLUMNS = (
    Column("day", "日期", "day"),
    Column("voucher", "凭证号", "text"),
    Column("what", "事项", "text"),
    Column("summary", "摘要", "text"),
    Column("came", "收入", "money"),
    Column("went", "付出", "money"),
    Column("balance", "余额", "money"),
    Column("ceiling", "限额", "money"),
    Column("custodian", "保管人", "text"),
    Column("note", "备注", "text"),
)
SIGNED = ("保管人", "会计", "单位负责人")
NO_FLOAT = "还没有设立备用金。"
NOTHING = "本期备用金没有收付，也没有盘点、交接。"
_RANK = {"设立": 0, "调整": 0, "盘点": 2, "交接": 3}


class _Happened(NamedTuple):
    """One line of the register: cash that moved, or a fact; in the order of a day."""

    day: date
    rank: int
    what: Posted | Fact


def float_register(asked: Asked) -> Sheet:
    """The float's register of a period."""
    of, books = asked.period, asked.books
    kept = together(account_books(asked).values(), lambda name: parse(name).holder).get(CASH, Kept(CASH))
    happened = [*_moves(kept), *_facts(asked)]
    rows = list(_rows(asked, kept, sorted(happened, key=lambda each: each[:2])))
    rows.append(
        Row(("合计", None, None, None, kept.debits, kept.credits, kept.closing, *[None] * 3), "total")
    )
    is_set_up = any(each.day <= of.last for each in books.facts.floats)
    notes = [NO_FLOAT] * (not is_set_up) + [NOTHING] * (not happened)
    return Sheet("备用金登记簿", asked.subtitle, _COLUMNS, tuple(rows), tuple(notes), SIGNED)


def _moves(kept: Kept) -> Iterator[_Happened]:
    return (_Happened(posted.voucher.day, 1, posted) for posted in kept.posted)


def _facts(asked: Asked) -> Iterator[_Happened]:
    last = min(asked.period.last, asked.today)
    found = (f for f in asked.books.facts.of("备用金") if asked.period.first <= f.day <= last)
    return (_Happened(fact.day, _RANK[fact.step], fact) for fact in found)


def _rows(asked: Asked, kept: Kept, happened: list[_Happened]) -> Iterator[Row]:
    """What there was, and then each line with the balance after it, the ceiling and the custodian."""
    books, balance, drawer = asked.books, kept.opening, Drawer(asked.books)
    floats = {id(each.fact): each for each in books.facts.floats}
    state = next((f for f in reversed(books.facts.floats) if f.day < asked.period.first), None)
    yield _row(books, (asked.period.first, None, None, "期初余额", None, None), balance, state)
    for at, each in enumerate(happened):
        if isinstance(each.what, Posted):
            line = each.what.line
            balance += line.debit - line.credit
            is_last = all(later.day > each.day or later.rank > 1 for later in happened[at + 1 : at + 2])
            yield _row(books, _moved(each.what), balance, state, _above(balance, state) if is_last else "")
        else:
            before, state = state, floats.get(id(each.what), state)
            yield _row(books, _told(books, each.what, before, drawer), balance, state)


def _row(books: Books, cells: tuple[Cell, ...], balance: Decimal, state: Float | None, note: str = "") -> Row:
    day = cells[0]
    assert isinstance(day, date)
    held = (state.ceiling, name_on(books.facts, state.custodian, day)) if state else (None, None)
    style: Style = "line"
    return Row((*cells, balance, *held, note or None), style)


def _moved(posted: Posted) -> tuple[Cell, ...]:
    voucher, line = posted.voucher, posted.line
    what = text(voucher.entry, "event") or ("收现金" if line.debit > ZERO else "付现金")
    return (voucher.day, voucher.label, what, voucher.summary, line.debit or None, line.credit or None)


def _told(books: Books, fact: Fact, before: Float | None, drawer: Drawer) -> tuple[Cell, ...]:
    """A fact of the float in words."""
    said = ""
    if fact.step == "盘点":
        said = _counted(drawer, fact)
    elif fact.step == "交接":
        hands = (before.custodian if before else "", fact.text("custodian"))
        said = "交给".join(name_on(books.facts, who, fact.day) for who in hands)
    elif ceiling := fact.yuan("ceiling"):
        said = (
            f"限额{show(ceiling)}元"
            if before is None
            else f"限额从{show(before.ceiling)}元改为{show(ceiling)}元"
        )
    return (fact.day, None, fact.step if fact.step == "盘点" else f"{fact.step}备用金", said, None, None)


def _counted(drawer: Drawer, count: Fact) -> str:
    """A count in words: what was there, what the books say, and whether that is the same."""
    counted, over = count.yuan("counted") or ZERO, drawer.difference(count)
    booked = counted - over
    if not over:
        return f"实盘{show(counted)}元，与账面相符"
    return f"实盘{show(counted)}元，账面{show(booked)}元，{'长款' if over > 0 else '短款'}{show(abs(over))}元"


def _above(balance: Decimal, state: Float | None) -> str:
    """By how much the day ended above the ceiling; empty where it did not."""
    return f"超限额{show(balance - state.ceiling)}元" if state and balance > state.ceiling else ""


REPORT = Report("float-register", "备用金登记簿", float_register, closed=False)
