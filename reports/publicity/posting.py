"""The monthly notice as a report (救助情况公示): as it was posted, or, before that, as it would be posted today."""

from __future__ import annotations

from datetime import date

from ledger.books import Books
from ledger.facts import Fact
from ledger.mistake import Mistake
from ledger.notices.notice import Notice, sheet_hash
from ledger.notices.rows import notice, span
from reports.forms import Form
from reports.publicity.notice import leaf
from reports.report import MONTHLY, Asked, Audience, Report

_NO_TRAIL = "0" * 64
"""What stands for the head where the posting was written by hand: its sheet is then not what hangs."""
PREVIEW = "预览　还没有张贴"


def posted(books: Books, month: str) -> Fact | None:
    """The fact that a month's notice was posted; None where it was not."""
    return next((f for f in books.facts.of("公示", "张贴") if f.key == month), None)


def as_posted(books: Books, month: str) -> Notice | None:
    """The notice as it hung on the board, None where it never did; Mistake where the books changed since."""
    fact = posted(books, month)
    if fact is None:
        return None
    if books.facts.registration is None:
        raise Mistake("互助社还没有登记，或登记写得不对，出不了公示；请先 huzhu check")
    found = notice(books, month, fact.day, fact.text("prev") or _NO_TRAIL)
    if fact.text("sheet") != sheet_hash(found):
        raise Mistake(
            f"{month}的公示在{fact.day}张贴以后，账里这个月的救助又有变动，和贴出去的不一样了；"
            "请更正账目后重新公示，旧的一份看 documents/notices/"
        )
    return found


def as_of_today(books: Books, month: str, today: date, head: str) -> Notice:
    """The notice as it would be posted today; Mistake where it cannot be yet."""
    registered = books.facts.registration
    last = span(month)[1]
    if registered is None or last < registered.day:
        raise Mistake(f"{month}时互助社还没有登记，不用公示")
    if today <= last:
        raise Mistake(f"{month}还没有过完，不能公示；请在下月第5个工作日前公示")
    if not head:
        raise Mistake("这套账没有账簿校验码，印不了公示；请先用 huzhu trail verify 核对")
    return notice(books, month, today, head)


def _made(asked: Asked) -> Form:
    month = asked.period.code
    if found := as_posted(asked.books, month):
        return leaf(found)
    return leaf(as_of_today(asked.books, month, asked.today, asked.head), PREVIEW)


REPORT = Report("notice", "救助情况公示", _made, spans=MONTHLY, closed=False, audiences=(Audience.BOARD,))
