"""Where on the desk a thing is done or seen: an address only for whoever may open it."""

from __future__ import annotations

from typing import Any

from flask import url_for

from huzhu.desk.site import desk
from huzhu.desk.users import User
from ledger.district import Society
from ledger.float_counts import COUNT
from reports.district.duties import CLOSING, FILING, NOTICE, OF_A_CASE, ROWS, TAKE_DOWN, Task


def at(user: User, endpoint: str, **of: Any) -> str:
    """The address of a page; empty where it is not that user's to open."""
    pages = desk().pages
    there = endpoint in pages.pages and pages.may(user, endpoint)
    return url_for(endpoint, **of) if there else ""


def of_task(user: User, society: Society, task: Task) -> str:
    """The address at which a task is done; empty where that is not the user's."""
    if task.kind in OF_A_CASE:
        return at(user, "case", society=society.id, number=task.whose)
    if task.kind in (NOTICE, FILING, TAKE_DOWN):
        return at(user, "notices", society=society.id)
    if task.kind == CLOSING:
        return at(user, "closing", society=society.id, month=task.whose)
    if task.kind == COUNT:
        return at(user, "record_form", society=society.id, kind="count")
    assert task.kind == ROWS, task.kind
    return at(user, "review", society=society.id)
