"""huzhu: the books of mutual-aid societies; as a Beancount plugin, every rule in one pass.

    plugin "huzhu"

The plugin changes no entry. It adds one event, the proof that the rules ran, because Beancount goes on
without a plugin that is missing or fails. Nothing heavy is imported until it is called.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ledger.books import Books
    from ledger.findings import Finding

__version__ = "0.1.0"
__plugins__ = ("judge",)


def judge(
    entries: list[Any], options: dict[str, Any], config: str | None = None
) -> tuple[list[Any], list[Finding]]:
    """Run every rule over the entries; give them back with the proof, and what was found."""
    from plugins.table import judge_all

    return judge_all(entries, options)


def judge_added(books: Books, near: Books | None) -> tuple[list[Finding], tuple[str, ...]]:
    """What the rules find in books that took something in, and which ran to their end; see plugins.table."""
    from plugins import table

    return table.judge_added(books, near)
