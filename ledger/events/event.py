"""What an event is: something that happened, in field words, that writes its own entry and reads it back.

The events themselves are in the files beside this one. An event's fields are the metadata keys of books.md
§3 and §4 in Python spelling; whatever a model accepts can stand in the books.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, ClassVar, NamedTuple, Self

from beancount.core import account, data
from beancount.core.amount import Amount
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, ValidationError

from ledger import chart, money, vocabulary
from ledger.chart import CURRENCY
from ledger.district import Ledger

FILE = "<huzhu>"
STAMP_KEYS = ("seq", "at", "key", "prev")


class Stamp(NamedTuple):
    """An event's place in the hash chain, written as the first metadata of its first directive."""

    seq: int
    at: str
    """The time with its zone, ISO 8601."""
    key: str
    """The client's idempotency key."""
    prev: str
    """The hash of the event before."""

    def meta(self) -> dict[str, Any]:
        """The stamp as metadata."""
        return {"seq": Decimal(self.seq), "at": self.at, "key": self.key, "prev": self.prev}


def _clean(text: str) -> str:
    text = text.strip()
    if not text:
        raise ValueError("不能是空的")
    if len(text) > 200:
        raise ValueError("太长了，请不要超过200个字")
    if any(c in '"\\' or not c.isprintable() for c in text):
        raise ValueError("里有不能记进账里的字符（引号、反斜杠、换行或看不见的字符），请去掉")
    return text


def _matching(pattern: str, said: str) -> AfterValidator:
    compiled = re.compile(pattern)

    def check(text: str) -> str:
        if not compiled.fullmatch(text):
            raise ValueError(f"“{text}”写法不对，{said}")
        return text

    return AfterValidator(check)


def one_of(words: tuple[str, ...]) -> AfterValidator:
    """A validator that takes only these words, and names them when it refuses."""

    def check(text: str) -> str:
        if text not in words:
            raise ValueError(f"不能是“{text}”，可选：{'、'.join(words)}")
        return text

    return AfterValidator(check)


def _yuan(value: Any) -> Decimal:
    if isinstance(value, Amount):
        value = value.number
    assert not isinstance(value, float), "money is never a float"
    if not isinstance(value, str | int | Decimal):
        raise ValueError("不是金额")
    return money.yuan(value)


def _positive(value: Decimal) -> Decimal:
    if value <= 0:
        raise ValueError("要大于零")
    return value


def _holder(text: str) -> str:
    if fault := chart.problem(f"{text}:{chart.DONATION_FUND}"):
        raise ValueError(f"“{text}”不是放钱的科目：{fault}")
    return text


def _fund(text: str) -> str:
    if fault := chart.fund_problem(text):
        raise ValueError(fault)
    return text


def _society_account(text: str) -> str:
    fault = chart.problem(text) or ("" if account.is_valid(text) else "写法不对")
    if fault:
        raise ValueError(f"科目“{text}”不能用：{fault}")
    return text


Words = Annotated[str, AfterValidator(_clean)]
Who = Annotated[str, _matching(r"[\w.-]{1,64}", "用户编号只用字母、数字、汉字、点和横线")]
Yuan = Annotated[Decimal, BeforeValidator(_yuan)]
Positive = Annotated[Yuan, AfterValidator(_positive)]
Holder = Annotated[str, AfterValidator(_holder)]
"""An account that holds money or goods, without its fund leaf: Assets:1001现金."""
Fund = Annotated[str, AfterValidator(_fund)]
SocietyAccount = Annotated[str, AfterValidator(_society_account)]
CaseNo = Annotated[str, _matching(r"JZ-\d{4}-\d{4}", "救助编号应像 JZ-2026-0007")]
Pseudonym = Annotated[
    str, _matching(r"[PH]-[0-9a-f]{12}", "应是化名，像 P-1a2b3c4d5e6f；真实姓名和证件号不进账簿")
]
Month = Annotated[str, _matching(r"\d{4}-(0[1-9]|1[0-2])", "月份应像 2026-07")]
Sha256 = Annotated[str, _matching(r"[0-9a-f]{64}", "应是64位十六进制的校验码")]
ResolutionNo = Annotated[str, _matching(r"[A-Z]{2,4}-\d{4}-\d{2,4}", "决议编号应像 JY-2026-02")]
VoucherNo = Annotated[str, _matching(r"\d{4}-(0[1-9]|1[0-2])-\d{3,5}", "凭证号应像 2026-07-003")]
BudgetLine = Annotated[str, _matching(r"\d{7}", "预算科目是七位数字，例如 2080299")]
Link = Annotated[str, _matching(r"(wx|ali|bank|jz)-[A-Za-z0-9._-]+", "流水号写法不对")]
Method = Annotated[str, one_of(vocabulary.METHODS)]
Channel = Annotated[str, one_of(vocabulary.CHANNELS)]


def _kebab(field: str) -> str:
    return field.rstrip("_").replace("_", "-")


class Event(BaseModel):
    """One thing that happened on a day, recorded by somebody."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", alias_generator=_kebab, populate_by_name=True, hide_input_in_errors=True
    )

    date: date
    recorded_by: Who

    ELSEWHERE: ClassVar[frozenset[str]] = frozenset({"date"})
    """The fields that do not stand in metadata: they are the directive's own parts."""

    @property
    def file(self) -> str:
        """Which file of the books it goes to, as `path` takes it: facts, accounts or a month."""
        return "facts"

    def path(self, ledger: Ledger) -> Any:
        """The file it is appended to."""
        named = {"facts": ledger.facts, "accounts": ledger.accounts}
        return named.get(self.file) or ledger.journal(self.file)

    def entries(self, meta: dict[str, Any]) -> list[Any]:
        """The directives that it is in the books; `meta`, its stamp, opens the first one's metadata."""
        raise NotImplementedError

    @classmethod
    def read(cls, entries: list[Any]) -> Self:
        """The event that these directives are; pydantic's ValidationError when they are none."""
        raise NotImplementedError

    def metadata(self) -> dict[str, Any]:
        """Its fields as metadata, in their order; what is not given is left out."""
        found = {}
        for name in type(self).model_fields:
            value = getattr(self, name)
            if name not in self.ELSEWHERE and value is not None and value != ():
                found[_kebab(name)] = _as_metadata(value)
        return found

    @classmethod
    def from_metadata(cls, meta: dict[str, Any]) -> dict[str, Any]:
        """The fields that a directive's metadata gives, under their metadata keys."""
        keys = {_kebab(name): name for name in cls.model_fields if name not in cls.ELSEWHERE}
        return {keys[k]: _from_metadata(cls, keys[k], v) for k, v in meta.items() if k in keys}


def _as_metadata(value: Any) -> Any:
    if type(value) is Decimal:
        return Amount(value, CURRENCY)
    return " ".join(value) if isinstance(value, tuple) else value


def _from_metadata(cls: type[Event], field: str, value: Any) -> Any:
    many = cls.model_fields[field].annotation == tuple[str, ...]
    return tuple(value.split()) if many and isinstance(value, str) else value


def custom(kind: str, day: date, values: tuple[str, ...], meta: dict[str, Any]) -> data.Custom:
    """A custom directive with these words."""
    from beancount.parser.grammar import ValueType

    return data.Custom(meta, day, kind, [ValueType(v, str) for v in values])


LABELS = {
    "date": "日期", "amount": "金额", "recorded_by": "记账人", "approved_by": "审批人", "paid_by": "付款人",
    "narration": "摘要", "account": "账户", "fund": "基金", "donor": "捐赠人", "channel": "渠道",
    "receipt": "票据号", "budget_line": "预算科目", "document_no": "文号", "resolution": "决议", "case": "救助编号",
    "method": "发放方式", "label": "救助对象", "person": "本人化名", "household": "户化名", "name": "名称",
    "uscc": "统一社会信用代码", "township": "乡镇", "village": "村（社区）", "category": "人员类别",
    "matter": "救助事由", "relief": "救助类型", "voucher": "凭证号", "reverses": "被冲销的凭证号", "ceiling": "限额",
    "custodian": "保管人", "counted": "盘点数", "witness": "见证人", "payer": "付款单位", "payee": "收款人",
    "from_fund": "转出基金", "to_fund": "转入基金", "quantity": "数量", "price": "单价", "goods": "实物代号",
    "goods_name": "实物名称", "decision": "审核结论", "by": "经办人", "number": "编号", "month": "月份",
    "place": "地点", "society": "互助社",
}  # fmt: skip
_SAID = {
    "missing": "没有写",
    "date_from_datetime_parsing": "写法不对，应像 2026-07-08",
    "date_parsing": "写法不对，应像 2026-07-08",
    "extra_forbidden": "这里用不着",
    "string_type": "要用文字写",
    "decimal_parsing": "不是数字",
}


def explain(error: ValidationError) -> list[str]:
    """What pydantic refused, as sentences a village clerk understands."""
    said = []
    for fault in error.errors(include_url=False, include_input=False):
        field = str(fault["loc"][0]) if fault["loc"] else ""
        field = field.replace("-", "_")
        label = LABELS.get(field, LABELS.get(field + "_", field))
        why = _SAID.get(fault["type"]) or str(fault["msg"]).removeprefix("Value error, ")
        said.append(f"{label}{why}" if label else why)
    return said
