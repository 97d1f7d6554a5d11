"""The register of referrals (转介登记簿): to whom, under which letter, by when an answer is due, and what came of it.

Clause (山西 二（二）): 各级成员单位对民政部门转介的救助对象，可以简化核查程序，根据民政部门提供的转介函件及时予以救助帮扶。
(徽州 二（四）: 不限转介服务次数; 红河 二（四）3: 及时转介到相关职能部门并协助其申请。)
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ledger.books import Books
from ledger.case_duties import answers, lacks_letter, referrals
from ledger.cases import Case
from ledger.duties import by
from ledger.facts import Fact
from ledger.workdays import Due
from reports.filings.acceptance import masked_note, recipient
from reports.report import Asked, Report
from reports.rows import Column, Row, Sheet

_COLUMNS = (
    Column("no", "序号", "count"),
    Column("day", "转介日期", "day"),
    Column("case", "救助编号", "text"),
    Column("who", "求助人", "text"),
    Column("matter", "事由", "text"),
    Column("to", "转往单位", "text"),
    Column("letter", "转介函号", "text"),
    Column("due", "应答复", "day"),
    Column("answered", "答复日期", "day"),
    Column("outcome", "答复结果", "text"),
    Column("late", "逾期", "count", "天"),
)


class Sent(NamedTuple):
    """One referral with its case, its answer and the day by which that was due, as the books tell them."""

    case: Case
    out: Fact
    answer: Fact | None
    due: Due | None

    def late(self, today: date) -> int | None:
        """By how many days the answer is or was late; None where it is not."""
        if self.due is None or self.due.provisional:
            return None
        return max(((self.answer.day if self.answer else today) - self.due.day).days, 0) or None


def sent(books: Books) -> Iterator[Sent]:
    """Every referral that went out, in the order of the cases, an answer settling the oldest that waits."""
    due = {id(d.fact): d.due for d in answers(books, books.policy)}
    for case in books.cases.values():
        for out, answer in referrals(case, books.policy):
            named = out.day_of("due")
            asked = Due(named, False) if named else None
            yield Sent(case, out, answer, due.get(id(out)) or asked)


def _made(asked: Asked) -> Sheet:
    """One row for each referral of the period, in order of day."""
    found = sorted((s for s in sent(asked.books) if asked.period.holds(s.out.day)), key=lambda s: s.out.day)
    rows = tuple(_row(asked, number, each) for number, each in enumerate(found, 1))
    return Sheet(
        "转介登记簿", f"{asked.society}　{asked.period.words}", _COLUMNS, rows, _notes(asked, found),
        ("登记人", "负责人"),
    )  # fmt: skip


def _row(asked: Asked, number: int, each: Sent) -> Row:
    out, answer = each.out, each.answer
    lacking = "缺转介函" if lacks_letter(asked.books.policy, out) else ""
    return Row((
        number, out.day, each.case.number, recipient(asked, each.case), each.case.text("matter"), out.text("to"),
        out.text("letter") or lacking, each.due.day if each.due else None, answer.day if answer else None,
        answer.text("outcome") if answer else "待答复", each.late(asked.today),
    ))  # fmt: skip


def _notes(asked: Asked, found: list[Sent]) -> tuple[str, ...]:
    if not found:
        return (f"{asked.period.words}没有转介。",)
    done, late = sum(s.answer is not None for s in found), sum(bool(s.late(asked.today)) for s in found)
    said = [f"转介{len(found)}次，已答复{done}次，待答复{len(found) - done}次，逾期{late}次。"]
    if line := asked.books.policy.on(asked.period.last, "referral_workdays"):
        said.append(
            f"应答复的日子：转介后{line.number}个工作日之内，函上写得更早的照函上的（{line.source}）。"
        )
    if unsure := [s.due for s in found if s.due and s.due.provisional]:
        said.append(f"{by(unsure[0])}：那一年的放假安排还没有公布，不算逾期。")
    return (*said, *masked_note(asked, (s.case for s in found)))


REPORT = Report("referrals", "转介登记簿", _made, closed=False)
