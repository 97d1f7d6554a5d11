"""The household survey (入户调查表): what two investigators saw, heard and propose.

Clause (徽州 二（四）): 互助社自受理（或主动发现）后1个工作日内完成入户调查并形成审核意见。
"""

from __future__ import annotations

from ledger.books import Books
from ledger.cases import Case
from ledger.facts import Fact
from ledger.mistake import Mistake
from ledger.vocabulary import RELIEF_KINDS
from reports.cases.told import Told, case_of, day_of, ticked, told
from reports.forms import Field, Form, Grid, Listed, Opinion, Part
from reports.officers import name_on
from reports.report import Asked, Report

_MONEY = ("项目", "一年（元）", "项目", "一年（元）")
_LINES = (
    ("务工、经营收入", "", "医疗自付", ""),
    ("种养殖收入", "", "教育支出", ""),
    ("赡养、补助等收入", "", "基本生活支出", ""),
    ("收入合计", "", "支出合计", ""),
)
_PROPOSED = (*RELIEF_KINDS, "转介", "不予救助")


def survey(case: Told, made: Fact | None = None, by: str = "") -> Form:
    """The form; `made` is the survey's step and `by` the name of who made it, where it was made."""
    return Form(
        "入户调查表", (*_parts(case, made, by), *case.notes), case.society, f"编号：{case.number or '　' * 8}"
    )


def _parts(case: Told, made: Fact | None, by: str) -> tuple[Part, ...]:
    day = day_of(made)
    signs = ("调查人一（签名）", "调查人二（签名）")
    return (
        Grid((
            (Field("被调查人", case.name, 2), Field("村民组", case.hamlet, 2)),
            (Field("住址", case.address, 2), Field("联系电话", case.phone, 2)),
            (Field("调查日期", day or "　　　　年　　月　　日", 2), Field("困难事由", case.matter, 2)),
            (Field("调查人一", by, 2), Field("调查人二", "", 2)),
        )),
        Opinion("家庭情况", _household(case), lines=4),
        Listed("收入和支出", _MONEY, _LINES, (4, 3, 4, 3)),
        Opinion("困难核实（附证明）", lines=5),
        Listed("邻里走访（两户以上）", ("被访人", "与被调查人关系", "反映的情况", "签名"), (("",) * 4,) * 3, (2, 2, 5, 2)),
        Opinion("调查结论", made.text("opinion") if made else "", lines=4),
        Grid((
            (Field("建议救助", ticked(_PROPOSED)),),
            (Field("建议金额", "￥", 2), Field("大写", "人民币", 3)),
        )),
        Opinion("签名", "以上情况由两名以上调查人入户了解，和被调查人说的一致。", signs, day, 1),
        Opinion("被调查人确认", "以上情况我看过（已读给我听），没有出入。", ("被调查人（签名、指印）",), day, 1),
    )  # fmt: skip


def _household(case: Told) -> str:
    members = "；".join(f"{name}（{relation}）{health}" for name, relation, _, health in case.members)
    return f"全家{case.people}：本人和{members}。" if members else ""


def surveyed(books: Books, case: Case, words: Told) -> Form:
    """The form of a case that was visited; Mistake where nobody has been there yet."""
    made = case.step("入户调查")
    if made is None:
        raise Mistake(f"{case.number}还没有入户调查；空白的表请出 blank-forms")
    return survey(words, made, name_on(books.facts, made.text("by"), made.day))


def _made(asked: Asked) -> Form:
    case = case_of(asked)
    return surveyed(asked.books, case, told(asked, case))


REPORT = Report("survey", "入户调查表", _made, frozenset(), closed=False, options={"case!": "救助编号"})
