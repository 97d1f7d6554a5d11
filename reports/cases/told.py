"""What the papers of a case say, in words: from the books, and where the archive was opened from the person's record.

What is empty is a blank to write on: the same forms are printed filled and empty.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ledger import money
from ledger.books import Books
from ledger.cases import Case
from ledger.confidential import id_number, masks
from ledger.confidential.person import Person
from ledger.facts import Fact
from ledger.mistake import Mistake
from ledger.notices.sentences import long_day
from reports.forms import Words
from reports.report import Asked

SEALED = "没有打开加密档案：姓名按账簿打码，身份证号、电话、住址等请手写。"


@dataclass(frozen=True)
class Told:
    """A case in words; with the society alone, a form that nobody has filled in."""

    society: str
    number: str = ""
    name: str = ""
    sex: str = ""
    age: str = ""
    id_number: str = ""
    phone: str = ""
    address: str = ""
    registered_at: str = ""
    hamlet: str = ""
    people: str = ""
    members: tuple[tuple[str, ...], ...] = ()
    card: str = ""
    guardian: str = ""
    category: str = ""
    aid: str = ""
    given: str = ""
    """What the society gave on the case and did not get back; empty where nothing."""
    matter: str = ""
    relief: str = ""
    found: str = ""
    difficulty: str = ""
    agreed_name: bool = False
    agreed_category: bool = False
    opened: str = ""
    sealed: bool = False
    """Whether there is a person's record that was not opened."""

    @property
    def notes(self) -> tuple[Words, ...]:
        """What the reader of the paper has to know of it."""
        return (Words(SEALED, "small"),) if self.sealed else ()


def case_of(asked: Asked) -> Case:
    """The case that was asked for; Mistake where nobody accepted it."""
    number = asked.said.get("case", "").strip()
    case = asked.books.cases.get(number)
    if case is None or case.opened is None:
        raise Mistake(f"没有受理过编号“{number}”的救助，请核对 --case")
    return case


def told(asked: Asked, case: Case) -> Told:
    """What the papers of a case say of the person and of what was asked."""
    opened = case.opened
    assert opened, case.number
    person = asked.person(case.text("person"))
    return Told(
        asked.society, case.number, category=case.text("category"), aid=_aid(asked.books, case),
        given=_given(asked.books, case), matter=case.text("matter"), relief=case.text("relief"), found=case.text("found"),
        opened=long_day(opened.day), sealed=person is None,
        **(_personal(person, asked.audience.masked_as, opened.day) if person else {"name": case.text("label")}),
        hamlet=(person and person.hamlet) or case.text("hamlet"),
    )  # fmt: skip


def _personal(
    person: Person, audience: str, day: date
) -> dict[str, str | bool | tuple[tuple[str, ...], ...]]:
    """What the archive knows of a person, as the audience may see it."""
    kept = masks.id_number(person.id_number, audience)
    members = [(m.name, m.relation, _number(m.age), m.health or "") for m in person.members]
    card = masks.card(person.card, audience) if person.card else ""
    return {
        "name": masks.name(person.name, audience), "sex": person.sex,
        "age": str(id_number.age(person.id_number, day)),
        "id_number": kept if kept == person.id_number else f"后四位 {kept}",
        "phone": masks.phone(person.phone or "", audience), "address": person.address or "",
        "registered_at": person.registered_at or person.address or "",
        "people": f"{len(members) + 1}人" if members else "", "members": tuple(members),
        "card": f"{person.bank or ''} {card if card == person.card else f'尾号 {card}'}".strip() if card else "",
        "guardian": person.guardian or "", "agreed_name": person.agreed_name and not person.nameless,
        "agreed_category": person.agreed_category,
        "difficulty": "　".join(filter(None, (person.illness and f"病情：{person.illness}。", person.difficulty))),
    }  # fmt: skip


def _number(count: int | None) -> str:
    return "" if count is None else str(count)


def _aid(books: Books, case: Case) -> str:
    """The government's aid that the person already has, by the society's books."""
    kinds = [f.text("kind") for f in books.facts.of("政府救助") if f.key == case.text("person")]
    return "、".join(dict.fromkeys(kinds))


def _given(books: Books, case: Case) -> str:
    """What was paid on the case and kept, in figures; empty where it is nothing."""
    kept = sum((p.kept for p in books.payments.get(case.number, ())), Decimal("0.00"))
    return figures(kept) if kept else ""


def day_of(fact: Fact | None) -> str:
    """The day of a step in words; empty, a blank, where it was not taken."""
    return long_day(fact.day) if fact else ""


def ticked(words: Sequence[str], *chosen: str) -> str:
    """Boxes to tick, those chosen filled: ■同意　□不同意."""
    return "　".join(f"{'■' if word in chosen else '□'}{word}" for word in words)


def figures(amount: Decimal | None) -> str:
    """An amount in figures, as a form has it; empty where there is none yet."""
    return f"￥{money.show(amount)}" if amount is not None else ""


def capital(amount: Decimal | None) -> str:
    """An amount in capital figures; empty where there is none yet."""
    return money.chinese(amount) if amount is not None else ""
