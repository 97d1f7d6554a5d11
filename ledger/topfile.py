"""The top file of the books: written by huzhu only, and known again byte for byte.

Beancount honours `plugin` and nearly every `option` only in the top file, so whoever writes it decides
which rules run. Every other file may hold dated directives only (books.md §1).
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

FORMAT = 1
"""The format of the books that this version writes and reads."""

_FIRST = re.compile(r"; huzhu 账簿 格式 (\d+)。")
_TITLE = re.compile(r'^option "title" "([^"\\\n]+)"$', re.MULTILINE)
_INCLUDE = re.compile(r'^include "([^"\\\n]+)"$', re.MULTILINE)
_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")
_FORBIDDEN = re.compile(
    rb"^[ \t]*(?:(plugin|option|include|pushtag|poptag|pushmeta|popmeta)\b"
    rb"|\d{4}[-/]\d\d?[-/]\d\d?[ \t]+(?:custom[ \t]+\"(fava-[^\"\n]*)\"|(query|pad)\b|document[^\n]*\"((?:/|[A-Za-z]:|[^\"\n]*\.\.)[^\"\n]*)\"))",
    re.MULTILINE,
)

SOCIETY_PARTS = ("policy.beancount", "accounts.beancount", "society.beancount")
BUREAU_PARTS = ("policy.beancount", "bureau/accounts.beancount")


class Top(NamedTuple):
    """What a top file says: its format, the books' title and the months it includes."""

    format: int
    title: str
    includes: tuple[str, ...]


class Stray(NamedTuple):
    """A line that only a top file may hold, found in another file."""

    file: Path
    line: int
    word: str


def text(title: str, months: list[str], *, bureau: bool = False) -> str:
    """The top file of books with that title and those journal months (2026-07), as huzhu writes it."""
    assert '"' not in title and "\\" not in title and "\n" not in title, title
    assert all(_MONTH.fullmatch(m) for m in months), months
    parts, folder = (BUREAU_PARTS, "bureau") if bureau else (SOCIETY_PARTS, "journal")
    lines = [
        f"; huzhu 账簿 格式 {FORMAT}。本文件由 huzhu 写成，请勿改动；记账请用 huzhu record。",
        f'option "title" "{title}"',
        'option "operating_currency" "CNY"',
        'option "tolerance_multiplier" "0"',
        'option "documents" "documents"',
        'plugin "huzhu"',
        *(f'include "{part}"' for part in parts),
        *(f'include "{folder}/{month}.beancount"' for month in sorted(months)),
        '1990-01-01 custom "fava-option" "language" "zh_CN"',
        '1990-01-01 custom "fava-option" "invert-income-liabilities-equity" "true"',
    ]
    return "\n".join(lines) + "\n"


def read(content: str) -> Top | None:
    """What a top file says, or None where it is not one of ours."""
    first, title = _FIRST.match(content), _TITLE.search(content)
    if not first or not title:
        return None
    return Top(int(first[1]), title[1], tuple(_INCLUDE.findall(content)))


def months(top: Top) -> list[str]:
    """The months that a top file includes."""
    stems = [Path(i).stem for i in top.includes if i.startswith(("journal/", "bureau/"))]
    return [s for s in stems if _MONTH.fullmatch(s)]


def fault(path: Path) -> str:
    """Why the top file is not as huzhu writes it; empty when it is."""
    content = path.read_text(encoding="utf-8")
    top = read(content)
    bureau = path.name == "district.beancount"
    if top is None or text(top.title, months(top), bureau=bureau) != content:
        return "总账文件被改动过：选项、插件和包含的文件只能由 huzhu 写。请用备份恢复这个文件"
    folder = path.parent / ("bureau" if bureau else "journal")
    there = {p.stem for p in folder.glob("*.beancount") if _MONTH.fullmatch(p.stem)}
    if hidden := sorted(there - set(months(top))):
        return f"文件夹里有{'、'.join(hidden)}的账，总账文件却没有包含它，这几个月的钱没有算进来"
    return ""


def strays(file: Path, content: bytes) -> list[Stray]:
    """The lines of a data file that only a top file may hold, or that reach outside the folder."""
    found = []
    for hit in _FORBIDDEN.finditer(content):
        word = next(g for g in hit.groups() if g).decode("utf-8", "replace")
        found.append(Stray(file, content.count(b"\n", 0, hit.end()) + 1, word))
    return found


def said(stray: Stray) -> str:
    """The sentence about such a line."""
    if stray.word in (
        "plugin",
        "option",
        "include",
        "pushtag",
        "poptag",
        "pushmeta",
        "popmeta",
        "query",
        "pad",
    ):
        return f"“{stray.word}”只能写在总账文件里，由 huzhu 写；请删去这一行，或用备份恢复这个文件"
    if stray.word.startswith("fava-"):
        return f"“custom {stray.word}”会改变查看界面，不能写在账里；请删去这一行"
    return f"附件“{stray.word}”不在本社的文件夹里；请把它放进 documents 文件夹"
