"""负责人和会员不从互助社拿报酬；付给他们的钱要写明是报销或归还什么，像报酬又不知道是谁的要核实。

No money goes to officers or members as pay; what is paid to them says that it is a refund.

Clause (东台 一、二是): 互助会成员不拿一分钱报酬，义务为困难群众服务。 (社会团体登记管理条例 26: 社会团体的经费……不得在会员中
分配。徽州 二（三）: 主要由本村（社区）居民自愿组成。)

An expense whose payee holds a post on that day (by name or id, also with the post beside it, or one of several
payees) is an error where payee, purpose or memo say pay, even where they say refund as well; it is silent where
they say refund, and a warning where they say neither. Pay to anybody else is a warning: the books do not know
who that is. It is one too where the officer has left, for a post is soon laid down and taken up again. Relief
on a case goes to whom the case was decided for, and other rules ask whether it may; relief without a case is
an expense like any other. What a district allows, or does not speak of, is not judged, nor is whom the bureau pays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ledger.books import Books
from ledger.chart import RELIEF
from ledger.entries import Leg, case_number, words
from ledger.facts import Term
from ledger.findings import Finding, finding
from ledger.policy import Line, Policy
from ledger.vocabulary import as_read
from plugins.rule import near_rule

__plugins__ = ("member_pay",)

Own = dict[str, list[Term]]
_BETWEEN = re.compile(r"[、,;/]")


@near_rule("member_pay_allowed", "pay_words", "refund_words")
def member_pay(books: Books, policy: Policy) -> Iterator[Finding]:
    """Yield pay to officers and members, and payments that may be pay."""
    own: Own | None = None
    for leg in () if books.is_bureau else books.expenses:
        line = policy.on(leg.entry.date, "member_pay_allowed")
        if line is None or line.yes or leg.amount <= 0 or _is_relief(leg) or books.undone(leg.entry):
            continue
        if own is None:
            own = _own(books)
        yield from _judged(policy, line, own, leg)


def _is_relief(leg: Leg) -> bool:
    """Whether it is relief on a case."""
    return leg.account.name in RELIEF.values() and bool(case_number(leg.entry))


def _judged(policy: Policy, line: Line, own: Own, leg: Leg) -> Iterator[Finding]:
    entry = leg.entry
    said = words(entry, "memo")
    pay = _word(policy.on(entry.date, "pay_words"), said)
    term = _holder(own, entry)
    paid = f"付给{entry.payee or '（未写明）'}{leg.amount}元"
    if term and pay:
        told = f"{paid}，写着“{pay}”；{term.name}是本社{term.post}，不能从互助社领取报酬，请收回"
        yield finding(entry, told, line.cited, at=leg.posting)
    elif pay:
        told = f"{paid}，写着“{pay}”，像是报酬；请核实收款人是不是本社的负责人或会员"
        yield finding(entry, told, line.cited, "warning", at=leg.posting)
    elif term and not _word(policy.on(entry.date, "refund_words"), said):
        told = f"{paid}，没有写明为什么；{term.name}是本社{term.post}，是报销或归还的请写明，报酬不能付"
        yield finding(entry, told, line.cited, "warning", at=leg.posting)


def _word(line: Line | None, said: str) -> str:
    """The first of a line's words that is said; empty where none is."""
    return line.word_in(said) if line else ""


def _own(books: Books) -> Own:
    """The terms of everybody who ever held a post, by all that a payee may call them."""
    own: Own = {}
    for term in books.facts.terms:
        name, post = as_read(term.name), term.post
        for key in {name, as_read(term.person), name + post, post + name, f"{name}({post})"}:
            own.setdefault(key, []).append(term)
    return own


def _holder(own: Own, entry: Any) -> Term | None:
    """The first of an entry's payees who holds a post on its day."""
    payees = _BETWEEN.split(as_read(entry.payee or ""))
    return next((t for payee in payees for t in own.get(payee, ()) if t.on(entry.date)), None)
