"""The links at the top of each page: those pages that the visitor may open, in the order of the day's work."""

from __future__ import annotations

from typing import Any, NamedTuple

from flask import g, request, url_for

from huzhu.desk import kept, sessions
from huzhu.desk.access import WRITERS
from huzhu.desk.board import is_for
from huzhu.desk.drafts import WAITING
from huzhu.desk.fava_guard import MOUNTED_AT
from huzhu.desk.site import desk
from huzhu.desk.users import User
from ledger.district import Society

OF_A_SOCIETY = (
    ("today", "今天"),
    ("record_list", "记一笔"),
    ("cases", "救助"),
    ("drafts", "待批"),
    ("statements", "对账单"),
    ("review", "待核"),
    ("notices", "公示"),
    ("findings", "检查"),
    ("subsidy", "补助去向"),
    ("trail", "核对"),
)
"""The pages of one society that have a link, by endpoint, in the order of the work."""
OF_THE_DISTRICT = (
    ("board", "各社情况"),
    ("all_findings", "各社检查"),
    ("review", "各社待核"),
    ("bureau", "区级账"),
    ("books", "账簿"),
    ("admin", "管理"),
)
"""The pages of no single society, for those who see several."""


class Link(NamedTuple):
    """One link."""

    href: str
    label: str
    current: bool
    waiting: int = 0
    """How much waits there."""


def for_page() -> dict[str, Any]:
    """What every page is drawn with: who is signed in, where they are, and where they can go."""
    user = sessions.visitor()
    here = g.get("society") if user else None
    found: dict[str, Any] = {
        "visitor": user, "district": desk().registry.district.title, "here": here, "zhang": MOUNTED_AT,
        "links": [], "general": [], "kept_for": kept.whose(user) if user else "",
    }  # fmt: skip
    if user:
        found["general"] = _general(user)
        found["links"] = _own(user, here) if here else []
    return found


def _general(user: User) -> list[Link]:
    pages = desk().pages
    if user.role in WRITERS and len(user.societies) == 1:
        return []
    return [
        Link(url_for(endpoint), label, request.endpoint == endpoint)
        for endpoint, label in OF_THE_DISTRICT
        if pages.may(user, endpoint) and (endpoint != "board" or is_for(user))
    ]


def _own(user: User, society: Society) -> list[Link]:
    pages = desk().pages
    found = [
        Link(
            url_for(endpoint, society=society.id),
            label,
            request.endpoint == endpoint,
            _count(endpoint, society),
        )
        for endpoint, label in OF_A_SOCIETY
        if pages.may(user, endpoint)
    ]
    return [*found, Link(f"{MOUNTED_AT}/{society.id}/journal/", "账簿", False)]


def _count(endpoint: str, society: Society) -> int:
    return len(desk().drafts.of(society.id, WAITING)) if endpoint == "drafts" else 0
