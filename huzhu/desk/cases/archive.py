"""Opening the sealed archive at the desk: the key file from the stick and its PIN, for this session only."""

from __future__ import annotations

import ipaddress
import math
import secrets
from threading import Lock
from typing import Any, NamedTuple

from flask import Flask, redirect, render_template, request, url_for
from flask import session as cookie
from flask_login import user_logged_out

from huzhu import archives
from huzhu.desk import access
from huzhu.desk.access import Table
from huzhu.desk.attempts import Attempts
from huzhu.desk.entry.pages import visitor
from huzhu.desk.opened import Holder
from huzhu.desk.sessions import SignedIn
from huzhu.desk.site import desk
from huzhu.desk.users import Role
from huzhu.desk.wording import plain
from ledger import keys
from ledger.confidential import archive_folder
from ledger.confidential.archive import Archive
from ledger.district import Society
from ledger.keys import Locked, PrivateKey
from ledger.mistake import Mistake
from ledger.vocabulary import as_id

LOOKERS = frozenset({Role.TREASURER, Role.OFFICER, Role.AUDITOR})
"""Who may see a name, with a key of their own."""
NOT_HERE = "钥匙和密码只能在装着本系统的电脑上用，或者用 https 开头的网址。现在这样打开，路上会被人看到"
_TOKEN = "archive"
"""Under which name a session keeps its token."""
_LARGEST_KEY_BYTES = 16 * 1024
_ONE_AT_A_TIME = Lock()
"""Trying a PIN takes a quarter of a gigabyte for a second."""


class Status(NamedTuple):
    """How it stands with a society's archive, for whoever looks at a page."""

    there: bool
    open: bool
    may: bool
    """Whether it is the visitor's to open."""


def open_archive(pages: Table) -> None:
    """Add the page on which the archive is opened and closed."""
    at = "/s/<society>/archive"
    pages.add(at, "archive", _show, LOOKERS)
    pages.add(at, "archive_open", _open, LOOKERS, methods=("POST",))
    pages.add(f"{at}/close", "archive_close", _close, LOOKERS, methods=("POST",))
    user_logged_out.connect(_signed_out)


def status() -> Status:
    """How it stands with the archive of the page's society."""
    there, may = archive_folder.exists(access.society()), visitor().role in LOOKERS
    return Status(there, there and may and desk().opened.key(_holder()) is not None, may)


def opened() -> Archive | None:
    """The archive of the page's society in the visitor's hands; None where they have not opened it."""
    key = desk().opened.key(_holder()) if visitor().role in LOOKERS else None
    return _archive(access.society(), key) if key else None


def knows(open_archive: Archive, pseudonym: str) -> bool:
    """Whether an archive has a person's name, and not their papers only."""
    there = pseudonym in archive_folder.people(open_archive.society)
    return there and bool(open_archive.card(pseudonym).versions)


def _archive(society: Society, key: PrivateKey) -> Archive:
    """The archive, opened with a key; Mistake where it is not the visitor's own, or not registered any more."""
    holders = archives.holders(society)
    mine = [id_.removesuffix("（区）") for id_, public in holders.items() if public == key.public]
    if as_id(visitor().id) not in map(as_id, mine):
        desk().opened.forget(visitor().id, society.id)
        raise Mistake("这把钥匙没有登记在您的名下，或者已经停用。请用自己的钥匙")
    return Archive(society, key, archives.trusted(society))


def _holder() -> Holder:
    return Holder(cookie.get(_TOKEN, ""), visitor().id, access.society().id)


def _signed_out(_: Flask, user: SignedIn) -> None:
    if isinstance(user, SignedIn):
        desk().opened.forget(user.user.id)


def _private_line() -> bool:
    """Whether nobody on the way can read what is sent: it never leaves this machine, or it is enciphered."""
    if request.is_secure:
        return True
    if not ipaddress.ip_address(request.remote_addr or "0.0.0.0").is_loopback:
        return False
    passed_on = any(name in request.headers for name in ("X-Forwarded-For", "X-Forwarded-Proto", "Forwarded"))
    return not passed_on or request.headers.get("X-Forwarded-Proto") == "https"


def _show() -> str:
    return _page()


def _page(sentence: str = "") -> str:
    return render_template(
        "archive.html", society=access.society(), archive=status(), back=_back(),
        sentence=sentence or ("" if _private_line() else NOT_HERE), private=_private_line(),
    )  # fmt: skip


def _back() -> str:
    """Where to go on: a page of this society, never another place."""
    wanted = request.values.get("back", "")
    inside = url_for("today", society=access.society().id)
    return wanted if wanted.startswith(inside) and "\\" not in wanted and wanted.isprintable() else ""


def _open() -> Any:
    if not _private_line():
        return _page(), 403
    society = access.society()
    if not archive_folder.exists(society):
        return _page(), 409
    sent = request.files.get("key")
    content = sent.read(_LARGEST_KEY_BYTES + 1) if sent else b""
    pin = request.form.get("pin", "")
    if not content or not pin or len(content) > _LARGEST_KEY_BYTES:
        return _page("请选优盘上的钥匙文件，并写密码"), 422
    attempts, whose = Attempts(desk().users.store), f"archive {visitor().id}"
    if wait := attempts.begin(whose, society.id):
        return _page(f"密码错的次数太多，请等{math.ceil(wait)}秒再试"), 429
    try:
        with _ONE_AT_A_TIME:
            key = keys.unlocked(content, pin)
    except Locked:
        return _page("打不开：密码不对，或者这不是钥匙文件"), 422
    attempts.succeeded(whose, society.id)
    try:
        _archive(society, key)
    except Mistake as mistake:
        return _page(plain(str(mistake))), 422
    token = cookie.setdefault(_TOKEN, secrets.token_hex(16))
    desk().opened.keep(Holder(token, visitor().id, society.id), key)
    return redirect(_back() or url_for("archive", society=society.id), 303)


def _close() -> Any:
    desk().opened.forget(visitor().id, access.society().id)
    return redirect(url_for("archive", society=access.society().id), 303)
