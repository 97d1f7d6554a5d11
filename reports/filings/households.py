"""How often each household was relieved in a year, and by what multiple of the allowance (家庭救助频次和倍数表).

Clause (红河 二（二）): 一个家庭或个人每年接受临时救助的次数一般不超过2次，原则上为一事一救，不得以同一事由反复申请。
Clause (红河 二（三）1): 1年内同一家庭或者个人临时救助不超过2次且累计救助金额一般不高于当地城市低保年标准的6倍。

A time is a case, in the year of its payments; what came back does not count, and a case that kept nothing is no
time. Limits and allowance are those in force on the household's last payment of the year.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from ledger.books import Books
from ledger.money import nearest_fen, plain
from ledger.relief import Payment
from reports.filings.acceptance import masked_note, recipient
from reports.filings.work_ledger import repeats_of
from reports.report import YEARLY, Asked, Report
from reports.rows import Cell, Column, Row, Sheet

_OWN = (
    Column("no", "序号", "count"),
    Column("household", "家庭代码", "text"),
    Column("who", "救助对象", "text"),
    Column("cases", "救助编号", "text"),
    Column("times", "已救", "count", group="次数"),
)
_TIMES = (Column("most", "限", "count", group="次数"), Column("more", "还可", "count", group="次数"))
_YUAN = (Column("total", "本年累计", "money"),)
_MULTIPLE = (Column("multiple", "合低保年标准", "money", "倍"),)
_LIMIT = (
    Column("limit", "限额", "money", group="累计金额"),
    Column("left", "还可", "money", group="累计金额"),
)
_SAID = (Column("remark", "提示", "text"),)


class Household(NamedTuple):
    """The payments of one household in a year that kept anything."""

    key: str
    paid: list[Payment]

    @property
    def cases(self) -> list[str]:
        """The cases they were paid on, each once."""
        return list(dict.fromkeys(p.first.number for p in self.paid))

    @property
    def total(self) -> Decimal:
        """What was kept, in yuan."""
        return nearest_fen(sum((p.kept for p in self.paid), Decimal("0.00")))


def households(books: Books, year: int) -> list[Household]:
    """Who was relieved in a year, by household; what was paid on no case stands under its payee."""
    found: dict[str, list[Payment]] = {}
    for whose, paid in books.payments.items():
        for payment in paid:
            if payment.kept and payment.day.year == year:
                case = payment.first.case
                key = (case.text("household") or case.text("person")) if case else ""
                found.setdefault(key or whose, []).append(payment)
    ordered = {key: sorted(paid, key=lambda p: p.day) for key, paid in found.items()}
    return sorted((Household(*each) for each in ordered.items()), key=lambda h: (-h.total, h.key))


def _made(asked: Asked) -> Sheet:
    """One row for each household of the year, those that had most first."""
    books, year = asked.books, asked.period.last.year
    found = households(books, year)
    columns = _columns(books)
    repeats = repeats_of(books)
    told = [_row(asked, each, repeats) | {"no": at} for at, each in enumerate(found, 1)]
    rows = [Row(tuple(cells.get(c.key) for c in columns)) for cells in told]
    sums: dict[str, Cell] = {
        "no": f"合计 {len(found)}户", "times": sum(len(h.cases) for h in found),
        "total": sum((h.total for h in found), Decimal("0.00")),
    }  # fmt: skip
    rows.append(Row(tuple(sums.get(c.key) for c in columns), "total"))
    notes = tuple(_notes(asked, found))
    return Sheet("家庭救助频次和倍数表", asked.subtitle, columns, tuple(rows), notes, ("制表人", "负责人"))


def _columns(books: Books) -> tuple[Column, ...]:
    """The columns for which the policy has lines."""
    ever = books.policy.ever
    times = _TIMES if ever("times_per_year") else ()
    multiple = _MULTIPLE if ever("allowance_standard") else ()
    limit = _LIMIT if ever("allowance_standard") and ever("yearly_multiple") else ()
    own = _OWN if times else (*_OWN[:-1], Column("times", "已救次数", "count"))
    return (*own, *times, *_YUAN, *multiple, *limit, *_SAID)


def _row(asked: Asked, of: Household, repeats: dict[str, int]) -> dict[str, Cell]:
    last = of.paid[-1].day
    policy = asked.books.policy
    most, standard, multiple = (
        policy.on(last, name) for name in ("times_per_year", "allowance_standard", "yearly_multiple")
    )
    times, cells = len(of.cases), _own(asked, of)
    if most:
        cells |= {"most": most.number, "more": max(most.number - times, 0)}
    if standard:
        cells["multiple"] = nearest_fen(of.total / standard.yuan)
    limit = nearest_fen(standard.yuan * multiple.times) if standard and multiple else None
    if limit is not None:
        cells |= {"limit": limit, "left": max(limit - of.total, Decimal("0.00"))}
    said = (*_above(of, most.number if most else times, limit), *_again(asked.books, of, repeats))
    return cells | {"remark": "；".join(said)}


def _own(asked: Asked, of: Household) -> dict[str, Cell]:
    names = [recipient(asked, p.first.case) if p.first.case else p.first.label for p in of.paid]
    code = of.key if of.paid[0].first.case else ""
    return {
        "household": code, "who": "、".join(dict.fromkeys(names)), "cases": "、".join(filter(None, of.cases)),
        "times": len(of.cases), "total": of.total,
    }  # fmt: skip


def _above(of: Household, most: int, limit: Decimal | None) -> Iterator[str]:
    """By how much a household is above its limits."""
    if len(of.cases) > most:
        yield f"超过{len(of.cases) - most}次"
    if limit is not None and of.total > limit:
        yield f"超过{plain(of.total - limit)}元"


def _again(books: Books, of: Household, repeats: dict[str, int]) -> Iterator[str]:
    """The matters for which there was relief more than once, where the policy says once."""
    once = books.policy.on(of.paid[-1].day, "once_per_matter")
    for number in of.cases if once and once.yes else ():
        if (times := repeats.get(number, 1)) > 1:
            yield f"{number}是{books.cases[number].text('matter')}第{times}次"


def _notes(asked: Asked, found: list[Household]) -> Iterator[str]:
    if not found:
        yield f"{asked.period.words}没有发放救助。"
    policy, day = asked.books.policy, min(asked.period.last, max(asked.today, asked.period.first))
    if standard := policy.on(day, "allowance_standard"):
        yield f"{standard.what}：{plain(standard.yuan)}元，{standard.day}起。"
    lines = [line for n in ("times_per_year", "yearly_multiple") if (line := policy.on(day, n))]
    yield from (line.cited for line in lines)
    if not lines:
        yield "政策没有规定一户一年救助的次数和累计金额，表上没有限额。"
    yield "一个案卷算一次，分几次发放的也是一次；退回的不计。"
    yield from masked_note(asked, [p.first.case for h in found for p in h.paid if p.first.case])


REPORT = Report("households", "家庭救助频次和倍数表", _made, spans=YEARLY, closed=False)
