"""Signing in without a password, for one user at the machine on which the desk runs (`huzhu desk --user`).

The ticket is a random word in the address that the program prints: it is good on this machine only, and only while
the program runs. The one with which the program opens a browser itself is good once, for the list of running
programs shows it to whoever else uses the machine.
"""

from __future__ import annotations

import hmac
import ipaddress
import secrets
from typing import TYPE_CHECKING, Any

from flask import abort, make_response, render_template, request

from huzhu.desk import sessions
from huzhu.desk.access import NOBODY_SIGNED_IN

if TYPE_CHECKING:
    from huzhu.desk.access import Table
    from huzhu.desk.users import Users

_BYTES = 32
_FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via")
"""Headers with which another program says that it asks for somebody else."""


class Tickets:
    """The tickets of one user."""

    def __init__(self, user: str) -> None:
        self._user = user
        self._lasting = secrets.token_urlsafe(_BYTES)
        self._once = secrets.token_urlsafe(_BYTES)

    def link(self, address: str) -> str:
        """The address that may be opened again and again."""
        return f"{address}enter/{self._lasting}"

    def link_once(self, address: str) -> str:
        """The address that may be opened once."""
        return f"{address}enter/{self._once}"

    def open(self, pages: Table, users: Users) -> None:
        """Add the page that takes a ticket."""

        def enter(ticket: str) -> Any:
            user = users.get(self._user)
            if not _from_here() or not self._takes(ticket) or user is None or user.disabled:
                abort(404)
            sessions.sign_in(user)
            # A page, and no redirect: a browser that was led here by another program sends no strict cookie on.
            return make_response(render_template("entered.html"))

        pages.add("/enter/<ticket>", "enter", enter, NOBODY_SIGNED_IN)

    def _takes(self, ticket: str) -> bool:
        given = ticket.encode()
        if hmac.compare_digest(given, self._once.encode()):
            self._once = secrets.token_urlsafe(_BYTES)
            return True
        return hmac.compare_digest(given, self._lasting.encode())


def _from_here() -> bool:
    """Whether the request was sent by a program of this machine, for itself."""
    try:
        here = ipaddress.ip_address(request.remote_addr or "").is_loopback
    except ValueError:
        return False
    return here and not any(name in request.headers for name in _FORWARDED)
