"""Papers of a case, photographed with the phone: sealed into the archive, and named in the books by their hash."""

from __future__ import annotations

from pathlib import PureWindowsPath
from typing import Any

from flask import redirect, render_template, request, url_for

from huzhu import filing_papers, lookup, recording, session
from huzhu.desk import access
from huzhu.desk.access import WRITERS, Table
from huzhu.desk.cases import archive
from huzhu.desk.cases.steps import found_case
from huzhu.desk.entry import pages as entry
from huzhu.desk.entry.verdict import Said, names, said
from huzhu.desk.wording import plain
from huzhu.filing_papers import Scan
from ledger import journal
from ledger.cases import Case
from ledger.confidential import archive_folder, scans
from ledger.events.cases import PapersFiled
from ledger.journal import Refused, Request
from ledger.mistake import Mistake
from ledger.vocabulary import PAPERS

LARGEST_TOGETHER_BYTES = 40 * 1024 * 1024
_MOST = 12
_MB = 1024 * 1024


def open_papers(pages: Table) -> None:
    """Add the page on which papers are filed."""
    at = "/s/<society>/cases/<number>/papers"
    pages.add(at, "case_papers", _form, WRITERS)
    pages.add(at, "case_papers_send", _send, WRITERS, methods=("POST",), largest_bytes=LARGEST_TOGETHER_BYTES)


def _form(number: str) -> str:
    return _page(found_case(number), session.new_key())


def _page(case: Case, key: str, sentence: str = "", found: list[Said] | None = None) -> str:
    return render_template(
        "case_papers.html", case=case, key=key, sentence=sentence, found=found or [], papers=PAPERS,
        ticked=request.form.getlist("papers") or request.args.getlist("papers"), society=access.society(),
        archive=archive.status(), largest=scans.LARGEST_BYTES // _MB, together=LARGEST_TOGETHER_BYTES // _MB,
    )  # fmt: skip


def _send(number: str) -> Any:
    case, key = found_case(number), entry.key_sent()
    at = archive.status()
    if at.there and not at.open:
        return _page(case, key, "本社有加密档案，请先打开档案，再传材料"), 409
    try:
        sent, ticked = _sent(), tuple(p for p in PAPERS if p in request.form.getlist("papers"))
        if not ticked:
            raise Mistake("请勾选照片里是什么材料")
        _file(case.number, sent, ticked, key)
    except Refused as refused:
        ledger = access.society()
        return _page(case, key, "没有归档，请看下面", said(refused.findings, names(ledger))), 422
    except Mistake as mistake:
        return _page(case, key, plain(str(mistake))), 422
    return redirect(url_for("case", society=access.society().id, number=number, done="papers"), 303)


def _sent() -> list[Scan]:
    """The files that were chosen, each found to be a scan; Mistake, by its place among them, where one is not."""
    files = [f for f in request.files.getlist("scan") if f.filename]
    if not files:
        raise Mistake("请拍照，或选照片、PDF文件")
    if len(files) > _MOST:
        raise Mistake(f"一次最多传{_MOST}个文件，请分几次传")
    return [_scan(number, f.filename or "", f.read()) for number, f in enumerate(files, 1)]


def _scan(number: int, name: str, content: bytes) -> Scan:
    if not content:
        raise Mistake(f"第{number}个文件是空的，请重新拍一张")
    if len(content) > scans.LARGEST_BYTES:
        raise Mistake(
            f"第{number}个文件有{len(content) // _MB}MB，太大了，每个不要超过{scans.LARGEST_BYTES // _MB}MB。"
            "请把手机相机的照片尺寸调小一点再拍，看得清字就行"
        )
    try:
        kind = scans.type_of(content)
    except Mistake:
        raise Mistake(
            f"第{number}个文件不是照片或扫描件：只收 JPG、PNG 图片和 PDF 文件（看内容，不看文件名）"
        ) from None
    called = PureWindowsPath(name).stem[:80] or "扫描件"  # knows both slashes
    return Scan(f"{called}.{kind}", content)


def _file(number: str, sent: list[Scan], ticked: tuple[str, ...], key: str) -> None:
    """Put all of them where they are kept, then name them in the books, all or none."""
    society = access.society()
    person = lookup.case(society, number).person
    open_archive = archive.opened()
    assert open_archive is not None or not archive_folder.exists(society), (
        "nothing is filed beside an archive"
    )
    requests: list[Request] = []
    for at, scan in enumerate(sent):
        put = filing_papers.put(society, number, person, scan, open_archive)
        event = recording.build(
            PapersFiled,
            date=session.today(),
            recorded_by=entry.visitor().id,
            case=number,
            papers=ticked,
            **put,
        )
        requests.append(recording.asked(event, f"{key}-{at}"))
    journal.record(society, requests)
