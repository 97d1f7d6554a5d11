"""What a report is made from, read from a society's folder; and whether the days asked for may be reported at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from huzhu import session
from huzhu.reading import read
from ledger.books import Books
from ledger.closings import Closings
from ledger.district import Society
from ledger.entries import posting_yuan, text
from ledger.findings import Finding
from ledger.mistake import Mistake
from ledger.money import CENT
from reports.forms import Paper
from reports.period import Period
from reports.report import Asked, Audience, Report, nobody

if TYPE_CHECKING:
    from ledger.confidential.person import Person

DRAFT = "草稿　未月结"


class Wanted(NamedTuple):
    """A report as somebody asks for it, of whichever society."""

    report: Report
    period: Period
    audience: Audience
    draft: bool = False
    said: Mapping[str, str] = {}
    person: Callable[[str], Person | None] | None = None
    """Who a pseudonym is, where an archive was opened for it."""


def paper(society: Society, wanted: Wanted) -> Paper:
    """The report of one society as a paper; Mistake where the days are not closed, or there is nothing to show.

    Raises BadBooks where the books cannot be relied on.
    """
    asked = asked_of(society, wanted)
    return paper_of(asked, wanted)


def asked_of(society: Society, wanted: Wanted) -> Asked:
    """What the report is made from."""
    books, chain = read(society)
    return of_books(society, books, chain.head, wanted)


def of_books(society: Society, books: Books, head: str, wanted: Wanted) -> Asked:
    """The same of books that are read already, whose chain ends with that head."""
    refuse_fractions(books, wanted.period.last)
    return Asked(
        books, wanted.period, wanted.audience, session.today(), head, wanted.said, person=wanted.person or nobody,
        found=lambda policy: _found(society, wanted.period.last, policy), paper=lambda path: _bytes(society, path),
        rules=_Rules(),
    )  # fmt: skip


def refuse_fractions(books: Books, last: date) -> None:
    """Mistake where an amount until a day is not in whole fen, as the rule `chart` finds it: no paper can show it."""
    for entry in books.transactions:
        for posting in entry.postings if entry.date <= last else ():
            if odd := [n for n in _in_yuan(posting) if not n.same_quantum(CENT)]:
                named = text(entry, "voucher") or "没有凭证号"
                raise Mistake(
                    f"{entry.date}（{named}）的金额{odd[0]:f}不是两位小数，出不了报表；请先改正这笔账，写到分"
                )


def _in_yuan(posting: Any) -> Iterator[Decimal]:
    """What a posting says in yuan: its worth, and of goods the price."""
    yield posting_yuan(posting)
    if posting.cost is not None:
        yield posting.cost.number


def paper_of(asked: Asked, wanted: Wanted) -> Paper:
    """The report of what was asked, with its foot, and 草稿 across it where it is one."""
    report = wanted.report
    across = open_sentence(asked.books, asked.period, asked.today) if report.closed else ""
    if across and not wanted.draft:
        raise Mistake(f"{across}，“{report.title}”还不能出；先看一看请加 --draft，印出来会写着“草稿”")
    leaves = report.leaves(asked)
    return Paper(_titled(report, asked), leaves, asked.foot, DRAFT if across else "")


def _titled(report: Report, asked: Asked) -> str:
    return f"{report.title} {asked.period.words}" if report.spans else report.title


def open_sentence(books: Books, period: Period, today: date) -> str:
    """Why these days cannot be reported for good: not over, or a month with entries is not closed; empty where they can."""
    registered = books.facts.registration
    if registered is None or period.last < registered.day:
        raise Mistake(f"{period.words}时互助社还没有登记，没有账")
    if today <= period.last:
        return f"{period.words}还没有过完"
    closings = Closings(books.facts)
    if left := [m for m in months_with_books(books, period) if not closings.closed(m)]:
        return f"{'、'.join(left[:3])}{'等' * (len(left) > 3)}还没有月结"
    return ""


def months_with_books(books: Books, period: Period) -> Iterator[str]:
    """The months of a period in which money or goods moved, in order."""
    moved = {f"{t.date:%Y-%m}" for t in books.transactions if period.holds(t.date)}
    yield from sorted(moved)


def _found(society: Society, last: date, policy: str) -> list[Finding]:
    """What the rules find as of the period's end or of today, whichever is earlier."""
    from huzhu.checking import judge

    verdict = judge(society, min(last, session.today()), policy)
    if verdict.sentence:
        raise Mistake(verdict.sentence)
    return verdict.findings


def _bytes(society: Society, path: str) -> bytes | None:
    """A file below the society's folder; None where there is none, or where the way leads out of the folder."""
    found = society.folder / path
    if not found.resolve().is_relative_to(society.folder.resolve()) or not found.is_file():
        return None
    return found.read_bytes()


class _Rules(Mapping[str, str]):
    """What each rule says, read when the first is asked for."""

    def __getitem__(self, name: str) -> str:
        return _said()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(_said())

    def __len__(self) -> int:
        return len(_said())


@cache
def _said() -> dict[str, str]:
    """Each rule with the first sentence of its file."""
    from inspect import getdoc
    from sys import modules

    from plugins.table import RULES

    return {r.name: (getdoc(modules[r.__module__]) or "").partition("\n")[0] for r in RULES}


def file_name(title: str, period: Period, form: str) -> str:
    """How a report's file is called: 业务活动表-2026-07.pdf."""
    return f"{file_stem(title, period)}.{'txt' if form == 'text' else form}"


def file_stem(title: str, period: Period, of: str = "") -> str:
    """The same without its ending; `of` names whose it is where files of several lie together."""
    return "-".join(filter(None, (of, title, period.code)))
