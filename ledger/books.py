"""Loaded books and the few questions one asks of them: one index, made in one pass, that every rule shares."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from beancount.core import data

from ledger.cases import Case, gather
from ledger.chart import Account, parse
from ledger.facts import BadFact, Fact, Facts, read
from ledger.findings import WHOLE_BOOKS, Finding, finding
from ledger.policy import BadPolicy, Line, Policy

CASE_LINK = "JZ-"
_RELIEF_KIND = {"01": "补充救助", "02": "应急救助", "03": "实物救助"}
_CAP_KEY = {"补充救助": "cap-supplementary", "应急救助": "cap-emergency"}
CAP_LINE = {"补充救助": "cap_supplementary", "应急救助": "cap_emergency"}


class Leg(NamedTuple):
    """One posting with what its account's name says."""

    entry: Any
    posting: Any
    account: Account

    @property
    def amount(self) -> Decimal:
        """The posting's number as booked: yuan on money accounts."""
        number: Decimal = self.posting.units.number
        return number


class Cap(NamedTuple):
    """A ceiling in yuan and the words it rests on."""

    value: Decimal
    clause: str


class Relief(NamedTuple):
    """Relief paid (or, negative, returned) on one posting."""

    entry: Any
    posting: Any
    kind: str
    """补充救助, 应急救助 or 实物救助, by the account it is charged to."""
    amount: Decimal
    """Yuan; negative where the relief came back."""
    number: str
    """The case's number, or empty."""
    case: Case | None

    @property
    def day(self) -> date:
        """The day of payment."""
        day: date = self.entry.date
        return day

    @property
    def counts_as(self) -> str:
        """补充救助 or 应急救助: relief in goods counts as what its case was accepted for."""
        return (self.case.text("relief") if self.case else "") if self.kind == "实物救助" else self.kind

    @property
    def label(self) -> str:
        """The recipient as masked in the books."""
        return self.entry.payee or (self.case.text("label") if self.case else "") or "（未写明）"

    def finding(self, text: str, clause: str = "") -> Finding:
        """A finding that points at this payment."""
        return finding(self.entry, text, clause, at=self.posting)


class Books:
    """A society's (or the bureau's) books as of a day."""

    def __init__(self, entries: Iterable[Any], options: dict[str, Any], day: date | None = None) -> None:
        """Index `entries`, sorted as Beancount sorts them; `day` is the last dated entry's where not given."""
        self.options = options
        self.top = Path(str(options.get("filename", "")))
        self.is_bureau = self.top.name == "district.beancount"
        self.opens: dict[str, Any] = {}
        self.transactions: list[Any] = []
        self.legs: list[Leg] = []
        """Every posting on cash, bank, wallet and goods."""
        self.income: list[Leg] = []
        """Every posting on income, and on net assets where seed capital was put in as capital."""
        self.expenses: list[Leg] = []
        self.problems: list[Finding] = []
        """Facts that could not be read: what `facts_complete` reports."""
        self._customs: list[Any] = []
        self._policy_lines: list[Any] = []
        last = self._index(entries)
        self.day = day or last
        facts = list(self._read_facts())
        self.facts = Facts(facts)
        self.cases: dict[str, Case] = gather(facts)

    def _index(self, entries: Iterable[Any]) -> date:
        """One pass: sort every directive and posting into the lists that rules ask for."""
        last = date.min
        kept = {
            data.Open: lambda e: self.opens.__setitem__(e.account, e),
            data.Custom: lambda e: (self._policy_lines if e.type == "policy" else self._customs).append(e),
        }
        heads = {"Income": self.income, "Equity": self.income, "Expenses": self.expenses}
        money = ("1001", "1002", "1009", "1201")
        legs = self.legs
        for entry in entries:
            if type(entry) is data.Transaction:
                self.transactions.append(entry)
                for posting in entry.postings:
                    account = parse(posting.account)
                    if account.code in money:
                        legs.append(Leg(entry, posting, account))
                    elif (head := heads.get(account.root)) is not None:
                        head.append(Leg(entry, posting, account))
            elif keep := kept.get(type(entry)):
                keep(entry)
            if not isinstance(entry, data.Event):
                last = entry.date
        return last

    def _read_facts(self) -> Iterator[Fact]:
        for entry in self._customs:
            if entry.type.startswith("fava-"):
                continue
            try:
                yield read(entry)
            except BadFact as bad:
                self.problems.append(finding(entry, str(bad)))

    @cached_property
    def policy(self) -> Policy:
        """The policy lines that stand in these books; BadPolicy when one cannot be read."""
        return Policy(self._policy_lines)

    @cached_property
    def reliefs(self) -> list[Relief]:
        """Every payment and return of relief, in order of day."""
        found = []
        for entry, posting, account in self.expenses:
            kind = _RELIEF_KIND.get(account.sub) if account.code == "5101" else None
            if kind:
                number = case_number(entry)
                case = self.cases.get(number)
                found.append(Relief(entry, posting, kind, posting_yuan(posting), number, case))
        for paid in found:
            if paid.case:
                paid.case.payments.append((paid.day, paid.amount))
        return found

    def relief(self) -> Iterator[Relief]:
        """Every payment of relief, returns left out."""
        return (r for r in self.reliefs if r.amount > 0)

    def raised_cap(self, paid: Relief, line: Line) -> Cap | None:
        """The cap that a resolution in force on the day of payment raised, where the policy allows it.

        Of several resolutions the latest holds; `until` ends one (its last day). One that would lower
        the cap is not a raise and is left out of account.
        """
        if line.may != "raise":
            return None
        raised = None
        for fact in self._raises:
            value = fact.yuan(_CAP_KEY[paid.counts_as])
            until = fact.day_of("until")
            if value is not None and fact.day <= paid.day:
                raised = None if until and paid.day > until else Cap(value, f"决议{fact.key}，{line.cited}")
        return raised if raised and raised.value > line.yuan else None

    @cached_property
    def _raises(self) -> list[Fact]:
        return [f for f in self.facts.of("决议") if f.text("kind") == "提高救助标准"]

    @cached_property
    def _undone(self) -> set[int]:
        """The transactions that were reversed and their reversals, by identity.

        The word alone reverses nothing: the postings must be the original's with their signs turned, on its
        day or later, and an entry is reversed once.
        """
        reversals = [t for t in self.transactions if text(t, "reverses")]
        if not reversals:
            return set()
        wanted = {text(t, "reverses") for t in reversals}
        originals = {v: t for t in reversed(self.transactions) if (v := text(t, "voucher")) in wanted}
        undone: set[int] = set()
        for reversal in reversals:
            original = originals.get(text(reversal, "reverses"))
            if original and id(original) not in undone and _turned(original, reversal):
                undone |= {id(original), id(reversal)}
        return undone

    def undone(self, entry: Any) -> bool:
        """Whether a transaction was reversed, or is itself the reversal of another."""
        return id(entry) in self._undone

    def allowance(self, account: str) -> str:
        """The low-income allowance that an account belongs to, by its `open`; empty where to none."""
        opened = self.opens.get(account)
        return str(opened.meta.get("allowance") or "") if opened else ""

    def funds(self, entry: Any) -> set[str]:
        """The funds that a transaction's money and goods legs touch."""
        return {a.fund for p in entry.postings if (a := parse(p.account)).fund}


def case_number(entry: Any) -> str:
    """The case that a transaction is linked to, e.g. JZ-2026-0007; empty where there is none."""
    return next((link for link in sorted(entry.links or ()) if link.startswith(CASE_LINK)), "")


def _turned(original: Any, reversal: Any) -> bool:
    """Whether a transaction has the postings of another with their signs turned, and is not before it."""
    turned = Counter(
        (p.account, p.units.currency, p.cost, p.price, -p.units.number) for p in original.postings
    )
    said = Counter((p.account, p.units.currency, p.cost, p.price, p.units.number) for p in reversal.postings)
    return turned == said and reversal.date >= original.date


def posting_yuan(posting: Any) -> Decimal:
    """A posting's value in yuan: units of money as they are, goods at their booked value."""
    number: Decimal = posting.units.number
    return number * posting.cost.number if posting.cost is not None else number


def text(entry: Any, key: str) -> str:
    """A metadata value in words; empty where it is not given as words."""
    value = entry.meta.get(key)
    return value if isinstance(value, str) else ""


def judged_policy(books: Books) -> Policy | Finding:
    """The books' policy, or the finding that says why it cannot be read."""
    try:
        return books.policy
    except BadPolicy as bad:
        return Finding(WHOLE_BOOKS, str(bad), None, "facts_complete")
