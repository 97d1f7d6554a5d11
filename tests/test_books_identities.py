"""The account books tie to each other and to the balance sheet, whatever happened, over the turn of the year."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as some

from ledger.chart import RESTRICTED, UNRESTRICTED, parse
from ledger.entries import posting_yuan
from reports.books.account_book import account_books, together
from reports.books.detail_ledger import detail_ledger
from reports.books.journals import bank_journal, cash_journal
from reports.books.trial_balance import trial_balance
from reports.books.voucher_summary import voucher_summary
from reports.books.vouchers import vouchers_of
from reports.books.wording import levels
from reports.rows import Row
from reports.statements.figures import balance_sheet
from reports.statements.regime import MONEY, regime_on
from tests.asked_of import asked_of
from tests.statement_books import Happened, happenings, random_books, terms
from tests.trials import trials

PERIODS = some.sampled_from(("2025", "2026", "2025Q3", "2026Q1", "2025-12", "2026-01", "2026-06"))
Terms = list[tuple[int, str, bool]]
ZERO = Decimal("0.00")


def _money(row: Row, first: int) -> list[Decimal]:
    return [Decimal(str(cell or 0)) for cell in row.cells[first : first + 2]]


@given(happenings, terms, PERIODS)
@trials(40)
def test_the_trial_balance_and_every_voucher_balance(
    happened: list[Happened], restricted: Terms, of: str
) -> None:
    asked = asked_of(random_books(happened, restricted), of)
    total = trial_balance(asked).rows[-1]
    for at in (2, 4, 6):
        debit, credit = _money(total, at)
        assert debit == credit
    for voucher in vouchers_of(asked):
        assert voucher.total == sum((line.credit for line in voucher.lines), ZERO)
    assert _money(voucher_summary(asked).rows[-1], 2) == _money(total, 4)


@given(happenings, terms, PERIODS)
@trials(40)
def test_each_account_holds_what_was_booked_on_it(
    happened: list[Happened], restricted: Terms, of: str
) -> None:
    books = random_books(happened, restricted)
    asked = asked_of(books, of)
    booked: dict[str, Decimal] = {}
    for entry in books.transactions:
        for posting in entry.postings if entry.date <= asked.period.last else ():
            if parse(posting.account).root in ("Assets", "Liabilities"):
                booked[posting.account] = booked.get(posting.account, ZERO) + posting_yuan(posting)
    kept = {name: each.closing for name, each in account_books(asked).items() if each.closing}
    held = {name: yuan for name, yuan in kept.items() if parse(name).root in ("Assets", "Liabilities")}
    assert held == {name: yuan for name, yuan in booked.items() if yuan}
    money = sum((yuan for name, yuan in held.items() if parse(name).is_money), ZERO)
    ended = (sheet.rows[-1].cells[-1] for sheet in (cash_journal(asked), *bank_journal(asked)))
    assert sum((end for end in ended if isinstance(end, Decimal)), ZERO) == money


@given(happenings, terms, PERIODS)
@trials(40)
def test_the_books_say_what_the_balance_sheet_says(
    happened: list[Happened], restricted: Terms, of: str
) -> None:
    books = random_books(happened, restricted)
    asked = asked_of(books, of)
    kept = together(account_books(asked).values(), lambda name: levels(name)[0])
    sheet = balance_sheet(books, asked.period)
    free, bound, net = (sheet.amount(n, "closing") for n in regime_on(asked.period.last).net)
    places = [each.closing for name, each in kept.items() if parse(name).is_money]
    assert sum(places, ZERO) == sheet.amount(MONEY, "closing")
    own = [e.closing for n, e in kept.items() if parse(n).root in ("Equity", "Income", "Expenses")]
    assert -sum(own, ZERO) == net
    if asked.period.last.month == 12:
        assert -sum((kept[n].closing for n in (UNRESTRICTED,) if n in kept), ZERO) == free
        assert -sum((kept[n].closing for n in (RESTRICTED,) if n in kept), ZERO) == bound


@given(happenings, terms, some.sampled_from(("2025", "2026")))
@trials(20)
def test_each_month_begins_with_what_the_month_before_ended_with(
    happened: list[Happened], restricted: Terms, of: str
) -> None:
    books = random_books(happened, restricted)
    before: dict[str, Decimal] = {}
    for number in range(1, 13):
        asked = asked_of(books, f"{of}-{number:02d}")
        kept = account_books(asked)
        opened = {name: each.opening for name, each in kept.items() if each.opening}
        assert number == 1 or opened == before
        before = {name: each.closing for name, each in kept.items() if each.closing}
        day = asked.period.last + timedelta(days=1)
        assert all(row.cells[0] is None or str(row.cells[0]) < str(day) for row in detail_ledger(asked).rows
                   if row.style != "heading")  # fmt: skip
