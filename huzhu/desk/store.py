"""The desk's own file, desk.sqlite3: who may sign in, what waits for approval, and nothing that the books need."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

_TABLES = """
CREATE TABLE IF NOT EXISTS users (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, societies TEXT NOT NULL,
    password TEXT NOT NULL, disabled INTEGER NOT NULL DEFAULT 0, epoch INTEGER NOT NULL DEFAULT 0,
    until REAL
) STRICT;
CREATE TABLE IF NOT EXISTS settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS attempts (user TEXT NOT NULL, device TEXT NOT NULL, at REAL NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS drafts (
    id INTEGER PRIMARY KEY AUTOINCREMENT, society TEXT NOT NULL, kind TEXT NOT NULL, fields TEXT NOT NULL,
    recorded_by TEXT NOT NULL, key TEXT NOT NULL UNIQUE, at TEXT NOT NULL, state TEXT NOT NULL,
    decided_by TEXT, decided_at TEXT, said TEXT
) STRICT;
CREATE TABLE IF NOT EXISTS acts (
    at TEXT NOT NULL, by TEXT NOT NULL, user TEXT NOT NULL, what TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS overviews (
    society TEXT PRIMARY KEY, signature TEXT NOT NULL, at TEXT NOT NULL, content TEXT NOT NULL, sentence TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS drafts_of_a_society ON drafts (society, state);
CREATE INDEX IF NOT EXISTS attempts_of_a_user ON attempts (user, device);
"""


class Store:
    """The file desk.sqlite3 in a district's folder, readable by its owner only."""

    def __init__(self, district: Path) -> None:
        self.path = district / "desk.sqlite3"
        # Made with its mode, not given it afterwards: there is no moment at which others can open it.
        os.close(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600))
        self.path.chmod(0o600)
        with self.open() as db:
            db.executescript(_TABLES)

    @contextmanager
    def open(self) -> Iterator[sqlite3.Connection]:
        """A connection whose changes are all kept, or none; it waits up to 5 seconds for another writer."""
        # Never made anew here: without its users nobody would know why they cannot sign in, and anybody could read it.
        with closing(sqlite3.connect(f"{self.path.resolve().as_uri()}?mode=rw", timeout=5, uri=True)) as db:
            db.row_factory = sqlite3.Row
            with db:
                yield db

    def nameless(self, user: str) -> str:
        """A user as failed sign-ins are counted: what a stranger types there may be somebody's name or number."""
        return hmac.new(self.secret_key().encode(), user.encode(), hashlib.sha256).hexdigest()[:24]

    def secret_key(self) -> str:
        """The key that signs sessions: made once, kept in the file, so that a restart signs nobody out."""
        with self.open() as db:
            db.execute("INSERT OR IGNORE INTO settings VALUES ('secret-key', ?)", (secrets.token_hex(32),))
            row = db.execute("SELECT value FROM settings WHERE key = 'secret-key'").fetchone()
        key = row["value"]
        assert isinstance(key, str)
        return key
