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
_TOP_ONLY = (
    "plugin",
    "option",
    "include",
    "pushtag",
    "poptag",
    "pushmeta",
    "popmeta",
    "query",
    "pad",
    "close",
)
"""Words with which a line begins that huzhu writes in no data file: an account that is closed with money in it hides it."""
_PLACE = ("filename", "lineno")
"""Where Beancount keeps a directive's place: written by hand, they would point findings elsewhere."""
_SUSPECT = tuple(w.encode() for w in (*_TOP_ONLY, *_PLACE, "fava", '"policy"', "document", "\\", "~"))
_NEVER_SUSPECT = bytes(set(range(256)) - set(b"\n".join(_SUSPECT)))
OUTSIDE = re.compile(r"/|[A-Za-z]:|.*(?:\.\.|\\|[\x00-\x1f])", re.DOTALL)
"""A path that may lead out of the folder it is written in."""

_SUMS = tuple(
    re.compile(rb"\%s[ \t]*[%s]" % (sign, after))
    for sign, after in (
        (b"*", b"-+(.0-9"),
        (b"/", b"-+(.0-9"),
        (b"(", b"-+(.0-9"),
        (b"-", b"-+("),
        (b"+", b"-+("),
    )
)
"""What a sum looks like. Each begins with one sign, so that looking for it costs next to nothing."""
SUM = "算式"
LONGEST_LINE = 1 << 15
"""No line that huzhu writes has so many bytes: Beancount's lexer takes four times as long for twice as long a word."""
ENDLESS = "没有完的一行"

POLICY = "policy.beancount"
SOCIETY_PARTS = (POLICY, "accounts.beancount", "society.beancount")
BUREAU_PARTS = (POLICY, "bureau/accounts.beancount")


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
    """Why the top file is not as huzhu writes it; empty when it is.

    An empty month says nothing: a write that was cut off may have left one that is not included yet.
    """
    bureau = path.name == "district.beancount"
    folder = path.parent / ("bureau" if bureau else "journal")
    # A month is included before it is filled: whoever looks while somebody writes must look in the other order.
    filled = [p.stem for p in folder.glob("*.beancount") if _MONTH.fullmatch(p.stem) and p.stat().st_size]
    content = path.read_text(encoding="utf-8")
    top = read(content)
    listed = months(top) if top else []
    if top is None or text(top.title, listed, bureau=bureau) != content:
        return "总账文件被改动过：选项、插件和包含的文件只能由 huzhu 写。请用备份恢复这个文件"
    if hidden := sorted(set(filled) - set(listed)):
        return f"文件夹里有{'、'.join(hidden)}的账，总账文件却没有包含它，这几个月的钱没有算进来"
    return ""


def strays(file: Path, content: bytes) -> list[Stray]:
    """The lines of a data file that only a top file may hold, or that reach outside the folder.

    Beancount's own lexer reads them: its parser, after words it does not understand, goes on in the middle
    of a line, so that `@ include "x"` is obeyed. Most files hold no suspect word and are spared that.
    """
    if line := _endless(content):
        return [Stray(file, line, ENDLESS)]
    policy = file.name == POLICY
    if not policy and not _suspect(content) and not may_reckon(content):
        return []
    from beancount.parser import lexer

    tokens = list(lexer.lex_iter_string(content))  # type: ignore[no-untyped-call]
    found: list[Stray] = []
    for at, (kind, line, _, value) in enumerate(tokens):
        string = ""
        if kind in ("CUSTOM", "DOCUMENT"):
            string = next((v for k, _, _, v in tokens[at + 1 : at + 3] if k == "STRING"), "")
        word = _astray(kind, value, string, policy) or _reckoned(kind, tokens[at - 1][0] if at else "")
        if word and (word != SUM or all(s.word != SUM for s in found)):  # one of a hundred thousand brackets
            found.append(Stray(file, line, word))
    return found


def _endless(content: bytes) -> int:
    """The line in whose neighbourhood a line, or a text in quotes, does not come to its end; 0 where all do.

    Looked at in steps: what is twice as long as a step leaves one without a line end, or without a quote.
    """
    for start in range(0, len(content) - LONGEST_LINE, LONGEST_LINE):
        if any(content.find(sign, start, start + LONGEST_LINE) < 0 for sign in (b"\n", b'"')):
            return content.count(b"\n", 0, start) + 1
    return 0


def may_reckon(content: bytes) -> bool:
    """Whether a sum may stand in a text: a day with slashes, or a bracket in words, looks like one, too.

    Beancount works sums out while it reads; where one divides by nought the whole program is gone, and a
    hundred thousand brackets or signs take its memory. Books hold figures, so there is nothing to lose.
    """
    return any(sign.search(content) for sign in _SUMS)


def _reckoned(kind: str, before: str) -> str:
    """`SUM` where a token works something out; a star is one only after a figure, a minus only before none."""
    star = kind == "ASTERISK" and before in ("NUMBER", "RPAREN")
    sign = kind in ("MINUS", "PLUS") and before in ("MINUS", "PLUS", "NUMBER")
    return SUM if kind in ("SLASH", "LPAREN") or star or sign else ""


def _suspect(content: bytes) -> bool:
    """Whether a suspect word may stand in a file; now and then it says so where there is none.

    What no suspect word is made of, figures and Chinese and with them most of the books, is dropped first.
    """
    told = content.replace(b"  document-no: ", b"")  # a key of ours that only looks like a directive
    letters = told.translate(None, _NEVER_SUSPECT)
    return any(word in letters for word in _SUSPECT)


def _astray(kind: str, value: str, string: str, policy: bool) -> str:
    """The word because of which a token, with the string that follows it, may not be here; else empty."""
    if kind.lower() in _TOP_ONLY or kind == "TILDE":
        return kind.lower()
    if (kind == "KEY" and value in _PLACE) or (kind == "ACCOUNT" and policy):
        return value
    if kind == "CUSTOM" and (string.startswith("fava-") or (string == "policy") != policy):
        return string
    return string if kind == "DOCUMENT" and OUTSIDE.match(string) else ""


def said(stray: Stray) -> str:
    """The sentence about such a line."""
    word = stray.word
    if word == "close":
        return "科目不能手工关闭，里面的钱会看不见；请删去这一行，或用备份恢复这个文件"
    if word in _TOP_ONLY:
        return f"“{word}”只能写在总账文件里，由 huzhu 写；请删去这一行，或用备份恢复这个文件"
    if word == ENDLESS:
        return "这里有一行（或一段引号里的话）长得没有完，不是 huzhu 写的；请用备份恢复这个文件"
    if word == "tilde":
        return "核对余额不能写允许的误差（~），差多少都会算对；请删去这一行，或用备份恢复这个文件"
    if word == SUM:
        return "金额只能写算好的数，不能写算式；请改成得数，或用备份恢复这个文件"
    if word in _PLACE:
        return f"“{word}:”由程序自己填，不能写在账里；请删去这一行"
    if word.startswith("fava-"):
        return f"“custom {word}”会改变查看界面，不能写在账里；请删去这一行"
    if stray.file.name == POLICY:
        return f"{POLICY} 里只能写政策，不能写“{word}”；请删去这一条，或用备份恢复这个文件"
    if word == "policy":
        return f"政策只能写在 {POLICY} 里；请删去这一条"
    return f"附件“{word}”不在本社的文件夹里；请把它放进 documents 文件夹"
