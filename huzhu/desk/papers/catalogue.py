"""Which reports the desk offers, and to whom: a report that is fit for nobody one works as is not there for them."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from huzhu.desk.papers.purposes import PURPOSES
from huzhu.desk.users import Role
from reports.report import ALL, Audience, DistrictReport, Report
from reports.table import TABLE, report

_ABOVE = (Audience.TOWNSHIP, Audience.BOARD, Audience.PUBLIC)
_MAY: dict[Role, tuple[Audience, ...]] = {
    Role.TREASURER: ALL, Role.OFFICER: ALL, Role.AUDITOR: ALL, Role.BUREAU: _ABOVE, Role.TOWNSHIP: _ABOVE,
}  # fmt: skip
"""As whom somebody may read: who oversees from above reads what is filed, and what everybody may."""
WORDS = {
    Audience.AUDITOR: "社内和审计用",
    Audience.TOWNSHIP: "报送用",
    Audience.BOARD: "公示用",
    Audience.PUBLIC: "公开用",
}
"""What a paper is for, by its audience."""
_FROM_FILES = {"template"}
"""What only a file can say: it is asked for by the command, and a report that must have it is made there."""
_UNLISTED = {"behind"}
"""What is led to from another paper."""
_LARGE = {"year-end-pack"}
"""Whole books: made beside the desk, and taken along rather than read on a page."""
_SEALED = {"case-file"}
"""What shows scans of somebody's papers: for who may look at them, and each look is written down first."""
_LOOKERS = {role for role, may in _MAY.items() if Audience.AUDITOR in may}


class Offer(NamedTuple):
    """One report as lists have it."""

    name: str
    room: str
    title: str
    purpose: str
    """What it is for, in a line; empty where its title says it."""
    report: Report | DistrictReport

    @property
    def words(self) -> dict[str, str]:
        """What else may be said, by its word: the question, without the mark of what must be."""
        said = {word.rstrip("!"): asked for word, asked in self.report.options.items()}
        return {word: asked for word, asked in said.items() if word not in _FROM_FILES}

    @property
    def needs(self) -> list[str]:
        """Which of these must be said."""
        return [word.rstrip("!") for word in self.report.options if word.endswith("!")]

    @property
    def large(self) -> bool:
        """Whether it is a whole book."""
        return self.name in _LARGE

    @property
    def sealed(self) -> bool:
        """Whether it shows what nobody sees without a look written down."""
        return self.name in _SEALED


@cache
def _all() -> tuple[Offer, ...]:
    """Every report that a page can ask for."""
    found = []
    for name, line in TABLE.items():
        made = report(name)
        if not {f"{word}!" for word in _FROM_FILES} & made.options.keys():
            purpose = PURPOSES.get(name) or line.title.partition("：")[2]
            found.append(Offer(name, line.room, made.title.partition("：")[0], purpose, made))
    return tuple(found)


def audiences(of: Report | DistrictReport, role: Role) -> list[Audience]:
    """Those of a report's audiences as whom this role may read it, the first the one meant where nobody says."""
    return [audience for audience in of.audiences if audience in _MAY.get(role, ())]


def offers(role: Role, *, district: bool = False) -> dict[str, list[Offer]]:
    """What a role may read, by room: reports of one society, or of a district."""
    found: dict[str, list[Offer]] = {}
    for each in _all():
        if each.name not in _UNLISTED and _fits(each, role, district):
            found.setdefault(each.room, []).append(each)
    return found


def offer(name: str, role: Role, *, district: bool = False) -> Offer | None:
    """The report of that name; None where there is none for this role."""
    return next((each for each in _all() if each.name == name and _fits(each, role, district)), None)


def _fits(of: Offer, role: Role, district: bool) -> bool:
    there = isinstance(of.report, DistrictReport) == district and bool(audiences(of.report, role))
    return there and (role in _LOOKERS or not of.sealed)
