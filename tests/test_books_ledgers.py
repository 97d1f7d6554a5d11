"""General and detail ledger: each account line by line, sums of months and years, the balance on its side."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from huzhu.reading import read
from ledger import chart
from ledger.events import moves
from ledger.mistake import Mistake
from reports.books.account_book import account_books
from reports.books.detail_ledger import NOTHING, detail_ledger
from reports.books.general_ledger import general_ledger
from reports.books.trial_balance import trial_balance
from reports.rows import Sheet
from tests import societies as made
from tests.asked_of import asked_of, old_books_of, rows
from tests.books_of import books_of
from tests.golden_year import golden

TODAY = date(2026, 7, 20)


def _part(sheet: Sheet, heading: str) -> list[str]:
    """The rows of one account."""
    told, found, inside = rows(sheet), [], False
    for row, line in zip(sheet.rows, told, strict=True):
        if row.style == "heading":
            inside = line == heading
        elif inside:
            found.append(line)
    return found


def test_an_account_is_kept_entry_by_entry() -> None:
    books = books_of(
        made.donation("500.00", date(2026, 6, 25), voucher="2026-06-001"),
        made.donation("20.00", 3, voucher="2026-07-001"),
        made.expense("30.00", 4, voucher="2026-07-002"),
    )
    sheet = detail_ledger(asked_of(books, "2026-07"))
    assert [c.title for c in sheet.columns] == [
        "日期", "凭证号", "摘要", "对方科目", "借方", "贷方", "借或贷", "余额",
    ]  # fmt: skip
    assert _part(sheet, "1002银行存款—农商行基本户—社会捐赠") == [
        "2026-07-01|期初余额|借|500.00",
        "2026-07-03|记-1|捐款　老王|捐赠收入|20.00|借|520.00",
        "2026-07-04|记-2|办公用品　岩寺文具店|管理费用|30.00|借|490.00",
        "2026-07-31|本月合计|20.00|30.00|借|490.00",
        "2026-07-31|本年累计|520.00|30.00|借|490.00",
    ]
    assert _part(sheet, "4101捐赠收入")[-1] == "2026-07-31|本年累计|0.00|520.00|贷|520.00"


def test_an_emptied_account_is_even() -> None:
    books = books_of(*made.seed(), made.draw("100.00", 2), made.give_back("100.00", 3))
    assert _part(detail_ledger(asked_of(books, "2026-07")), "1001现金—社会捐赠")[-1] == (
        "2026-07-31|本年累计|100.00|100.00|平|0.00"
    )


def test_each_month_of_a_quarter_has_its_sums_and_a_month_without_entries_none() -> None:
    books = books_of(made.donation("1.00", 1), made.donation("2.00", date(2026, 9, 1)))
    told = _part(general_ledger(asked_of(books, "2026Q3")), "4101捐赠收入")
    assert told == [
        "2026年7月|期初余额|平|0.00",
        "2026年7月|本月合计|0.00|1.00|贷|1.00",
        "2026年7月|本年累计|0.00|1.00|贷|1.00",
        "2026年9月|本月合计|0.00|2.00|贷|3.00",
        "2026年9月|本年累计|0.00|3.00|贷|3.00",
    ]


def test_a_first_level_account_takes_its_funds_together() -> None:
    books = books_of(
        *made.seed(), made.expense("30.00", 4), made.expense("5.00", 4, fund=chart.COLLECTIVE_FUND)
    )
    told = _part(general_ledger(asked_of(books, "2026-07")), "1002银行存款")
    assert told[:2] == ["2026年7月|期初余额|借|30,000.00", "2026年7月|本月合计|0.00|35.00|借|29,965.00"]


def test_at_the_turn_of_the_year_income_ends_and_money_goes_on() -> None:
    books = old_books_of(
        made.donation("500.00", date(2025, 12, 1), voucher="2025-12-001"),
        made.donation("7.00", date(2026, 1, 1)),
    )
    old = detail_ledger(asked_of(books, "2025-12"))
    assert _part(old, "4101捐赠收入") == [
        "2025-12-01|期初余额|平|0.00",
        "2025-12-01|记-1|捐款　老王|银行存款|500.00|贷|500.00",
        "2025-12-31|转-1|结转非限定性收入|非限定性净资产|500.00|平|0.00",
        "2025-12-31|本月合计|500.00|500.00|平|0.00",
        "2025-12-31|本年累计|500.00|500.00|平|0.00",
    ]
    bank = "1002银行存款—农商行基本户—社会捐赠"
    assert _part(old, bank)[-1] == "2025-12-31|结转下年|借|500.00"
    new = detail_ledger(asked_of(books, "2026-01"))
    assert _part(new, bank)[0] == "2026-01-01|上年结转|借|500.00"
    assert _part(new, bank)[-1] == "2026-01-31|本年累计|7.00|0.00|借|507.00"
    assert _part(new, "4101捐赠收入")[0] == "2026-01-01|期初余额|平|0.00"
    assert _part(new, "3101非限定性净资产") == ["2026-01-01|上年结转|贷|500.00"]


def test_a_year_that_is_not_over_carries_nothing_on() -> None:
    books = books_of(made.donation("1.00", 1))
    told = rows(detail_ledger(asked_of(books, "2026", today=date(2026, 12, 30))))
    assert not [row for row in told if "结转" in row]


def test_a_reversal_says_what_it_reverses_in_red() -> None:
    undo = moves.Reverse(
        date=date(2026, 8, 5), recorded_by="wangwu", amount=Decimal("66.00"), narration="记错", reverses="2026-07-001",
        lines=((f"{made.BANK}:{chart.DONATION_FUND}", Decimal("-66.00")), (chart.DONATIONS, Decimal("66.00"))),
        voucher="2026-08-001",
    )  # fmt: skip
    books = books_of(made.donation("66.00", 2, voucher="2026-07-001"), undo)
    told = _part(detail_ledger(asked_of(books, "2026-08")), "4101捐赠收入")
    assert told[1] == "2026-08-05|记-1|冲销2026年7月记-1：记错|银行存款|-66.00|平|0.00"


def test_entries_of_one_day_stand_in_the_order_of_the_books() -> None:
    books = books_of(made.donation("5.00", 3, donor="甲"), made.donation("6.00", 3, donor="乙"))
    told = _part(detail_ledger(asked_of(books, "2026-07")), "4101捐赠收入")
    assert [row.split("|")[1] for row in told[1:3]] == ["捐款　甲", "捐款　乙"]


@pytest.mark.parametrize(
    ("word", "headings"),
    [
        (made.BANK, ["1002银行存款—农商行基本户—集体支持", "1002银行存款—农商行基本户—社会捐赠"]),
        ("4101", ["4101捐赠收入"]),
        ("捐赠收入", ["4101捐赠收入"]),
        ("管理费用", ["5301管理费用—办公费"]),
        ("1002银行存款—农商行基本户—集体支持", ["1002银行存款—农商行基本户—集体支持"]),
    ],
)
def test_a_word_picks_the_accounts_that_it_names(word: str, headings: list[str]) -> None:
    books = books_of(made.donation("9.00", 1), made.collective("1.00", 1), made.expense("5.00", 2))
    sheet = detail_ledger(asked_of(books, "2026-07", account=word))
    assert [row.cells[0] for row in sheet.rows if row.style == "heading"] == headings


def test_a_word_that_names_no_account_is_told_which_there_are() -> None:
    books = books_of(made.donation("9.00", 1))
    with pytest.raises(Mistake, match="2026年7月没有科目“微信”的账；这段时间有账的科目：银行存款、捐赠收入"):
        detail_ledger(asked_of(books, "2026-07", account="微信"))


def test_without_entries_the_ledgers_say_so() -> None:
    for make in (detail_ledger, general_ledger):
        sheet = make(asked_of(books_of(), "2026-07"))
        assert sheet.rows == () and sheet.notes == (NOTHING,)


@pytest.mark.parametrize("of", ["2024-12", "2025", "2025Q4", "2026-01", "2026-06"])
def test_what_the_ledgers_end_with_is_what_the_trial_balance_says(of: str) -> None:
    asked = asked_of(read(golden())[0], of, today=TODAY)
    balances = {}
    for row in trial_balance(asked).rows[:-1]:
        debit, credit = (Decimal(str(cell or 0)) for cell in row.cells[6:])
        balances[str(row.cells[0])] = debit - credit
    ended: dict[str, Decimal] = {}
    heading = ""
    for row in general_ledger(asked).rows:
        if row.style == "heading":
            heading = str(row.cells[0])
        else:
            assert isinstance(row.cells[5], Decimal)
            ended[heading] = -row.cells[5] if row.cells[4] == "贷" else row.cells[5]
    assert {name[:4]: yuan for name, yuan in ended.items()} == {
        c: y for c, y in balances.items() if len(c) == 4
    }
    by_head: dict[str, Decimal] = {}
    for name, kept in account_books(asked).items():
        by_head[name.split(":")[1]] = by_head.get(name.split(":")[1], Decimal(0)) + kept.closing
    assert sorted(by_head.values()) == sorted(ended.values())
    last = [row for row in detail_ledger(asked).rows if row.cells[2] == "本年累计"]
    assert last and all(isinstance(row.cells[4], Decimal) for row in last)
