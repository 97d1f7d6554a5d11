"""The audit pack to take along: one zip, made in a folder of its own that is gone when it was sent."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

from flask import render_template, request, send_file

from huzhu import session
from huzhu.desk import access
from huzhu.desk.access import Table
from huzhu.desk.entry.pages import visitor
from huzhu.desk.users import Role

PACKERS = frozenset({Role.AUDITOR, Role.BUREAU})


def open_pack(pages: Table) -> None:
    """Add the page with its button, and the file."""
    pages.add("/s/<society>/audit-pack", "pack", _page, PACKERS)
    pages.add("/s/<society>/audit-pack", "pack_file", _file, PACKERS, methods=("POST",))


def _page() -> str:
    return render_template("audit_pack.html", society=access.society(), day=session.today())


def _file() -> Any:
    """The pack as of today; Mistake where the books cannot be read."""
    from huzhu.auditing import audit_pack

    if request.form.get("step") != "write":  # it came back through a sign-in
        return _page()
    society, day = access.society(), session.today()
    folder = Path(tempfile.mkdtemp(prefix="huzhu-pack-"))
    try:
        made = audit_pack.make(society, folder / f"{society.id}-审计包-{day}.zip", day, visitor().id)
        answer = send_file(
            made.path, mimetype="application/zip", as_attachment=True, download_name=made.path.name
        )
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    # Where the system lets an open file go, it is gone now; elsewhere when the answer is closed.
    # A file handed through as it is would be closed without asking what else is to be done then.
    answer.direct_passthrough = False
    answer.call_on_close(lambda: shutil.rmtree(folder, ignore_errors=True))
    return answer
