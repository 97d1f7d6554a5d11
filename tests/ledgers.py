"""Tiny ledgers in docstrings: each is the test of one rule, and its name is the sentence.

    RULE = relief_cap

    @books
    def test_one_fen_over_the_cap_is_refused() -> None:
        '''
        2026-07-10 * "汪*" "应急救助"
          Expenses:5101业务活动成本:02应急救助   1000.01 CNY   ; !! 超过上限1000
          Assets:1001现金:03社会捐赠
        '''

`; !!` marks a line that must be found an error, `; ~~` overdue, `; ??` a warning, each with words of the
message; every other line must pass, so silence is tested as well. `; !! a ; !! b` asks for two. A society's
accounts are open since 2024-01-01 and the policy of 徽州 holds. First lines may say otherwise:

    as of 2026-08-10          the day of judgement (else the last dated line's)
    bureau                    the finance bureau's books
    no policy                 no policy but the lines in the docstring
    policy honghe             another district's policy
    whole books: !! words     a finding that points at no line
"""

from __future__ import annotations

import inspect
import re
from collections import Counter
from collections.abc import Callable
from copy import copy
from datetime import date
from functools import wraps

from beancount import loader
from beancount.core import data

from ledger import chart, growing, writing
from ledger.books import Books
from ledger.events.facts import opens
from ledger.findings import Finding
from ledger.policy import Policy, text_of
from ledger.shapes import OF_A_CASE, OF_A_MONTH
from plugins.rule import Rule

BANK = chart.bank_account(1, "农商行基本户")
_MARKS = {"!!": "error", "~~": "overdue", "??": "warning"}
_EXPECTED = re.compile(r"; (!!|~~|\?\?) ([^;]*)")


def books(test: Callable[[], None]) -> Callable[[], None]:
    """Judge the ledger in the test's docstring by the module's RULE, and compare with its marks."""
    rule: Rule = test.__globals__["RULE"]
    assert test.__doc__, f"{test.__name__} has no ledger"
    ledger = inspect.cleandoc(test.__doc__)

    @wraps(test)
    def run() -> None:
        compare(judge(rule, ledger), ledger)
        added_last(rule, *indexed(ledger))
        test()

    return run


def added_last(rule: Rule, index: Books, policy: Policy) -> None:
    """Whichever entry of a ledger came last: near it is found all that it brings to the whole books, or more.

    More only where the books had a finding of the kind before: a rule that tells of a thing once.
    """
    for last in [*index.transactions, *(c for c in index.customs if c.type in (*OF_A_CASE, *OF_A_MONTH))]:
        others = [e for e in (*index.transactions, *index.customs) if e is not last]
        lasting = [*index.policy_lines, *index.opens.values()]
        before = Books(sorted([*others, *lasting], key=data.entry_sortkey), index.options, index.day)
        after = growing.grown(before, [last])
        after.day = index.day
        whole = _of(rule.findings(anew(after), policy)) - (had := _of(rule.findings(before, policy)))
        before.moved = after.moved
        short = _of(rule.findings_near(after, growing.near(after, [last]), policy))
        short -= _of(rule.findings_near(before, growing.near(before, [last]), policy))
        assert not whole - short, f"{last.date} {whole - short} is found in the whole books only"
        assert had or not short - whole, f"{last.date} {short - whole} is found near the entry only"


def anew(books: Books) -> Books:
    """The same books, of which nothing was ever judged."""
    fresh = copy(books)
    fresh.since, fresh.moved = "", True
    return fresh


def _of(judged: tuple[list[Finding], bool]) -> Counter[tuple[str, int, str]]:
    return Counter((f.severity, f.line, f.text) for f in judged[0])


def compare(found: list[tuple[int, Finding]], ledger: str) -> None:
    """Hold what was found against the marks of a ledger, line by line."""
    expected = _expected(ledger)
    told = "\n".join(f"{line}: {f.severity} {f.text}" for line, f in found) or "（什么也没有发现）"
    for line, severity, words in expected:
        hit = next(
            (x for x in found if (x[0], x[1].severity) == (line, severity) and words in x[1].text), None
        )
        assert hit is not None, f"第{line}行应有 {severity}“{words}”，实际：\n{told}"
        found.remove(hit)
    assert not found, f"多出来的：\n{told}"


def told(rule: Rule, ledger: str) -> list[str]:
    """What the rule says of a ledger that a test puts together: severity and text of each finding."""
    return [f"{found.severity} {found.text}" for _, found in judge(rule, ledger.strip("\n"))]


def judge(rule: Rule, ledger: str) -> list[tuple[int, Finding]]:
    """The rule's findings on a ledger, each with the line of the ledger that it points at."""
    index, policy = indexed(ledger)
    found, whole = rule.findings(index, policy)
    assert whole, found
    assert all(f.rule == rule.name for f in found)
    return [(f.line, f) for f in found]


def indexed(ledger: str) -> tuple[Books, Policy]:
    """The index of a tiny ledger, and the policy that it is judged by."""
    head, day, bureau, policy = _head(ledger)
    prelude = text_of(policy) if policy else ""
    accounts = chart.bureau_accounts() if bureau else chart.society_accounts((BANK,))
    opened = {m[1] for m in re.finditer(r"^\S+ open (\S+)", ledger, re.MULTILINE)}
    prelude += writing.text(opens(date(2024, 1, 1), [a for a in accounts if a not in opened]))
    body = "\n" * head + "\n".join(ledger.split("\n")[head:])
    entries, errors, options = loader.load_string(body + "\n" + prelude)
    assert not errors, [e.message for e in errors]
    options = dict(options) | {
        "filename": "district.beancount" if bureau else "main.beancount",
        "include": [],
    }
    last = max(
        (e.date for e in entries if e.meta["lineno"] <= ledger.count("\n") + 1), default=date(2024, 1, 1)
    )
    return Books(entries, options, day or last), Policy(e for e in entries if _is_policy(e))


def _is_policy(entry: object) -> bool:
    return isinstance(entry, data.Custom) and entry.type == "policy"


def _head(ledger: str) -> tuple[int, date | None, bool, str]:
    """How many head lines there are, and what they say."""
    day, bureau, policy, count = None, False, "huizhou", 0
    for line in ledger.split("\n"):
        if line.startswith("as of "):
            day = date.fromisoformat(line[6:].strip())
        elif line == "bureau":
            bureau = True
        elif line == "no policy":
            policy = ""
        elif line.startswith("policy "):
            policy = line.removeprefix("policy ").strip()
        elif not line.startswith("whole books:"):
            break
        count += 1
    return count, day, bureau, policy


def _expected(ledger: str) -> list[tuple[int, str, str]]:
    expected = []
    for number, line in enumerate(ledger.split("\n"), 1):
        if line.startswith("whole books:"):
            mark, _, words = line.partition(":")[2].strip().partition(" ")
            expected.append((0, _MARKS[mark], words.strip()))
        else:
            expected += [(number, _MARKS[m[1]], m[2].strip()) for m in _EXPECTED.finditer(line)]
    assert Counter(expected).most_common(1)[0][1] == 1 if expected else True
    return expected
