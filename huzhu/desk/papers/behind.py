"""What stands behind a figure of the three statements: the entries that make it, each with its voucher's page."""

from __future__ import annotations

from typing import Any, NamedTuple

from flask import abort, render_template, url_for

from huzhu.desk import access
from huzhu.desk.entry.pages import sitting
from huzhu.desk.papers.asking import Question, question
from huzhu.desk.papers.making import asked_of
from ledger.closings import seq
from ledger.entries import text
from ledger.mistake import Mistake
from reports.drawing.html import Lead
from reports.rows import Row, Sheet, shown
from reports.statements.behind import behind, lines, pieces
from reports.statements.figures import STATEMENTS
from reports.table import report

_ON = {"statements": tuple(STATEMENTS)}
"""Papers on which several statements stand."""


class Entry(NamedTuple):
    """One entry behind a figure; `href` is empty where no page shows it."""

    voucher: str
    href: str
    row: Row


def leads(asked: Question) -> Lead | None:
    """Where the figures of the statements on a paper lead to; None where there are none on it."""
    on_it = _ON.get(asked.offer.name, (asked.offer.name,))
    if not STATEMENTS.keys() & set(on_it):
        return None
    made, _ = asked_of(asked)
    found = {
        (report(name).title, line.row, column): figure.id
        for name in on_it
        for line in lines(made, name)
        for column, figure in line.figures.items()
    }
    address = {word: said for word, said in asked.address().items() if word != "name"}

    def lead(sheet: Sheet, row: int, column: int) -> str:
        figure = found.get((sheet.title, row, sheet.columns[column].key), "")
        return (
            url_for("paper_behind", society=access.society().id, figure=figure, **address) if figure else ""
        )

    return lead


def show(figure: str) -> str:
    """The entries that make a figure; 404 where there is no such figure."""
    asked = question(figure.partition(":")[0])
    if asked.offer.name not in STATEMENTS:
        abort(404)
    made, _ = asked_of(asked)
    try:
        sheet, found = behind(made, figure), pieces(made, figure)
    except Mistake:
        abort(404)
    entries = [
        Entry(text(piece.entry, "voucher"), _href(piece.entry), row)
        for piece, row in zip(found, sheet.rows, strict=False)  # the last row is the total
    ]
    files = {k: v for k, v in asked.address(figure=figure).items() if k != "name"}
    return render_template(
        "papers_behind.html", society=access.society(), asked=asked, sheet=sheet, entries=entries, shown=shown,
        total=sheet.rows[-1], files=files,
    )  # fmt: skip


def _href(entry: Any) -> str:
    """The page of the event that an entry was written by; where several were written at once it is the first's."""
    voucher = f'voucher: "{text(entry, "voucher")}"'.encode()
    number = seq(entry.meta) or next((e.seq for e in sitting().standing.events if voucher in e.text), None)
    return url_for("written", society=access.society().id, seq=number) if number else ""
