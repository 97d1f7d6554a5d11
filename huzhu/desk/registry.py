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
from ledger.district import RESERVED, District, Ledger, NoBooks

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

    def books(self, key: str) -> Ledger | None:
        """The books of that key: a society's id, or RESERVED for the bureau's; None when there are none."""
        try:
            found = self.district if key == RESERVED else self.district.society(key)
        except NoBooks:
            return None
        # A link may lead into another society's folder, whose books are then not this one's.
        return found if found.top.is_file() and found.top.resolve() == found.top else None

    def title(self, books: Ledger) -> str:
        """The title of the books, without loading them."""
        changed_at = books.top.stat().st_mtime_ns
        if self._titles.get(books.top, (0, ""))[0] != changed_at:
            self._titles[books.top] = (changed_at, books.title)
        return self._titles[books.top][1]

    def ledger(self, books: Ledger) -> ReadingLedger:
        """Those books as they are on disk now; UnsafeBooks when they must not be loaded."""
        with self._lock:
            place = self._places.setdefault(books.top, _Place())
            self._places.move_to_end(books.top)
            while len(self._places) > self._most:
                self._places.popitem(last=False)
        with place.lock:
            if place.ledger is None or place.ledger.stale():
                place.ledger = ReadingLedger(books, self.district.folder)
            return place.ledger

    def may_see(self, user: User, books: Ledger) -> bool:
        """Whether the books are the user's to see: it goes by their folder, whatever they call themselves."""
        if books.top == self.district.top:
            return user.sees_district
        return books.folder.parent.parent == self.district.folder and user.sees(books.id)

    def seen_by(self, user: User) -> dict[str, Ledger]:
        """The books that the user may see, by key: the bureau's first, then societies by id."""
        keys = [RESERVED, *(society.id for society in self.district.societies if society.id != RESERVED)]
        found = {key: self.books(key) for key in keys}
        return {key: books for key, books in found.items() if books and self.may_see(user, books)}


class AuthorisedLedgers:
    """Stands in for Fava's own list of ledgers: those of whoever is signed in; of others, not even the name."""

    def __init__(self, registry: Registry, whose: Callable[[], User]) -> None:
        self._registry = registry
        self._whose = whose

    def __getitem__(self, key: str) -> ReadingLedger:
        """The ledger of that key; KeyError, which Fava answers with 404, when it is none of the user's."""
        books = self._registry.books(key)
        if books is None or not self._registry.may_see(self._whose(), books):
            raise KeyError(key)
        ledger = self._registry.ledger(books)
        assert Path(ledger.beancount_file_path) == books.top
        return ledger

    def items(self) -> Iterator[tuple[str, Any]]:
        """Each of the user's ledgers by key, as something that has options["title"] and is not loaded for it."""
        for key, books in self._registry.seen_by(self._whose()).items():
            yield key, SimpleNamespace(options={"title": self._registry.title(books)})

    def first_slug(self) -> str:
        """The key of the user's first ledger; answers 404 when there is none."""
        return next(iter(self._registry.seen_by(self._whose())), None) or abort(404)
