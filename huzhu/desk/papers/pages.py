"""The reports of a society at the desk: the list of them, each as a page, as a file, and with the recipients' names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from flask import abort, make_response, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from huzhu.desk import access
from huzhu.desk.access import READERS, Table
from huzhu.desk.cases import archive
from huzhu.desk.cases.archive import LOOKERS
from huzhu.desk.entry.pages import visitor
from huzhu.desk.month.downloads import drawn
from huzhu.desk.papers import behind, names, periods
from huzhu.desk.papers.asking import Question, of_the_society, offered, question
from huzhu.desk.papers.beside import Beside
from huzhu.desk.papers.catalogue import WORDS, Offer, audiences, offers
from huzhu.desk.papers.making import Made, Who, make
from huzhu.desk.papers.periods import SPANS, Choice
from huzhu.desk.papers.wording import said_here
from huzhu.desk.site import desk
from huzhu.reporting.asking import file_stem
from ledger.mistake import Mistake
from reports.drawing.html import inside
from reports.forms import Paper
from reports.period import Period, Span
from reports.rows import Sheet

PICTURES = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
"""A paper's pictures stand in the page itself; as pictures they run nothing."""
FILES = {"pdf": "PDF", "xlsx": "Excel", "csv": "CSV"}
MANY_COLUMNS = 8
AGAIN_SECONDS = 3


class Line(NamedTuple):
    """A report in the list, and the days of which it is offered."""

    offer: Offer
    href: str
    leads: list[tuple[str, str]]
    """Address and words of each period."""


def open_papers(pages: Table) -> None:
    """Add the pages of the reports."""
    found = _Papers(Beside())
    at = "/s/<society>/papers"
    pages.add(at, "papers", _list, READERS)
    pages.add(f"{at}/<name>", "paper", found.show, READERS)
    pages.add(f"{at}/<name>", "paper_named", found.named, LOOKERS, methods=("POST",))
    pages.add(f"{at}/<name>.<form>", "paper_file", found.file, READERS)
    pages.add(f"{at}/behind/<figure>", "paper_behind", behind.show, READERS)


def _list() -> str:
    """Every report for the visitor; where the address names a period, those that can be of it."""
    there, code = of_the_society(), request.args.get("period", "")
    try:
        of = periods.named(code) if code else None
    except Mistake:
        abort(404)
    rooms = {room: list(_lines(some, there, of)) for room, some in offers(visitor().role).items()}
    return render_template(
        "papers_list.html", society=access.society(), rooms={r: some for r, some in rooms.items() if some},
        of=of, spans=SPANS, there=there,
    )  # fmt: skip


def _lines(some: list[Offer], there: dict[Span, list[Choice]], of: Period | None) -> Iterator[Line]:
    """A room's reports, each with the last closed period of every span it can be of; only those of `of` where it is one."""
    for offer in some:
        spans = offer.report.spans
        if of is None:
            days = [
                periods.default(there[s], closed=offer.report.closed)
                for s in SPANS
                if s in spans & there.keys()
            ]
            yield Line(offer, _at(offer), [(_at(offer, d), d.words) for d in days])
        elif of.span in spans:
            yield Line(offer, _at(offer, of), [])


def _at(offer: Offer, of: Period | None = None) -> str:
    code = of.code if of else None
    return url_for("paper", society=access.society().id, name=offer.name, period=code)


class _Papers:
    """One report as a page and as files."""

    def __init__(self, beside: Beside) -> None:
        self._beside = beside

    def show(self, name: str) -> Response:
        """The report inside a page."""
        asked = question(name)
        return page(asked, make(asked, self._beside))

    def file(self, name: str, form: str) -> Any:
        """The report as a file; back to the page where it is not made yet."""
        asked = question(name)
        made = make(asked, self._beside)
        if form not in FILES:
            abort(404)
        if made.paper is None:
            return redirect(url_for("paper", society=access.society().id, **asked.address()))
        return drawn(made.paper, form, _file_name(asked, made.paper))

    def named(self, name: str) -> Any:
        """The report with who the recipients are, after each look was written down."""
        asked, form = question(name), request.form.get("as", "")
        if request.form.get("step") != "write":  # it came back through a sign-in
            return page(asked, make(asked, self._beside))
        try:
            who: Who = names.looked_at(asked, request.form.get("reason", ""))
            made = make(asked, self._beside, who)
        except Mistake as mistake:
            return page(asked, make(asked, self._beside), wrong=said_here(str(mistake), asked.offer))
        if form in FILES and made.paper:
            return drawn(made.paper, form, _file_name(asked, made.paper))
        return page(asked, made, named=True)


def _file_name(asked: Question, paper: Paper) -> str:
    """石岗村互助社-业务活动表-2026-07-公示用, and whether it is a draft."""
    title = desk().registry.title(access.society())
    report, role = asked.offer.report, visitor().role
    parts = [file_stem(report.title, asked.period, title)]
    if asked.audience != audiences(report, role)[0]:
        parts.append(WORDS[asked.audience])
    return "-".join([*parts, "草稿"] if paper.across else parts)


def page(asked: Question, made: Made, *, wrong: str = "", named: bool = False) -> Response:
    """The page of a report: what is asked, the paper or why there is none, and what may be done with it."""
    there = of_the_society() if asked.offer.report.spans else {}
    shown = render_template(
        "papers_one.html", society=access.society(), asked=asked, made=made, named=named, wrong=wrong,
        leaves=_drawn(asked, made.paper) if made.paper and not asked.offer.large else [],
        spans={said: there[span] for span, said in SPANS.items() if span in asked.offer.report.spans and span in there},
        fit=audiences(asked.offer.report, visitor().role), words=WORDS, files=FILES, offered=offered,
        contents=Counter(leaf.title for leaf in made.paper.leaves) if made.paper else {},
        turned=made.paper is not None and turned(made.paper), archive=archive.status(),
        again=url_for("paper", society=access.society().id, **asked.address()),
        at=lambda page, **more: url_for(page, society=access.society().id, **asked.address(**more)),
    )  # fmt: skip
    answer = make_response(shown, 422 if made.sentence and not asked.missing else 200)
    answer.headers["Content-Security-Policy"] = PICTURES
    if made.waits:
        answer.headers["Refresh"] = str(AGAIN_SECONDS)
    return answer


def turned(paper: Paper) -> bool:
    """Whether it is printed on A4 laid across."""
    return any(isinstance(leaf, Sheet) and len(leaf.columns) > MANY_COLUMNS for leaf in paper.leaves)


def _drawn(asked: Question, paper: Paper) -> list[Markup]:
    """The leaves as pieces of the page: `inside` escaped every word in them."""
    lead = behind.leads(asked)
    return [Markup(inside(leaf, lead)) for leaf in paper.leaves]
