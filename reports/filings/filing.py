"""The month's filing with the township (救助情况备案表): each relief with its papers' days, and the month's funds.

Clause (徽州 二（三）): 上月救助情况报乡镇备案. What is filed is what hung on the board, line by line, with what the
township may see besides: the whole name and the last four digits of the ID card, where the archive was opened.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from ledger import money
from ledger.cases import Case
from ledger.entries import text
from ledger.facts import Fact
from ledger.mistake import Mistake
from ledger.notices.hanging import hangings
from ledger.notices.sentences import long_day
from ledger.relief import Relief
from reports.filings.filing_people import Recipients
from reports.filings.help_given import ZERO
from reports.filings.month_funds import month_funds
from reports.officers import name_on
from reports.report import MONTHLY, Asked, Audience, Report
from reports.rows import Cell, Column, Row, Sheet

_COLUMNS = (
    Column("no", "序号", "text"),
    Column("case", "救助编号", "text"),
    Column("who", "姓名", "text", group="救助对象"),
    Column("id_number", "身份证", "text", "后四位", group="救助对象"),
    Column("hamlet", "村民组", "text", group="救助对象"),
    Column("category", "人员类别", "text", group="救助对象"),
    Column("relief", "救助类型", "text"),
    Column("matter", "救助原因", "text"),
    Column("method", "救助方式", "text"),
    Column("amount", "金额", "money"),
    Column("accepted", "受理", "text", group="日期"),
    Column("decided", "审核", "text", group="日期"),
    Column("paid", "发放", "text", group="日期"),
    Column("by", "经办", "text"),
    Column("approved", "审批", "text"),
    Column("first_aid", "先行救助", "text"),
    Column("fund", "资金来源", "text"),
    Column("to", "转介去向", "text"),
    Column("remark", "备注", "text"),
)
_IF_ANY = ("hamlet", "first_aid", "to", "remark")
"""Columns left out of a month in which no line has a word in them."""
SIGNED = ("填报人", "审核人", "社长", "互助社（盖章）", "乡镇（盖章）")
NOTHING = "本月没有救助，也没有转介"


Line = dict[str, Cell]
"""One line of the table, by the columns' keys."""


def filing(asked: Asked) -> tuple[Sheet, Sheet]:
    """The month's two tables: the relief given, and the funds."""
    if asked.today <= asked.period.last:
        raise Mistake(f"{asked.period.words}还没有过完，备案表报的是上个月；过完这个月再出")
    return _relief(asked), month_funds(asked)


def _relief(asked: Asked) -> Sheet:
    people = Recipients(asked)
    lines = [_line(asked, people, number, each) for number, each in enumerate(_told(asked), 1)]
    whole = "template" in asked.said
    columns = [c for c in _COLUMNS if whole or c.key not in _IF_ANY or any(line[c.key] for line in lines)]
    rows = [Row(tuple(line[c.key] for c in columns)) for line in lines]
    if lines:
        said: Line = {"no": "合计", "amount": _yuan(lines)}
        rows.append(Row(tuple(said.get(c.key) for c in columns), "total"))
    else:
        rows.append(Row((NOTHING, *[None] * (len(columns) - 1)), "heading"))
    capital = (f"救助金额合计（大写）：{money.chinese(_yuan(lines))}",) if lines else ()
    notes = (*capital, *_notes(asked), *people.notes)
    return Sheet("救助情况备案表", _heading(asked), tuple(columns), tuple(rows), notes, SIGNED)


def _yuan(lines: list[Line]) -> Decimal:
    return sum((y for line in lines if isinstance(y := line["amount"], Decimal)), ZERO)


def _heading(asked: Asked) -> str:
    registered = asked.books.facts.registration
    to = registered.township if registered else ""
    return f"填报单位：{asked.society}　报送：{to}　{asked.period.words}　单位：元"


def _told(asked: Asked) -> list[Relief | Fact]:
    """What was paid, what came back and what was referred in the month, in order of day as on the notice."""
    of = asked.period
    paid = [each for each in asked.books.reliefs if of.holds(each.day)]
    referred = [f for f in asked.books.facts.of("转介", "转出") if of.holds(f.day)]
    return sorted([*paid, *referred], key=lambda each: each.day)


def _line(asked: Asked, people: Recipients, number: int, told: Relief | Fact) -> Line:
    """One line a payment, and one a referral."""
    case = asked.books.cases.get(told.number if isinstance(told, Relief) else told.key)
    own = _paid(asked, told) if isinstance(told, Relief) else _referred(asked, told)
    label = told.label if isinstance(told, Relief) else case.text("label") if case else ""
    who, id_number = people.told(case.text("person") if case else "", label)
    said: Line = {"no": str(number), "who": who, "id_number": id_number}
    for key in ("hamlet", "category", "matter"):
        said[key] = case.text(key) if case else ""
    said["accepted"] = _day(asked, case.opened.day) if case and case.opened else ""
    return dict.fromkeys((c.key for c in _COLUMNS), "") | said | own


def _paid(asked: Asked, paid: Relief) -> Line:
    books, case = asked.books, paid.case
    decided = _decision(case, paid.day, asked.period.last) if case else None
    by = decided.text("by") if decided else text(paid.entry, "paid-by")
    approved = text(paid.entry, "approved-by") or (decided.text("approved-by") if decided else "")
    funds = sorted(fund[2:] for fund in books.funds(paid.entry))
    return {
        "case": paid.number, "relief": paid.kind, "method": text(paid.entry, "method"), "amount": paid.amount,
        "decided": _day(asked, decided.day) if decided else "", "paid": _day(asked, paid.day),
        "by": name_on(books.facts, by, paid.day), "approved": name_on(books.facts, approved, paid.day), "fund": "、".join(funds),
        "first_aid": "是" if case and case.first_aid(paid.day) else "", "remark": _remark(paid),
    }  # fmt: skip


def _referred(asked: Asked, fact: Fact) -> Line:
    step = asked.books.cases[fact.key].step("转介")
    by = name_on(asked.books.facts, step.text("recorded-by"), fact.day) if step else ""
    letter = f"（{fact.text('letter')}）" if fact.text("letter") else ""
    return {
        "case": fact.key, "relief": "转介", "amount": None, "paid": "", "decided": _day(asked, fact.day), "by": by,
        "to": f"{fact.text('to')}{letter}",
    }  # fmt: skip


def _decision(case: Case, day: date, last: date) -> Fact | None:
    """The decision that a payment rests on: the last before it, and after first aid the one that followed."""
    return case.decision(day) or case.decision(last)


def _remark(paid: Relief) -> str:
    if paid.amount >= 0:
        return ""
    return f"冲销{text(paid.entry, 'reverses')}" if text(paid.entry, "reverses") else "退回"


def _day(asked: Asked, day: date) -> str:
    """7月8日, with the year only where it is another than the filing's."""
    said = f"{day.month}月{day.day}日"
    return said if day.year == asked.period.last.year else f"{day.year}年{said}"


def _notes(asked: Asked) -> Iterator[str]:
    """How long the notice hung, and what raised a payment's cap."""
    hung = [
        h for h in hangings(asked.books, asked.books.policy) if h.posted and h.posted.key == asked.period.code
    ]
    for each in hung:
        assert each.posted is not None
        place = each.posted.text("place")
        until = (
            f"{long_day(each.down.day)}撤下，{each.down.text('objections')}"
            if each.down
            else "还没有登记撤下"
        )
        due = f"，应公示到{long_day(each.until)}" if each.until else ""
        yield f"公示：{long_day(each.posted.day)}张贴在{place}{due}；{until}。"
    if not hung:
        yield "公示：还没有张贴，报送前请先公示。"


REPORT = Report(
    "filing", "救助情况备案表", filing, spans=MONTHLY, closed=False,
    audiences=(Audience.TOWNSHIP, Audience.AUDITOR), options={"template": "乡镇给的 Excel 表样"},
)  # fmt: skip
