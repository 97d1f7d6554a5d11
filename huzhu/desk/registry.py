"""Which ledgers there are, which of them are in memory, and who may see which: decided by path, never by title."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Lock
from types import SimpleNamespace
from typing import Any

from flask import abort

from huzhu.desk.reading import ReadingLedger
from huzhu.desk.users import User
from ledger.district import SOCIETY_ID, District, Society, title_of

DISTRICT = "_district"
"""The key of the bureau's own books; no society's id can begin with an underscore."""

MOST_IN_MEMORY = 24


class _Place:
    """A place for one ledger; its lock is held while that ledger is loaded, and no other waits for it."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.ledger: ReadingLedger | None = None


class Registry:
    """A district's ledgers, loaded when first asked for; those not asked for longest are forgotten."""

    def __init__(self, district: District, most_in_memory: int = MOST_IN_MEMORY) -> None:
        self.district = District(district.folder.resolve())
        self._most = most_in_memory
        self._lock = Lock()
        self._places: OrderedDict[Path, _Place] = OrderedDict()
        self._titles: dict[Path, tuple[int, str]] = {}

    def __len__(self) -> int:
        """How many ledgers are in memory."""
        return len(self._places)

    def top(self, key: str) -> Path | None:
        """The top file of the ledger of that key; None when there is no such ledger."""
        if key == DISTRICT:
            top = self.district.top
        elif SOCIETY_ID.fullmatch(key):
            top = Society(self.district.folder / "societies" / key).top
        else:
            return None
        # A link may lead into another society's folder, whose books are then not this one's.
        return top if top.is_file() and top.resolve() == top else None

    def title(self, top: Path) -> str:
        """The title of a ledger, without loading it."""
        changed_at = top.stat().st_mtime_ns
        if self._titles.get(top, (0, ""))[0] != changed_at:
            self._titles[top] = (changed_at, title_of(top))
        return self._titles[top][1]

    def ledger(self, top: Path) -> ReadingLedger:
        """The ledger of that top file as it is on disk now; ForeignPlugin when it must not be loaded."""
        with self._lock:
            place = self._places.setdefault(top, _Place())
            self._places.move_to_end(top)
            while len(self._places) > self._most:
                self._places.popitem(last=False)
        with place.lock:
            if place.ledger is None or place.ledger.stale():
                place.ledger = ReadingLedger(top, self.district.folder)
            return place.ledger

    def may_see(self, user: User, top: Path) -> bool:
        """Whether the ledger of that top file is the user's to see."""
        if top == self.district.top:
            return user.sees_district
        return top.parent.parent == self.district.folder / "societies" and user.sees(top.parent.name)

    def seen_by(self, user: User) -> dict[str, Path]:
        """The top files that the user may see, by key: the bureau's first, then societies by id."""
        keys = [DISTRICT, *(society.id for society in self.district.societies)]
        tops = {key: self.top(key) for key in keys}
        return {key: top for key, top in tops.items() if top and self.may_see(user, top)}


class AuthorisedLedgers:
    """Stands in for Fava's own list of ledgers: those of whoever is signed in; of others, not even the name."""

    def __init__(self, registry: Registry, whose: Callable[[], User]) -> None:
        self._registry = registry
        self._whose = whose

    def __getitem__(self, key: str) -> ReadingLedger:
        """The ledger of that key; KeyError, which Fava answers with 404, when it is none of the user's."""
        top = self._registry.top(key)
        if top is None or not self._registry.may_see(self._whose(), top):
            raise KeyError(key)
        ledger = self._registry.ledger(top)
        assert Path(ledger.beancount_file_path) == top
        return ledger

    def items(self) -> Iterator[tuple[str, Any]]:
        """Each of the user's ledgers by key, as something that has options["title"] and is not loaded for it."""
        for key, top in self._registry.seen_by(self._whose()).items():
            yield key, SimpleNamespace(options={"title": self._registry.title(top)})

    def first_slug(self) -> str:
        """The key of the user's first ledger; answers 404 when there is none."""
        return next(iter(self._registry.seen_by(self._whose())), None) or abort(404)
