"""A paper between the look at it and the yes: read once, and kept in this process's memory only.

The file itself is let go as soon as it is read; nothing of it is ever on the disk, so nothing is left there by a
desk that stops. What was read is forgotten after a quarter of an hour, or when it is in the books; a person has one
paper in hand for each society, and another takes its place.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock, Timer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from huzhu.papers import Paper

SECONDS = 15 * 60
MOST = 20
"""Papers in hand at once, of all societies; the oldest gives way."""


@dataclass
class Parcel:
    """One paper in hand: whose, of which society, and what came of it."""

    token: str
    user: str
    society: str
    name: str
    paper: Paper | None
    """None when it is in the books."""
    at: float
    told: list[str] = field(default_factory=list)
    """What came of it, in sentences."""
    waits: int = 0
    lock: Lock = field(default_factory=Lock)
    """Held while it is written, so that a second click finds the first one's answer."""


class Parcels:
    """The papers in hand."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._kept: dict[str, Parcel] = {}
        self._lock = Lock()

    def __len__(self) -> int:
        """How many papers are in memory."""
        return sum(parcel.paper is not None for parcel in self._kept.values())

    def keep(self, user: str, society: str, name: str, paper: Paper) -> Parcel:
        """Take a paper in hand."""
        made = Parcel(secrets.token_urlsafe(16), user, society, name, paper, self._clock())
        with self._lock:
            for old in [p for p in self._kept.values() if (p.user, p.society) == (user, society) and p.paper]:
                del self._kept[old.token]
            while len(self._kept) >= MOST:
                del self._kept[next(iter(self._kept))]
            self._kept[made.token] = made
        timer = Timer(SECONDS + 1, self.sweep)
        timer.daemon = True
        timer.start()
        return made

    def find(self, token: str, user: str, society: str) -> Parcel | None:
        """The paper of that token, where it is that person's and that society's, and not forgotten yet."""
        self.sweep()
        with self._lock:
            found = self._kept.get(token)
        return found if found and (found.user, found.society) == (user, society) else None

    def sweep(self) -> None:
        """Forget what was kept for too long."""
        latest = self._clock() - SECONDS
        with self._lock:
            for token in [t for t, parcel in self._kept.items() if parcel.at <= latest]:
                del self._kept[token]
