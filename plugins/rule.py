"""What every rule is: a pure function from books and policy to findings, callable as a Beancount plugin too.

A rule that needs several societies at once has a second function, from the district's books to findings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from ledger.books import Books, DistrictBooks
from ledger.findings import WHOLE_BOOKS, Finding
from ledger.policy import Policy

Judge = Callable[[Books, Policy], Iterator[Finding]]
Across = Callable[[DistrictBooks, Policy], Iterator[Finding]]


class Rule:
    """One rule; its name is its function's, its file's and its findings'."""

    def __init__(self, judge: Judge | None, lines: tuple[str, ...], across: Across | None = None) -> None:
        """Wrap the function that judges by these policy lines: one society's books, all of them, or both."""
        named = judge or across
        assert named is not None, "a rule judges something"
        self.name = named.__name__
        self.lines = lines
        """The policy lines that are its parameters; none where one law holds everywhere."""
        self.__doc__ = named.__doc__
        self.__module__ = named.__module__
        self._judge = judge
        self._across = across

    def between(self, across: Across) -> Across:
        """Make a function (district, policy) → findings the rule's second: what shows only across societies."""
        self._across = across
        return across

    def findings(self, books: Books, policy: Policy) -> tuple[list[Finding], bool]:
        """What the rule finds, each under the rule's name, and whether it ran to its end.

        A rule that fails is our own mistake; it becomes an error that says so, and never a silence.
        """
        return self._whole(lambda: self._judge(books, policy) if self._judge else iter(()))

    def findings_across(self, district: DistrictBooks, policy: Policy) -> tuple[list[Finding], bool]:
        """What the rule finds between the societies of a district, and whether it ran to its end."""
        return self._whole(lambda: self._across(district, policy) if self._across else iter(()))

    def _whole(self, judge: Callable[[], Iterator[Finding]]) -> tuple[list[Finding], bool]:
        found: list[Finding] = []
        try:
            found.extend(f._replace(rule=self.name) for f in judge())
        except Exception as failure:  # the boundary that keeps one broken rule from hiding the others
            said = f"规则{self.name}没能运行完（{type(failure).__name__}：{failure}），这套账的结论不完整"
            found.append(Finding(WHOLE_BOOKS, said, None, self.name))
            return found, False
        return found, True

    def __call__(
        self, entries: list[Any], options: dict[str, Any], config: str | None = None
    ) -> tuple[list[Any], list[Finding]]:
        """Run as a Beancount plugin of its own, e.g. `plugin "plugins.relief_cap"`."""
        books = Books(entries, options)
        return entries, self.findings(books, books.policy)[0]


def rule(*lines: str) -> Callable[[Judge], Rule]:
    """Make a function (books, policy) → findings a rule whose parameters are these policy lines."""
    return lambda judge: Rule(judge, lines)


def district_rule(*lines: str) -> Callable[[Across], Rule]:
    """Make a function (district, policy) → findings a rule that judges only all societies together."""
    return lambda across: Rule(None, lines, across)
