"""The statements of the golden year, recomputed by beanquery and by hledger: all three agree to the fen."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from huzhu.reading import read
from ledger.books import Books
from reports import period
from reports.period import Period
from reports.statements.figures import STATEMENTS
from reports.statements.plain_journal import journal
from tests import second_books
from tests.golden_year import golden
from tests.second_books import Beanquery, Figures, Hledger, activities, balance_sheet, cash_flows, differences
from tests.terminal import huzhu

YEARS = {
    "2025": (period.year("2025"), {"year": (2025, 1, 2025, 12), "prior": (2024, 1, 2024, 12)}),
    "2026": (period.month("2026-05"), {"period": (2026, 5, 2026, 5), "year": (2026, 1, 2026, 5)}),
}
Second = Callable[[], second_books.Books]


@pytest.fixture(scope="module")
def ours() -> Books:
    """The golden society's books as huzhu reads them."""
    return read(golden())[0]


@pytest.fixture(scope="module", params=["beanquery", "hledger"])
def second(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> second_books.Books:
    """The same books as another program reads them."""
    if request.param == "beanquery":
        return Beanquery(golden())
    assert shutil.which("hledger", path="/usr/bin:/bin"), (
        "hledger is needed to recompute the statements: apt install hledger"
    )
    path = tmp_path_factory.mktemp("hledger") / "golden.journal"
    said = huzhu("export", "--format", "hledger", "-o", path, books=golden().folder)
    assert said.code == 0, said.all
    return Hledger(path)


def _ours(books: Books, name: str, of: Period) -> Figures:
    statement = STATEMENTS[name](books, of)
    numbers = [line.number for line in statement.lines if line.number]
    return {(n, column): statement.amount(n, column) for n in numbers for column in statement.columns}


def _span(first_year: int, first: int, last_year: int, last: int) -> tuple[date, date]:
    return period.month(f"{first_year}-{first:02d}").first, period.month(f"{last_year}-{last:02d}").last


@pytest.mark.parametrize("year", YEARS)
def test_the_balance_sheet_agrees(ours: Books, second: second_books.Books, year: str) -> None:
    of = YEARS[year][0]
    days = {"opening": date(of.last.year - 1, 12, 31), "closing": of.last}
    theirs = balance_sheet(second, days, year == "2026")
    assert list(differences(_ours(ours, "balance-sheet", of), theirs)) == []
    assert sum(map(bool, theirs.values())) > 10


@pytest.mark.parametrize("year", YEARS)
def test_the_statement_of_activities_agrees(ours: Books, second: second_books.Books, year: str) -> None:
    of, columns = YEARS[year]
    theirs = activities(second, {key: _span(*span) for key, span in columns.items()}, year == "2026")
    assert list(differences(_ours(ours, "activities", of), theirs)) == []
    assert sum(map(bool, theirs.values())) > 10


@pytest.mark.parametrize("year", YEARS)
def test_the_cash_flows_agree(ours: Books, second: second_books.Books, year: str) -> None:
    of, columns = YEARS[year]
    theirs = cash_flows(second, {key: _span(*span) for key, span in columns.items()})
    assert list(differences(_ours(ours, "cash-flows", of), theirs)) == []
    assert sum(map(bool, theirs.values())) > 8


def test_the_exported_journal_passes_hledger_s_strictest_look(tmp_path: Path) -> None:
    path = tmp_path / "a.journal"
    assert huzhu("export", "-o", path, books=golden().folder).code == 0
    assert Hledger._run(path, "check", "--strict", "ordereddates") == ""


def test_every_transaction_is_exported_with_its_voucher(ours: Books) -> None:
    text = journal(ours, "hledger")
    vouchers = [t.meta["voucher"] for t in ours.transactions]
    assert len(vouchers) > 40
    assert [v for v in vouchers if f"({v}) " not in text] == []


def test_ledger_s_own_dialect_keeps_the_purpose_and_the_fund_beside_the_payee(ours: Books) -> None:
    lines = journal(ours, "ledger").splitlines()
    at = next(n for n, line in enumerate(lines) if line.endswith("张氏后人"))
    assert lines[at : at + 5] == [
        "2025-03-05 * (2025-03-001) 张氏后人",
        "    ; 摘要: 爱心捐款",
        "    ; fund: 11张氏助学专项",
        "    Assets:1002银行存款:01农商行基本户:11张氏助学专项  6000.00 CNY",
        "    Income:4101捐赠收入  -6000.00 CNY",
    ]


def test_the_export_goes_to_the_screen_where_no_file_is_named(ours: Books) -> None:
    said = huzhu("export", "--format", "ledger", books=golden().folder)
    assert (said.code, said.out) == (0, journal(ours, "ledger"))


def test_the_export_names_no_pseudonym_and_no_officer(ours: Books) -> None:
    text = journal(ours, "hledger")
    assert "P-" not in text
    assert not any(who in text for who in ("zhangsan", "wangwu", "zhaoliu"))
