"""今天要做的事: what is due, what is in hand, and what waits.

Money and duties are those of the books as they are now; what the rules found is kept from when they last ran,
and says so where the books have changed since.
"""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from flask import render_template
from flask.typing import ResponseReturnValue

from huzhu.desk import access, places
from huzhu.desk.access import READERS, WRITERS, Table
from huzhu.desk.drafts import WAITING
from huzhu.desk.entry.kinds import BY_SLUG
from huzhu.desk.entry.pages import sitting, visitor
from huzhu.desk.entry.sitting import Sitting
from huzhu.desk.entry.verdict import debits
from huzhu.desk.figures import Figures
from huzhu.desk.site import desk
from huzhu.desk.users import User
from huzhu.desk.wording import is_said
from huzhu.discreet import discreet
from ledger import money, writing
from ledger.chart import word
from ledger.district import Society
from ledger.entries import text
from ledger.mistake import Mistake
from reports.district.duties import Task, left
from reports.district.overview import Overview, overview

BUTTONS: tuple[tuple[str, dict[str, str], str], ...] = (
    ("record_form", {"kind": "donation"}, "捐赠"),
    ("record_form", {"kind": "relief"}, "发放救助"),
    ("case_new", {}, "受理"),
    ("record_form", {"kind": "draw"}, "支取备用金"),
)
"""What is done most: page, which one, and its word."""
LATEST = 10


class ToDo(NamedTuple):
    """One task as the page shows it."""

    task: Task
    late: bool
    left: str
    href: str


class Latest(NamedTuple):
    """One event as the list of the latest shows it."""

    day: date
    what: str
    of: str
    amount: str
    href: str


def open_today(pages: Table) -> None:
    """Add the page of a society's day."""
    pages.add("/s/<society>/", "today", _today, READERS)


def _today() -> ResponseReturnValue:
    society, user, seat = access.society(), visitor(), sitting()
    checked = desk().overviews.one(society, seat.day)
    try:
        now = overview(seat.books, (), seat.day)
    except Mistake as mistake:
        said = discreet(str(mistake)).replace(str(society.folder), society.id)
        return _page(seat, user, checked, said.rstrip("。")), 409
    return _page(seat, user, checked, "", now)


def _page(
    seat: Sitting, user: User, checked: Figures | None, sentence: str, now: Overview | None = None
) -> str:
    society = access.society()
    drafts = desk().drafts.of(society.id, WAITING) if user.role in WRITERS else []
    return render_template(
        "today.html", sitting=seat, society=society, now=now, sentence=sentence, checked=checked,
        todo=_todo(now, society, user) if now else [], latest=_latest(seat, user) if now else [],
        buttons=_buttons(society, user), drafts=drafts, kinds=BY_SLUG, show=money.show,
        findings=places.at(user, "findings", society=society.id), review=places.at(user, "review", society=society.id),
    )  # fmt: skip


def _todo(now: Overview, society: Society, user: User) -> list[ToDo]:
    return [ToDo(t, t.late(now.day), left(t, now.day), places.of_task(user, society, t)) for t in now.tasks]


def _buttons(society: Society, user: User) -> list[tuple[str, str]]:
    if user.role not in WRITERS:
        return []
    found = [(places.at(user, page, society=society.id, **which), word) for page, which, word in BUTTONS]
    return [(href, word) for href, word in found if href]


def _latest(seat: Sitting, user: User) -> list[Latest]:
    """The events written last, the newest first."""
    events = seat.standing.events
    first = max(len(events) - LATEST, 0)
    return [
        _event(
            writing.parse(event.text.decode()), places.at(user, "written", society=seat.ledger.id, seq=seq)
        )
        for seq, event in reversed(list(enumerate(events[first:], first + 1)))
    ]


def _event(entries: list[Any], href: str) -> Latest:
    """An event in a line: what a fact says of itself, of money who and what for."""
    first, last = entries[0], entries[-1]
    amount = debits(entries)
    if amount:
        of = " ".join(filter(None, (last.payee, last.narration)))
        return Latest(last.date, text(last, "event"), discreet(of), money.show(amount), href)
    words = [_plain(str(v.value)) for v in getattr(first, "values", None) or ()]
    what = str(getattr(first, "type", "")) or "开立科目"
    if len(words) > 1:
        what += words.pop()
    words = [word for word in words if is_said(word)]
    return Latest(last.date, what, discreet(" ".join(words)), "", href)


def _plain(value: str) -> str:
    """A place of money in a word; anything else as it is."""
    return word(value) if ":" in value else value
