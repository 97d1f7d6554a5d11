"""Loading books as Beancount does, behind a gate that lets in only what cannot do harm.

What the gate refuses outright raises BadBooks: the books cannot be judged. A file that says what only the
top file may say becomes a finding, and where reading on would follow it out of the folder, nothing is
loaded.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

from ledger import topfile, trail
from ledger.core_errors import as_finding
from ledger.district import Ledger, NoBooks
from ledger.findings import Finding
from ledger.judging import PRESENT, PROOF, PROOF_TYPE, Judging
from ledger.mistake import why


class BadBooks(NoBooks):
    """Books that cannot be judged; the sentence says which file, what is wrong and what to do."""


class Loaded(NamedTuple):
    """Books as loaded: entries, options, what was found, and which rules ran."""

    entries: list[Any]
    options: dict[str, Any]
    findings: list[Finding]
    day: date | None
    """The day as of which they were judged; None where no rule ran."""
    ran: tuple[str, ...]
    """The rules that ran to their end; empty where there is no proof that any did."""

    @property
    def errors(self) -> list[Finding]:
        """The findings of severity error."""
        return [f for f in self.findings if f.severity == "error"]


_AGAIN = 5
"""How often books are loaded again that somebody writes meanwhile."""
CANDIDATE = "<string>"
"""How Beancount names the file of text that is not on the disk yet."""


def there(ledger: Ledger) -> None:
    """BadBooks when there are no books in the folder; StrangeFile when something in it leads elsewhere."""
    ledger.refuse_strange()
    if not ledger.top.is_file():
        raise BadBooks(f"没有账簿：{ledger.folder} 里没有 {ledger.top.name}，请检查 --books 后面的路径")


def contents(ledger: Ledger, known: Mapping[str, bytes] = MappingProxyType({})) -> dict[str, bytes]:
    """The books' files, each as UTF-8 with plain line ends; BadBooks when one is not, or is missing.

    What is as it was when it was `known` is not looked at again.
    """
    try:
        files = ledger.contents() if ledger.top.is_file() else {}
    except OSError as fault:
        raise BadBooks(f"账簿读不出来：{fault.filename}（{why(fault)}）") from fault
    if not files:
        there(ledger)  # which says what is missing
    for name, content in files.items():
        if known.get(name) != content:
            _check_text(name, content)
    _check_format(ledger, files)
    return files


def _check_text(name: str, content: bytes) -> None:
    if content.startswith(b"\xef\xbb\xbf"):
        raise BadBooks(f"{name} 开头多了 BOM 标记，是别的软件另存过的。请用备份恢复这个文件")
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        raise BadBooks(f"{name} 不是 UTF-8 编码（可能被另存为 GBK）。请用备份恢复这个文件") from None
    if b"\x00" in content:
        raise BadBooks(f"{name} 里有空字节，文件已损坏。请用备份恢复这个文件")
    if b"\r" in content:
        raise BadBooks(
            f"{name} 的换行被改成了 Windows 格式（CRLF），是别的软件另存过的。请用备份恢复这个文件"
        )


def _check_format(ledger: Ledger, files: dict[str, bytes]) -> None:
    top = topfile.read(files[ledger.top.name].decode())
    if top is None:
        return  # `topfile.fault` says what is wrong with it
    if top.format > topfile.FORMAT:
        raise BadBooks(
            f"这套账由更新版本的 huzhu 写成（格式{top.format}，本机只认到{topfile.FORMAT}），请先升级 huzhu"
        )
    if missing := [i for i in top.includes if i not in files]:
        raise BadBooks(f"总账文件 {ledger.top.name} 要包含的 {'、'.join(missing)} 不见了，请用备份恢复")


def broken(ledger: Ledger, chain: trail.Chain) -> str:
    """The sentence that says where the hash chain of these books breaks; empty when it holds."""
    if not chain.breaks:
        return ""
    first = chain.breaks[0]
    return (
        f"{ledger.id}/{first.file} 第{first.line}行：{first.text}。"
        "账簿不是用 huzhu 改的，不能据以判断；请用备份恢复，或请审计人员处理"
    )


def gated(ledger: Ledger, files: dict[str, bytes]) -> list[Finding]:
    """What stands where only huzhu may write it.

    Beancount ignores `plugin` outside the top file, so that is only told. A top file that is not ours, an
    option (`insert_pythonpath` is obeyed wherever it stands) or a file that leads elsewhere must not be
    loaded at all: its finding says `stops`.
    """
    found = []
    if fault := topfile.fault(ledger.top):
        source = {"filename": str(ledger.top), "lineno": 1, "stops": True}
        found.append(Finding(source, fault, None, "top_file"))
    for name, content in files.items():
        for stray in topfile.strays(ledger.folder / name, content) if name != ledger.top.name else ():
            stops = stray.word != "plugin"
            source = {"filename": str(stray.file), "lineno": stray.line, "stops": stops}
            found.append(Finding(source, topfile.said(stray), None, "top_file"))
    return found


@contextmanager
def collector_off() -> Iterator[None]:
    """A load makes many objects and drops none: the collector would only walk them again and again."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def load(
    ledger: Ledger,
    *,
    day: date | None = None,
    policy: str = "",
    candidate: str = "",
    files: dict[str, bytes] | None = None,
) -> Loaded:
    """Load books, and `candidate` text with them, and judge them as of `day`.

    Raises BadBooks where they cannot be read at all. Where the gate finds what must not be loaded, only
    those findings come back, and `ran` names the gate's rule alone.
    """
    files = contents(ledger) if files is None else files
    for _ in range(_AGAIN):
        found = _load(ledger, day, policy, candidate, files)
        if candidate or not found.findings or (now := contents(ledger)) == files:
            break
        files = now  # somebody wrote while it was read: what was found may be between two halves of a write
    return found


def _load(ledger: Ledger, day: date | None, policy: str, candidate: str, files: dict[str, bytes]) -> Loaded:
    gate = gated(ledger, files)
    if any(f.source.get("stops") for f in gate):
        return Loaded([], {"filename": str(ledger.top)}, gate, None, ("top_file",))
    sources = [(str(ledger.top.resolve()), True)] + ([(candidate, False)] if candidate else [])
    from ledger import booking

    with judged(day, policy), collector_off():
        entries, errors, options = booking.load(sources)
    entries, at, ran = split_proof(entries)
    return Loaded(entries, options, [*gate, *map(as_finding, errors)], at, ran)


@contextmanager
def judged(day: date | None, policy: str = "") -> Iterator[None]:
    """Have the rules judge as of a day, by a named policy where one is given, until the block ends."""
    token = PRESENT.set(Judging(day, policy, gated=True))
    try:
        yield
    finally:
        PRESENT.reset(token)


def split_proof(entries: list[Any]) -> tuple[list[Any], date | None, tuple[str, ...]]:
    """The entries without the event that proves the rules ran; its day, and the rules it names."""
    for at in range(len(entries) - 1, -1, -1):
        entry = entries[at]
        if entry.meta.get("filename") == PROOF and getattr(entry, "type", "") == PROOF_TYPE:
            ran = tuple(entry.description.partition("：")[2].split())
            return entries[:at] + entries[at + 1 :], entry.date, ran
    return entries, None, ()
