"""The forms of a case's steps: what each asks, and which event it becomes."""

from __future__ import annotations

from typing import Any

from huzhu import lookup
from huzhu.desk.access import WRITERS
from huzhu.desk.entry.form import Field, Kind, today, words_of
from huzhu.desk.entry.sitting import Choice, Sitting
from ledger import chart
from ledger.cases import Case
from ledger.events import cases as events
from ledger.vocabulary import DECISIONS, HARDSHIP, LEVELS, METHODS

PREFIX = "case-"


def named(case: Case) -> str:
    """A case as one reads it in a list."""
    return f"{case.number} {case.text('label')} {case.text('matter')}（{case.text('relief')}）"


def _all(sitting: Sitting) -> list[Choice]:
    return [(c.number, named(c)) for c in reversed(sitting.books.cases.values()) if c.opened]


CASE = Field("case", "哪一件救助", "choice", choices=_all)
_DAY = Field("date", "日期", "day", default=today)
_NOTE = Field("note", "说明", "long", required=False, help="不要写姓名、证件号和电话")


def _officer(name: str, label: str, *posts: str, said: str = "") -> Field:
    return Field(
        name, label, "choice", choices=lambda s: s.officers, default=lambda s: s.in_post(*posts), help=said
    )


_APPROVED_BY = _officer(
    "approved_by", "请谁审批", "社长", "秘书长", said="先存为待批，由这位（或别的负责人）批准后才记入案卷"
)


def _may_be(name: str, label: str, values: tuple[str, ...], said: str = "") -> Field:
    return Field(
        name,
        label,
        "choice",
        required=False,
        choices=words_of(("", *values)),
        default=lambda _: "",
        help=said,
    )


def _aid(sitting: Sitting, said: dict[str, Any]) -> dict[str, Any]:
    """What the case tells of a payment on it."""
    opened = lookup.case(sitting.ledger, said["case"])
    return (
        {"narration": f"先行救助（{opened.matter}）"} | said | {"label": opened.label, "kind": opened.relief}
    )


def _kind(slug: str, title: str, lead: str, event: Any, *fields: Field, **more: Any) -> Kind:
    return Kind(PREFIX + slug, title, lead, event, (_DAY, CASE, *fields), roles=WRITERS, **more)


KINDS: tuple[Kind, ...] = (
    _kind(
        "first-aid", "先行救助", "情况紧急，先把钱交到本人手里，调查、说明和审核事后补上。", events.FirstAid,
        Field("reason", "为什么要先救助", "long", help="写清紧急的情况；不要写姓名、证件号和电话"),
        Field("amount", "金额（元）", "money"),
        Field("method", "怎样发", "radio", choices=words_of(METHODS[:2]), default=lambda _: METHODS[0]),
        Field("account", "从哪里付", "choice", choices=lambda s: s.holders, default=lambda _: chart.CASH),
        Field("fund", "哪个基金", "choice", choices=lambda s: s.funds, default=lambda _: chart.DONATION_FUND),
        _officer("paid_by", "谁付款", "出纳"), _APPROVED_BY, second=True, complete=_aid,
    ),
    _kind(
        "survey", "入户调查", "到家里看过以后，把看到的和意见记下来。", events.Survey,
        _officer("by", "谁去调查的", "秘书长", "社长"),
        Field("opinion", "调查意见", "long", required=False,
              help="家里的困难、建议救助多少；先行救助的，说明情况也写在这里。不要写姓名、证件号和电话"),
    ),
    _kind(
        "decide", "审核", "同意救助多少，或者不同意。由第二个人批准才算数。", events.Decision,
        Field("decision", "结论", "radio", choices=words_of(DECISIONS), default=lambda _: DECISIONS[0]),
        Field("amount", "同意的金额（元）", "money", required=False, help="不同意的不写"),
        Field("stages", "分几次发放", "number", required=False, help="一次发完的不写；可以分2到12次"),
        _officer("by", "审核人", "社长", "秘书长"),
        _may_be("hardship", "困难程度", HARDSHIP), _may_be("level", "由哪一级审批", LEVELS, "本社自己审批的不写"),
        _APPROVED_BY, second=True,
    ),
    _kind(
        "refer", "转介", "本社办不了的，转给能办的部门或组织。", events.Referral,
        Field("to", "转给谁", words=("镇民政办", "区民政局", "区医保局", "区残联", "区慈善会")),
        Field("letter", "转介函编号", required=False),
        Field("due", "请在哪天前答复", "day", required=False),
    ),
    _kind(
        "reply", "转介答复", "转出去的有了答复。", events.ReferralAnswered,
        Field("outcome", "答复的结果", "long", help="不要写姓名、证件号和电话"),
    ),
    _kind("close", "结案", "这一件办完了。", events.CaseClosed, _NOTE),
    _kind("take-back", "撤回", "本人不申请了，或者受理错了。", events.CaseWithdrawn, _NOTE),
)  # fmt: skip
BY_STEP = {kind.slug.removeprefix(PREFIX): kind for kind in KINDS}
