"""The portal: signing in, the list of books, and the guarded Fava beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from flask import Flask, abort, redirect, render_template, request
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.wrappers import Response

from huzhu.desk import passwords, sessions
from huzhu.desk.door import THIS_MACHINE, Door
from huzhu.desk.entrance import open_entrance
from huzhu.desk.fava_guard import MOUNTED_AT, build
from huzhu.desk.refusals import speak_chinese
from huzhu.desk.registry import Registry
from huzhu.desk.review import open_review
from huzhu.desk.users import User, Users
from ledger.district import RESERVED, District

_BODY_LIMIT_BYTES = 256 * 1024
_OPEN_TO_ALL = {"entrance.show", "entrance.sign_in", "static"}

VIEWS = (
    ("income_statement", "业务活动表"),
    ("balance_sheet", "资产负债表"),
    ("trial_balance", "试算平衡表"),
    ("journal", "日记账"),
    ("documents", "单据"),
    ("errors", "检查结果"),
)
"""What is linked for each of the books: Fava's report and its Chinese name."""


@dataclass(frozen=True)
class Desk:
    """What the desk's pages share, kept as app.extensions["huzhu"]."""

    registry: Registry
    users: Users
    fava: Flask


def create(district: Path, hosts: Iterable[str] = ()) -> Flask:
    """The desk on the district in that folder, answering under this machine's own names and `hosts`."""
    passwords.warm_up()
    users = Users(district)
    registry = Registry(District(district))
    fava = build(registry, users)
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = _BODY_LIMIT_BYTES
    app.extensions["huzhu"] = Desk(registry, users, fava)
    sessions.share_sessions(app, users)
    speak_chinese(app)
    CSRFProtect(app)
    app.before_request(_only_signed_in)
    app.context_processor(lambda: {"visitor": sessions.visitor(), "district": registry.district.title})
    open_entrance(app, users)
    app.add_url_rule("/", "home", lambda: _home(registry))
    open_review(app, registry)
    both = DispatcherMiddleware(app.wsgi_app, {MOUNTED_AT: fava.wsgi_app})
    app.wsgi_app = Door(both, (*THIS_MACHINE, *hosts), MOUNTED_AT)  # type: ignore[method-assign]
    return app


def _only_signed_in() -> Response | None:
    """Every page is for those signed in, unless it is listed as open to all."""
    if request.endpoint in _OPEN_TO_ALL:
        return None
    if sessions.visitor() is None:
        if request.method != "GET":
            abort(401)
        return redirect("/login")
    sessions.keep_awake()
    return None


def _home(registry: Registry) -> str:
    user = sessions.visitor()
    assert user is not None
    wanted = request.args.get("q", "").strip()[:40]
    books = _books(registry, user)
    found = [book for book in books if wanted in book["title"] or wanted in book["key"]]
    return render_template(
        "home.html", books=found, of=len(books), wanted=wanted, views=VIEWS, zhang=MOUNTED_AT
    )


def _books(registry: Registry, user: User) -> list[dict[str, str]]:
    return [
        {"key": key, "title": registry.title(books), "kind": "区级账" if key == RESERVED else key}
        for key, books in registry.seen_by(user).items()
    ]
