"""One session for the portal and for Fava: who is signed in, since when, and when they last did something."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import TYPE_CHECKING

from flask import request, session
from flask_login import LoginManager, UserMixin, current_user, login_user

if TYPE_CHECKING:
    from flask import Flask

    from huzhu.desk.users import User, Users

IDLE = timedelta(minutes=30)
LONGEST_HOURS = 12
_TOUCH_SECONDS = 60.0
_ASKED_BY_THE_PAGE_ITSELF = {"json_api.get_changed", "json_api.get_errors", "json_api.get_ledger_data"}


class SignedIn(UserMixin):  # type: ignore[misc]
    """A user as Flask-Login wants them."""

    def __init__(self, user: User) -> None:
        self.user = user

    def get_id(self) -> str:
        """What a session keeps: the user and their epoch, so that a new password ends it."""
        return f"{self.user.id}:{self.user.epoch}"


def share_sessions(app: Flask, users: Users) -> None:
    """Let the app know who is signed in; every app to which this is done shares the session."""
    app.config.update(
        SECRET_KEY=users.store.secret_key(),
        SESSION_COOKIE_NAME="huzhu",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Strict",
        SESSION_COOKIE_PATH="/",
        PERMANENT_SESSION_LIFETIME=IDLE,
        # Renewed by keep_awake below: an open page that looks for news on its own is not somebody at the desk.
        SESSION_REFRESH_EACH_REQUEST=False,
    )
    manager = LoginManager(app)

    @manager.user_loader  # type: ignore[untyped-decorator]
    def _load(kept: str) -> SignedIn | None:
        id_, _, epoch = kept.rpartition(":")
        user = users.get(id_)
        if user is None or user.disabled or str(user.epoch) != epoch or _too_old():
            return None
        return SignedIn(user)


def sign_in(user: User) -> None:
    """Begin a session of the user's; nothing of a session before is left in it."""
    session.clear()
    session.permanent = True
    session["since"] = session["touched"] = time.time()
    login_user(SignedIn(user))


def visitor() -> User | None:
    """Whoever is signed in."""
    found: User | None = getattr(current_user, "user", None)
    return found


def end() -> None:
    """Leave nothing of the session in the browser."""
    session.clear()


def keep_awake() -> None:
    """Let the 30 minutes begin again, unless the request is one that an open page makes on its own."""
    now = time.time()
    if (
        request.endpoint not in _ASKED_BY_THE_PAGE_ITSELF
        and now - session.get("touched", 0.0) > _TOUCH_SECONDS
    ):
        session["touched"] = now


def _too_old() -> bool:
    return time.time() - float(session.get("since", 0.0)) > LONGEST_HOURS * 3600
