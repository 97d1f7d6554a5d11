"""The pages of the forms: the list of them, a form, its verdict while it is filled, and what was written."""

from __future__ import annotations

import re
from typing import Any

from flask import abort, redirect, render_template, request, url_for

from huzhu import session
from huzhu.desk import access, sessions
from huzhu.desk.access import TREASURER, WRITERS, Table
from huzhu.desk.drafts import Drafts
from huzhu.desk.entry import form as forms
from huzhu.desk.entry.form import Filled, Kind
from huzhu.desk.entry.kinds import BY_SLUG, KINDS
from huzhu.desk.entry.sitting import Sitting
from huzhu.desk.entry.verdict import Verdict, judge, said, write
from huzhu.desk.entry.written import as_written
from huzhu.desk.site import desk
from huzhu.desk.users import User
from ledger import journal
from ledger.district import Ledger
from ledger.events.event import Event
from ledger.journal import Refused
from ledger.mistake import Mistake
from ledger.storage import NotWritten

_KEY = re.compile(r"[0-9a-f]{32}")
USED = "这张表刚才已经记过一笔，那一笔没有动。现在写的是另外一笔，还没有记；确实要再记一笔，请再按一次"


def open_entry(pages: Table) -> None:
    """Add the pages of the forms."""
    pages.add("/s/<society>/record", "record_list", _list, TREASURER)
    pages.add("/s/<society>/record/<kind>", "record_form", _form, TREASURER)
    pages.add("/s/<society>/record/<kind>", "record_send", _send, TREASURER, methods=("POST",))
    pages.add("/s/<society>/record/<kind>/verdict", "record_verdict", _verdict, TREASURER, methods=("POST",))
    pages.add("/s/<society>/written/<int:seq>", "written", _written, WRITERS)


def sitting(ledger: Ledger | None = None) -> Sitting:
    """The visitor, before the books of the page's society, today."""
    return Sitting(ledger or access.society(), visitor(), session.today())


def visitor() -> User:
    """Whoever is signed in; pages that are open to all do not ask."""
    found = sessions.visitor()
    assert found is not None
    return found


def key_sent() -> str:
    """The idempotency key that the page was given, or a new one where it brings none of ours."""
    found = request.form.get("key", "")
    return found if _KEY.fullmatch(found) else session.new_key()


def _kind(slug: str) -> Kind:
    return BY_SLUG.get(slug) or abort(404)


def _list() -> str:
    return render_template("record_list.html", kinds=KINDS, society=access.society())


def _form(kind: str) -> str:
    found = forms.blank(_kind(kind), sitting(), request.args.to_dict(flat=False))
    return page(found, session.new_key())


def page(filled: Filled, key: str, verdict: Verdict | None = None, notice: str = "", action: str = "") -> str:
    """A form as a page: where it is sent to, what is wrong with it, what would be written."""
    return render_template(
        "form.html", filled=filled, kind=filled.kind, sitting=filled.sitting, key=key, verdict=verdict,
        notice=notice, action=action or request.path,
    )  # fmt: skip


def sent(kind: Kind) -> Filled:
    """The form as it was sent, recorded by the visitor."""
    return forms.filled(kind, sitting(), request.form.to_dict(flat=False), recorded_by=visitor().id)


def _send(kind: str) -> Any:
    """Look at what was typed, or write it: at once, or as a draft where a second person is wanted."""
    return take(_kind(kind), action="")


def take(kind: Kind, *, action: str) -> Any:
    """What a form that was sent comes to: the form again, or the page of what was written or waits."""
    filled, key = sent(kind), key_sent()
    if filled.event is None:
        return page(filled, key, action=action), 422
    ledger = filled.sitting.ledger
    if request.form.get("step") != "write":
        return page(filled, key, judge(ledger, filled.event, key), action=action)
    if kind.second:
        return _keep(filled, filled.event, key, action)
    try:
        receipt = write(ledger, filled.event, key)
    except Refused as refused:
        verdict = judge(ledger, filled.event, key)._replace(ok=False, said=said(refused.findings))
        return page(filled, key, verdict, action=action), 422
    except NotWritten as not_written:
        if not used(ledger, key):
            return page(filled, key, Verdict(False, str(not_written), "", [], []), action=action), 422
        new = session.new_key()
        return page(filled, new, judge(ledger, filled.event, new), USED, action), 409
    except Mistake as mistake:
        return page(filled, key, Verdict(False, str(mistake), "", [], []), action=action), 422
    return redirect(url_for("written", society=ledger.id, seq=receipt.entries[0].stamp.seq), 303)


def _keep(filled: Filled, event: Event, key: str, action: str) -> Any:
    """Keep a draft for the second person, unless a rule would refuse it."""
    ledger = filled.sitting.ledger
    verdict = judge(ledger, event, key)
    if not verdict.ok:
        return page(filled, key, verdict, action=action), 422
    fields = event.model_dump(mode="json", by_alias=False, exclude_none=True)
    drafts: Drafts = desk().drafts
    kept = drafts.add(
        ledger.id, filled.kind.slug, fields, recorded_by=visitor().id, key=key, at=session.now()
    )
    if (kept.society, kept.fields, kept.recorded_by) != (ledger.id, fields, visitor().id):
        new = session.new_key()
        return page(filled, new, judge(ledger, event, new), USED, action), 409
    return redirect(url_for("draft", society=ledger.id, id_=kept.id), 303)


def used(ledger: Ledger, key: str) -> bool:
    """Whether something stands in the books under that key already."""
    return key in journal.seen(ledger).keys


def _verdict(kind: str) -> str:
    """What the rules say of the form as it stands now, as a piece of a page."""
    filled = sent(_kind(kind))
    verdict = judge(filled.sitting.ledger, filled.event, key_sent()) if filled.event else None
    return render_template("verdict.html", filled=filled, verdict=verdict)


def _written(seq: int) -> str:
    """One event as it stands in the books."""
    return render_template(
        "written.html", found=as_written(sitting(), seq) or abort(404), society=access.society()
    )
