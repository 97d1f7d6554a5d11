"""The steps of a case as events, in the month's file beside its money (books.md §4)."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Self

from pydantic import Field, model_validator

from ledger.events.event import FILE, custom
from ledger.events.facts import FactEvent
from ledger.events.fields import CaseNo, Day, Masked, Positive, Pseudonym, Sha256, Who, Words, one_of
from ledger.events.payments import Relief
from ledger.vocabulary import (
    CATEGORIES,
    DECISIONS,
    FOUND,
    HARDSHIP,
    LEVELS,
    MATTERS,
    PAPERS,
    RELIEF_KINDS,
)


class CaseEvent(FactEvent):
    """One step of a case."""

    KEYED = "case"
    case: CaseNo

    @property
    def file(self) -> str:
        """The month of its day."""
        return f"{self.date:%Y-%m}"


class CaseOpened(CaseEvent):
    """A person asks, or is found, and the case is accepted (受理)."""

    FACT = ("救助", "受理")
    person: Pseudonym
    household: Pseudonym
    label: Masked
    hamlet: Words | None = None
    category: Annotated[str, one_of(CATEGORIES)]
    matter: Annotated[str, one_of(MATTERS)]
    matter_no: Words | None = None
    relief: Annotated[str, one_of(RELIEF_KINDS)]
    found: Annotated[str, one_of(FOUND)] = "本人申请"
    first_asked: Who | None = None
    """Who was asked first, and answers for the case until it is handed on (周村 四（四）: 首问负责制)."""


class Survey(CaseEvent):
    """The household is visited and the circumstances found (入户调查)."""

    FACT = ("救助", "入户调查")
    by: Who
    opinion: Words | None = None


class Decision(CaseEvent):
    """The case is decided (审核)."""

    FACT = ("救助", "审核")
    decision: Annotated[str, one_of(DECISIONS)]
    amount: Positive | None = None
    stages: int | None = None
    by: Who
    approved_by: Who | None = None
    hardship: Annotated[str, one_of(HARDSHIP)] | None = None
    """较轻 or 较重 (红河 二（三）2)."""
    level: Annotated[str, one_of(LEVELS)] | None = None
    """Who gave the last word, where a higher level than the society did (红河 二（二）3)."""

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.decision == "同意" and self.amount is None:
            raise ValueError("审核同意要写明金额")
        if self.decision == "不同意" and self.amount is not None:
            raise ValueError("审核不同意不写金额")
        if self.stages is not None and not 2 <= self.stages <= 12:
            raise ValueError("分阶段发放要分2到12次")
        return self


class Referral(CaseEvent):
    """The case is referred to somebody who can do more (转介)."""

    FACT = ("救助", "转介")
    to: Words
    letter: Words | None = None
    due: Day | None = None

    def metadata(self) -> dict[str, Any]:
        """Who recorded it; the rest is on the second directive."""
        return {"recorded-by": self.recorded_by}

    def entries(self, meta: dict[str, Any]) -> list[Any]:
        """The case's step, and the referral that goes out."""
        fields = {k: v for k, v in FactEvent.metadata(self).items() if k != "recorded-by"}
        out = custom("转介", self.date, (self.case, "转出"), {"filename": FILE, "lineno": 0} | fields)
        return [*super().entries(meta), out]

    @classmethod
    def read(cls, entries: list[Any]) -> Self:
        """The event that the two directives are."""
        fields = cls.from_metadata(entries[0].meta) | cls.from_metadata(entries[1].meta)
        return cls(date=entries[0].date, case=entries[0].values[0].value, **fields)


class ReferralAnswered(CaseEvent):
    """The other side answers (回复)."""

    FACT = ("转介", "回复")
    outcome: Words


class CaseClosed(CaseEvent):
    """The case is closed (结案)."""

    FACT = ("救助", "结案")
    note: Words | None = None


class CaseWithdrawn(CaseEvent):
    """The person takes the request back (撤回)."""

    FACT = ("救助", "撤回")
    note: Words | None = None


class PapersFiled(CaseEvent):
    """A file that holds one or more papers of a case is put into its folder (徽州 二（三）: 一人一档)."""

    FACT = ("案卷材料", "归档")
    papers: Annotated[tuple[Annotated[str, one_of(PAPERS)], ...], Field(min_length=1)]
    sha256: Sha256
    filed_as: Words | None = None
    """Where the file lies under documents/, where it lies there and not in the encrypted archive."""


class FirstAid(Relief):
    """Help comes first, survey and explanation follow (先行救助): the step and the payment in one event."""

    STEP: ClassVar[str] = "先行救助"
    reason: Words
    ELSEWHERE = Relief.ELSEWHERE | {"reason"}

    def entries(self, meta: dict[str, Any]) -> list[Any]:
        """The case's step, and the payment."""
        step = (
            {"filename": FILE, "lineno": 0} | meta | {"recorded-by": self.recorded_by, "reason": self.reason}
        )
        return [custom("救助", self.date, (self.case, self.STEP), step), *super().entries({})]

    @classmethod
    def read(cls, entries: list[Any]) -> Self:
        """The event that the step and the payment are."""
        paid = Relief.read(entries)
        fields = {n: getattr(paid, n) for n in type(paid).model_fields}
        return cls(**fields, reason=entries[0].meta.get("reason"))


EVENTS: tuple[type[CaseEvent] | type[FirstAid], ...] = (
    CaseOpened, FirstAid, Survey, Decision, Referral, ReferralAnswered, CaseClosed, CaseWithdrawn,
    PapersFiled,
)  # fmt: skip
