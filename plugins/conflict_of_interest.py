"""负责人不得给申明过利害关系的人、给自己调查、审批、付款；捐赠人的钱不得又回到捐赠人手里。

No officer decides, surveys or pays for a person they declared a relation to, or for themselves; no donor's
gift comes back to the donor.

Clause (徽州 四、二是): 及时发现和纠正……违规实施“关系保”“人情保”等违法违规行为。 (山西 三（二）: 防止出现以权谋私、优亲厚友等
问题; 慈善法 40, 59: 不得指定、不得选择利害关系人为受益人。)

A relation is to the person and to their household, and holds from the day it was declared; one declared only
after the act is a warning, for the relation may have stood before. An officer's own pseudonym (`person:` of
任职) is a relation to oneself. A named fund whose donor is a person never helps that person. In a common pool
a neighbour who once gave may fall ill: there the exact yuan are followed (first in, first out), and if they
are the person's own gift it is a warning, mended by paying out of another fund.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from ledger.books import Books
from ledger.cases import Case
from ledger.entries import case_number, text
from ledger.findings import Finding, finding
from ledger.lineage import Lineage
from ledger.policy import Policy
from ledger.vocabulary import as_id
from plugins.rule import rule

__plugins__ = ("conflict_of_interest",)

CLAUSE = "《中华人民共和国慈善法》第四十条、第五十九条：不得以利害关系人为受益人"
_STEPS = {"入户调查": "调查", "审核": "审核"}
_PAID = {"approved-by": "审批", "paid-by": "付款"}


class Tie(NamedTuple):
    """A relation between an officer and a person, and since when it is known."""

    since: date
    relation: str


Ties = dict[tuple[str, str], Tie]


@rule()
def conflict_of_interest(books: Books, policy: Policy) -> Iterator[Finding]:
    """Yield each step and payment by somebody related to the person, and each gift that went back to its donor."""
    if ties := _ties(books):
        for case in books.cases.values():
            for step in case.steps:
                done = {
                    (_STEPS[step.step], step.text(key))
                    for key in ("by", "approved-by")
                    if step.step in _STEPS
                }
                yield from _acts(ties, case, step.entry, done)
        for entry in _payments(books):
            acts = {(what, text(entry, key)) for key, what in _PAID.items()}
            yield from _acts(ties, books.cases.get(case_number(entry)), entry, acts)
    yield from _funds(books)
    yield from _own_gifts(books)


def _ties(books: Books) -> Ties:
    ties: Ties = {}
    for fact in books.facts.of("回避"):
        ties.setdefault((as_id(fact.key), fact.text("person")), Tie(fact.day, fact.text("relation")))
    for term in books.facts.terms:
        if term.pseudonym:
            ties[as_id(term.person), term.pseudonym] = Tie(date.min, "本人")
    return ties


def _payments(books: Books) -> Iterator[Any]:
    """The transactions that pay relief, or advance money, on a case."""
    legs = [leg for leg in (*books.expenses, *books.claims) if leg.amount > 0]
    yield from {id(leg.entry): leg.entry for leg in legs if not books.undone(leg.entry)}.values()


def _acts(ties: Ties, case: Case | None, entry: Any, acts: set[tuple[str, str]]) -> Iterator[Finding]:
    if case is None:
        return
    whose = [w for w in (case.text("person"), case.text("household")) if w]
    for what, who in sorted(acts):
        tie = next((t for w in whose if (t := ties.get((as_id(who), w)))), None)
        if tie and tie.since <= entry.date:
            said = f"{case.number}由{who}{what}，{who}与救助对象有利害关系（{tie.relation}），要回避，请换一个人办"
            yield finding(entry, said, CLAUSE)
        elif tie:
            said = f"{case.number}由{who}{what}，{who}到{tie.since}才申明与救助对象有利害关系（{tie.relation}），请核实"
            yield finding(entry, said, CLAUSE, "warning")


def _funds(books: Books) -> Iterator[Finding]:
    """Relief out of a named fund to the person who gave it."""
    donors = {f.key: f.text("person") for f in books.facts.of("基金", "设立") if f.text("person")}
    for paid in books.relief() if donors else ():
        whose = (paid.case.text("person"), paid.case.text("household")) if paid.case else ()
        for fund in books.funds(paid.entry):
            if donors.get(fund, "?") in whose and not books.undone(paid.entry):
                said = f"{paid.number}的救助用的是{fund}，设立人就是救助对象（或他家的人），请换一个基金付"
                yield paid.finding(said, CLAUSE)


def _own_gifts(books: Books) -> Iterator[Finding]:
    """Relief that, first in first out, is the person's own gift: looked for only where a donor was helped at all."""
    known = {id(leg.entry): p for leg in books.income if (p := leg.entry.meta.get("person"))}
    if not known:
        return  # as most: no donor is known by a pseudonym
    helped = {w for c in books.cases.values() for w in (c.text("person"), c.text("household")) if w}
    given = {entry: person for entry, person in known.items() if person in helped}
    told: set[str] = set()
    for use in Lineage(books).uses if given else ():
        case = books.cases.get(case_number(use.entry))
        donor = given.get(id(use.origin))
        own = case and donor and donor in (case.text("person"), case.text("household"))
        if case and own and use.amount > 0 and case.number not in told:
            told.add(case.number)
            said = f"按先进先出，{case.number}的救助用的是救助对象自己捐的钱，请换一个基金付"
            yield finding(use.entry, said, CLAUSE, "warning", at=use.posting)
