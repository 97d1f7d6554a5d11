"""Which funds are restricted on a day, and which fund an entry is of."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from ledger import chart
from ledger.books import Books
from ledger.restriction import Restrictions, fund_of, moved
from tests.books_of import books_of
from tests.ledgers import indexed
from tests.societies import BANK

NAMED = "11张氏助学专项"


def _books(*lines: str) -> Books:
    facts = "\n".join(
        f'{day} custom "基金" "{fund}" "设立"\n  source: "某"\n  restriction: "{kind}"'
        for day, fund, kind in (line.split() for line in lines)
    )
    return indexed(facts)[0]


@pytest.mark.parametrize("fund", chart.STANDARD_FUNDS)
def test_only_the_subsidy_is_restricted_where_nobody_says(fund: str) -> None:
    assert Restrictions(books_of().facts).on(fund, date(2026, 7, 1)) == (fund == chart.SUBSIDY_FUND)


def test_a_fund_is_what_its_line_says_from_that_day_on() -> None:
    known = Restrictions(_books(f"2026-03-02 {NAMED} 限定性").facts)
    assert [known.on(NAMED, date(2026, 3, day)) for day in (1, 2, 3)] == [False, True, True]


def test_the_last_line_holds() -> None:
    known = Restrictions(_books(f"2026-03-02 {NAMED} 限定性", f"2026-05-01 {NAMED} 非限定性").facts)
    assert [known.on(NAMED, date(2026, 4, 30)), known.on(NAMED, date(2026, 5, 1))] == [True, False]


def test_the_subsidy_is_free_where_its_line_says_so() -> None:
    known = Restrictions(_books("2026-03-02 01财政补助 非限定性").facts)
    assert [known.on(chart.SUBSIDY_FUND, date(2026, 3, day)) for day in (1, 2)] == [True, False]


def test_only_real_changes_are_changes() -> None:
    lines = (
        "2026-01-01 01财政补助 限定性",
        "2026-03-01 11甲专项 限定性",
        "2026-04-01 11甲专项 限定性",
        "2026-02-01 12乙专项 非限定性",
    )
    known = Restrictions(_books(*lines).facts)
    assert list(known.changes()) == [(date(2026, 3, 1), "11甲专项", True)]


def _entry(*legs: str, head: str = "") -> Any:
    text = f'2026-07-01 * "某" "某"\n{head}' + "".join(f"  {leg} CNY\n" for leg in legs)
    return indexed(text)[0].transactions[0]


def test_an_entry_is_of_the_fund_that_its_money_is_in() -> None:
    entry = _entry(f"{chart.EMERGENCY} 10.00", f"{BANK}:02集体支持 -10.00")
    assert fund_of(entry) == "02集体支持"


def test_an_entry_without_money_is_of_the_fund_that_it_names_or_of_none() -> None:
    legs = (f"{chart.OFFICE} 10.00", f"{chart.PAYABLE} -10.00")
    assert fund_of(_entry(*legs)) == ""
    assert fund_of(_entry(*legs, head='  fund: "02集体支持"\n')) == "02集体支持"
    assert fund_of(_entry(*legs, head='  fund: "集体"\n')) == ""


def test_of_two_funds_the_one_that_moved_more_is_the_entry_s() -> None:
    entry = _entry(f"{chart.OFFICE} 30.00", f"{BANK}:02集体支持 -10.00", f"{BANK}:03社会捐赠 -20.00")
    assert fund_of(entry) == "03社会捐赠"
    assert moved(entry) == {"02集体支持": Decimal("-10.00"), "03社会捐赠": Decimal("-20.00")}
