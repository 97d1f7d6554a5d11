"""A case as a line of steps: 受理, 调查, 审核, 发放, 公示, 结案; who, when, how long it took against the clause."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from huzhu.desk.cases.clocks import workdays_between
from huzhu.desk.entry.sitting import Sitting
from ledger.cases import Case
from ledger.entries import text
from ledger.facts import Fact
from ledger.money import show
from ledger.policy import Line
from ledger.relief import Payment

_SAID = (
    ("opinion", "意见"), ("decision", "结论"), ("hardship", "困难程度"), ("level", "审批层级"), ("reason", "理由"),
    ("to", "转给"), ("letter", "转介函"), ("outcome", "答复"), ("note", "说明"),
)  # fmt: skip
_HANDS = (("by", "经办"), ("approved-by", "审批"), ("paid-by", "付款"), ("recorded-by", "记账"))


class Step(NamedTuple):
    """One point of the line."""

    word: str
    day: date | None
    """None while it has not been taken."""
    said: list[str]
    hands: list[tuple[str, str]]
    took: str = ""
    """How long it took, and how long it may take."""
    late: bool = False
    clause: str = ""
    voucher: str = ""
    seq: int = 0
    """Under which number it stands in the books, where money moved."""


def steps(sitting: Sitting, case: Case) -> list[Step]:
    """The points of a case's line, those to come last."""
    taken = [*_taken(sitting, case), *_paid(sitting, case), *_posted(sitting, case)]
    taken.sort(key=lambda step: (step.day or date.max, _ORDER.index(step.word)))
    return [*taken, *_to_come(sitting, case, {step.word for step in taken})]


_ORDER = ("受理", "先行救助", "入户调查", "审核", "转介", "转介答复", "发放", "公示", "撤回", "结案")
_WORD = {"转出": "转介", "回复": "转介答复"}


def _taken(sitting: Sitting, case: Case) -> Iterator[Step]:
    for fact in case.steps:
        if fact.step == "转介" and fact.kind == "救助":
            continue  # its letter says the same, and to whom
        said = [f"{word}：{value}" for key, word in _SAID if (value := fact.text(key))]
        if amount := fact.yuan("amount"):
            said.append(f"金额：{show(amount)}元")
        if times := fact.number("stages"):
            said.append(f"分{times}次发放")
        if due := fact.day_of("due"):
            said.append(f"请在{due}前答复")
        took, late, clause = _took(sitting, case, fact)
        word = _WORD.get(fact.step, fact.step)
        yield Step(word, fact.day, said, _hands(sitting, fact.meta), took, late, clause)


def _took(sitting: Sitting, case: Case, fact: Fact) -> tuple[str, bool, str]:
    if fact.step not in ("入户调查", "审核") or case.opened is None:
        return "", False, ""
    given = case.first_aid(fact.day)
    if given and (line := sitting.books.policy.on(given.day, "first_aid_days")):
        days = (fact.day - given.day).days
        return f"先行救助后第{days}天，规定{line.number}天内", days > line.number, line.cited
    return _worked(case.opened.day, fact.day, sitting.books.policy.on(case.opened.day, "survey_workdays"))


def _worked(since: date, day: date, line: Line | None) -> tuple[str, bool, str]:
    """How many working days there were between two days, against what a policy line allows."""
    if line is None or day < since:
        return "", False, ""
    days = workdays_between(since, day)
    said = f"用了{days}个工作日" if days else "当天"
    return f"{said}，规定{line.number}个工作日内", days > line.number, line.cited


def _paid(sitting: Sitting, case: Case) -> Iterator[Step]:
    decision = case.step("审核")
    aided = case.step("先行救助")
    for at, payment in enumerate(sitting.books.payments.get(case.number, ())):
        entry = payment.first.entry
        said = [
            f"{payment.first.kind} {show(payment.amount)}元（{text(entry, 'method')}）",
            *_came_back(payment),
        ]
        took = ("", False, "")
        if decision and not at and not aided:
            line = sitting.books.policy.on(decision.day, "payment_workdays")
            took = _worked(decision.day, payment.day, line)
        seq = entry.meta.get("seq") or (aided.meta.get("seq") if aided and not at else None)
        yield Step(
            "发放", payment.day, said, _hands(sitting, entry.meta), *took, voucher=text(entry, "voucher"),
            seq=int(seq) if isinstance(seq, Decimal) else 0,
        )  # fmt: skip


def _came_back(payment: Payment) -> list[str]:
    back = payment.amount - payment.kept
    return [f"退回 {show(back)}元"] if back > 0 else []


def _posted(sitting: Sitting, case: Case) -> Iterator[Step]:
    months = {f"{p.day:%Y-%m}" for p in sitting.books.payments.get(case.number, ())}
    for fact in sitting.books.facts.of("公示", "张贴"):
        if fact.key in months:
            yield Step("公示", fact.day, [f"{fact.key} 的救助公示"], _hands(sitting, fact.meta))
            months.discard(fact.key)


def _hands(sitting: Sitting, meta: dict[str, object]) -> list[tuple[str, str]]:
    return [(word, sitting.name_of(who)) for key, word in _HANDS if isinstance(who := meta.get(key), str)]


def _to_come(sitting: Sitting, case: Case, there: set[str]) -> Iterator[Step]:
    """The points that a case as this one still has before it."""
    if case.ended(sitting.day):
        return
    decision = case.decision(sitting.day)
    refused = decision is not None and decision.text("decision") != "同意"
    for word in ("入户调查", "审核", "发放", "公示", "结案"):
        if word not in there and not (refused and word in ("发放", "公示")):
            yield Step(word, None, [], [])
