"""Paying a subsidy out of the bureau's own books: the form, and the draft that a second person of the bureau approves."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import redirect, render_template, request, url_for

from huzhu import session
from huzhu.desk import settling
from huzhu.desk.access import BUREAU, Table
from huzhu.desk.drafts import Draft
from huzhu.desk.entry import words
from huzhu.desk.entry.form import Field, Filled, Kind, blank, filled, today
from huzhu.desk.entry.pages import USED, key_sent, page, sitting, visitor
from huzhu.desk.entry.sitting import Choice, Sitting
from huzhu.desk.entry.verdict import judge
from huzhu.desk.settling import Links, Side
from huzhu.desk.site import desk
from huzhu.desk.users import Role
from ledger import chart, money
from ledger.district import RESERVED, District
from ledger.events.bureau import BureauPayment
from ledger.vocabulary import as_id
from plugins.subsidy_reconciled import paid

_PAYS = "互助社启动资金补助"


def _societies(at: Sitting) -> list[Choice]:
    """Those that were paid before come last and are marked."""
    registry, before = desk().registry, paid(at.books)
    found = [
        (s.id, f"{registry.title(s)}（{s.id}{'，已拨过' if s.id in before else ''}）")
        for s in registry.district.societies
    ]
    return sorted(found, key=lambda choice: choice[0] in before)


def _once(at: Sitting) -> str:
    """What the policy gives a society to begin with."""
    line = at.books.policy.on(at.day, "seed_subsidy")
    return money.show(line.yuan) if line else ""


def _every_line(_: Sitting) -> list[Choice]:
    return [(line, f"{line} {name}") for line, name in chart.BUDGET_LINES.items()]


def _lines(at: Sitting) -> list[Choice]:
    """Those that are no allowance's."""
    return [(line, word) for line, word in _every_line(at) if not chart.allowance(chart.budget_account(line))]


def _approvers(at: Sitting) -> list[Choice]:
    return [
        (u.id, u.name) for u in desk().users.everyone()
        if u.role is Role.BUREAU and not u.disabled and as_id(u.id) != as_id(at.user.id)
    ]  # fmt: skip


def _complete(at: Sitting, typed: dict[str, Any]) -> dict[str, Any]:
    assert isinstance(at.ledger, District)
    society = at.ledger.society(typed["society"])
    return {"narration": _PAYS} | typed | {"payee": desk().registry.title(society)}


KIND = Kind(
    "bureau-payment", "拨付补助", "区里拨给互助社的补助，由第二个人批准后记账。", BureauPayment,
    (
        Field("date", "拨付日期", "day", default=today),
        Field("society", "拨给哪个互助社", "choice", choices=_societies),
        Field("amount", "金额（元）", "money", default=_once, help="像 10000 或 10,000.00"),
        Field("budget_line", "列支的预算科目", "choice", choices=_lines,
              help="低保、特困、临时救助等困难群众救助补助的科目不能用，这里没有列出"),
        Field("document_no", "拨款文号", help="像 徽财社〔2026〕12号"),
        Field("paid_by", "谁付款", help="办理支付的人，不能是记账或审批的人"),
        Field("approved_by", "请谁审批", "choice", choices=_approvers, help="先存为待批，由区里另一个人批准后才记账"),
        Field("narration", "摘要", required=False, default=lambda _: _PAYS),
    ), second=True, complete=_complete,
)  # fmt: skip
_READ = replace(
    KIND,
    fields=tuple(replace(f, choices=_every_line) if f.name == "budget_line" else f for f in KIND.fields),
)
"""As it is read: a line that was not offered and is sent all the same comes before the rule, which names the clause."""


def open_paying(pages: Table) -> None:
    """Add the form and the drafts."""
    post = ("POST",)
    pages.add("/bureau/pay", "bureau_pay", _form, BUREAU, bureau=True)
    pages.add("/bureau/pay", "bureau_pay_send", _send, BUREAU, methods=post, bureau=True)
    pages.add("/bureau/pay/verdict", "bureau_pay_verdict", _verdict, BUREAU, methods=post, bureau=True)
    pages.add("/bureau/drafts", "bureau_drafts", _list, BUREAU, bureau=True)
    pages.add("/bureau/drafts/<int:id_>", "bureau_draft", _show, BUREAU, bureau=True)
    for way, name, act in (
        ("approve", "bureau_approve", _approve), ("return", "bureau_send_back", _send_back),
        ("withdraw", "bureau_withdraw", _withdraw),
    ):  # fmt: skip
        pages.add(f"/bureau/drafts/<int:id_>/{way}", name, act, BUREAU, methods=post, bureau=True)


def _at() -> Sitting:
    return sitting(desk().registry.district)


def _form() -> str:
    return page(blank(KIND, _at(), request.args.to_dict(flat=False)), session.new_key())


def _sent() -> Filled:
    found = filled(_READ, _at(), request.form.to_dict(flat=False), recorded_by=visitor().id)
    return replace(found, kind=KIND)


def _verdict() -> str:
    found = _sent()
    verdict = judge(found.sitting.ledger, found.event, key_sent()) if found.event else None
    return render_template("verdict.html", filled=found, verdict=verdict)


def _send() -> Any:
    found, key = _sent(), key_sent()
    if found.event is None:
        return page(found, key), 422
    verdict = judge(found.sitting.ledger, found.event, key)
    if request.form.get("step") != "write":
        return page(found, key, verdict)
    if not verdict.ok:
        return page(found, key, verdict), 422
    fields, user = found.event.model_dump(mode="json", by_alias=False, exclude_none=True), visitor()
    kept = desk().drafts.add(RESERVED, KIND.slug, fields, recorded_by=user.id, key=key, at=session.now())
    if (kept.society, kept.fields, kept.recorded_by) != (RESERVED, fields, user.id):
        return page(found, session.new_key(), verdict, USED), 409
    return redirect(url_for("bureau_draft", id_=kept.id), 303)


def _names(id_: str) -> str:
    return next((u.name for u in desk().users.everyone() if u.id == id_), id_)


def _leave(at: Sitting, draft: Draft) -> tuple[bool, str]:
    """Whoever recorded it does not approve it (会计法 35); the bureau has nobody who may do both."""
    mine = as_id(at.user.id) == as_id(draft.recorded_by)
    return not mine, "自己记的要由区里另一个人审批" if mine else ""


def _event(draft: Draft, may: bool) -> BureauPayment:
    """What would be written, approved by the visitor where somebody else recorded it."""
    return BureauPayment(**draft.fields | ({"approved_by": visitor().id} if may else {}))


def _rows(at: Sitting, draft: Draft) -> list[tuple[str, str]]:
    fields = tuple(f for f in _READ.fields if f.name not in ("approved_by", "society"))
    return [("拨给", draft.fields["payee"]), *words.rows(fields, at, words.typed_of(fields, draft.fields))]


def _side() -> Side:
    links = Links(
        url_for("bureau"), url_for("bureau_drafts"), lambda id_: url_for("bureau_draft", id_=id_),
        lambda id_: url_for("bureau_approve", id_=id_), lambda id_: url_for("bureau_send_back", id_=id_),
        lambda id_: url_for("bureau_withdraw", id_=id_), lambda seq: url_for("bureau_written", seq=seq),
    )  # fmt: skip
    return Side(RESERVED, links, _at, {KIND.slug: KIND}, _leave, _event, _rows, lambda _, id_: _names(id_))


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
