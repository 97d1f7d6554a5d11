"""A society's drafts that wait for a second person: who may approve them, and what may overtake them.

The approval is what writes the entry, with both names. Whoever recorded it does not approve it (会计法 35), unless
a resolution of kind 职责兼任 in force lets one person do both; which one is then said on the page.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import url_for

from huzhu.desk import access, settling
from huzhu.desk.access import WRITERS, Table
from huzhu.desk.drafts import RETURNED, WAITING, WITHDRAWN, Draft
from huzhu.desk.entry import words
from huzhu.desk.entry.kinds import BY_SLUG, KINDS
from huzhu.desk.entry.pages import sitting, visitor
from huzhu.desk.entry.sitting import Sitting
from huzhu.desk.settling import Links, Side
from huzhu.desk.users import Role, User
from ledger.events.event import Event
from ledger.statements import linked, settled
from ledger.vocabulary import as_id

_BOTH = {"记账", "审批"}


def open_approving(pages: Table) -> None:
    """Add the pages of the drafts."""
    pages.add("/s/<society>/drafts", "drafts", _list, WRITERS)
    pages.add("/s/<society>/drafts/<int:id_>", "draft", _show, WRITERS)
    for way, name, act in (
        ("approve", "approve", _approve), ("return", "send_back", _send_back), ("withdraw", "withdraw", _withdraw),
    ):  # fmt: skip
        pages.add(f"/s/<society>/drafts/<int:id_>/{way}", name, act, WRITERS, methods=("POST",))


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


def overtaken(at: Sitting, draft: Draft) -> str:
    """Why a statement's row must not be booked by this draft any more: it was decided otherwise meanwhile, or nothing."""
    link = str(draft.fields.get("link") or "")
    if not link or draft.state != WAITING:
        return ""
    if voucher := linked(at.books).get(link):
        return f"账单上的这一行已经记过了（凭证 {voucher}），不能再记一次。请退回或撤回这一笔"
    if row := settled(at.books).get(link):
        return f"账单上的这一行已经定为不用记（{row.text('reason')}）。请退回或撤回这一笔"
    return ""


def _side() -> Side:
    """The drafts of the society asked for."""
    society = access.society()
    to = partial(url_for, society=society.id)
    links = Links(
        "", to("drafts"), lambda id_: to("draft", id_=id_), lambda id_: to("approve", id_=id_),
        lambda id_: to("send_back", id_=id_), lambda id_: to("withdraw", id_=id_), lambda seq: to("written", seq=seq),
    )  # fmt: skip
    return Side(
        society.id, links, sitting, BY_SLUG, lambda at, draft: may_approve(at, draft, visitor()),
        lambda draft, may: event_of(draft, visitor().id if may else ""), _rows, Sitting.name_of, overtaken, _again,
    )  # fmt: skip


def _rows(at: Sitting, draft: Draft) -> list[tuple[str, str]]:
    fields = BY_SLUG[draft.kind].fields
    return words.rows(fields, at, words.typed_of(fields, draft.fields))


def _again(draft: Draft) -> tuple[str, str]:
    kind, society = BY_SLUG[draft.kind], access.society().id
    if draft.state not in (RETURNED, WITHDRAWN):
        return "", ""
    if draft.fields.get("link"):
        return url_for("review", society=society), "到“待核”里重新定这一行"
    if kind in KINDS and visitor().role in kind.roles:
        return url_for("record_form", society=society, kind=kind.slug, draft=draft.id), "改好再交"
    return "", ""


def _list() -> str:
    return settling.listed(_side())


def _show(id_: int) -> str:
    return settling.shown(_side(), id_)


def _approve(id_: int) -> Any:
    return settling.approve(_side(), id_)


def _send_back(id_: int) -> Any:
    return settling.send_back(_side(), id_)


def _withdraw(id_: int) -> Any:
    return settling.withdraw(_side(), id_)
