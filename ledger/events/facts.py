"""Facts as events: registration, people, funds, float, resolutions, notices, filings, closings (books.md §4)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, ClassVar, Self

from beancount.core import data
from pydantic import AfterValidator, Field, model_validator

from ledger import chart, uscc
from ledger.events.event import FILE, Event, custom
from ledger.events.fields import (
    Bank,
    ChartAccount,
    ComplaintNo,
    Day,
    ExpenseCode,
    Fund,
    HelpNo,
    Month,
    Name,
    Positive,
    Pseudonym,
    Recipient,
    ResolutionNo,
    Sha256,
    Signed,
    Times,
    VoucherNo,
    Who,
    Words,
    YearNo,
    Yuan,
    one_of,
)
from ledger.vocabulary import (
    AGENCIES,
    GOVERNMENT_AID,
    GRADES,
    MATTERS,
    MODES,
    OBJECTIONS,
    POSTS,
    RESOLUTION_KINDS,
    RESTRICTIONS,
    SEED_AS,
    SOCIETY_KINDS,
    as_id,
)  # fmt: skip


def _uscc(text: str) -> str:
    text = text.strip().upper()
    if fault := uscc.problem(text):
        raise ValueError(fault)
    return text


Uscc = Annotated[str, AfterValidator(_uscc)]


class FactEvent(Event):
    """An event that is one custom directive."""

    FACT: ClassVar[tuple[str, str]]
    """The directive's type and step; the step is empty where the fact has none."""
    KEYED: ClassVar[str] = ""
    """The field that stands between type and step."""

    def metadata(self) -> dict[str, Any]:
        """The fields but the one that is the directive's key."""
        found = super().metadata()
        found.pop(self.KEYED.replace("_", "-"), None)
        return found

    def entries(self, meta: dict[str, Any]) -> list[Any]:
        """One custom directive."""
        kind, step = self.FACT
        key = getattr(self, self.KEYED) if self.KEYED else ""
        meta = {"filename": FILE, "lineno": 0} | meta | self.metadata()
        return [custom(kind, self.date, tuple(w for w in (key, step) if w), meta)]

    @classmethod
    def read(cls, entries: list[Any]) -> Self:
        """The event that a custom directive is."""
        entry = entries[0]
        kind, step = cls.FACT
        values = [v.value for v in entry.values]
        if entry.type != kind or (step and values[-1:] != [step]):
            raise ValueError(f"这一条不是“{kind}{step}”")
        fields = cls.from_metadata(entry.meta) | {"date": entry.date}
        return cls(**fields | ({cls.KEYED: next(iter(values), None)} if cls.KEYED else {}))


class Registration(FactEvent):
    """The society is registered with the civil-affairs bureau (徽州 二（一）)."""

    FACT = ("互助社", "登记")
    name: Words
    uscc: Uscc
    township: Words
    village: Words
    kind: Annotated[str, one_of(SOCIETY_KINDS)]
    policy: Words
    seed_as: Annotated[str, one_of(SEED_AS)] = "income"
    mode: Annotated[str, one_of(MODES)] | None = None
    """One of the five ways in which a society is run (东台 二、二是)."""
    federation: Words | None = None
    """The township's federation that it belongs to (东台 二、一是: 镇区互助会联合会)."""
    policy_sha256: Sha256


class Appointment(FactEvent):
    """A person takes a post."""

    FACT = ("人员", "任职")
    KEYED = "id"
    id: Who
    post: Annotated[str, one_of(POSTS)]
    name: Words
    person: Pseudonym | None = None


class Departure(FactEvent):
    """A person leaves every post."""

    FACT = ("人员", "离任")
    KEYED = "id"
    id: Who


class FundSetUp(FactEvent):
    """A fund is set up; a named one opens its leaves in the drawer, the banks and the wallets."""

    FACT = ("基金", "设立")
    KEYED = "fund"
    fund: Fund
    source: Words
    restriction: Annotated[str, one_of(RESTRICTIONS)]
    uses: tuple[ExpenseCode, ...] = ()
    donor: Words | None = None
    person: Pseudonym | None = None
    """The donor's, where the donor is a person: the gift must not come back to them (慈善法 40)."""
    until: Day | None = None
    banks: tuple[Bank, ...] = ()
    """The bank accounts in which a named fund opens its leaf."""

    def metadata(self) -> dict[str, Any]:
        """Without the bank accounts: they are in the open directives."""
        return {k: v for k, v in super().metadata().items() if k != "banks"}

    def entries(self, meta: dict[str, Any]) -> list[Any]:
        """The fact, and the open directives of a named fund."""
        return super().entries(meta) + (opens(self.date, self._leaves()) if self.banks else [])

    def _leaves(self) -> list[str]:
        return chart.money_accounts(self.banks, self.fund)

    @classmethod
    def read(cls, entries: list[Any]) -> Self:
        """The event, with the banks that its open directives name."""
        event = super().read(entries)
        holders = [chart.parse(e.account).holder for e in entries[1:]]
        return event.model_copy(update={"banks": tuple(h for h in holders if h.startswith(chart.BANK))})


def opens(day: date, accounts: list[str], meta: dict[str, Any] | None = None) -> list[Any]:
    """Open directives; money in CNY only, goods first in first out, codes that moved with their old code."""
    found: list[Any] = []
    for name in accounts:
        more: dict[str, Any] = {}
        account = chart.parse(name)
        if old := chart.CODE_2004.get(account.code):
            more["code-2004"] = old
        if word := chart.allowance(name):
            more["allowance"] = word
        goods = name.startswith(chart.GOODS)
        booking = data.Booking.FIFO if goods else None
        base = {"filename": FILE, "lineno": 0} | (meta or {} if not found else {})
        found.append(data.Open(base | more, day, name, None if goods else [chart.CURRENCY], booking))  # type: ignore[arg-type]
    return found


class FundEnded(FactEvent):
    """A fund ends: nothing is spent out of it any more."""

    FACT = ("基金", "终止")
    KEYED = "fund"
    fund: Fund


class AccountsOpened(Event):
    """The accounts of new books, all at once."""

    accounts: Annotated[tuple[ChartAccount, ...], Field(min_length=1)]
    policy_sha256: Sha256 | None = None

    @property
    def file(self) -> str:
        """accounts.beancount."""
        return "accounts"

    def entries(self, meta: dict[str, Any]) -> list[Any]:
        """Open directives, the first with the stamp, who recorded it and the policy's hash."""
        more = {"recorded-by": self.recorded_by}
        more |= {"policy-sha256": self.policy_sha256} if self.policy_sha256 else {}
        return opens(self.date, list(self.accounts), meta | more)

    @classmethod
    def read(cls, entries: list[Any]) -> Self:
        """The event that these open directives are."""
        meta = cls.from_metadata(entries[0].meta)
        return cls(date=entries[0].date, accounts=tuple(e.account for e in entries), **meta)


class FloatSetUp(FactEvent):
    """The cash float is set up (徽州 二（四）)."""

    FACT = ("备用金", "设立")
    ceiling: Positive
    custodian: Who


class FloatChanged(FactEvent):
    """The float's ceiling changes."""

    FACT = ("备用金", "调整")
    ceiling: Positive


class FloatCounted(FactEvent):
    """The cash is counted by custodian and witness."""

    FACT = ("备用金", "盘点")
    counted: Yuan
    by: Who
    witness: Who

    @model_validator(mode="after")
    def _two_people(self) -> Self:
        if self.by == self.witness:
            raise ValueError("盘点人和见证人不能是同一个人")
        if self.counted < 0:
            raise ValueError("盘点数不能小于零")
        return self


class FloatHandedOver(FactEvent):
    """The float goes to another custodian."""

    FACT = ("备用金", "交接")
    custodian: Who


class Resolution(FactEvent):
    """The society, or the village, resolves something."""

    FACT = ("决议", "")
    KEYED = "number"
    number: ResolutionNo
    kind: Annotated[str, one_of(RESOLUTION_KINDS)]
    cap_supplementary: Positive | None = None
    cap_emergency: Positive | None = None
    until: Day | None = None
    times: Times | None = None
    """How often one matter may be relieved in a year, raised (徽州 二（四）: 适当提高救助频次)."""
    duties: Words | None = None
    """With 职责兼任: which two duties one person may hold, e.g. 审批 付款."""
    document: Words | None = None
    sha256: Sha256 | None = None


class Qualified(FactEvent):
    """A qualification for public fundraising is obtained (慈善法 22)."""

    FACT = ("公开募捐资格", "取得")
    certificate: Words
    until: Day


class QualificationEnded(FactEvent):
    """The qualification for public fundraising ends."""

    FACT = ("公开募捐资格", "终止")


class ConflictDeclared(FactEvent):
    """An officer declares a relation to a person who may ask for relief."""

    FACT = ("回避", "")
    KEYED = "id"
    id: Who
    person: Pseudonym
    relation: Words


class GovernmentAid(FactEvent):
    """A person is on a government programme's roll."""

    FACT = ("政府救助", "")
    KEYED = "person"
    person: Pseudonym
    kind: Annotated[str, one_of(GOVERNMENT_AID)]
    agency: Annotated[str, one_of(AGENCIES)] | None = None
    matter: Annotated[str, one_of(MATTERS)] | None = None
    until: Day | None = None


class NoticePosted(FactEvent):
    """Last month's relief is posted on the village board (徽州 二（三）)."""

    FACT = ("公示", "张贴")
    KEYED = "month"
    month: Month
    sheet: Sha256
    place: Words


class NoticeTakenDown(FactEvent):
    """The notice is taken down after its days."""

    FACT = ("公示", "撤下")
    KEYED = "month"
    month: Month
    objections: Annotated[str, one_of(OBJECTIONS)]


class Filed(FactEvent):
    """Last month's relief is filed with the township (徽州 二（三）)."""

    FACT = ("备案", "")
    KEYED = "month"
    month: Month
    to: Words
    sheet: Sha256


class KeyRegistered(FactEvent):
    """The public halves of somebody's key: what proves a signature, and for whom secrets are wrapped."""

    FACT = ("密钥", "登记")
    KEYED = "id"
    id: Who
    signing: Sha256
    recipient: Recipient


class KeyRetired(FactEvent):
    """A key is lost, or its owner has left: from this day it signs nothing and nothing more is wrapped for it."""

    FACT = ("密钥", "停用")
    KEYED = "id"
    id: Who


class PersonForgotten(FactEvent):
    """Who a person is, is destroyed in the archive, by two people (个人信息保护法 47); the money stays."""

    FACT = ("档案", "销毁")
    KEYED = "person"
    person: Pseudonym
    reason: Words
    by: Who
    approved_by: Who

    @model_validator(mode="after")
    def _two_people(self) -> Self:
        if as_id(self.by) == as_id(self.approved_by):
            raise ValueError("经办人和审批人不能是同一个人")
        return self


class MonthClosed(FactEvent):
    """A month is closed: nothing more is dated in it."""

    FACT = ("月结", "")
    KEYED = "month"
    month: Month
    digest: Sha256


class MonthReopened(FactEvent):
    """The last closed month is opened again, by two officers: it takes entries until it is closed anew."""

    FACT = ("反结账", "")
    KEYED = "month"
    month: Month
    reason: Words
    by: Who
    approved_by: Who
    signed: tuple[Signed, ...] = ()
    """The signatures of the two, where they have keys: who:signature."""

    @model_validator(mode="after")
    def _two_people(self) -> Self:
        if as_id(self.by) == as_id(self.approved_by):
            raise ValueError("反结账要两个人：提出的和批准的不能是同一个人")
        return self


class _OutsideEdit(FactEvent):
    """The books were edited by other hands than this program's; what they had become is kept."""

    reason: Words
    by: Who
    sha256: Sha256
    filed_as: Words
    """Where the list of the edited files lies under documents/; `sha256` is its hash."""


class EditAdopted(_OutsideEdit):
    """The edit is recorded as new entries: the fact stands before them."""

    FACT = ("账外改动", "采纳")


class EditUndone(_OutsideEdit):
    """The edit is undone."""

    FACT = ("账外改动", "恢复")


class ComplaintTaken(FactEvent):
    """A complaint is taken."""

    FACT = ("投诉", "受理")
    KEYED = "number"
    number: ComplaintNo
    about: Words


class ComplaintSettled(FactEvent):
    """A complaint is settled."""

    FACT = ("投诉", "办结")
    KEYED = "number"
    number: ComplaintNo
    outcome: Words


class ReceiptIssued(FactEvent):
    """The official receipt of a donation that was booked without one (慈善法 38)."""

    FACT = ("捐赠票据", "开具")
    KEYED = "voucher"
    voucher: VoucherNo
    number: Words


class ThanksPosted(FactEvent):
    """Donors are thanked by name in public (徽州 二（三）: 感谢信、锦旗、证书); each must have agreed."""

    FACT = ("鸣谢", "张贴")
    KEYED = "month"
    month: Month
    names: Annotated[tuple[Name, ...], Field(min_length=1)]
    place: Words


class HelpGiven(FactEvent):
    """A member helps somebody apply for government aid (东台 一: 帮办); no money moves."""

    FACT = ("帮办", "")
    KEYED = "number"
    number: HelpNo
    person: Pseudonym
    matter: Annotated[str, one_of(MATTERS)]
    to: Words
    by: Who
    outcome: Words | None = None


class Appraised(FactEvent):
    """The federation's appraisal of a year (东台 二、五是: 每年底考评)."""

    FACT = ("考评", "")
    KEYED = "year"
    year: YearNo
    grade: Annotated[str, one_of(GRADES)]
    by: Words
    award: Positive | None = None


class VillageListed(FactEvent):
    """A village is on the district's roster of those that should have a society (徽州 二（一）: 100%)."""

    FACT = ("名册", "列入")
    KEYED = "village"
    village: Words
    township: Words


EVENTS: tuple[type[FactEvent], ...] = (
    Registration, Appointment, Departure, FundSetUp, FundEnded, FloatSetUp, FloatChanged, FloatCounted,
    FloatHandedOver, Resolution, Qualified, QualificationEnded, ConflictDeclared, GovernmentAid, NoticePosted, NoticeTakenDown,
    Filed, KeyRegistered, KeyRetired, PersonForgotten, MonthClosed, MonthReopened, EditAdopted, EditUndone,
    ComplaintTaken, ComplaintSettled, ReceiptIssued, ThanksPosted, HelpGiven, Appraised, VillageListed,
)  # fmt: skip
