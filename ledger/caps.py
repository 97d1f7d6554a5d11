"""The ceiling of one payment of relief: the policy's own, and as a society's resolution raised it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from ledger.facts import Fact, Facts
from ledger.money import nearest_fen
from ledger.policy import Line, Policy
from ledger.relief import Relief

_RAISED_BY = {"补充救助": "cap-supplementary", "应急救助": "cap-emergency"}
_LINE = {"补充救助": "cap_supplementary", "应急救助": "cap_emergency"}


class Cap(NamedTuple):
    """A ceiling in yuan and the words it rests on."""

    value: Decimal
    clause: str
    meant: str = ""
    """Which multiple of what it is, where it is one; else empty."""


def ordinary(paid: Relief, policy: Policy) -> tuple[Line, Cap] | None:
    """The policy's own ceiling for a payment on its day, and the line it stands on; None where there is none.

    Where the policy has a multiple of the allowance, it holds for a household that is hit hard, and for
    a kind of relief that has no ceiling of its own (红河 二（三）).
    """
    line = policy.on(paid.day, _LINE.get(paid.counts_as, ""))
    multiple = policy.on(paid.day, "cap_multiple") if paid.counts_as else None
    if multiple and (line is None or _is_hard(paid)):
        standard = policy.on(paid.day, "allowance_standard")
        if standard:
            cap = nearest_fen(multiple.times * standard.yuan)
            meant = f"低保年标准{standard.yuan}元的{multiple.times}倍"
            return multiple, Cap(cap, multiple.cited, meant)
    return (line, Cap(line.yuan, line.cited)) if line else None


def _is_hard(paid: Relief) -> bool:
    """Whether the decision in force on the day of payment found the household hit hard."""
    decision = paid.case.decision(paid.day) if paid.case else None
    return decision is not None and decision.text("hardship") == "较重"


class Raises:
    """A society's resolutions that raise what the policy lets it raise."""

    def __init__(self, facts: Facts) -> None:
        """Keep the resolutions of kind 提高救助标准."""
        self._raises: list[Fact] = [f for f in facts.of("决议") if f.text("kind") == "提高救助标准"]

    def cap(self, paid: Relief, policy: Policy) -> Cap | None:
        """The ceiling for a payment on its day, raised where a resolution raised it; None where there is none."""
        found = ordinary(paid, policy)
        if found is None:
            return None
        line, cap = found
        return self.raised(paid, line, cap.value) or cap

    def raised(self, paid: Relief, line: Line, ordinary: Decimal | None = None) -> Cap | None:
        """The cap that a resolution in force on the day of payment raised, where the policy allows it.

        Of several resolutions the latest holds; `until` ends one (its last day). One that would lower
        the cap is not a raise and is left out of account. `ordinary` is the line's ceiling in yuan, where
        the line says it as a multiple.
        """
        if line.may != "raise":
            return None
        raised = None
        for fact in self._raises:
            value = fact.yuan(_RAISED_BY[paid.counts_as])
            until = fact.day_of("until")
            if value is not None and fact.day <= paid.day:
                raised = None if until and paid.day > until else Cap(value, f"决议{fact.key}，{line.cited}")
        return raised if raised and raised.value > (line.yuan if ordinary is None else ordinary) else None

    def times(self, day: date, line: Line) -> tuple[int, str]:
        """How many cases of one matter a year may have on a day, and the resolution that says so (else empty)."""
        times, number = 1, ""
        for fact in self._raises if line.may == "raise" else ():
            said, until = fact.number("times"), fact.day_of("until")
            if said is not None and fact.day <= day:
                ended = until and day > until
                times, number = (1, "") if ended or said < 1 else (said, fact.key)
        return times, number
