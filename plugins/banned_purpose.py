"""不得发放过节补贴、慰问金等“红包式”补助，不得用救助资金购买商业保险。

No festive allowance, no solatium, no red envelope is handed out, and no commercial insurance is bought.

Clause (红河 二（四）): 严禁发放过节补贴、干部慰问金等“红包式”补助；城乡困难群众救助补助资金不得购买商业保险。

Two lists of words: what may not be handed out, and what may not be bought. They are looked for in payee, purpose, memo
and opinion of all that leaves the society's hands: expenses, relief, goods handed out, money lent, debts paid,
goods bought. What may not be handed out is looked for in the opinion of the case's steps as well, which say
what the relief is really for. What may not be bought is looked for on relief to a person only in the payee:
that an insurance has paid, or not, is why many ask for help, and relief on a case buys nothing. Money that came
back, or was only moved, was not handed out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ledger.books import Books
from ledger.chart import RELIEF, parse
from ledger.entries import case_number, words
from ledger.findings import Finding, finding
from ledger.policy import Policy
from ledger.vocabulary import as_read
from plugins.rule import near_rule

__plugins__ = ("banned_purpose",)

_TEXTS = ("memo", "opinion")


@near_rule("banned_words", "banned_uses")
def banned_purpose(books: Books, policy: Policy) -> Iterator[Finding]:
    """Yield each payment for something that may not be handed out, or may not be bought."""
    for entry in _paid_out(books) if policy.ever("banned_words", "banned_uses") else ():
        handed, bought = policy.on(entry.date, "banned_words"), policy.on(entry.date, "banned_uses")
        if handed and (word := handed.word_in(_purpose(books, entry))):
            said = f"{_paid(entry)}，写着“{word}”，是不准发放的“红包式”补助，请收回"
            yield finding(entry, said, handed.cited)
        if bought and (
            word := bought.word_in(as_read(entry.payee or "") if _is_relief(entry) else words(entry, *_TEXTS))
        ):
            said = f"{_paid(entry)}，写着“{word}”，救助资金不得购买，请收回"
            yield finding(entry, said, bought.cited)


def _paid_out(books: Books) -> Iterator[Any]:
    """Each entry by which something left the society's hands, once."""
    found = {id(leg.entry): leg.entry for leg in books.expenses if leg.amount > 0}
    for leg in books.legs:
        if leg.amount < 0 and leg.account.is_money and _left(leg.entry):
            found.setdefault(id(leg.entry), leg.entry)
    return (entry for entry in found.values() if not books.undone(entry))


def _left(entry: Any) -> bool:
    """Whether money went into something that is no money: a claim, a debt, goods, income given back."""
    return any(p.units.number > 0 and not parse(p.account).is_money for p in entry.postings)


def _is_relief(entry: Any) -> bool:
    """Whether it is relief on a case."""
    return bool(case_number(entry)) and any(p.account in RELIEF.values() for p in entry.postings)


def _purpose(books: Books, entry: Any) -> str:
    """What an entry says it is for, and what the steps of its case say."""
    case = books.cases.get(case_number(entry))
    opinions = [as_read(step.text("opinion")) for step in case.steps] if case else []
    return "|".join([words(entry, *_TEXTS), *opinions])


def _paid(entry: Any) -> str:
    return f"付给{entry.payee or '（未写明）'}的钱物"
