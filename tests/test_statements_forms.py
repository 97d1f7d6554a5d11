"""The three statements to the fen: which line and column each kind of money comes to, under both regimes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from ledger import chart
from ledger.events import claims, facts, goods, moves, receipts
from ledger.events.event import Event
from reports import period
from tests import societies as made
from tests.societies import BANK
from tests.statement_rows import books_since_2024 as books_of
from tests.statement_rows import column, told

OLD, NEW = date(2025, 9, 10), date(2026, 3, 10)
SEPTEMBER, MARCH = period.month("2025-09"), period.month("2026-03")
NAMED = "11张氏助学专项"
WHO: dict[str, Any] = {"recorded_by": "wangwu"}
OUT = {"approved_by": "zhangsan", "paid_by": "zhaoliu"}
CASE = {"case": made.CASE, "label": "汪*"}


def _fund(restriction: str, day: date, fund: str = NAMED) -> Event:
    return facts.FundSetUp(
        date=day, recorded_by="lisi", fund=fund, source="张氏", restriction=restriction, banks=(BANK,)
    )


def _spends_restricted(day: date) -> tuple[Event, ...]:
    """1,000.00 of subsidy, of which 300.00 is paid; 200.00 given, of which 50.00 is spent."""
    return (
        made.subsidy("1000.00", day, document_no="徽财社〔2025〕1号"),
        made.relief("300.00", day, fund=chart.SUBSIDY_FUND),
        made.donation("200.00", day),
        made.expense("50.00", day),
    )


# 会民非02


def test_until_2025_restricted_relief_is_a_free_expense_that_restricted_money_makes_good() -> None:
    assert told(books_of(*_spends_restricted(OLD)), "activities", SEPTEMBER, *_MONTH) == {
        1: {"period-unrestricted": "200.00", "period-total": "200.00"},
        5: {"period-restricted": "1000.00", "period-total": "1000.00"},
        11: {"period-unrestricted": "200.00", "period-restricted": "1000.00", "period-total": "1200.00"},
        12: {"period-unrestricted": "300.00", "period-total": "300.00"},
        14: {"period-unrestricted": "300.00", "period-total": "300.00"},
        21: {"period-unrestricted": "50.00", "period-total": "50.00"},
        35: {"period-unrestricted": "350.00", "period-total": "350.00"},
        40: {"period-unrestricted": "300.00", "period-restricted": "-300.00"},
        45: {"period-unrestricted": "150.00", "period-restricted": "700.00", "period-total": "850.00"},
    }


def test_from_2026_restricted_relief_is_a_restricted_expense_and_nothing_goes_over() -> None:
    assert told(books_of(*_spends_restricted(NEW)), "activities", MARCH, *_MONTH) == {
        1: {"period-unrestricted": "200.00", "period-total": "200.00"},
        4: {"period-restricted": "1000.00", "period-total": "1000.00"},
        9: {"period-unrestricted": "200.00", "period-restricted": "1000.00", "period-total": "1200.00"},
        10: {"period-restricted": "300.00", "period-total": "300.00"},
        12: {"period-unrestricted": "50.00", "period-total": "50.00"},
        17: {"period-unrestricted": "50.00", "period-restricted": "300.00", "period-total": "350.00"},
        21: {"period-unrestricted": "150.00", "period-restricted": "700.00", "period-total": "850.00"},
    }


_MONTH = ("period-unrestricted", "period-restricted", "period-total")


def test_what_is_left_of_each_kind_is_the_same_under_both() -> None:
    old = column(books_of(*_spends_restricted(OLD)), "balance-sheet", SEPTEMBER, "closing")
    new = column(books_of(*_spends_restricted(NEW)), "balance-sheet", MARCH, "closing")
    assert (
        [old[n] for n in (101, 105, 110)] == [new[n] for n in (77, 78, 79)] == ["150.00", "700.00", "850.00"]
    )


def test_relief_that_comes_back_is_restricted_again() -> None:
    back = receipts.ReliefReturn(
        date=OLD, amount=Decimal("100.00"), narration="退回", account=chart.CASH, kind="应急救助", fund=chart.SUBSIDY_FUND,
        **CASE, **WHO,
    )  # fmt: skip
    found = told(books_of(*_spends_restricted(OLD), back), "activities", SEPTEMBER, "period-restricted")
    assert found[40] == {"period-restricted": "-200.00"}


def test_a_transfer_out_of_a_restricted_fund_sets_the_money_free() -> None:
    books = books_of(
        made.subsidy("1000.00", NEW, document_no="徽财社〔2025〕1号"),
        made.transfer("400.00", NEW, from_fund=chart.SUBSIDY_FUND, to_fund=chart.DONATION_FUND),
    )
    found = told(books, "activities", MARCH, *_MONTH)
    assert found[18] == {"period-unrestricted": "400.00", "period-restricted": "-400.00"}
    assert found[21] == {
        "period-unrestricted": "400.00",
        "period-restricted": "600.00",
        "period-total": "1000.00",
    }


def test_a_transfer_into_a_restricted_fund_binds_the_money_on_a_line_of_its_own() -> None:
    books = books_of(
        _fund("限定性", NEW),
        made.donation("1000.00", NEW),
        made.transfer("400.00", NEW, from_fund=chart.DONATION_FUND, to_fund=NAMED),
    )
    found = told(books, "activities", MARCH, *_MONTH)
    assert 18 not in found
    assert found[19] == {"period-unrestricted": "-400.00", "period-restricted": "400.00"}


def test_a_transfer_that_is_reversed_is_on_no_line() -> None:
    gone = made.transfer(
        "400.00", NEW, from_fund=chart.SUBSIDY_FUND, to_fund=chart.DONATION_FUND, voucher="2026-03-001"
    )
    back = moves.Reverse(
        date=NEW, amount=Decimal("400.00"), narration="冲销", reverses="2026-03-001", **OUT, **WHO,
        lines=tuple((account, -yuan) for account, yuan in gone.legs()),
    )  # fmt: skip
    found = told(books_of(made.subsidy("1000.00", NEW), gone, back), "activities", MARCH, *_MONTH)
    assert 18 not in found and 19 not in found


def test_between_two_free_funds_nothing_goes_over() -> None:
    books = books_of(made.collective("500.00", NEW), made.transfer("400.00", NEW))
    assert {18, 19} & set(told(books, "activities", MARCH)) == set()


def test_all_that_is_left_of_a_fund_goes_over_on_the_day_it_becomes_free() -> None:
    books = books_of(
        _fund("限定性", NEW),
        made.donation("1000.00", NEW, fund=NAMED),
        made.relief("300.00", date(2026, 3, 12), fund=NAMED),
        facts.FundSetUp(date=date(2026, 4, 2), recorded_by="lisi", fund=NAMED, source="张氏", restriction="非限定性", banks=()),
        made.donation("50.00", date(2026, 4, 2), fund=NAMED),
    )  # fmt: skip
    found = told(books, "activities", period.month("2026-04"), *_MONTH)
    assert found[18] == {"period-unrestricted": "700.00", "period-restricted": "-700.00"}
    assert found[1] == {"period-unrestricted": "50.00", "period-total": "50.00"}
    assert column(books, "balance-sheet", period.month("2026-04"), "closing")[77] == "750.00"
    assert column(books, "balance-sheet", MARCH, "closing")[78] == "700.00"


def test_a_fund_that_became_restricted_holds_restricted_money_from_that_day_on() -> None:
    books = books_of(
        made.donation("1000.00", NEW), made.donation("50.00", date(2026, 4, 1)),
        facts.FundSetUp(
            date=date(2026, 4, 2), recorded_by="lisi", fund=chart.DONATION_FUND, source="决定", restriction="限定性", banks=()
        ),
        made.donation("7.00", date(2026, 4, 2)),
    )  # fmt: skip
    found = told(books, "activities", period.month("2026-04"), *_MONTH)
    assert found[19] == {"period-unrestricted": "-1050.00", "period-restricted": "1050.00"}
    assert found[1] == {"period-unrestricted": "50.00", "period-restricted": "7.00", "period-total": "57.00"}


def test_the_year_2025_stands_beside_the_year_before_and_2026_alone() -> None:
    books = books_of(
        made.donation("1.00", date(2024, 12, 31)), made.donation("2.00", OLD), made.donation("4.00", NEW)
    )
    assert told(books, "activities", period.year("2025"))[1] == {
        "year-unrestricted": "2.00", "year-total": "2.00", "prior-unrestricted": "1.00", "prior-total": "1.00",
    }  # fmt: skip
    assert told(books, "activities", period.year("2026"))[1] == {
        "year-unrestricted": "4.00",
        "year-total": "4.00",
    }
    assert told(books, "cash-flows", period.year("2027"))[1] == {"prior": "4.00"}
    assert told(books, "cash-flows", period.year("2024"))[1] == {"year": "1.00"}


def test_a_quarter_shows_itself_and_the_year_so_far() -> None:
    books = books_of(made.donation("1.00", date(2025, 6, 30)), made.donation("2.00", OLD))
    found = told(books, "activities", period.quarter("2025Q3"))[1]
    assert (found["period-total"], found["year-total"]) == ("2.00", "3.00")


def test_capital_is_no_income_but_net_assets_of_its_kind() -> None:
    books = books_of(
        made.subsidy("10000.00", NEW, as_="capital"), made.collective("20000.00", NEW, as_="capital")
    )
    assert told(books, "activities", MARCH) == {}
    assert column(books, "balance-sheet", MARCH, "closing") == {
        1: "30000.00", 9: "30000.00", 27: "30000.00", 77: "20000.00", 78: "10000.00", 79: "30000.00", 80: "30000.00",
    }  # fmt: skip
    assert column(books, "cash-flows", MARCH, "period")[8] == "30000.00"


def test_capital_in_a_fund_of_the_other_kind_goes_over_to_that_kind() -> None:
    books = books_of(
        facts.FundSetUp(
            date=NEW,
            recorded_by="lisi",
            fund=chart.SUBSIDY_FUND,
            source="区财政",
            restriction="非限定性",
            banks=(),
        ),
        made.subsidy("10000.00", NEW, as_="capital"),
    )
    assert told(books, "activities", MARCH, *_MONTH)[18] == {
        "period-unrestricted": "10000.00", "period-restricted": "-10000.00",
    }  # fmt: skip
    assert column(books, "balance-sheet", MARCH, "closing")[77] == "10000.00"


# 会民非01


def _everything(day: date) -> tuple[Event, ...]:
    """One of each thing that stands on a balance sheet."""
    advance: dict[str, Any] = {
        "date": day,
        "amount": Decimal("60.00"),
        "narration": "垫付",
        "account": BANK,
    } | WHO
    return (
        made.donation("1000.00", day),
        made.donation("30.00", day, account=chart.WECHAT),
        made.draw("200.00", day),
        made.rice(5, day),
        goods.GoodsOut(
            date=day, amount=Decimal("120.00"), narration="发放大米", goods="DAMI", quantity=Decimal(2), price=Decimal("60.00"),
            **CASE, **OUT, **WHO,
        ),
        claims.Advance(**advance, **CASE, **OUT, method="转账", advanced_for="临时救助"),
        claims.AgencyIn(date=day, amount=Decimal("500.00"), narration="指定转交", payee="商会", **WHO),
    )  # fmt: skip


def test_each_thing_stands_on_its_line_of_the_old_balance_sheet() -> None:
    assert column(books_of(*_everything(OLD)), "balance-sheet", SEPTEMBER, "closing") == {
        1: "970.00", 3: "60.00", 8: "180.00", 20: "1210.00", 51: "500.00", 60: "1710.00",
        91: "500.00", 100: "500.00", 101: "1210.00", 110: "1210.00", 120: "1710.00",
    }  # fmt: skip


def test_each_thing_stands_on_its_line_of_the_new_balance_sheet() -> None:
    assert column(books_of(*_everything(NEW)), "balance-sheet", MARCH, "closing") == {
        1: "970.00", 3: "60.00", 5: "180.00", 9: "1210.00", 26: "500.00", 27: "1710.00",
        75: "500.00", 76: "500.00", 77: "1210.00", 79: "1210.00", 80: "1710.00",
    }  # fmt: skip


def test_the_year_begins_with_what_was_there_on_the_last_of_december() -> None:
    books = books_of(made.donation("5.00", date(2025, 12, 31)), made.donation("7.00", date(2026, 1, 1)))
    figures = told(books, "balance-sheet", period.month("2026-01"))[1]
    assert figures == {"opening": "5.00", "closing": "12.00"}


def test_before_the_first_entry_everything_is_nought() -> None:
    assert told(books_of(made.donation("5.00", NEW)), "balance-sheet", period.month("2026-02")) == {}


# 会民非03


def test_cash_flows_are_told_by_what_stands_against_them() -> None:
    books = books_of(
        *_everything(OLD), made.fee("20.00", OLD), made.subsidy("100.00", OLD), made.relief("80.00", OLD),
        made.expense("5.00", OLD), made.expense("6.00", OLD, kind="其他业务"), made.give_back("10.00", OLD),
        receipts.Interest(date=OLD, amount=Decimal("0.40"), narration="利息", account=BANK, **WHO),
        moves.Move(
            date=OLD, amount=Decimal("30.00"), narration="提现", account=chart.WECHAT, to_account=BANK, fee=Decimal("0.03"), **WHO
        ),
    )  # fmt: skip
    assert column(books, "cash-flows", SEPTEMBER, "period") == {
        1: "1030.00", 2: "20.00", 5: "100.00", 8: "0.40", 13: "1150.40",
        14: "80.00", 16: "6.00", 19: "65.03", 23: "151.03", 24: "999.37", 61: "999.37",
    }  # fmt: skip


def test_goods_that_are_bought_are_a_payment_and_goods_that_are_given_are_none() -> None:
    bought = goods.GoodsBought(
        date=NEW, amount=Decimal("60.00"), narration="购买大米", goods="DAMI", quantity=Decimal(1), price=Decimal("60.00"),
        payee="粮站", account=BANK, **OUT, **WHO,
    )  # fmt: skip
    found = column(
        books_of(made.donation("100.00", NEW), made.rice(5, NEW), bought), "cash-flows", MARCH, "period"
    )
    assert (found[1], found[16]) == ("100.00", "60.00")


def test_an_advance_goes_out_and_comes_in_on_two_lines_and_its_reversal_on_the_same() -> None:
    advance: dict[str, Any] = {
        "date": NEW,
        "amount": Decimal("60.00"),
        "narration": "垫付",
        "account": BANK,
    } | WHO
    out = claims.Advance(
        **advance, **CASE, **OUT, method="转账", advanced_for="临时救助", voucher="2026-03-001"
    )
    back = claims.AdvanceRecovered(**advance, payer="民政局", case=made.CASE)
    turned = moves.Reverse(
        date=NEW, amount=Decimal("60.00"), narration="冲销", reverses="2026-03-001", **OUT, **WHO,
        lines=tuple((account, -yuan) for account, yuan in out.legs()),
    )  # fmt: skip
    assert column(books_of(out, back), "cash-flows", MARCH, "period") == {
        8: "60.00",
        13: "60.00",
        19: "60.00",
        23: "60.00",
    }
    assert column(books_of(out, turned), "cash-flows", MARCH, "period") == {}
