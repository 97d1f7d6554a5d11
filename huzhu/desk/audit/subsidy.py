"""补助去向: where each yuan of subsidy went, as a picture and as a table, on the page and as files."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any, cast, get_args

from flask import abort, render_template, request, send_file
from markupsafe import Markup

from huzhu.desk import access
from huzhu.desk.access import READERS, Table
from huzhu.desk.audit.findings import asked_day
from ledger import journal
from ledger.books import Books
from reports.funds.donor_statement import donor_statement
from reports.funds.money_flow import TITLES, Flow, Of, flow_table, money_flow
from reports.funds.sankey import NARROW, WIDE, sankey
from reports.funds.subsidy_trace import subsidy_trace
from reports.rows import Sheet, shown

_TYPES = {
    "svg": "image/svg+xml",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def open_subsidy(pages: Table) -> None:
    """Add the page and its files."""
    pages.add("/s/<society>/subsidy", "subsidy", _page, READERS)
    pages.add("/s/<society>/subsidy.<form>", "subsidy_file", _file, READERS)


def _asked() -> tuple[Of, date, Books]:
    of = request.args.get("of", "subsidy")
    if of not in get_args(Of):
        abort(404)
    return cast("Of", of), asked_day(), journal.seen(access.society()).books


def _page() -> str:
    of, day, books = _asked()
    flow = money_flow(books, day, of)
    table = flow_table(flow, books.facts.registration_name, f"截至{day}")
    return render_template(
        "subsidy.html", society=access.society(), flow=flow, day=day, as_of=request.args.get("as-of", ""), shown=shown,
        titles=TITLES, table=table, detail=_detail(books, day, of), wide=_drawn(flow, WIDE), narrow=_drawn(flow, NARROW),
    )  # fmt: skip


def _drawn(flow: Flow, width: int) -> Markup:
    """The picture as a piece of the page: `sankey` escaped every word in it."""
    return Markup(sankey(flow, width))


def _detail(books: Books, day: date, of: Of) -> Sheet | None:
    """The entries one by one, where there is a report that tells them."""
    if of == "subsidy":
        return subsidy_trace(books, day, f"截至{day}")
    return donor_statement(books, date.min, day, f"截至{day}") if of == "donor" else None


def _file(form: str) -> Any:
    """The picture as SVG, or the table with its entries as a file."""
    from reports.drawing.draw import draw

    if form not in _TYPES:
        abort(404)
    of, day, books = _asked()
    if form == "svg":
        content = sankey(money_flow(books, day, of)).encode()
    else:
        table = flow_table(money_flow(books, day, of), books.facts.registration_name, f"截至{day}")
        content = draw(_detail(books, day, of) or table, form)
    name = f"{access.society().id}-{TITLES[of]}-{day}.{form}"
    answer = send_file(BytesIO(content), mimetype=_TYPES[form], as_attachment=True, download_name=name)
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer
