"""Closing a month: judged fit, sealed with its trial balance, and written down as a fact."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from decimal import Decimal
from typing import Any

from huzhu.posting import span_of
from huzhu.recording import build
from ledger import journal, load, storage, trail
from ledger.books import Books
from ledger.district import Society
from ledger.entries import posting_yuan
from ledger.events.facts import MonthClosed
from ledger.journal import Receipt, Request
from ledger.mistake import Mistake


def request(society: Society, month: str, day: date, who: str, at: str) -> tuple[Request, Books]:
    """The closing of a month, and the books it was judged by; Mistake where the month cannot be closed."""
    _, last = span_of(month)
    path = society.journal(month)
    if day <= last:
        raise Mistake(f"{month}还没有过完，不能月结")
    if not path.is_file():
        raise Mistake(f"{society.id} 没有{month}的账，不用月结")
    books = _fit(society, month, day)
    if month in journal.closed_months(load.contents(society), society):
        day, who = _unsealed(society, month, books)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    event = build(MonthClosed, date=day, recorded_by=who, month=month, digest=digest)
    return Request(event, f"close-{month}-{digest[:16]}", at), books


def _unsealed(society: Society, month: str, books: Books) -> tuple[date, str]:
    """Day and recorder of a closing whose seal a crash kept from being written; Mistake where it is there."""
    if (society.seals / f"{month}.json").is_file():
        raise Mistake(f"{month} 已经月结过了，不用再结")
    fact = next(f for f in reversed(books.facts.of("月结")) if f.key == month)
    return fact.day, fact.text("recorded-by")


def _fit(society: Society, month: str, day: date) -> Books:
    """The books, found without errors on the day of closing."""
    files = load.contents(society)
    sentence = load.broken(society, trail.chain(society, files))
    loaded = load.load(society, day=day, files=files)
    if not sentence and loaded.errors:
        sentence = f"{loaded.errors[0].text}，等{len(loaded.errors)}处错误；请先看 huzhu check"
    if sentence:
        raise Mistake(f"{month}还不能月结：{sentence}")
    return Books(loaded.entries, loaded.options, day)


def trial_balance(books: Books, last: date) -> dict[str, str]:
    """Every account's balance at the end of a day, in yuan (goods at booked value); they sum to nothing."""
    balances: dict[str, Decimal] = {}
    for entry in books.transactions:
        for posting in entry.postings if entry.date <= last else ():
            balances[posting.account] = balances.get(posting.account, Decimal(0)) + posting_yuan(posting)
    assert sum(balances.values()) == 0, balances
    return {account: f"{amount:.2f}" for account, amount in sorted(balances.items()) if amount}


def seal(society: Society, month: str, books: Books, receipt: Receipt) -> None:
    """Write the month's seal, and take the right to write from its file."""
    content: dict[str, Any] = {
        "society": society.id,
        "month": month,
        "digest": hashlib.sha256(society.journal(month).read_bytes()).hexdigest(),
        "seq": receipt.entries[-1].stamp.seq,
        "head": receipt.head,
        "trial_balance": trial_balance(books, span_of(month)[1]),
    }
    text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    storage.replace(society.seals / f"{month}.json", text.encode())
    society.journal(month).chmod(0o444)
