"""Who gave or served for years on end (连续参与救助名单): whom the district may put up for an award.

Clause (山西 二（五）): 对连续5年以上参与我省困难群众救助工作并作出突出贡献的单位和个人，推荐参加“全国社会救助先进集体和先进
个人”评选表彰。

To give is a donation or collective money, to serve is to hold a post or to help somebody apply, on any day of a
calendar year. The years must follow each other up to the year asked for. A gift of nobody named belongs to no
donor; what was reversed was never given. A donor who did not agree is not named outside (慈善法 82).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from ledger.books import Books
from ledger.entries import text
from ledger.facts import Term
from ledger.policy import Line
from ledger.vocabulary import NAMELESS, as_read
from reports.funds.givers import ANONYMOUS
from reports.officers import name_on
from reports.report import ALL, YEARLY, Asked, Report
from reports.rows import Column, Row, Sheet

_COLUMNS = (
    Column("no", "序号", "count"),
    Column("name", "单位或个人", "text"),
    Column("how", "怎样参与", "text"),
    Column("years", "连续", "count", "年"),
    Column("since", "起止年份", "text"),
    Column("gifts", "笔数", "count", group="捐赠"),
    Column("given", "金额", "money", group="捐赠"),
    Column("helped", "帮办", "count", "件"),
)


@dataclass
class _Part:
    """What one name did, by calendar year."""

    name: str
    gave: dict[int, list[Decimal]] = field(default_factory=dict)
    unasked: set[int] = field(default_factory=set)
    """The years with a gift whose donor did not agree to be named."""
    served: dict[int, list[str]] = field(default_factory=dict)
    helped: dict[int, int] = field(default_factory=dict)

    @property
    def years(self) -> set[int]:
        """The years in which anything was done."""
        return {*self.gave, *self.served, *self.helped}


def _made(asked: Asked) -> Sheet:
    """One row for each name with enough years on end, those with the most first."""
    line = asked.books.policy.on(min(asked.period.last, asked.today), "award_years")
    least, year = line.number if line else 1, asked.period.last.year
    parts = [(p, run) for p in _parts(asked).values() if len(run := _run(p.years, year)) >= least]
    parts.sort(key=lambda each: (-len(each[1]), each[0].name))
    rows = tuple(_row(asked, at, part, run) for at, (part, run) in enumerate(parts, 1))
    title = f"连续{least}年以上捐赠（服务）名单" if line else "连续捐赠（服务）名单"
    notes = tuple(_notes(line, least, year, bool(rows)))
    return Sheet(title, asked.subtitle, _COLUMNS, rows, notes, ("填表人", "负责人"))


def _notes(line: Line | None, least: int, year: int, found: bool) -> Iterator[str]:
    if not found:
        yield f"到{year}年，没有连续参与{least}年以上的单位和个人。"
    yield line.cited if line else "政策未规定要连续多少年，这里全部列出。"
    yield f"连续年数按公历年数到{year}年；哪一年捐赠过、担任过职务或者帮办过，就算那一年参与。"
    yield "姓名相同的算作一个，请核实是不是同一个人；没有留名的捐赠不计。"


def _run(years: set[int], last: int) -> range:
    """The years on end up to the last one asked for."""
    first = last
    while first in years:
        first -= 1
    return range(first + 1, last + 1)


def _parts(asked: Asked) -> dict[str, _Part]:
    """What each name did, by the end of the period or of today."""
    parts: dict[str, _Part] = {}
    _gifts(asked, parts)
    last = min(asked.period.last, asked.today)
    for term in asked.books.facts.terms:
        for year in _in_post(term, last.year) if term.name and term.since <= last else ():
            _of(parts, term.name).served.setdefault(year, []).append(term.post)
    for fact in asked.books.facts.of("帮办"):
        if fact.day <= last:
            helped = _of(parts, name_on(asked.books.facts, fact.text("by"), fact.day)).helped
            helped[fact.day.year] = helped.get(fact.day.year, 0) + 1
    return parts


def _gifts(asked: Asked, parts: dict[str, _Part]) -> None:
    for entry, amount in _given(asked.books):
        name = entry.payee or ""
        if entry.date > asked.period.last or not name or any(sign in name for sign in NAMELESS):
            continue
        part = _of(parts, name)
        part.gave.setdefault(entry.date.year, []).append(amount)
        if entry.meta.get("publish") is not True and text(entry, "channel") != "村集体":
            part.unasked.add(entry.date.year)


def _given(books: Books) -> Iterator[tuple[Any, Decimal]]:
    """Each donation, in money or goods, and what the village collective put in as capital."""
    return ((leg.entry, -leg.amount) for leg in books.given if leg.account.code in ("4101", "3101"))


def _of(parts: dict[str, _Part], name: str) -> _Part:
    return parts.setdefault(as_read(name), _Part(name))


def _in_post(term: Term, last: int) -> range:
    """The years in which somebody held a post for a day at least."""
    until = term.until
    gone = until.year - (until.month == 1 and until.day == 1) if until else last
    return range(term.since.year, min(gone, last) + 1)


def _row(asked: Asked, number: int, part: _Part, run: range) -> Row:
    gifts = [amount for year in run for amount in part.gave.get(year, ())]
    posts = list(dict.fromkeys(post for year in run for post in part.served.get(year, ())))
    named = asked.audience.may_name_donors or _agreed(part, run, posts)
    how = "、".join([*(["捐赠"] if gifts else []), *(posts if named else ["服务"] * bool(posts))])
    helped = sum(part.helped.get(year, 0) for year in run)
    return Row((
        number, part.name if named else ANONYMOUS, how or "帮办", len(run), f"{run[0]}—{run[-1]}", len(gifts),
        sum(gifts, Decimal("0.00")), helped,
    ))  # fmt: skip


def _agreed(part: _Part, run: range, posts: list[str]) -> bool:
    """Whether the name may stand in public: every gift said so, and an officer's post is public anyway."""
    if part.unasked & set(run):
        return False
    return any(year in part.gave for year in run) or any(post != "会员" for post in posts)


REPORT = Report("five-years", "连续参与救助名单", _made, spans=YEARLY, closed=False, audiences=ALL)
