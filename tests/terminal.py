"""A treasurer at a terminal: the command run in this process, through its own `main`, on streams of its own.

said = huzhu("record", "draw", "--amount", "200", books=society.folder)
assert said.code == 0 and "已记账" in said.out
"""

from __future__ import annotations

import gettext
import hashlib
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

from click.testing import CliRunner

from huzhu.__main__ import main
from huzhu.cli import cli
from plugins.table import RULES
from reports.table import TABLE

USER = "wangwu"


class Said(NamedTuple):
    """What a command left behind: its exit code, and what it wrote to each stream."""

    code: int
    out: str
    err: str

    @property
    def all(self) -> str:
        """All that the treasurer reads."""
        return self.out + self.err


def huzhu(
    *words: object, books: Path | None = None, user: str = USER, typed: str = "", keyboard: bool = False
) -> Said:
    """Run `huzhu WORDS…`; `typed` is what comes from the keyboard, if there is one."""
    place = ["--books", str(books)] if books else []
    with _streams(user, typed, keyboard) as (out, err):
        with mock.patch.object(sys, "argv", ["huzhu", *place, *map(str, words)]):
            code = _code()
        sys.stdout.flush()
        sys.stderr.flush()
        return Said(code, out.getvalue().decode(), err.getvalue().decode())


def _code() -> int:
    try:
        main()
    except SystemExit as left:
        return left.code if isinstance(left.code, int) else int(left.code is not None)
    return 0


@contextmanager
def _streams(user: str, typed: str, keyboard: bool) -> Iterator[tuple[Any, Any]]:
    env = {"HUZHU_USER": user, "COLUMNS": "200", "LANGUAGE": "zh_CN"}
    bound = gettext.bindtextdomain("messages")
    with CliRunner().isolation(input=typed, env=env) as (out, err, _):
        sys.stdin.isatty = lambda: keyboard  # type: ignore[method-assign]
        yield out, err
    gettext.bindtextdomain("messages", bound)


def bytes_of(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file in a folder, locks left out, to see that nothing changed."""
    return {
        p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(folder.rglob("*"))
        if p.is_file() and not p.name.startswith(".lock")
    }


def verbs() -> list[list[str]]:
    """Every command there is, as words: [], [record], [record, draw] …"""
    return list(_verbs(cli, []))


def _verbs(command: object, path: list[str]) -> Iterator[list[str]]:
    import click

    yield path
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            yield from _verbs(command.get_command(context, name), [*path, name])


_NOT_WORDS = re.compile(
    r"账簿校验码：[0-9a-f ]+"
    r"|(?<!\w)--?[a-z][a-z-]*"  # options
    r"|(?<=\[)[a-z_]+(?=\])"  # a rule's name
    r"|[\w.〔〕-]*[\w〕]/[\w./-]*|/[\w./-]+"  # paths
    r"|\w[\w-]*\.(?:beancount|json|pdf|txt|csv|xlsx|key|html)\b"  # file names
    r"|(?<![A-Za-z])[A-Z]{1,2}-[A-Za-z0-9…-]+"  # ids: JZ-2026-0007, P-1a2b…
    r"|(?<![A-Za-z])[a-z]+(?:_[a-z]+)+"  # names of rules and of policy lines
    r"|(?<![A-Za-z])[a-z-]+:(?=[^\w]|$)"  # metadata keys, as a finding names them
)
KNOWN = frozenset([
    "huzhu", "CNY", "PDF", "JSON", "HUZHU_USER", "BOM", "CRLF", "GBK", "UTF-8", "UTF", "Windows",
    "Excel", "Ctrl-C", "Ctrl", "C", "Enter", "A4", "A", "MB", "csv", "xls", "xlsx", "zip", "text", "pdf",
    "html", "json", "income", "capital", "documents", "DAMI", "X", "Assets", "Liabilities", "Equity",
    "Income", "Expenses", "huizhou", "dongtai", "honghe", "shanxi", "zhoucun",
    "zhangsan", "shigang", "qiankou", "wangwu", "zhaoliu", "lisi",
    "district", "fund-statement", "fund", "statement", "chart",
    "HUZHU_KEY_FILE", "HUZHU_PIN", "HUZHU_PASSWORD", "JPG", "PNG", "KB", "https", "PEM",
    "Q", "board", "township", "auditor", "public", "hledger", "ledger",
])  # fmt: skip
"""Latin words that a treasurer may read: names of file formats, of our examples, of choices that are typed."""


def english(text: str, typed: Iterable[object] = ()) -> list[str]:
    """The Latin words in what a treasurer reads that are no options, files, ids, commands, or what was typed."""
    for word in sorted(map(str, typed), key=len, reverse=True):
        text = text.replace(word, "") if word else text
    known = KNOWN | set(TABLE) | {r.name for r in RULES} | {name for path in verbs() for name in path}
    words = re.findall(r"[A-Za-z][A-Za-z_-]*", _NOT_WORDS.sub(" ", text))
    return [w for w in words if w.strip("-") not in known]
