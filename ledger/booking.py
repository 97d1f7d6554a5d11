"""Loading as Beancount does, by a shorter way for entries that there is nothing to book in.

Beancount books every transaction: it groups postings, matches lots, fills in what is missing. An entry whose
postings are all whole amounts of money, without cost and price, comes out of that as it went in, and that is
nearly every entry of a society; booking them is a third of a load. Only the others are handed to it. An entry
of that kind whose amounts cancel out balances, whatever the tolerance; Beancount's validation is asked of the rest.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, cast

from beancount import loader
from beancount.core import data
from beancount.core.amount import Amount
from beancount.ops import validation
from beancount.parser import booking

from ledger.chart import CURRENCY

_full: Any = booking.book
"""Beancount's own booking, of every entry it is given."""
_NOTHING = Decimal(0)
Booked = tuple[list[Any], list[Any]]


def load(
    sources: list[tuple[str, bool]], *, rules: bool = True
) -> tuple[list[Any], list[Any], dict[str, Any]]:
    """Entries, errors and options of files (True) and texts (False), as `beancount.loader._load` gives them.

    Without `rules` the plugins that the top file names are left out.
    """
    entries: list[Any]
    entries, errors, options = loader._parse_recursive(sources, None, None)
    entries.sort(key=data.entry_sortkey)
    entries, unbooked = book(entries, options)
    how = options if rules else options | {"plugin": []}
    entries, errors = loader.run_transformations(entries, [*errors, *unbooked], how, None)
    return entries, [*errors, *validated(entries, options)], options


def validated(entries: list[Any], options: dict[str, Any]) -> list[Any]:
    """What Beancount's validations find; whether it balances is asked only of what does not sum to nothing."""
    errors: list[Any] = []
    checks: list[Any] = validation.BASIC_VALIDATIONS
    for check in checks:
        balancing = check is validation.validate_check_transaction_balances
        errors += check([e for e in entries if not _sums_to_nothing(e)] if balancing else entries, options)
    return errors


def _sums_to_nothing(entry: Any) -> bool:
    """Whether an entry is whole amounts of money that cancel out: then it balances at any tolerance."""
    if type(entry) is not data.Transaction:
        return False
    left = _NOTHING
    postings: list[Any] = entry.postings
    for posting in postings:
        if not _is_whole(posting):
            return False
        left += posting.units.number
    return not left


def book(entries: list[Any], options: dict[str, Any]) -> Booked:
    """The entries booked, those that cannot be left out, and what was wrong with these."""
    odd = [e for e in entries if type(e) is data.Transaction and not is_whole(e)]
    if not odd:
        return entries, []
    if any(_is_money_at_cost(posting) for entry in odd for posting in entry.postings):
        return cast(Booked, _full(entries, options))  # its lots are matched against plain money, too
    opens = [e for e in entries if type(e) is data.Open]
    left_out = set(map(id, odd))
    booked, errors = _full([*opens, *odd], options)
    whole = [e for e in entries if id(e) not in left_out]
    whole += [e for e in booked if type(e) is data.Transaction]
    whole.sort(key=data.entry_sortkey)
    return whole, errors


def is_whole(entry: Any) -> bool:
    """Whether there is nothing to book in a transaction: every posting is an amount of money."""
    return all(map(_is_whole, entry.postings))


def _is_whole(posting: Any) -> bool:
    """Whether a posting is an amount of money with nothing missing, at no cost and no price."""
    units = posting.units
    return (
        posting.cost is None
        and posting.price is None
        and type(units) is Amount
        and type(units.number) is Decimal
        and units.currency == CURRENCY
    )


def _is_money_at_cost(posting: Any) -> bool:
    """Whether money, or something of which it is not said what it is, is held at cost."""
    units = posting.units
    return posting.cost is not None and getattr(units, "currency", None) in (CURRENCY, None)
