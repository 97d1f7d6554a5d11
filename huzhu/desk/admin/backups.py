"""Backups: which were made, how far they reach, and one made now where the desk was told a folder for them."""

from __future__ import annotations

from threading import Lock
from typing import Any

from flask import redirect, render_template, request, url_for

from huzhu import session
from huzhu.desk.access import ADMIN, Table
from huzhu.desk.entry.pages import visitor
from huzhu.desk.site import desk
from huzhu.safekeeping import backup
from ledger.mistake import Mistake

_AT_WORK = Lock()
"""One backup at a time: it reads every file of every society."""


def open_backups(pages: Table) -> None:
    """Add /admin/backups."""
    pages.add("/admin/backups", "admin_backups", _page, ADMIN)
    pages.add("/admin/backups", "admin_backup_now", _make, ADMIN, methods=("POST",))


def _page(sentence: str = "") -> str:
    district = desk().registry.district
    try:
        opens = list(backup.recipients(district, session.today()))
    except Mistake as mistake:
        opens, sentence = [], sentence or str(mistake)
    return render_template(
        "admin_backups.html", made=backup.recorded(district)[::-1], folder=desk().backups, opens=opens,
        sentence=sentence, done=bool(request.args.get("done")), where=district.folder,
    )  # fmt: skip


def _make() -> Any:
    folder, district = desk().backups, desk().registry.district
    if request.form.get("step") != "write":  # it came back through a sign-in
        return _page("还没有备份。请再按一次")
    if folder is None:
        return _page("没有备份：打开网页时没有说明备份放在哪里"), 409
    if not _AT_WORK.acquire(blocking=False):
        return _page("正在备份，请等它做完再来看"), 409
    try:
        opens = backup.recipients(district, session.today())
        if not opens:
            return _page("没有备份：还没有人登记钥匙，要在键盘前用密码封存，请照下面的命令做"), 409
        backup.write(backup.Source(district, session.now(), visitor().id), folder, opens.values())
    except Mistake as mistake:
        return _page(str(mistake)), 409
    finally:
        _AT_WORK.release()
    return redirect(url_for("admin_backups", done=1), 303)
