"""Failed sign-ins: whoever fails often waits longer and longer, and nobody is ever locked out.

Failures are counted for a user on a device. A device that the user has signed in on before is known by a signed
cookie and has a count of its own: a stranger who keeps guessing the treasurer's password delays strangers, not
the treasurer.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable

from itsdangerous import BadData, URLSafeSerializer

from huzhu.desk.store import Store

FREE_FAILURES = 5
WINDOW_SECONDS = 15 * 60
_FIRST_WAIT_SECONDS = 5.0
_LONGEST_WAIT_SECONDS = 60.0

_STRANGE = ""


class Attempts:
    """The failed sign-ins of the last 15 minutes, kept in desk.sqlite3 so that a restart forgets none."""

    def __init__(self, store: Store, clock: Callable[[], float] = time.time) -> None:
        self._store = store
        self._clock = clock
        self._signer = URLSafeSerializer(store.secret_key(), salt="huzhu-device")

    def begin(self, user: str, device: str) -> float:
        """Count an attempt as failed until it succeeds: 0, or the seconds to wait, and then it is not counted."""
        now, user = self._clock(), self._store.nameless(user)
        with self._store.open() as db:
            db.execute("BEGIN IMMEDIATE")  # else several requests at once would all be the fifth
            db.execute("DELETE FROM attempts WHERE at < ?", (now - WINDOW_SECONDS,))
            query = "SELECT count(*), max(at) FROM attempts WHERE user = ? AND device = ?"
            failures, last = db.execute(query, (user, device)).fetchone()
            wait = self._wait(failures, now - (last or 0.0))
            if not wait:
                db.execute("INSERT INTO attempts VALUES (?, ?, ?)", (user, device, now))
        return wait

    def succeeded(self, user: str, device: str) -> str:
        """Forget the failures of this user on this device; returns the cookie that makes the device known."""
        with self._store.open() as db:
            db.execute(
                "DELETE FROM attempts WHERE user = ? AND device = ?", (self._store.nameless(user), device)
            )
        return str(self._signer.dumps([user, device or secrets.token_hex(8)]))

    def device(self, user: str, cookie: str) -> str:
        """The device on which this user has signed in before, or "" for a strange one."""
        try:
            known_user, device = self._signer.loads(cookie)
        except (BadData, ValueError, TypeError):
            return _STRANGE
        return str(device) if known_user == user else _STRANGE

    @staticmethod
    def _wait(failures: int, since_last_seconds: float) -> float:
        if failures < FREE_FAILURES:
            return 0.0
        # The exponent is capped before the power: there may be thousands of failures.
        wait = min(_FIRST_WAIT_SECONDS * 2.0 ** min(failures - FREE_FAILURES, 10), _LONGEST_WAIT_SECONDS)
        return max(wait - since_last_seconds, 0.0)
