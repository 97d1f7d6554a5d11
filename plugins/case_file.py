"""一人一档：每一步该有的材料，按时归入案卷。

One person, one file: each paper that a step needs is put into the case's file within so many days of the step.

Clause (徽州 二（三）): 应当按照“一人一档”要求做好救助档案管理工作。
Clause (徽州 二（四）): 申请材料主要包括申请表、有效身份证明、遭遇困难及经济状况证明（或说明）。

Which papers a step needs is the policy line `case_papers`, a step and a paper in each value; 发放 is the
first payment. A paper is due `case_file_days` after its step; one that is filed late is there, and
nothing more is said of it. One finding a case names all papers that are overdue. The same paper filed
again replaces the earlier one, also with another sha256. A case taken back before anything was paid owes
no papers. A paper for a case that nobody accepted is an error. Whether the file itself still is what its
sha256 says is not judged here, for a rule reads no disk: another command goes through the folder.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from ledger.books import Books
from ledger.cases import Case
from ledger.duties import after_days
from ledger.findings import Finding, finding
from ledger.policy import BadPolicy, Line, Policy
from ledger.shapes import SHAPES
from plugins.rule import near_rule

__plugins__ = ("case_file",)

_PAYMENT = "发放"
_STEPS = (*SHAPES["救助"][1], _PAYMENT)


@near_rule("case_papers", "case_file_days")
def case_file(books: Books, policy: Policy) -> Iterator[Finding]:
    """Yield each case that lacks papers which are due, and each paper that belongs to no case."""
    filed: dict[str, set[str]] = {}
    for fact in books.facts.of("案卷材料"):
        filed.setdefault(fact.key, set()).update(fact.text("papers").split())
        line = policy.on(fact.day, "case_papers")
        case = books.cases.get(fact.key)
        if line and not (case and case.opened):
            yield finding(fact.entry, f"{fact.key}没有受理过，材料不知归给谁；请核对救助编号", line.cited)
    now = policy.on(books.day, "case_papers")
    for case in books.cases.values():
        one = now if case.opened and policy.on(case.opened.day, "case_papers") is now else None
        if one and filed.get(case.number, set()) >= _all(one):
            continue  # every paper that any step may need, under one line from the first step on
        if case.opened and not (case.step("撤回") and not books.payments.get(case.number)):
            yield from _judged(books, policy, case, filed.get(case.number, set()))


def _judged(books: Books, policy: Policy, case: Case, filed: set[str]) -> Iterator[Finding]:
    assert case.opened
    missing: list[str] = []
    clause, since = "", date.max
    for step in _STEPS:
        day = _day(books, case, step)
        papers = policy.on(day, "case_papers") if day else None
        days = policy.on(day, "case_file_days") if day else None
        if day is None or papers is None or days is None:
            continue
        due = after_days(day, days.number).day
        lacking = [p for p in _papers(papers).get(step, ()) if p not in filed]
        if lacking and books.day > due:
            missing += lacking
            clause, since = papers.cited, min(since, due)
    if missing:
        said = f"{case.number}（{case.text('label')}）的案卷缺{'、'.join(missing)}，最早的应在{since}前归档，请补上"
        yield finding(case.opened.entry, said, clause, "overdue")


def _day(books: Books, case: Case, step: str) -> date | None:
    """The day of a step, or of the first payment; None where it was not taken."""
    if step == _PAYMENT:
        return next((p.day for p in books.payments.get(case.number, ())), None)
    taken = case.step(step)
    return taken.day if taken else None


@lru_cache
def _all(line: Line) -> frozenset[str]:
    """Every paper of a whole case."""
    return frozenset(paper for papers in _papers(line).values() for paper in papers)


@lru_cache
def _papers(line: Line) -> dict[str, tuple[str, ...]]:
    """The papers of each step; BadPolicy where a value is not a step, a blank and a paper."""
    papers: dict[str, tuple[str, ...]] = {}
    for value in line.words:
        step, _, paper = value.partition(" ")
        if step not in _STEPS or not paper.strip():
            raise BadPolicy(
                f"{line.where} 政策“{line.name}”要写步骤和材料，例如 受理 申请表，不能是“{value}”"
            )
        papers[step] = (*papers.get(step, ()), paper.strip())
    return papers
