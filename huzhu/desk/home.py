"""The first page: whose books one may see, and where to begin."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, url_for

from huzhu.desk import places
from huzhu.desk.access import EVERYBODY, WRITERS, Table
from huzhu.desk.board import is_for
from huzhu.desk.entry.pages import visitor
from huzhu.desk.registry import Registry
from huzhu.desk.users import Role, User
from ledger.district import RESERVED

VIEWS = (
    ("income_statement", "业务活动表"),
    ("balance_sheet", "资产负债表"),
    ("trial_balance", "试算平衡表"),
    ("journal", "日记账"),
    ("documents", "单据"),
    ("errors", "检查结果"),
)
"""What is linked for each of the books: Fava's report and its Chinese name."""


def open_home(pages: Table) -> None:
    """Add / to the portal."""
    pages.add("/", "home", lambda: _home(pages.registry), EVERYBODY)
    pages.add("/books", "books", lambda: _list(pages.registry), EVERYBODY)


def _home(registry: Registry) -> Any:
    """Who works for one society only begins with its day, who sees several with the board."""
    user = visitor()
    seen = list(registry.seen_by(user))
    if user.role in WRITERS and len(seen) == 1:
        return redirect(url_for("today", society=seen[0]))
    if user.role is Role.ADMIN:
        return redirect(places.at(user, "admin") or url_for("books"))
    return redirect(url_for("board" if is_for(user) else "books"))


def _list(registry: Registry) -> str:
    """The books that the visitor may see, each with Fava's reports."""
    wanted = request.args.get("q", "").strip()[:40]
    books = _books(registry, visitor())
    found = [book for book in books if wanted in book["title"] or wanted in book["key"]]
    return render_template("home.html", books=found, of=len(books), wanted=wanted, views=VIEWS)


def _books(registry: Registry, user: User) -> list[dict[str, str]]:
    return [
        {
            "key": key,
            "title": registry.title(books),
            "kind": "区级账" if key == RESERVED else key,
            "papers": "" if key == RESERVED else places.at(visitor(), "papers", society=key),
        }
        for key, books in registry.seen_by(user).items()
    ]
