"""The list of rows that wait: each with its reason and its days, and nothing that is decided."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from ledger import chart
from reports.bank.waiting import waiting_list
from tests import societies as made
from tests.books_of import books_of
from tests.terminal import english, huzhu
from tests.test_reconciliation import row, settled

JULY, TODAY = date(2026, 7, 31), date(2026, 8, 5)


def test_each_row_tells_where_who_why_and_for_how_long() -> None:
    books = books_of(
        row("bank-1", 9, "100.00", words=None, kind="转存"), row("wx-2", 30, "8.00", "付", account=chart.WECHAT),
        row("bank-3", 10, "5.00"), settled("bank-3"), row("bank-4", 11, "6.00"), made.donation("6.00", 11, link="bank-4"),
    )  # fmt: skip
    sheet = waiting_list(books, JULY, TODAY)
    assert [r.cells for r in sheet.rows[:2]] == [
        (date(2026, 7, 9), "农商行基本户", "收", Decimal("100.00"), "王*", "转存", "没有归类", 27, "bank-1"),
        (date(2026, 7, 30), "微信", "付", Decimal("8.00"), "王*", "转账", "没有归类", 6, "wx-2"),
    ]
    assert [(r.cells[0], r.cells[3]) for r in sheet.rows[2:]] == [
        ("合计 收1行", Decimal("100.00")), ("合计 付1行", Decimal("8.00")),
    ]  # fmt: skip


def test_rows_after_the_last_day_are_left_out_and_no_row_waits_less_than_no_day() -> None:
    books = books_of(row("bank-1", 9, "100.00"), row("bank-2", 31, "8.00"))
    sheet = waiting_list(books, date(2026, 7, 30), date(2026, 7, 1))
    assert [(r.cells[-1], r.cells[-2]) for r in sheet.rows[:-2]] == [("bank-1", 0)]


def test_where_nothing_waits_it_says_so() -> None:
    sheet = waiting_list(books_of(), JULY, TODAY)
    assert sheet.notes == ("没有待核的行。",) and len(sheet.rows) == 2


def test_the_command_lists_rows_of_earlier_years_too(tmp_path: Path) -> None:
    society = made.shigang(tmp_path)
    made.record(society, row("bank-2", 9, "100.00"))
    said = huzhu("report", "waiting", "--year", "2027", books=society.folder)
    assert said.code == 0 and "bank-2" in said.out and "huzhu review" in said.out
    assert english(said.all, ["bank-2", "--as", "--in", "--not-ours"]) == []
