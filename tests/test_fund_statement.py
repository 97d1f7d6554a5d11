"""The fund statement: what was there, what came, what went, what is left, fund by fund and to the fen."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from huzhu.reading import read
from ledger import chart
from ledger.books import Books
from ledger.district import Society
from ledger.events import facts, goods, moves, receipts
from ledger.events.event import Event
from reports.funds.fund_statement import fund_statement
from reports.rows import Sheet
from tests import societies as made
from tests.books_of import books_of
from tests.trials import trials

JULY = (date(2026, 7, 1), date(2026, 7, 31))
IN = ("subsidy", "collective", "donation", "fee", "other", "transfer")
SPENT = ("supplementary", "emergency", "goods", "cost")
FUNDS = chart.STANDARD_FUNDS[:4]
Table = dict[str, dict[str, Decimal]]


@pytest.fixture
def society(tmp_path: Path) -> Society:
    """10,000.00 each of the first three funds since June."""
    return made.shigang(tmp_path)


def _table(sheet: Sheet) -> Table:
    keys = [c.key for c in sheet.columns[1:]]
    return {str(r.cells[0]): dict(zip(keys, r.cells[1:], strict=True)) for r in sheet.rows}  # type: ignore[arg-type]


def _statement(books: Books, first: date = JULY[0], last: date = JULY[1]) -> Table:
    return _table(fund_statement(books, first, last, "2026年7月"))


def _july(place: Society) -> Table:
    return _statement(read(place)[0])


def _told(figures: dict[str, Decimal]) -> dict[str, str]:
    return {key: str(amount) for key, amount in figures.items() if amount}


def _balances(figures: dict[str, Decimal]) -> bool:
    come = sum(figures[k] for k in IN)
    return figures["opening"] + come - sum(figures[k] for k in SPENT) == figures["closing"]


def test_a_fund_stands_on_a_row_with_what_it_had_in_june(society: Society) -> None:
    table = _july(society)
    assert list(table) == ["财政补助", "集体支持", "社会捐赠", "合计"]
    assert all(_told(table[f[2:]]) == {"opening": "10000.00", "closing": "10000.00"} for f in FUNDS[:3])
    assert _told(table["合计"]) == {"opening": "30000.00", "closing": "30000.00"}


def test_the_heading_names_society_period_and_unit(society: Society) -> None:
    sheet = fund_statement(read(society)[0], *JULY, "2026年7月")
    assert sheet.title == "基金收支情况表"
    assert sheet.subtitle == "徽州区岩寺镇石岗村救急难互助社　2026年7月　单位：元"
    assert sheet.rows[-1].style == "total"


def test_start_up_money_is_told_by_where_it_came_from(society: Society) -> None:
    table = _statement(read(society)[0], date(2026, 6, 1), date(2026, 6, 30))
    assert _told(table["财政补助"]) == {"subsidy": "10000.00", "closing": "10000.00"}
    assert _told(table["集体支持"]) == {"collective": "10000.00", "closing": "10000.00"}
    assert _told(table["社会捐赠"]) == {"donation": "10000.00", "closing": "10000.00"}


def test_start_up_money_put_in_as_capital_stands_in_the_same_columns() -> None:
    books = books_of(
        made.subsidy("10000.00", 1, as_="capital"), made.collective("20000.00", 1, as_="capital")
    )
    table = _statement(books)
    assert _told(table["财政补助"]) == {"subsidy": "10000.00", "closing": "10000.00"}
    assert _told(table["集体支持"]) == {"collective": "20000.00", "closing": "20000.00"}


def test_a_month_of_everything_by_hand(society: Society) -> None:
    for event in (
        made.donation("500.00", 1, account=chart.WECHAT), made.fee("20.00", 1), made.draw("1500.00", 2),
        moves.Move(date=date(2026, 7, 3), recorded_by="wangwu", amount=Decimal("100.00"), narration="提现", account=chart.WECHAT,
                   to_account=made.BANK, fee=Decimal("0.10")),
        receipts.Interest(date=date(2026, 7, 3), recorded_by="wangwu", amount=Decimal("1.23"), narration="利息",
                          account=made.BANK),
        made.rice(10, 3, goods_name="大米（袋）"), made.expense("30.00", 4, fund="02集体支持"),
        made.resolution("JY-2026-01", day=5), made.transfer("2000.00", 5),
        *made.case("800.00", 8, stages=2), made.relief("800.00", 9),
        receipts.ReliefReturn(date=date(2026, 7, 15), recorded_by="wangwu", amount=Decimal("300.00"), narration="退", label="汪*",
                              account=chart.CASH, case=made.CASE, kind="应急救助"),
        goods.GoodsOut(date=date(2026, 7, 16), recorded_by="wangwu", amount=Decimal("120.00"), narration="大米",
                       goods="DAMI", quantity=Decimal(2), price=Decimal("60.00"), label="汪*", case=made.CASE,
                       approved_by="zhangsan", paid_by="zhaoliu"),
    ):  # fmt: skip
        made.record(society, event)
    table = _july(society)
    assert _told(table["财政补助"]) == {"opening": "10000.00", "closing": "10000.00"}
    assert _told(table["集体支持"]) == {
        "opening": "10000.00", "transfer": "-2000.00", "cost": "30.00", "closing": "7970.00",
    }  # fmt: skip
    assert _told(table["社会捐赠"]) == {
        "opening": "10000.00", "donation": "1100.00", "other": "1.23", "transfer": "2000.00", "emergency": "500.00",
        "goods": "120.00", "cost": "0.10", "closing": "12481.13", "cash": "1000.00",
    }  # fmt: skip
    assert _told(table["会费"]) == {"fee": "20.00", "closing": "20.00"}
    assert _told(table["合计"]) == {
        "opening": "30000.00", "donation": "1100.00", "fee": "20.00", "other": "1.23", "emergency": "500.00",
        "goods": "120.00", "cost": "30.10", "closing": "30471.13", "cash": "1000.00",
    }  # fmt: skip
    assert all(_balances(figures) for figures in table.values())


def test_supplementary_relief_has_a_column_of_its_own() -> None:
    books = books_of(
        *made.seed(), made.relief("500.00", 9, kind="补充救助", account=made.BANK, method="转账")
    )
    assert _told(_statement(books)["社会捐赠"])["supplementary"] == "500.00"


def test_a_gift_of_the_village_collective_is_the_collectives() -> None:
    table = _statement(books_of(made.donation("5000.00", 1, channel="村集体"), made.donation("1.00", 1)))
    assert _told(table["社会捐赠"]) == {"collective": "5000.00", "donation": "1.00", "closing": "5001.00"}


def test_a_reversal_takes_back_what_its_original_brought() -> None:
    lines = ((f"{made.BANK}:03社会捐赠", Decimal("-66.00")), (chart.DONATIONS, Decimal("66.00")))
    undo = moves.Reverse(
        date=date(2026, 8, 1), recorded_by="wangwu", amount=Decimal("66.00"), narration="记错", reverses="2026-07-001",
        lines=lines,
    )  # fmt: skip
    books = books_of(made.donation("66.00", 2, voucher="2026-07-001"), undo)
    assert _told(_statement(books)["社会捐赠"]) == {"donation": "66.00", "closing": "66.00"}
    august = _statement(books, date(2026, 8, 1), date(2026, 8, 31))
    assert _told(august["社会捐赠"]) == {"opening": "66.00", "donation": "-66.00"}
    year = _statement(books, date(2026, 1, 1), date(2026, 12, 31))
    assert _told(year["合计"]) == {}


def test_the_first_and_the_last_day_are_counted_in_and_their_neighbours_not() -> None:
    days = (date(2026, 6, 30), date(2026, 7, 1), date(2026, 7, 31), date(2026, 8, 1))
    table = _statement(books_of(*(made.donation(f"{10**n}.00", day) for n, day in enumerate(days))))
    assert _told(table["社会捐赠"]) == {"opening": "1.00", "donation": "110.00", "closing": "111.00"}


def test_a_named_fund_has_its_row_and_one_that_moved_only_later_has_none() -> None:
    fund = "11张氏助学专项"
    set_up = facts.FundSetUp(
        date=date(2026, 7, 1),
        recorded_by="lisi",
        fund=fund,
        source="张先生",
        restriction="限定性",
        banks=(made.BANK,),
    )
    table = _statement(
        books_of(set_up, made.donation("9.00", 2, fund=fund), made.fee("20.00", date(2026, 8, 1)))
    )
    assert list(table) == [fund[2:], "合计"] and _told(table[fund[2:]]) == {
        "donation": "9.00",
        "closing": "9.00",
    }


def test_books_without_money_are_a_total_of_nothing() -> None:
    table = _statement(books_of())
    assert list(table) == ["合计"] and _told(table["合计"]) == {}


EVENTS = some.lists(
    some.tuples(
        some.sampled_from(["donation", "fee", "subsidy", "collective", "draw", "back", "expense", "relief", "transfer", "rice"]),
        some.sampled_from(FUNDS),
        some.dates(date(2026, 6, 25), date(2026, 8, 31)),
        some.integers(1, 999_999),
    ),
    max_size=15,
)  # fmt: skip


def _event(kind: str, fund: str, day: date, fen: int) -> Event:
    amount = Decimal(fen).scaleb(-2)
    if kind == "rice":
        return made.rice(fen % 9 + 1, day, fund=fund)
    if kind == "transfer":
        other = FUNDS[(FUNDS.index(fund) + 1 + fen % 3) % 4]
        return made.transfer(amount, day, from_fund=fund, to_fund=other)
    if kind in ("subsidy", "collective"):
        made_: Event = getattr(made, kind)(amount, day, as_="capital" if fen % 2 else "income")
        return made_
    fund = chart.DONATION_FUND if kind == "donation" and fund == chart.SUBSIDY_FUND else fund
    makers = {"back": made.give_back} | {
        k: getattr(made, k) for k in ("donation", "fee", "draw", "expense", "relief")
    }
    event: Event = makers[kind](amount, day, fund=fund)
    return event


@trials(60)
@given(EVENTS)
def test_every_row_adds_up_and_the_last_row_is_their_sum(drawn: list[tuple[str, str, date, int]]) -> None:
    books = books_of(*(_event(*each) for each in drawn))
    before = Decimal("0.00")
    for month in (6, 7, 8):
        table = _statement(books, date(2026, month, 1), date(2026, month, 31 if month > 6 else 30))
        total = table.pop("合计")
        assert all(_balances(figures) for figures in (*table.values(), total))
        assert all(total[key] == sum(figures[key] for figures in table.values()) for key in total)
        assert total["transfer"] == 0, "what one fund gives another gets"
        assert total["opening"] == before
        before = total["closing"]
    assert before == sum(leg.amount * (60 if leg.posting.cost else 1) for leg in books.legs)


@trials(30)
@given(EVENTS, some.dates(date(2026, 6, 25), date(2026, 8, 30)))
def test_two_halves_of_a_time_are_the_whole(drawn: list[tuple[str, str, date, int]], cut: date) -> None:
    books = books_of(*(_event(*each) for each in drawn))
    first, last = date(2026, 6, 1), date(2026, 8, 31)
    early = _statement(books, first, cut)
    late = _statement(books, cut.fromordinal(cut.toordinal() + 1), last)
    whole = _statement(books, first, last)
    for fund, figures in whole.items():
        for key in (*IN, *SPENT):
            assert figures[key] == early.get(fund, {}).get(key, 0) + late[fund][key]
