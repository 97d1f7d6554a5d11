"""The store against a model that knows nothing of Beancount, in any order of deeds and misfortunes.

A hypothesis state machine: events of all kinds, batches, repeated keys, keys used twice, reversals, closings,
restarts, a process killed at any call, a disk that fails at any call. The model foretells every answer. After
every step the books must hold what the model holds, leaf by leaf, key by key; now and then they are loaded afresh,
rules and all, with nothing kept in memory.
"""

from __future__ import annotations

import errno
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, ClassVar

from beancount.core import data
from beancount.parser import parser
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from ledger import chart, journal, trail
from ledger.events.event import Event
from ledger.events.moves import Reverse
from ledger.events.transaction import MoneyEvent
from ledger.journal import Receipt, Refused, Request
from ledger.standing import forget
from ledger.storage import NotWritten, OutcomeUnknown
from plugins.table import RULES
from tests import societies as made
from tests.faults import KILLED, disk, killed, proof
from tests.faults.notebook import Notebook
from tests.test_store import ACTS, CEILING, EDGES, FIRST, Act, Leaf, Model, Move

CASH = chart.CASH
LAST = FIRST + timedelta(days=75)
STEPS_A_RUN = 50
RUNS_A_TRIAL = 20
COLD_EVERY = 12
WARM_AND_COLD_EVERY = 4
OLD_DAYS = {"2026-06": date(2026, 7, 6), "2026-07": date(2026, 8, 6)}
"""The months that may be closed, and when."""

ACT = st.tuples(
    st.sampled_from(ACTS),
    st.integers(0, 75).map(lambda n: FIRST + timedelta(days=n)),
    (st.integers(1, 20_000) | st.integers(1, 330_000)).map(lambda fen: Decimal(fen) / 100)
    | st.sampled_from(EDGES),
    st.sampled_from(chart.STANDARD_FUNDS[:4]),
    st.sampled_from((made.BANK, CASH)),
)
CODES = st.sampled_from((errno.ENOSPC, errno.EIO, errno.EROFS))
Moves = dict[date, list[Move]]


class Whole(Model):
    """The model of one society, with closed months and reversals."""

    def __init__(self) -> None:
        """As founded, with its seed capital."""
        super().__init__()
        self.keys: dict[str, Event] = {}
        self.closed: set[str] = set()
        self.vouchers: dict[str, MoneyEvent] = {}
        """What may be reversed, by voucher."""
        self.reversed: set[str] = set()

    def takes_all(self, moves: Moves) -> bool:
        """Whether every day still ends with nothing overdrawn and no more cash than the float."""
        held: dict[Leaf, Decimal] = defaultdict(Decimal)
        for day in sorted({*self.moves, *moves}):
            for leaf, amount in [*self.moves.get(day, ()), *moves.get(day, ())]:
                held[leaf] += amount
            cash = sum(n for (place, _), n in held.items() if place == CASH)
            if min(held.values()) < 0 or cash > CEILING:
                return False
        return True

    def answer(self, requests: Sequence[Request], moves: Moves) -> str:
        """What the store must say to requests none of whose keys it knows."""
        events = [r.event for r in requests]
        if any(e.file in self.closed and e.file == f"{e.date:%Y-%m}" for e in events):
            return "closed"
        if any(isinstance(e, Reverse) and not self.may_reverse(e) for e in events):
            return "refused"
        return "recorded" if self.takes_all(moves) else "refused"

    def may_reverse(self, event: Reverse) -> bool:
        """Whether the voucher was not reversed yet, and is not from a later day."""
        return event.reverses not in self.reversed and event.date >= self.vouchers[event.reverses].date

    def holds(self, requests: Sequence[Request], moves: Moves, receipt: Receipt | None) -> None:
        """It was recorded."""
        for day, several in moves.items():
            self.moves[day] += several
        for number, request in enumerate(requests):
            self.keys[request.key] = request.event
            event = receipt.entries[number].event if receipt else request.event
            if isinstance(event, Reverse):
                self.reversed.add(event.reverses)
            elif isinstance(event, MoneyEvent) and event.voucher and not getattr(event, "case", None):
                self.vouchers[event.voucher] = event


class Store(RuleBasedStateMachine):
    """The machine."""

    steps: ClassVar[int] = 0
    answers: ClassVar[dict[str, int]] = defaultdict(int)

    def __init__(self) -> None:
        """A society of its own."""
        super().__init__()
        self.folder = TemporaryDirectory(prefix="huzhu-model-")
        self.society = made.shigang(Path(self.folder.name))
        self.model = Whole()
        self.first = {e.key for e in trail.chain(self.society).events}
        self.number = 0
        self.old: list[tuple[list[Request], Moves]] = []
        """What was recorded."""
        self.refused: list[tuple[list[Request], Moves]] = []
        self.since_cold = 0

    @initialize()
    def resolved(self) -> None:
        """The resolution on which transfers rest."""
        self._record([Request(made.resolution(day=FIRST), "resolved", made.AT)], {})

    # --- what a treasurer does

    @rule(what=ACT)
    def record(self, what: Any) -> None:
        """An event, or a case from beginning to end."""
        self._record(*self._requests([what]))

    @rule(several=st.lists(ACT, min_size=2, max_size=4))
    def batch(self, several: list[Any]) -> None:
        """Several at once: all or none."""
        self._record(*self._requests(several))

    @precondition(lambda self: self.old)
    @rule(chance=st.randoms(use_true_random=False))
    def repeat(self, chance: Any) -> None:
        """A request that was recorded, once more."""
        requests, _ = chance.choice(self.old)
        before = self.society.contents()
        receipt = journal.record(self.society, requests)
        assert all(e.again for e in receipt.entries), "a repeated key was recorded again"
        assert self.society.contents() == before

    @precondition(lambda self: self.refused)
    @rule(chance=st.randoms(use_true_random=False))
    def insist(self, chance: Any) -> None:
        """A request that was refused, once more: it may have become right."""
        at = chance.randrange(len(self.refused))
        self._record(*self.refused.pop(at))

    @precondition(lambda self: self.old)
    @rule(chance=st.randoms(use_true_random=False), what=ACT)
    def other_thing(self, chance: Any, what: Any) -> None:
        """A key that is used, for something else."""
        requests, _ = chance.choice(self.old)
        fresh, _ = self._requests([what])
        before = self.society.contents()
        try:
            journal.record(self.society, [fresh[0]._replace(key=requests[0].key)])
        except NotWritten as refused:
            assert "请换一个 key" in str(refused)
        else:
            raise AssertionError("one key, two things")
        assert self.society.contents() == before

    @precondition(lambda self: self.model.vouchers)
    @rule(chance=st.randoms(use_true_random=False), days=st.integers(-3, 40))
    def reverse(self, chance: Any, days: int) -> None:
        """An entry is reversed, now and then a second time or before its day."""
        wrong = self.model.vouchers[chance.choice(sorted(self.model.vouchers))]
        lines = tuple((account, -amount) for account, amount in wrong.legs())
        total = sum((n for _, n in lines if n > 0), Decimal(0))
        day = min(max(wrong.date + timedelta(days=days), FIRST), LAST)
        event = Reverse(
            date=day, recorded_by="wangwu", approved_by="zhangsan", paid_by="zhaoliu", narration="记错了",
            lines=lines, reverses=wrong.voucher or "", amount=total, payee=getattr(wrong, "payee", None),
        )  # fmt: skip
        moves: list[Move] = []
        for account, amount in lines:
            if fund := chart.parse(account).fund:
                moves.append(((account.removesuffix(f":{fund}"), fund), amount))
        self._record([Request(event, self._key(), made.AT)], {day: moves})

    @precondition(lambda self: len(self.old) > 3 and len(self.model.closed) < len(OLD_DAYS))
    @rule()
    def close(self) -> None:
        """The first month that is still open is closed."""
        month = sorted(set(OLD_DAYS) - self.model.closed)[0]
        self._record([Request(made.month_closed(month, OLD_DAYS[month]), self._key(), made.AT)], {})
        self.model.closed.add(month)

    # --- what befalls the machine

    @rule()
    def restart(self) -> None:
        """Everything that is kept in memory is forgotten."""
        forget()

    @rule(what=st.lists(ACT, min_size=1, max_size=2), at=st.integers(1, 30), after=st.booleans())
    def killed(self, what: list[Any], at: int, after: bool) -> None:
        """Another process that records is killed at its n-th call; the same keys here complete it."""
        requests, moves = self._requests(what)
        expected = self.model.answer(requests, moves)
        ended = killed(lambda: _quietly(self.society, requests), at, after=after)
        assert ended in (0, KILLED)
        found, broken = proof.keys(self.society)
        there = [r for r in requests if r.key in found]
        assert not broken and (not there or expected == "recorded"), broken or "recorded what must be refused"
        assert ended == KILLED or bool(there) == (expected == "recorded")
        if there:
            receipt = journal.record(self.society, requests)
            self._held(requests, moves, receipt)
        else:
            self._record(requests, moves)

    @rule(
        what=st.lists(ACT, min_size=1, max_size=2), at=st.integers(1, 30), code=CODES, for_good=st.booleans()
    )
    def disk_fails(self, what: list[Any], at: int, code: int, for_good: bool) -> None:
        """The disk fails at the n-th call; what it says is true; the same keys complete it."""
        requests, moves = self._requests(what)
        before = proof.said(self.society)
        try:
            with disk(at, code, for_good=for_good):
                journal.record(self.society, requests)
        except OutcomeUnknown:
            assert self.model.answer(requests, moves) == "recorded"
        except (NotWritten, Refused):
            assert proof.said(self.society) == before, "said to be not written, and the books have changed"
        if proof.said(self.society) == before:
            self._record(requests, moves)
        else:
            self._held(requests, moves, journal.record(self.society, requests))

    # --- what must hold

    @invariant()
    def the_books_are_the_model_s(self) -> None:
        """Leaf by leaf and key by key, read from the files alone."""
        Store.steps += 1
        contents = self.society.contents()
        held: dict[str, Decimal] = defaultdict(Decimal)
        for content in contents.values():
            for leaf, amount in _moved(content):
                held[leaf] += amount
        assert {leaf: amount for leaf, amount in held.items() if amount} == self.model.balances()
        found, broken = proof.keys(self.society, contents)
        assert not broken and set(found) == self.first | set(self.model.keys), broken or "other keys"
        assert max(found.values()) == 1 and proof.vouchers(self.society) == ""
        assert not list(self.society.folder.rglob("*.tmp")) or self.number, "left behind"
        self.since_cold += 1
        if self.since_cold >= COLD_EVERY:
            self._cold()

    def teardown(self) -> None:
        """The last look."""
        self._cold()
        self.folder.cleanup()

    def _cold(self) -> None:
        """Loaded afresh, nothing kept: no rule finds an error."""
        self.since_cold = 0
        self.restart()
        assert proof.unsound(self.society) == ""

    # --- how it is done

    def _key(self) -> str:
        self.number += 1
        return f"step-{self.number}"

    def _requests(self, several: list[Any]) -> tuple[list[Request], Moves]:
        requests: list[Request] = []
        moves: Moves = defaultdict(list)
        for act, day, amount, fund, place in several:
            key = self._key()
            events, mine = _act(act, day, amount, fund, place, self.number)
            requests += [Request(e, f"{key}-{n}", made.AT) for n, e in enumerate(events)]
            moves[day] += mine
        return requests, dict(moves)

    def _record(self, requests: list[Request], moves: Moves) -> None:
        """Record, and be answered as the model foretells."""
        expected, before = self.model.answer(requests, moves), proof.said(self.society)
        Store.answers[expected] += 1
        if self.number % WARM_AND_COLD_EVERY == 0:
            warm = self._tried(requests)
            forget()
            assert warm == self._tried(requests), (
                "judged with what is kept in memory, and without: not the same"
            )
        try:
            receipt = journal.record(self.society, requests)
        except Refused as refused:
            rules = {f.rule for f in refused.findings if f.severity == "error"}
            assert expected == "refused" and rules <= self._rules(requests), refused
            self.refused.append((requests, moves))
        except NotWritten as refused:
            assert expected == "closed" and "已经月结" in str(refused), refused
        else:
            assert expected == "recorded", f"recorded, and the model says {expected}"
            self._held(requests, moves, receipt)
            return
        assert proof.said(self.society) == before, "refused, and the books have changed"

    def _tried(self, requests: list[Request]) -> tuple[str, list[tuple[str, str, str]]]:
        """What the store would say, and what it finds."""
        try:
            answer, findings = "recorded", journal.record(self.society, requests, dry_run=True).findings
        except Refused as refused:
            answer, findings = "refused", refused.findings
        except NotWritten as refused:
            answer, findings = str(refused), []
        return answer, [(f.rule, f.severity, f.text) for f in findings]

    def _rules(self, requests: list[Request]) -> set[str]:
        """Which rules may refuse them; what is no true reversal is seen by all that leave those out of account."""
        false = any(isinstance(r.event, Reverse) and not self.model.may_reverse(r.event) for r in requests)
        return {r.name for r in RULES} if false else {"fund_overdrawn", "float_ceiling"}

    def _held(self, requests: list[Request], moves: Moves, receipt: Receipt) -> None:
        self.model.holds(requests, moves, receipt)
        self.old.append((requests, moves))


def _act(act: Callable[..., Act], day: date, amount: Decimal, fund: str, place: str, number: int) -> Act:
    return act(day, amount, fund, place, number)


@lru_cache(maxsize=64)
def _moved(content: bytes) -> list[tuple[str, Decimal]]:
    """What a file's entries move in each leaf, by Beancount's parser alone; it must find no fault."""
    entries, errors, _ = parser.parse_string(content.decode())
    assert errors == [], errors
    postings = [p for e in entries if isinstance(e, data.Transaction) for p in e.postings]
    return [(p.account, p.units.number) for p in postings if chart.parse(p.account).fund]  # type: ignore[union-attr,misc]


def _quietly(society: Any, requests: list[Request]) -> None:
    """Record in a process of its own, where a refusal is no failure."""
    try:
        journal.record(society, requests)
    except (Refused, NotWritten, OutcomeUnknown):
        return


def limits(
    examples: int, steps: int = STEPS_A_RUN, *, derandomize: bool = True, shrink: bool = True
) -> settings:
    """Hypothesis's settings for so many runs of so many steps."""
    phases = (Phase.generate, Phase.shrink) if shrink else (Phase.generate,)
    return settings(
        max_examples=examples, stateful_step_count=steps, derandomize=derandomize, deadline=None, database=None,
        suppress_health_check=list(HealthCheck), phases=phases,
    )  # fmt: skip


def run(book: Notebook, steps: int) -> None:
    """At least so many steps, `RUNS_A_TRIAL` runs of the machine in one trial."""
    for trial in book.trials(10**6):
        if book.total("steps") >= steps:
            return
        Store.steps, broken, began = 0, "", time.monotonic()
        Store.answers.clear()
        machine = seed(book.seed * 1_000_000 + trial)(Store)
        try:
            run_state_machine_as_test(machine, settings=limits(RUNS_A_TRIAL, derandomize=False))
        except Exception as fault:
            notes = "\n".join(getattr(fault, "__notes__", ()))
            broken = f"{type(fault).__name__}: {fault}\n{notes}"
        book.note(trial, broken, steps=Store.steps, seconds=round(time.monotonic() - began), **Store.answers)
