"""谁看过实名档案: the lines of access.jsonl, and whether any of them was changed or taken out."""

from __future__ import annotations

import json
from typing import NamedTuple

from flask import render_template

from huzhu.desk import access
from huzhu.desk.access import Table
from huzhu.desk.users import Role
from huzhu.discreet import discreet
from ledger.confidential import access as looked

LOOKERS = frozenset({Role.AUDITOR, Role.OFFICER})
MOST = 500
"""How many are shown, the latest first."""


class Look(NamedTuple):
    """One look at an unmasked record: nothing in it says who the person is."""

    at: str
    who: str
    key: str
    person: str
    reason: str


def open_looks(pages: Table) -> None:
    """Add the page."""
    pages.add("/s/<society>/looks", "looks", _page, LOOKERS)


def _page() -> str:
    society = access.society()
    path = looked.path(society)
    lines = path.read_bytes().splitlines() if path.is_file() else []
    return render_template(
        "audit_looks.html", society=society, of=len(lines), troubles=list(looked.troubles(society)),
        looks=[_look(line) for line in reversed(lines[-MOST:])],
    )  # fmt: skip


def _look(line: bytes) -> Look | None:
    """One line; None where it cannot be read."""
    try:
        found = json.loads(line)
        told = [discreet(str(found[key])) for key in ("at", "who", "key", "person", "reason")]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return Look(told[0].replace("T", " "), *told[1:])
