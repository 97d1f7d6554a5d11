"""What the books say of a month's relief, as the notice for the village board (徽州 二（三）)."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from ledger.books import CAP_LINE, Books, Relief, posting_yuan, text
from ledger.facts import Fact
from reports.notice import Notice, NoticeLine

_POSTED_DAYS = 7  # where the district's policy names no number of days


def span(month: str) -> tuple[date, date]:
    """The first and the last day of a month given as 2026-07."""
    year, number = int(month[:4]), int(month[5:])
    return date(year, number, 1), date(year, number, monthrange(year, number)[1])


def notice(books: Books, month: str, posted: date, head: str) -> Notice:
    """The notice of a month's relief, posted on a day, with the head of the hash chain as it then was."""
    first, last = span(month)
    registered = books.facts.registration
    assert registered is not None, "a society without a registration posts nothing"
    paid = [r for r in books.reliefs if first <= r.day <= last]
    opening, closing, spent = _flow(books, first, last)
    line, days = books.policy.on(last, "notice_workday"), books.policy.on(last, "notice_days")
    return Notice(
        society=registered.name,
        month=month,
        lines=tuple(_lines(books, paid, first, last)),
        opening=opening,
        received=closing - opening + spent,
        spent=spent,
        closing=closing,
        posted=posted,
        until=posted + timedelta(days=days.number if days else _POSTED_DAYS),
        raised="、".join(sorted({r for p in paid if (r := _raised(books, p))})),
        phones=(("本社", ""), (registered.township, ""), ("区民政局", "")),
        head=head,
        supervisor=f"{registered.village}{'居务' if registered.fact.text('kind') == '社区' else '村务'}监督委员会",
        basis=line.source.rpartition(" ")[0] if line else "",
    )


def _flow(books: Books, first: date, last: date) -> tuple[Decimal, Decimal, Decimal]:
    """Money and goods at the month's start and end, and what was spent in between, in yuan."""
    opening = closing = spent = Decimal("0.00")
    for leg in books.legs:
        if leg.entry.date <= last:
            closing += posting_yuan(leg.posting)
            opening += posting_yuan(leg.posting) if leg.entry.date < first else Decimal(0)
    for leg in books.expenses:
        if first <= leg.entry.date <= last:
            spent += leg.amount
    return opening, closing, spent


def _lines(books: Books, paid: list[Relief], first: date, last: date) -> Iterator[NoticeLine]:
    """One line a payment, and one a referral, in order of day."""
    told: list[tuple[date, Relief | Fact]] = [(p.day, p) for p in paid]
    told += [(f.day, f) for f in books.facts.of("转介", "转出") if first <= f.day <= last]
    for number, (_, each) in enumerate(sorted(told, key=lambda t: t[0]), 1):
        yield _paid(books, number, each) if isinstance(each, Relief) else _referred(books, number, each)


def _paid(books: Books, number: int, paid: Relief) -> NoticeLine:
    case = paid.case
    return NoticeLine(
        no=number,
        label=paid.label,
        hamlet=case.text("hamlet") if case else "",
        category="",  # a person's category is shown only with consent (个人信息保护法 25, 28)
        relief=paid.kind,
        matter=case.text("matter") if case else "",
        method=text(paid.entry, "method"),
        amount=paid.amount,
        day=paid.day,
        remark=_remark(books, paid),
    )


def _remark(books: Books, paid: Relief) -> str:
    if paid.amount < 0:
        return "冲销" if text(paid.entry, "reverses") else "退回"
    case = paid.case
    if case is None:
        return ""
    decision = case.decision(paid.day)
    if decision and decision.meta.get("stages"):
        return f"分{decision.meta['stages']}次发放，第{_stage(books, paid)}次"
    return "先行救助" if case.first_aid(paid.day) and not decision else ""


def _stage(books: Books, paid: Relief) -> int:
    """Which of its case's payments one is, those left out that had been reversed by then.

    Only what came before counts, so that a later reversal does not change a sheet that hangs on the board.
    """
    stage = 0
    for each in books.reliefs:
        if each.number == paid.number:
            stage += 1 if each.amount > 0 else -1 if text(each.entry, "reverses") else 0
        if each is paid:
            break
    return stage


def _referred(books: Books, number: int, fact: Fact) -> NoticeLine:
    case = books.cases[fact.key]
    to = f"转介{fact.text('to')}"
    label, hamlet = case.text("label"), case.text("hamlet")
    return NoticeLine(number, label, hamlet, "", "转介", case.text("matter"), "", None, fact.day, to)


def _raised(books: Books, paid: Relief) -> str:
    """The resolution under which a payment went above the policy's own cap; empty where it did not."""
    name = CAP_LINE.get(paid.counts_as)
    line = books.policy.on(paid.day, name) if name else None
    if line is None or paid.amount <= line.yuan:
        return ""
    raised = books.raised_cap(paid, line)
    return raised.clause.partition("，")[0] if raised else ""
