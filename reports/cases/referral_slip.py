"""The referral (转介单): a letter to whoever can do more, and below the cut the answer that comes back.

Clause (徽州 二（四）): what the society cannot carry is referred; (山西 二（二）): 根据民政部门提供的转介函件及时予以救助帮扶。
"""

from __future__ import annotations

from collections.abc import Iterator

from ledger.books import Books
from ledger.case_duties import referrals
from ledger.cases import Case
from ledger.facts import Fact
from ledger.mistake import Mistake
from ledger.notices.sentences import long_day
from reports.cases.told import Told, case_of, day_of, told
from reports.forms import Field, Form, Grid, Opinion, Signing, Words
from reports.report import Asked, Report

_DAY = "　　　　年　　月　　日"


def slip(case: Told, out: Fact | None = None, answer: Fact | None = None) -> tuple[Form, Form]:
    """The letter that goes out and the answer's form, one half of a page each."""
    return _letter(case, out), _answer(case, out, answer)


def _letter(case: Told, out: Fact | None) -> Form:
    to, due = (out.text("to"), out.day_of("due")) if out else ("", None)
    said = (
        f"{to or '　' * 12}：下列群众的困难超出本社的救助能力（范围），现转介贵单位，请按规定核实办理，"
        f"并在{long_day(due) if due else _DAY}前把结果填在回执上退回本社。"
    )
    return Form("困难群众转介单", (
        Words(said, "plain"),
        Grid((
            (Field("姓名", case.name, 2), Field("身份证号", case.id_number, 3)),
            (Field("联系电话", case.phone, 2), Field("住址", case.address or case.hamlet, 3)),
            (Field("人员类别", case.category, 2), Field("困难事由", case.matter, 3)),
            (Field("政府已救助", case.aid, 2), Field("本社已救助", case.given, 3)),
            (Field("转介函号", _letter_no(out)),),
        )),
        Opinion("困难情况和转介理由", _short(_why(case, out)), (), lines=2),
        Signing(("经办人", "社长", "接收人"), day=False),
        Words(f"互助社（盖章）　　{day_of(out) or _DAY}", "right"), *case.notes,
    ), case.society, _mark(case), half=True)  # fmt: skip


def _answer(case: Told, out: Fact | None, answer: Fact | None) -> Form:
    outcome = answer.text("outcome") if answer else ""
    return Form("转介回执", (
        Words(f"{case.society}：", "plain"),
        Grid((
            (Field("姓名", case.name, 2), Field("转介日期", day_of(out) or _DAY, 3)),
            (Field("转介函号", _letter_no(out), 2), Field("接收日期", _DAY, 3)),
            (Field("接收单位", out.text("to") if out else ""),),
        )),
        Opinion("办理结果", outcome, ("经办人（签名）", "单位（盖章）"), day_of(answer), 5),
    ), case.society, _mark(case), half=True)  # fmt: skip


def _letter_no(out: Fact | None) -> str:
    return out.text("letter") if out else ""


def _why(case: Told, out: Fact | None) -> str:
    """What is asked of whom it goes to, and what the applicant said."""
    return "　".join(filter(None, (out.text("note") if out else "", case.difficulty)))


def _short(text: str) -> str:
    """As much of a text as the letter has room for; all of it stands on the application."""
    return text if len(text) <= _LONGEST else text[: _LONGEST - 9] + "……（详见申请表）"


def _mark(case: Told) -> str:
    return f"编号：{case.number or '　' * 8}"


def slips(books: Books, case: Case, words: Told) -> Iterator[Form]:
    """The slips of all referrals of a case, each with its answer."""
    for out, answer in referrals(case, books.policy):
        yield from slip(words, out, answer)


def _made(asked: Asked) -> list[Form]:
    case = case_of(asked)
    if found := list(slips(asked.books, case, told(asked, case))):
        return found
    raise Mistake(f"{case.number}没有转介过；空白的转介单请出 blank-forms")


_LONGEST = 200
REPORT = Report("referral-slip", "转介单", _made, frozenset(), closed=False, options={"case!": "救助编号"})
