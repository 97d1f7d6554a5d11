"""Signing in and out."""

from __future__ import annotations

import math
import unicodedata
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import current_app, redirect, render_template, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import logout_user

from huzhu.desk import kept, sessions
from huzhu.desk.access import EVERYBODY, NOBODY_SIGNED_IN, Table
from huzhu.desk.attempts import Attempts
from huzhu.desk.passwords import Crowded

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.wrappers import Response

    from huzhu.desk.users import Users

_DEVICE = "huzhu-device"
_DEVICE_SECONDS = 400 * 24 * 3600
PER_MINUTE = 10


class Entrance:
    """What the sign-in page needs: the users and the failed attempts."""

    def __init__(self, users: Users, attempts: Attempts) -> None:
        self._users = users
        self._attempts = attempts

    def sender(self) -> str:
        """Whose tries are counted together: a device known to the user, else the address."""
        return self._device(_typed_id()) or get_remote_address()

    def show(self) -> str | Response:
        """The sign-in page, or the page that was wanted when somebody is signed in already."""
        if sessions.visitor():
            return redirect(_wanted())
        return render_template("login.html", wanted=_wanted())

    def sign_in(self) -> Response | tuple[str, int]:
        """Try to sign in with what was typed."""
        id_ = _typed_id()
        device = self._device(id_)
        wait = self._attempts.begin(id_, device)
        if wait:
            return _again(f"密码错的次数太多，请等{math.ceil(wait)}秒再试", 429)
        try:
            user = self._users.verify(id_, request.form.get("password", ""))
        except Crowded as error:
            return _again(str(error), 503)
        if user is None:
            return _again("用户名或密码不对", 401)
        sessions.sign_in(user)
        typed = kept.through_sign_in()
        if typed and not kept.of(
            user, typed
        ):  # somebody else's: not theirs to see, nor the page they stood on
            answer = redirect("/", 303)
        else:
            answer = kept.back(_wanted(), typed) if typed else redirect(_wanted(), 303)
        known = self._attempts.succeeded(id_, device)
        secure = current_app.config["SESSION_COOKIE_SECURE"]
        answer.set_cookie(
            _DEVICE, known, max_age=_DEVICE_SECONDS, httponly=True, samesite="Strict", secure=secure
        )
        return answer

    def sign_out(self) -> Response:
        """End the session."""
        logout_user()
        sessions.end()
        return redirect("/login", 303)

    def _device(self, id_: str) -> str:
        return self._attempts.device(id_, request.cookies.get(_DEVICE, ""))


def open_entrance(app: Flask, pages: Table, users: Users) -> None:
    """Add /login and /logout to the portal; more than PER_MINUTE tries a minute from one sender get 429."""
    entrance = Entrance(users, Attempts(users.store))
    limiter = Limiter(entrance.sender, app=app, storage_uri="memory://")
    limited = limiter.limit(f"{PER_MINUTE}/minute")(entrance.sign_in)
    pages.add("/login", "sign_in_page", entrance.show, NOBODY_SIGNED_IN)
    pages.add("/login", "sign_in", limited, NOBODY_SIGNED_IN, methods=("POST",))
    pages.add("/logout", "sign_out", entrance.sign_out, EVERYBODY, methods=("POST",))


def _typed_id() -> str:
    return unicodedata.normalize("NFKC", request.form.get("user", "")).strip().lower()[:64]


def _wanted() -> str:
    """The page to go to after signing in: one of ours, never another site's."""
    wanted = request.values.get("next", "/")
    try:
        parts = urlsplit(wanted.replace("\\", "/"))
    except ValueError:  # "//[" is nobody's address
        return "/"
    ours = not parts.scheme and not parts.netloc and parts.path.startswith("/") and wanted.isprintable()
    return wanted if ours and not wanted.startswith("//") else "/"


def _again(sentence: str, code: int) -> tuple[str, int]:
    page = render_template(
        "login.html", wanted=_wanted(), sentence=sentence, user=_typed_id(), typed=kept.through_sign_in()
    )
    return page, code
