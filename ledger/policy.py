"""The policy in force on a day: a value with its clause.

Policy lines are dated directives (books.md §5):

    2024-03-01 custom "policy" "cap_supplementary" 500.00 CNY
      what: "补充救助每人次上限"   clause: "…"   source: "…"   may: "raise"

A line holds from its day until the next line of the same name; an old line is never edited. What a
district does not have, its policy does not name, and `on` answers None.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

from beancount.core import data
from beancount.core.amount import Amount

from ledger.chart import CURRENCY
from ledger.mistake import Mistake

FOLDER = Path(__file__).parent / "policies"
PLACES = {"huizhou": "徽州", "dongtai": "东台", "shanxi": "山西", "zhoucun": "周村", "honghe": "红河"}
"""The places whose policies come with huzhu, by policy name, in the order in which tables show them."""
BY_DISTRICT = "本项由区定"
"""The clause of a line whose value the document leaves to the district."""


class BadPolicy(Mistake, ValueError):
    """A policy line that cannot be read; the sentence names file and line."""


@dataclass(frozen=True, eq=False)
class Line:
    """One dated line of policy; what its value means is worked out once, for rules ask for every entry."""

    name: str
    day: date
    values: tuple[Any, ...]
    what: str
    clause: str
    source: str
    may: str
    """"raise" or "tighten" where a society's own resolution may change the value; else empty."""
    where: str

    @cached_property
    def cited(self) -> str:
        """The clause as a finding quotes it."""
        return f"{self.source}：{self.clause}" if self.source else self.clause

    @cached_property
    def yuan(self) -> Decimal:
        """The value in yuan."""
        value = self.values[0] if len(self.values) == 1 else None
        if not isinstance(value, Amount) or value.currency != CURRENCY:
            raise BadPolicy(f"{self.where} 政策“{self.name}”的值应是一个金额，例如 500.00 CNY")
        assert value.number is not None, "an amount that was parsed has a number"
        return value.number

    @cached_property
    def number(self) -> int:
        """The value as a whole number (days, times, months)."""
        value = self.values[0] if len(self.values) == 1 else None
        if not isinstance(value, Decimal) or value < 0 or value != int(value):
            raise BadPolicy(f"{self.where} 政策“{self.name}”的值应是一个整数，不小于零")
        return int(value)

    @cached_property
    def times(self) -> Decimal:
        """The value as a multiple, e.g. 3 or 0.5."""
        value = self.values[0] if len(self.values) == 1 else None
        if not isinstance(value, Decimal) or value < 0:
            raise BadPolicy(f"{self.where} 政策“{self.name}”的值应是倍数，例如 3 或 0.5")
        return value

    @cached_property
    def yes(self) -> bool:
        """The value as TRUE or FALSE."""
        if len(self.values) != 1 or not isinstance(self.values[0], bool):
            raise BadPolicy(f"{self.where} 政策“{self.name}”的值应是 TRUE 或 FALSE")
        return self.values[0]

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The values as words."""
        if not all(isinstance(v, str) for v in self.values):
            raise BadPolicy(f"{self.where} 政策“{self.name}”的值应是引号里的词")
        return self.values

    def word_in(self, said: str) -> str:
        """The first of the line's words that a text holds; empty where it holds none."""
        return next((word for word in self.words if word in said), "")


def _line(entry: Any) -> Line:
    where = f"{Path(str(entry.meta.get('filename', ''))).name}第{entry.meta.get('lineno', 0)}行"
    values = tuple(v.value for v in entry.values or ())
    if not values or not isinstance(values[0], str) or len(values) < 2:
        raise BadPolicy(f'{where} 政策行要写明名称和值，例如 custom "policy" "cap_supplementary" 500.00 CNY')
    meta = entry.meta
    if not isinstance(meta.get("clause"), str):
        raise BadPolicy(f"{where} 政策“{values[0]}”没有写明依据 clause:")
    text = {k: str(meta.get(k, "")) for k in ("what", "clause", "source", "may")}
    return Line(
        values[0], entry.date, values[1:], text["what"], text["clause"], text["source"], text["may"], where
    )


class Policy:
    """All policy lines of the books, asked by day."""

    def __init__(self, entries: Iterable[Any]) -> None:
        """Read the `custom "policy"` directives among `entries`; BadPolicy when one cannot be read."""
        self._lines: dict[str, list[Line]] = {}
        for entry in entries:
            line = _line(entry)
            self._lines.setdefault(line.name, []).append(line)
        for lines in self._lines.values():
            lines.sort(key=lambda line: line.day)
        self._latest_first = {name: lines[::-1] for name, lines in self._lines.items()}

    def on(self, day: date, name: str) -> Line | None:
        """The line in force on `day`; None before its first day, or where the district has no such line."""
        for line in self._latest_first.get(name, ()):
            if line.day <= day:
                return line
        return None

    def ever(self, *names: str) -> bool:
        """Whether the district has any of these lines, on whatever day."""
        return not self._lines.keys().isdisjoint(names)

    def may_speak(self, name: str, said: str) -> bool:
        """Whether any line of that name, on whatever day, has a word that a text holds."""
        return any(line.word_in(said) for line in self._lines.get(name, ()))

    @property
    def lines(self) -> list[Line]:
        """Every line, by name and day."""
        return [line for name in sorted(self._lines) for line in self._lines[name]]


def names() -> list[str]:
    """The districts whose policies come with huzhu."""
    return sorted(p.stem for p in FOLDER.glob("*.beancount"))


def text_of(name: str) -> str:
    """The policy file of a district, to be copied into its folder; BadPolicy when there is none."""
    path = FOLDER / f"{name}.beancount"
    if name not in names():
        raise BadPolicy(f"没有名为“{name}”的政策。可选：{'、'.join(names())}")
    return path.read_text(encoding="utf-8")


def named(name: str) -> Policy:
    """A policy that comes with huzhu; BadPolicy where there is none of that name."""
    from beancount.parser import parser

    entries, errors, _ = parser.parse_string(text_of(name))
    assert not errors, errors
    return Policy(e for e in entries if isinstance(e, data.Custom))
