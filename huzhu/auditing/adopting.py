"""An edit made outside: both versions are kept, the original is put back, and the difference is recorded as new entries.

Nothing is ever hashed anew. What a hand changed in a file is found by holding the directives of both versions against each
other; an entry that was changed or deleted is reversed, one that was changed or added is recorded as its event, with all
rules. The edited files lie in documents/outside-edits/ with a list of their hashes, which the fact 账外改动 names.
"""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path

from huzhu import session
from huzhu.auditing.difference import difference
from huzhu.auditing.edits import Asked, Files, Plan, books, files, key_of
from huzhu.auditing.kept import FOLDER, asked_before, edited_files, free, keep, list_of, pending
from huzhu.auditing.originals import good
from ledger import journal, seals, storage, topfile, trail
from ledger.district import Society
from ledger.journal import Receipt
from ledger.mistake import Mistake, why
from ledger.vocabulary import POSTS, as_id

_KEEPERS = (*POSTS[:4],)
"""Who keeps the books, and cannot adopt what was done to them."""


def plan(society: Society, original: Path, asked: Asked) -> Plan:
    """What is to be done; Mistake where nothing was edited, or the original is not what was acknowledged."""
    begun = pending(society)
    if begun:
        asked = asked_before(begun)
    place = f"{FOLDER}/{begun.name}" if begun else free(society, asked.day)
    now = files(society)
    apart = key_of(hashlib.sha256(list_of(begun)).hexdigest()) if begun else ""
    original_files, asked = good(society, original, now, apart, asked)
    edited = edited_files(begun, original_files) if begun else now
    if edited == original_files and not asked.lose:
        raise Mistake(f"{society.id} 的账簿和这份备份一样，没有账外的改动")
    _check_auditor(original_files, society, asked)
    events, left = difference(society, original_files, edited, asked) if asked.adopt else ([], [])
    return Plan(asked, original_files, edited, place, events, left)


def _check_auditor(good: Files, society: Society, asked: Asked) -> None:
    """Mistake where whoever keeps the books would judge what was done to them."""
    terms = seals.facts_in(good[trail.relative(society, society.facts)]).terms
    keepers = {as_id(t.person) for t in terms if t.post in _KEEPERS and t.on(asked.day)}
    if as_id(asked.by) in keepers:
        raise Mistake(f"“{asked.by}”是管账的干部，账外的改动要由监事或社外的审计人员处理（--by）")


def judged(society: Society, plan: Plan) -> Receipt:
    """What the rules say of the new entries on the original books; Refused as `record` raises it. Nothing is written."""
    with tempfile.TemporaryDirectory(prefix="huzhu-edit-") as scratch:
        draft = Society(Path(scratch) / society.id)
        for name, content in plan.good.items():
            path = draft.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return journal.record(draft, plan.requests(session.now()), dry_run=True)


def carry_out(society: Society, plan: Plan) -> Receipt:
    """Keep the edited files, put the original back, record the difference: each step again where a crash came between."""
    with storage.locked(society.folder):
        try:
            keep(society, plan)
            _put_back(society, plan)
            if plan.asked.lose and (path := trail.witness(society)) and path.is_file():
                storage.replace(path, plan.good["seals/head.json"])
        except OSError as fault:
            raise Mistake(f"没有做完（{why(fault)}）；改正后请再运行一次这个命令") from None
    return _record(society, plan)


def _record(society: Society, plan: Plan) -> Receipt:
    return journal.record(society, plan.requests(session.now()))


def _put_back(society: Society, plan: Plan) -> None:
    """The original files, unless they are there already; what is not among them goes."""
    now = files(society)
    if _is_back(society, plan.good, now):
        return
    wrong = {society.folder / n: c for n, c in plan.good.items() if now.get(n) != c}
    for path in wrong:
        path.parent.mkdir(parents=True, exist_ok=True)
    if wrong:
        storage.replace_all(wrong)
    for name in now.keys() - plan.good.keys():
        (society.folder / name).unlink()
    chain = trail.chain(society)
    for closing in seals.closings(society, chain):
        if closing.stands:
            society.journal(closing.month).chmod(0o444)


def _is_back(society: Society, good: Files, now: Files) -> bool:
    """Whether the books are the original ones, perhaps with first entries of this adoption after them."""
    if trail.chain(society).breaks or topfile.fault(society.top):
        return False
    grown = {*society.chained(books(good)), society.top.name, "seals/head.json"}
    return all(n in grown or now.get(n) == c for n, c in good.items()) and all(
        now.get(n, b"").startswith(c) for n, c in books(good).items() if n != society.top.name
    )
