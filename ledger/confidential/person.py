"""Who a recipient is: what the form of application asks, and only the sealed archive holds (个人信息保护法 28).

The columns are those of the 申请表: name, ID-card number, phone, address, household, illness and hardship, where the
money goes, and what the person agreed to. Neither a repr nor a refusal repeats what was typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from ledger.confidential import id_number
from ledger.events.fields import Words
from ledger.mistake import Mistake
from ledger.vocabulary import as_read

_MOST_MEMBERS = 30
_LOOKED_UP = ("name", "phone", "card")


def _digits(text: str) -> str:
    return re.sub(r"[\s-]", "", as_read(text))


def _id_number(text: str) -> str:
    text = id_number.normal(as_read(text))
    if fault := id_number.problem(text):
        raise ValueError(fault.removeprefix("身份证号"))
    return text


def _phone(text: str) -> str:
    text = _digits(text)
    if not re.fullmatch(r"1[3-9][0-9]{9}|0[0-9]{9,11}", text):
        raise ValueError("写法不对，手机是11位数字，座机要带区号")
    return text


def _card(text: str) -> str:
    text = _digits(text)
    if not re.fullmatch(r"[0-9]{12,19}", text):
        raise ValueError("写法不对，应是12到19位数字")
    return text


def _age(value: Any) -> int:
    if isinstance(value, str) and re.fullmatch(r"[0-9]{1,3}", value.strip()):
        value = int(value)
    if type(value) is not int or not 0 <= value <= id_number.OLDEST_YEARS:
        raise ValueError(f"写法不对，应是0到{id_number.OLDEST_YEARS}的整数")
    return value


class _Sealed(BaseModel):
    """Something that only the archive holds: it does not show itself."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    def __repr_args__(self) -> Iterable[tuple[str | None, Any]]:
        """Nothing: a repr ends up in logs and tracebacks."""
        return ()


class Member(_Sealed):
    """One of the household."""

    name: Words
    relation: Words
    age: Annotated[int, BeforeValidator(_age)] | None = None
    health: Words | None = None


class Person(_Sealed):
    """A recipient, as the form of application tells."""

    name: Words
    id_number: Annotated[str, AfterValidator(_id_number)]
    phone: Annotated[str, AfterValidator(_phone)] | None = None
    address: Words | None = None
    registered_at: Words | None = None
    """户籍, where it is another place than the address."""
    hamlet: Words | None = None
    members: Annotated[tuple[Member, ...], Field(max_length=_MOST_MEMBERS)] = ()
    card: Annotated[str, AfterValidator(_card)] | None = None
    """The bank or social-security card that relief is paid to."""
    bank: Words | None = None
    illness: Words | None = None
    difficulty: Words | None = None
    """The hardship in the person's own words."""
    guardian: Words | None = None
    nameless: bool = False
    """Never named in public, agreed or not: a minor, a victim of violence, an illness that is nobody's business."""
    agreed_name: bool = False
    """Separate consent (单独同意) to the whole name on the notice (个人信息保护法 25)."""
    agreed_category: bool = False
    """Separate consent to the category (低保 …) on the notice."""

    @property
    def born(self) -> date:
        """The day of birth, as the number says."""
        return id_number.born(self.id_number)

    @property
    def sex(self) -> str:
        """男 or 女, as the number says."""
        return id_number.sex(self.id_number)

    @property
    def looked_up(self) -> dict[str, str]:
        """The values by which one may look for the person, written one way."""
        values = {field: getattr(self, field) for field in _LOOKED_UP}
        return {field: as_looked_up(field, value) for field, value in values.items() if value}

    def named_in(self, text: str) -> bool:
        """Whether a text that others may read tells who this is."""
        said = as_read(text)
        mine = [self.name, self.id_number, self.phone, self.card, *(m.name for m in self.members)]
        return any(as_read(each) in said for each in mine if each)

    def written(self) -> bytes:
        """As it is sealed."""
        return self.model_dump_json().encode()

    @classmethod
    def read(cls, content: bytes) -> Self:
        """As it was sealed; ValueError, which does not repeat it, when it is none."""
        try:
            return cls.model_validate_json(content)
        except ValidationError:
            raise ValueError("not a person") from None


def as_looked_up(field: str, value: str) -> str:
    """A value written one way, whoever types it: as an eye reads it, and numbers as digits alone."""
    return as_read(value) if field == "name" else _digits(value)


LABELS = {
    "name": "姓名", "id_number": "身份证号", "phone": "电话", "address": "住址", "registered_at": "户籍",
    "hamlet": "村民组", "members": "家庭成员", "card": "银行卡号", "bank": "开户行", "illness": "病情",
    "difficulty": "困难情况", "guardian": "监护人", "nameless": "不公开姓名", "agreed_name": "同意公示姓名",
    "agreed_category": "同意公示类别", "relation": "关系", "age": "年龄", "health": "健康状况",
}  # fmt: skip
"""Each field in the words of the form."""
_SAID = {"missing": "没有写", "too_long": f"太多了，不要超过{_MOST_MEMBERS}人"}


def written_down(**fields: Any) -> Person:
    """A person of these fields; Mistake, which repeats nothing of them, where one cannot be."""
    try:
        return Person(**fields)
    except ValidationError as error:
        raise Mistake("没有存进档案：" + "；".join(_explained(error))) from None


def _explained(error: ValidationError) -> Iterator[str]:
    for fault in error.errors(include_url=False, include_input=False):
        where = "的".join(LABELS[str(each)] for each in fault["loc"] if each in LABELS)
        if fault["type"] == "value_error":
            yield f"{where}{fault['ctx']['error']}"
        else:
            yield f"{where}{_SAID.get(fault['type'], '写法不对')}"
