"""Books found sound: the end of their chain and what every account holds, once they verify."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import NamedTuple

from ledger import load, seals, trail
from ledger.books import Books
from ledger.district import Ledger
from ledger.entries import balances
from ledger.load import BadBooks


class Sound(NamedTuple):
    """Books that verify: how many events, the hash of the last, and the books themselves."""

    seq: int
    head: str
    files: dict[str, bytes]
    sealed: list[str]
    """The months that are closed and sealed."""
    books: Books

    @property
    def trial_balance(self) -> str:
        """The SHA-256 of every account's balance at the end of the books."""
        return digest_of(balances(self.books.transactions, date.max))


def chained(ledger: Ledger) -> tuple[dict[str, bytes], trail.Chain, list[str]]:
    """The books' files, their chain and the sealed months; BadBooks where chain or seals do not hold."""
    files = load.contents(ledger)
    chain = trail.chain(ledger, files)
    found = seals.judged(ledger, files, chain)
    if sentence := load.broken(ledger, chain._replace(breaks=[*chain.breaks, *found.breaks])):
        raise BadBooks(sentence)
    return files, chain, found.sealed


def sound(ledger: Ledger) -> Sound:
    """Where the books stand; BadBooks where chain, seals, gate, Beancount or rules do not let them through.

    What the rules find is no matter here, only that they ran: a late notice keeps nobody from a backup.
    """
    files, chain, sealed = chained(ledger)
    return Sound(len(chain.events), chain.head, files, sealed, loaded(ledger, files))


def loaded(ledger: Ledger, files: dict[str, bytes]) -> Books:
    """The books; BadBooks where the gate, Beancount or the rules do not let them through."""
    found = load.load(ledger, files=files)
    stops = [f for f in found.findings if f.source.get("stops")]
    wrong = stops or [f for f in found.findings if f.rule == "beancount" and f.severity == "error"]
    if wrong:
        raise BadBooks(f"{ledger.id} 的账簿有错：{wrong[0].text}")
    if not found.ran:
        raise BadBooks("规则没有运行，不能判断账簿。请重新安装 huzhu")
    return Books(found.entries, found.options, found.day)


def digest_of(found: dict[str, str]) -> str:
    """The SHA-256 of balances, in one canonical form."""
    return hashlib.sha256(json.dumps(found, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
