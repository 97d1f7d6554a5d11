"""Two other programs that add up the same books: beanquery on the society's own files, hledger on the exported journal.

Each answers one question: how much stands on accounts, between two days, of restricted money or free. The table of
which accounts make which line of a form is written here a second time, so that a slip in ours has nowhere to hide.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple, Protocol
from unittest import mock

import beanquery
from beanquery import query_compile, query_env

from ledger.district import Society

ZERO = Decimal(0)
RESTRICTED_FUNDS = ("01财政补助", "11张氏助学专项")
MONEY = "Assets:(1001|1002|1009)"
FOREVER = date(1990, 1, 1)


class Asked(NamedTuple):
    """What is summed, debits above zero: accounts that begin so, days, restricted or free, entries of money only."""

    accounts: str
    first: date
    last: date
    restricted: bool | None = None
    with_money: bool = False


class Books(Protocol):
    """A program that knows the books."""

    def sum(self, asked: Asked) -> Decimal:
        """The sum asked for, goods at cost."""


class Beanquery:
    """SQL on the files that the society keeps."""

    def __init__(self, society: Society) -> None:
        """Open them as anybody may."""
        self._cursor = beanquery.connect(f"beancount:{society.folder / 'main.beancount'}").cursor()

    def sum(self, asked: Asked) -> Decimal:
        """One SELECT."""
        where = [f"account ~ '^{asked.accounts}'", f"date >= {asked.first}", f"date <= {asked.last}"]
        if asked.restricted is not None:
            found = f"findfirst('.*:({'|'.join(RESTRICTED_FUNDS)})$', other_accounts)"
            where.append(f"{found} IS {'NOT ' * asked.restricted}NULL")
        if asked.with_money:
            where.append(f"findfirst('{MONEY}', other_accounts) IS NOT NULL")
        # A desk in this process has cut down what may be searched for: these questions are our own.
        with mock.patch.object(query_env, "re", re), mock.patch.object(query_compile, "re", re):
            self._execute(where)
        rows: list[Any] = self._cursor.fetchall()
        return rows[0][0] if rows and rows[0][0] is not None else ZERO

    def _execute(self, where: list[str]) -> None:
        self._cursor.execute(f"SELECT sum(number(cost(position))) AS yuan WHERE {' AND '.join(where)}")


class Hledger:
    """hledger on the journal that `huzhu export` wrote."""

    def __init__(self, journal: Path) -> None:
        """Keep the journal, and of it the entries in which there is money."""
        self._journal = journal
        self._moneyed = journal.with_suffix(".money")
        self._moneyed.write_text(self._run(journal, "print", "-x", f"acct:^{MONEY}"), encoding="utf-8")

    def sum(self, asked: Asked) -> Decimal:
        """The total of one balance report."""
        query = [f"acct:^{asked.accounts}", f"date:{asked.first}..{asked.last + date.resolution}"]
        if asked.restricted is not None:
            query.append(f"{'not:' * (not asked.restricted)}tag:fund=^({'|'.join(RESTRICTED_FUNDS)})$")
        journal = self._moneyed if asked.with_money else self._journal
        total = self._run(journal, "balance", "-B", "-O", "csv", *query).splitlines()[-1]
        return Decimal(total.split(",")[-1].strip('"').removesuffix(" CNY"))

    @staticmethod
    def _run(journal: Path, *words: str) -> str:
        done = subprocess.run(
            ["hledger", "-f", str(journal), *words],
            capture_output=True, text=True, check=True, env={"LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"},
        )  # fmt: skip
        return done.stdout


Figures = dict[tuple[int, str], Decimal]
_SHEET = {
    False: ({1: MONEY, 3: "Assets:1122", 8: "Assets:1201", 51: "Assets:1801"}, {62: "Liabilities:2209", 91: "Liabilities:2601"}),
    True: ({1: MONEY, 3: "Assets:1122", 5: "Assets:1201", 26: "Assets:1801"}, {62: "Liabilities:2209", 75: "Liabilities:2601"}),
}  # fmt: skip
_SHEET_SUMS = {
    False: {20: (1, 3, 8), 60: (20, 51), 80: (62,), 100: (80, 91), 110: (101, 105), 120: (100, 110)},
    True: {9: (1, 3, 5), 27: (9, 26), 69: (62,), 76: (69, 75), 79: (77, 78), 80: (76, 79)},
}
_INCOME = {
    False: {1: "4101", 2: "4201", 3: "4301", 5: "4401", 9: "4901"},
    True: {1: "4101", 2: "4201", 3: "4301", 4: "4401", 8: "4901"},
}
_RELIEF = {13: "5101[^:]*:01", 14: "5101[^:]*:02", 15: "5101[^:]*:03", 16: "5101[^:]*:09"}
_SPENT = {
    False: {12: "5101", **_RELIEF, 21: "5301", 24: "5401", 28: "5901"},
    True: {10: "5101", 12: "5301", 13: "5401", 16: "5901"},
}
_CAME = {1: "Income:4101", 2: "Income:4201", 3: "Income:4301", 5: "Income:4401", 8: "(Income:4901|Equity)"}
_WENT = {14: "Expenses:5101[^:]*:0[123]", 16: "(Expenses:5101[^:]*:09|Assets:1201)", 19: "Expenses:5[349]"}
_CASH_SUMS = {13: (1, 2, 3, 5, 8), 23: (14, 16, 19), 24: (13, -23), 61: (24,)}


def balance_sheet(books: Books, columns: dict[str, date], new: bool) -> Figures:
    """会民非01 at the ends of some days."""
    found: Figures = {}
    assets, debts = _SHEET[new]
    for column, last in columns.items():
        for line, accounts in assets.items():
            found[line, column] = books.sum(Asked(accounts, FOREVER, last))
        for line, accounts in debts.items():
            found[line, column] = -books.sum(Asked(accounts, FOREVER, last))
        for line, restricted in zip((77, 78) if new else (101, 105), (False, True), strict=True):
            found[line, column] = -books.sum(Asked("(Income|Expenses|Equity)", FOREVER, last, restricted))
        _sum_up(found, column, _SHEET_SUMS[new])
    return found


def activities(books: Books, columns: dict[str, tuple[date, date]], new: bool) -> Figures:
    """会民非02; until 2025 all expenses are free, and the restricted part of them goes over."""
    found: Figures = {}
    for of, (first, last) in columns.items():
        for kind, restricted in (("unrestricted", False), ("restricted", True)):
            column = f"{of}-{kind}"
            for line, code in _INCOME[new].items():
                found[line, column] = -books.sum(Asked(f"Income:{code}", first, last, restricted))
            for line, code in _SPENT[new].items():
                asked = Asked(f"Expenses:{code}", first, last, restricted if new else None)
                found[line, column] = ZERO if restricted and not new else books.sum(asked)
            used = ZERO if new else books.sum(Asked("Expenses", first, last, True))
            _end(found, column, -used if restricted else used, new)
        for line, _ in [key for key in found if key[1] == f"{of}-restricted"]:
            found[line, f"{of}-total"] = found[line, f"{of}-unrestricted"] + found[line, f"{of}-restricted"]
    return found


def _end(found: Figures, column: str, over: Decimal, new: bool) -> None:
    """The sums of income and expenses, what went over, and the change."""
    income, spent, change = (9, 17, 21) if new else (11, 35, 45)
    found[income, column] = sum((found[line, column] for line in _INCOME[new]), ZERO)
    lines = (line for line in _SPENT[new] if new or line not in _RELIEF)
    found[spent, column] = sum((found[line, column] for line in lines), ZERO)
    found[18 if new else 40, column] = over
    found[change, column] = found[income, column] - found[spent, column] + over


def cash_flows(books: Books, columns: dict[str, tuple[date, date]]) -> Figures:
    """会民非03, by what stands against money."""
    found: Figures = {}
    for column, (first, last) in columns.items():
        for line, accounts in _CAME.items():
            found[line, column] = -books.sum(Asked(accounts, first, last, with_money=True))
        for line, accounts in _WENT.items():
            found[line, column] = books.sum(Asked(accounts, first, last, with_money=True))
        _sum_up(found, column, _CASH_SUMS)
    return found


def _sum_up(found: Figures, column: str, sums: dict[int, tuple[int, ...]]) -> None:
    for line, of in sums.items():
        found[line, column] = sum((found[abs(n), column] * (1 if n > 0 else -1) for n in of), ZERO)


def differences(ours: Figures, theirs: Figures) -> Iterator[str]:
    """Each figure that is not the same; what they do not name must be nought with us."""
    for key in sorted({*ours, *theirs}):
        if ours.get(key) != theirs.get(key, ZERO):
            yield f"{key}: {ours.get(key)} / {theirs.get(key)}"
