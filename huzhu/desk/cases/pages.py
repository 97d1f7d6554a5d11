"""The list of a society's cases, and one case."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from flask import abort, render_template, request

from huzhu.desk import access
from huzhu.desk.access import READERS, Table
from huzhu.desk.cases import archive, opening, papers, person, state, steps
from huzhu.desk.cases.clocks import Clock, clocks
from huzhu.desk.cases.kinds import BY_STEP, PREFIX
from huzhu.desk.cases.timeline import steps as timeline
from huzhu.desk.drafts import WAITING, Draft
from huzhu.desk.entry.pages import sitting
from huzhu.desk.entry.sitting import Sitting
from huzhu.desk.papers.of_case import of_case
from huzhu.desk.site import desk
from ledger.cases import Case
from ledger.money import show

_MOST_ENDED = 100


class Line(NamedTuple):
    """A case in the list."""

    case: Case
    state: str
    clock: Clock | None
    paid: str

    @property
    def opened(self) -> date:
        """The day of its acceptance."""
        return self.case.opened.day if self.case.opened else date.min


def open_cases(pages: Table) -> None:
    """Add the pages of the cases."""
    pages.add("/s/<society>/cases", "cases", _list, READERS)
    opening.open_opening(pages)
    pages.add("/s/<society>/cases/<number>", "case", _show, READERS)
    papers.open_papers(pages)
    steps.open_steps(pages)
    person.open_people(pages)
    archive.open_archive(pages)


def _list() -> str:
    at = sitting()
    wanted = request.args.get("q", "").strip()[:40]
    only = request.args.get("state", "")
    lines = [line for line in _lines(at) if only in ("", line.state) and _meant(line.case, wanted)]
    running = [line for line in lines if not line.case.ended(at.day)]
    ended = [line for line in lines if line.case.ended(at.day)]
    running.sort(key=lambda line: (line.clock.duty.due.day if line.clock else date.max, line.case.number))
    ended.sort(key=lambda line: line.case.number, reverse=True)
    return render_template(
        "cases.html", society=access.society(), sitting=at, running=running, ended=ended[:_MOST_ENDED],
        of=len(ended), wanted=wanted, only=only, states=state.STATES, opened=archive.status(),
    )  # fmt: skip


def _lines(at: Sitting) -> list[Line]:
    running = clocks(at.books, at.day)
    return [
        Line(
            case,
            state.state(at.books, case, at.day),
            next(iter(running.get(number, ())), None),
            show(paid) if (paid := at.books.kept.get(number, Decimal(0))) else "",
        )
        for number, case in at.books.cases.items()
        if case.opened
    ]


def _meant(case: Case, wanted: str) -> bool:
    return wanted in case.number or wanted in case.text("label")


def _show(number: str) -> str:
    at = sitting()
    case = at.books.cases.get(number)
    if case is None or case.opened is None:
        abort(404)
    return render_template(
        "case.html", society=access.society(), sitting=at, case=case, state=state.state(at.books, case, at.day),
        clocks=clocks(at.books, at.day).get(number, []), timeline=timeline(at, case),
        next_steps=[s for s in state.next_steps(at.books, case, at.day) if s not in _waits(number)],
        kinds=BY_STEP, drafts=_drafts(number), lacking=state.lacking(at.books, case, at.day),
        papers=state.papers(at.books, case), to_pay=show(state.to_pay(at.books, case, at.day)),
        done=request.args.get("done", ""), opened=archive.status(), printed=of_case(access.society(), number),
    )  # fmt: skip


def _drafts(number: str) -> list[Draft]:
    """What waits for a second person on a case."""
    return [d for d in desk().drafts.of(access.society().id, WAITING) if d.fields.get("case") == number]


def _waits(number: str) -> set[str]:
    """The steps that are before the second person already."""
    slugs = {draft.kind.removeprefix(PREFIX) for draft in _drafts(number)}
    return slugs | ({"pay"} if "relief" in slugs else set())
