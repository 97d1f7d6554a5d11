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
from huzhu.desk.users import Role, User
from ledger.district import Society

OF_A_SOCIETY = (
    ("today", "今天"),
    ("record_list", "记一笔"),
    ("cases", "救助"),
    ("drafts", "待批"),
    ("statements", "对账单"),
    ("review", "待核"),
    ("notices", "公示"),
    ("papers", "报表"),
    ("findings", "检查"),
    ("subsidy", "补助去向"),
    ("trail", "核对"),
)
"""The pages of one society that have a link, by endpoint, in the order of the work."""
OF_THE_DISTRICT = (
    ("board", "各社情况"),
    ("district_papers", "汇总表"),
    ("all_findings", "各社检查"),
    ("review", "各社待核"),
    ("bureau", "区级账"),
    ("books", "账簿"),
    ("admin", "管理"),
)
"""The pages of no single society, for those who see several."""


_UNDER = {
    "written": "today", "people": "cases", "archive": "cases", "rows": "review", "reconciliation": "statements",
    "closing": "notices", "looks": "trail", "audit-pack": "trail",
}  # fmt: skip
"""To which link a page belongs whose address does not begin with the link's, by the first word after the society."""


class Link(NamedTuple):
    """One link."""

    href: str
    label: str
    current: str = ""
    """As aria-current has it: page where one is there, true on a page below it, empty elsewhere."""
    waiting: int = 0
    """How much waits there."""


def for_page() -> dict[str, Any]:
    """What every page is drawn with: who is signed in, where they are, and where they can go."""
    user = sessions.visitor()
    here = (g.get("society") or _only(user)) if user else None
    found: dict[str, Any] = {
        "visitor": user, "district": desk().registry.district.title, "here": here, "zhang": MOUNTED_AT,
        "links": [], "general": [], "kept_for": kept.whose(user) if user else "",
    }  # fmt: skip
    if user:
        found["general"] = _general(user)
        found["links"] = _own(user, here) if here else []
    return found


def _only(user: User) -> Society | None:
    """The one society for which somebody works, also on the pages that are of none."""
    seen = desk().registry.seen_by(user) if user.role in WRITERS else {}
    return next((s for s in seen.values() if isinstance(s, Society)), None) if len(seen) == 1 else None


def _current(endpoint: str, href: str) -> str:
    """Whether one is on the page of that link, or on one below it."""
    if request.endpoint == endpoint:
        return "page"
    words = request.path.strip("/").split("/")
    word = words[2] if words[0] == "s" and len(words) > 2 else words[0]
    return "true" if _UNDER.get(word, word) == endpoint or word == href.strip("/").split("/")[-1] else ""


def _general(user: User) -> list[Link]:
    pages = desk().pages
    if user.role in WRITERS and len(user.societies) == 1:
        return []
    shown = [e for e, _ in OF_THE_DISTRICT if pages.may(user, e) and (e != "board" or is_for(user))]
    if user.role is Role.ADMIN:  # who sees no books
        shown = ["admin"]
    words = dict(OF_THE_DISTRICT)
    in_a_society = request.path.startswith("/s/")
    return [Link(href := url_for(e), words[e], "" if in_a_society else _current(e, href)) for e in shown]


def _own(user: User, society: Society) -> list[Link]:
    pages = desk().pages
    found = []
    for endpoint, label in OF_A_SOCIETY:
        if pages.may(user, endpoint):
            href = url_for(endpoint, society=society.id)
            found.append(Link(href, label, _current(endpoint, href), _count(endpoint, society)))
    return [*found, Link(f"{MOUNTED_AT}/{society.id}/journal/", "账簿")]


def _count(endpoint: str, society: Society) -> int:
    return len(desk().drafts.of(society.id, WAITING)) if endpoint == "drafts" else 0
