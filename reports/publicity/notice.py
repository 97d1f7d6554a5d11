"""The monthly notice (公示) on paper and screen: the sheet for the village board, its PDF, and it as a leaf among others."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from ledger import money
from ledger.notices import sentences as say
from ledger.notices.lines import clean
from ledger.notices.notice import Notice, cell, code, words
from ledger.notices.notice import columns as headings
from reports.forms import Form, Words
from reports.rows import Column, Row, Sheet

_BEIJING = timezone(timedelta(hours=8))


def sheet(notice: Notice) -> Sheet:
    """The notice as a sheet, for the screen and the formats of `reports.drawing.draw`."""
    columns, rows = _table(notice)
    said = (
        say.opening(notice),
        say.capital(notice),
        *say.closing(notice),
        *say.contacts(notice),
        code(notice),
    )
    return Sheet(notice.society, say.heading(notice), columns, rows, said)


def leaf(notice: Notice, mark: str = "") -> Form:
    """The notice as one leaf of a paper, with the words of the sheet that hangs on the board; `mark` stands at the top."""
    raised = say.raised(notice)
    return Form(
        say.heading(notice),
        (
            Words(say.opening(notice)),
            Sheet("", "", *_table(notice)) if notice.lines else Words(say.NOTHING, "centre"),
            *([Words(say.capital(notice), "plain")] if notice.lines else []),
            *([Words(raised, "plain")] if raised else []),
            Words("本社资金（元）", "heading"),
            _flow(notice),
            Words("监督电话", "heading"),
            _phones(notice),
            Words(f"{clean(notice.society)}（盖章）", "right"),
            Words(say.long_day(notice.posted), "right"),
            Words(f"张贴时的{code(notice)}", "small"),
        ),
        clean(notice.society),
        mark,
    )


def _flow(notice: Notice) -> Sheet:
    """The month's four figures beside each other."""
    figures = say.flow(notice)
    columns = tuple(Column(f"flow-{at}", title, "money") for at, (title, _) in enumerate(figures))
    return Sheet("", "", columns, (Row(tuple(amount for _, amount in figures)),))


def _phones(notice: Notice) -> Sheet:
    """Whom to call, with room to write where a number is not known, and who supervises."""
    columns = (Column("whose", "单位", "text"), Column("number", "电话", "text"))
    rows = [Row((whose, number)) for whose, number in say.phones(notice)]
    if notice.supervisor:
        rows.append(Row(("监督人", clean(notice.supervisor))))
    return Sheet("", "", columns, tuple(rows))


def _table(notice: Notice) -> tuple[tuple[Column, ...], tuple[Row, ...]]:
    """The lines under their columns, and their sum."""
    heads = headings(notice)
    columns = tuple(Column(*heading) for heading in heads)
    rows = [Row(tuple(cell(notice, line, heading) for heading in heads)) for line in notice.lines]
    if rows:
        total = (notice.total if column.kind == "money" else None for column in columns[1:])
        rows.append(Row(("合计", *total), "total"))
    return columns, tuple(rows)


def pdf(notice: Notice) -> bytes:
    """The notice on A4, ready for the board. Raises reports.drawing.pdf.MissingGlyph."""
    from reports.drawing import pdf as paper  # Typst is heavy, and most who import this want the text

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
