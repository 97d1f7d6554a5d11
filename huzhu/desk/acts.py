"""What was done to users, by whom and when: seen by administrators and by the district's auditors; never a password."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from huzhu import session
from huzhu.desk.store import Store

COMMAND = "（命令行）"
"""Who does something to users at the machine itself."""


class Act(NamedTuple):
    """One change of a user."""

    at: str
    by: str
    user: str
    what: str


def note(db: sqlite3.Connection, by: str, user: str, what: str) -> None:
    """Keep it, in the transaction that changes the user."""
    db.execute("INSERT INTO acts VALUES (?, ?, ?, ?)", (session.now(), by, user, what))


def latest(store: Store, most: int = 500) -> list[Act]:
    """The latest first."""
    with store.open() as db:
        rows = db.execute("SELECT * FROM acts ORDER BY rowid DESC LIMIT ?", (most,)).fetchall()
    return [Act(*row) for row in rows]
