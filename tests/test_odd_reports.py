"""Odd books and reports: whatever is lacking in the books, each report is made or says in a sentence why it is not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest

from huzhu.reporting.asking import Wanted, paper_of, refuse_fractions
from ledger.books import Books
from ledger.chart import bank_account
from ledger.mistake import Mistake
from reports import period
from reports.bank.reconciliation import reconciliation
from reports.drawing.draw import draw
from reports.forms import Field, Form, Grid
from reports.period import Period
from reports.report import Asked, Report
from reports.rows import Column, Row, Sheet
from reports.table import TABLE, report
from tests.every_kind import FAULTY
from tests.ledgers import indexed
from tests.test_draw import workbook
from tests.test_odd_text import KEYS, ODD, books, with_value

TODAY = date(2026, 9, 10)
SOUND = FAULTY.replace("100.005", "100.00")
CASES = ("JZ-2026-0001", "JZ-2026-0002", "JZ-2026-0003")
BREAKS_THE_TRAIL = {"prev"}
"""Whose odd value no report ever sees: the trail does not hold then, and the books are not read at all."""


def _days(found: Report) -> Period:
    spans = (period.year("2026"), period.month("2026-04"), period.quarter("2026Q2"))
    return next((of for of in spans if of.span in found.spans), period.until(TODAY))


def _said(found: Report) -> Iterator[dict[str, str]]:
    if "case!" in found.options:
        yield from ({"case": number} for number in CASES)
    else:
        yield {"figure": "activities:12:year-total"} if "figure!" in found.options else {}


def made(index: Books) -> int:
    """How many papers every report makes of the books; Mistake is an answer, anything else is not."""
    count = 0
    for found in (f for f in map(report, TABLE) if isinstance(f, Report)):
        for said in _said(found):
            wanted = Wanted(found, _days(found), found.audiences[0], True, said)
            asked = Asked(index, wanted.period, wanted.audience, TODAY, "ab" * 32, said)
            try:
                paper_of(asked, wanted)
                count += 1
            except Mistake as mistake:
                assert str(mistake), found.name
    return count


def test_of_the_books_as_they_are_most_reports_are_made() -> None:
    assert made(books(SOUND)) > 50


@pytest.mark.parametrize("key", KEYS)
def test_a_key_left_out_makes_no_report_fail(key: str) -> None:
    made(books(SOUND, change=with_value(key)))


@pytest.mark.parametrize(("key", "odd"), [(key, ODD[at % len(ODD)]) for at, key in enumerate(KEYS)])
def test_an_odd_value_makes_no_report_fail(key: str, odd: object) -> None:
    if key not in BREAKS_THE_TRAIL:
        made(books(SOUND, change=with_value(key, odd)))


# --- each way in which one failed


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ("Expenses:5901其他费用  0.005 CNY\n  Assets:1001现金:03社会捐赠  -0.005 CNY", "金额0.005不是"),
        ("Assets:1201存货:03社会捐赠  1.5 DAMI {0.33 CNY}\n  Income:4101捐赠收入", "金额0.495不是"),
        ("Assets:1201存货:03社会捐赠  3 DAMI {3 CNY}\n  Income:4101捐赠收入  -9.00 CNY", "金额3不是"),
    ],
)
def test_what_is_not_in_whole_fen_is_told_and_makes_no_paper(lines: str, sentence: str) -> None:
    index, _ = indexed(f'2026-06-26 * "甲" "零头"\n  voucher: "2026-06-001"\n  {lines}\n')
    with pytest.raises(Mistake, match="2026-06-26（2026-06-001）的" + sentence):
        refuse_fractions(index, date(2026, 6, 26))
    refuse_fractions(index, date(2026, 6, 25))


def test_goods_in_fractions_that_come_to_whole_fen_are_no_fault() -> None:
    lines = "Assets:1201存货:03社会捐赠  2.5 DAMI {60.00 CNY}\n  Income:4101捐赠收入  -150.00 CNY"
    refuse_fractions(indexed(f'2026-06-26 * "甲" "米"\n  {lines}\n')[0], date.max)


def test_the_first_year_there_is_has_no_complaints() -> None:
    found = report("complaints")
    assert isinstance(found, Report)
    (sheet,) = found.leaves(Asked(books(SOUND), period.year("0001"), found.audiences[0], TODAY))
    assert isinstance(sheet, Sheet) and sheet.rows == ()


def test_a_statement_with_a_balance_at_one_end_only_is_told() -> None:
    account = bank_account(1, "农商行基本户")
    text = SOUND.replace("  opening: 100.00 CNY\n", "")
    assert text != SOUND
    with pytest.raises(Mistake, match="没有期初余额，编不了余额调节表"):
        reconciliation(books(text), TODAY, "", account)
    whole = reconciliation(books(SOUND), TODAY, "", account)
    assert any(Decimal("200.00") in row.cells for row in whole.rows)


@pytest.mark.parametrize("columns", [1, 5, 9])
def test_a_form_with_many_fields_on_a_line_fits_its_workbook(columns: int) -> None:
    told = Sheet(
        "表", "", tuple(Column(f"c{at}", "栏", "text") for at in range(columns)), (Row(("字",) * columns),)
    )
    line = tuple(Field(f"栏{at}", f"值{at}") for at in range(3))
    drawn = workbook(draw(Form("申请单", (Grid((line,)), told)), "xlsx"))
    cells = [cell.value for cell in drawn[3]]
    assert cells[:6] == ["栏0", "值0", "栏1", "值1", "栏2", "值2"]
