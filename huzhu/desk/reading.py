"""A ledger as Fava shows it at the desk: loaded once, never changed, and nothing that stands in it is run."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable
from dataclasses import is_dataclass, replace
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

OUR_PLUGINS = {"huzhu"}
_CLOCK_GRAIN_NS = 50_000_000


class ForeignPlugin(Exception):
    """A top file asks for a plugin that is not ours; the sentence names it. Loading would run its code."""

    def __init__(self, plugin: str, top: str) -> None:
        super().__init__(f"账簿的首个文件 {top} 要运行程序“{plugin}”，不是 huzhu 写的。为安全起见没有打开，请找管理员检查")


class _NoExtensions(ExtensionModule):  # type: ignore[misc]
    """Fava extensions, none: a line in a ledger cannot load code."""

    def load_file(self) -> None:
        """Do nothing."""


class _NoImports(IngestModule):  # type: ignore[misc]
    """Fava's importers, none: a line in a ledger cannot load code."""

    module_path = None

    def load_file(self) -> None:
        """Do nothing."""


class ReadingLedger(FavaLedger):  # type: ignore[misc]
    """One ledger at one moment. A change on disk makes another one: nobody reads while it is rewritten."""

    __slots__ = ("_district", "_loaded_at_ns", "_seen", "_watched")

    def __init__(self, top: Path, district: Path) -> None:
        self._district = district
        self._loaded_at_ns = time.time_ns()
        for plugin, _config in parser.parse_file(str(top))[2]["plugin"]:
            if plugin not in OUR_PLUGINS:
                raise ForeignPlugin(plugin, self._shown(str(top)))
        super().__init__(str(top), poll_watcher=True)

    def load_file(self) -> None:
        """Load the books; everything that would run or write is exchanged for something that does not."""
        self.extensions = _NoExtensions(self)
        self.ingest = _NoImports(self)
        self.query_shell = Questions(self)
        super().load_file()
        self._watched = self.paths_to_watch()
        self._seen = {path: None if self._just(state) else state for path, state in self._on_disk()}
        self.fava_options = _options()
        self.fava_options_errors = []
        self.format_decimal.load_file()
        self.misc.sidebar_links = [("← 返回首页", "/")]
        self._hide_server_paths()

    @property
    def mtime(self) -> int:
        """When it was loaded, in nanoseconds: Fava's frontend loads its page anew when this grows."""
        return self._loaded_at_ns

    def _get_filtered(self, account: str = "", filter: str = "", time: str = "") -> BoundedFiltered:  # noqa: A002
        return BoundedFiltered(self, account=account, filter=filter, time=time)

    def interval_balances(self, filtered: Any, interval: Any, account_name: str, **how: bool) -> Any:
        """Balances by period; TooManyIntervals when there are more than a table shows."""
        refuse_above(MOST_IN_A_TABLE, len(filtered.interval_ranges(interval)))
        return super().interval_balances(filtered, interval, account_name, **how)

    def changed(self) -> bool:
        """No: the registry looks at the disk and puts a new ledger in this one's place."""
        return False

    def stale(self) -> bool:
        """Whether a file of it has changed on disk since, or may have changed while it was loaded."""
        return self._seen != dict(self._on_disk())

    def _on_disk(self) -> Iterable[tuple[Path, tuple[int, ...] | None]]:
        files, folders = self._watched
        yield from ((file, _state(file)) for file in files)
        for folder in folders:
            for name, _, _ in os.walk(folder):
                yield Path(name), _state(Path(name))

    def _just(self, state: tuple[int, ...] | None) -> bool:
        """Whether that state came about after loading began: then what was loaded may be older."""
        if state is None:
            return True
        return any(self._loaded_at_ns - _CLOCK_GRAIN_NS <= t <= time.time_ns() for t in state[:2])

    def _hide_server_paths(self) -> None:
        entries = [self._without_paths(entry) for entry in self.all_entries]
        self.all_entries = entries
        self.all_entries_by_type = group_entries_by_type(entries)
        self.load_errors = [self._error_without_paths(error) for error in self.load_errors]
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

    def _error_without_paths(self, error: Any) -> Any:
        if isinstance(error.source, dict) and "filename" in error.source:
            error.source["filename"] = self._shown(error.source["filename"])
        hidden = error.message.replace(f"{self._district}{os.sep}", "")
        if hidden == error.message:
            return error
        change: Callable[..., Any] = replace if is_dataclass(error) else type(error)._replace
        return change(error, message=hidden)

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
        language="zh", locale="zh", invert_income_liabilities_equity=True, auto_reload=True, sidebar_show_queries=0
    )
