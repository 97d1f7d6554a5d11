"""What a page asks of a report: which days, for whom, as a draft or not, and what else the report wants to know."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from flask import abort, request

from huzhu import session
from huzhu.desk.entry.pages import sitting, visitor
from huzhu.desk.entry.sitting import Sitting
from huzhu.desk.papers import periods
from huzhu.desk.papers.catalogue import Offer, audiences, offer
from huzhu.desk.papers.periods import Choice
from ledger.mistake import Mistake
from reports import period
from reports.books.wording import whole
from reports.period import Period, Span
from reports.report import Audience

LONGEST = 200
LONGEST_TEXT = 4000
_OF_HOLDERS = {"reconciliation"}
"""Reports whose accounts are the places of money alone."""
_LONG = {"text"}
"""Words that are written in whole sentences."""


class Question(NamedTuple):
    """One report as a page asks for it."""

    offer: Offer
    period: Period
    audience: Audience
    draft: bool
    said: Mapping[str, str]

    @property
    def missing(self) -> list[str]:
        """What must be said and is not, each as the report asks for it."""
        return [self.offer.words[word] for word in self.offer.needs if word not in self.said]

    def address(self, **other: Any) -> dict[str, Any]:
        """The same in an address, with something else."""
        asked = {"draft": "1" if self.draft else "", "for": self.audience, **self.said}
        if self.offer.report.spans:
            asked["period"] = self.period.code
        if self.audience == audiences(self.offer.report, visitor().role)[0]:
            del asked["for"]
        return {word: said for word, said in {"name": self.offer.name, **asked, **other}.items() if said}


def question(name: str, *, district: bool = False) -> Question:
    """What this request asks for; 404 where there is no such report for the visitor, or no such days."""
    found = offer(name, visitor().role, district=district) or abort(404)
    days, draft = _period(found, district), bool(request.values.get("draft"))
    return Question(found, days, _audience(found), draft, _said(found))


def of_the_society() -> dict[Span, list[Choice]]:
    """The periods that can be asked for of the page's society."""
    at = sitting()
    return periods.choices(at.books, at.day)


def of_the_calendar() -> dict[Span, list[Choice]]:
    """The periods that can be asked for of a district: those of this year and the three before."""
    return periods.calendar(session.today())


def _period(of: Offer, district: bool) -> Period:
    spans, code = of.report.spans, request.values.get("period", "")
    if not spans:
        return period.until(session.today())
    if code:
        try:
            return periods.within(code, spans)
        except Mistake:
            abort(404)
    there = of_the_calendar() if district else of_the_society()
    if not there:
        raise Mistake("互助社还没有登记，没有账，也就没有报表")
    span = next(span for span in periods.SPANS if span in spans)
    return periods.default(there[span], closed=of.report.closed)


def _audience(of: Offer) -> Audience:
    fit = audiences(of.report, visitor().role)
    said = request.values.get("for", "")
    if said and said not in fit:
        abort(404)
    return Audience(said) if said else fit[0]


def _said(of: Offer) -> dict[str, str]:
    """What else was said, without what was left empty; 404 for an account that nobody offered."""
    given = {word: request.values.get(word, "").strip()[: _longest(word)] for word in of.words}
    account = given.get("account")
    if account and account not in {value for value, _ in offered(of, "account")}:
        abort(404)
    return {word: said for word, said in given.items() if said}


def _longest(word: str) -> int:
    return LONGEST_TEXT if word in _LONG else LONGEST


def offered(of: Offer, word: str) -> Collection[tuple[str, str]]:
    """What may be said for a word: what is sent and what is read; nothing where it is written freely."""
    at = sitting()
    if word == "account":
        return at.holders if of.name in _OF_HOLDERS else _accounts(at)
    if word == "case":
        cases = [(n, f"{n} {c.text('label')}") for n, c in at.books.cases.items() if c.opened]
        return sorted(cases, reverse=True)
    if word == "donor":
        return [
            (name, name) for name in sorted({leg.entry.payee for leg in at.books.given if leg.entry.payee})
        ]
    return ()


def _accounts(at: Sitting) -> list[tuple[str, str]]:
    """Every account that the books have opened, in the order of the chart."""
    return [(name, whole(name, at.day)) for name in sorted(at.books.opens)]
