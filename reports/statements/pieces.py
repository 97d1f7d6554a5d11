"""What every posting counts as on the statements: assets and debts, income and expenses by restriction, and cash.

The books are never closed, so that each figure of a statement is a sum of pieces, and each piece leads to its posting.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from ledger.books import Books
from ledger.chart import IN_KIND, OTHER_PROGRAMME, RESTRICTED, Account, parse
from ledger.entries import posting_yuan, text
from ledger.restriction import Restrictions, fund_of
from reports.books.wording import LAST_YEAR_OF_2004

CAPITAL, RELEASED, BOUND = "capital", "released", "bound"
"""Money put into net assets directly; restricted money that became free; free money that became restricted."""
_KNOWN = frozenset((
    "1001", "1002", "1009", "1122", "1201", "1801", "2209", "2601",
    "4101", "4201", "4301", "4401", "4901", "5101", "5301", "5401", "5901",
))  # fmt: skip
_OTHER = {"Assets": "1?", "Liabilities": "2?", "Income": "4?", "Expenses": "5?"}
_CASH_IN = {"4101": "cash-gifts", "4201": "cash-fees", "4301": "cash-services", "4401": "cash-subsidies"}
_SUBS_OF_RELIEF = ("01", "02", "03")
assert parse(IN_KIND).sub == _SUBS_OF_RELIEF[-1] and parse(OTHER_PROGRAMME).sub not in _SUBS_OF_RELIEF


class Piece(NamedTuple):
    """Some yuan of one posting that count under a key: an official code (with that below it), or one of the words."""

    day: date
    """From when it counts: the entry's day, but where a fund's restriction changed later."""
    key: str
    amount: Decimal
    """As the statement shows it: assets and expenses as debited, debts and income as credited."""
    restricted: bool
    entry: Any
    posting: Any


class Effect(NamedTuple):
    """What one posting did to the net assets of one fund."""

    day: date
    key: str
    amount: Decimal
    entry: Any
    posting: Any


def key_of(account: Account) -> str:
    """Under what an account counts; a code that is not in the chart is 其他 of its side, so that nothing is lost."""
    if account.code not in _KNOWN:
        return _OTHER[account.root]
    return account.code + account.sub if account.root == "Expenses" else account.code


def held(books: Books) -> Iterator[Piece]:
    """Assets and debts."""
    for entry in books.transactions:
        for posting in entry.postings:
            account = parse(posting.account)
            if account.root in ("Assets", "Liabilities"):
                yuan = posting_yuan(posting)
                shown = yuan if account.root == "Assets" else -yuan
                yield Piece(entry.date, key_of(account), shown, False, entry, posting)


class NetAssets:
    """Income, expenses, capital and what went over between restricted and free: `pieces`, and by fund `effects`."""

    def __init__(self, books: Books) -> None:
        """Go through the transactions in order of day, and change a fund's kind on the day that it changes."""
        self._terms = Restrictions(books.facts)
        self.pieces: list[Piece] = []
        self.effects: dict[str, list[Effect]] = {}
        changes = list(self._terms.changes())
        for entry in books.transactions:
            while changes and changes[0][0] <= entry.date:
                self._change(*changes.pop(0))
            self._add(entry)
        for change in changes:
            self._change(*change)

    def _add(self, entry: Any) -> None:
        """One entry: what came, what was spent, what went from fund to fund."""
        fund = fund_of(entry)
        restricted = self._terms.on(fund, entry.date)
        for posting in entry.postings:
            account, yuan = parse(posting.account), posting_yuan(posting)
            if account.root in ("Income", "Expenses"):
                self._flow(entry, posting, account, yuan, fund, restricted)
            elif account.root == "Equity":
                own = account.name == RESTRICTED
                self._piece(entry.date, CAPITAL, -yuan, own, entry, posting)
                self._effect(fund, CAPITAL, -yuan, entry, posting)
                if fund and own != restricted:
                    self._over(entry.date, restricted, -yuan, entry, posting)
            elif account.fund not in ("", fund):
                self._effect(account.fund, RELEASED, yuan, entry, posting)
                self._effect(fund, RELEASED, -yuan, entry, posting)
                if self._terms.on(account.fund, entry.date) != restricted:
                    self._over(entry.date, not restricted, yuan, entry, posting)

    def _flow(
        self, entry: Any, posting: Any, account: Account, yuan: Decimal, fund: str, restricted: bool
    ) -> None:
        """Income or an expense; until 2025 every expense is charged to free money, which restricted money makes good."""
        key = key_of(account)
        self._effect(fund, key, -yuan, entry, posting)
        if account.root == "Income":
            self._piece(entry.date, key, -yuan, restricted, entry, posting)
        elif restricted and entry.date.year <= LAST_YEAR_OF_2004:
            self._piece(entry.date, key, yuan, False, entry, posting)
            self._pair(entry.date, RELEASED, yuan, entry, posting)
        else:
            self._piece(entry.date, key, yuan, restricted, entry, posting)

    def _over(self, day: date, bound: bool, yuan: Decimal, entry: Any, posting: Any) -> None:
        """Yuan that became restricted or free; an entry turned back lessens what it was, and is none the other way."""
        turned = (yuan < 0) != bool(text(entry, "reverses"))
        key = BOUND if bound != turned else RELEASED
        self._pair(day, key, -yuan if bound else yuan, entry, posting)

    def _pair(self, day: date, key: str, freed: Decimal, entry: Any, posting: Any) -> None:
        self._piece(day, key, -freed, True, entry, posting)
        self._piece(day, key, freed, False, entry, posting)

    def _piece(
        self, day: date, key: str, amount: Decimal, restricted: bool, entry: Any, posting: Any
    ) -> None:
        self.pieces.append(Piece(day, key, amount, restricted, entry, posting))

    def _effect(self, fund: str, key: str, amount: Decimal, entry: Any, posting: Any) -> None:
        self.effects.setdefault(fund, []).append(Effect(entry.date, key, amount, entry, posting))

    def _change(self, day: date, fund: str, restricted: bool) -> None:
        """A fund becomes restricted or free: all that is left of it goes over."""
        key = BOUND if restricted else RELEASED
        for effect in self.effects.get(fund, ()):
            freed = -effect.amount if restricted else effect.amount
            self._pair(day, key, freed, effect.entry, effect.posting)


def cash(books: Books) -> Iterator[Piece]:
    """Why there is more or less money, told by what stands against it; money that only moves tells nothing."""
    for entry in books.transactions:
        accounts = [(parse(posting.account), posting) for posting in entry.postings]
        if not any(account.is_money for account, _ in accounts):
            continue
        for account, posting in accounts:
            if not account.is_money:
                yuan = posting_yuan(posting)
                key = _cash_key(account, (yuan < 0) != bool(text(entry, "reverses")))
                shown = yuan if key.endswith("-out") else -yuan
                yield Piece(entry.date, key, shown, False, entry, posting)


def _cash_key(account: Account, came: bool) -> str:
    """Under what money that came or went counts; claims and debts by which way it went."""
    code = account.code
    if account.root in ("Income", "Equity"):
        return _CASH_IN.get(code, "cash-other-in")
    if account.root == "Expenses":
        programme = code == "5101"
        relief = programme and account.sub in _SUBS_OF_RELIEF
        return "cash-relief-out" if relief else "cash-goods-out" if programme else "cash-rest-out"
    if code == "1201":
        return "cash-goods-out"
    return "cash-other-in" if came else "cash-rest-out"


_WORKED_OUT: WeakKeyDictionary[Books, NetAssets] = WeakKeyDictionary()


def net_assets(books: Books) -> NetAssets:
    """What moved these books' net assets, worked out once as long as the books are kept: a pack asks many times."""
    if books not in _WORKED_OUT:
        _WORKED_OUT[books] = NetAssets(books)
    return _WORKED_OUT[books]
