"""Tiny districts in docstrings: the bureau's books and several societies', for the rules that need them all.

    @district
    def test_what_was_paid_and_not_booked_is_found() -> None:
        '''
        == bureau
        2026-01-14 * "石岗村互助社" "启动补助"   ; !! 没有入账
          ...
        == shigang
        2026-01-15 * ...
        '''

Each part is a ledger of tests.ledgers with its own marks; `as of` is said in the bureau's and holds for all.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from functools import wraps

from ledger.books import DistrictBooks
from plugins.rule import Rule
from tests.ledgers import compare, indexed


def district(test: Callable[[], None]) -> Callable[[], None]:
    """Judge the district in the test's docstring by the module's RULE, and compare with its marks."""
    rule: Rule = test.__globals__["RULE"]
    assert test.__doc__, f"{test.__name__} has no district"
    parts = re.split(r"^== (\S+)\n", inspect.cleandoc(test.__doc__) + "\n", flags=re.MULTILINE)
    ledgers = dict(zip(parts[1::2], parts[2::2], strict=True))

    @wraps(test)
    def run() -> None:
        as_of = re.search(r"^as of .*\n", ledgers["bureau"], re.MULTILINE)
        days = as_of[0] if as_of else ""
        texts = {name: text if days in text else days + text for name, text in ledgers.items()}
        texts["bureau"] = "bureau\n" + texts["bureau"]
        read = {name: indexed(text) for name, text in texts.items()}
        books, policy = read.pop("bureau")
        for name, (each, _) in read.items():
            for entry in (*each.transactions, *(f.entry for k in each.facts.kinds for f in each.facts.of(k))):
                entry.meta["filename"] = name
                for posting in getattr(entry, "postings", ()):
                    posting.meta["filename"] = name
        every = DistrictBooks(books, {name: each for name, (each, _) in read.items()})
        found, whole = rule.findings_across(every, policy)
        assert whole, found
        assert all(f.rule == rule.name for f in found)
        for name, text in texts.items():
            mine = [f for f in found if (f.file if f.file in read else "bureau") == name]
            compare([(f.line, f) for f in mine], text)
        test()

    return run
