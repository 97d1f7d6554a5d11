"""The approval (审批表): what the survey found, the secretary's opinion, the president's word, and the clocks.

Clause (徽州 二（四）): 互助社自受理（或主动发现）后1个工作日内完成入户调查并形成审核意见，审核后1个工作日内完成救助资金发放。

Clause (红河 二（二）3): what is above the township's ceiling is approved by the county, so a level above the society gets a box.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ledger.books import Books
from ledger.cases import Case
from ledger.entries import text
from ledger.facts import Fact
from ledger.mistake import Mistake
from ledger.vocabulary import DECISIONS, METHODS, RELIEF_KINDS
from reports.cases.clocks import ROW, clocks
from reports.cases.told import Told, capital, case_of, day_of, figures, ticked, told
from reports.forms import Field, Form, Grid, Listed, Opinion, Part
from reports.officers import name_on
from reports.report import Asked, Report

_AVOID = (
    "调查人、审核人、审批人和经办人声明：本人与申请人没有夫妻、直系血亲、三代以内旁系血亲或者近姻亲关系，也没有其他利害关系；"
    "有的，已经申明并回避，没有参加调查、审核、审批和付款。"
)
_NO_CLOCKS = (("入户调查和审核", "", "", "", "", ""), ("发放", "", "", "", "", ""))


@dataclass(frozen=True)
class Decided:
    """What was found and decided, in words; nothing yet on an empty form."""

    opinion: str = ""
    surveyed: str = ""
    decision: str = ""
    amount: Decimal | None = None
    stages: str = ""
    reviewed: str = ""
    approved: str = ""
    day: str = ""
    level: str = ""
    hardship: str = ""
    first_aid: bool | None = None
    methods: tuple[str, ...] = ()
    ties: str = ""
    rows: Sequence[tuple[str, ...]] = _NO_CLOCKS


def approval(case: Told, decided: Decided) -> Form:
    """The form, filled with what is known."""
    parts = (*_parts(case, decided), *case.notes)
    return Form("救助审批表", parts, case.society, f"编号：{case.number or '　' * 8}")


def _parts(case: Told, decided: Decided) -> Iterator[Part]:
    yield Grid(tuple(_head(case, decided)))
    yield Opinion(
        "入户调查意见", decided.opinion, ("调查人一（签名）", "调查人二（签名）"), decided.surveyed, 4
    )
    yield Opinion("秘书长审核意见", decided.reviewed, ("秘书长（签名）",), decided.day, 4)
    yield Opinion("社长审批意见", decided.approved, ("社长（签名、盖章）",), decided.day, 4)
    if decided.level and decided.level != "互助社":
        yield Opinion(f"{decided.level}审批意见", "", ("负责人（签名、盖章）",), "", 3)
    yield Grid((
        (Field("审批结果", ticked(DECISIONS, decided.decision), 2), Field("分几次发放", decided.stages, 1)),
        (Field("金额（小写）", figures(decided.amount) or "￥", 2), Field("大写", capital(decided.amount) or "人民币", 3)),
    ))  # fmt: skip
    yield Listed("办理时限", ROW, tuple(decided.rows), (5, 4, 4, 4, 4, 3))
    yield Opinion("回避声明", _AVOID + decided.ties, ("调查人", "审核人", "审批人", "经办人"), "", 2)


def _head(case: Told, decided: Decided) -> list[tuple[Field, ...]]:
    first = "" if decided.first_aid is None else "是" if decided.first_aid else "否"
    return [
        (Field("姓名", case.name, 2), Field("性别", case.sex), Field("年龄", case.age)),
        (Field("身份证号", case.id_number, 3), Field("村民组", case.hamlet, 2)),
        (Field("人员类别", case.category, 3), Field("困难事由", case.matter, 2)),
        (Field("受理日期", case.opened or "　　　　年　　月　　日", 3), Field("困难程度", decided.hardship, 2)),
        (Field("救助类型", ticked(RELIEF_KINDS, case.relief), 3), Field("先行救助", ticked(("是", "否"), first), 2)),
        (Field("已享受的政府救助", case.aid, 3), Field("发放方式", ticked(METHODS, *decided.methods), 2)),
    ]  # fmt: skip


def approved(asked: Asked, case: Case, words: Told) -> Form:
    """The form of a case that was decided; Mistake where it is not yet."""
    last = case.decision(asked.books.day)
    if last is None:
        raise Mistake(f"{case.number}还没有审核；空白的表请出 blank-forms")
    return approval(words, _decided(asked, case, last))


def _decided(asked: Asked, case: Case, last: Fact) -> Decided:
    books, survey = asked.books, case.step("入户调查")
    stages = last.number("stages")
    return Decided(
        survey.text("opinion") if survey else "", day_of(survey), last.text("decision"), last.yuan("amount"),
        f"{stages}次" if stages else "一次", _reviewed(books, case, last), _approved(books, last), day_of(last),
        last.text("level"), last.text("hardship"), case.step("先行救助") is not None,
        tuple(text(p.first.entry, "method") for p in books.payments.get(case.number, ())), _ties(books, case),
        [clock.row(asked.today) for clock in clocks(books, books.policy, case)] or _NO_CLOCKS,
    )  # fmt: skip


def _reviewed(books: Books, case: Case, last: Fact) -> str:
    by = name_on(books.facts, last.text("by"), last.day)
    amount = last.yuan("amount")
    given = f"，给予{case.text('relief')}{figures(amount)}" if amount is not None else ""
    return f"{by}审核：{last.text('decision')}{given}。"


def _approved(books: Books, last: Fact) -> str:
    who = last.text("approved-by")
    return f"{name_on(books.facts, who, last.day)}审批：{last.text('decision')}。" if who else ""


def _ties(books: Books, case: Case) -> str:
    """The relations to the person or the household that officers declared."""
    whose = {case.text("person"), case.text("household")}
    known = [f for f in books.facts.of("回避") if f.text("person") in whose]
    said = "、".join(
        f"{name_on(books.facts, f.key, f.day)}（{f.text('relation')}，{f.day}申明）" for f in known
    )
    return f"已申明有关系、应当回避的：{said}。" if said else ""


def _made(asked: Asked) -> Form:
    case = case_of(asked)
    return approved(asked, case, told(asked, case))


REPORT = Report("approval", "救助审批表", _made, frozenset(), closed=False, options={"case!": "救助编号"})
