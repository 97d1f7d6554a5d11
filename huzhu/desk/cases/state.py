"""How far a case has come, what can be done on it next, and which papers it lacks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from ledger.books import Books
from ledger.case_duties import referrals
from ledger.cases import Case
from ledger.facts import Fact

SURVEY, DECIDE, PAY, CLOSE, REFERRED = "待调查", "待审核", "待发放", "待结案", "转介中"
STATES = (SURVEY, DECIDE, PAY, REFERRED, CLOSE, "结案", "撤回")
"""Every state, in the order of a case's life; the last two are of cases that are over."""


def state(books: Books, case: Case, day: date) -> str:
    """The state of a case on a day, one of STATES."""
    if ended := case.ended(day):
        return ended.step
    if waiting(books, case):
        return REFERRED
    decision = case.decision(day)
    if decision is None and not case.referred(day):
        return DECIDE if case.step("入户调查") else SURVEY
    return PAY if to_pay(books, case, day) > 0 else CLOSE


def to_pay(books: Books, case: Case, day: date) -> Decimal:
    """What was agreed to and is not paid yet, in yuan."""
    decision = case.decision(day)
    agreed = decision.yuan("amount") if decision and decision.text("decision") == "同意" else None
    return max((agreed or Decimal(0)) - books.kept.get(case.number, Decimal(0)), Decimal(0))


def waiting(books: Books, case: Case) -> list[Fact]:
    """The referrals of a case that have no answer yet."""
    return [out for out, answer in referrals(case, books.policy) if answer is None]


def next_steps(books: Books, case: Case, day: date) -> Iterator[str]:
    """Which steps make sense now, by their slugs."""
    if case.opened is None:
        return
    decision, paid = case.decision(day), bool(books.payments.get(case.number))
    surveyed, aided = case.step("入户调查"), case.first_aid(day)
    surveys = books.policy.on(day, "survey_workdays")
    if not case.ended(day):
        if surveyed is None:
            yield "survey"
        if decision is None and (surveyed or aided or not surveys):
            yield "decide"
        if decision is None and not paid and books.policy.on(day, "first_aid_days"):
            yield "first-aid"
        if to_pay(books, case, day) > 0:
            yield "pay"
        yield "refer"
    if waiting(books, case):
        yield "reply"
    if not case.ended(day):
        through = decision and (decision.text("decision") != "同意" or paid) and (surveyed or not surveys)
        if through or case.referred(day):
            yield "close"
        if not paid:
            yield "take-back"


def lacking(books: Books, case: Case, day: date) -> list[tuple[str, list[str]]]:
    """The papers that the steps taken so far need and that are not in the case's file, by step."""
    filed = {paper for fact in papers(books, case) for paper in fact.text("papers").split()}
    paid = next((p.day for p in books.payments.get(case.number, ())), None)
    found = []
    for name in ("受理", "入户调查", "审核", "发放"):
        step = case.step(name)
        on = paid if name == "发放" else step and step.day
        line = books.policy.on(on, "case_papers") if on and on <= day else None
        asked = [word.partition(" ")[2] for word in (line.words if line else ()) if word.startswith(name)]
        if missing := [paper for paper in asked if paper not in filed]:
            found.append((name, missing))
    return found


def papers(books: Books, case: Case) -> list[Fact]:
    """What was filed on a case."""
    return [fact for fact in books.facts.of("案卷材料", "归档") if fact.key == case.number]
