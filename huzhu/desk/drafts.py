"""Drafts: entries that wait for a second person (会计法 35: who records is not who approves).

A draft is words in desk.sqlite3 and nothing of the books: what it would write is judged anew each time it is shown,
and written only by the approval, under the key that the draft had from its beginning. So a desk that stops
between the write and the note of it finds its own entry again.
"""

from __future__ import annotations

import json
import sqlite3
from threading import Lock
from typing import Any, NamedTuple

from huzhu.desk.store import Store
from ledger.mistake import Mistake

WAITING, APPROVED, RETURNED, WITHDRAWN = "待批", "已批", "退回", "撤回"
DONE = {APPROVED: "批准并记账", RETURNED: "退回", WITHDRAWN: "撤回"}
"""What somebody did who settled a draft."""
_LARGEST_ID = 2**63 - 1
"""SQLite counts no further."""


class Draft(NamedTuple):
    """One draft, as it stands."""

    id: int
    society: str
    kind: str
    """Which form it was written with."""
    fields: dict[str, Any]
    """Of the event, as JSON has them."""
    recorded_by: str
    key: str
    """The idempotency key of the entry that it becomes."""
    at: str
    state: str
    decided_by: str
    decided_at: str
    said: str
    """Why it was sent back; the voucher or number it was written under."""


class Drafts:
    """The drafts of one district's societies."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._deciding: dict[int, Lock] = {}

    def deciding(self, draft: Draft) -> Lock:
        """Held while somebody decides on a draft: approving it is a write into the books and a note of it here."""
        return self._deciding.setdefault(draft.id, Lock())

    def add(
        self, society: str, kind: str, fields: dict[str, Any], *, recorded_by: str, key: str, at: str
    ) -> Draft:
        """Keep a draft; the same key again is the same draft."""
        with self._store.open() as db:
            db.execute(
                "INSERT OR IGNORE INTO drafts (society, kind, fields, recorded_by, key, at, state) VALUES (?,?,?,?,?,?,?)",
                (society, kind, json.dumps(fields, ensure_ascii=False), recorded_by, key, at, WAITING),
            )
            row = db.execute("SELECT * FROM drafts WHERE key = ?", (key,)).fetchone()
        return _draft(row)

    def get(self, society: str, id_: int) -> Draft | None:
        """The draft of that number in that society, or None; an address may name any number, however long."""
        if id_ > _LARGEST_ID:
            return None
        with self._store.open() as db:
            row = db.execute("SELECT * FROM drafts WHERE society = ? AND id = ?", (society, id_)).fetchone()
        return _draft(row) if row else None

    def under(self, key: str) -> Draft | None:
        """The draft that was kept under that key, in whichever society, or None."""
        with self._store.open() as db:
            row = db.execute("SELECT * FROM drafts WHERE key = ?", (key,)).fetchone()
        return _draft(row) if row else None

    def of(self, society: str, *states: str, most: int = 200) -> list[Draft]:
        """A society's drafts in these states, the newest first."""
        marks = ",".join("?" * len(states))
        with self._store.open() as db:
            rows = db.execute(
                f"SELECT * FROM drafts WHERE society = ? AND state IN ({marks}) ORDER BY id DESC LIMIT ?",
                (society, *states, most),
            ).fetchall()
        return [_draft(row) for row in rows]

    def settle(self, draft: Draft, state: str, *, by: str, at: str, said: str) -> Draft:
        """Let a draft that waits wait no more; Mistake where somebody else was first."""
        with self._store.open() as db:
            done = db.execute(
                "UPDATE drafts SET state = ?, decided_by = ?, decided_at = ?, said = ? WHERE id = ? AND state = ?",
                (state, by, at, said, draft.id, WAITING),
            ).rowcount
            row = db.execute("SELECT * FROM drafts WHERE id = ?", (draft.id,)).fetchone()
        found = _draft(row)
        if not done and (found.state, found.said) != (state, said):
            raise Mistake(f"这一笔已经由{found.decided_by}{DONE[found.state]}了")
        return found

    def stands(self, draft: Draft, *, by: str, at: str, said: str) -> Draft:
        """Note that a draft stands in the books, approved by that person: whatever was noted before, they are right."""
        with self._store.open() as db:
            db.execute(
                "UPDATE drafts SET state = ?, decided_by = ?, decided_at = ?, said = ? WHERE id = ? AND state != ?",
                (APPROVED, by, at, said, draft.id, APPROVED),
            )
            row = db.execute("SELECT * FROM drafts WHERE id = ?", (draft.id,)).fetchone()
        return _draft(row)


def _draft(row: sqlite3.Row) -> Draft:
    return Draft(
        row["id"], row["society"], row["kind"], json.loads(row["fields"]), row["recorded_by"], row["key"], row["at"],
        row["state"], row["decided_by"] or "", row["decided_at"] or "", row["said"] or "",
    )  # fmt: skip
