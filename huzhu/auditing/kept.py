"""The folder in which an edit is kept, documents/outside-edits/2026-08-03-1: what was asked, the files, their hashes."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path

from huzhu.auditing.edits import LIST, Asked, Files, Plan
from ledger import storage
from ledger.district import Society
from ledger.mistake import Mistake

FOLDER = "outside-edits"
_PLAN = "plan.json"


def free(society: Society, day: date) -> str:
    """A name for the folder of the edited files."""
    number = 1
    while (society.documents / FOLDER / f"{day}-{number}" / LIST).is_file():
        number += 1
    return f"{FOLDER}/{day}-{number}"


def pending(society: Society) -> Path | None:
    """The folder of an edit that was kept, and not yet recorded: a crash came between."""
    told = society.facts.read_bytes() if society.facts.is_file() else b""
    folders = sorted(p.parent for p in (society.documents / FOLDER).glob(f"*/{LIST}"))
    return next((f for f in folders if hashlib.sha256(list_of(f)).hexdigest().encode() not in told), None)


def list_of(folder: Path) -> bytes:
    """The list of the edited files' hashes, as it was written."""
    return (folder / LIST).read_bytes()


def asked_before(folder: Path) -> Asked:
    """What was asked for when the edit was kept."""
    try:
        told = json.loads((folder / _PLAN).read_bytes())
        return Asked(
            told["by"],
            told["reason"],
            date.fromisoformat(told["day"]),
            bool(told["adopt"]),
            bool(told["lose"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        raise Mistake(f"{folder} 里的记录不全，请把它移到别处，再运行一次") from None


def edited_files(folder: Path, good: Files) -> Files:
    """The edited files as they were kept: those that differ lie in the folder, the list names the others."""
    found = {}
    for line in list_of(folder).decode().splitlines():
        sha, _, name = line.partition("  ")
        if not sha.startswith("-"):
            path = folder / f"{name}.txt"
            found[name] = path.read_bytes() if path.is_file() else good.get(name, b"")
    return found


def keep(society: Society, plan: Plan) -> None:
    """The edited files that differ, as .txt so that nobody opens them as books; the list of hashes comes last."""
    folder = society.documents / plan.place
    if (folder / LIST).is_file():
        return
    folder.mkdir(parents=True, exist_ok=True)
    whole = {}
    for name, content in plan.edited.items():
        if content != plan.good.get(name):
            path = folder / f"{name}.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            whole[path] = content
    asked = plan.asked
    told = {
        "by": asked.by,
        "reason": asked.reason,
        "day": asked.day.isoformat(),
        "adopt": asked.adopt,
        "lose": asked.lose,
    }
    left = "".join(f"{line}\n" for line in plan.left)
    storage.replace_all(whole | {folder / _PLAN: json.dumps(told, ensure_ascii=False).encode()})
    if left:
        storage.replace(folder / "left.txt", left.encode())
    storage.replace(folder / LIST, plan.hashes)
