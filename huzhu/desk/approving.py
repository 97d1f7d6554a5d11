"""Drafts that wait for a second person: shown as they would be written today, approved, sent back or withdrawn.

The approval is what writes the entry, with both names. Whoever recorded it does not approve it (会计法 35), unless
a resolution of kind 职责兼任 in force lets one person do both; which one is then said on the page.
"""

from __future__ import annotations

from typing import Any

from flask import abort, redirect, render_template, request, url_for

from huzhu import session
from huzhu.desk import access
from huzhu.desk.access import WRITERS, Table
from huzhu.desk.drafts import APPROVED, RETURNED, WAITING, WITHDRAWN, Draft
from huzhu.desk.entry.kinds import BY_SLUG
from huzhu.desk.entry.pages import sitting, visitor
from huzhu.desk.entry.sitting import Sitting
from huzhu.desk.entry.verdict import Verdict, judge, said, write
from huzhu.desk.site import desk
from huzhu.desk.users import Role, User
from ledger.events.event import Event
from ledger.journal import Refused
from ledger.mistake import Mistake
from ledger.vocabulary import as_id
from ledger.writing import unfit

_BOTH = {"记账", "审批"}
_LONGEST_REASON = 200


def open_approving(pages: Table) -> None:
    """Add the pages of the drafts."""
    pages.add("/s/<society>/drafts", "drafts", _list, WRITERS)
    pages.add("/s/<society>/drafts/<int:id_>", "draft", _show, WRITERS)
    pages.add("/s/<society>/drafts/<int:id_>/approve", "approve", _approve, WRITERS, methods=("POST",))
    pages.add("/s/<society>/drafts/<int:id_>/return", "send_back", _send_back, WRITERS, methods=("POST",))
    pages.add("/s/<society>/drafts/<int:id_>/withdraw", "withdraw", _withdraw, WRITERS, methods=("POST",))


def event_of(draft: Draft, approver: str = "") -> Event:
    """The event that a draft is, approved by that person where one is given."""
    kind = BY_SLUG[draft.kind]
    return kind.event(**draft.fields | ({"approved_by": approver} if approver else {}))


def exception(sitting: Sitting, user: User) -> str:
    """The resolution by which whoever records may approve as well, in force today; empty where there is none."""
    for number, _ in sitting.resolutions("职责兼任"):
        fact = sitting.books.facts.resolution(number, sitting.day)
        if fact and set(fact.text("duties").split()) >= _BOTH:
            return number
    return ""


def may_approve(sitting: Sitting, draft: Draft, user: User) -> tuple[bool, str]:
    """Whether that user may approve the draft, and what is to be said of it."""
    if as_id(user.id) == as_id(draft.recorded_by):
        number = exception(sitting, user)
        return bool(number), (
            f"依据决议{number}（职责兼任），由同一人记账和审批" if number else "自己记的要由别人审批"
        )
    if user.role is not Role.OFFICER:
        return False, "由社长等负责人审批"
    return True, ""


def _draft(id_: int) -> Draft:
    return desk().drafts.get(access.society().id, id_) or abort(404)


def _list() -> str:
    society = access.society()
    waiting = desk().drafts.of(society.id, WAITING)
    settled = desk().drafts.of(society.id, APPROVED, RETURNED, WITHDRAWN, most=30)
    at = sitting()
    return render_template(
        "drafts.html", waiting=waiting, settled=settled, kinds=BY_SLUG, society=society, sitting=at, event_of=event_of,
    )  # fmt: skip


def _show(id_: int) -> str:
    return _page(_draft(id_))


def _page(draft: Draft, verdict: Verdict | None = None, sentence: str = "") -> str:
    at, user = sitting(), visitor()
    allowed, why = may_approve(at, draft, user)
    event = event_of(draft, user.id if allowed else "")
    if verdict is None and draft.state == WAITING:
        verdict = judge(at.ledger, event, draft.key)
    return render_template(
        "draft.html", draft=draft, kind=BY_SLUG[draft.kind], event=event, verdict=verdict, allowed=allowed, why=why,
        sentence=sentence, sitting=at, society=at.ledger, mine=as_id(user.id) == as_id(draft.recorded_by),
    )  # fmt: skip


def _approve(id_: int) -> Any:
    draft, at, user = _draft(id_), sitting(), visitor()
    allowed, why = may_approve(at, draft, user)
    if not allowed:
        return _page(draft, sentence=why), 403
    if draft.state not in (WAITING, APPROVED):
        return _page(draft, sentence=f"这一笔已经由{at.name_of(draft.decided_by)}{draft.state}了"), 409
    try:
        receipt = write(
            at.ledger, event_of(draft, user.id if draft.state == WAITING else draft.decided_by), draft.key
        )
        seq = receipt.entries[0].stamp.seq
        desk().drafts.settle(draft, APPROVED, by=user.id, at=session.now(), said=str(seq))
    except Refused as refused:
        verdict = judge(at.ledger, event_of(draft, user.id), draft.key)
        return _page(draft, verdict._replace(ok=False, said=said(refused.findings))), 422
    except Mistake as mistake:
        return _page(draft, sentence=str(mistake)), 409
    return redirect(url_for("written", society=at.ledger.id, seq=seq), 303)


def _send_back(id_: int) -> Any:
    draft, at, user = _draft(id_), sitting(), visitor()
    allowed, why = may_approve(at, draft, user)
    reason = request.form.get("reason", "").strip()
    if not allowed:
        return _page(draft, sentence=why), 403
    if not reason or len(reason) > _LONGEST_REASON or unfit(reason):
        return _page(draft, sentence="请写明为什么退回，不超过200个字"), 422
    return _settled(draft, RETURNED, user, reason)


def _withdraw(id_: int) -> Any:
    draft, user = _draft(id_), visitor()
    if as_id(user.id) != as_id(draft.recorded_by):
        return _page(draft, sentence="只有记这一笔的人能撤回"), 403
    return _settled(draft, WITHDRAWN, user, "")


def _settled(draft: Draft, state: str, user: User, reason: str) -> Any:
    try:
        desk().drafts.settle(draft, state, by=user.id, at=session.now(), said=reason)
    except Mistake as mistake:
        return _page(_draft(draft.id), sentence=str(mistake)), 409
    return redirect(url_for("drafts", society=draft.society), 303)
