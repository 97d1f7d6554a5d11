"""The monthly notice at the desk: seen as it will hang, registered, printed, taken down; and its filing.

It is registered first and printed then: the sheet bears the head of the chain, so the one that hangs is the one
that is registered only where nothing was recorded between the two.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from huzhu import filing, posting, recording, session
from huzhu.desk import access
from huzhu.desk.access import READERS, WRITERS, Table
from huzhu.desk.entry.pages import visitor
from huzhu.desk.entry.verdict import Said, said
from huzhu.desk.month.downloads import attached
from huzhu.desk.month.months import months
from huzhu.desk.papers import leads
from huzhu.desk.site import desk
from huzhu.desk.wording import at_the_desk
from ledger import journal
from ledger.facts import Fact
from ledger.journal import Refused, Request
from ledger.mistake import Mistake
from ledger.notices import sentences
from ledger.notices.notice import Notice, sheet_hash
from ledger.standing import Standing
from ledger.vocabulary import OBJECTIONS
from reports.rows import shown

PLACE = "村务公开栏"
OF_A_MONTH = ("filing", "taken-down", "activities", "fund-statement")
"""The reports that go with a month's notice."""
AGAIN = "还没有登记。请看清楚，再按一次"
"""To a form that came back through a sign-in: it is looked at, never done."""
CHANGED = "您看过以后账里又记了别的，公示上的校验码跟着变了。下面是现在的这一张，请再看一遍，再登记"


def open_notices(pages: Table) -> None:
    """Add the pages of the notices."""
    pages.add("/s/<society>/notices", "notices", _list, READERS)
    pages.add("/s/<society>/notices/<month>", "notice", _show, READERS)
    pages.add("/s/<society>/notices/<month>/sheet.pdf", "notice_pdf", _pdf, READERS)
    pages.add("/s/<society>/notices/<month>/post", "notice_post", _post, WRITERS, methods=("POST",))
    pages.add("/s/<society>/notices/<month>/down", "notice_down", _down, WRITERS, methods=("POST",))
    pages.add("/s/<society>/notices/<month>/file", "notice_file", _file, WRITERS, methods=("POST",))


def meant() -> bool:
    """Whether the button itself was pressed."""
    return request.form.get("step") == "write"


def _seen() -> Standing:
    return journal.seen(access.society())


def _list() -> str:
    found = months(_seen(), session.today())
    return render_template("notices.html", months=found, society=access.society())


def _show(month: str) -> Any:
    refuse_no_month(month)
    return _page(month, _day(request.args.get("date", "")))


def refuse_no_month(month: str) -> None:
    """No such page for what is no month."""
    try:
        posting.span_of(month)
    except Mistake:
        abort(404)


def _day(typed: str) -> date:
    """The day that was typed, today where none was; Mistake where it is none."""
    try:
        return date.fromisoformat(typed) if typed else session.today()
    except ValueError:
        raise Mistake("日期不对，请像 2026-08-05 这样写") from None


def _page(month: str, day: date, wrong: str = "", refused: tuple[Said, ...] = ()) -> str:
    """One month: where it stands, the sheet as it hangs or would hang, and what may be done next."""
    from reports.publicity.notice import sheet

    there = _seen()
    found, fact, why = _sheet(there, month, day)
    return render_template(
        "notices_month.html", month=month, day=day, notice=found, fact=fact, why=why, wrong=wrong, refused=refused,
        sheet=sheet(found) if found else None, digest=sheet_hash(found) if found else "",
        opening=sentences.opening(found) if found else "",
        shown=shown, state=next(iter(months(there, session.today(), of=month)), None), society=access.society(),
        acts=desk().pages.may(visitor(), "notice_post"), place=PLACE, objections=OBJECTIONS, today=session.today(),
        township=there.books.facts.registration.township if there.books.facts.registration else "",
        key=session.new_key(), papers=leads.of_month(visitor(), access.society(), month, *OF_A_MONTH),
    )  # fmt: skip


def _sheet(there: Standing, month: str, day: date) -> tuple[Notice | None, Fact | None, str]:
    """The sheet, the fact that it was posted, and why there is none to show."""
    try:
        return *posting.sheet_of(there.books, there.head, month, day), ""
    except Mistake as mistake:
        return None, posting.posted(there.books, month), at_the_desk(str(mistake))


def _pdf(month: str) -> Response:
    """The sheet for the printer: the very bytes that `huzhu notice` writes."""
    from reports.publicity.notice import pdf

    refuse_no_month(month)
    there = _seen()
    found, fact = posting.sheet_of(there.books, there.head, month, _day(request.args.get("date", "")))
    name = f"{access.society().id}-{month}公示" + ("" if fact else "（没有登记）")
    return attached(pdf(found), name, "pdf")


def _post(month: str) -> Any:
    """Register the sheet that was looked at, and keep it where the command keeps it."""
    from reports.publicity.notice import pdf

    refuse_no_month(month)
    society, there = access.society(), _seen()
    day, place = _day(request.form.get("date", "")), request.form.get("place", "").strip()
    if posting.posted(there.books, month):
        return _back(month)
    if not meant():
        return _page(month, day, AGAIN)
    try:
        found, _ = posting.sheet_of(there.books, there.head, month, day)
        if request.form.get("sheet") != sheet_hash(found):
            return _page(month, day, CHANGED), 409
        printed = pdf(found)  # first: what cannot be printed is not posted
        asked = posting.request(found, visitor().id, place, session.now())
    except Mistake as mistake:
        return _page(month, day, at_the_desk(str(mistake))), 422

    def keep() -> None:
        posting.keep(found, printed, posting.usual_path(society, month))

    return _record(month, day, asked, lambda seen: posting.posted(seen.books, month), keep)


def _down(month: str) -> Any:
    """Register that the sheet was taken down."""
    refuse_no_month(month)
    there, day = _seen(), _day(request.form.get("date", ""))
    if posting.taken_down(there.books, month):
        return _back(month)
    if not meant():
        return _page(month, day, AGAIN)
    try:
        asked = posting.request_down(
            there.books, month, day, visitor().id, request.form.get("objections", ""), session.now()
        )
    except Mistake as mistake:
        return _page(month, day, at_the_desk(str(mistake))), 422
    return _record(month, day, asked, lambda seen: posting.taken_down(seen.books, month))


def filed(there: Standing, month: str) -> Fact | None:
    """The fact that a month was filed with the township."""
    return next((f for f in there.books.facts.of("备案") if f.key == month), None)


def _file(month: str) -> Any:
    """Register that the sheet was handed in to the township."""
    refuse_no_month(month)
    day = _day(request.form.get("date", ""))
    if filed(_seen(), month):
        return _back(month)
    if not meant():
        return _page(month, day, AGAIN)
    try:
        asked = filing.request(access.society(), month, day, visitor().id, session.now())
    except Mistake as mistake:
        return _page(month, day, at_the_desk(str(mistake))), 422
    return _record(month, day, asked, lambda seen: filed(seen, month))


def _record(
    month: str, day: date, asked: Request, done: Callable[[Standing], Fact | None], after: Callable[[], None] = lambda: None
) -> Any:  # fmt: skip
    """Write what was asked; somebody else who was quicker with the same thing is no fault."""
    try:
        journal.record(access.society(), [recording.asked(asked.event, asked.key)])
        after()
    except Refused as refused:
        return _page(month, day, "没有登记，账簿没有变动", tuple(said(refused.findings))), 422
    except Mistake as mistake:
        if not done(_seen()):
            return _page(month, day, at_the_desk(str(mistake))), 422
    return _back(month)


def _back(month: str) -> Response:
    return redirect(url_for("notice", society=access.society().id, month=month), 303)
