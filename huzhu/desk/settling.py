"""What becomes of a draft: shown as it would be written today, approved, sent back or withdrawn.

One way for a society's drafts and for the bureau's: a `Side` says whose books they are, who may approve, and which pages
they have. The books are the truth: a draft whose key stands in them was approved, by whom they say, whatever the note
of it says. So a desk that stopped between the two puts itself right as soon as anybody looks.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import abort, redirect, render_template, request

from huzhu import session
from huzhu.desk.drafts import APPROVED, DONE, RETURNED, WAITING, WITHDRAWN, Draft
from huzhu.desk.entry.form import Kind
from huzhu.desk.entry.pages import visitor
from huzhu.desk.entry.sitting import Sitting
from huzhu.desk.entry.verdict import Verdict, judge, names, said, write
from huzhu.desk.site import desk
from ledger import writing
from ledger.entries import text
from ledger.events.event import Event
from ledger.journal import Refused
from ledger.mistake import Mistake
from ledger.vocabulary import as_id
from ledger.writing import unfit

_LONGEST_REASON = 200
_MOST_SETTLED = 30


@dataclass(frozen=True)
class Links:
    """Where the pages of some drafts are."""

    back: str
    """What the list of drafts leads back to; empty where the menu does."""
    list: str
    draft: Callable[[int], str]
    approve: Callable[[int], str]
    send_back: Callable[[int], str]
    withdraw: Callable[[int], str]
    written: Callable[[int], str]


@dataclass(frozen=True)
class Side:
    """Whose drafts they are."""

    whose: str
    """The society's id, or what stands for the bureau."""
    links: Links
    sitting: Callable[[], Sitting]
    """The books as they are now."""
    kinds: dict[str, Kind]
    leave: Callable[[Sitting, Draft], tuple[bool, str]]
    """Whether the visitor may approve, and what is to be said of it."""
    approved: Callable[[Draft, bool], Event]
    """What would be written, approved by the visitor where they may."""
    rows: Callable[[Sitting, Draft], list[tuple[str, str]]]
    """The draft's words by their labels."""
    name_of: Callable[[Sitting, str], str]
    late: Callable[[Sitting, Draft], str] = lambda at, draft: ""
    """Why it must not be written any more; empty where it may."""
    again: Callable[[Draft], tuple[str, str]] = lambda draft: ("", "")
    """Where a draft that came back is mended, and how the link is called."""


def as_the_books_say(draft: Draft, at: Sitting) -> Draft:
    """The draft; approved, by whom the books say, where its entry stands in them."""
    event = at.standing.keys.get(draft.key)
    if event is None or draft.state == APPROVED:
        return draft
    entries = writing.parse(event.text.decode())
    by = next((who for e in reversed(entries) if (who := text(e, "approved-by"))), draft.recorded_by)
    return desk().drafts.stands(draft, by=by, at=text(entries[0], "at"), said=str(event.seq))


def listed(side: Side) -> str:
    """The page of all drafts, those that wait first."""
    drafts, at = desk().drafts, side.sitting()
    for draft in drafts.of(side.whose, WAITING):
        as_the_books_say(draft, at)
    return render_template(
        "drafts.html", waiting=drafts.of(side.whose, WAITING), kinds=side.kinds, to=side.links,
        name_of=lambda id_: side.name_of(at, id_),
        settled=drafts.of(side.whose, APPROVED, RETURNED, WITHDRAWN, most=_MOST_SETTLED),
    )  # fmt: skip


def shown(side: Side, id_: int) -> str:
    """The page of one draft."""
    return _page(side, *_found(side, id_))


def approve(side: Side, id_: int) -> Any:
    """Write the draft with both names, once."""
    with desk().drafts.deciding(_found(side, id_)[0]):
        return _approved(side, *_found(side, id_))


def send_back(side: Side, id_: int) -> Any:
    """Give the draft back to whoever recorded it, with the reason."""
    reason = request.form.get("reason", "").strip()
    draft, at = _found(side, id_)
    allowed, why = side.leave(at, draft)
    if not allowed:
        return _page(side, draft, at, sentence=why, reason=reason), 403
    if not reason or len(reason) > _LONGEST_REASON or unfit(reason):
        return _page(side, draft, at, sentence="请写明为什么退回，不超过200个字", reason=reason), 422
    if request.form.get("step") != "write":
        return _page(side, draft, at, sentence="还没有退回。请看清楚，再按一次“退回”", reason=reason)
    return _settled(side, draft, RETURNED, reason)


def withdraw(side: Side, id_: int) -> Any:
    """Take one's own draft back."""
    draft, at = _found(side, id_)
    if not _mine(draft):
        return _page(side, draft, at, sentence="只有记这一笔的人能撤回"), 403
    if request.form.get("step") != "write":
        return _page(side, draft, at, sentence="还没有撤回。确实要撤回，请再按一次")
    return _settled(side, draft, WITHDRAWN, "")


def _found(side: Side, id_: int) -> tuple[Draft, Sitting]:
    found, at = desk().drafts.get(side.whose, id_), side.sitting()
    if found is None or found.kind not in side.kinds:
        abort(404)
    return as_the_books_say(found, at), at


def _mine(draft: Draft) -> bool:
    return as_id(visitor().id) == as_id(draft.recorded_by)


def _page(
    side: Side,
    draft: Draft,
    at: Sitting,
    verdict: Verdict | None = None,
    sentence: str = "",
    reason: str = "",
) -> str:
    allowed, why = side.leave(at, draft)
    event, waits, kind = side.approved(draft, allowed), draft.state == WAITING, side.kinds[draft.kind]
    if verdict is None and waits:
        verdict = judge(at.ledger, event, draft.key)
    if verdict and (late := side.late(at, draft)):
        verdict = verdict._replace(ok=False, sentence=late)
    return render_template(
        "draft.html", draft=draft, kind=kind, verdict=verdict, allowed=allowed, why=why, sentence=sentence,
        told=kind.tell(at, event) if waits else "", reason=reason, rows=side.rows(at, draft), mine=_mine(draft),
        to=side.links, name_of=lambda id_: side.name_of(at, id_), again=side.again(draft),
    )  # fmt: skip


def _done(side: Side, draft: Draft, at: Sitting) -> str:
    """Who settled it and how; empty where it waits."""
    if draft.state == WAITING:
        return ""
    return f"这一笔已经由{side.name_of(at, draft.decided_by)}{DONE[draft.state]}了"


def _approved(side: Side, draft: Draft, at: Sitting) -> Any:
    allowed, why = side.leave(at, draft)
    if draft.state == APPROVED and as_id(draft.decided_by) == as_id(visitor().id):
        return _to_written(
            side, draft
        )  # a second click, or the desk stopped between the write and the note of it
    if draft.state != WAITING:
        return _page(side, draft, at, sentence=_done(side, draft, at)), 409
    if not allowed:
        return _page(side, draft, at, sentence=why), 403
    if late := side.late(at, draft):
        return _page(side, draft, at, sentence=late), 409
    if request.form.get("step") != "write":
        return _page(side, draft, at, sentence="还没有批准。请看清楚，再按一次“批准并记账”")
    return _written(side, draft, at)


def _written(side: Side, draft: Draft, at: Sitting) -> Any:
    event = side.approved(draft, True)
    try:
        seq = write(at.ledger, event, draft.key).entries[0].stamp.seq
    except Refused as refused:
        verdict = judge(at.ledger, event, draft.key)
        told = said(refused.findings, names(at.ledger))
        return _page(side, draft, at, verdict._replace(ok=False, said=told)), 422
    except Mistake as mistake:
        # Another desk on the same folder may have been first: then the books tell whose approval stands.
        draft, at = _found(side, draft.id)
        return _page(side, draft, at, sentence=_done(side, draft, at) or str(mistake)), 409
    return _to_written(side, desk().drafts.stands(draft, by=visitor().id, at=session.now(), said=str(seq)))


def _to_written(side: Side, draft: Draft) -> Any:
    return redirect(side.links.written(int(draft.said)), 303)


def _settled(side: Side, draft: Draft, state: str, reason: str) -> Any:
    user = visitor()
    with desk().drafts.deciding(draft):
        draft, at = _found(side, draft.id)  # the books may have it by now
        if draft.state == WAITING:
            desk().drafts.settle(draft, state, by=user.id, at=session.now(), said=reason)
        elif (draft.state, draft.said, as_id(draft.decided_by)) != (state, reason, as_id(user.id)):
            return _page(side, draft, at, sentence=_done(side, draft, at)), 409
    return redirect(side.links.draft(draft.id), 303)
