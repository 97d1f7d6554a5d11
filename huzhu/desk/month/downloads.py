"""A sheet or a paper as a file to take along."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from flask import abort, make_response

if TYPE_CHECKING:
    from flask import Response

    from reports.forms import Paper
    from reports.rows import Sheet

_TYPES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


def attached(content: bytes, name: str, form: str) -> Response:
    """Those bytes as a file of that name, kept by the browser only where the person saves it."""
    answer = make_response(content)
    answer.headers["Content-Type"] = _TYPES[form]
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'{name}.{form}')}"
    return answer


def drawn(what: Sheet | Paper, form: str, name: str) -> Response:
    """A report as a file; 404 for a form in which none is drawn here."""
    from reports.drawing.draw import draw

    if form not in _TYPES:
        abort(404)
    return attached(draw(what, form), name, form)
