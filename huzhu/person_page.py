"""A person's record as lines to read, masked for whoever they are for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ledger.confidential import id_number, masks
from ledger.confidential.masks import AUDIT, NOTICE
from ledger.confidential.person import LABELS, Member, Person


def lines(person: Person, audience: str, day: date) -> Iterator[str]:
    """What that audience may see, a line a field; what is empty is left out."""
    name = masks.name(person.name, audience, agreed=person.agreed_name, nameless=person.nameless)
    shown = {
        "name": name,
        "id_number": masks.id_number(person.id_number, audience),
        "phone": masks.phone(person.phone or "", audience),
        "address": masks.address(person.address or "", audience, hamlet=person.hamlet or ""),
        "card": masks.card(person.card or "", audience),
    }
    yield from (f"{LABELS[field]}：{value}" for field, value in shown.items() if value)
    if audience == NOTICE:
        return
    yield f"性别：{person.sex}　出生：{person.born}　年龄：{id_number.age(person.id_number, day)}"
    for field in ("registered_at", "hamlet", "bank", "illness", "difficulty", "guardian"):
        if value := getattr(person, field):
            yield f"{LABELS[field]}：{value}"
    if audience == AUDIT:
        yield from map(_member, person.members)
    for field in ("nameless", "agreed_name", "agreed_category"):
        yield f"{LABELS[field]}：{'是' if getattr(person, field) else '否'}"


def _member(member: Member) -> str:
    age = "" if member.age is None else f"{member.age}岁"
    return "　".join(w for w in ("家庭成员：" + member.name, member.relation, age, member.health) if w)
