"""Everybody's own password: the old one and a new one."""

from __future__ import annotations

import math
from typing import Any

from flask import redirect, render_template, request, url_for

from huzhu.desk import sessions
from huzhu.desk.access import EVERYBODY, Table
from huzhu.desk.attempts import Attempts
from huzhu.desk.entry.pages import visitor
from huzhu.desk.passwords import Crowded, WeakPassword
from huzhu.desk.site import desk


def open_own_password(pages: Table) -> None:
    """Add /password."""
    pages.add("/password", "own_password", _asked, EVERYBODY)
    pages.add("/password", "own_password_change", _change, EVERYBODY, methods=("POST",))


def _asked(sentence: str = "") -> str:
    return render_template("admin_password.html", sentence=sentence, done=bool(request.args.get("done")))


def _change() -> Any:
    """Change it; whoever came upon an open session guesses the old one no faster than at the sign-in."""
    users, user = desk().users, visitor()
    attempts = Attempts(users.store)
    if wait := attempts.begin(user.id, "own-password"):
        return _asked(f"旧密码错的次数太多，请等{math.ceil(wait)}秒再试"), 429
    old, new, again = (request.form.get(name, "") for name in ("old", "new", "again"))
    try:
        if users.verify(user.id, old) is None:
            return _asked("旧密码不对"), 422
        attempts.succeeded(user.id, "own-password")
        if new != again:
            return _asked("两遍新密码不一样，请再写一次"), 422
        users.set_password(user.id, new, by=user.id)
    except WeakPassword as weak:
        return _asked(str(weak)), 422
    except Crowded as crowded:
        return _asked(str(crowded)), 503
    changed = users.get(user.id)
    assert changed is not None
    sessions.sign_in(changed)  # every other session of theirs has ended
    return redirect(url_for("own_password", done=1), 303)
