"""Keys that officers opened at the desk: in this process's memory only, and not for long.

A key belongs to one session of one user and to one society. It is forgotten when the user signs out, when it was
not used for 30 minutes (a timer sees to it, also where nobody asks any more), and when the process ends.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Lock, Timer
from typing import NamedTuple

from ledger.keys import PrivateKey

IDLE_SECONDS = 30 * 60


class Holder(NamedTuple):
    """Whose key it is: a session's token, the user, the society whose archive it opens."""

    token: str
    user: str
    society: str


class Opened:
    """The keys that are open now."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._kept: dict[Holder, tuple[PrivateKey, float]] = {}
        self._lock = Lock()
        self._timer: Timer | None = None

    def __len__(self) -> int:
        """How many keys are in memory."""
        return len(self._kept)

    def keep(self, holder: Holder, key: PrivateKey) -> None:
        """Keep a key from now on."""
        assert all(holder), "a key is nobody's where the session has no token"
        with self._lock:
            self._kept[holder] = key, self._clock()
            self._wake()

    def key(self, holder: Holder) -> PrivateKey | None:
        """The holder's key, whose time begins again with it; None where it is not open, or not any more."""
        self.sweep()
        with self._lock:
            found = self._kept.get(holder)
            if found is None:
                return None
            self._kept[holder] = found[0], self._clock()
            return found[0]

    def forget(self, user: str, society: str = "") -> None:
        """Forget a user's keys: of every society where none is named."""
        with self._lock:
            for holder in [h for h in self._kept if h.user == user and society in ("", h.society)]:
                del self._kept[holder]

    def sweep(self) -> None:
        """Forget every key that was not used for too long."""
        with self._lock:
            latest = self._clock() - IDLE_SECONDS
            for holder in [h for h, (_, used) in self._kept.items() if used <= latest]:
                del self._kept[holder]

    def _wake(self) -> None:
        """Let a timer sweep while any key is open."""
        if self._timer is None:
            self._timer = Timer(60, self._tick)
            self._timer.daemon = True
            self._timer.start()

    def _tick(self) -> None:
        self.sweep()
        with self._lock:
            self._timer = None
            if self._kept:
                self._wake()
