"""A report made for a page: of the books in memory where that is quick, and beside the desk where rules must run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from huzhu import session
from huzhu.desk import access
from huzhu.desk.entry.pages import sitting
from huzhu.desk.papers.asking import Question
from huzhu.desk.papers.beside import Beside
from huzhu.desk.papers.wording import as_page, said_here
from huzhu.reporting.asking import Wanted, of_books, open_sentence, paper_of
from huzhu.reporting.many import Order
from ledger.confidential.person import Person
from ledger.findings import Finding
from ledger.mistake import Mistake
from reports.forms import Paper
from reports.report import Asked, Report

Who = Callable[[str], Person | None]


class Made(NamedTuple):
    """What came of a question."""

    paper: Paper | None = None
    sentence: str = ""
    """What is wrong with the question, or why its paper cannot be made."""
    open: str = ""
    """Why these days cannot be reported for good; empty where they can."""
    names: bool = False
    """Whether the report wanted to know who somebody is."""
    waits: bool = False
    """Whether it is still being made."""


class _Slow(Exception):
    """The report asks what the rules find: that is worked out beside the desk."""


class _Counted:
    """Who somebody is, and whether it was ever asked."""

    def __init__(self, person: Who | None) -> None:
        self._person = person
        self.asked = False

    def __call__(self, pseudonym: str) -> Person | None:
        self.asked = True
        return self._person(pseudonym) if self._person else None


def make(of: Question, beside: Beside, person: Who | None = None) -> Made:
    """The paper that a question asks for, with names where `person` gives them."""
    if of.missing:
        return Made(sentence=f"请先写明{'、'.join(of.missing)}")
    if of.offer.sealed and person is None:
        return Made(names=True)
    counted, open_ = _Counted(person), ""
    try:
        asked, wanted = asked_of(of)
        open_ = open_sentence(asked.books, asked.period, asked.today) if wanted.report.closed else ""
        if open_ and not of.draft:
            return Made(open=open_)
        if of.offer.large:
            return _from_beside(of, beside, open_)
        paper = paper_of(replace(asked, person=counted, found=_slow), wanted)
    except _Slow:
        return _from_beside(of, beside, open_)
    except Mistake as mistake:
        return Made(sentence=said_here(str(mistake), of.offer), open=open_)
    return Made(as_page(paper), open=open_, names=counted.asked and of.audience.may_name_recipients)


def asked_of(of: Question) -> tuple[Asked, Wanted]:
    """What the report is made from: the books of the page's society, as they are in memory."""
    report, at = of.offer.report, sitting()
    assert isinstance(report, Report), of.offer.name
    wanted = Wanted(report, of.period, of.audience, of.draft, of.said)
    return of_books(access.society(), at.books, at.standing.head, wanted), wanted


def _slow(policy: str) -> list[Finding]:
    raise _Slow


def _from_beside(of: Question, beside: Beside, open_: str) -> Made:
    """The paper as the child made it, where it has; else it is asked to."""
    society = access.society()
    order = Order(of.offer.name, of.period, of.audience, of.draft, dict(of.said))
    answer = beside.of([society], order, session.today(), patient=True).get(society.id)
    if answer is None:
        return Made(open=open_, waits=True)
    if answer.sentence:
        return Made(sentence=said_here(answer.sentence, of.offer), open=open_)
    assert isinstance(answer.made, Paper)
    return Made(as_page(answer.made), open=open_)
