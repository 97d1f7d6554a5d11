"""一人一档: what a society did for one person. Who it is shows only after the look was written down, and why."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, NamedTuple

from flask import Response, abort, render_template, request

from huzhu import archives, session
from huzhu.desk import access
from huzhu.desk.access import READERS, Table
from huzhu.desk.cases import archive, state
from huzhu.desk.cases.archive import LOOKERS
from huzhu.desk.entry.pages import sitting, visitor
from huzhu.desk.entry.sitting import Sitting
from huzhu.desk.wording import plain
from huzhu.person_page import lines
from ledger.cases import Case
from ledger.confidential import scans
from ledger.confidential.archive import Archive
from ledger.confidential.masks import AUDIT
from ledger.facts import Fact
from ledger.mistake import Mistake
from ledger.money import show
from ledger.relief import Payment
from ledger.vocabulary import PSEUDONYM

_TYPES = {"jpg": "image/jpeg", "png": "image/png", "pdf": "application/pdf"}
_ALONE = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'"
"""What was photographed or scanned may hold anything: shown, it may do nothing."""
_LONGEST_REASON = 200


class File(NamedTuple):
    """One person's file: what the books say."""

    pseudonym: str
    label: str
    cases: list[Case]
    payments: list[Payment]
    papers: list[Fact]

    @property
    def total(self) -> str:
        """What was paid and not given back, in yuan."""
        return show(sum((p.kept for p in self.payments), Decimal(0)))


def open_people(pages: Table) -> None:
    """Add the pages of one person."""
    at = "/s/<society>/people/<pseudonym>"
    pages.add(at, "person", _show, READERS)
    pages.add(f"{at}/look", "person_look", _look, LOOKERS, methods=("POST",))
    pages.add(f"{at}/papers/<sha256>", "person_paper", _paper, LOOKERS, methods=("POST",))


def _file(at: Sitting, pseudonym: str) -> File:
    """What the books say of a person; 404 where they know nobody of that pseudonym."""
    books = at.books
    mine = [
        c for c in books.cases.values() if c.opened and pseudonym in (c.text("person"), c.text("household"))
    ]
    if not PSEUDONYM.fullmatch(pseudonym) or not mine:
        abort(404)
    payments = [p for case in mine for p in books.payments.get(case.number, ())]
    papers = [fact for case in mine if case.text("person") == pseudonym for fact in state.papers(books, case)]
    label = next((c.text("label") for c in mine if c.text("person") == pseudonym), "")
    return File(pseudonym, label, mine, payments, papers)


def _show(pseudonym: str) -> str:
    return _page(pseudonym)


def _page(pseudonym: str, sentence: str = "", **shown: Any) -> str:
    at = sitting()
    return render_template(
        "person.html", society=access.society(), sitting=at, file=_file(at, pseudonym), sentence=sentence,
        archive=archive.status(), states={n: state.state(at.books, c, at.day) for n, c in at.books.cases.items()},
        reason=request.form.get("reason", ""), **({"shown": None} | shown),
    )  # fmt: skip


def _look(pseudonym: str) -> Any:
    """Who it is, on a page that is made once: to look again is to look again."""
    _file(sitting(), pseudonym)
    open_archive, there = archive.opened(), archive.status().there
    if there and open_archive is None:
        return _page(pseudonym, "请先打开加密档案"), 409
    try:
        reason = _reason()
        if open_archive is None:
            shown = ["本社还没有加密档案，只有没加密的材料；看哪一份，就记下哪一份"]
        elif archive.knows(open_archive, pseudonym):
            person = archives.looked_at(open_archive, pseudonym, reason, who=visitor().id)
            shown = list(lines(person, AUDIT, session.today()))
        else:
            archives.note(open_archive, pseudonym, reason, visitor().id)
            shown = ["档案里只有材料，还没有登记姓名"]
    except Mistake as mistake:
        return _page(pseudonym, plain(str(mistake))), 422
    return _page(pseudonym, shown=shown)


def _reason() -> str:
    reason = request.form.get("reason", "").strip()
    if not reason or len(reason) > _LONGEST_REASON:
        raise Mistake("请写明为什么要看，不超过200个字，例如“复核救助资格”")
    return reason


def _paper(pseudonym: str, sha256: str) -> Any:
    """One paper as it was filed, after the look was written down."""
    fact = next((f for f in _file(sitting(), pseudonym).papers if f.text("sha256") == sha256), None) or abort(
        404
    )
    open_archive = archive.opened()
    sealed = not fact.text("filed-as")
    if sealed and open_archive is None:
        return _page(pseudonym, "请先打开加密档案"), 409
    try:
        reason = _reason()
        content = _sealed(open_archive, pseudonym, sha256) if sealed and open_archive else _lying_open(fact)
        kind = scans.type_of(content)
        opener = open_archive.opener if open_archive else ""
        if open_archive and _names(open_archive, pseudonym, reason):
            raise Mistake("理由里不要写姓名、证件号和电话，查看记录不加密。请改写")
        archives.note_of(access.society(), opener, pseudonym, reason, visitor().id)
    except Mistake as mistake:
        return _page(pseudonym, plain(str(mistake))), 422
    return _served(content, kind, f"{fact.key}-{sha256[:8]}.{kind}")


def _sealed(open_archive: Archive, pseudonym: str, sha256: str) -> bytes:
    found = next((p for p in open_archive.papers(pseudonym) if p.sha256 == sha256), None)
    if found is None:
        raise Mistake("这份材料不在档案里，或者被改动过。请告诉管理员，从备份恢复")
    return found.content


def _names(open_archive: Archive, pseudonym: str, reason: str) -> bool:
    return archive.knows(open_archive, pseudonym) and open_archive.person(pseudonym).named_in(reason)


def _lying_open(fact: Fact) -> bytes:
    """A paper that was filed before there was an archive."""
    society = access.society()
    path = (society.documents / fact.text("filed-as")).resolve()
    if not path.is_relative_to(society.documents.resolve()) or not path.is_file():
        raise Mistake("这份材料的文件不在了。请告诉管理员，从备份恢复")
    return path.read_bytes()


def _served(content: bytes, kind: str, name: str) -> Response:
    answer = Response(content, mimetype=_TYPES[kind])
    way = "attachment" if kind == "pdf" else "inline"
    answer.headers["Content-Disposition"] = f'{way}; filename="{name}"'
    answer.headers["Content-Security-Policy"] = _ALONE
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = "no-store"
    return answer
