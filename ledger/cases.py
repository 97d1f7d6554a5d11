"""A case and its steps: 受理 → 先行救助 / 入户调查 → 审核 → 发放 → 公示 → 结案, as the books tell them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from ledger.facts import Fact


class Case:
    """One case: who asked for what, what was decided and paid. Its number is its link, JZ-2026-0007."""

    __slots__ = ("_first", "number", "opened", "steps")

    def __init__(self, number: str) -> None:
        """A case of which nothing is known yet."""
        self.number = number
        self.opened: Fact | None = None
        """The 受理 step, which says who and what for."""
        self._first: dict[str, Fact] = {}
        self.steps: list[Fact] = []
        """All steps in order of day, the 受理 among them."""

    def add(self, fact: Fact) -> None:
        """Take one step."""
        self.steps.append(fact)
        if fact.kind == "救助":
            self._first.setdefault(fact.step, fact)
        if fact.step == "受理" and fact.kind == "救助" and self.opened is None:
            self.opened = fact

    def step(self, name: str) -> Fact | None:
        """The first step of that name, or None."""
        return self._first.get(name)

    def text(self, key: str) -> str:
        """A word of the 受理 step (person, household, label, category, matter, relief …), or empty."""
        return self.opened.text(key) if self.opened else ""

    def decision(self, day: date) -> Fact | None:
        """The last decision taken by that day, or None."""
        taken = [s for s in self.steps if s.step == "审核" and s.day <= day]
        return taken[-1] if taken else None

    def taken(self, name: str) -> list[Fact]:
        """All steps of that name, in order of day."""
        return [s for s in self.steps if s.step == name and s.kind == "救助"]

    def ended(self, day: date) -> Fact | None:
        """The step that ended the case, withdrawn or closed, if it was taken by that day."""
        return next((s for s in self.steps if s.step in ("撤回", "结案") and s.day <= day), None)

    def referred(self, day: date) -> Fact | None:
        """The step that referred the case to somebody else, if it was taken by that day."""
        return next((s for s in self.steps if s.step in ("转介", "转出") and s.day <= day), None)

    def first_aid(self, day: date) -> Fact | None:
        """The order to help first and survey later, if it was given by that day (徽州 二（四）)."""
        given = self.step("先行救助")
        return given if given and given.day <= day else None


STEPS = ("救助", "转介")
"""The kinds of facts that are steps of a case."""


def left_of(moved: Sequence[Decimal]) -> list[Decimal]:
    """What is left of each payment (positive) after what came back (negative), given in order of day.

    What comes back is taken from the last payment of just that amount, else from the last ones that have
    anything left.
    """
    left: list[Decimal] = []
    alike: dict[Decimal, list[int]] = {}
    standing: list[int] = []
    for at, amount in enumerate(moved):
        left.append(max(amount, Decimal(0)))
        if amount > 0:
            alike.setdefault(amount, []).append(at)
            standing.append(at)
        back = -amount
        for payments in (alike.get(back, []), standing):
            while payments and back > 0:
                taken = min(back, left[payments[-1]])
                left[payments[-1]] -= taken
                back -= taken
                if not left[payments[-1]]:
                    payments.pop()
    return left


def gather(facts: Iterable[Fact]) -> dict[str, Case]:
    """The cases that 救助 and 转介 facts, given in order of day, tell of, by number."""
    cases: dict[str, Case] = {}
    for fact in facts:
        if fact.kind in STEPS:
            cases.setdefault(fact.key, Case(fact.key)).add(fact)
    return cases
