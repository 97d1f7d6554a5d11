"""The links at the top of each page: those pages that the visitor may open, in the order of the day's work."""

from __future__ import annotations

from typing import Any, NamedTuple

from flask import g, request, url_for

from huzhu.desk import sessions
from huzhu.desk.drafts import WAITING
from huzhu.desk.fava_guard import MOUNTED_AT
from huzhu.desk.site import desk
from huzhu.desk.users import User
from ledger.district import Society

OF_A_SOCIETY = (
    ("today", "今天"),
    ("record_list", "记一笔"),
    ("drafts", "待批"),
)
"""The pages of one society that have a link, by endpoint."""
OF_THE_DISTRICT = (("books", "账簿"), ("review", "待核"))
"""The pages of no single society that have a link."""


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
        "visitor": user, "district": desk().registry.district.title, "here": here, "zhang": MOUNTED_AT, "links": [],
    }  # fmt: skip
    if user:
        found["links"] = [*_general(user), *(_own(user, here) if here else ())]
    return found


def _general(user: User) -> list[Link]:
    pages = desk().pages
    return [
        Link(url_for(endpoint), label, request.endpoint == endpoint)
        for endpoint, label in OF_THE_DISTRICT
        if pages.may(user, endpoint)
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
