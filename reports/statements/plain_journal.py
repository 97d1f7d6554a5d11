"""The society's money as a plain journal that hledger and Ledger read: a second pair of books to check ours against.

Every transaction with its postings, voucher, payee and purpose; `fund:` says which fund it is of. No pseudonyms, no
officers, no metadata else. Goods are kept at their booked value (`-B` shows yuan).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Literal

from ledger.books import Books
from ledger.entries import text
from ledger.money import plain
from ledger.restriction import fund_of

Kind = Literal["hledger", "ledger"]
KINDS: tuple[Kind, ...] = ("hledger", "ledger")
_FOLDED = str.maketrans(
    {"\n": " ", "\r": " ", "\t": " ", ";": "；", "|": "｜", "(": "（", ")": "）", "=": "＝"}
)
"""Signs that mean something to these programs, in a wide form that does not."""


def journal(books: Books, kind: Kind) -> str:
    """The journal as text."""
    name = books.facts.registration_name or str(books.options.get("title", ""))
    head = [f"; {_said(name)}", *_declared(books, kind)]
    return "\n".join([*head, "", *(_entry(entry, kind) for entry in books.transactions)])


def _declared(books: Books, kind: Kind) -> Iterator[str]:
    """The commodities and accounts, so that a strict reader has nothing to complain of."""
    if kind == "hledger":
        yield "commodity 1000.00 CNY"
        yield from (f"commodity 1. {_unit(unit)}" for unit in _goods(books))
    else:
        yield from (f"commodity {_unit(unit)}" for unit in ["CNY", *_goods(books)])
    used = {posting.account for entry in books.transactions for posting in entry.postings}
    yield from (f"account {name}" for name in sorted(used | set(books.opens)))


def _goods(books: Books) -> list[str]:
    units = {posting.units.currency for entry in books.transactions for posting in entry.postings}
    return sorted(units - {"CNY"})


def _entry(entry: Any, kind: Kind) -> str:
    voucher = text(entry, "voucher")
    number = f"({_said(voucher)}) " if voucher else ""
    payee, purpose = _said(entry.payee or ""), _said(entry.narration or "")
    if kind == "hledger":
        said, notes = f"{payee} | {purpose}" if payee else purpose, []
    else:
        said, notes = payee or purpose, [f"    ; 摘要: {purpose}"] if payee else []
    fund = fund_of(entry)
    tags = [f"    ; fund:{' ' * (kind == 'ledger')}{fund}"] if fund else []
    head = f"{entry.date} * {number}{said}".rstrip()
    return "\n".join([head, *notes, *tags, *_postings(entry.postings), ""])


def _postings(postings: Iterable[Any]) -> Iterator[str]:
    for posting in postings:
        units, cost = posting.units, posting.cost
        amount = f"{plain(units.number) if units.currency == 'CNY' else units.number} {_unit(units.currency)}"
        price = f" @ {plain(cost.number)} CNY" if cost is not None else ""
        yield f"    {posting.account}  {amount}{price}"


def _unit(currency: str) -> str:
    return currency if currency.isalpha() else f'"{currency}"'


def _said(words: str) -> str:
    """Words on one line, without signs that these programs read as their own."""
    return " ".join(words.translate(_FOLDED).split())
