"""What every rule is: a pure function from books and policy to findings, callable as a Beancount plugin too."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from ledger.books import Books
from ledger.findings import WHOLE_BOOKS, Finding
from ledger.policy import Policy

Judge = Callable[[Books, Policy], Iterator[Finding]]


class Rule:
    """One rule; its name is its function's, its file's and its findings'."""

    def __init__(self, judge: Judge) -> None:
        """Wrap the function that judges."""
        self.name = judge.__name__
        self.__doc__ = judge.__doc__
        self.__module__ = judge.__module__
        self._judge = judge

    def findings(self, books: Books, policy: Policy) -> tuple[list[Finding], bool]:
        """What the rule finds, each under the rule's name, and whether it ran to its end.

        A rule that fails is our own mistake; it becomes an error that says so, and never a silence.
        """
        found: list[Finding] = []
        try:
            found.extend(f._replace(rule=self.name) for f in self._judge(books, policy))
        except Exception as failure:  # the boundary that keeps one broken rule from hiding the others
            said = f"规则没能运行完（{type(failure).__name__}：{failure}），这套账的结论不完整"
            found.append(Finding(WHOLE_BOOKS, said, None, self.name))
            return found, False
        return found, True

    def __call__(
        self, entries: list[Any], options: dict[str, Any], config: str | None = None
    ) -> tuple[list[Any], list[Finding]]:
        """Run as a Beancount plugin of its own, e.g. `plugin "plugins.relief_cap"`."""
        books = Books(entries, options)
        return entries, self.findings(books, books.policy)[0]


def rule(judge: Judge) -> Rule:
    """Make a function (books, policy) → findings a rule."""
    return Rule(judge)
