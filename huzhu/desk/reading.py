"""A ledger as Fava shows it at the desk: loaded once, never changed, and nothing that stands in it is run."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from beancount.core import data
from beancount.parser import parser
from fava.core import FavaLedger
from fava.core.extensions import ExtensionModule
from fava.core.fava_options import FavaOptions
from fava.core.group_entries import group_entries_by_type
from fava.core.ingest import IngestModule

from huzhu.desk.intervals import MOST_IN_A_TABLE, BoundedFiltered, refuse_above
from huzhu.desk.questions import Questions
from ledger import topfile
from ledger.core_errors import as_finding
from ledger.district import Ledger, StrangeFile
from ledger.findings import WHOLE_BOOKS, Finding
from ledger.load import judged, split_proof

OUR_PLUGINS = {"huzhu"}
_CLOCK_GRAIN_NS = 50_000_000


class UnsafeBooks(Exception):
    """Books that must not be loaded, because loading would run or read what is not theirs; it says which line."""


def refuse_unsafe(books: Ledger) -> None:
    """UnsafeBooks when the top file asks for a plugin that is not ours, or another file for what only it may."""
    try:
        contents = books.contents()
    except StrangeFile as strange:
        raise UnsafeBooks(f"{books.title}：{strange}。改好之前不能打开") from None
    odd = {s.word for s in topfile.strays(books.top, contents[books.top.name])} & {
        topfile.SUM,
        topfile.ENDLESS,
    }
    if odd:
        raise UnsafeBooks(
            f"{books.title}的总账文件里有{odd.pop()}，不是 huzhu 写的。为安全起见没有打开，请找管理员检查"
        )
    options = parser.parse_file(str(books.top))[2]
    for plugin, _config in options["plugin"]:
        if plugin not in OUR_PLUGINS:
            raise UnsafeBooks(
                f"{books.title}的总账文件要运行程序“{plugin}”，不是 huzhu 写的。为安全起见没有打开，请找管理员检查"
            )
    if word := _leads_elsewhere(options):
        raise UnsafeBooks(
            f"{books.title}的总账文件里有“{word}”，不是 huzhu 写的。为安全起见没有打开，请找管理员检查"
        )
    for name, content in contents.items():
        for stray in topfile.strays(books.folder / name, content) if name != books.top.name else ():
            raise UnsafeBooks(
                f"{books.title}的 {name} 第{stray.line}行：{topfile.said(stray)}。改好之前不能打开"
            )


def _leads_elsewhere(options: Any) -> str:
    """What in a top file would have Beancount run or read what is not in the books' folder; empty if nothing."""
    if options["insert_pythonpath"] or options["plugin_processing_mode"] != "default":
        return "insert_pythonpath" if options["insert_pythonpath"] else "plugin_processing_mode"
    named = [*options["include"], *options["documents"]]
    return next((str(name) for name in named if topfile.OUTSIDE.match(str(name)) or "*" in str(name)), "")


class _NoExtensions(ExtensionModule):
    """Fava extensions, none: a line in a ledger cannot load code."""

    def load_file(self) -> None:
        """Do nothing."""


class _NoImports(IngestModule):
    """Fava's importers, none: a line in a ledger cannot load code."""

    module_path = None

    def load_file(self) -> None:
        """Do nothing."""


class ReadingLedger(FavaLedger):
    """One ledger at one moment. A change on disk makes another one: nobody reads while it is rewritten."""

    __slots__ = ("_day", "_district", "_expected", "_loaded_at_ns", "_own_pages", "_seen", "_watched")

    def __init__(self, books: Ledger, district: Path) -> None:
        self._district = district
        of_a_society = books.folder.parent.name == "societies"
        self._own_pages = (
            [("今天", f"/s/{books.id}/"), ("检查", f"/s/{books.id}/findings")] if of_a_society else []
        )
        self._loaded_at_ns = time.time_ns()
        self._day = date.today()  # noqa: DTZ011  (duties fall due on the day of the place where the desk stands)
        # Also what is not there now: Beancount does not name a file that it did not find.
        self._expected = (books.policy, books.accounts, books.facts, books.months_folder)
        refuse_unsafe(books)
        super().__init__(str(books.top), poll_watcher=True)

    def load_file(self) -> None:
        """Load the books as of today; everything that would run or write is exchanged for what does not."""
        self.extensions = _NoExtensions(self)
        self.ingest = _NoImports(self)
        self.query_shell = Questions(self)
        with judged(self._day):
            super().load_file()
        self._watched = self.paths_to_watch()
        self._seen = {path: None if self._just(state) else state for path, state in self._on_disk()}
        self._tell_in_chinese()
        self._hide_server_paths()
        self.all_entries_by_type = group_entries_by_type(self.all_entries)
        self.fava_options = _options()
        self.fava_options_errors = []
        self.format_decimal.load_file()
        self.misc.load_file()
        self.misc.sidebar_links = [("← 返回首页", "/"), *self._own_pages]

    @property
    def mtime(self) -> int:
        """When it was loaded, in nanoseconds: Fava's frontend loads its page anew when this grows."""
        return self._loaded_at_ns

    def _get_filtered(self, *which: Any, **how: Any) -> BoundedFiltered:
        return BoundedFiltered(self, *which, **how)

    def interval_balances(self, filtered: Any, interval: Any, account_name: str, **how: bool) -> Any:
        """Balances by period; TooManyIntervals when there are more than a table shows."""
        refuse_above(MOST_IN_A_TABLE, len(filtered.interval_ranges(interval)))
        return super().interval_balances(filtered, interval, account_name, **how)

    def changed(self) -> bool:
        """No: the registry looks at the disk and puts a new ledger in this one's place."""
        return False

    def stale(self) -> bool:
        """Whether a file of it has changed on disk since, or may have while it was loaded; or a day has passed."""
        return self._seen != dict(self._on_disk()) or self._day != date.today()  # noqa: DTZ011

    def _on_disk(self) -> Iterable[tuple[Path, tuple[int, ...] | None]]:
        files, folders = self._watched
        yield from ((file, _state(file)) for file in (*files, *self._expected))
        for folder in folders:
            for name, _, _ in os.walk(folder):
                yield Path(name), _state(Path(name))

    def _just(self, state: tuple[int, ...] | None) -> bool:
        """Whether that state came about after loading began: then what was loaded may be older."""
        if state is None:
            return True
        return any(self._loaded_at_ns - _CLOCK_GRAIN_NS <= t <= time.time_ns() for t in state[:2])

    def _tell_in_chinese(self) -> None:
        """Say every error as a finding; and say so when there is no proof that the rules ran."""
        self.all_entries, _day, ran = split_proof(list(self.all_entries))
        found = [as_finding(error) for error in self.load_errors]
        if not ran:
            said = "规则没有运行，不能据此判断这本账有没有问题。请找管理员检查总账文件和安装"
            found.insert(0, Finding(WHOLE_BOOKS, said, None, "huzhu"))
        errors: list[Any] = [self._error_without_paths(error) for error in found]
        self.load_errors = errors

    def _hide_server_paths(self) -> None:
        shown = (
            e for e in self.all_entries if getattr(e, "type", "") != "fava-option"
        )  # not followed, not shown
        self.all_entries = [self._without_paths(entry) for entry in shown]
        self.options["filename"] = self._shown(self.options["filename"])
        self.options["include"] = [self._shown(name) for name in self.options["include"]]
        self.options["documents"] = [self._shown(name) for name in self.options["documents"]]

    def _without_paths(self, entry: Any) -> Any:
        for meta in (entry.meta, *(posting.meta for posting in getattr(entry, "postings", ()))):
            if meta and "filename" in meta:
                meta["filename"] = self._shown(meta["filename"])
        if isinstance(entry, data.Document):
            return entry._replace(filename=self._shown(entry.filename))
        return entry

    def _error_without_paths(self, error: Finding) -> Finding:
        source = {**error.source, "filename": self._shown(error.file)}
        return error._replace(source=source, text=error.text.replace(f"{self._district}{os.sep}", ""))

    def _shown(self, name: str) -> str:
        """A file's name relative to the district's folder; outside of it only its last part."""
        path = Path(str(name))
        if path.is_relative_to(self._district):
            return str(path.relative_to(self._district))
        return path.name if path.is_absolute() else str(name)


def _state(path: Path) -> tuple[int, ...] | None:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return (found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino)


def _options() -> Any:
    """Fava's options are the desk's to choose; those written in a ledger are not followed."""
    return FavaOptions(
        language="zh",
        locale="zh",
        invert_income_liabilities_equity=True,
        auto_reload=True,
        sidebar_show_queries=0,
        show_metadata_indicators=False,
    )
