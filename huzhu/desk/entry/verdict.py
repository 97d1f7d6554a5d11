"""What an entry would do to the books, and what the rules say of it, before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from beancount.core import data

from huzhu import recording
from huzhu.desk.entry import words
from huzhu.desk.wording import plain
from huzhu.discreet import discreet
from ledger import journal, money
from ledger.chart import CURRENCY
from ledger.district import Ledger
from ledger.events.event import Event
from ledger.findings import SEVERITY_NAMES, Finding
from ledger.journal import Receipt, Refused
from ledger.mistake import Mistake

_NOT_WRITTEN = "没有记账："
"""How the journal begins to say why; nobody asked to write yet."""


class Line(NamedTuple):
    """One line of a voucher: the account, and the amount on one of the two sides."""

    account: str
    debit: str
    credit: str


class Said(NamedTuple):
    """What one rule says, as a page shows it."""

    severity: str
    word: str
    text: str
    clause: str
    rule: str


class Verdict(NamedTuple):
    """Whether it may be written, and what would stand in the books."""

    ok: bool
    sentence: str
    """Why not, where it is not a rule that refuses."""
    capital: str
    """The amount in 大写; empty where there is none."""
    lines: list[Line]
    said: list[Said]


def judge(ledger: Ledger, event: Event, key: str) -> Verdict:
    """Weigh an event against the books as they are; nothing is written."""
    lines, capital = lines_of(event), in_words(event)
    try:
        receipt = journal.record(ledger, [recording.asked(event, key)], dry_run=True)
    except Refused as refused:
        return Verdict(False, "", capital, lines, said(refused.findings, names(ledger)))
    except Mistake as mistake:
        return Verdict(False, plain(str(mistake)).removeprefix(_NOT_WRITTEN), capital, lines, [])
    return Verdict(
        True, "", capital, lines, said(receipt.findings, names(ledger) if receipt.findings else {})
    )


def names(ledger: Ledger) -> dict[str, str]:
    """The officers' names by id, in which a sentence of the rules is read."""
    return {t.person: t.name for t in journal.seen(ledger).books.facts.terms if t.name}


def write(ledger: Ledger, event: Event, key: str) -> Receipt:
    """Record the event; raises as `journal.record` does, and Mistake where it cannot be meant."""
    return journal.record(ledger, [recording.asked(event, key)])


def in_words(event: Event) -> str:
    """The event's amount in 大写."""
    amount = getattr(event, "amount", None)
    return money.chinese(amount) if isinstance(amount, Decimal) and amount > 0 else ""


def lines_of(event: Event) -> list[Line]:
    """The voucher's lines, debits first; none where no money moves."""
    return [line for entry in event.entries({}) for line in lines_of_entry(entry)]


def lines_of_entry(entry: data.Directive) -> list[Line]:
    """The lines of one transaction, debits first; none of anything else."""
    found = []
    for posting in entry.postings if isinstance(entry, data.Transaction) else ():
        worth = _worth(posting)
        shown = money.show(abs(worth))
        found.append(
            Line(words.account(posting.account), shown if worth > 0 else "", shown if worth < 0 else "")
        )
    return sorted(found, key=lambda line: not line.debit)


def debits(entries: Iterable[data.Directive]) -> Decimal:
    """What transactions move, in yuan: the sum of their debits."""
    worths = [_worth(p) for e in entries if isinstance(e, data.Transaction) for p in e.postings]
    return sum((w for w in worths if w > 0), Decimal(0))


def _worth(posting: Any) -> Decimal:
    """What a posting comes to in yuan: goods at their booked value."""
    number: Decimal = posting.units.number
    if posting.units.currency == CURRENCY or posting.cost is None:
        return number
    price = getattr(posting.cost, "number_per", None) or posting.cost.number
    worth: Decimal = number * price
    return worth


def said(findings: list[Finding], people: Mapping[str, str] | None = None) -> list[Said]:
    """Findings as a page shows them, the gravest first; who is named by id is named."""
    order = {"error": 0, "overdue": 1, "warning": 2}
    return [
        Said(
            f.severity,
            SEVERITY_NAMES[f.severity],
            plain(discreet(f.text), people or {}),
            f.clause or "",
            f.rule,
        )
        for f in sorted(findings, key=lambda f: order[f.severity])
    ]
