"""今天要做的事: what is due, what is in hand, and what waits."""

from __future__ import annotations

from flask import render_template

from huzhu.desk import access
from huzhu.desk.access import READERS, Table
from huzhu.desk.entry.pages import sitting


def open_today(pages: Table) -> None:
    """Add the page of a society's day."""
    pages.add("/s/<society>/", "today", _today, READERS)


def _today() -> str:
    return render_template("today.html", sitting=sitting(), society=access.society())
