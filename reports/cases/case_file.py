"""The whole case as one paper (案卷): cover, contents, every form in order, then the scans that lie among the documents.

What is sealed in the archive is only listed by its hash; so is every scan in a file for the township, which may see the
last four figures of an ID number and no more, while a scan shows them all. A form of a step that was never taken is left
out, and the cover says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from ledger.cases import Case
from ledger.mistake import Mistake
from reports.cases.application import application
from reports.cases.approval import approved
from reports.cases.case_index import GONE, OTHER, Filed, case_index, filings
from reports.cases.payment_slip import slips
from reports.cases.referral_slip import slips as referral_slips
from reports.cases.scanned import pictures
from reports.cases.situation_note import situation_note
from reports.cases.survey import surveyed
from reports.cases.told import Told, capital, case_of, day_of, figures, told
from reports.forms import Contents, Field, Form, Grid, Part, Words
from reports.report import Asked, Audience, Report

Step = tuple[str, Callable[[], Iterable[Form]]]


def case_file(asked: Asked, case: Case) -> list[Form]:
    """All leaves of a case."""
    words, filed = told(asked, case), filings(asked, case)
    forms, absent = _forms(asked, case, words)
    scanned, unseen = _scans(filed, asked.audience)
    index = case_index(asked, case, words, filed)
    return [_cover(asked, case, words, absent, unseen), index, *forms, *scanned]


def _forms(asked: Asked, case: Case, words: Told) -> tuple[list[Form], list[str]]:
    """The forms of the steps that were taken, and what the others are called."""
    books = asked.books
    steps: tuple[Step, ...] = (
        ("申请表", lambda: [application(words)]),
        ("先行救助情况说明", lambda: [situation_note(books, case, words)]),
        ("入户调查表", lambda: [surveyed(books, case, words)]),
        ("审批表", lambda: [approved(asked, case, words)]),
        ("领款单", lambda: slips(books, case, words)),
        ("转介单", lambda: referral_slips(books, case, words)),
    )
    made: list[Form] = []
    absent: list[str] = []
    for name, make in steps:
        try:
            found = list(make())
        except Mistake:  # the step was not taken: the form's own sentence is for who asks for it alone
            found = []
        made += found
        absent += [] if found else [name]
    return made, absent


def _scans(filed: list[Filed], audience: Audience) -> tuple[list[Form], list[str]]:
    """The scans that can be shown, a leaf a page, and what is to be seen in the original."""
    shown: list[Form] = []
    unseen: list[str] = []
    seen: set[str] = set()
    for each in filed:
        name = "、".join(each.papers)
        sha = each.fact.text("sha256")
        if sha in seen:
            continue
        seen.add(sha)
        whole = audience is Audience.AUDITOR
        pages = pictures(each.content, f"{each.fact.day}归档") if each.content and whole else []
        if not pages:
            unseen.append(f"{name}（{each.fact.day}归档，{_why(each, whole)}，校验码{sha[:16]}）")
        shown += [Form(f"扫描件：{name}{_place(at, len(pages))}", (page,), mark=f"校验码 {sha[:16]}")
                  for at, page in enumerate(pages, 1)]  # fmt: skip
    return shown, unseen


def _place(at: int, many: int) -> str:
    return f"（{at}/{many}）" if many > 1 else ""


def _why(filed: Filed, whole: bool) -> str:
    if filed.state in (GONE, OTHER):
        return "文件不见了" if filed.state == GONE else "文件和归档时不符"
    if not filed.content:
        return "在加密档案"
    return "打不开" if whole else "有完整的身份证号，不随卷报送"


def _cover(asked: Asked, case: Case, words: Told, absent: list[str], unseen: list[str]) -> Form:
    kept = asked.books.kept.get(case.number, Decimal("0.00"))
    ended = case.ended(asked.books.day)
    grid = Grid((
        (Field("救助对象", words.name, 2), Field("救助编号", words.number, 2)),
        (Field("村民组", words.hamlet, 2), Field("人员类别", words.category, 2)),
        (Field("困难事由", words.matter, 2), Field("救助类型", words.relief, 2)),
        (Field("受理日期", words.opened, 2), Field("结案日期", day_of(ended) or "办理中", 2)),
        (Field("实际救助", figures(kept), 2), Field("大写", capital(kept), 2)),
    ))  # fmt: skip
    parts: tuple[Part, ...] = (
        grid,
        Words("卷内目录", "heading"),
        Contents(),
        *_remarks(absent, unseen),
        *words.notes,
    )
    return Form("救助案卷", parts, words.society)


def _remarks(absent: list[str], unseen: list[str]) -> Iterator[Words]:
    if absent or unseen:
        yield Words("说明", "heading")
    if absent:
        yield Words(f"没有走到这一步，所以卷内没有：{'、'.join(absent)}。", "small")
    if unseen:
        yield Words(f"见原件、卷内没有图的：{'；'.join(unseen)}。", "small")


def _made(asked: Asked) -> list[Form]:
    return case_file(asked, case_of(asked))


REPORT = Report("case-file", "救助案卷", _made, frozenset(), closed=False, options={"case!": "救助编号"})
