"""受理: who asks for help is known here for a moment, and in the sealed archive; the books get pseudonym and mask."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from threading import Lock
from typing import Any

from flask import redirect, render_template, request, url_for

from huzhu import archives, keyring, lookup, session
from huzhu.desk import access
from huzhu.desk.access import WRITERS, Table
from huzhu.desk.cases import archive
from huzhu.desk.entry import form as forms
from huzhu.desk.entry import pages as entry
from huzhu.desk.entry.form import Field, Filled, Kind, today, words_of
from huzhu.desk.entry.sitting import Sitting
from huzhu.desk.entry.verdict import Verdict, judge, said, write
from huzhu.desk.wording import plain
from ledger.confidential import id_number, masks
from ledger.confidential.person import Person, written_down
from ledger.district import Society
from ledger.events.cases import CaseOpened
from ledger.journal import Refused
from ledger.mistake import Mistake
from ledger.vocabulary import CATEGORIES, FOUND, MATTERS, RELIEF_KINDS, as_read

_ONE_NUMBER_AT_A_TIME = Lock()
"""Between asking for the next number and writing it nobody else takes it."""
_ANOTHER_NAME = "档案里这个身份证号是另一个姓名，没有受理。请核对姓名和号码；本人改了名的，请先更正档案"
_OF_THE_PERSON = ("name", "id_number", "head_id_number")

ACCEPTANCE = Kind(
    "case-open", "受理", "有人申请救助，或者主动发现了有困难的人。", CaseOpened,
    (
        Field("date", "受理日期", "day", default=today),
        Field("name", "姓名", help="账里只写成“汪*”，全名不进账簿"),
        Field("id_number", "身份证号", help="只用来算出化名，不进账簿"),
        Field("head_id_number", "户主的身份证号", required=False, help="本人就是户主的不用写"),
        Field("hamlet", "村民组", required=False),
        Field("relief", "救助类型", "radio", choices=words_of(RELIEF_KINDS)),
        Field("matter", "事由", "choice", choices=words_of(MATTERS)),
        Field("matter_no", "事由序号", required=False, help="同一户同时有两种病的才写，例如 2"),
        Field("category", "人员类别", "choice", choices=words_of(CATEGORIES)),
        Field("found", "怎样得知", "radio", choices=words_of(FOUND), default=lambda _: FOUND[0]),
        Field("first_asked", "首问责任人", "choice", required=False,
              choices=lambda s: [("", "（不写）"), *s.officers], help="先问到谁，就由谁负责到底"),
    ),
    roles=WRITERS,
)  # fmt: skip


def open_opening(pages: Table) -> None:
    """Add the page on which a case is accepted."""
    pages.add("/s/<society>/cases/new", "case_new", _form, WRITERS)
    pages.add("/s/<society>/cases/new", "case_accept", _send, WRITERS, methods=("POST",))


def _form() -> str:
    return _page(forms.blank(ACCEPTANCE, entry.sitting(), {}), session.new_key())


def _page(filled: Filled, key: str, verdict: Verdict | None = None, notice: str = "") -> str:
    return render_template(
        "case_new.html", filled=filled, kind=filled.kind, key=key, verdict=verdict, notice=notice,
        society=access.society(), archive=archive.status(),
    )  # fmt: skip


def _send() -> Any:
    key = entry.key_sent()
    with _ONE_NUMBER_AT_A_TIME:
        filled = entry.sent(replace(ACCEPTANCE, complete=lambda s, typed: _accepted(s, typed, key)))
        if filled.event is None:
            return _page(filled, key), 422
        assert isinstance(filled.event, CaseOpened)
        if entry.used(filled.sitting.ledger, key):
            return _again(filled, filled.event, key)
        verdict = judge(filled.sitting.ledger, filled.event, key)
        if request.form.get("step") != "write":
            return _page(filled, key, verdict)
        return _write(filled, filled.event, key) if verdict.ok else (_page(filled, key, verdict), 422)


def _accepted(sitting: Sitting, typed: dict[str, Any], key: str) -> dict[str, Any]:
    """What the books get to know: pseudonyms, the masked name, and the case's number."""
    society, known = _society(sitting), who_asks(typed)
    if any(known.named_in(word) for word in (typed.get("hamlet"), typed.get("matter_no")) if word):
        raise Mistake("村民组和事由序号里不要写姓名和号码，它们会进账簿")
    if not keyring.there(society):
        raise Mistake("区里的密钥文件（district.key）不在，算不出化名，不能受理。请告诉管理员")
    person = keyring.pseudonym(society, known.id_number)
    head = typed.get("head_id_number")
    try:
        household = keyring.pseudonym(society, id_number.normal(as_read(head))) if head else person
    except Mistake:
        raise forms.Wrong("head_id_number", "户主的身份证号不对，请核对18位号码（末位可以是X）") from None
    number = lookup.accepted_under(society, key) or lookup.next_case(society, _year(typed["date"]))
    own = {"person": person, "household": household, "label": masks.label(known.name), "case": number}
    return {name: value for name, value in typed.items() if name not in _OF_THE_PERSON} | own


def _year(day: str) -> int:
    try:
        return date.fromisoformat(day).year
    except ValueError:
        raise forms.Wrong("date", "日期写法不对，像 2026-07-08") from None


def who_asks(typed: dict[str, Any]) -> Person:
    """Who it is, as typed; a fault is said beside its field and repeats nothing."""
    if fault := id_number.problem_on(id_number.normal(as_read(typed["id_number"])), session.today()):
        raise forms.Wrong("id_number", fault)
    try:
        return written_down(name=typed["name"], id_number=typed["id_number"], hamlet=typed.get("hamlet"))
    except Mistake as mistake:
        raise forms.Wrong("name", str(mistake).partition("：")[2]) from None


def _society(sitting: Sitting) -> Society:
    assert isinstance(sitting.ledger, Society)
    return sitting.ledger


def _write(filled: Filled, event: CaseOpened, key: str) -> Any:
    """First the archive, where somebody too many does no harm, then the books."""
    ledger = filled.sitting.ledger
    try:
        if (open_archive := archive.opened()) is not None:
            archives.remember(open_archive, event.person, who_asks(_typed(filled)))
        write(ledger, event, key)
    except Refused as refused:
        verdict = judge(ledger, event, key)
        return _page(filled, key, verdict._replace(ok=False, said=said(refused.findings))), 422
    except archives.AnotherName:
        return _page(replace(filled, faults={"name": _ANOTHER_NAME}), key), 422
    except Mistake as mistake:
        return _page(filled, key, Verdict(False, plain(str(mistake)), "", [], [])), 422
    return redirect(url_for("case", society=ledger.id, number=event.case, done="open"), 303)


def _again(filled: Filled, event: CaseOpened, key: str) -> Any:
    """A case was accepted with this very form: the same words again are that case, others a case to look at."""
    ledger = filled.sitting.ledger
    if lookup.case(ledger, event.case) == event:
        return redirect(url_for("case", society=ledger.id, number=event.case), 303)
    return _page(filled, session.new_key(), None, entry.USED), 409


def _typed(filled: Filled) -> dict[str, Any]:
    return {name: filled.value(name) or None for name in ("name", "id_number", "hamlet")}
