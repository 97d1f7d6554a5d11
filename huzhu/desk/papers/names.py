"""Who the recipients are, for papers that name them: with the visitor's open key, every look written down first."""

from __future__ import annotations

from huzhu import archives
from huzhu.desk import access
from huzhu.desk.cases import archive
from huzhu.desk.entry.pages import sitting, visitor
from huzhu.desk.papers.asking import Question
from huzhu.desk.papers.making import Who
from ledger.confidential.archive import Archive
from ledger.confidential.person import Person
from ledger.mistake import Mistake

LONGEST_REASON = 200


def looked_at(of: Question, reason: str) -> Who:
    """What gives a pseudonym's record, None where the archive has none; each is looked at once.

    A case's whole file is a look at its person, whether or not the archive knows who it is. Mistake where the
    archive is not open to the visitor, or no reason is given.
    """
    there = archive.opened()
    reason = reason.strip()
    if there is None and archive.status().there:
        raise Mistake("请先打开加密档案")
    if not reason or len(reason) > LONGEST_REASON:
        raise Mistake(f"请写明做什么用，不超过{LONGEST_REASON}个字，例如“复核救助资格”")
    seen: dict[str, Person | None] = {}

    def person(pseudonym: str) -> Person | None:
        if pseudonym not in seen:
            known = there if there and archive.knows(there, pseudonym) else None
            seen[pseudonym] = _look(known, pseudonym, reason) if known else None
        return seen[pseudonym]

    case = sitting().books.cases.get(of.said.get("case", ""))
    if of.offer.sealed and case and person(case.text("person")) is None:
        opener = there.opener if there else ""
        archives.note_of(access.society(), opener, case.text("person"), reason, visitor().id)
    return person


def _look(there: Archive, pseudonym: str, reason: str) -> Person:
    return archives.looked_at(there, pseudonym, reason, who=visitor().id)
