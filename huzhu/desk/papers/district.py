"""The reports of many societies at the desk: each tells its share beside the desk, and the shares make one paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from flask import abort, make_response, redirect, render_template, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from huzhu import registered, session
from huzhu.desk.access import OVERSEERS, Table
from huzhu.desk.entry.pages import visitor
from huzhu.desk.month.downloads import drawn
from huzhu.desk.papers.asking import Question, of_the_calendar, question
from huzhu.desk.papers.beside import Answer, Beside
from huzhu.desk.papers.catalogue import WORDS, Offer, audiences, offers
from huzhu.desk.papers.pages import AGAIN_SECONDS, FILES, PICTURES, turned
from huzhu.desk.papers.periods import SPANS
from huzhu.desk.papers.wording import as_page, said_here
from huzhu.desk.site import desk
from huzhu.reporting.asking import file_stem
from huzhu.reporting.many import Order
from ledger import journal
from ledger.district import Society
from ledger.mistake import Mistake
from reports.drawing.html import inside
from reports.filings.roster import listed
from reports.forms import Paper
from reports.report import District, DistrictReport

_OF_THE_WHOLE = {"text"}
"""Words that no society's share rests on."""


class Summed(NamedTuple):
    """How far the report is: `done` of `of` societies have told their share, and the paper when all have."""

    done: int
    of: int
    paper: Paper | None = None
    sentence: str = ""


def open_district_papers(pages: Table) -> None:
    """Add the pages of the reports of many societies."""
    found = _District(Beside())
    pages.add("/papers", "district_papers", _list, OVERSEERS)
    pages.add("/papers/<name>", "district_paper", found.show, OVERSEERS)
    pages.add("/papers/<name>.<form>", "district_paper_file", found.file, OVERSEERS)


def _list() -> str:
    return render_template(
        "papers_district.html", rooms=offers(visitor().role, district=True), of=len(_societies())
    )


def _societies() -> list[Society]:
    """Those that the visitor may see, by id."""
    return [books for books in desk().registry.seen_by(visitor()).values() if isinstance(books, Society)]


class _District:
    """One report as a page and as files."""

    def __init__(self, beside: Beside) -> None:
        self._beside = beside

    def show(self, name: str) -> Response:
        """The report inside a page, or how far it is."""
        asked = question(name, district=True)
        found, there = self._summed(asked), of_the_calendar()
        page = render_template(
            "papers_district_one.html", asked=asked, found=found, words=WORDS, files=FILES,
            fit=audiences(asked.offer.report, visitor().role), turned=bool(found.paper and turned(found.paper)),
            spans={said: there[span] for span, said in SPANS.items() if span in asked.offer.report.spans},
            leaves=[Markup(inside(leaf)) for leaf in found.paper.leaves] if found.paper else [],
            offered=_offered, at=lambda page, **more: url_for(page, **asked.address(**more)),
        )  # fmt: skip
        answer = make_response(page, 422 if found.sentence else 200)
        answer.headers["Content-Security-Policy"] = PICTURES
        if found.paper is None and not found.sentence and not asked.missing:
            answer.headers["Refresh"] = str(AGAIN_SECONDS)
        return answer

    def file(self, name: str, form: str) -> Any:
        """The report as a file; back to the page where not all have told their share."""
        asked = question(name, district=True)
        if form not in FILES:
            abort(404)
        found = self._summed(asked)
        if found.paper is None:
            return redirect(url_for("district_paper", **asked.address()))
        return drawn(found.paper, form, file_stem(asked.offer.report.title, asked.period, _name()))

    def _summed(self, asked: Question) -> Summed:
        societies = _societies()
        if asked.missing:
            return Summed(0, len(societies))
        said = {word: given for word, given in asked.said.items() if word not in _OF_THE_WHOLE}
        order = Order(asked.offer.name, asked.period, asked.audience, True, said)
        answers = self._beside.of(societies, order, session.today(), patient=True)
        if len(answers) < len(societies):
            return Summed(len(answers), len(societies))
        try:
            return Summed(len(answers), len(societies), as_page(_paper(asked, societies, answers)))
        except Mistake as mistake:
            return Summed(len(answers), len(societies), sentence=said_here(str(mistake), asked.offer))


def _paper(asked: Question, societies: list[Society], answers: Mapping[str, Answer]) -> Paper:
    """The shares in order of the societies' ids as one paper; who could not tell is named on it."""
    report = asked.offer.report
    assert isinstance(report, DistrictReport), asked.offer.name
    in_order = [(s.id, answers[s.id]) for s in societies]
    silent = {id_: answer.sentence for id_, answer in in_order if answer.made is None}
    told = [answer.made for _, answer in in_order if answer.made is not None]
    said = dict(asked.said)
    if "township" in asked.offer.words and not visitor().sees_district and len(there := _townships()) == 1:
        said.setdefault("township", there[0])
    roster = _roster(asked, said.get("township", ""))
    of = District(_place(), asked.period, session.today(), asked.audience, silent, said, roster)
    return Paper(f"{report.title} {asked.period.words}", report.leaves(of, told), _name())


def _place() -> str:
    """The district's name, which says so where the visitor sees several townships of it and not all."""
    title = desk().registry.district.title
    return title if visitor().sees_district or len(_townships()) == 1 else f"{title}（部分互助社）"


def _name() -> str:
    """Whose societies they are: the district's, or those of a township where the visitor sees no more."""
    place, there = _place(), _townships()
    return place if visitor().sees_district or len(there) != 1 else place + there[0]


def _roster(asked: Question, township: str) -> tuple[tuple[str, str], ...]:
    """The villages that should have a society, as far as they are the visitor's to see."""
    user = visitor()
    if not user.sees_district and not township:
        return ()
    found = listed(journal.seen(desk().registry.district).books, asked.period.last)
    return tuple(line for line in found if user.sees_district or line[1] == township)


def _townships() -> list[str]:
    """The townships of the societies that the visitor may see."""
    return sorted({_township(society) for society in _societies()} - {""})


def _township(society: Society) -> str:
    try:
        return registered.registration(society).township
    except Mistake:
        return ""


def _offered(_: Offer, word: str) -> list[tuple[str, str]]:
    """What may be said for a word."""
    return [(township, township) for township in _townships()] if word == "township" else []
