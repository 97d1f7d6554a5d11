"""What was typed into a form whose session ended meanwhile: it goes through the sign-in and comes back into the form.

It travels in the pages themselves; nothing of it is stored. It comes back to be looked at, never as a thing done:
a page that takes such a form does nothing unless `step` is "write", and what comes back says "look".
A file cannot travel so and has to be chosen again. The words are whose they were: to somebody else who signs in
on that page they are not handed.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING

from flask import current_app, make_response, render_template, request

from huzhu.desk import sessions

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

    from huzhu.desk.users import User

MARK = "kept"
"""A form that has a field of this name wants its words kept; it says for whom, see `whose`."""
_PREFIX = "typed."
_NOT_KEPT = {"csrf_token", "step"}
_MOST_FIELDS, _LONGEST = 200, 2000
_ANOTHERS = "这一页是另一个人登录的时候打开的，里面填的没有交给您，也没有记。请重新打开要用的页"


def ask(code: int) -> Response:
    """The answer to a form that came without a session, or with one that is not the page's any more."""
    typed = _typed() if request.form.get(MARK) else None
    user = sessions.visitor()
    if user is not None:
        if typed is None or not of(user, typed):
            from huzhu.desk.refusals import refuse

            return refuse(400, "" if typed is None else _ANOTHERS)
        return back(request.path, typed)
    sentence = "登录已过期，请重新登录" + ("。您填的内容还在，登录后接着填" if typed else "")
    page = render_template(
        "login.html", wanted=request.path if typed else "/", sentence=sentence, typed=typed or []
    )
    return make_response(page, code)


def whose(user: User) -> str:
    """What a form says of whom it was drawn for: nobody reads from it who that is."""
    key = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.new(key, f"kept {user.id}".encode(), hashlib.sha256).hexdigest()[:16]


def of(user: User, typed: list[tuple[str, str]]) -> bool:
    """Whether these are that user's words."""
    return hmac.compare_digest(dict(typed).get(MARK, "").encode(), whose(user).encode())


def again(sentence: str, code: int) -> Response:
    """The answer to a form of which nothing can be done now, the books being busy: its words, to try once more."""
    return back(request.path, _typed(), sentence, code)


def through_sign_in() -> list[tuple[str, str]]:
    """What the sign-in page was given to keep, under its own names."""
    return [
        (name.removeprefix(_PREFIX), value)
        for name, value in request.form.items(multi=True)
        if name.startswith(_PREFIX) and name.removeprefix(_PREFIX) not in _NOT_KEPT
    ]


def back(path: str, typed: list[tuple[str, str]], sentence: str = "", code: int = 200) -> Response:
    """The page that hands what was typed back to its form."""
    return make_response(render_template("kept.html", path=path, typed=typed, sentence=sentence), code)


def _typed() -> list[tuple[str, str]]:
    found = [(n, v[:_LONGEST]) for n, v in request.form.items(multi=True) if n not in _NOT_KEPT]
    return found[:_MOST_FIELDS]
