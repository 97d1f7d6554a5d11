"""Dated facts read from custom directives: registration, people, funds, float, resolutions and the rest.

A fact holds from its day until the next line that changes it (books.md §4). `SHAPES` says of every fact
what must be on it; `read` turns a directive into a `Fact`, and the small records below give the facts
that rules ask for most their names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any, NamedTuple

from beancount.core.amount import Amount

from ledger import vocabulary as words
from ledger.chart import CURRENCY
from ledger.mistake import Mistake

_AMOUNTS = ("ceiling", "counted", "amount", "cap-supplementary", "cap-emergency")
_DAYS = ("until", "due")
_WORDS = ("matter-no", "duties", "uses", "person", "household")
"""Keys that rules read as an amount, a day, words: written as something else, they would be read as not given."""


class Shape:
    """What one kind of fact must carry."""

    def __init__(
        self, required: tuple[str, ...] = (), allowed: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    ) -> None:
        """Which keys must be there, and which words a key may be."""
        self.required = required
        self.allowed = allowed
        self.kinds: dict[str, type[Any]] = dict.fromkeys((*required, *_WORDS), str)
        """What a key's value must be, wherever it stands."""
        self.kinds |= dict.fromkeys(_AMOUNTS, Amount) | dict.fromkeys(_DAYS, date)


_NO = Shape()
_MEANT: dict[type[Any], str] = {
    Amount: f"500.00 {CURRENCY}",
    date: "2026-12-31（不加引号）",
    str: "引号里的词",
}
_OF_A_MONTH = ("公示", "备案", "月结", "反结账")
_MONTH = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])")
SHAPES: dict[str, tuple[bool, dict[str, Shape]]] = {
    "互助社": (False, {
        "登记": Shape(
            ("name", "uscc", "township", "village", "kind", "policy"),
            {"kind": words.SOCIETY_KINDS, "seed-as": words.SEED_AS},
        ),
    }),
    "人员": (True, {"任职": Shape(("post", "name"), {"post": words.POSTS}), "离任": _NO}),
    "基金": (True, {
        "设立": Shape(("source", "restriction"), {"restriction": words.RESTRICTIONS}), "终止": _NO,
    }),
    "备用金": (False, {
        "设立": Shape(("ceiling", "custodian")), "调整": Shape(("ceiling",)),
        "盘点": Shape(("counted", "by", "witness")), "交接": Shape(("custodian",)),
    }),
    "决议": (True, {"": Shape(("kind",), {"kind": words.RESOLUTION_KINDS})}),
    "公开募捐资格": (False, {"取得": Shape(("certificate", "until")), "终止": _NO}),
    "回避": (True, {"": Shape(("person", "relation"))}),
    "政府救助": (True, {"": Shape(("kind",), {"kind": words.GOVERNMENT_AID})}),
    "救助": (True, {
        "受理": Shape(
            ("person", "household", "label", "category", "matter", "relief"),
            {
                "category": words.CATEGORIES, "matter": words.MATTERS,
                "relief": words.RELIEF_KINDS, "found": words.FOUND,
            },
        ),
        "先行救助": _NO,
        "入户调查": Shape(("by",)),
        "审核": Shape(("decision", "by"), {"decision": words.DECISIONS}),
        "转介": _NO, "结案": _NO, "撤回": _NO,
    }),
    "转介": (True, {"转出": Shape(("to",)), "回复": Shape(("outcome",))}),
    "公示": (True, {"张贴": Shape(("sheet", "place")), "撤下": Shape(("objections",))}),
    "备案": (True, {"": Shape(("to", "sheet"))}),
    "月结": (True, {"": Shape(("digest",))}),
    "反结账": (True, {"": Shape(("reason", "by"))}),
    "投诉": (True, {"受理": Shape(("about",)), "办结": _NO}),
}  # fmt: skip
"""Fact → (does a key such as JZ-2026-0007 come before the step, its steps → what they must carry)."""


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
    if fact.kind in _OF_A_MONTH and not _MONTH.fullmatch(fact.key):
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
            raise BadFact(f"“{fact.kind}{fact.step}”的 {key}: 要写成 {_MEANT[kind]}")
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

    def of(self, kind: str, step: str | None = None) -> list[Fact]:
        """The facts of a kind (and a step), in order of day."""
        found = self._by_kind.get(kind, [])
        return found if step is None else [f for f in found if f.step == step]

    @property
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
    def terms(self) -> list[Term]:
        """Who held which post from when until when."""
        terms: list[Term] = []
        for fact in self.of("人员"):
            if fact.step == "任职":
                terms.append(Term(fact.key, fact.text("post"), fact.text("name"), fact.day, None))
                continue
            terms = [
                t._replace(until=fact.day) if t.person == fact.key and t.until is None else t for t in terms
            ]
        return terms

    @property
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
