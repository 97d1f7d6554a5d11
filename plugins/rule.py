"""What every rule is: a pure function from books and policy to findings, callable as a Beancount plugin too.

A rule that needs several societies at once has a second function, from the district's books to findings. What
of a rule looks only at an entry, its case and its month is said to be near: when an entry is added to long
books, that part is run on what lies near it (`ledger.growing.near`), and the others on all the books.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any

from ledger.books import Books, DistrictBooks
from ledger.findings import WHOLE_BOOKS, Finding
from ledger.policy import Policy

Judge = Callable[[Books, Policy], Iterator[Finding]]
Across = Callable[[DistrictBooks, Policy], Iterator[Finding]]


class Rule:
    """One rule; its name is its function's, its file's and its findings'."""

    def __init__(
        self,
        judge: Judge | None,
        lines: tuple[str, ...],
        across: Across | None = None,
        near: Judge | None = None,
    ) -> None:
        """Wrap the functions that judge by these policy lines: all books of a society, what is near, a district's."""
        named = judge or near or across
        assert named is not None, "a rule judges something"
        self.name = named.__name__
        self.lines = lines
        """The policy lines that are its parameters; none where one law holds everywhere."""
        self.__doc__ = named.__doc__
        self.__module__ = named.__module__
        self._judge = judge
        self._near = near
        self._across = across
        self.of_money = False
        """Whether it looks at transactions and lasting facts alone, so that no step of a case bears upon it."""

    def beside(self, near: Judge) -> Judge:
        """Make a function (books, policy) → findings the part of the rule that looks only at what is near an entry."""
        self._near = near
        return near

    def between(self, across: Across) -> Across:
        """Make a function (district, policy) → findings the rule's second: what shows only across societies."""
        self._across = across
        return across

    def findings(self, books: Books, policy: Policy) -> tuple[list[Finding], bool]:
        """What the rule finds, each under the rule's name, and whether it ran to its end.

        A rule that fails is our own mistake; it becomes an error that says so, and never a silence.
        """
        return self.findings_near(books, books, policy)

    def findings_near(self, books: Books, near: Books, policy: Policy) -> tuple[list[Finding], bool]:
        """As `findings`, but its part that looks only at what is near sees no more than `near` of the books."""
        whole = None if self.of_money and not books.moved else self._judge
        parts = [(whole, books), (self._near, near)]
        return self._whole(lambda: chain.from_iterable(part(seen, policy) for part, seen in parts if part))

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


def money_rule(*lines: str) -> Callable[[Judge], Rule]:
    """The same of a rule that no step of a case bears upon: where no transaction was added, it finds what it found."""

    def made(judge: Judge) -> Rule:
        ruled = Rule(judge, lines)
        ruled.of_money = True
        return ruled

    return made


def near_rule(*lines: str) -> Callable[[Judge], Rule]:
    """The same of a rule whose every finding about an entry rests on its month, its cases and lasting facts alone."""
    return lambda judge: Rule(None, lines, near=judge)


def district_rule(*lines: str) -> Callable[[Across], Rule]:
    """Make a function (district, policy) → findings a rule that judges only all societies together."""
    return lambda across: Rule(None, lines, across)
