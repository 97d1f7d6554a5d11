"""Who may ask for which page: every page is declared here with its roles, and what is not declared is closed.

A page whose address names a society is for those who may see that society; to anybody else there is no such
page. So the refusal is the same whether a society does not exist, is another's, or the page is not for the role.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Any, NamedTuple

from flask import abort, g, redirect, request
from werkzeug.wrappers import Response

from huzhu.desk import kept, sessions
from huzhu.desk.refusals import refuse
from huzhu.desk.users import Role
from ledger.district import Society

if TYPE_CHECKING:
    from flask import Flask

    from huzhu.desk.registry import Registry
    from huzhu.desk.users import User

EVERYBODY = frozenset(Role)
WRITERS = frozenset({Role.TREASURER, Role.OFFICER})
"""Who acts for a society."""
TREASURER = frozenset({Role.TREASURER})
OFFICER = frozenset({Role.OFFICER})
READERS = EVERYBODY - {Role.ADMIN}
"""Whoever may see books at all."""
OVERSEERS = frozenset({Role.BUREAU, Role.TOWNSHIP, Role.AUDITOR})
BUREAU = frozenset({Role.BUREAU})
AUDITOR = frozenset({Role.AUDITOR})
ADMIN = frozenset({Role.ADMIN})
NOBODY_SIGNED_IN: frozenset[Role] = frozenset()
"""Pages that need no sign-in."""


OF_THE_FIRST_DAY = frozenset({"admin_user_new", "admin_user_add", "sign_out"})
"""All that the sign-in of the first day is good for: adding the first administrator."""


class Page(NamedTuple):
    """What was declared of one page."""

    rule: str
    roles: frozenset[Role]
    """Empty: it is open to whoever comes."""
    methods: tuple[str, ...]
    bureau: bool = False
    """It is of the bureau's own books, which only some of these roles' users see."""
    largest_bytes: int | None = None
    """How much may be sent to it, where that is more than a form."""

    @property
    def of_a_society(self) -> bool:
        """Whether its address names a society."""
        return "<society>" in self.rule


class Table:
    """The pages of the desk, by endpoint."""

    def __init__(self, app: Flask, registry: Registry) -> None:
        self._app, self.registry = app, registry
        self.pages: dict[str, Page] = {}

    def add(
        self,
        rule: str,
        endpoint: str,
        view: Callable[..., Any],
        roles: Collection[Role],
        *,
        methods: tuple[str, ...] = ("GET",),
        bureau: bool = False,
        largest_bytes: int | None = None,
    ) -> None:
        """Add a page for these roles. A view whose rule has `<society>` finds it by `society()`, not as argument."""
        page = Page(rule, frozenset(roles), methods, bureau, largest_bytes)
        assert endpoint not in self.pages, endpoint
        self.pages[endpoint] = page
        self._app.add_url_rule(rule, endpoint, view, methods=list(methods))

    def declare_static(self) -> None:
        """Style sheets, pictures and the script are for whoever comes."""
        self.pages["static"] = Page("/static/<path:filename>", NOBODY_SIGNED_IN, ("GET",))

    def guard(self) -> Any:
        """Before every request: let it pass, or answer it with the sign-in or with 404."""
        page = self.pages.get(request.endpoint or "")
        if page and not page.roles:
            return None
        user = sessions.visitor()
        if user is None:
            return _sign_in_first()
        sessions.keep_awake()
        if user.first and request.endpoint not in OF_THE_FIRST_DAY:
            return redirect("/admin/users/add")
        if page is None or user.role not in page.roles or (page.bureau and not user.sees_district):
            abort(404 if request.routing_exception is None else request.routing_exception.code or 404)
        if page.of_a_society:
            g.society = self._theirs(user, (request.view_args or {}).pop("society"))
        return None

    def measure(self) -> Any:
        """Before anything of a request is read: how much it may be. Only for whom a page is, it may be more than a form."""
        page = self.pages.get(request.endpoint or "")
        user = sessions.visitor() if page and page.largest_bytes else None
        if page and page.largest_bytes and user and user.role in page.roles:
            request.max_content_length = page.largest_bytes
            if (request.content_length or 0) > page.largest_bytes:
                most = page.largest_bytes // 1024 // 1024
                return refuse(413, f"一次传的太多了：合起来不要超过{most}MB。请少选几个文件，分几次传")
        return None

    def may(self, user: User, endpoint: str) -> bool:
        """Whether a page is for that user, in a society that is theirs to see."""
        page = self.pages[endpoint]
        return user.role in page.roles and (not page.bureau or user.sees_district)

    def _theirs(self, user: User, key: str) -> Society:
        books = self.registry.books(key)
        if not isinstance(books, Society) or not self.registry.may_see(user, books):
            abort(404)
        return books


def society() -> Society:
    """The society that the page's address names; the visitor may see it."""
    found = g.society
    assert isinstance(found, Society)
    return found


def _sign_in_first() -> Response:
    """To the sign-in, and from there to what was wanted; what was typed into a form is not lost."""
    if request.method == "POST" and request.endpoint is not None:
        return kept.ask(401)
    if request.method != "GET":
        abort(401)
    from urllib.parse import urlencode

    wanted = request.full_path.rstrip("?")
    return redirect("/login" + ("" if wanted == "/" else f"?{urlencode({'next': wanted})}"))
