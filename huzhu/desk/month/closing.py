"""Closing a month at the desk: what stops it is listed, then it is closed and sealed; what is left is to sign.

The keys of the officers are on their own sticks and never travel to the desk, so signing and reopening, which two
officers sign, stay with the command.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from flask import redirect, render_template, url_for

from huzhu import closing, recording, session
from huzhu.desk import access
from huzhu.desk.access import READERS, WRITERS, Table
from huzhu.desk.entry.pages import visitor
from huzhu.desk.entry.verdict import Said, said
from huzhu.desk.fava_guard import MOUNTED_AT
from huzhu.desk.month.months import Month, months
from huzhu.desk.month.notices import meant, refuse_no_month
from huzhu.desk.site import desk
from huzhu.desk.wording import at_the_desk
from ledger import journal, seals
from ledger.closings import Closings, seq
from ledger.district import Society
from ledger.findings import Finding
from ledger.journal import Refused
from ledger.load import BadBooks
from ledger.mistake import Mistake
from ledger.seals import Seal

MOST_SHOWN = 100


class Stop(NamedTuple):
    """What one rule says, and where it is mended."""

    said: Said
    href: str
    place: str


class Standing(NamedTuple):
    """How far the closing of a month is."""

    month: Month | None
    """None where it is not over, or the society was not registered yet."""
    closed: bool
    seal: Seal | None
    sentence: str
    """Why the books cannot be closed at all; empty where they can."""
    stops: list[Stop]
    """What has to be mended first."""
    told: list[Stop]
    """What stops nothing and should be looked at."""


def open_closing(pages: Table) -> None:
    """Add the pages of the closing."""
    pages.add("/s/<society>/closing/<month>", "closing", _show, READERS)
    pages.add("/s/<society>/closing/<month>", "close", _close, WRITERS, methods=("POST",))


def _show(month: str) -> str:
    refuse_no_month(month)
    return _page(month)


def _page(month: str, wrong: str = "") -> str:
    society = access.society()
    found = _standing(society, month)
    return render_template(
        "closing.html", month=month, found=found, wrong=wrong, society=society, enough=seals.ENOUGH,
        acts=desk().pages.may(visitor(), "close"), key=session.new_key(),
        names={t.person: t.name or t.person for t in journal.seen(society).books.facts.terms},
    )  # fmt: skip


def _standing(society: Society, month: str) -> Standing:
    """Look at a month; the rules are asked only where it is open and over."""
    there = journal.seen(society)
    found = next(iter(months(there, session.today(), of=month)), None)
    closed = Closings(there.books.facts).closed(month)
    if closed or found is None:
        return Standing(found, closed, seals.of_month(society, month) if closed else None, "", [], [])
    sentence, loaded = closing.judged(society, session.today())
    stops = [_stop(society, f) for f in loaded.findings if f.severity == "error"]
    told = [_stop(society, f) for f in loaded.findings if f.severity != "error"]
    return Standing(found, False, None, sentence, stops[:MOST_SHOWN], told[:MOST_SHOWN])


_PLACES = {
    "rows_reviewed": ("review", "去定待核的行"),
    "notice_in_time": ("notices", "去看公示"),
    "notice_stands": ("notices", "去看公示"),
    "filing_in_time": ("notices", "去看备案"),
}
"""Where what a rule says is mended, by rule: a page, and how it is called."""


def _stop(society: Society, found: Finding) -> Stop:
    """A finding, with the page where it is looked at: its own, the entry's, or the list of all."""
    (told,) = said([found])
    told = told._replace(text=at_the_desk(told.text))
    if found.rule in _PLACES:
        endpoint, place = _PLACES[found.rule]
        return Stop(told, url_for(endpoint, society=society.id), place)
    number = seq(getattr(found.entry, "meta", None) or {})
    if number and desk().pages.may(visitor(), "written"):
        return Stop(told, url_for("written", society=society.id, seq=number), f"看第{number}笔")
    return Stop(told, f"{MOUNTED_AT}/{society.id}/errors/", "在账簿里看")


def _close(month: str) -> Any:
    """Close and seal; a month that is closed and sealed already is left as it is."""
    refuse_no_month(month)
    society = access.society()
    if not meant():
        return _page(month, "还没有月结。请看清楚，再按一次")
    try:
        if not closing.is_sealed(society, month):
            asked = closing.request(society, month, session.today(), visitor().id, session.now())
            journal.record(society, [recording.asked(asked.event, asked.key)])
            closing.seal(society, month)
    except Refused as refused:
        return _page(month, at_the_desk(refused.findings[0].text)), 422
    except BadBooks as bad:
        return _page(month, at_the_desk(str(bad))), 409
    except Mistake as mistake:
        if not closing.is_sealed(society, month):
            return _page(month, at_the_desk(str(mistake))), 422
    return redirect(url_for("closing", society=society.id, month=month), 303)
