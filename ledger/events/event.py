"""What an event is: something that happened, in field words, that writes its own entry and reads it back.

The events themselves are in the files beside this one. An event's fields are the metadata keys of books.md
§3 and §4 in Python spelling; whatever a model accepts can stand in the books.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, NamedTuple, Self, get_origin

from beancount.core import data
from beancount.core.amount import Amount
from pydantic import BaseModel, ConfigDict, ValidationError

from ledger.chart import CURRENCY
from ledger.district import Ledger
from ledger.events.fields import JudgedDay, Who

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


def _kebab(field: str) -> str:
    return field.rstrip("_").replace("_", "-")


class Event(BaseModel):
    """One thing that happened on a day, recorded by somebody."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", alias_generator=_kebab, populate_by_name=True, hide_input_in_errors=True
    )

    date: JudgedDay
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
        """The event that these directives are; ValueError (pydantic's among them) when they are none."""
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
    many = get_origin(cls.model_fields[field].annotation) is tuple
    return tuple(value.split()) if many and isinstance(value, str) else value


def custom(kind: str, day: date, values: tuple[str, ...], meta: dict[str, Any]) -> data.Custom:
    """A custom directive with these words."""
    from beancount.parser.grammar import ValueType

    return data.Custom(meta, day, kind, [ValueType(v, str) for v in values])


LABELS = {
    "date": "日期", "amount": "金额", "recorded_by": "记账人", "approved_by": "审批人", "paid_by": "付款人",
    "narration": "摘要", "account": "账户", "to_account": "转入账户", "fund": "基金", "fee": "手续费",
    "donor": "捐赠人", "channel": "渠道", "receipt": "票据号", "publish": "是否公开姓名", "source": "来源",
    "link": "流水号", "as_": "入账方式", "seed_as": "启动资金的入账方式", "lines": "冲销的分录",
    "budget_line": "预算科目", "document_no": "文号", "resolution": "决议", "case": "救助编号",
    "method": "发放方式", "label": "救助对象", "person": "本人化名", "household": "户化名", "name": "名称",
    "uscc": "统一社会信用代码", "township": "乡镇", "village": "村（社区）", "hamlet": "村民组",
    "category": "人员类别", "matter": "救助事由", "matter_no": "事由序号", "found": "发现方式",
    "relief": "救助类型", "voucher": "凭证号", "reverses": "被冲销的凭证号", "ceiling": "限额",
    "custodian": "保管人", "counted": "盘点数", "witness": "见证人", "payer": "付款单位", "payee": "收款人",
    "from_fund": "转出基金", "to_fund": "转入基金", "quantity": "数量", "price": "单价", "goods": "实物代号",
    "goods_name": "实物名称", "decision": "审核结论", "stages": "发放次数", "by": "经办人", "number": "编号",
    "signing": "签名公钥", "signed": "签名", "recipient": "加密公钥",
    "month": "月份", "place": "地点", "society": "互助社", "kind": "种类", "policy": "政策",
    "policy_sha256": "政策文件的校验码", "id": "用户编号", "post": "职务", "restriction": "限定性",
    "uses": "用途", "until": "截止日期", "banks": "银行账户", "accounts": "科目", "due": "答复期限",
    "cap_supplementary": "补充救助标准", "cap_emergency": "应急救助标准", "duties": "兼任的职责",
    "document": "文件", "sha256": "文件的校验码", "certificate": "证书", "relation": "关系", "sheet": "公示表",
    "objections": "有无异议", "to": "接收单位", "digest": "月结校验码", "about": "投诉事项", "outcome": "结果",
    "hardship": "困难程度", "level": "审批层级", "papers": "材料", "filed_as": "存放位置", "times": "次数",
    "first_asked": "首问责任人", "mode": "运作模式", "federation": "联合会", "agency": "哪家的名单",
    "names": "姓名", "grade": "考评结果", "award": "奖励金额", "year": "年份", "advanced_for": "垫付事由",
    "procurement": "采购凭据", "urgent": "紧急", "memo": "附言", "reason": "理由",
    "named": "账单上的账户", "becomes": "记作", "words": "摘要里的词", "way": "收付", "from_": "起始日期",
    "rows": "行数", "refund_of": "退的是哪一笔", "opening": "期初余额", "closing": "期末余额", "paper": "账单种类",
    "book": "台账", "columns": "表头", "doubt": "账单有疑问",
    "opinion": "调查意见", "letter": "转介函", "note": "说明",
}  # fmt: skip
"""Each field in the words of the form."""
_SAID = {"missing": "没有写", "extra_forbidden": "这里用不着", "string_type": "要用文字写"}


def _why(fault: Any) -> str:
    """One fault in Chinese; what pydantic itself finds, a whole number that is none, say, is a way of writing."""
    if fault["type"] == "value_error":
        return str(fault["ctx"]["error"])
    return _SAID.get(fault["type"], "写法不对")


def explain(error: ValidationError) -> list[str]:
    """What pydantic refused, as sentences a village clerk understands."""
    said = []
    for fault in error.errors(include_url=False, include_input=False):
        field = str(fault["loc"][0]) if fault["loc"] else ""
        field = field.replace("-", "_")
        label = LABELS.get(field, LABELS.get(field + "_", field))
        said.append(_printable(f"{label}{_why(fault)}"))
    return said


def _printable(text: str) -> str:
    """What was typed is quoted in the sentence: a control character in it must not reach the screen."""
    return "".join(c if c.isprintable() else "�" for c in text)
