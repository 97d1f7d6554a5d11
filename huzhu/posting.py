"""Posting a month's notice: the sheet as the books have it, and the fact that it hangs on the board."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from huzhu.reading import read
from huzhu.recording import build
from ledger.books import Books
from ledger.district import Society
from ledger.events.facts import NoticePosted, NoticeTakenDown
from ledger.facts import Fact
from ledger.journal import Request
from ledger.mistake import Mistake, why
from ledger.notices.notice import Notice, sheet_hash, text
from ledger.notices.rows import notice, span


def span_of(month: str) -> tuple[date, date]:
    """The first and last day of a month as typed; Mistake where it is none."""
    if not re.fullmatch(r"(?!0000)[0-9]{4}-(0[1-9]|1[0-2])", month):
        raise Mistake(f"月份“{month}”不对，应像 2026-07")
    return span(month)


def posted(books: Books, month: str) -> Fact | None:
    """The fact that a month's notice was posted; None where it was not."""
    return next((f for f in books.facts.of("公示", "张贴") if f.key == month), None)


def taken_down(books: Books, month: str) -> Fact | None:
    """The fact that a month's notice was taken down; None where it was not."""
    return next((f for f in books.facts.of("公示", "撤下") if f.key == month), None)


def sheet(society: Society, month: str, day: date) -> tuple[Notice, Fact | None]:
    """The month's notice as it was posted, with that fact; or as it would be posted on `day`, with None.

    Mistake where the month is not over, or what hangs on the board is no longer what the books say.
    """
    span_of(month)  # first: what is no month needs no books
    books, chain = read(society)
    return sheet_of(books, chain.head, month, day)


def sheet_of(books: Books, head: str, month: str, day: date) -> tuple[Notice, Fact | None]:
    """The same of books that are read already, whose chain ends with that head."""
    _, last = span_of(month)
    registered = books.facts.registration
    if registered is None or last < registered.day:
        raise Mistake(f"{month}时互助社还没有登记，不用公示")
    fact = posted(books, month)
    if fact is None:
        if day <= last:
            raise Mistake(f"{month}还没有过完，不能公示；请在下月第5个工作日前公示")
        return notice(books, month, day, head), None
    found = notice(books, month, fact.day, fact.text("prev"))
    if fact.text("sheet") != sheet_hash(found):
        raise Mistake(f"{month}的公示在{fact.day}张贴以后，账里这个月的救助又有变动，和贴出去的不一样了")
    return found, fact


def request(found: Notice, who: str, place: str, at: str) -> Request:
    """The fact that the notice was posted, under a key that the same sheet always has."""
    digest = sheet_hash(found)
    fields = {"date": found.posted, "recorded_by": who, "month": found.month, "sheet": digest, "place": place}
    return Request(build(NoticePosted, **fields), f"notice-{found.month}-{digest[:16]}", at)


def request_down(books: Books, month: str, day: date, who: str, objections: str, at: str) -> Request:
    """The fact that the notice was taken down; Mistake where it was never posted."""
    span_of(month)
    if posted(books, month) is None:
        raise Mistake(f"{month}的公示还没有登记张贴，不能登记撤下")
    event = build(NoticeTakenDown, date=day, recorded_by=who, month=month, objections=objections)
    return Request(event, f"notice-down-{month}", at)


def keep(found: Notice, printed: bytes, path: Path) -> None:
    """Write the sheet for the printer, and its text beside it; Mistake where the folder cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(printed)
        path.with_suffix(".txt").write_text(text(found), encoding="utf-8")
    except OSError as fault:
        raise Mistake(
            f"公示已登记，但文件写不进 {path}（{why(fault)}）；改正后再运行一次这个命令就会补上"
        ) from None


def usual_path(society: Society, month: str) -> Path:
    """Where a society keeps its printed notices."""
    return society.documents / "notices" / f"{month}.pdf"
