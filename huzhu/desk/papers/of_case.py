"""The papers of one case that can be made now: what the case has not come to yet has no paper."""

from __future__ import annotations

from huzhu import session
from huzhu.desk.entry.pages import visitor
from huzhu.desk.papers.asking import Question
from huzhu.desk.papers.catalogue import Offer, audiences, offers
from huzhu.desk.papers.leads import Lead, lead
from huzhu.desk.papers.making import asked_of
from ledger.district import Society
from ledger.mistake import Mistake
from reports import period
from reports.report import Report


def of_case(society: Society, number: str) -> list[Lead]:
    """Where the papers of a case are, in the order of the list."""
    there = [each for room in offers(visitor().role).values() for each in room if "case" in each.words]
    return [lead(society, each, case=number) for each in there if each.sealed or _made(each, number)]


def _made(of: Offer, number: str) -> bool:
    """Whether there is such a paper of that case."""
    assert isinstance(of.report, Report), of.name
    fit = audiences(of.report, visitor().role)[0]
    asked, _ = asked_of(Question(of, period.until(session.today()), fit, False, {"case": number}))
    try:
        return bool(of.report.leaves(asked))
    except Mistake:
        return False
