"""The portal: signing in, everybody's own pages, and the guarded Fava beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from flask import Flask
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.wrappers import Response

from huzhu.desk import kept, links, passwords, sessions
from huzhu.desk.access import Table
from huzhu.desk.admin.pages import open_admin
from huzhu.desk.approving import open_approving
from huzhu.desk.audit.pages import open_audit
from huzhu.desk.board import open_board
from huzhu.desk.bodies import InMemory, ReadToItsEnd
from huzhu.desk.bureau import open_bureau
from huzhu.desk.cases.pages import open_cases
from huzhu.desk.door import THIS_MACHINE, Door
from huzhu.desk.drafts import Drafts
from huzhu.desk.entrance import open_entrance
from huzhu.desk.entry.pages import open_entry
from huzhu.desk.fava_guard import MOUNTED_AT, build
from huzhu.desk.figures import Overviews
from huzhu.desk.home import open_home
from huzhu.desk.month.pages import open_month
from huzhu.desk.own_password import open_own_password
from huzhu.desk.papers.district import open_district_papers
from huzhu.desk.papers.pages import open_papers
from huzhu.desk.refusals import speak_chinese
from huzhu.desk.registry import Registry
from huzhu.desk.review import open_review
from huzhu.desk.site import Desk
from huzhu.desk.tickets import Tickets
from huzhu.desk.today import open_today
from huzhu.desk.users import Users
from huzhu.desk.wording import yuan
from ledger.district import District

_BODY_LIMIT_BYTES = 256 * 1024
_PAGES: tuple[Callable[[Table], None], ...] = (
    open_home, open_board, open_today, open_review, open_entry, open_approving, open_audit, open_cases,
    open_admin, open_bureau, open_own_password, open_month, open_papers, open_district_papers,
)  # fmt: skip


def create(
    district: Path,
    hosts: Iterable[str] = (),
    *,
    secure: bool = False,
    backups: Path | None = None,
    tickets: Tickets | None = None,
) -> Flask:
    """The desk on the district in that folder, answering under this machine's own names and `hosts`.

    `secure`: it is served over https alone. `backups`: where the administrator's page puts them. `tickets`: with
    which one user signs in on this machine.
    """
    passwords.warm_up()
    users = Users(district)
    registry = Registry(District(district))
    fava = build(registry, users)
    app = _Portal(__name__)
    app.config.update(MAX_CONTENT_LENGTH=_BODY_LIMIT_BYTES, WTF_CSRF_TIME_LIMIT=None)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    pages = Table(app, registry)
    app.extensions["huzhu"] = Desk(
        registry, users, fava, pages, Drafts(users.store), Overviews(users.store), backups
    )
    sessions.share_sessions(app, users)
    for each in (app, fava):
        each.config["SESSION_COOKIE_SECURE"] = secure
    speak_chinese(app)
    _guard(app, pages)
    for open_pages in _PAGES:
        open_pages(pages)
    open_entrance(app, pages, users)
    if tickets:
        tickets.open(pages, users)
    both = ReadToItsEnd(DispatcherMiddleware(app.wsgi_app, {MOUNTED_AT: fava.wsgi_app}))
    app.wsgi_app = Door(both, (*THIS_MACHINE, *hosts), MOUNTED_AT)  # type: ignore[method-assign]
    return app


class _Portal(Flask):
    request_class = InMemory


def _guard(app: Flask, pages: Table) -> None:
    """What every request passes, in this order, and what every page is drawn with."""
    app.before_request(pages.measure)  # before anything reads what was sent
    CSRFProtect(app)
    app.register_error_handler(CSRFError, _another_session)
    app.before_request(pages.guard)
    app.context_processor(links.for_page)
    app.jinja_env.filters["yuan"] = yuan
    pages.declare_static()


def _another_session(_: CSRFError) -> Response:
    """The page was made in a session that has ended: what was typed into it is kept."""
    return kept.ask(400)
