"""Paying a subsidy out of the bureau's own books: the form, and the draft that a second person of the bureau approves."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import abort, redirect, render_template, request, url_for

from huzhu import session
from huzhu.desk.access import BUREAU, Table
from huzhu.desk.approving import as_the_books_say
from huzhu.desk.drafts import APPROVED, RETURNED, WAITING, WITHDRAWN, Draft
from huzhu.desk.entry.form import Field, Filled, Kind, blank, filled, today
from huzhu.desk.entry.pages import USED, key_sent, page, sitting, visitor
from huzhu.desk.entry.sitting import Choice, Sitting
from huzhu.desk.entry.verdict import Verdict, judge, said, write
from huzhu.desk.site import desk
from huzhu.desk.users import Role
from ledger import chart, money
from ledger.district import RESERVED, District
from ledger.events.bureau import BureauPayment
from ledger.journal import Refused
from ledger.mistake import Mistake
from ledger.vocabulary import as_id
from ledger.writing import unfit
from plugins.subsidy_reconciled import paid

_PAYS = "互助社启动资金补助"
_LONGEST_REASON = 200


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
    pages.add(
        "/bureau/drafts/<int:id_>/approve", "bureau_approve", _approve, BUREAU, methods=post, bureau=True
    )
    pages.add(
        "/bureau/drafts/<int:id_>/return", "bureau_send_back", _send_back, BUREAU, methods=post, bureau=True
    )
    pages.add(
        "/bureau/drafts/<int:id_>/withdraw", "bureau_withdraw", _withdraw, BUREAU, methods=post, bureau=True
    )


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


def _list() -> str:
    drafts, at = desk().drafts, _at()
    for draft in drafts.of(RESERVED, WAITING):
        as_the_books_say(draft, at)
    return render_template(
        "bureau_drafts.html", waiting=drafts.of(RESERVED, WAITING), names=_names(),
        settled=drafts.of(RESERVED, APPROVED, RETURNED, WITHDRAWN, most=30),
    )  # fmt: skip


def _names() -> dict[str, str]:
    return {u.id: u.name for u in desk().users.everyone()}


def _draft(id_: int) -> Draft:
    return as_the_books_say(desk().drafts.get(RESERVED, id_) or abort(404), _at())


def _show(id_: int) -> str:
    return _page(_draft(id_))


def _mine(draft: Draft) -> bool:
    return as_id(visitor().id) == as_id(draft.recorded_by)


def _event(draft: Draft) -> BureauPayment:
    """What would be written, approved by the visitor where somebody else recorded it."""
    by = {} if _mine(draft) else {"approved_by": visitor().id}
    return BureauPayment(**draft.fields | by)


def _page(draft: Draft, verdict: Verdict | None = None, sentence: str = "", reason: str = "") -> str:
    if verdict is None and draft.state == WAITING:
        verdict = judge(desk().registry.district, _event(draft), draft.key)
    return render_template(
        "bureau_draft.html", draft=draft, kind=KIND, verdict=verdict, sentence=sentence, mine=_mine(draft),
        names=_names(), filled=None, lines=chart.BUDGET_LINES, reason=reason,
    )  # fmt: skip


def _approve(id_: int) -> Any:
    with desk().drafts.deciding(_draft(id_)):
        return _approved(_draft(id_))


def _approved(draft: Draft) -> Any:
    district, user = desk().registry.district, visitor()
    if _mine(draft):
        return _page(draft, sentence="自己记的要由别人审批"), 403
    if draft.state == APPROVED:  # a second click, or the desk stopped between the write and the note of it
        return _to_written(draft)
    if draft.state != WAITING:
        return _page(draft, sentence=f"这一笔已经{draft.state}了"), 409
    if request.form.get("step") != "write":
        return _page(draft, sentence="还没有批准。请看清楚，再按一次“批准并记账”")
    try:
        seq = write(district, _event(draft), draft.key).entries[0].stamp.seq
    except Refused as refused:
        verdict = judge(district, _event(draft), draft.key)
        return _page(draft, verdict._replace(ok=False, said=said(refused.findings))), 422
    except Mistake as mistake:
        return _page(_draft(draft.id), sentence=str(mistake)), 409
    return _to_written(desk().drafts.stands(draft, by=user.id, at=session.now(), said=str(seq)))


def _to_written(draft: Draft) -> Any:
    return redirect(url_for("bureau_written", seq=int(draft.said)), 303)


def _send_back(id_: int) -> Any:
    draft, reason = _draft(id_), request.form.get("reason", "").strip()
    if _mine(draft):
        return _page(draft, sentence="自己记的可以撤回，不用退回"), 403
    if not reason or len(reason) > _LONGEST_REASON or unfit(reason):
        return _page(draft, sentence="请写明为什么退回，不超过200个字", reason=reason), 422
    if request.form.get("step") != "write":
        return _page(draft, sentence="还没有退回。请看清楚，再按一次“退回”", reason=reason)
    return _settled(draft, RETURNED, reason)


def _withdraw(id_: int) -> Any:
    draft = _draft(id_)
    if not _mine(draft):
        return _page(draft, sentence="只有记这一笔的人能撤回"), 403
    if request.form.get("step") != "write":
        return _page(draft, sentence="还没有撤回。确实要撤回，请再按一次")
    return _settled(draft, WITHDRAWN, "")


def _settled(draft: Draft, state: str, reason: str) -> Any:
    with desk().drafts.deciding(draft):
        try:
            now = _draft(draft.id)  # the books may have it by now
            desk().drafts.settle(now, state, by=visitor().id, at=session.now(), said=reason)
        except Mistake as mistake:
            return _page(_draft(draft.id), sentence=str(mistake)), 409
    return redirect(url_for("bureau_drafts"), 303)
