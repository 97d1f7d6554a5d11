"""“FIXME”只能留在打了感叹号的待补分录里；已经月结的月份里一处也没有。

FIXME stands only in flagged (`!`) entries, and in none of a closed month.

Clause (会计法 14): 记账凭证应当根据经过审核的原始凭证及有关资料编制。 What nobody knows yet was reviewed by nobody.

The word counts in any case and width, with blanks between, in payee, narration, account, and any value of an
entry, a posting or a fact; a fact has no flag, so it has no place there. In a closed month the flag excuses
nothing. It is a warning: the money is booked, its meaning is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ledger.books import Books
from ledger.closings import Closings
from ledger.findings import Finding, finding
from ledger.policy import Policy
from ledger.shapes import SHAPES
from plugins.rule import near_rule

__plugins__ = ("placeholders",)

_PLACE = frozenset(("filename", "lineno", "__automatic__"))
_GAP = r"[\s\u200b-\u200f\u2060\ufeff]*"
_WORD = re.compile(_GAP.join(("[fｆ]", "[iｉ]", "[xｘ]", "[mｍ]", "[eｅ]")), re.IGNORECASE)


_RARE = "xXｘＸ"
"""The letter of the word that hardly any other word has."""


@near_rule()
def placeholders(books: Books, policy: Policy) -> Iterator[Finding]:
    """Yield each FIXME in an entry that is not flagged, or whose month is closed, and in a fact."""
    if not any(letter in books.written for letter in _RARE):
        return
    closings = Closings(books.facts)
    for entry in books.transactions:
        if _WORD.search(_words(entry)):
            month = entry.date.isoformat()[:7]
            if closings.closed(month):
                yield finding(
                    entry, f"{month}已经月结，这一笔还写着FIXME；请查明后冲销重记", severity="warning"
                )
            elif entry.flag != "!":
                said = "这一笔还有FIXME没有补上；请补全，或先把“*”改成“!”标明待补"
                yield finding(entry, said, severity="warning")
    for kind in SHAPES:
        for fact in books.facts.of(kind):
            if _WORD.search("\n\0".join([fact.key, *_texts(fact.meta)])):
                said = f"“{fact.kind}{fact.step}”还有FIXME没有补上；请补全"
                yield finding(fact.entry, said, severity="warning")


def _words(entry: Any) -> str:
    """Everything that is written in an entry."""
    words = [entry.payee or "", entry.narration or "", *_texts(entry.meta)]
    for posting in entry.postings:
        words.append(posting.account)
        if posting.meta and not _PLACE.issuperset(posting.meta):
            words += _texts(posting.meta)
    return "\n\0".join(words)


def _texts(meta: dict[str, Any]) -> list[str]:
    return [value for key, value in meta.items() if isinstance(value, str) and key not in _PLACE]
