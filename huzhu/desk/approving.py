"""Drafts that wait for a second person: shown as they would be written today, approved, sent back or withdrawn.

The approval is what writes the entry, with both names. Whoever recorded it does not approve it (会计法 35), unless
a resolution of kind 职责兼任 in force lets one person do both; which one is then said on the page.

The books are the truth: a draft whose key stands in them was approved, by whom they say, whatever the note of it
says. So a desk that stopped between the two puts itself right as soon as anybody looks.
"""

from __future__ import annotations

from typing import Any

from flask import abort, redirect, render_template, request, url_for

from huzhu import session
from huzhu.desk import access
from huzhu.desk.access import WRITERS, Table
from huzhu.desk.drafts import APPROVED, DONE, RETURNED, WAITING, WITHDRAWN, Draft
from huzhu.desk.entry import words
from huzhu.desk.entry.kinds import BY_SLUG, KINDS
from huzhu.desk.entry.pages import sitting, visitor
from huzhu.desk.entry.sitting import Sitting
from huzhu.desk.entry.verdict import Verdict, judge, names, said, write
from huzhu.desk.site import desk
from huzhu.desk.users import Role, User
from ledger import writing
from ledger.entries import text
from ledger.events.event import Event
from ledger.journal import Refused
from ledger.mistake import Mistake
from ledger.statements import linked, settled
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
    """The resolution in force by which that user may approve what they recorded; empty where there is none.

    One that they registered themselves does not count: nobody gives themselves leave.
    """
    for number, _ in sitting.resolutions("职责兼任"):
        fact = sitting.books.facts.resolution(number, sitting.day)
        both = fact is not None and set(fact.text("duties").split()) >= _BOTH
        if both and fact and as_id(fact.text("recorded-by")) != as_id(user.id):
            return number
    return ""


def may_approve(sitting: Sitting, draft: Draft, user: User) -> tuple[bool, str]:
    """Whether that user may approve the draft, and what is to be said of it."""
    if as_id(user.id) == as_id(draft.recorded_by):
        number = exception(sitting, user)
        return bool(number), (
            f"依据决议{number}（职责兼任），可以由同一人记账和审批" if number else "自己记的要由别人审批"
        )
    if user.role is not Role.OFFICER:
        return False, "由社长等负责人审批"
    return True, ""


def as_the_books_say(draft: Draft, at: Sitting) -> Draft:
    """The draft; approved, by whom the books say, where its entry stands in them."""
    event = at.standing.keys.get(draft.key)
    if event is None or draft.state == APPROVED:
        return draft
    entries = writing.parse(event.text.decode())
    by = next((who for e in reversed(entries) if (who := text(e, "approved-by"))), draft.recorded_by)
    return desk().drafts.stands(draft, by=by, at=text(entries[0], "at"), said=str(event.seq))


def overtaken(draft: Draft, at: Sitting) -> str:
    """Why a statement's row must not be booked by this draft any more: it was decided otherwise meanwhile, or nothing."""
    link = str(draft.fields.get("link") or "")
    if not link or draft.state != WAITING:
        return ""
    if voucher := linked(at.books).get(link):
        return f"账单上的这一行已经记过了（凭证 {voucher}），不能再记一次。请退回或撤回这一笔"
    if row := settled(at.books).get(link):
        return f"账单上的这一行已经定为不用记（{row.text('reason')}）。请退回或撤回这一笔"
    return ""


def _draft(id_: int, at: Sitting) -> Draft:
    found = desk().drafts.get(access.society().id, id_)
    if found is None or found.kind not in BY_SLUG:
        abort(404)
    return as_the_books_say(found, at)


def _list() -> str:
    society, at = access.society(), sitting()
    for draft in desk().drafts.of(society.id, WAITING):
        as_the_books_say(draft, at)
    return render_template(
        "drafts.html", waiting=desk().drafts.of(society.id, WAITING), kinds=BY_SLUG, society=society, sitting=at,
        settled=desk().drafts.of(society.id, APPROVED, RETURNED, WITHDRAWN, most=30),
    )  # fmt: skip


def _show(id_: int) -> str:
    at = sitting()
    return _page(_draft(id_, at), at)


def _page(
    draft: Draft, at: Sitting, verdict: Verdict | None = None, sentence: str = "", reason: str = ""
) -> str:
    kind, user = BY_SLUG[draft.kind], visitor()
    allowed, why = may_approve(at, draft, user)
    event = event_of(draft, user.id if allowed else "")
    waits = draft.state == WAITING
    if verdict is None and waits:
        verdict = judge(at.ledger, event, draft.key)
    if verdict and (late := overtaken(draft, at)):
        verdict = verdict._replace(ok=False, sentence=late)
    return render_template(
        "draft.html", draft=draft, kind=kind, verdict=verdict, allowed=allowed, why=why, sentence=sentence,
        told=kind.tell(at, event) if waits else "", sitting=at, society=at.ledger, reason=reason,
        rows=words.rows(kind.fields, at, words.typed_of(kind.fields, draft.fields)),
        mine=as_id(user.id) == as_id(draft.recorded_by), row=bool(draft.fields.get("link")),
        refill=kind in KINDS and user.role in kind.roles,
    )  # fmt: skip


def _settled_by(draft: Draft, at: Sitting) -> str:
    return (
        f"这一笔已经由{at.name_of(draft.decided_by)}{DONE[draft.state]}了" if draft.state != WAITING else ""
    )


def _approve(id_: int) -> Any:
    at, user = sitting(), visitor()
    with desk().drafts.deciding(_draft(id_, at)):
        return _approved(_draft(id_, at := sitting()), at, user)


def _approved(draft: Draft, at: Sitting, user: User) -> Any:
    allowed, why = may_approve(at, draft, user)
    if draft.state == APPROVED and as_id(draft.decided_by) == as_id(user.id):
        return _to_written(draft)
    if draft.state != WAITING:
        return _page(draft, at, sentence=_settled_by(draft, at)), 409
    if not allowed:
        return _page(draft, at, sentence=why), 403
    if late := overtaken(draft, at):
        return _page(draft, at, sentence=late), 409
    if request.form.get("step") != "write":
        return _page(draft, at, sentence="还没有批准。请看清楚，再按一次“批准并记账”")
    event = event_of(draft, user.id)
    try:
        receipt = write(at.ledger, event, draft.key)
    except Refused as refused:
        verdict = judge(at.ledger, event, draft.key)
        return _page(
            draft, at, verdict._replace(ok=False, said=said(refused.findings, names(at.ledger)))
        ), 422
    except Mistake as mistake:
        # Another desk on the same folder may have been first: then the books tell whose approval stands.
        draft = as_the_books_say(draft, at := sitting())
        return _page(draft, at, sentence=_settled_by(draft, at) or str(mistake)), 409
    seq = receipt.entries[0].stamp.seq
    return _to_written(desk().drafts.stands(draft, by=user.id, at=session.now(), said=str(seq)))


def _to_written(draft: Draft) -> Any:
    return redirect(url_for("written", society=draft.society, seq=int(draft.said)), 303)


def _send_back(id_: int) -> Any:
    reason = request.form.get("reason", "").strip()
    at, user = sitting(), visitor()
    draft = _draft(id_, at)
    allowed, why = may_approve(at, draft, user)
    if not allowed:
        return _page(draft, at, sentence=why, reason=reason), 403
    if not reason or len(reason) > _LONGEST_REASON or unfit(reason):
        return _page(draft, at, sentence="请写明为什么退回，不超过200个字", reason=reason), 422
    if request.form.get("step") != "write":
        return _page(draft, at, sentence="还没有退回。请看清楚，再按一次“退回”", reason=reason)
    return _settled(draft, RETURNED, user, reason)


def _withdraw(id_: int) -> Any:
    at, user = sitting(), visitor()
    draft = _draft(id_, at)
    if as_id(user.id) != as_id(draft.recorded_by):
        return _page(draft, at, sentence="只有记这一笔的人能撤回"), 403
    if request.form.get("step") != "write":
        return _page(draft, at, sentence="还没有撤回。确实要撤回，请再按一次")
    return _settled(draft, WITHDRAWN, user, "")


def _settled(draft: Draft, state: str, user: User, reason: str) -> Any:
    with desk().drafts.deciding(draft):
        draft = _draft(draft.id, at := sitting())
        if draft.state == WAITING:
            desk().drafts.settle(draft, state, by=user.id, at=session.now(), said=reason)
        elif (draft.state, draft.said, as_id(draft.decided_by)) != (state, reason, as_id(user.id)):
            return _page(draft, at, sentence=_settled_by(draft, at)), 409
    return redirect(url_for("draft", society=draft.society, id_=draft.id), 303)
