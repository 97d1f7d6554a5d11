"""What a form is: declared fields, the event they make, and what is wrong with what was typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from pydantic import ValidationError

from huzhu import recording
from huzhu.desk.access import TREASURER
from huzhu.desk.entry import words
from huzhu.desk.entry.sitting import Choice, Sitting
from huzhu.desk.users import Role
from ledger import money
from ledger.events.event import Event, explain
from ledger.events.transaction import MoneyEvent
from ledger.mistake import Mistake

Widget = Literal["text", "money", "day", "choice", "radio", "check", "several", "long", "number"]
Typed = Mapping[str, Sequence[str]]
"""What was sent, by field; several where boxes were ticked."""
_CHOSEN = ("choice", "radio", "several")


class Wrong(Mistake):
    """What is wrong with one field, said beside it."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


def nothing(_: Sitting) -> str:
    """No default."""
    return ""


def no_choices(_: Sitting) -> Sequence[Choice]:
    """Nothing is offered."""
    return ()


@dataclass(frozen=True)
class Field:
    """One question of a form. `name` is the event's field."""

    name: str
    label: str
    widget: Widget = "text"
    required: bool = True
    choices: Callable[[Sitting], Sequence[Choice]] | None = None
    default: Callable[[Sitting], str] = nothing
    help: str = ""
    words: Sequence[str] = ()
    """What may be typed again: offered while typing."""
    offers: Callable[[Sitting], Sequence[Choice]] = no_choices
    """The same, where the books tell what."""
    empty: str = ""
    """What to do first, said where there is nothing to choose."""
    retyped: Callable[[Mapping[str, Any]], str] | None = None
    """What would be typed here to say an event again, where that is not just the event's field of this name."""


def words_of(values: Sequence[str]) -> Callable[[Sitting], list[Choice]]:
    """Choices that are the words themselves."""
    return lambda _: [(v, v) for v in values]


def today(sitting: Sitting) -> str:
    """The day as the default."""
    return sitting.day.isoformat()


def _as_typed(_: Sitting, typed: dict[str, Any]) -> dict[str, Any]:
    return typed


def _all_right(_: Sitting, typed: dict[str, Any]) -> None:
    """Nothing more is asked of it."""


def _untold(_: Sitting, event: Event) -> str:
    return ""


@dataclass(frozen=True)
class Kind:
    """One form: what it is called, what it asks, which event it becomes."""

    slug: str
    title: str
    lead: str
    """One sentence on when it is used."""
    event: type[Event]
    fields: tuple[Field, ...]
    second: bool = False
    """It waits for a second person's approval, which writes it."""
    complete: Callable[[Sitting, dict[str, Any]], dict[str, Any]] = field(default=_as_typed)
    """The event's fields from what was typed: what the form knows and nobody types. Raises Mistake, or Wrong."""
    check: Callable[[Sitting, dict[str, Any]], None] = field(default=_all_right)
    """What must hold of the books as they are, before they hold this entry. Raises Mistake, or Wrong."""
    tell: Callable[[Sitting, Event], str] = field(default=_untold)
    """What whoever fills it should see beside the verdict, in one sentence."""
    group: str = ""
    """Under which heading of the list it stands."""
    roles: frozenset[Role] = TREASURER

    @property
    def moves_money(self) -> bool:
        """Whether it becomes a voucher; else it is a dated fact."""
        return issubclass(self.event, MoneyEvent)


@dataclass(frozen=True)
class Filled:
    """A form as filled in: the event, or why there is none yet."""

    kind: Kind
    sitting: Sitting
    typed: dict[str, list[str]]
    event: Event | None
    faults: dict[str, str]
    """What is wrong, by field; under "" what is of no single field."""

    def value(self, name: str) -> str:
        """What was typed for a field of one value."""
        found = self.typed.get(name, [])
        return found[0] if found else ""

    @property
    def told(self) -> str:
        """What the form says of what was typed."""
        return self.kind.tell(self.sitting, self.event) if self.event else ""

    @property
    def rows(self) -> list[tuple[str, str]]:
        """What was typed, as it is read: label and words."""
        return words.rows(self.kind.fields, self.sitting, self.typed)

    @property
    def capitals(self) -> list[tuple[str, str]]:
        """The amounts that can be read already, by their labels, in 大写."""
        return words.capitals(self.kind.fields, self.typed)


def blank(kind: Kind, sitting: Sitting, given: Typed) -> Filled:
    """The form before anybody typed: defaults, and what the address already says of its fields."""
    typed = {f.name: list(given.get(f.name) or [d for d in (f.default(sitting),) if d]) for f in kind.fields}
    return Filled(kind, sitting, typed, None, {})


def filled(kind: Kind, sitting: Sitting, sent: Typed, *, again: bool = False, **own: Any) -> Filled:
    """The form as it was sent; `own` are fields of the event that the desk itself knows (who recorded it).

    `again`: it was written already. What the books offer has changed with it, and is not asked for.
    """
    typed = {f.name: [v.strip() for v in sent.get(f.name, ()) if v.strip()] for f in kind.fields}
    faults = {
        f.name: "请选择" if f.widget in _CHOSEN else "请填写"
        for f in kind.fields
        if f.required and not typed[f.name] and f.widget != "check"
    } | _unreadable(kind, typed)
    if not again:
        faults |= _stray(kind, sitting, typed)
    if faults:
        return Filled(kind, sitting, typed, None, faults)
    try:
        event = _made(kind, sitting, typed, own, again=again)
    except ValidationError as error:
        return Filled(kind, sitting, typed, None, _faults(kind, error))
    except Wrong as wrong:
        return Filled(kind, sitting, typed, None, {wrong.field: str(wrong)})
    except Mistake as mistake:
        return Filled(kind, sitting, typed, None, {"": str(mistake)})
    if why := recording.not_yet(event.date):
        return Filled(kind, sitting, typed, None, {"date": why})
    return Filled(kind, sitting, typed, event, {})


def _unreadable(kind: Kind, typed: dict[str, list[str]]) -> dict[str, str]:
    """Amounts and days that cannot be read: said at once, while other questions are still open."""
    found = {}
    for each in kind.fields:
        for value in typed[each.name]:
            try:
                if each.widget == "money":
                    money.yuan(value)
                elif each.widget == "day":
                    date.fromisoformat(value)
            except ValueError as bad:
                found[each.name] = str(bad) if isinstance(bad, Mistake) else "日期写法不对，应像 2026-07-08"
    return found


def _stray(kind: Kind, sitting: Sitting, typed: dict[str, list[str]]) -> dict[str, str]:
    """Choices that the form does not offer: the books changed meanwhile, or somebody sends what they like."""
    found = {}
    for each in kind.fields:
        if each.choices and each.widget in _CHOSEN and typed[each.name]:
            offered = {value for value, _ in each.choices(sitting)}
            if not set(typed[each.name]) <= offered:
                found[each.name] = "这一项现在不能选，请另选一项"
    return found


def _made(
    kind: Kind, sitting: Sitting, typed: dict[str, list[str]], own: dict[str, Any], *, again: bool
) -> Event:
    said: dict[str, Any] = {}
    for each in kind.fields:
        values = typed[each.name]
        if each.widget == "check":
            said[each.name] = bool(values)
        elif each.widget == "several":
            said[each.name] = tuple(values)
        elif values:
            said[each.name] = values[0]
    if not again:
        kind.check(sitting, said)
    return kind.event(**kind.complete(sitting, said | own))


def _faults(kind: Kind, error: ValidationError) -> dict[str, str]:
    names = {f.name for f in kind.fields}
    found: dict[str, str] = {}
    for fault, sentence in zip(
        error.errors(include_url=False, include_input=False), explain(error), strict=True
    ):
        name = str(fault["loc"][0]).replace("-", "_") if fault["loc"] else ""
        place = name if name in names else ""
        found[place] = f"{found[place]}；{sentence}" if place in found else sentence
    return found
