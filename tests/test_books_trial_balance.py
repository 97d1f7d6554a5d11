"""The trial balance: each account at each level, debits and credits the same, the year's end carried on."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from huzhu.reading import read
from ledger import chart
from ledger.books import Books
from ledger.chart import parse
from ledger.events import claims, facts, goods, moves
from ledger.events.event import Event
from reports.books.account_book import account_books
from reports.books.trial_balance import ENDED, NOTHING, trial_balance
from reports.books.vouchers import vouchers_of
from reports.rows import Sheet
from tests import societies as made
from tests.asked_of import asked_of, old_books_of, rows
from tests.books_of import books_of
from tests.golden_year import golden

JUNE = date(2026, 6, 25)
INCOME = ("结转非限定性收入", "结转限定性收入")


def _sums(sheet: Sheet, digits: tuple[int, ...] = (4,)) -> list[Decimal]:
    """Each money column summed over the rows whose code has so many digits."""
    wanted = [row for row in sheet.rows[:-1] if len(str(row.cells[0])) in digits]
    return [sum((Decimal(str(row.cells[at] or 0)) for row in wanted), Decimal(0)) for at in range(2, 8)]


def _leaves(sheet: Sheet) -> list[Decimal]:
    """The same over the last levels: those that no other code begins with."""
    codes = [str(row.cells[0]) for row in sheet.rows[:-1]]
    last = [at for at, code in enumerate(codes) if not any(c != code and c.startswith(code) for c in codes)]
    return [sum((Decimal(str(sheet.rows[i].cells[at] or 0)) for i in last), Decimal(0)) for at in range(2, 8)]


def test_each_level_of_an_account_has_its_row_and_the_columns_are_the_usual_ones() -> None:
    sheet = trial_balance(
        asked_of(books_of(made.donation("500.00", JUNE), made.expense("30.00", 4)), "2026-07")
    )
    assert [c.full for c in sheet.columns[:4]] == ["科目编码", "科目名称", "期初余额 借方", "期初余额 贷方"]
    assert [c.full for c in sheet.columns[4:6]] == ["本期发生额 借方", "本期发生额 贷方"]
    assert [c.full for c in sheet.columns[6:]] == ["期末余额 借方", "期末余额 贷方"]
    assert rows(sheet) == [
        "1002|银行存款|500.00|30.00|470.00",
        "100201|　农商行基本户|500.00|30.00|470.00",
        "10020103|　　社会捐赠|500.00|30.00|470.00",
        "4101|捐赠收入|500.00|500.00",
        "5301|管理费用|30.00|30.00",
        "530101|　办公费|30.00|30.00",
        "合计|500.00|500.00|30.00|30.00|500.00|500.00",
    ]
    assert sheet.subtitle == "徽州区岩寺镇石岗村救急难互助社　2026年7月　单位：元"
    assert sheet.notes == ()


def test_a_reversal_is_red_on_the_side_of_its_original() -> None:
    undo = moves.Reverse(
        date=date(2026, 7, 5), recorded_by="wangwu", amount=Decimal("66.00"), narration="记错", reverses="2026-07-001",
        lines=((f"{made.BANK}:{chart.DONATION_FUND}", Decimal("-66.00")), (chart.DONATIONS, Decimal("66.00"))),
    )  # fmt: skip
    books = books_of(made.donation("66.00", 2, voucher="2026-07-001"), undo)
    assert rows(trial_balance(asked_of(books, "2026-07")))[-2:] == [
        "4101|捐赠收入",
        "合计|0.00|0.00|0.00|0.00|0.00|0.00",
    ]
    told = [posted.line for posted in account_books(asked_of(books, "2026-07"))[chart.DONATIONS].posted]
    assert [(line.debit, line.credit) for line in told] == [(0, Decimal("66.00")), (0, Decimal("-66.00"))]


def test_what_only_says_that_it_reverses_is_entered_as_it_stands() -> None:
    lines = ((f"{made.BANK}:{chart.DONATION_FUND}", Decimal("-60.00")), (chart.DONATIONS, Decimal("60.00")))
    undo = moves.Reverse(
        date=date(2026, 7, 5), recorded_by="wangwu", amount=Decimal("60.00"), narration="记错", reverses="2026-07-001",
        lines=lines,
    )  # fmt: skip
    books = books_of(made.donation("66.00", 2, voucher="2026-07-001"), undo)
    assert rows(trial_balance(asked_of(books, "2026-07")))[-2] == "4101|捐赠收入|60.00|66.00|6.00"


def test_goods_stand_at_their_booked_value() -> None:
    out = goods.GoodsOut(
        date=date(2026, 7, 16), recorded_by="wangwu", amount=Decimal("120.00"), narration="大米", goods="DAMI",
        quantity=Decimal(2), price=Decimal("60.00"), label="汪*", case=made.CASE, approved_by="zhangsan",
        paid_by="zhaoliu",
    )  # fmt: skip
    books = books_of(made.rice(10, 3, goods_name="大米（袋）"), *made.case("120.00", 8), out)
    assert rows(trial_balance(asked_of(books, "2026-07")))[:2] == [
        "1201|存货|600.00|120.00|480.00",
        "120103|　社会捐赠|600.00|120.00|480.00",
    ]


def test_without_entries_the_sheet_says_so_and_sums_to_nothing() -> None:
    sheet = trial_balance(asked_of(books_of(), "2026-07"))
    assert rows(sheet) == ["合计|0.00|0.00|0.00|0.00|0.00|0.00"]
    assert sheet.notes == (NOTHING,)


def test_the_first_and_the_last_day_are_counted_in_and_their_neighbours_not() -> None:
    days = (date(2026, 6, 30), date(2026, 7, 1), date(2026, 7, 31), date(2026, 8, 1))
    books = books_of(*(made.donation(f"{n}.00", day) for n, day in zip((1, 2, 4, 8), days, strict=True)))
    assert rows(trial_balance(asked_of(books, "2026-07")))[0] == "1002|银行存款|1.00|6.00|7.00"


def test_the_codes_are_those_of_the_year() -> None:
    books = old_books_of(made.donation("100.00", date(2025, 12, 1)), made.expense("30.00", date(2025, 12, 2)))
    told = rows(trial_balance(asked_of(books, "2025-12", today=date(2025, 12, 30))))
    assert "5201|管理费用|30.00|30.00" in told and "520101|　办公费|30.00|30.00" in told
    assert not [row for row in told if row.startswith("5301")]


AGENCY = [
    claims.AgencyIn(
        date=date(2025, 12, 3), recorded_by="wangwu", amount=Decimal("9.00"), narration="代管", payee="某商会"
    )
]


def test_money_kept_for_somebody_has_its_old_code_until_2025_and_its_new_one_after() -> None:
    old = rows(trial_balance(asked_of(old_books_of(*AGENCY), "2025-12")))
    new = rows(trial_balance(asked_of(old_books_of(*AGENCY), "2026-01")))
    assert old[0] == "1701|受托代理资产|9.00|9.00" and new[0] == "1801|受托代理资产|9.00|9.00"


def _year_of(year: int) -> list[Event]:
    """Subsidy 1,000.00 (restricted) and gifts 500.00; 200.00 and 30.00 are spent of them."""
    return [
        made.subsidy("1000.00", date(year, 2, 1)), made.donation("500.00", date(year, 2, 2)),
        made.expense("200.00", date(year, 3, 1), fund=chart.SUBSIDY_FUND), made.expense("30.00", date(year, 3, 2)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("year", "endings"),
    [
        (2025, [*INCOME, "结转费用", "限定性净资产使用后转为非限定性净资产"]),
        (2026, [*INCOME, "结转非限定性费用", "结转限定性费用"]),
    ],
)
def test_a_year_ends_as_its_regime_wants_and_leaves_the_same_net_assets(
    year: int, endings: list[str]
) -> None:
    books = old_books_of(*_year_of(year))
    ended = vouchers_of(asked_of(books, f"{year}-12"))
    assert [voucher.summary for voucher in ended] == endings
    sheet = trial_balance(asked_of(books, str(year)))
    told = rows(sheet)
    assert [row.split("|")[-1] for row in told if row.startswith(("3101", "3102"))] == ["470.00", "800.00"]
    assert [row for row in told if row[0] in "45" and len(row.split("|")) > 4] == []
    assert sheet.notes == (ENDED,)
    after = rows(trial_balance(asked_of(books, f"{year + 1}-01")))
    assert after[-3:-1] == ["3101|非限定性净资产|470.00|470.00", "3102|限定性净资产|800.00|800.00"]


def test_a_transfer_to_an_unrestricted_fund_frees_what_it_moves() -> None:
    moved = made.transfer(
        "100.00", date(2026, 4, 1), from_fund=chart.SUBSIDY_FUND, to_fund=chart.DONATION_FUND
    )
    books = books_of(*_year_of(2026), made.resolution("JY-2026-01", day=date(2026, 4, 1)), moved)
    told = rows(trial_balance(asked_of(books, "2027-01")))
    assert told[-3:-1] == ["3101|非限定性净资产|570.00|570.00", "3102|限定性净资产|700.00|700.00"]


def test_a_year_that_is_not_over_is_not_ended() -> None:
    sheet = trial_balance(asked_of(books_of(*_year_of(2026)), "2026", today=date(2026, 12, 30)))
    assert sheet.notes == () and any(row == "4101|捐赠收入|500.00|500.00" for row in rows(sheet))


def test_a_named_fund_that_is_restricted_ends_in_restricted_net_assets() -> None:
    common = {"date": date(2026, 1, 5), "recorded_by": "wangwu"}
    fund = facts.FundSetUp(
        **common, fund="11张氏助学专项", source="张氏后人", restriction="限定性", uses=("5101",), banks=(made.BANK,)
    )  # fmt: skip
    books = books_of(fund, made.donation("700.00", date(2026, 2, 1), fund="11张氏助学专项"))
    told = rows(trial_balance(asked_of(books, "2027-01")))
    assert "10020111|　　张氏助学专项|700.00|700.00" in told and "3102|限定性净资产|700.00|700.00" in told


@pytest.mark.parametrize("of", ["2024-12", "2025-04", "2025", "2025Q4", "2026-01", "2026-06", "2026"])
def test_debits_and_credits_are_the_same_at_every_level_and_money_is_what_the_books_hold(of: str) -> None:
    books: Books = read(golden())[0]
    asked = asked_of(books, of, today=date(2026, 7, 20))
    sheet = trial_balance(asked)
    total = [Decimal(str(cell)) for cell in sheet.rows[-1].cells[2:]]
    assert [total[at] for at in (0, 2, 4)] == [total[at] for at in (1, 3, 5)]
    assert _sums(sheet) == total
    leaves = _leaves(sheet)
    assert [leaves[at] for at in (0, 2, 4)] == [leaves[at] for at in (1, 3, 5)]
    held = {name: kept.closing for name, kept in account_books(asked).items() if parse(name).is_money}
    booked: dict[str, Decimal] = {}
    for leg in books.legs:
        if leg.account.is_money and leg.entry.date <= asked.period.last:
            booked[leg.account.name] = booked.get(leg.account.name, Decimal(0)) + leg.amount
    assert {n: y for n, y in held.items() if y} == {n: y for n, y in booked.items() if y}


def test_at_the_end_of_the_books_money_is_their_balances() -> None:
    books: Books = read(golden())[0]
    found = account_books(asked_of(books, "2026-06", today=date(2026, 7, 20)))
    held = {name: kept.closing for name, kept in found.items() if parse(name).is_money}
    assert held == {name: yuan for name, yuan in books.balances.items() if yuan or name in held}


def test_restricted_net_assets_at_a_year_s_end_are_what_the_restricted_funds_hold() -> None:
    asked = asked_of(read(golden())[0], "2025", today=date(2026, 7, 20))
    found = account_books(asked)
    restricted = (chart.SUBSIDY_FUND, "11张氏助学专项")
    held = sum(kept.closing for name, kept in found.items() if parse(name).fund in restricted)
    assert held == -found[chart.RESTRICTED].closing == Decimal("14500.00")
