"""What the books say of a month's relief, as the notice for the village board (徽州 二（三）)."""

from __future__ import annotations

from bisect import bisect_left
from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

from ledger.books import Books
from ledger.caps import ordinary
from ledger.entries import posting_yuan, text
from ledger.facts import Fact
from ledger.notices.notice import Notice, NoticeLine
from ledger.relief import Relief

_POSTED_DAYS = 7  # where the district's policy names no number of days


def span(month: str) -> tuple[date, date]:
    """The first and the last day of a month given as 2026-07."""
    year, number = int(month[:4]), int(month[5:])
    return date(year, number, 1), date(year, number, monthrange(year, number)[1])


def notice(books: Books, month: str, posted: date, head: str) -> Notice:
    """The notice of a month's relief, posted on a day, with the head of the hash chain as it then was."""
    return Months(books).notice(month, posted, head)


class Months:
    """The books sorted by month, in one pass, for whoever asks for the notices of many."""

    def __init__(self, books: Books) -> None:
        """Sort out what came, went and was told in each month."""
        self._books = books
        self._spent: dict[str, Decimal] = {}
        self._told: dict[str, list[Relief | Fact]] = {}
        self._stages: dict[int, int] = {}
        """Which of its case's payments one is, by the posting's identity."""
        self._months, self._closings = _balances(books)
        for leg in books.expenses:
            month = _month(leg.entry.date)
            self._spent[month] = self._spent.get(month, Decimal(0)) + leg.amount
        self._count_stages()
        for referred in books.facts.of("转介", "转出"):
            self._told.setdefault(_month(referred.day), []).append(referred)

    def _count_stages(self) -> None:
        """Number the payments of each case, those left out that had been reversed by then.

        Only what came before counts, so that a later reversal does not change a sheet that hangs on the board.
        """
        stages: dict[str, int] = {}
        for paid in self._books.reliefs:
            step = 1 if paid.amount > 0 else -1 if text(paid.entry, "reverses") else 0
            stages[paid.number] = self._stages[id(paid.posting)] = stages.get(paid.number, 0) + step
            self._told.setdefault(_month(paid.day), []).append(paid)

    def notice(self, month: str, posted: date, head: str) -> Notice:
        """The notice of a month, posted on a day, with the head of the hash chain as it then was."""
        books, last = self._books, span(month)[1]
        registered = _registered(books, posted)
        spent = Decimal("0.00") + self._spent.get(month, Decimal(0))
        at = bisect_left(self._months, month)
        opening = self._closings[at]
        closing = self._closings[at + (at < len(self._months) and self._months[at] == month)]
        told = sorted(self._told.get(month, ()), key=lambda each: each.day)
        line, days = books.policy.on(last, "notice_workday"), books.policy.on(last, "notice_days")
        return Notice(
            society=registered.text("name"),
            month=month,
            lines=tuple(self._line(number, each) for number, each in enumerate(told, 1)),
            opening=opening,
            received=closing - opening + spent,
            spent=spent,
            closing=closing,
            posted=posted,
            until=posted + timedelta(days=days.number if days else _POSTED_DAYS),
            raised="、".join(sorted({r for p in told if isinstance(p, Relief) and (r := _raised(books, p))})),
            phones=(("本社", ""), (registered.text("township"), ""), ("区民政局", "")),
            head=head,
            supervisor=_supervisor(registered),
            basis=line.source.rpartition(" ")[0] if line else "",
        )

    def _line(self, number: int, told: Relief | Fact) -> NoticeLine:
        """One line a payment, and one a referral."""
        return self._paid(number, told) if isinstance(told, Relief) else _referred(self._books, number, told)

    def _paid(self, number: int, paid: Relief) -> NoticeLine:
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
            remark=self._remark(paid),
        )

    def _remark(self, paid: Relief) -> str:
        if paid.amount < 0:
            return "冲销" if text(paid.entry, "reverses") else "退回"
        case = paid.case
        if case is None:
            return ""
        decision = case.decision(paid.day)
        if decision and decision.meta.get("stages"):
            return f"分{decision.meta['stages']}次发放，第{self._stages[id(paid.posting)]}次"
        return "先行救助" if case.first_aid(paid.day) and not decision else ""


@cache
def _month(day: date) -> str:
    return day.isoformat()[:7]


def _balances(books: Books) -> tuple[list[str], list[Decimal]]:
    """The months in which money or goods moved, and what there was before the first and after each, in yuan."""
    change: dict[str, Decimal] = {}
    for leg in books.legs:
        month = _month(leg.entry.date)
        change[month] = change.get(month, Decimal(0)) + posting_yuan(leg.posting)
    months = sorted(change)
    closings = [Decimal("0.00")]
    for month in months:
        closings.append(closings[-1] + change[month])
    return months, closings


def _registered(books: Books, posted: date) -> Fact:
    """The registration as it was on the day of posting: a later change of name does not change the sheet."""
    found = books.facts.of("互助社", "登记")
    assert found, "a society without a registration posts nothing"
    return next((f for f in reversed(found) if f.day <= posted), found[0])


def _supervisor(registered: Fact) -> str:
    hall = "居务" if registered.text("kind") == "社区" else "村务"
    return f"{registered.text('village')}{hall}监督委员会"


def _referred(books: Books, number: int, fact: Fact) -> NoticeLine:
    case = books.cases[fact.key]
    to = f"转介{fact.text('to')}"
    label, hamlet = case.text("label"), case.text("hamlet")
    return NoticeLine(number, label, hamlet, "", "转介", case.text("matter"), "", None, fact.day, to)


def _raised(books: Books, paid: Relief) -> str:
    """The resolution under which a payment went above the policy's own cap; empty where it did not."""
    own = ordinary(paid, books.policy)
    if own is None or paid.amount <= own[1].value:
        return ""
    raised = books.raises.raised(paid, own[0], own[1].value)
    return raised.clause.partition("，")[0] if raised else ""
