"""The child that sums up societies one after another, so that the desk's own process stays quick and small.

It reads one line of JSON a society, the folder and the day, and answers each with one line: the overview as text,
or the sentence that says why there is none. It ends when nobody asks any more.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import date
from pathlib import Path

from huzhu.discreet import discreet
from ledger import load, trail
from ledger.books import Books
from ledger.district import Society
from ledger.findings import Finding
from ledger.mistake import Mistake
from reports.district.overview import as_json, overview

_BEHIND_PAGES = 5
_NO_RULES = "规则没有运行，不能据此判断这本账。请找管理员检查总账文件和安装"


def summed(society: Society, day: date) -> tuple[str, str]:
    """The society's overview as text, and else the sentence that says why its books cannot be relied on."""
    try:
        return _summed(society, day)
    except Mistake as mistake:
        return "", discreet(str(mistake)).replace(str(society.folder), society.id)


def _summed(society: Society, day: date) -> tuple[str, str]:
    files = load.contents(society)
    if sentence := load.broken(society, trail.chain(society, files)):
        return "", discreet(sentence)
    loaded = load.load(society, day=day, files=files)
    if not loaded.ran or loaded.ran == ("top_file",):
        return "", discreet(loaded.findings[0].text) if loaded.ran else _NO_RULES
    found = [_shown(f) for f in loaded.findings]
    return as_json(overview(Books(loaded.entries, loaded.options, day), found, day)), ""


def _shown(found: Finding) -> Finding:
    return found._replace(text=discreet(found.text))


def main() -> None:
    """Answer line by line until there are no more."""
    if hasattr(os, "nice"):  # Windows has none
        os.nice(_BEHIND_PAGES)
    for line in sys.stdin:
        folder, day = json.loads(line)
        answer = summed(Society(Path(folder)), date.fromisoformat(day))
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
