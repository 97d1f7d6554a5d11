"""What a society has to do on a day (今天要做的事), the most urgent first, from the policy lines in its books."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from ledger.books import Books
from ledger.case_duties import ANSWER, FIRST_AID, PAYMENT, SURVEY, answers, first_aids, payouts, surveys
from ledger.closings import Closings
from ledger.duties import Duty, Owed, after_days, monthly
from ledger.float_counts import COUNT, Drawer, counts_due
from ledger.notices.hanging import hangings
from ledger.policy import Policy
from ledger.statements import waiting
from ledger.workdays import NoCalendar, workdays_between

NOTICE, TAKE_DOWN, FILING, CLOSING, ROWS = "张贴公示", "撤下公示", "报送备案", "月结", "待核的账单行"
OF_A_CASE = (SURVEY, PAYMENT, FIRST_AID, ANSWER)
KINDS = (*OF_A_CASE, NOTICE, FILING, TAKE_DOWN, COUNT, ROWS, CLOSING)
"""Every kind of task, in the order in which those of one day are shown."""
_NAMED_MONTHS = 3


class Task(NamedTuple):
    """One thing to do."""

    kind: str
    whose: str
    """The case's number or the month that it is about; empty where neither."""
    said: str
    due: date | None
    """Its last day; None where nothing presses."""
    provisional: bool = False
    """The calendar of that day is not published yet, so nobody is called late by it."""

    def late(self, today: date) -> bool:
        """Whether its day has passed."""
        return self.due is not None and self.due < today and not self.provisional


def tasks(books: Books) -> list[Task]:
    """All that is to be done as of the books' day: what is late first, then by day, then what does not press."""
    policy = books.policy
    found = [*_of_cases(books, policy), *_of_months(books, policy), *_of_the_float(books, policy)]
    found += [*_of_the_board(books, policy), *_rows(books, policy), *_closing(books)]
    return sorted(
        found, key=lambda t: (not t.late(books.day), t.due or date.max, KINDS.index(t.kind), t.whose)
    )


def left(task: Task, today: date) -> str:
    """How long there is still, or for how long it is late, as people say it."""
    if task.due is None:
        return "不限日期"
    if task.due == today:
        return "今天"
    days = abs((task.due - today).days)
    try:
        workdays = abs(workdays_between(today, task.due))
    except NoCalendar:
        workdays = 0
    length = f"{workdays}个工作日" if workdays else f"{days}天"
    if task.due > today:
        return f"还有{length}"
    return f"暂定的日子过了{length}" if task.provisional else f"晚了{length}"


def _of_cases(books: Books, policy: Policy) -> Iterator[Task]:
    duties: Iterable[Duty] = (
        *surveys(books, policy), *payouts(books, policy), *first_aids(books, policy), *answers(books, policy),
    )  # fmt: skip
    for duty in duties:
        if not duty.missing:
            continue
        words = "、".join(duty.missing)
        if duty.kind == ANSWER:
            words = f"{duty.fact.text('to')}的答复"
        elif duty.kind == FIRST_AID:
            words = f"先行救助后补{words}"
        label = books.cases[duty.whose].text("label")
        yield Task(duty.kind, duty.whose, f"{label}：{words}" if label else words, *duty.due)


def _of_months(books: Books, policy: Policy) -> Iterator[Task]:
    registered = books.facts.registration
    if registered is None:
        return
    posted, filed = books.facts.of("公示", "张贴"), books.facts.of("备案")
    to = registered.township or "乡镇"
    for kind, line, facts, words in (
        (NOTICE, "notice_workday", posted, "的救助情况要公示"),
        (FILING, "filing_workday", filed, f"的救助情况要报{to}备案"),
    ):
        try:
            owed = [o for o in monthly(registered.day, books.day, policy, line, facts) if o.done is None]
        except NoCalendar:
            continue
        late = [o for o in owed if o.due.day < books.day and not o.due.provisional]
        if late:
            yield _months_task(kind, late, words)
        yield from (_months_task(kind, [o], words) for o in owed if o not in late)


def _months_task(kind: str, owed: list[Owed], words: str) -> Task:
    """The months that are late together as one task: what was neglected for years is one thing to make good."""
    return Task(kind, owed[0].month, f"{_named([o.month for o in owed])}{words}", *owed[0].due)


def _named(months: list[str]) -> str:
    more = f"等{len(months)}个月" if len(months) > _NAMED_MONTHS else ""
    return "、".join(months[:_NAMED_MONTHS]) + more


def _of_the_float(books: Books, policy: Policy) -> Iterator[Task]:
    for duty in counts_due(books, policy, Drawer(books)):
        if duty.missing:
            yield Task(COUNT, "", "保管人盘点现金，别人见证", *duty.due)


def _of_the_board(books: Books, policy: Policy) -> Iterator[Task]:
    """What has hung its days; nobody is late with taking it down."""
    done = [
        hung.posted.key
        for hung in hangings(books, policy)
        if hung.posted and not hung.down and hung.until and hung.until <= books.day
    ]
    if done:
        yield Task(TAKE_DOWN, done[0], f"{_named(done)}的公示已满规定的天数，可以撤下", None)


def _rows(books: Books, policy: Policy) -> Iterator[Task]:
    rows = waiting(books)
    if rows:
        lines = ((row.day, policy.on(row.day, "review_days")) for row in rows)
        due = min((after_days(day, line.number).day for day, line in lines if line), default=None)
        yield Task(ROWS, "", f"{len(rows)}行账单还没有定，最早的是{rows[0].day}", due)


def _closing(books: Books) -> Iterator[Task]:
    """The months with money in them that are over and not closed; no line names a day for it."""
    now, closings = f"{books.day:%Y-%m}", Closings(books.facts)
    begun = {(t.date.year, t.date.month) for t in books.transactions}
    months = [m for y, n in sorted(begun) if (m := f"{y}-{n:02d}") < now and not closings.closed(m)]
    if months:
        yield Task(CLOSING, months[0], f"{_named(months)}还没有月结", None)
