"""Loaded books and the few questions one asks of them: one index, made in one pass, that every rule shares."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from functools import cache, cached_property
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from beancount.core import data

from ledger.caps import Raises
from ledger.cases import Case, gather
from ledger.chart import parse
from ledger.entries import Leg, text
from ledger.facts import BadFact, Fact, Facts, read
from ledger.findings import WHOLE_BOOKS, Finding, finding
from ledger.policy import BadPolicy, Policy
from ledger.relief import Payment, Relief, payments, reliefs
from ledger.vocabulary import PSEUDONYM

Told = TypeVar("Told")

TRAIL_KEYS = frozenset((
    "filename", "lineno", "__automatic__", "seq", "at", "key", "prev", "sha256", "sheet", "digest", "policy-sha256",
    "source", "uscc", "signing", "recipient", "signed",
))  # fmt: skip
"""The keys whose values are checksums, places and codes that huzhu fills."""


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
        self.claims: list[Leg] = []
        """Every posting on claims and debts (其他应收款, 其他应付款), which have no fund leaf."""
        self.agency: list[Leg] = []
        """Every posting on what is kept for somebody named (受托代理)."""
        self.problems: list[Finding] = []
        """Facts that could not be read: what `facts_complete` reports."""
        self.since = ""
        """The month (2026-07) before which nothing has changed since all was judged; empty where nobody says so."""
        self.moved = True
        """Whether money or a lasting fact may have come since all was judged, and not only steps of cases and months."""
        self._told: dict[str, dict[int, tuple[Any, Any]]] = {}
        self.goods_names: dict[str, str] = {}
        """How each kind of goods is called, by its commodity: DAMI → 大米（斤）."""
        self.customs: list[Any] = []
        """The directives that facts are read from."""
        self.policy_lines: list[Any] = []
        self.last = self._index(entries)
        """The day of the last dated directive."""
        self.day = day or self.last
        facts = list(self._read_facts())
        self.facts = Facts(facts)
        self.cases: dict[str, Case] = gather(facts)

    def _index(self, entries: Iterable[Any]) -> date:
        """One pass: sort every directive and posting into the lists that rules ask for."""
        last = date.min
        kept = {
            data.Open: lambda e: self.opens.__setitem__(e.account, e),
            data.Commodity: lambda e: self.goods_names.__setitem__(
                e.currency, text(e, "goods-name") or e.currency
            ),
            data.Custom: lambda e: (self.policy_lines if e.type == "policy" else self.customs).append(e),
        }
        heads = {"Income": self.income, "Equity": self.income, "Expenses": self.expenses}
        nobody: list[Leg] = []
        money = ("1001", "1002", "1009", "1201")
        held = {"1122": self.claims, "2209": self.claims, "1801": self.agency, "2601": self.agency}
        legs = self.legs
        for entry in entries:
            if type(entry) is data.Transaction:
                self.transactions.append(entry)
                postings: list[Any] = entry.postings
                for posting in postings:
                    account = parse(posting.account)
                    leg = Leg(entry, posting, account, posting.units.number)
                    if account.code in money:
                        legs.append(leg)
                    else:
                        head = heads.get(account.root)
                        (held.get(account.code, nobody) if head is None else head).append(leg)
            elif keep := kept.get(type(entry)):
                keep(entry)
            if not isinstance(entry, data.Event):
                last = entry.date
        return last

    def _read_facts(self) -> Iterator[Fact]:
        for entry in self.customs:
            if entry.type.startswith("fava-"):
                continue
            try:
                yield read(entry)
            except BadFact as bad:
                self.problems.append(finding(entry, str(bad)))

    @cached_property
    def policy(self) -> Policy:
        """The policy lines that stand in these books; BadPolicy when one cannot be read."""
        return Policy(self.policy_lines)

    @cached_property
    def reliefs(self) -> list[Relief]:
        """Every payment and return of relief, in order of day."""
        return reliefs(self.expenses, self.cases)

    @cached_property
    def given(self) -> list[Leg]:
        """What came in, or was put in as capital, and stands: postings on income and net assets, in order of day."""
        undone = self.undoing
        return [leg for leg in self.income if leg.amount < 0 and id(leg.entry) not in undone]

    @cached_property
    def balances(self) -> dict[str, Decimal]:
        """What each account that holds money has at the end of the books, in yuan, by its name with the fund leaf."""
        found: dict[str, Decimal] = {}
        for leg in self.legs:
            if leg.account.is_money:
                found[leg.account.name] = found.get(leg.account.name, Decimal(0)) + leg.amount
        return found

    def told(self, what: str, tell: Callable[[Any], Told]) -> Callable[[Any], Told]:
        """A function of one entry that is worked out once for each; books with a few entries more remember it.

        What it tells must rest on the entry alone. `what` names it.
        """
        known = self._told.setdefault(what, {})

        def of(entry: Any) -> Told:
            found = known.get(id(entry))
            if found is None or found[0] is not entry:  # what is gone may have left its place to another
                known[id(entry)] = found = (entry, tell(entry))
            told: Told = found[1]
            return told

        return of

    def relief(self) -> Iterator[Relief]:
        """Every payment of relief, returns left out."""
        return (r for r in self.reliefs if r.amount > 0)

    @cached_property
    def kept(self) -> dict[str, Decimal]:
        """What was paid on each case and did not come back, in yuan, by case number."""
        kept: dict[str, Decimal] = {}
        for each in self.reliefs:
            kept[each.number] = kept.get(each.number, Decimal(0)) + each.amount
        return kept

    @cached_property
    def payments(self) -> dict[str, list[Payment]]:
        """The payments of relief that stand, by case number, as `relief.payments` tells them."""
        return payments(self.reliefs, self.undone)

    @cached_property
    def written(self) -> str:
        """Everything that somebody wrote, each word once, apart by \\0: to see what stands nowhere at all.

        Payees, purposes, accounts, and the values of keys and facts but pseudonyms and what huzhu's trail fills.
        """
        words: set[Any] = set()
        accounts = set(self.opens)
        for entry in (*self.transactions, *self.customs):
            words.update(_values(tuple(entry.meta))(entry.meta))
        for entry in self.transactions:
            words.add(entry.payee)
            words.add(entry.narration)
            for posting in entry.postings:
                accounts.add(posting.account)
                if len(posting.meta or ()) > _PLACE:
                    words.update(_values(tuple(posting.meta))(posting.meta))
        for entry in self.customs:
            words.update([value.value for value in entry.values or ()])
        words.update(name.partition(":")[2] for name in accounts)
        typed = [str(word) for word in words if isinstance(word, _TYPED)]
        return "\0".join([word for word in typed if not PSEUDONYM.fullmatch(word)])

    @property
    def lately(self) -> list[Any]:
        """The transactions of `since` and later months; all of them where nothing is known to be as it was."""
        begun = date.fromisoformat(f"{self.since}-01") if self.since else date.min
        return self.transactions[bisect_left(self.transactions, begun, key=_day) :]

    @cached_property
    def raises(self) -> Raises:
        """What the society's resolutions raise."""
        return Raises(self.facts)

    @cached_property
    def undoing(self) -> set[int]:
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

    @cached_property
    def standing(self) -> list[Any]:
        """The transactions that were not reversed, and reverse nothing."""
        return (
            [t for t in self.transactions if id(t) not in self.undoing] if self.undoing else self.transactions
        )

    def undone(self, entry: Any) -> bool:
        """Whether a transaction was reversed, or is itself the reversal of another."""
        return id(entry) in self.undoing

    def allowance(self, account: str) -> str:
        """The low-income allowance that an account belongs to, by its `open`; empty where to none."""
        opened = self.opens.get(account)
        return str(opened.meta.get("allowance") or "") if opened else ""

    def funds(self, entry: Any) -> set[str]:
        """The funds that a transaction's money and goods legs touch."""
        return {a.fund for p in entry.postings if (a := parse(p.account)).fund}


def _day(entry: Any) -> date:
    day: date = entry.date
    return day


class DistrictBooks(NamedTuple):
    """The bureau's books and those of all its societies, as of one day."""

    bureau: Books
    societies: dict[str, Books]
    """By the society's id, those that could be loaded."""


def _turned(original: Any, reversal: Any) -> bool:
    """Whether a transaction has the postings of another with their signs turned, and is not before it."""
    turned = Counter(
        (p.account, p.units.currency, p.cost, p.price, -p.units.number) for p in original.postings
    )
    said = Counter((p.account, p.units.currency, p.cost, p.price, p.units.number) for p in reversal.postings)
    return turned == said and reversal.date >= original.date


_PLACE = len(("filename", "lineno"))
_TYPED = (str, Decimal)
"""What a person may have typed a value as, with quotes or without."""


@cache
def _values(keys: tuple[str, ...]) -> Callable[[dict[str, Any]], tuple[Any, ...]]:
    """What takes the values out of metadata with just these keys, but those that huzhu's trail fills."""
    wanted = [key for key in keys if key not in TRAIL_KEYS and not key.startswith("__")]
    return itemgetter(*wanted, *wanted[:1]) if wanted else lambda meta: ()


def judged_policy(books: Books) -> Policy | Finding:
    """The books' policy, or the finding that says why it cannot be read."""
    try:
        return books.policy
    except BadPolicy as bad:
        return Finding(WHOLE_BOOKS, str(bad), None, "facts_complete")
