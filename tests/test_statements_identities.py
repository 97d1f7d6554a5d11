"""The statements tie to each other, whatever happened, under both regimes and over the turn of the year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as some

from ledger.books import Books
from ledger.chart import RESTRICTED, parse
from ledger.entries import posting_yuan
from ledger.restriction import Restrictions
from reports import period
from reports.period import Period
from reports.statements.closing_entries import closing_entries
from reports.statements.figures import STATEMENTS, activities, balance_sheet, cash_flows, index_of
from reports.statements.identities import identities
from reports.statements.regime import NEW, OLD, regime_on
from tests.statement_books import BEGIN, DAYS, Happened, happenings, random_books, terms
from tests.trials import trials

PERIODS = (
    period.year("2025"), period.year("2026"), period.quarter("2025Q3"), period.quarter("2026Q1"),
    period.month("2025-12"), period.month("2026-01"), period.month("2026-06"),
)  # fmt: skip
some_days = some.integers(-1, DAYS)
Terms = list[tuple[int, str, bool]]


@given(happenings, terms, some.sampled_from(PERIODS))
@trials(60)
def test_every_identity_holds(happened: list[Happened], restricted: Terms, of: Period) -> None:
    wrong = [each for each in identities(random_books(happened, restricted), of) if each.left != each.right]
    assert wrong == []


@given(happenings, terms, some_days)
@trials(60)
def test_the_balance_sheet_balances_on_every_day(
    happened: list[Happened], restricted: Terms, day: int
) -> None:
    books = random_books(happened, restricted)
    until = period.until(BEGIN + timedelta(day))
    sheet, regime = balance_sheet(books, until), regime_on(until.last)
    assets = sum(_yuan(books, until.last, "Assets"), Decimal(0))
    own = -sum(_yuan(books, until.last, "Income", "Expenses", "Equity"), Decimal(0))
    assert (
        sheet.amount(regime.total_assets, "closing") == sheet.amount(regime.total_claims, "closing") == assets
    )
    assert sheet.amount(regime.net[2], "closing") == own


@given(happenings, terms, some_days)
@trials(60)
def test_restricted_net_assets_are_what_the_restricted_funds_hold(
    happened: list[Happened], restricted: Terms, day: int
) -> None:
    books = random_books(happened, restricted)
    until = period.until(BEGIN + timedelta(day))
    known = Restrictions(books.facts)
    held = Decimal(0)
    for entry in books.transactions:
        legs: dict[str, Decimal] = {}
        for posting in entry.postings:
            fund = parse(posting.account).fund
            legs[fund] = legs.get(fund, Decimal(0)) + posting_yuan(posting)
        bare = legs.pop("", Decimal(0))
        if entry.date <= until.last:
            held += sum((yuan for fund, yuan in legs.items() if known.on(fund, until.last)), Decimal(0))
            claims = [p for p in entry.postings if parse(p.account).root in ("Assets", "Liabilities")]
            claimed = sum((posting_yuan(p) for p in claims if not parse(p.account).fund), Decimal(0))
            main = max(sorted(legs), key=lambda fund: abs(legs[fund]), default="")
            held += claimed if main and known.on(main, until.last) else 0
            by_hand = [p for p in entry.postings if p.account == RESTRICTED and not legs]
            held -= sum(map(posting_yuan, by_hand))
        assert sum(legs.values()) + bare == 0
    assert balance_sheet(books, until).amount(regime_on(until.last).net[1], "closing") == held


@given(happenings, terms, some.sampled_from(("2025", "2026")))
@trials(30)
def test_the_months_sum_to_the_year(happened: list[Happened], restricted: Terms, of: str) -> None:
    books = random_books(happened, restricted)
    index = index_of(books)
    months = [period.month(f"{of}-{n:02d}") for n in range(1, 13)]
    for make in (activities, cash_flows):
        year = make(books, period.year(of), index)
        parts = [make(books, month, index) for month in months]
        for line in (line.number for line in year.lines if line.number):
            for column in (column for column in year.columns if column.startswith("year")):
                month_column = column.replace("year", "period")
                summed = sum((each.amount(line, month_column) for each in parts), Decimal(0))
                assert summed == year.amount(line, column), (year.name, line, column)


@given(happenings, terms, some.sampled_from(PERIODS))
@trials(30)
def test_every_figure_is_the_sum_of_its_entries(
    happened: list[Happened], restricted: Terms, of: Period
) -> None:
    books = random_books(happened, restricted)
    for make in STATEMENTS.values():
        statement = make(books, of)
        for line in (line.number for line in statement.lines if line.number):
            for column in statement.columns:
                made_of = statement.pieces(line, column)
                assert sum((piece.amount for piece in made_of), Decimal(0)) == statement.amount(line, column)
                assert [piece.day for piece in made_of] == sorted(piece.day for piece in made_of)


@given(happenings, terms, some.sampled_from(PERIODS))
@trials(40)
def test_the_closing_entries_leave_just_the_net_assets_of_the_balance_sheet(
    happened: list[Happened], restricted: Terms, of: Period
) -> None:
    books = random_books(happened, restricted)
    entries = closing_entries(books, of)
    assert all(sum(line.yuan for line in entry.posted) == 0 for entry in entries)
    left: dict[str, Decimal] = {}
    for name, yuan in _booked(books, of):
        left[name] = left.get(name, Decimal(0)) + yuan
    for entry in entries:
        for line in entry.posted:
            left[line.account] = left.get(line.account, Decimal(0)) + line.yuan
    of_year = of._replace(first=of.year_begins)
    before = balance_sheet(books, period.until(of.first - timedelta(days=1)))
    after = balance_sheet(books, of_year)
    for at, name in ((0, "非限定性"), (1, "限定性")):
        grown = -sum(
            (
                yuan
                for account, yuan in left.items()
                if account.endswith(f"{'31' + '0' + str(at + 1)}{name}净资产")
            ),
            Decimal(0),
        )
        was = before.amount(regime_on(before.columns["closing"].last).net[at], "closing")
        assert after.amount(regime_on(of.last).net[at], "closing") - was == grown
    assert not any(yuan for name, yuan in left.items() if parse(name).root in ("Income", "Expenses"))


@given(happenings)
@trials(20)
def test_net_assets_are_the_same_under_both_regimes(happened: list[Happened]) -> None:
    books = random_books(happened)
    eve, new_year = period.until(date(2025, 12, 31)), period.month("2026-01")
    old, new = balance_sheet(books, eve), balance_sheet(books, new_year)
    for before, after in zip(OLD.net, NEW.net, strict=True):
        assert old.amount(before, "closing") == new.amount(after, "opening")


def _yuan(books: Books, last: date, *roots: str) -> Iterator[Decimal]:
    for entry in books.transactions:
        for posting in entry.postings:
            if entry.date <= last and parse(posting.account).root in roots:
                yield posting_yuan(posting)


def _booked(books: Books, of: Period) -> Iterator[tuple[str, Decimal]]:
    """What stands on income, expenses and net assets in a period."""
    for entry in books.transactions:
        for posting in entry.postings:
            if of.holds(entry.date) and parse(posting.account).root in ("Income", "Expenses", "Equity"):
                yield posting.account, posting_yuan(posting)
