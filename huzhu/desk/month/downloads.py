"""A sheet as a file to take along."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from flask import abort, make_response

if TYPE_CHECKING:
    from flask import Response

    from reports.rows import Sheet

_TYPES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def attached(content: bytes, name: str, form: str) -> Response:
    """Those bytes as a file of that name, kept by the browser only where the person saves it."""
    answer = make_response(content)
    answer.headers["Content-Type"] = _TYPES[form]
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'{name}.{form}')}"
    return answer


def drawn(sheet: Sheet, form: str, name: str) -> Response:
    """A report as a file; 404 for a form in which none is drawn here."""
    from reports.draw import draw

    if form not in _TYPES:
        abort(404)
    return attached(draw(sheet, form), name, form)
