"""Users: who there is, adding one, a new password, another role, disabling; and the list of such acts."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from flask import abort, redirect, render_template, request, url_for

from huzhu.desk import acts, passwords
from huzhu.desk.access import ADMIN, AUDITOR, Table
from huzhu.desk.entry.pages import visitor
from huzhu.desk.passwords import Crowded, WeakPassword
from huzhu.desk.site import desk
from huzhu.desk.users import EVERY_SOCIETY, NAMES_SOCIETIES, Role, User, UserMistake

_IN_BRACKETS = re.compile("（([^（）]+)）")
NOT_DONE = "还没有改。请看清楚，再按一次"


def open_people(pages: Table) -> None:
    """Add the pages of the users."""
    post = ("POST",)
    pages.add("/admin/users", "admin_users", _list, ADMIN)
    pages.add("/admin/users/add", "admin_user_new", _new, ADMIN)
    pages.add("/admin/users/add", "admin_user_add", _add, ADMIN, methods=post)
    pages.add("/admin/users/<id_>", "admin_user", _user, ADMIN)
    pages.add("/admin/users/<id_>", "admin_user_change", _change, ADMIN, methods=post)
    pages.add("/admin/users/<id_>/password", "admin_user_password", _password, ADMIN, methods=post)
    pages.add("/admin/users/<id_>/disable", "admin_user_disable", _disable, ADMIN, methods=post)
    pages.add("/admin/users/<id_>/enable", "admin_user_enable", _enable, ADMIN, methods=post)
    pages.add("/admin/acts", "admin_acts", _acts, ADMIN)
    pages.add("/bureau/acts", "bureau_acts", _acts, AUDITOR, bureau=True)


def _list() -> str:
    return render_template("admin_users.html", users=desk().users.everyone(), titles=_titles())


def _titles() -> dict[str, str]:
    """What each society is called, by id."""
    registry = desk().registry
    return {s.id: registry.title(s) for s in registry.district.societies} | {EVERY_SOCIETY: "全区"}


def _new() -> str:
    return _asked(None, _typed_nothing(), passwords.proposed())


def _typed_nothing() -> dict[str, Any]:
    role = Role.ADMIN if visitor().first else Role.TREASURER
    return {"id": "", "name": "", "role": role.value, "societies": []}


def _asked(user: User | None, typed: dict[str, Any], password: str = "", sentence: str = "") -> str:
    """The form of a user, new or not, as it was filled in."""
    return render_template(
        "admin_user.html", user=user, typed=typed, password=password, sentence=sentence, titles=_titles(),
        roles=[Role.ADMIN] if visitor().first else list(Role), naming=NAMES_SOCIETIES,
    )  # fmt: skip


def _typed() -> dict[str, Any]:
    word = unicodedata.normalize("NFKC", request.form.get("id", "")).strip().lower()
    role = request.form.get("role", "")
    societies = [s for s in request.form.getlist("societies") if s]
    return {"id": word, "name": request.form.get("name", "").strip(), "role": role, "societies": societies}


def _wanted(typed: dict[str, Any]) -> tuple[Role, tuple[str, ...]]:
    """The role and the societies that were chosen; UserMistake where they are none of what is offered."""
    if typed["role"] not in list(Role):
        raise UserMistake("请选择角色")
    role = Role(typed["role"])
    if visitor().first and role is not Role.ADMIN:
        raise UserMistake("第一个用户要是管理员；其他人由他来添加")
    if strange := [s for s in typed["societies"] if s not in _titles()]:
        raise UserMistake(f"没有编号是“{strange[0]}”的互助社，请先新建")
    return role, tuple(dict.fromkeys(typed["societies"]))


def _meant() -> bool:
    """Whether the button itself was pressed: what comes back through a sign-in is looked at once more."""
    return request.form.get("step") == "write"


def _add() -> Any:
    typed, password = _typed(), request.form.get("password", "")
    if not _meant():
        return _asked(None, typed, password, "还没有添加。请看清楚，再按一次")
    try:
        role, societies = _wanted(typed)
        added = desk().users.add(typed["id"], typed["name"], role, password, societies, by=visitor().id)
    except (UserMistake, WeakPassword) as mistake:
        return _asked(None, typed, password, str(mistake)), 422
    except Crowded as crowded:
        return _asked(None, typed, password, str(crowded)), 503
    # The first sign-in is over with the first user: whoever used it signs in as the one just added.
    return redirect("/login" if visitor().first else url_for("admin_user", id_=added.id, said="added"), 303)


_SAID = {
    "added": "已添加。请把用户名和密码交给本人，请他登录后自己改密码",
    "changed": "已改好",
    "password": "已换了密码。请交给本人，请他登录后自己改密码",
    "disabled": "已停用，不能再登录",
    "enabled": "已重新启用",
}


def _known(id_: str) -> User:
    found = desk().users.get(id_)
    return found if found and not found.first else abort(404)


def _user(id_: str) -> str:
    return _page(_known(id_))


def _page(user: User, sentence: str = "", typed: dict[str, Any] | None = None) -> str:
    said = "" if sentence else _SAID.get(request.args.get("said", ""), "")
    now = {"id": user.id, "name": user.name, "role": user.role.value, "societies": list(user.societies)}
    return render_template(
        "admin_user.html", user=user, typed=typed or now, password=passwords.proposed(), sentence=sentence, said=said,
        titles=_titles(), roles=list(Role), naming=NAMES_SOCIETIES, me=visitor().id == user.id,
    )  # fmt: skip


def _change(id_: str) -> Any:
    user, typed = _known(id_), _typed()
    if not _meant():
        return _page(user, NOT_DONE, typed | {"id": id_})
    try:
        role, societies = _wanted(typed)
        desk().users.change(id_, typed["name"], role, societies, by=visitor().id)
    except UserMistake as mistake:
        return _page(user, str(mistake), typed | {"id": id_}), 422
    return _done(id_, "changed")


def _password(id_: str) -> Any:
    user = _known(id_)
    if not _meant():
        return _page(user, NOT_DONE)
    try:
        desk().users.set_password(id_, request.form.get("password", ""), by=visitor().id)
    except WeakPassword as weak:
        return _page(user, str(weak)), 422
    except Crowded as crowded:
        return _page(user, str(crowded)), 503
    return _done(id_, "password")


def _disable(id_: str) -> Any:
    user = _known(id_)
    if not _meant():
        return _page(user, NOT_DONE)
    try:
        desk().users.disable(id_, by=visitor().id)
    except UserMistake as mistake:
        return _page(user, str(mistake)), 409
    return _done(id_, "disabled")


def _enable(id_: str) -> Any:
    user = _known(id_)
    if not _meant():
        return _page(user, NOT_DONE)
    desk().users.enable(id_, by=visitor().id)
    return _done(id_, "enabled")


def _done(id_: str, said: str) -> Any:
    return redirect(url_for("admin_user", id_=id_, said=said), 303)


def _acts() -> str:
    titles = _titles()
    told = [act._replace(what=_named(act.what, titles)) for act in acts.latest(desk().users.store)]
    names = {u.id: u.name for u in desk().users.everyone()}
    return render_template("admin_acts.html", acts=told, names=names)


def _named(what: str, titles: dict[str, str]) -> str:
    """The act with the societies, which it has in brackets and by id, by their titles."""
    return _IN_BRACKETS.sub(
        lambda found: f"（{'、'.join(titles.get(id_, id_) for id_ in found[1].split('、'))}）", what
    )
