"""What a report is: its name, who may ask for it, and the pure function from books to leaves.

Anyone adds a report by one file that says `REPORT = Report(…)` and a line in `reports.table`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from ledger.books import Books
from ledger.confidential import masks
from ledger.confidential.person import Person
from ledger.findings import Finding
from ledger.mistake import Mistake
from ledger.notices import sentences
from reports.forms import Leaf
from reports.period import Period, Span


class Audience(StrEnum):
    """Who a paper is for, which decides what of a person stands on it (个人信息保护法 6, 25, 28)."""

    BOARD = "board"
    """The village's notice board: masked names, hamlets."""
    TOWNSHIP = "township"
    """The township's and the district's file: names where the archive was opened, the last four digits."""
    AUDITOR = "auditor"
    """The auditor, and the society's own officers."""
    PUBLIC = "public"
    """Anybody on the net: no recipient at all, not even masked."""

    @property
    def masked_as(self) -> str:
        """The audience as `ledger.confidential.masks` calls it."""
        return {
            "board": masks.NOTICE,
            "public": masks.NOTICE,
            "township": masks.FILING,
            "auditor": masks.AUDIT,
        }[self]

    @property
    def may_name_recipients(self) -> bool:
        """Whether a recipient's whole name may stand on it, where the archive was opened."""
        return self in (Audience.TOWNSHIP, Audience.AUDITOR)

    @property
    def may_name_donors(self) -> bool:
        """Whether a donor is named who did not agree to be published (慈善法 82)."""
        return self in (Audience.TOWNSHIP, Audience.AUDITOR)


INSIDE = (Audience.AUDITOR, Audience.TOWNSHIP)
ALL = (Audience.AUDITOR, Audience.TOWNSHIP, Audience.BOARD, Audience.PUBLIC)


def nobody(pseudonym: str) -> Person | None:
    """No archive was opened."""


def _nothing_found(policy: str) -> list[Finding]:
    """No rule ran."""
    return []


@dataclass(frozen=True)
class Asked:
    """What a report is made from: one society's books, the days, and for whom.

    `head` is the trail's head in hex, empty where the books have none. `today` is the day of asking. `said` holds what
    else was said, by the words of `Report.options` (donor, account, case …). `person` gives who a pseudonym is, None
    where no archive was opened or it knows nobody. `found` gives what the rules find under a policy's name ("" is the
    books' own). `paper` gives the bytes of a file under the society's folder, None where there is none.
    """

    books: Books
    period: Period
    audience: Audience
    today: date
    head: str = ""
    said: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    person: Callable[[str], Person | None] = nobody
    found: Callable[[str], list[Finding]] = _nothing_found
    paper: Callable[[str], bytes | None] = lambda path: None
    rules: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """What each rule says, by its name."""

    @property
    def society(self) -> str:
        """The society's name as registered; Mistake where it is not yet."""
        if not (name := self.books.facts.registration_name):
            raise Mistake("互助社还没有登记，出不了报表；请先登记（huzhu new society）")
        return name

    @property
    def subtitle(self) -> str:
        """Who, when and in what unit, as most tables say it."""
        return f"{self.society}　{self.period.words}　单位：元"

    @property
    def foot(self) -> str:
        """What stands at the foot of each page: the society, and the code of its books."""
        return f"{self.society}　账簿校验码：{sentences.grouped(self.head)}" if self.head else self.society


PLACE = "账户"
"""What `Report.options` says of an account that is a place of money: it reaches the report by its whole name."""
Made = Leaf | Sequence[Leaf]
YEARLY: frozenset[Span] = frozenset({"year"})
MONTHLY: frozenset[Span] = frozenset({"month"})
ANY: frozenset[Span] = frozenset({"month", "quarter", "year"})
NONE: frozenset[Span] = frozenset()


@dataclass(frozen=True)
class Report:
    """One report of one society.

    `spans` are the periods it can be of; empty where it is of a day and asks for none. `closed` says that it is
    refused for months that are not closed, but as a draft. `audiences` are those it is fit for, the first the one meant
    where nobody says. `options` are what else may be said: word → what it is, in Chinese; one that ends in ! must be.
    """

    name: str
    title: str
    make: Callable[[Asked], Made]
    spans: frozenset[Span] = ANY
    closed: bool = True
    audiences: tuple[Audience, ...] = INSIDE
    options: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def leaves(self, asked: Asked) -> tuple[Leaf, ...]:
        """Its leaves; Mistake where there is nothing to show, or the audience may not see it."""
        if asked.audience not in self.audiences:
            fit = "、".join(self.audiences)
            raise Mistake(f"“{self.title}”不出给 {asked.audience}，只能 --audience {fit}")
        made = self.make(asked)
        found = (made,) if not isinstance(made, Sequence) else tuple(made)
        if not found:
            raise Mistake(f"{asked.period.words}没有“{self.title}”可出")
        return found


Told = dict[str, Any]
"""What one society says for a report of many: nothing but what JSON holds (money as text), so that it can travel."""


@dataclass(frozen=True)
class District:
    """What a report of many societies is made from, beside what each of them tells.

    `silent` are the societies whose books could not be read, each with the sentence that says why.
    """

    name: str
    period: Period
    today: date
    audience: Audience
    silent: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    said: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    roster: tuple[tuple[str, str], ...] = ()
    """Each village that should have a society, with its township, as the bureau's books list them; may be empty."""


@dataclass(frozen=True)
class DistrictReport:
    """One report of many societies: each tells its share, and the shares make the leaves (汇总, never 合并).

    `tell` runs where the society's books are read, in another process say; `make` gets the shares in the order of the
    societies' ids. The rest is as in `Report`.
    """

    name: str
    title: str
    tell: Callable[[Asked], Told]
    make: Callable[[District, Sequence[Told]], Made]
    spans: frozenset[Span] = ANY
    closed: bool = False
    audiences: tuple[Audience, ...] = (Audience.TOWNSHIP, Audience.AUDITOR)
    options: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def leaves(self, district: District, told: Sequence[Told]) -> tuple[Leaf, ...]:
        """Its leaves."""
        made = self.make(district, told)
        return (made,) if not isinstance(made, Sequence) else tuple(made)
