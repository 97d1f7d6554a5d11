"""What was typed, as people read it: names instead of ids, 农商行基本户 instead of an account's code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from ledger import chart, money

if TYPE_CHECKING:
    from huzhu.desk.entry.form import Field
    from huzhu.desk.entry.sitting import Sitting

PEOPLE = {"recorded_by", "approved_by", "paid_by", "by", "witness", "custodian", "id"}
_ACCOUNTS = {"account", "to_account"}
_FUNDS = {"fund", "from_fund", "to_fund"}


def rows(
    fields: Iterable[Field], sitting: Sitting, typed: Mapping[str, Sequence[str]]
) -> list[tuple[str, str]]:
    """What was typed for each field, by its label, in words; what was left empty is left out."""
    return [
        (field.label.partition("（")[0], "、".join(said(field.name, v, sitting, field) for v in values))
        for field in fields
        if (values := typed.get(field.name))
    ]


def said(name: str, value: str, sitting: Sitting, field: Field | None = None) -> str:
    """One value in words."""
    if name in PEOPLE:
        return sitting.name_of(value)
    if name in _ACCOUNTS:
        return chart.word(value)
    if name in _FUNDS:
        return value.lstrip("0123456789")
    if field is None:
        return value
    if field.widget == "check":
        return "是"
    if field.widget == "money":
        return _yuan(value)
    return _offered(field, value, sitting) if field.choices else value


def _yuan(value: str) -> str:
    with suppress(ValueError):
        return f"{money.show(money.yuan(value))}元"
    return value


def _offered(field: Field, value: str, sitting: Sitting) -> str:
    assert field.choices
    return next((read for sent, read in field.choices(sitting) if sent == value), value)


def capitals(fields: Iterable[Field], typed: Mapping[str, Sequence[str]]) -> list[tuple[str, str]]:
    """Each amount that can be read, by its field's label, in 大写."""
    found = []
    for field in fields:
        for value in typed.get(field.name, ()) if field.widget == "money" else ():
            with suppress(ValueError):
                if (amount := money.yuan(value)) > 0:
                    found.append((field.label.partition("（")[0], money.chinese(amount)))
    return found


def account(name: str) -> str:
    """An account as a voucher shows it, without root and codes: 银行存款－农商行基本户－社会捐赠."""
    return "－".join(part.lstrip("0123456789") for part in name.split(":")[1:])


def typed_of(fields: Iterable[Field], said: Mapping[str, Any]) -> dict[str, list[str]]:
    """What would be typed into a form to say again what an event says; `said` as JSON has it."""
    found: dict[str, list[str]] = {}
    for field in fields:
        value = field.retyped(said) if field.retyped else said.get(field.name)
        if field.widget == "check":
            found[field.name] = ["1"] if value else []
        elif isinstance(value, list):
            found[field.name] = [str(each) for each in value]
        elif value is not None:
            found[field.name] = [str(value)]
    return found
