"""The pages of the forms: the list of them, a form, its verdict while it is filled, and what was written."""

from __future__ import annotations

import re
from typing import Any

from flask import abort, redirect, render_template, request, url_for

from huzhu import session
from huzhu.desk import access, kept, sessions
from huzhu.desk.access import READERS, WRITERS, Table
from huzhu.desk.drafts import RETURNED, WITHDRAWN, Draft
from huzhu.desk.entry import form as forms
from huzhu.desk.entry import words
from huzhu.desk.entry.form import Filled, Kind
from huzhu.desk.entry.kinds import BY_SLUG, KINDS, groups
from huzhu.desk.entry.sitting import Sitting
from huzhu.desk.entry.verdict import Verdict, judge, names, said, write
from huzhu.desk.entry.written import as_written
from huzhu.desk.papers import leads
from huzhu.desk.site import desk
from huzhu.desk.users import User
from huzhu.desk.wording import plain
from ledger import journal
from ledger.district import Ledger
from ledger.events.event import Event
from ledger.journal import Refused
from ledger.mistake import Mistake
from ledger.storage import Busy, NotWritten

_KEY = re.compile(r"[0-9a-f]{32}")
USED = "这张表刚才已经记过一笔，那一笔没有动。现在写的是另外一笔，还没有记；确实要再记一笔，请再按一次"


def open_entry(pages: Table) -> None:
    """Add the pages of the forms; which of the forms are for whom is said of each kind."""
    pages.add("/s/<society>/record", "record_list", _list, WRITERS)
    pages.add("/s/<society>/record/<kind>", "record_form", _form, WRITERS)
    pages.add("/s/<society>/record/<kind>", "record_send", _send, WRITERS, methods=("POST",))
    pages.add("/s/<society>/record/<kind>/verdict", "record_verdict", _verdict, WRITERS, methods=("POST",))
    pages.add("/s/<society>/written/<int:seq>", "written", _written, READERS)


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
    kind = BY_SLUG.get(slug)
    # A step of a case is not filled in here, but on the page of its case.
    if kind not in KINDS or visitor().role not in kind.roles:
        abort(404)
    return kind


def _list() -> str:
    return render_template("record_list.html", groups=groups(visitor().role), society=access.society())


def _form(kind: str) -> str:
    """An empty form; with what the address says of it, or with the words of a draft that came back."""
    found, given, notice = _kind(kind), request.args.to_dict(flat=False), ""
    if draft := _came_back(found):
        given = words.typed_of(found.fields, draft.fields)
        notice = f"上次退回的原因：{draft.said}" if draft.state == RETURNED else ""
    return page(forms.blank(found, sitting(), given), session.new_key(), notice=notice)


def _came_back(kind: Kind) -> Draft | None:
    """The draft of this form that the address names, if it was sent back or withdrawn."""
    id_ = request.args.get("draft", type=int)
    draft = desk().drafts.get(access.society().id, id_) if id_ else None
    if (
        draft is None or draft.kind != kind.slug or draft.fields.get("link")
    ):  # a statement's row is decided at its row
        return None
    return draft if draft.state in (RETURNED, WITHDRAWN) else None


def page(filled: Filled, key: str, verdict: Verdict | None = None, notice: str = "", action: str = "") -> str:
    """A form as a page: where it is sent to, what is wrong with it, what would be written."""
    return render_template(
        "form.html", filled=filled, kind=filled.kind, sitting=filled.sitting, key=key, verdict=verdict,
        notice=notice, action=action or request.path,
    )  # fmt: skip


def sent(kind: Kind) -> Filled:
    """The form as it was sent, recorded by the visitor."""
    at, key = sitting(), key_sent()
    again = key in at.standing.keys or desk().drafts.under(key) is not None
    return forms.filled(kind, at, request.form.to_dict(flat=False), again=again, recorded_by=visitor().id)


def _send(kind: str) -> Any:
    """Look at what was typed, or write it: at once, or as a draft where a second person is wanted."""
    return take(_kind(kind), action="")


def take(kind: Kind, *, action: str) -> Any:
    """What a form that was sent comes to: the form again, or the page of what was written or waits."""
    try:
        return _taken(kind, action)
    except (
        Mistake
    ) as mistake:  # the books are busy, or cannot be judged: not even a form can be drawn of them
        code = 503 if isinstance(mistake, Busy) else 409
        return kept.again(plain(str(mistake)), code), code


def _taken(kind: Kind, action: str) -> Any:
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
        verdict = judge(ledger, filled.event, key)
        said_ = said(refused.findings, names(ledger))
        return page(filled, key, verdict._replace(ok=False, said=said_), action=action), 422
    except Busy:
        raise  # its words wait for another try
    except NotWritten as not_written:
        if used(ledger, key):
            return _another(filled, filled.event, action)
        return page(filled, key, _only(not_written), action=action), 422
    except Mistake as mistake:
        return page(filled, key, _only(mistake), action=action), 422
    return redirect(url_for("written", society=ledger.id, seq=receipt.entries[0].stamp.seq), 303)


def _only(mistake: Mistake) -> Verdict:
    """A verdict that is one sentence."""
    return Verdict(False, plain(str(mistake)), "", [], [])


def _another(filled: Filled, event: Event, action: str) -> Any:
    """The form again, under a key of its own: what was written under the one it came with is something else."""
    new = session.new_key()
    return page(filled, new, judge(filled.sitting.ledger, event, new), USED, action), 409


def _keep(filled: Filled, event: Event, key: str, action: str) -> Any:
    """Keep a draft for the second person, unless a rule would refuse it."""
    ledger, drafts, who = filled.sitting.ledger, desk().drafts, visitor().id
    fields = event.model_dump(mode="json", by_alias=False, exclude_none=True)
    draft = drafts.under(key)
    if draft is None and used(ledger, key):
        return _another(filled, event, action)
    if draft is None:
        verdict = judge(ledger, event, key)
        if not verdict.ok:
            return page(filled, key, verdict, action=action), 422
        slug, at = filled.kind.slug, session.now()
        draft = drafts.add(ledger.id, slug, fields, recorded_by=who, key=key, at=at)
    if (draft.society, draft.fields, draft.recorded_by) != (ledger.id, fields, who):
        return _another(filled, event, action)
    return redirect(url_for("draft", society=ledger.id, id_=draft.id), 303)


def used(ledger: Ledger, key: str) -> bool:
    """Whether something stands in the books under that key already."""
    return key in journal.seen(ledger).keys


def _verdict(kind: str) -> str:
    """What the rules say of the form as it stands now, as a piece of a page."""
    found = _kind(kind)
    try:
        filled = sent(found)
        verdict = judge(filled.sitting.ledger, filled.event, key_sent()) if filled.event else None
    except Mistake as mistake:
        return render_template("verdict.html", filled=None, verdict=_only(mistake))
    return render_template("verdict.html", filled=filled, verdict=verdict)


def _written(seq: int) -> str:
    """One event as it stands in the books."""
    at = sitting()
    found, society = as_written(at, seq) or abort(404), access.society()
    papers = leads.of_voucher(visitor(), society, at.books, found.voucher, found.day) if found.voucher else []
    return render_template("written.html", found=found, society=society, papers=papers)
