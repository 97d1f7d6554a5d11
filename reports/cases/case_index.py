"""The list of a case's papers (一人一档目录): what each step needs, what is filed, and whether the file still is it.

Clause (徽州 二（三）): 应当按照“一人一档”要求做好救助档案管理工作。 The hash of each file among the documents is worked out
again; what lies in the sealed archive is proved by whoever opens it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ledger.books import Books
from ledger.cases import Case
from ledger.duties import after_days
from ledger.facts import Fact
from ledger.notices.sentences import grouped
from ledger.policy import BadPolicy
from ledger.shapes import SHAPES
from reports.cases.told import Told, case_of, told
from reports.forms import Field, Form, Grid, Part, Signing
from reports.report import Asked, Report
from reports.rows import Column, Row, Sheet

_PAYMENT = "发放"
SAME, OTHER, GONE, SEALED = "相符", "不符", "不见了", "在加密档案"
_COLUMNS = (
    Column("number", "序号", "count"),
    Column("step", "环节", "text"),
    Column("paper", "材料", "text"),
    Column("day", "归档日期", "day"),
    Column("sha256", "校验码", "text", "前16位"),
    Column("place", "存放", "text"),
    Column("state", "核对", "text"),
)


class Filed(NamedTuple):
    """One filing of one or more papers, and whether the file still is what was filed."""

    fact: Fact
    state: str
    content: bytes | None
    """The file's bytes, where it lies among the documents and is what was filed."""

    @property
    def papers(self) -> list[str]:
        """What it holds."""
        return self.fact.text("papers").split()


def filings(asked: Asked, case: Case) -> list[Filed]:
    """What was filed for a case, in order of day, each file looked at again."""
    return [_checked(asked, f) for f in asked.books.facts.of("案卷材料") if f.key == case.number]


def _checked(asked: Asked, fact: Fact) -> Filed:
    place = fact.text("filed-as")
    if not place:
        return Filed(fact, SEALED, None)
    content = asked.paper(f"documents/{place}")
    if content is None:
        return Filed(fact, GONE, None)
    same = hashlib.sha256(content).hexdigest() == fact.text("sha256")
    return Filed(fact, SAME if same else OTHER, content if same else None)


def case_index(asked: Asked, case: Case, words: Told, filed: list[Filed]) -> Form:
    """The list as a form to sign."""
    head = Grid((
        (Field("姓名", words.name, 2), Field("村民组", words.hamlet, 2)),
        (Field("受理日期", words.opened, 2), Field("救助类型", words.relief, 2)),
    ))  # fmt: skip
    rows = [Row((at, *cells)) for at, cells in enumerate(_rows(asked, case, filed), 1)]
    notes = ("“相符”是说文件重新算出的校验码和归档时记在账上的一样；加密档案里的原件，打开档案时核对。",)
    sheet = Sheet("一人一档目录", words.society, _COLUMNS, tuple(rows), notes)
    parts: tuple[Part, ...] = (head, sheet, Signing(("整理人", "检查人"), day=True), *words.notes)
    return Form("一人一档目录", parts, words.society, f"编号：{words.number}")


Cells = tuple[str, str, date | None, str, str, str]


def _rows(asked: Asked, case: Case, filed: list[Filed]) -> Iterator[Cells]:
    """Each paper that a step needs, filed or missing, then what was filed beside."""
    needed = list(required(asked.books, case))
    for step, paper, due in needed:
        found = [f for f in filed if paper in f.papers]
        if not found:
            late = due is not None and asked.today > due
            yield step, paper, None, "", "", f"缺，应在{due}前归档" if late else "待归档"
        yield from _filings(step, paper, found)
    names = {paper for _, paper, _ in needed}
    for paper in dict.fromkeys(p for f in filed for p in f.papers if p not in names):
        yield from _filings("", paper, [f for f in filed if paper in f.papers])


def _filings(step: str, paper: str, found: list[Filed]) -> Iterator[Cells]:
    """The filings of one paper: the last one counts, the earlier were replaced."""
    for each in found:
        fact = each.fact
        state = each.state if each is found[-1] else f"{each.state}，后来换过"
        place = "加密档案" if each.state == SEALED else fact.text("filed-as").rpartition("/")[2]
        yield step, paper, fact.day, grouped(fact.text("sha256")), place, state


def required(books: Books, case: Case) -> Iterator[tuple[str, str, date | None]]:
    """Step, paper and last day to file it, for each step that was taken, by the policy of its day."""
    for step in (*SHAPES["救助"][1], _PAYMENT):
        day = _day(books, case, step)
        line = books.policy.on(day, "case_papers") if day else None
        if day is None or line is None:
            continue
        days = books.policy.on(day, "case_file_days")
        for value in line.words:
            of, _, paper = value.partition(" ")
            if not paper.strip():
                raise BadPolicy(f"{line.where} 政策“{line.name}”要写步骤和材料，不能是“{value}”")
            if of == step:
                yield step, paper.strip(), after_days(day, days.number).day if days else None


def _day(books: Books, case: Case, step: str) -> date | None:
    """The day of a step, or of the first payment; None where it was not taken."""
    if step == _PAYMENT:
        return next((p.day for p in books.payments.get(case.number, ())), None)
    taken = case.step(step)
    return taken.day if taken else None


def _made(asked: Asked) -> Form:
    case = case_of(asked)
    return case_index(asked, case, told(asked, case), filings(asked, case))


REPORT = Report("case-index", "一人一档目录", _made, frozenset(), closed=False, options={"case!": "救助编号"})
