"""The pages on which a step of a case is recorded: each a form of its own, on the case that its address names."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from huzhu import session
from huzhu.desk import access
from huzhu.desk.access import WRITERS, Table
from huzhu.desk.cases import archive
from huzhu.desk.cases.kinds import BY_STEP, CASE, KINDS, named
from huzhu.desk.cases.state import next_steps
from huzhu.desk.entry import form as forms
from huzhu.desk.entry import pages as entry
from huzhu.desk.entry.form import Kind
from huzhu.desk.entry.kinds import BY_SLUG
from huzhu.desk.entry.verdict import judge
from ledger.cases import Case


def open_steps(pages: Table) -> None:
    """Add the pages of the steps, and let drafts know their forms."""
    BY_SLUG.update({kind.slug: kind for kind in KINDS})
    at = "/s/<society>/cases/<number>/<step>"
    pages.add(at, "case_step", _form, WRITERS)
    pages.add(at, "case_step_send", _send, WRITERS, methods=("POST",))
    pages.add(f"{at}/verdict", "case_step_verdict", _verdict, WRITERS, methods=("POST",))


def found_case(number: str) -> Case:
    """The case of that number in the page's society; 404 where nobody accepted one."""
    case = entry.sitting().books.cases.get(number)
    return case if case and case.opened else abort(404)


def _kind(number: str, step: str) -> Kind:
    """The form of a step, on one case only."""
    kind, case = BY_STEP.get(step) or abort(404), found_case(number)
    this = replace(CASE, choices=lambda _: [(number, named(case))], default=lambda _: number)
    fields = tuple(this if f is CASE else f for f in kind.fields)
    return replace(kind, fields=fields, check=lambda _, said: _nameless(case, said))


def _nameless(case: Case, said: dict[str, Any]) -> None:
    """Wrong where a word that goes into the books tells who it is; only an open archive can know."""
    open_archive, person = archive.opened(), case.text("person")
    if open_archive is None or not archive.knows(open_archive, person):
        return
    known = open_archive.person(person)
    for name, word in said.items():
        if isinstance(word, str) and known.named_in(word):
            raise forms.Wrong(name, "这里写了本人的姓名或号码，会进账簿；请改写，例如“本人”")


def _form(number: str, step: str) -> Any:
    """The form of a step that makes sense now; of another one the case itself, which says how it stands."""
    at, case = entry.sitting(), found_case(number)
    if step in BY_STEP and step not in next_steps(at.books, case, at.day):
        return redirect(url_for("case", society=access.society().id, number=number), 303)
    found = forms.blank(_kind(number, step), entry.sitting(), {})
    return entry.page(found, session.new_key())


def _send(number: str, step: str) -> Any:
    """Look at the step, keep it for a second person, or write it and go back to the case."""
    kind = _kind(number, step)
    answer = entry.take(kind, action="")
    if isinstance(answer, Response) and not kind.second:
        society = access.society().id
        return redirect(url_for("case", society=society, number=number, done=step), 303)
    return answer


def _verdict(number: str, step: str) -> str:
    """What the rules say of the step as it is filled in, as a piece of a page."""
    filled = entry.sent(_kind(number, step))
    verdict = judge(filled.sitting.ledger, filled.event, entry.key_sent()) if filled.event else None
    return render_template("verdict.html", filled=filled, verdict=verdict, path=request.path)
