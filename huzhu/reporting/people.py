"""Who recipients are, for papers that name them: the archive opened with one's own key, every look written down."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from huzhu import archives
from ledger.confidential import archive_folder
from ledger.confidential.person import Person
from ledger.district import Society


def people(society: Society, key_file: Path | None, reason: str) -> Callable[[str], Person | None]:
    """What gives a pseudonym's record, None where the archive has none; each look is logged once before it is shown.

    Mistake where there is no archive, no key, or no right to it.
    """
    archive = archives.opened(society, key_file)
    known = frozenset(archive_folder.people(society))
    seen: dict[str, Person] = {}

    def person(pseudonym: str) -> Person | None:
        if pseudonym not in known:
            return None
        if pseudonym not in seen:
            seen[pseudonym] = archives.looked_at(archive, pseudonym, reason)
        return seen[pseudonym]

    return person
