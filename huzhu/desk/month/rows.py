"""Statement rows that wait, decided at the desk one after the other: by one button, or as somebody knows better.

A row is found by the running number of the fact that hung it: a payment's own number is nobody's business in an
address. What was paid out waits for a second person like every payment; its draft is kept under the row's own key,
so that the row is in the books once, whoever comes first.
"""

from __future__ import annotations

from datetime import date
from itertools import count
from threading import Lock
from typing import Any, NamedTuple

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from huzhu import deciding, session
from huzhu.desk import access
from huzhu.desk.access import WRITERS, Table
from huzhu.desk.drafts import WAITING, Draft, Drafts
from huzhu.desk.entry.pages import sitting, visitor
from huzhu.desk.entry.verdict import Said, judge, said
from huzhu.desk.site import desk
from huzhu.desk.wording import at_the_desk, plain
from huzhu.statements import Stamps
from importers.allocation import CHANNELS, FUNDS, Choice, fits_way
from importers.hanging import movement
from importers.proposal import Choices
from ledger import journal, vocabulary
from ledger.chart import EXPENSES, word
from ledger.closings import Closings, seq
from ledger.district import Society
from ledger.entries import text
from ledger.events.event import Event
from ledger.events.moves import Draw, Return
from ledger.events.payments import Expense
from ledger.journal import Refused
from ledger.mistake import Mistake
from ledger.money import show
from ledger.vocabulary import BECOMES, as_id
from ledger.writing import unfit

_SECOND: dict[type[Event], str] = {Expense: "expense", Draw: "draw", Return: "return"}
"""What waits for a second person, and the form that it is a draft of."""
_HANDS = (*EXPENSES, "支取备用金", "缴回备用金")
_LONGEST = 200
_one_at_a_time = Lock()
"""Two people at one row: the second finds it decided."""


class Offered(NamedTuple):
    """One choice as a button: what is sent, and what is read."""

    value: str
    said: str


def open_rows(pages: Table) -> None:
    """Add the pages of the rows that wait."""
    pages.add("/s/<society>/rows", "row_first", lambda: _next(access.society(), 0), WRITERS)
    pages.add("/s/<society>/rows/<int:number>", "row", _show, WRITERS)
    pages.add("/s/<society>/rows/<int:number>", "row_decide", _decide, WRITERS, methods=("POST",))


def _rows(society: Society) -> dict[int, deciding.Row]:
    """The rows that wait, by the number of the fact that hung them, in order of day."""
    return {number: row for row in deciding.rows(society) if (number := seq(row.waiting.fact.meta))}


def _next(society: Society, number: int) -> Response:
    """To the row after that one that waits for nobody's approval; to the list where there is none."""
    drafted = {d.fields.get("link") for d in desk().drafts.of(society.id, WAITING)}
    order = [n for n, row in _rows(society).items() if row.waiting.link not in drafted]
    after = order[order.index(number) + 1 :] if number in order else [n for n in order if n > number]
    follows = (after or [n for n in order if n != number] or [0])[0]
    if follows:
        return redirect(url_for("row", society=society.id, number=follows), 303)
    return redirect(url_for("review", society=society.id), 303)


def _show(number: int) -> Any:
    society = access.society()
    row = _rows(society).get(number)
    return _page(society, number, row) if row else _gone(society, number)


def _page(
    society: Society, number: int, row: deciding.Row, wrong: str = "", refused: list[Said] | None = None
) -> str:
    """One row, what it may be, and how else it may be decided."""
    at, order = sitting(), list(_rows(society))
    waiting = row.waiting
    way = movement(waiting).way
    after = order[order.index(number) + 1 :] if number in order else []
    closed = Closings(at.books.facts).closed(f"{waiting.day:%Y-%m}")
    return render_template(
        "review_row.html", row=waiting, number=number, wrong=wrong, refused=refused or [], society=society,
        word=word, show=show, say=at_the_desk, typed=request.form, key=session.new_key(),
        place=order.index(number) + 1 if number in order else 1, of=len(order), next=after[0] if after else 0,
        offered=[_offered(c) for c in row.offered if c.voucher or c.becomes not in _HANDS],
        hands=[_offered(c) for c in row.offered if not c.voucher and c.becomes in _HANDS],
        becomes=[b for b in BECOMES if fits_way(b, way)], given=way == "in", funds=at.funds,
        channels=[c for c in vocabulary.CHANNELS if c not in ("会费", "摊派")],
        officers=at.officers, payer=at.in_post("出纳"), approver=at.in_post("社长", "秘书长"),
        learnable=deciding.learnable(waiting), draft=_draft(society, waiting.link),
        closed=closed, day=at.day if closed else waiting.day, today=at.day,
    )  # fmt: skip


def _offered(choice: Choice) -> Offered:
    return Offered(_value(choice), plain(choice.said))


def _value(choice: Choice) -> str:
    """A choice as a form sends it: what it is, not where it stood."""
    return "|".join((choice.becomes, choice.fund, choice.channel, choice.voucher))


def _draft(society: Society, link: str) -> Draft | None:
    """The draft that waits for approval and will book this row."""
    drafts: Drafts = desk().drafts
    return next((d for d in drafts.of(society.id, WAITING) if d.fields.get("link") == link), None)


def _gone(society: Society, number: int) -> Any:
    """A row that waits no more: on to the next for whoever decided it; others are told who did. 404 where it never was."""
    there = journal.seen(society).books
    link = next((f.key for f in there.facts.of("待核", "挂起") if seq(f.meta) == number), "")
    if not link:
        abort(404)
    by = next(
        (text(t, "recorded-by") for t in there.transactions if link in t.links and not there.undone(t)), ""
    )
    by = by or next((f.text("recorded-by") for f in there.facts.of("待核", "了结") if f.key == link), "")
    if request.method == "POST" and as_id(by) == as_id(visitor().id):
        return _next(society, number)
    name = sitting().name_of(by) if by else "别人"
    return render_template(
        "review_done.html", by=name, society=society, number=number
    ), 409 if request.method == "POST" else 200


def _decide(number: int) -> Any:
    """Do with the row as was chosen; one decision at a time."""
    society = access.society()
    with _one_at_a_time:
        row = _rows(society).get(number)
        if row is None:
            return _gone(society, number)
        if draft := _draft(society, row.waiting.link):
            if as_id(draft.recorded_by) == as_id(visitor().id) and request.form.get("step") in (
                "offered",
                "own",
            ):
                return _next(society, number)
            return _page(society, number, row, "这一行已经存为待批，没有再记；要改请先撤回那一笔"), 409
        try:
            return _as_asked(society, number, row)
        except Refused as refused:
            return _page(society, number, row, "没有记账，账簿没有变动", said(refused.findings)), 422
        except Mistake as mistake:
            return _page(society, number, row, at_the_desk(str(mistake)).rstrip("。")), 422


def _as_asked(society: Society, number: int, row: deciding.Row) -> Any:
    """Settle the row or book it; Mistake where what was sent cannot be meant."""
    form, who = request.form, visitor().id
    match form.get("step"):
        case "not-ours":
            deciding.settle(society, row.waiting, _reason(form.get("reason", "")), who)
        case "voucher":
            voucher = form.get("voucher", "").strip()
            if not voucher:
                raise Mistake("请写凭证号，像 2026-07-003")
            deciding.settle(society, row.waiting, f"账里已有：{voucher}", who, voucher)
        case "offered":
            choice = next((c for c in row.offered if _value(c) == form.get("choice")), None)
            if choice is None:
                raise Mistake("这一种记法现在没有了，请再选一次")
            return _book(society, number, row, choice)
        case "own":
            return _book(society, number, row, _own())
        case _:  # what comes back through a sign-in is looked at once more
            return _page(society, number, row)
    deciding.follow(society, who)
    return _next(society, number)


def _reason(typed: str) -> str:
    """Why a row is not the society's, as typed."""
    reason = typed.strip()
    if not reason or len(reason) > _LONGEST or unfit(reason):
        raise Mistake(f"请写明为什么不是本社的账，不超过{_LONGEST}个字")
    return reason


def _own() -> Choice:
    """What was chosen from all that a row can be."""
    form = request.form
    becomes = form.get("becomes", "")
    if becomes not in BECOMES:
        raise Mistake("请选记作什么")
    fund = form.get("fund", "") or FUNDS[becomes]
    if fund not in {f for f, _ in sitting().funds}:
        raise Mistake("请选一个本社有的基金")
    channel = (form.get("channel", "") or CHANNELS.get(becomes, "")) if becomes in vocabulary.GIFTS else ""
    if becomes == "村集体":
        channel = CHANNELS[becomes]
    return Choice(becomes, fund, channel)


def _day(typed: str) -> date | None:
    """The day to book on, where one was typed; Mistake where it is none."""
    try:
        return date.fromisoformat(typed) if typed else None
    except ValueError:
        raise Mistake("日期不对，请像 2026-08-05 这样写") from None


def _book(society: Society, number: int, row: deciding.Row, choice: Choice) -> Any:
    """Book a row; as a draft where a second person is wanted."""
    form, user = request.form, visitor()
    chosen = Choices(
        user.id,
        choice.fund or FUNDS["捐赠"],
        "",
        "",
        form.get("approved_by") or None,
        form.get("paid_by") or None,
    )
    if (day := _day(form.get("day", ""))) and day != row.waiting.day:
        chosen = chosen._replace(day=day)
    payer = form.get("payer", "").strip()[:_LONGEST] if form.get("step") == "own" else ""
    if not choice.voucher and choice.becomes in _HANDS:
        return _keep(society, number, row, choice, chosen)
    proposal, findings = deciding.decide(
        society, row.waiting, choice, chosen, Stamps(session.now()), payer=payer
    )
    if proposal.outcome == "review":
        told = [Said(*each) for each in said(findings)]
        return _page(
            society, number, row, f"没有记账：{at_the_desk(proposal.reason)}".rstrip("。"), told
        ), 422
    if (
        form.get("learn")
        and not choice.voucher
        and choice.becomes in BECOMES
        and deciding.learnable(row.waiting)
    ):
        deciding.learn(society, row.waiting, choice, user.id)
    deciding.follow(society, user.id)
    return _next(society, number)


def _keep(society: Society, number: int, row: deciding.Row, choice: Choice, chosen: Choices) -> Any:
    """Keep what was paid out as a draft, unless a rule would refuse it."""
    if not (chosen.approved_by and chosen.paid_by):
        raise Mistake("付出去的钱要选好谁付款、请谁审批")
    event = deciding.proposed(row.waiting, choice, chosen)
    if event.event is None:
        raise Mistake(f"没有记账：{event.reason}")
    key = _free_key(society, row.waiting.link)
    verdict = judge(society, event.event, key)
    if not verdict.ok:
        return _page(society, number, row, verdict.sentence or "没有记账，账簿没有变动", verdict.said), 422
    fields = event.event.model_dump(mode="json", by_alias=False, exclude_none=True)
    kept = desk().drafts.add(
        society.id, _SECOND[type(event.event)], fields, recorded_by=visitor().id, key=key, at=session.now()
    )
    if kept.fields.get("link") != row.waiting.link or kept.society != society.id:
        raise Mistake("这一行刚才已经由别人定了")
    return _next(society, number)


def _free_key(society: Society, link: str) -> str:
    """The row's own key; with a number where a draft of it came back before, or its booking was reversed."""
    with desk().users.store.open() as db:
        taken = {
            row[0]
            for row in db.execute("SELECT key FROM drafts WHERE key = ? OR key LIKE ?", (link, f"{link}-d%"))
        }
    taken |= journal.seen(society).keys.keys()
    return next(k for n in count() if (k := f"{link}-d{n}" if n else link) not in taken)
