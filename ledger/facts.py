"""Dated facts read from custom directives: registration, people, funds, float, resolutions and the rest.

A fact holds from its day until the next line that changes it (books.md §4). `SHAPES` says of every fact
what must be on it; `read` turns a directive into a `Fact`, and the small records below give the facts
that rules ask for most their names.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from beancount.core.amount import Amount

from ledger.chart import CURRENCY
from ledger.mistake import Mistake
from ledger.shapes import MEANT, MONTH, OF_A_MONTH, SHAPES, Shape


class BadFact(Mistake, ValueError):
    """A fact that cannot be read; the sentence says what is missing or which word was meant."""


class Fact(NamedTuple):
    """One dated fact, whatever its kind."""

    kind: str
    key: str
    """Whose or which: a person's id, a case's number, a month; empty where the kind has none."""
    step: str
    day: date
    meta: dict[str, Any]
    entry: Any

    def text(self, key: str) -> str:
        """A value in words; empty where it is not given."""
        value = self.meta.get(key)
        return value if isinstance(value, str) else ""

    def yuan(self, key: str) -> Decimal | None:
        """A value in yuan, or None where it is not given as an amount."""
        number = getattr(self.meta.get(key), "number", None)
        return number if isinstance(number, Decimal) else None

    def number(self, key: str) -> int | None:
        """A value that is a whole number, or None."""
        value = self.meta.get(key)
        return int(value) if isinstance(value, Decimal) else None

    def day_of(self, key: str) -> date | None:
        """A value that is a day, or None."""
        value = self.meta.get(key)
        return value if isinstance(value, date) else None


def read(entry: Any) -> Fact:
    """Read a custom directive as a fact; BadFact when it is none of `SHAPES` or lacks what it must carry."""
    shape = SHAPES.get(entry.type)
    if shape is None:
        raise BadFact(f"没有“{entry.type}”这种事项，可写：{'、'.join(SHAPES)}")
    values = [v.value for v in entry.values or ()]
    keyed, steps = shape
    expected = keyed + ("" not in steps)
    if len(values) != expected or set(map(type, values)) != {str}:
        raise BadFact(f"“{entry.type}”后面要写{expected}个引号里的词")
    step = values[-1] if "" not in steps else ""
    if step not in steps:
        raise BadFact(f"“{entry.type}”没有“{step}”这一步，可写：{'、'.join(steps)}")
    fact = Fact(entry.type, values[0] if keyed else "", step, entry.date, entry.meta, entry)
    _check(fact, steps[step])
    return fact


def _check(fact: Fact, shape: Shape) -> None:
    if fact.kind in OF_A_MONTH and not MONTH.fullmatch(fact.key):
        raise BadFact(f"“{fact.kind}”后面要写月份，例如 2026-07，不能是“{fact.key}”")
    meta = fact.meta
    missing = [
        k for k in shape.required if (v := meta.get(k)) is None or (isinstance(v, str) and not v.strip())
    ]
    if missing:
        raise BadFact(f"“{fact.kind}{fact.step}”缺少 {'、'.join(k + ':' for k in missing)}")
    for key, value in meta.items():
        kind = shape.kinds.get(key)
        if kind and not (isinstance(value, kind) and (kind is not Amount or value.currency == CURRENCY)):
            raise BadFact(f"“{fact.kind}{fact.step}”的 {key}: 要写成 {MEANT[kind]}")
    for key, allowed in shape.allowed.items():
        value = meta.get(key)
        if value is not None and not (isinstance(value, str) and value in allowed):
            raise BadFact(f"“{fact.kind}{fact.step}”的 {key}: 不能是“{value}”，可写：{'、'.join(allowed)}")


class Registration(NamedTuple):
    """The society as registered with the civil-affairs bureau."""

    day: date
    name: str
    uscc: str
    township: str
    village: str
    policy: str
    seed_as: str
    fact: Fact


class Term(NamedTuple):
    """One person's time in one post; `until` is the first day no longer in it."""

    person: str
    post: str
    name: str
    since: date
    until: date | None
    pseudonym: str = ""
    """The officer's own, under which a relation would show; empty where it was not given."""

    def on(self, day: date) -> bool:
        """Whether the person holds the post on that day."""
        return self.since <= day and (self.until is None or day < self.until)


class Float(NamedTuple):
    """The cash float as set up or changed on a day."""

    day: date
    ceiling: Decimal
    custodian: str
    fact: Fact


class Facts:
    """A society's facts, by kind and day."""

    def __init__(self, facts: Iterable[Fact] = ()) -> None:
        """Keep facts given in order of day."""
        self._by_kind: dict[str, list[Fact]] = {}
        for fact in facts:
            self._by_kind.setdefault(fact.kind, []).append(fact)

    def grown(self, more: Facts, place: Callable[[Fact], Any]) -> Facts:
        """These facts and a few more, each where its place is among those of its kind."""
        grown = Facts()
        grown._by_kind = dict(self._by_kind)
        for kind, facts in more._by_kind.items():
            grown._by_kind[kind] = list(self.of(kind))
            for fact in facts:
                insort(grown._by_kind[kind], fact, key=place)
        return grown

    @property
    def kinds(self) -> list[str]:
        """The kinds of which there are facts."""
        return list(self._by_kind)

    def of(self, kind: str, step: str | None = None) -> list[Fact]:
        """The facts of a kind (and a step), in order of day."""
        found = self._by_kind.get(kind, [])
        return found if step is None else [f for f in found if f.step == step]

    @cached_property
    def registration(self) -> Registration | None:
        """The registration, or None where the society is not registered yet.

        What a later line changes (the name, say) is the later line's; the day stays that of the first.
        """
        found = self.of("互助社", "登记")
        if not found:
            return None
        f = found[-1]
        return Registration(
            found[0].day, f.text("name"), f.text("uscc"), f.text("township"), f.text("village"),
            f.text("policy"), f.text("seed-as") or "income", f,
        )  # fmt: skip

    @property
    def registration_name(self) -> str:
        """The society's name as registered; empty where it is not registered yet."""
        return self.registration.name if self.registration else ""

    @cached_property
    def terms(self) -> list[Term]:
        """Who held which post from when until when."""
        terms: list[Term] = []
        for fact in self.of("人员"):
            if fact.step == "任职":
                terms.append(
                    Term(
                        fact.key, fact.text("post"), fact.text("name"), fact.day, None, fact.text("person")
                    )
                )  # fmt: skip
                continue
            terms = [
                t._replace(until=fact.day) if t.person == fact.key and t.until is None else t for t in terms
            ]
        return terms

    @cached_property
    def floats(self) -> list[Float]:
        """The float's ceiling and custodian after each change."""
        found: list[Float] = []
        for fact in self.of("备用金"):
            last = found[-1] if found else None
            ceiling = fact.yuan("ceiling") if fact.step in ("设立", "调整") else last and last.ceiling
            custodian = fact.text("custodian") or (last.custodian if last else "")
            if fact.step != "盘点" and ceiling is not None:
                found.append(Float(fact.day, ceiling, custodian, fact))
        return found

    def resolution(self, number: str, day: date, kind: str = "") -> Fact | None:
        """The resolution of that number (and kind) that is in force on that day; `until` is its last."""
        known = [f for f in self.of("决议") if f.key == number and f.day <= day]
        last = known[-1] if known else None
        until = last.day_of("until") if last else None
        if last is None or kind not in ("", last.text("kind")) or (until and day > until):
            return None
        return last

    def qualified(self, day: date) -> bool:
        """Whether a qualification for public fundraising is in force on that day (慈善法 22)."""
        state: date | None = None
        for fact in self.of("公开募捐资格"):
            if fact.day <= day:
                state = fact.day_of("until") if fact.step == "取得" else None
        return state is not None and day <= state
