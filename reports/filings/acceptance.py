"""The register of acceptance and hand-over (受理转办登记簿): who was asked first, to whom it went, by when, and when done.

Clause (周村 四（四）): 实行社会救助“首问负责制”，不论问到谁，工作人员都要把急难申请人送到救助受理窗口。对于受理、转办事项，
各有关部门都要按照及时办理、快速处置的原则，限时办结。
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from ledger.books import Books
from ledger.case_duties import answers, handovers, referrals
from ledger.cases import Case
from ledger.confidential import masks
from ledger.duties import Duty, told
from ledger.facts import Fact
from reports.officers import name_on
from reports.report import Asked, Report
from reports.rows import Cell, Column, Row, Sheet

_FIRST = (
    Column("no", "序号", "count"),
    Column("case", "救助编号", "text"),
    Column("day", "受理日期", "day"),
    Column("who", "求助人", "text"),
    Column("matter", "事由", "text"),
    Column("found", "来源", "text"),
    Column("first_asked", "首问人", "text"),
)
_OUT = (
    Column("to", "去向", "text", group="转办"),
    Column("out", "日期", "day", group="转办"),
)
_DUE = (Column("due_out", "限期", "day", group="转办"), Column("due", "限期", "day", group="办结"))
_DONE = (
    Column("done", "日期", "day", group="办结"),
    Column("outcome", "结果", "text", group="办结"),
)
_LATE = Column("late", "超时", "text")
_LIMITS = (("handover_workdays", "受理后", "转办"), ("referral_workdays", "转办后", "得到答复"))
MASKED = "姓名按账簿打码，真实姓名存加密档案。"


def recipient(asked: Asked, case: Case) -> str:
    """A recipient as the audience may see them; as the books mask them where no archive was opened."""
    person = asked.person(case.text("person")) if asked.audience.may_name_recipients else None
    return masks.name(person.name, asked.audience.masked_as) if person else case.text("label")


def masked_note(asked: Asked, cases: Iterable[Case]) -> tuple[str, ...]:
    """The note that says why names are masked; none where no name is."""
    return (MASKED,) if any(recipient(asked, case) == case.text("label") for case in cases) else ()


def _made(asked: Asked) -> Sheet:
    """One row for each case accepted in the period, and one more for each further referral of it."""
    books, of = asked.books, asked.period
    cases = [c for c in books.cases.values() if c.opened and of.holds(c.opened.day)]
    timed = {id(d.fact): d for d in answers(books, books.policy)}
    handed = {id(d.fact): d for d in handovers(books, books.policy)}
    rows = [row for case in cases for row in _rows(asked, case, handed, timed)]
    limits = [c for c, line in zip(_DUE, ("handover_workdays", "referral_workdays"), strict=True)
              if books.policy.on(of.last, line)]  # fmt: skip
    columns = _ordered(
        limits, bool(books.policy.on(of.last, "first_asked")) or any(r["first_asked"] for r in rows)
    )
    kept = [Row((at, *(row[c.key] for c in columns[1:]))) for at, row in enumerate(rows, 1)]
    return Sheet(
        "受理转办登记簿", f"{asked.society}　{of.words}", columns, tuple(kept), _notes(asked, cases, limits),
        ("登记人", "负责人"),
    )  # fmt: skip


def _ordered(limits: list[Column], first_asked: bool) -> tuple[Column, ...]:
    """The columns; limits, and who was asked first, only where the policy asks for them."""
    late = (_LATE,) if limits else ()
    out = [c for c in (*_OUT, *_DUE[:1]) if c not in _DUE or c in limits]
    done = [c for c in (*_DUE[1:], *_DONE) if c not in _DUE or c in limits]
    return (*(_FIRST if first_asked else _FIRST[:-1]), *out, *done, *late)


def _rows(
    asked: Asked, case: Case, handed: dict[int, Duty], timed: dict[int, Duty]
) -> Iterator[dict[str, Cell]]:
    assert case.opened is not None
    first: dict[str, Cell] = {
        "case": case.number, "day": case.opened.day, "who": recipient(asked, case), "matter": case.text("matter"),
        "found": case.opened.text("found"), "first_asked": name_on(asked.books.facts, case.text("first-asked"), case.opened.day),
    }  # fmt: skip
    sent = list(referrals(case, asked.books.policy))
    for referral, answer in sent:
        duties = [d for d in (handed.get(id(referral)), timed.get(id(referral))) if d]
        yield first | _sent(referral, answer, duties) | {"late": _said_late(duties, asked.today)}
    if not sent:
        yield first | dict.fromkeys(("to", "out", "due_out", "due", "late")) | _own(asked.books, case)


def _sent(referral: Fact, answer: Fact | None, duties: list[Duty]) -> dict[str, Cell]:
    """What a referral says of itself: to whom, when, by when, and what came of it."""
    due: dict[str, Cell] = {d.kind: d.due.day for d in duties}
    return {
        "to": referral.text("to"),
        "out": referral.day,
        "due_out": due.get("转办"),
        "due": due.get("转介答复"),
        "done": answer.day if answer else None,
        "outcome": answer.text("outcome") if answer else "待答复",
    }


def _own(books: Books, case: Case) -> dict[str, Cell]:
    """What became of a case that the society kept: paid, closed, refused or taken back."""
    decided, paid = case.decision(date.max), books.payments.get(case.number, [])
    if back := case.step("撤回"):
        return {"done": back.day, "outcome": "撤回"}
    if decided and decided.text("decision") == "不同意":
        return {"done": decided.day, "outcome": "不予救助"}
    if paid:
        return {"done": paid[0].day, "outcome": "本社救助"}
    return {"done": None, "outcome": "正在办理"}


def _said_late(duties: list[Duty], today: date) -> str:
    """By how much each limit was missed, as people say it."""
    late = [d for d in duties if told(d.kind, d.due, d.done, today)]
    return "；".join(f"{d.kind.removeprefix('转介')}{_days(d, today)}" for d in late)


def _days(duty: Duty, today: date) -> str:
    unsure = "（暂定）" if duty.due.provisional else ""
    return f"晚{((duty.done or today) - duty.due.day).days}天{unsure}"


def _notes(asked: Asked, cases: list[Case], limits: list[Column]) -> tuple[str, ...]:
    empty = () if cases else (f"{asked.period.words}没有受理求助。",)
    policy, last = asked.books.policy, asked.period.last
    timed = [
        f"{said}{line.number}个工作日之内{what}（{line.source}）。"
        for name, said, what in _LIMITS
        if (line := policy.on(last, name))
    ]
    unset = () if limits else ("政策没有规定转办和办结的限期，表上没有限期和超时。",)
    asks = policy.on(last, "first_asked")
    first = (f"首问负责：{asks.clause}（{asks.source}）。",) if asks and asks.yes else ()
    return (*empty, *first, *timed, *unset, *masked_note(asked, cases))


REPORT = Report("acceptance", "受理转办登记簿", _made, closed=False)
