"""Fava, guarded: a read-only viewer for whoever is signed in, in which whatever is not known to be safe is closed.

Fava is made for one person at their own machine. Shown to several, its routes are closed by default and the safe
ones listed; what a ledger's text could run or write is exchanged in `reading`; what a query or a search could do
is cut down in `questions` and `plain_search`; and its templates escape what people wrote.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import beanquery.query_compile
import beanquery.query_env
import fava.core.filters
from fava._ctx_globals_class import Context
from fava.application import create_app
from fava.core.query_shell import FavaBQLShell
from fava.util.date import parse_date
from flask import Flask, Response, abort, current_app, g, redirect, request, send_file
from flask.ctx import _AppCtxGlobals
from werkzeug.exceptions import NotFound

from huzhu.desk.fava_pages import rewrite_templates, use_our_words
from huzhu.desk.plain_search import PlainMatch, plain_re
from huzhu.desk.questions import LONGEST_CHARACTERS
from huzhu.desk.reading import UnsafeBooks
from huzhu.desk.refusals import refuse, speak_chinese
from huzhu.desk.registry import AuthorisedLedgers, Registry
from huzhu.desk.sessions import keep_awake, share_sessions, visitor
from huzhu.desk.users import User, Users
from ledger.district import Ledger

MOUNTED_AT = "/zhang"

REPORTS = {
    *("balance_sheet", "commodities", "documents", "errors", "events", "holdings"),
    *("income_statement", "journal", "query", "statistics", "trial_balance"),
}
OPEN = {
    *("index", "report", "account", "holdings_by", "document"),
    *(
        f"json_api.get_{name}"
        for name in (
            *("account_report", "balance_sheet", "changed", "commodities", "context", "documents", "errors"),
            *("events", "income_statement", "journal", "journal_page", "ledger_data", "query"),
            *("statistics", "trial_balance"),
        )
    ),
}
"""The routes that are open to whoever is signed in; static files are to all, and every other is closed."""

_LONGEST = {"query_string": LONGEST_CHARACTERS, "filename": 1000}
_LONGEST_OTHER = 200
_YEARS = (1949, 2199)
_SHOWN_AS_THEY_ARE = {
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".pdf": "application/pdf",
}


class _Globals(Context, _AppCtxGlobals):
    """Fava's `g` with what Flask-Login and Flask-Babel expect of one."""


def build(registry: Registry, users: Users) -> Flask:
    """The guarded Fava, to be mounted at MOUNTED_AT beside a portal that shares its sessions."""
    _cut_down_searches()
    app = create_app([], read_only=True, poll_watcher=True)
    app.app_ctx_globals_class = _Globals
    share_sessions(app, users)
    speak_chinese(app)
    app.config["LEDGERS"] = AuthorisedLedgers(registry, _signed_in)
    # First of all, before Fava even looks which ledger is meant.
    app.url_value_preprocessors.setdefault(None, []).insert(0, _gate)
    app.view_functions["document"] = _document_view(registry.district.folder)
    app.after_request(_without_source)
    app.register_error_handler(UnsafeBooks, lambda error: refuse(409, str(error)))
    rewrite_templates(app)
    use_our_words(app)
    return app


def _cut_down_searches() -> None:
    """Exchange, in this process, what Fava and beanquery search with, and the command that writes a file."""
    fava.core.filters.Match = PlainMatch  # type: ignore[misc, assignment]
    beanquery.query_compile.re = plain_re
    beanquery.query_env.re = plain_re
    FavaBQLShell.do_output = FavaBQLShell.noop
    # It logs every refused request with its text, in which there may be a name.
    logging.getLogger("fava.json_api").setLevel(logging.CRITICAL)


def _signed_in() -> User:
    user = visitor()
    assert user is not None, "the gate lets nobody pass who is not signed in"
    return user


def _gate(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Let a request pass that is safe and whose sender is signed in; all else ends here."""
    if endpoint == "static":
        return
    if visitor() is None:
        if request.blueprint == "json_api":
            abort(401)
        query = request.query_string.decode("utf-8", "replace")
        back = request.script_root + request.path + (f"?{query}" if query else "")
        abort(redirect("/login?" + urlencode({"next": back})))
    keep_awake()
    if request.method != "GET" or (endpoint is not None and not _is_open(endpoint, values or {})):
        abort(403)
    if not _reasonable():
        abort(400)


def _is_open(endpoint: str, values: dict[str, Any]) -> bool:
    return endpoint in OPEN and (endpoint != "report" or values.get("report_name") in REPORTS)


def _reasonable() -> bool:
    """Whether what the address asks for is of a length and kind that Fava copes with."""
    for name, value in request.args.items(multi=True):
        if len(value) > _LONGEST.get(name, _LONGEST_OTHER) or "\0" in value:
            return False
    if not re.fullmatch(r"[1-9][0-9]{0,5}", request.args.get("page", "1")):
        return False
    try:
        begin, end = parse_date(request.args.get("time", ""))
    except (ValueError, OverflowError):
        return False
    # What is no time at all has no begin, and Fava says so itself.
    return begin is None or end is None or _YEARS[0] <= begin.year <= end.year <= _YEARS[1]


def _document_view(district: Path) -> Callable[[], Response]:
    """The view that hands out a document: one in the ledger's own documents folder, to be saved, not shown."""

    def document() -> Response:
        folder = Ledger(Path(g.ledger.beancount_file_path).parent).documents
        try:
            file = (district / request.args.get("filename", "")).resolve()
            found = file.is_relative_to(folder) and file.is_file()
        except (OSError, RuntimeError) as error:  # a name that no file system takes, a link to itself
            raise NotFound from error
        if not found:
            raise NotFound
        kind = _SHOWN_AS_THEY_ARE.get(file.suffix.lower(), "application/octet-stream")
        answer = send_file(file, mimetype=kind, as_attachment=True, download_name=file.name)
        answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
        return answer

    return document


def _without_source(answer: Response) -> Response:
    """Mark the file of an entry's context as Fava marks made-up entries: it then offers no source to edit."""
    if request.endpoint == "json_api.get_context" and answer.status_code == 200:
        body = json.loads(answer.get_data(as_text=True), parse_float=Decimal)
        meta = body["data"]["entry"]["meta"]
        meta["filename"] = f"<{meta['filename']}>"
        answer.set_data(current_app.json.dumps(body))
    return answer
