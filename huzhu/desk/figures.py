"""The societies' overviews, kept in desk.sqlite3: what still fits is shown at once, the rest is summed up meanwhile.

An overview fits the files that it was made of, the day, and the program that made it. Whatever does not fit is
never shown as current: it comes with the day and the time of its making, or not at all.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import sqlite3
import subprocess
import sys
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import huzhu
import ledger
import plugins
import reports
from huzhu import session
from huzhu.desk.store import Store
from ledger import trail
from ledger.district import Society
from reports.district.overview import Overview, from_json

_LONGEST_SECONDS = 180
_STOPPED = "这一社的数字没有算成，程序中断了。请找管理员看看"
_NO_OVERVIEW = (ValueError, KeyError, TypeError, AttributeError)
"""What reading a text raises that is no overview, or another program's."""
_ROOT = Path(huzhu.__file__).parent.parent
_log = logging.getLogger("huzhu.desk")


class Figures(NamedTuple):
    """What is known of one society."""

    overview: Overview | None
    sentence: str
    """Why there is none; empty where there is one."""
    at: str
    """When it was made."""
    fits: bool
    """Whether it is of today and of the books as they are now."""


class _Row(NamedTuple):
    signature: str
    figures: Figures


Ask = Callable[[Society, date], tuple[str, str]]
"""Gives a society's overview as text, or the sentence that says why there is none."""


def signature(society: Society, day: date) -> str:
    """What tells whether a society's overview is of its files as they are, of the day and of this program."""
    seen = [society.seals / "head.json", trail.witness(society), *society.files]
    states = [(str(path), _state(path)) for path in seen if path]
    return hashlib.sha256(repr((states, day, program())).encode()).hexdigest()


def _state(path: Path) -> tuple[int, ...] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns, found.st_ino


@cache
def program() -> str:
    """What tells this program from another: the rules, the reports and what they stand on, by size and time."""
    rooms = [Path(str(room.__file__)).parent for room in (ledger, plugins, reports)]
    files = sorted(p for room in rooms for p in room.rglob("*") if p.suffix in (".py", ".json", ".beancount"))
    return hashlib.sha256(repr([(str(p), _state(p)) for p in files]).encode()).hexdigest()


class Child:
    """A process that answers for one society at a time; it is there while there is anything to do."""

    def __init__(self, module: str = "huzhu.desk.summing") -> None:
        self._module = module
        self._process: subprocess.Popen[str] | None = None

    def __call__(self, society: Society, day: date) -> tuple[str, str]:
        """The answer for one society."""
        return self.asked([str(society.folder), day.isoformat()])

    def asked(self, words: list[Any]) -> tuple[str, str]:
        """The answer to a line of JSON; a child that ends or hangs is replaced for the next."""
        process = self._process = self._process or subprocess.Popen(
            [sys.executable, "-P", "-m", self._module],
            env=os.environ | {"PYTHONPATH": str(_ROOT)}, text=True, encoding="utf-8",
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        assert process.stdin and process.stdout
        too_long = threading.Timer(_LONGEST_SECONDS, process.kill)
        too_long.daemon = True
        too_long.start()
        try:
            process.stdin.write(json.dumps(words) + "\n")
            process.stdin.flush()
            text, sentence = json.loads(process.stdout.readline())
        except (OSError, ValueError):
            self.end()
            return "", _STOPPED
        finally:
            too_long.cancel()
        return text, sentence

    def end(self) -> None:
        """Let it go: it ends when it is asked nothing more."""
        process, self._process = self._process, None
        if process:
            process.kill()
            process.communicate()


class Overviews:
    """The overviews of a district's societies."""

    def __init__(self, store: Store, ask: Ask | None = None) -> None:
        """Nothing is read yet. `ask` sums a society up; a child process where none is given."""
        self._store, self._ask = store, ask
        self._rows: dict[str, _Row] = {}
        self._waiting: OrderedDict[Path, tuple[Society, date]] = OrderedDict()
        self._lock = threading.Lock()
        self._worker: threading.Thread | None = None
        self._read = False

    def of(self, societies: Iterable[Society], day: date, *, first: bool = False) -> dict[str, Figures]:
        """What is known of these societies now, by id; what does not fit will be summed up, at once where `first`.

        A society of which nothing was ever known is not among them.
        """
        with self._lock:
            if not self._read:
                self._rows, self._read = self._kept(), True
        found, wanting = {}, []
        for society in societies:
            row, now = self._rows.get(society.id), signature(society, day)
            if row is None or row.signature != now:
                wanting.append(society)
            if row:
                found[society.id] = row.figures._replace(fits=row.signature == now)
        self._want(wanting, day, first=first)
        return found

    def one(self, society: Society, day: date) -> Figures | None:
        """What is known of one society, which is summed up before all others."""
        return self.of([society], day, first=True).get(society.id)

    def settle(self, seconds: float) -> bool:
        """Wait until nothing waits any more; False where it takes longer."""
        if worker := self._worker:
            worker.join(seconds)
        return self._worker is None

    def _want(self, societies: list[Society], day: date, *, first: bool) -> None:
        with self._lock:
            for society in societies:
                self._waiting[society.folder] = society, day
                if first:
                    self._waiting.move_to_end(society.folder, last=False)
            if self._waiting and self._worker is None:
                self._worker = threading.Thread(target=self._work, daemon=True)
                self._worker.start()

    def _work(self) -> None:
        """Sum up what waits until nothing does."""
        child = Child()
        try:
            while (turn := self._next()) is not None:
                self._sum(*turn, self._ask or child)
        finally:
            child.end()
            with self._lock:
                if self._worker is threading.current_thread():  # it failed; whoever looks next begins another
                    self._worker = None

    def _next(self) -> tuple[Society, date] | None:
        """Whose turn it is; None ends the worker, in one step with the look at what waits."""
        with self._lock:
            if self._waiting:
                return self._waiting.popitem(last=False)[1]
            self._worker = None
            return None

    def _sum(self, society: Society, day: date, ask: Ask) -> None:
        """Sum up one; what was written meanwhile makes it unfit, and the next look asks again."""
        before = signature(society, day)
        row = self._rows.get(society.id)
        if row and row.signature == before:
            return
        at = session.now()
        try:
            text, sentence = ask(society, day)
            figures = Figures(from_json(text) if text else None, sentence, at, True)
            if sentence != _STOPPED:
                self._keep(society.id, before, at, text, sentence)
        except (OSError, sqlite3.Error, *_NO_OVERVIEW) as fault:
            _log.error("%s while %s was summed up", type(fault).__name__, society.id)
            figures = Figures(None, _STOPPED, at, True)
        self._rows[society.id] = _Row(before, figures)

    def _keep(self, id_: str, made_of: str, at: str, text: str, sentence: str) -> None:
        with self._store.open() as db:
            db.execute(
                "INSERT OR REPLACE INTO overviews (society, signature, at, content, sentence) VALUES (?,?,?,?,?)",
                (id_, made_of, at, text, sentence),
            )

    def _kept(self) -> dict[str, _Row]:
        """What the desk knew when it last ran; what another program wrote in a way of its own is left out."""
        found = {}
        with self._store.open() as db:
            rows = db.execute("SELECT * FROM overviews").fetchall()
        for row in rows:
            with suppress(*_NO_OVERVIEW):
                made = from_json(row["content"]) if row["content"] else None
                found[row["society"]] = _Row(
                    row["signature"], Figures(made, row["sentence"], row["at"], False)
                )
        return found
