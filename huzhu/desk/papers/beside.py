"""What is slow to make is made beside the desk, one society after another, and kept while their files are as they were.

What does not fit the files any more, or another day or program made, is never shown: it is made anew.
"""

from __future__ import annotations

import pickle
import threading
from base64 import b64decode
from collections import OrderedDict
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any, NamedTuple

from huzhu.desk.figures import Child, signature
from huzhu.desk.papers.telling import as_words
from huzhu.reporting.many import Order
from ledger.district import Society

MOST_KEPT = 2000
PATIENCE_SECONDS = 2.0
"""How long a page waits for what may be there in a moment."""
Key = tuple[Any, ...]
Ask = Callable[[Society, Order, date], tuple[str, str]]
"""Gives what was made, pickled, or the sentence that says why there is nothing."""


class Answer(NamedTuple):
    """What came of one society: what was made of it, or the sentence that says why nothing was."""

    made: Any = None
    sentence: str = ""


class _Turn(NamedTuple):
    """What waits to be made."""

    society: Society
    order: Order
    day: date


class Beside:
    """What was made, by society and order; `ask` makes it, a child process where none is given."""

    def __init__(self, ask: Ask | None = None) -> None:
        self._ask = ask
        self._kept: OrderedDict[Key, tuple[str, Answer]] = OrderedDict()
        self._waiting: OrderedDict[Key, _Turn] = OrderedDict()
        self._lock = threading.Lock()
        self._worker: threading.Thread | None = None

    def of(
        self, societies: Sequence[Society], order: Order, day: date, *, patient: bool = False
    ) -> dict[str, Answer]:
        """What is there of these societies, by id; the rest is made meanwhile. `patient`: wait for it a moment."""
        found, wanting = {}, []
        for society in societies:
            answer = self._fitting(society, order, day)
            if answer is None:
                wanting.append(society)
            else:
                found[society.id] = answer
        self._want(wanting, order, day)
        if wanting and patient and self.settle(PATIENCE_SECONDS):
            return self.of(societies, order, day)
        return found

    def settle(self, seconds: float) -> bool:
        """Wait until nothing waits any more; False where it takes longer."""
        if worker := self._worker:
            worker.join(seconds)
        return self._worker is None

    def _fitting(self, society: Society, order: Order, day: date) -> Answer | None:
        kept = self._kept.get(_key(society, order))
        return kept[1] if kept and kept[0] == signature(society, day) else None

    def _want(self, societies: Sequence[Society], order: Order, day: date) -> None:
        with self._lock:
            for society in societies:
                self._waiting[_key(society, order)] = _Turn(society, order, day)
            if self._waiting and self._worker is None:
                self._worker = threading.Thread(target=self._work, daemon=True)
                self._worker.start()

    def _work(self) -> None:
        """Make what waits until nothing does."""
        child = Child("huzhu.desk.papers.telling")
        try:
            while (turn := self._next()) is not None:
                self._make(turn, self._ask or partial(_asked, child))
        finally:
            child.end()
            with self._lock:
                if self._worker is threading.current_thread():  # it failed; whoever looks next begins another
                    self._worker = None

    def _next(self) -> _Turn | None:
        """Whose turn it is; None ends the worker, in one step with the look at what waits."""
        with self._lock:
            if self._waiting:
                return self._waiting.popitem(last=False)[1]
            self._worker = None
            return None

    def _make(self, turn: _Turn, ask: Ask) -> None:
        """Make one; what was written meanwhile makes it unfit, and the next look asks again."""
        before = signature(turn.society, turn.day)
        if self._fitting(turn.society, turn.order, turn.day):
            return
        content, sentence = ask(*turn)
        made = pickle.loads(b64decode(content)) if content else None  # noqa: S301 - our own child's words
        answer = Answer(made, sentence)
        with self._lock:
            self._kept[_key(turn.society, turn.order)] = before, answer
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)


def _asked(child: Child, society: Society, order: Order, day: date) -> tuple[str, str]:
    return child.asked(as_words(society, order, day))


def _key(society: Society, order: Order) -> Key:
    said = tuple(sorted(order.said.items()))
    return society.folder, order.name, order.period, order.audience, order.draft, said
