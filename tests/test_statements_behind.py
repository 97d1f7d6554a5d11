"""Every figure of the golden year's statements leads to the entries that make it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from huzhu.reading import read
from ledger.books import Books
from ledger.events import facts
from ledger.mistake import Mistake
from reports import period
from reports.period import Period
from reports.report import Asked, Audience
from reports.rows import Sheet, shown
from reports.statements import activities, balance_sheet, cash_flows
from reports.statements.behind import REPORT, behind, lines, pieces
from reports.statements.figures import STATEMENTS
from reports.table import report
from tests import societies as made
from tests.golden_year import golden
from tests.statement_rows import books_since_2024

PERIODS = (period.year("2025"), period.month("2025-12"), period.month("2026-05"), period.quarter("2026Q1"))
SHEETS = {"balance-sheet": balance_sheet, "activities": activities, "cash-flows": cash_flows}


@pytest.fixture(scope="module")
def books() -> Books:
    """The golden society's books."""
    return read(golden())[0]


def _asked(books: Books, of: Period = PERIODS[0], **said: str) -> Asked:
    return Asked(books, of, Audience.AUDITOR, date(2026, 7, 20), said=said)


def _sheet(asked: Asked, name: str) -> Sheet:
    leaf = report(name).leaves(asked)[0]  # type: ignore[call-arg, arg-type]
    assert isinstance(leaf, Sheet)
    return leaf


@pytest.mark.parametrize("of", PERIODS, ids=lambda of: of.code)
@pytest.mark.parametrize("name", STATEMENTS)
def test_every_figure_on_paper_is_the_sum_of_its_entries(books: Books, of: Period, name: str) -> None:
    asked = _asked(books, of)
    sheet = _sheet(asked, name)
    at = {column.key: n for n, column in enumerate(sheet.columns)}
    printed = 0
    for line in lines(asked, name):
        for key, figure in line.figures.items():
            cell = sheet.rows[line.row].cells[at[key]]
            assert (cell or Decimal("0.00")) == figure.amount
            assert sum((piece.amount for piece in pieces(asked, figure.id)), Decimal(0)) == figure.amount
            assert behind(asked, figure.id).rows[-1].cells[-1] == figure.amount
            printed += cell is not None
    figures = sum(isinstance(cell, Decimal) for row in sheet.rows for cell in row.cells)
    assert printed == figures > 15


@pytest.mark.parametrize("name", STATEMENTS)
def test_a_line_knows_its_row_its_number_and_its_words(books: Books, name: str) -> None:
    asked = _asked(books)
    sheet = _sheet(asked, name)
    for line in lines(asked, name):
        said = [shown(cell) for cell in sheet.rows[line.row].cells]
        at = said.index(str(line.number))
        assert said[at - 1].strip("　") == line.words


def test_what_stands_behind_a_figure_is_told_by_day_voucher_and_purpose(books: Books) -> None:
    rows = behind(_asked(books), "activities:14:year-total").rows
    assert [shown(cell) for cell in rows[0].cells] == [
        "2025-02-13", "2025-02-001", "汪* 应急救助（疾病）", "5101业务活动成本—应急救助", "800.00",
    ]  # fmt: skip
    assert [shown(row.cells[-1]) for row in rows] == [
        "800.00",
        "1,000.00",
        "600.00",
        "500.00",
        "500.00",
        "-100.00",
        "3,300.00",
    ]
    assert rows[-1].style == "total"


def test_what_is_taken_off_stands_behind_a_sum_with_its_sign_turned(books: Books) -> None:
    amounts = [
        piece.amount for piece in pieces(_asked(books, period.month("2025-07")), "activities:45:period-total")
    ]
    assert sorted(amounts) == [Decimal("-500.00"), Decimal("-500.00"), Decimal("500.00")]


def test_days_are_in_order_and_within_the_column(books: Books) -> None:
    days = [piece.day for piece in pieces(_asked(books, period.month("2026-03")), "cash-flows:61:period")]
    assert days == sorted(days)
    assert {(day.year, day.month) for day in days} == {(2026, 3)}


def test_the_heading_says_which_figure_it_is(books: Books) -> None:
    sheet = behind(_asked(books), "balance-sheet:1:opening")
    assert sheet.title == "资产负债表数字的来历"
    assert sheet.subtitle.endswith("会民非01表第1行“货币资金”年初数")


def test_the_form_s_own_number_is_an_id_as_well(books: Books) -> None:
    assert behind(_asked(books), "会民非02:11:year-total") == behind(
        _asked(books), "activities:11:year-total"
    )


def test_the_report_takes_the_figure_that_is_said(books: Books) -> None:
    (leaf,) = REPORT.leaves(_asked(books, figure="cash-flows:14:year"))
    assert leaf == behind(_asked(books), "cash-flows:14:year")


def test_a_figure_without_entries_has_only_its_sum(books: Books) -> None:
    (row,) = behind(_asked(books), "balance-sheet:2:closing").rows
    assert [shown(cell) for cell in row.cells] == ["", "合计", "0笔", "", "0.00"]


@pytest.mark.parametrize(
    "wrong",
    [
        "", "货币资金", "balance-sheet", "balance-sheet:7:closing", "balance-sheet:x:closing", "balance-sheet:0:closing",
        "balance-sheet:1:period", "cash-flows:14:period", "profit:1:closing", "balance-sheet:１:closing", "a:b:c:d",
    ],
)  # fmt: skip
def test_a_figure_that_is_not_there_is_a_sentence(books: Books, wrong: str) -> None:
    with pytest.raises(Mistake, match=f"没有“{wrong}”这个数字，应像 balance-sheet:1:closing"):
        behind(_asked(books), wrong)


def test_an_entry_that_changed_kind_stands_behind_the_day_it_changed() -> None:
    books = books_since_2024(
        made.donation("9.00", date(2026, 3, 1)),
        facts.FundSetUp(
            date=date(2026, 4, 1), recorded_by="lisi", fund="03社会捐赠", source="约定", restriction="限定性", banks=()
        ),
    )  # fmt: skip
    asked = _asked(books, period.month("2026-04"))
    (piece,) = pieces(asked, "activities:19:period-restricted")
    assert (
        behind(asked, "activities:19:period-restricted").rows[0].cells[2]
        == "老王 捐款（2026-04-01起限定性变了）"
    )
    assert (piece.day, piece.entry.date, piece.amount) == (
        date(2026, 4, 1),
        date(2026, 3, 1),
        Decimal("9.00"),
    )
