"""The work ledger of relief (资金、实物发放工作台账): each payment with who handled it and the days of its five steps.

Clause (红河 二（四）): 对于发放现金或实物的，必须按照“留痕”“可追溯”的要求建立工作台账，完善资金或实物发放手续。
Clause (红河 二): 做到申请一个、录入一个、审核一个、审批一个、发放一个，确保数据同步精准、“留痕”“可追溯”。
Clause (红河 二（二）): 原则上为一事一救，不得以同一事由反复申请。

What was reversed stands there with its reversal, so that the sums are those of the books.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal

from ledger.books import Books
from ledger.entries import text
from ledger.money import CENT, plain
from ledger.relief import Payment, Relief
from reports.filings.acceptance import masked_note, recipient
from reports.officers import name_on
from reports.report import Asked, Report
from reports.rows import Cell, Column, Quantity, Row, Sheet

_WHOSE = (
    Column("no", "序号", "count"),
    Column("case", "救助编号", "text"),
    Column("who", "救助对象", "text"),
    Column("matter", "事由", "text"),
    Column("relief", "类型", "text"),
)
_CASH = (Column("method", "方式", "text"), Column("amount", "金额", "money"))
_GOODS = (
    Column("goods", "实物", "text"),
    Column("quantity", "数量", "quantity"),
    Column("price", "单价", "money"),
    Column("amount", "金额", "money"),
)
_STEPS = ("申请", "录入", "审核", "审批", "发放")
_TRAIL = (
    *(Column(f"step-{at}", step, "day", group="办理日期") for at, step in enumerate(_STEPS, 1)),
    Column("by", "经办", "text", group="签字"),
    Column("approved", "审批", "text", group="签字"),
    Column("voucher", "凭证号", "text"),
    Column("remark", "备注", "text"),
)


def _made(asked: Asked) -> tuple[Sheet, ...]:
    """One leaf for money and one for goods; what was not given has no leaf, but one says so."""
    paid = [r for r in asked.books.reliefs if asked.period.holds(r.day)]
    goods = [r for r in paid if r.kind == "实物救助"]
    money = [r for r in paid if r.kind != "实物救助"]
    repeats = repeats_of(asked.books)
    leaves = [_sheet(asked, "资金救助工作台账", _CASH, money, repeats)] if money or not goods else []
    return (*leaves, *([_sheet(asked, "实物救助工作台账", _GOODS, goods, repeats)] if goods else []))


def _sheet(
    asked: Asked, title: str, own: tuple[Column, ...], paid: list[Relief], repeats: dict[str, int]
) -> Sheet:
    columns = (*_WHOSE, *own, *_TRAIL)
    told = [_row(asked, each, repeats) | {"no": at} for at, each in enumerate(paid, 1)]
    rows = [Row(tuple(cells.get(c.key) for c in columns)) for cells in told]
    total = sum((r.amount for r in paid), Decimal("0.00")).quantize(CENT)
    sums: dict[str, Cell] = {"no": "合计", "amount": total}
    rows.append(Row(tuple(sums.get(c.key) for c in columns), "total"))
    signed = ("单位负责人", "会计", "出纳", "制表人")
    return Sheet(title, asked.subtitle, columns, tuple(rows), tuple(_notes(asked, paid)), signed)


def _row(asked: Asked, paid: Relief, repeats: dict[str, int]) -> dict[str, Cell]:
    case, entry = paid.case, paid.entry
    cells: dict[str, Cell] = {
        "case": paid.number, "who": recipient(asked, case) if case else paid.label, "relief": paid.counts_as or paid.kind,
        "matter": case.text("matter") if case else "", "method": text(entry, "method"),
        "amount": paid.amount.quantize(CENT), "voucher": text(entry, "voucher"),
        "by": name_on(asked.books.facts, text(entry, "paid-by"), paid.day),
        "approved": name_on(asked.books.facts, _approver(paid), paid.day),
        "remark": "；".join(_remarks(asked.books, paid, repeats)),
    }  # fmt: skip
    return cells | _stock(asked.books, paid) | _trail(paid)


def _approver(paid: Relief) -> str:
    """Who approved: on the case's decision, else on the payment."""
    decision = paid.case.decision(paid.day) if paid.case else None
    return (decision.text("approved-by") if decision else "") or text(paid.entry, "approved-by")


def _trail(paid: Relief) -> dict[str, Cell]:
    """The days of the five steps; a payment on no case has only the last."""
    case = paid.case
    opened = case.opened if case else None
    decision = case.decision(paid.day) if case else None
    first = case.decision(date.max) if case and decision is None else decision
    approved = first if first and (first.text("approved-by") or first.text("level")) else None
    days = (opened and opened.day, opened and _entered(opened.meta.get("at")), first and first.day,
            approved and approved.day, paid.day)  # fmt: skip
    return {f"step-{at}": day for at, day in enumerate(days, 1)}


def _entered(at: object) -> date | None:
    """The day on which something was entered, as its stamp tells; None where it has none."""
    return datetime.fromisoformat(at).date() if isinstance(at, str) and at else None


def _stock(books: Books, paid: Relief) -> dict[str, Cell]:
    """The goods that were handed out, where it is one kind at one price."""
    stock = [p for p in paid.entry.postings if p.cost is not None]
    kinds = sorted({books.goods_names.get(p.units.currency, p.units.currency) for p in stock})
    cells: dict[str, Cell] = {"goods": "、".join(kinds) or "随买随发"}
    if len(kinds) == 1:
        quantity = -sum((p.units.number for p in stock), Decimal(0))
        cells["quantity"] = Quantity(quantity)
        prices = {p.cost.number.quantize(CENT) for p in stock}
        cells["price"] = prices.pop() if len(prices) == 1 else None
    return cells


def _remarks(books: Books, paid: Relief, repeats: dict[str, int]) -> Iterator[str]:
    """What somebody who checks the ledger should look at."""
    if text(paid.entry, "reverses"):
        yield f"冲销{text(paid.entry, 'reverses')}"
    elif books.undone(paid.entry):
        yield "已冲销"
    elif paid.amount < 0:
        yield "退回"
    limit = books.policy.on(paid.day, "cash_limit")
    if limit and text(paid.entry, "method") == "现金" and paid.amount > limit.yuan:
        yield f"现金超过{plain(limit.yuan)}元"
    if paid.case and paid.case.first_aid(paid.day) and not paid.case.decision(paid.day):
        yield "先行救助"
    once = books.policy.on(paid.day, "once_per_matter")
    if once and once.yes and paid.amount > 0 and (times := repeats.get(paid.number, 1)) > 1:
        yield f"同一事由本年第{times}次"


def repeats_of(books: Books) -> dict[str, int]:
    """Which time of its year and matter each case is for its person, or household where that counts, by case number."""
    seen: dict[tuple[str, int, str], list[str]] = {}
    times: dict[str, int] = {}
    for payment in sorted(_standing(books), key=lambda p: p.day):
        case = payment.first.case
        assert case is not None
        for who in _whose(books, payment):
            cases = seen.setdefault((who, payment.day.year, case.text("matter")), [])
            if case.number not in cases and not _apart(books, case.number, cases):
                cases.append(case.number)
            if case.number in cases:
                times[case.number] = max(times.get(case.number, 1), cases.index(case.number) + 1)
    return times


def _whose(books: Books, payment: Payment) -> set[str]:
    """Under whom a payment counts: the person, and the household where the policy says so."""
    case, line = payment.first.case, books.policy.on(payment.day, "by_household")
    assert case is not None
    own = {case.text("person"), case.text("household") if line and line.yes else ""}
    return own - {""}


def _standing(books: Books) -> Iterator[Payment]:
    """The first payment on each case that kept anything."""
    for paid in books.payments.values():
        kept = [p for p in paid if p.kept and p.first.case]
        yield from kept[:1]


def _apart(books: Books, number: str, others: Sequence[str]) -> bool:
    """Whether a case names another `matter-no` than all the cases before: two illnesses are two matters."""
    own = books.cases[number].text("matter-no")
    return bool(others and own) and all(books.cases[o].text("matter-no") not in ("", own) for o in others)


def _notes(asked: Asked, paid: list[Relief]) -> Iterator[str]:
    if not paid:
        yield f"{asked.period.words}没有发放救助。"
    for name, said in (("cash_limit", "一次发放现金的上限"), ("once_per_matter", "一事一救")):
        if line := asked.books.policy.on(asked.period.last, name):
            yield f"{said}：{line.clause}（{line.source}）"
    yield "录入是受理登记进账簿的日子；经办是付款的人。"
    yield from masked_note(asked, [r.case for r in paid if r.case])


REPORT = Report("work-ledger", "资金、实物发放工作台账", _made)
