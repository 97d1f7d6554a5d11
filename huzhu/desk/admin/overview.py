"""The administrator's first page, the keys that are registered, and the health of books and machine."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from flask import render_template, request

from huzhu import session
from huzhu.desk.access import ADMIN, Table
from huzhu.desk.site import desk
from huzhu.discreet import discreet
from huzhu.safekeeping import backup, doctor, doctor_books
from ledger import keys, seals
from ledger.district import RESERVED, Ledger, Society
from ledger.mistake import Mistake


def open_overview(pages: Table) -> None:
    """Add /admin, /admin/keys and /admin/health."""
    pages.add("/admin", "admin", _overview, ADMIN)
    pages.add("/admin/keys", "admin_keys", _keys, ADMIN)
    pages.add("/admin/health", "admin_health", _health, ADMIN)


def _overview() -> str:
    district = desk().registry.district
    made = backup.recorded(district)
    users = [u for u in desk().users.everyone() if not u.disabled]
    return render_template(
        "admin.html",
        users=users,
        societies=len(district.societies),
        backup=made[-1]["at"][:10] if made else "",
    )


class Keys(NamedTuple):
    """Whose keys some books have registered."""

    id: str
    title: str
    owners: list[str]
    unread: bool
    """The books' facts cannot be read."""


def _keys() -> str:
    district = desk().registry.district
    found = [_of(ledger) for ledger in (district, *district.societies)]
    return render_template("admin_keys.html", books=found, reserved=RESERVED)


def _of(ledger: Ledger) -> Keys:
    try:
        facts = seals.facts_in(ledger.facts.read_bytes())
        owners, unread = list(keys.registered(facts, session.today())), False
    except (OSError, Mistake, ValueError):
        owners, unread = [], True
    return Keys(ledger.id, desk().registry.title(ledger), owners, unread)


def _health() -> str:
    """The machine at once; all books only when asked, for that takes about a second each."""
    district, books = desk().registry.district, bool(request.args.get("books"))
    checks: list[Any] = [*doctor.machine(), *doctor.disk(district.folder)]
    if books:
        folders = sorted(
            p for p in (district.folder / "societies").glob("*") if p.is_dir() and p.name[:1] != "."
        )
        ledgers: list[Ledger] = [district, *map(Society, folders)]
        checks += doctor_books.books(district, ledgers, datetime.fromisoformat(session.now()))
    found = [c._replace(said=discreet(c.said), remedy=discreet(c.remedy)) for c in checks]
    return render_template(
        "admin_health.html",
        checks=found,
        code=doctor.verdict(checks),
        books=books,
        of=len(district.societies),
    )
