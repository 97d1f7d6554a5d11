"""What a form is: declared fields, the event they make, and what is wrong with what was typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from pydantic import ValidationError

from huzhu.desk.entry.sitting import Choice, Sitting
from ledger.events.event import Event, explain
from ledger.mistake import Mistake

Widget = Literal["text", "money", "day", "choice", "radio", "check", "several", "long", "number"]
Typed = Mapping[str, Sequence[str]]
"""What was sent, by field; several where boxes were ticked."""


def nothing(_: Sitting) -> str:
    """No default."""
    return ""


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


def words_of(values: Sequence[str]) -> Callable[[Sitting], list[Choice]]:
    """Choices that are the words themselves."""
    return lambda _: [(v, v) for v in values]


def today(sitting: Sitting) -> str:
    """The day as the default."""
    return sitting.day.isoformat()


def _as_typed(_: Sitting, typed: dict[str, Any]) -> dict[str, Any]:
    return typed


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
    """The event's fields from what was typed: what the form knows and nobody types. Raises Mistake."""


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


def blank(kind: Kind, sitting: Sitting, given: Typed) -> Filled:
    """The form before anybody typed: defaults, and what the address already says of its fields."""
    typed = {f.name: list(given.get(f.name) or [d for d in (f.default(sitting),) if d]) for f in kind.fields}
    return Filled(kind, sitting, typed, None, {})


def filled(kind: Kind, sitting: Sitting, sent: Typed, **own: Any) -> Filled:
    """The form as it was sent; `own` are fields of the event that the desk itself knows (who recorded it)."""
    typed = {f.name: [v.strip() for v in sent.get(f.name, ()) if v.strip()] for f in kind.fields}
    faults = {
        f.name: "请填写" if f.widget not in ("choice", "radio", "several") else "请选择"
        for f in kind.fields
        if f.required and not typed[f.name] and f.widget != "check"
    }
    if stray := _stray(kind, sitting, typed):
        faults |= stray
    if faults:
        return Filled(kind, sitting, typed, None, faults)
    try:
        event = _made(kind, sitting, typed, own)
    except ValidationError as error:
        return Filled(kind, sitting, typed, None, _faults(kind, error))
    except Mistake as mistake:
        return Filled(kind, sitting, typed, None, {"": str(mistake)})
    return Filled(kind, sitting, typed, event, {})


def _stray(kind: Kind, sitting: Sitting, typed: dict[str, list[str]]) -> dict[str, str]:
    """Choices that the form does not offer: the books changed meanwhile, or somebody sends what they like."""
    found = {}
    for each in kind.fields:
        if each.choices and each.widget in ("choice", "radio", "several") and typed[each.name]:
            offered = {value for value, _ in each.choices(sitting)}
            if not set(typed[each.name]) <= offered:
                found[each.name] = "这一项现在不能选，请另选一项"
    return found


def _made(kind: Kind, sitting: Sitting, typed: dict[str, list[str]], own: dict[str, Any]) -> Event:
    said: dict[str, Any] = {}
    for each in kind.fields:
        values = typed[each.name]
        if each.widget == "check":
            said[each.name] = bool(values)
        elif each.widget == "several":
            said[each.name] = tuple(values)
        elif values:
            said[each.name] = values[0]
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
