"""余额调节表 at the desk: each account's statement beside the books, row by row, as a page and as a file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from flask import render_template, request

from huzhu import session
from huzhu.desk import access
from huzhu.desk.access import READERS, Table
from huzhu.desk.month.downloads import drawn
from huzhu.desk.month.notices import refuse_no_month
from huzhu.desk.wording import at_the_desk
from huzhu.posting import span_of
from ledger import journal
from reports.bank.reconciliation import reconciliation
from reports.rows import Sheet, shown


def open_reconciling(pages: Table) -> None:
    """Add the page of the reconciliation and its files."""
    pages.add("/s/<society>/reconciliation", "reconciliation", _page, READERS)
    pages.add("/s/<society>/reconciliation/<month>.<form>", "reconciliation_file", _file, READERS)


def _sheet(month: str) -> Sheet:
    refuse_no_month(month)
    last = min(span_of(month)[1], session.today())
    found = reconciliation(journal.seen(access.society()).books, last, f"截至{last}")
    return replace(found, notes=tuple(map(at_the_desk, found.notes)))


def _page() -> str:
    month = request.args.get("month", "") or _month(session.today())
    return render_template(
        "statements_reconciliation.html",
        month=month,
        sheet=_sheet(month),
        shown=shown,
        society=access.society(),
    )


def _month(day: date) -> str:
    return f"{day:%Y-%m}"


def _file(month: str, form: str) -> object:
    return drawn(_sheet(month), form, f"{access.society().id}-{month}余额调节表")
