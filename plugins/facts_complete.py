"""每一条事项都写全了该写的，用词都在词表里。

Every dated fact has its keys, and its values are of the vocabulary.

Clause: no document; the format of the books (books.md §4). A fact that cannot be read would be a rule
that stays silent.
"""

from __future__ import annotations

from collections.abc import Iterator

from ledger.books import Books
from ledger.findings import Finding
from ledger.policy import Policy
from plugins.rule import rule

__plugins__ = ("facts_complete",)


@rule
def facts_complete(books: Books, policy: Policy) -> Iterator[Finding]:
    """Yield each fact that could not be read, with the words that could have been meant."""
    yield from books.problems
