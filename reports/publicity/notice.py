"""The monthly notice (公示) on paper and screen: the sheet for the village board, and its PDF."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from ledger import money
from ledger.notices import sentences as say
from ledger.notices.lines import clean
from ledger.notices.notice import Notice, cell, code, words
from ledger.notices.notice import columns as headings
from reports.rows import Column, Row, Sheet

_BEIJING = timezone(timedelta(hours=8))


def sheet(notice: Notice) -> Sheet:
    """The notice as a sheet, for the screen and the formats of `reports.draw`."""
    heads = headings(notice)
    columns = tuple(Column(*heading) for heading in heads)
    rows = [Row(tuple(cell(notice, line, heading) for heading in heads)) for line in notice.lines]
    if rows:
        total = (notice.total if column.kind == "money" else None for column in columns[1:])
        rows.append(Row(("合计", *total), "total"))
    said = (
        say.opening(notice),
        say.capital(notice),
        *say.closing(notice),
        *say.contacts(notice),
        code(notice),
    )
    return Sheet(notice.society, say.heading(notice), columns, tuple(rows), said)


def pdf(notice: Notice) -> bytes:
    """The notice on A4, ready for the board. Raises reports.pdf.MissingGlyph."""
    from reports import pdf as paper  # Typst is heavy, and most who import this want the text

    heads = headings(notice)
    page = {
        "society": clean(notice.society),
        "heading": say.heading(notice),
        "opening": say.opening(notice),
        "nothing": "" if notice.lines else say.NOTHING,
        "columns": [{"key": column.key, "title": column.title} for column in heads],
        "rows": [words(notice, line, heads) for line in notice.lines],
        "total": money.show(notice.total),
        "capital": say.capital(notice),
        "flow": [[title, money.show(amount)] for title, amount in say.flow(notice)],
        "raised": say.raised(notice),
        "phones": say.phones(notice),
        "supervisor": clean(notice.supervisor),
        "posted": say.long_day(notice.posted),
        "code": code(notice),
    }
    return paper.compile("notice", page, stamp=datetime.combine(notice.posted, datetime.min.time(), _BEIJING))
