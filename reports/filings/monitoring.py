"""What is pushed to the platform that watches low-income people (低收入人口动态监测平台推送表): flat rows, one a relief.

Clause (山西 二（二）): 各级成员单位救助帮扶困难群众的信息要及时推送至同级民政部门，及时在山西省低收入人口动态监测信息平台上备案，
促进公益慈善救助帮扶资源的合理配置，避免重复工作、多头救助。

The pseudonym is what the bureau, which has the district's key, can match; names and ID numbers stand there only where
the archive was opened.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from ledger.books import Books
from ledger.cases import Case
from ledger.confidential import masks
from ledger.entries import text
from ledger.facts import Fact
from ledger.money import CENT
from ledger.relief import Relief
from ledger.vocabulary import LOW_INCOME_AID
from reports.filings.acceptance import recipient
from reports.filings.referrals import Sent, sent
from reports.report import Asked, Audience, Report
from reports.rows import Cell, Column, Row, Sheet

_COLUMNS = (
    Column("case", "救助编号", "text"),
    Column("person", "对象代码", "text"),
    Column("household", "家庭代码", "text"),
    Column("name", "姓名", "text"),
    Column("id_number", "证件号码", "text"),
    Column("category", "人员类别", "text"),
    Column("matter", "救助事由", "text"),
    Column("relief", "救助类型", "text"),
    Column("method", "救助方式", "text"),
    Column("amount", "救助金额", "money"),
    Column("day", "救助日期", "day"),
    Column("to", "转介单位", "text"),
    Column("outcome", "转介结果", "text"),
    Column("aid", "已有的政府救助", "text"),
    Column("double", "多头救助", "text"),
    Column("remark", "备注", "text"),
)
_MEANT_FOR = {"医疗救助": "疾病", "教育救助": "教育", "受灾人员救助": "灾害", "就业救助": "失业"}


def _made(asked: Asked) -> Sheet:
    """One row for each relief and each referral of the period, in order of day; no totals, for programs read it."""
    reliefs = [(r.day, _relief(asked, r)) for r in _standing(asked)]
    referred = [(s.out.day, _referral(asked, s)) for s in sent(asked.books) if asked.period.holds(s.out.day)]
    told = [cells for _, cells in sorted((*reliefs, *referred), key=lambda each: each[0])]
    named = any(cells["id_number"] for cells in told)
    columns = tuple(c for c in _COLUMNS if named or c.key != "id_number")
    columns = tuple(c for c in columns if c.key != "double" or asked.books.policy.ever("double_days"))
    rows = tuple(Row(tuple(cells[c.key] for c in columns)) for cells in told)
    notes = (_count(asked, len(reliefs), len(referred)), *_meaning(asked, named))
    return Sheet("低收入人口动态监测平台推送表", asked.subtitle, columns, rows, notes)


def _standing(asked: Asked) -> Iterator[Relief]:
    """What was paid and came back in the period; an entry that was reversed in the same period is not told at all."""
    mine = [r for r in asked.books.reliefs if asked.period.holds(r.day)]
    turned = {text(r.entry, "reverses") for r in mine if asked.books.undone(r.entry)} - {""}
    paired = {v for r in mine if asked.books.undone(r.entry) and (v := text(r.entry, "voucher")) in turned}
    yield from (
        r for r in mine if text(r.entry, "voucher") not in paired and text(r.entry, "reverses") not in paired
    )


def _relief(asked: Asked, paid: Relief) -> dict[str, Cell]:
    back = "冲销" if text(paid.entry, "reverses") else "退回" if paid.amount < 0 else ""
    if not back and paid.case and paid.case.first_aid(paid.day) and not paid.case.decision(paid.day):
        back = "先行救助"
    amount = paid.amount.quantize(CENT)
    own: dict[str, Cell] = {"relief": paid.kind, "method": text(paid.entry, "method"), "amount": amount}
    told = _whose(asked, paid.case, paid.number, paid.label, paid.day) | own
    return told | ({"remark": back} if back else {})


def _referral(asked: Asked, each: Sent) -> dict[str, Cell]:
    outcome = each.answer.text("outcome") if each.answer else "待答复"
    letter = each.out.text("letter")
    own = {
        "relief": "转介",
        "to": each.out.text("to"),
        "outcome": outcome,
        "remark": f"函号{letter}" if letter else "",
    }
    return _whose(asked, each.case, each.case.number, each.case.text("label"), each.out.day) | own


def _whose(asked: Asked, case: Case | None, number: str, label: str, day: date) -> dict[str, Cell]:
    """What every row says of the person; the rest empty."""
    cells: dict[str, Cell] = dict.fromkeys((c.key for c in _COLUMNS), "")
    cells |= {"case": number, "name": label, "day": day, "amount": None}
    if case is None:
        return cells | {"remark": "没有案卷"}
    rolls = list(_rolls(asked.books, case, day))
    person = asked.person(case.text("person"))
    return cells | {
        "person": case.text("person"), "household": case.text("household"), "name": recipient(asked, case),
        "id_number": masks.id_number(person.id_number, asked.audience.masked_as) if person else "",
        "category": case.text("category"), "matter": case.text("matter"),
        "aid": "、".join(dict.fromkeys(f.text("kind") for f in rolls)),
        "double": "；".join(_named(f) for f in rolls if _is_double(f, case)),
    }  # fmt: skip


def _rolls(books: Books, case: Case, day: date) -> Iterator[Fact]:
    """The government's aid that the person or the household had on a day."""
    line = books.policy.on(day, "double_days")
    whose = {case.text("person"), case.text("household")} - {""}
    for fact in books.facts.of("政府救助"):
        once = line is not None and fact.text("kind") not in LOW_INCOME_AID
        last = fact.day + timedelta(days=line.number) if once and line else date.max
        if fact.key in whose and fact.day <= day <= (fact.day_of("until") or last):
            yield fact


def _is_double(roll: Fact, case: Case) -> bool:
    """Whether a roll is for the case's own matter; 低保, 特困 and 临时救助 are what supplementary relief comes on top of."""
    matter = roll.text("matter") or _MEANT_FOR.get(roll.text("kind"), "")
    return roll.text("kind") not in LOW_INCOME_AID and matter == case.text("matter")


def _named(roll: Fact) -> str:
    return f"{roll.text('agency') or '政府'}{roll.text('kind')}（{roll.day}）"


def _count(asked: Asked, reliefs: int, referrals: int) -> str:
    if not reliefs and not referrals:
        return f"{asked.period.words}没有救助，也没有转介。"
    return f"救助{reliefs}笔，转介{referrals}次；退回和冲销是负数。"


def _meaning(asked: Asked, named: bool) -> Iterator[str]:
    yield "对象代码和家庭代码由证件号码按区里的钥匙算出，同一个人在各社都相同，民政部门可以据此比对。"
    if named and asked.audience is Audience.TOWNSHIP:
        yield "证件号码只印后四位；平台要整号的，由有钥匙的人按审计用另出一份，专人报送。"
    if line := asked.books.policy.on(asked.period.last, "double_days"):
        yield f"多头救助：同一事由在别处得过救助，{line.number}天之内的都提示（{line.source}）。"


REPORT = Report(
    "monitoring-push", "低收入人口动态监测平台推送表", _made, closed=False,
    audiences=(Audience.TOWNSHIP, Audience.AUDITOR),
)  # fmt: skip
