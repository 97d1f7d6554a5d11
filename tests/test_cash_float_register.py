"""The register of the cash float: what moved, what was left, under which ceiling and with whom."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ledger import chart
from ledger.books import Books
from ledger.events import facts, moves, receipts
from reports.books.journals import cash_journal
from reports.cash.float_register import NO_FLOAT, NOTHING, float_register
from tests import societies as made
from tests.asked_of import asked_of, rows
from tests.books_of import books_of

BY = {"recorded_by": "lisi"}


def _counted(amount: str, day: int) -> facts.FloatCounted:
    return facts.FloatCounted(
        date=date(2026, 7, day), counted=Decimal(amount), by="zhaoliu", witness="zhangsan", **BY
    )


def _july() -> Books:
    return books_of(
        *made.seed(), made.draw("1000.00", 2, voucher="2026-07-001"), *made.case("800.00", 8),
        made.relief("800.00", 9, voucher="2026-07-002"),
        receipts.ReliefReturn(
            date=date(2026, 7, 10), recorded_by="wangwu", amount=Decimal("300.00"), narration="退", label="汪*",
            account=chart.CASH, case=made.CASE, kind="应急救助", voucher="2026-07-003",
        ),
        made.give_back("100.00", 11, voucher="2026-07-004"), _counted("400.00", 11), _counted("395.00", 12),
        facts.FloatChanged(date=date(2026, 7, 13), ceiling=Decimal("300.00"), **BY),
        facts.FloatHandedOver(date=date(2026, 7, 14), custodian="lisi", **BY),
        made.draw("50.00", 15, voucher="2026-07-005"),
    )  # fmt: skip


def test_every_move_count_and_hand_over_stands_in_its_order() -> None:
    sheet = float_register(asked_of(_july(), "2026-07"))
    assert rows(sheet) == [
        "2026-07-01|期初余额|0.00|3,000.00|赵六",
        "2026-07-02|记-1|支取备用金|支取备用金|1,000.00|1,000.00|3,000.00|赵六",
        "2026-07-09|记-2|发放救助|应急救助　汪*|800.00|200.00|3,000.00|赵六",
        "2026-07-10|记-3|救助退回|退　汪*|300.00|500.00|3,000.00|赵六",
        "2026-07-11|记-4|缴回备用金|缴回备用金|100.00|400.00|3,000.00|赵六",
        "2026-07-11|盘点|实盘400.00元，与账面相符|400.00|3,000.00|赵六",
        "2026-07-12|盘点|实盘395.00元，账面400.00元，短款5.00元|400.00|3,000.00|赵六",
        "2026-07-13|调整备用金|限额从3,000.00元改为300.00元|400.00|300.00|赵六",
        "2026-07-14|交接备用金|赵六交给李四|400.00|300.00|李四",
        "2026-07-15|记-5|支取备用金|支取备用金|50.00|450.00|300.00|李四|超限额150.00元",
        "合计|1,350.00|900.00|450.00",
    ]
    assert [c.title for c in sheet.columns[4:]] == ["收入", "付出", "余额", "限额", "保管人", "备注"]


def test_a_day_is_above_the_ceiling_only_where_it_ends_above_it() -> None:
    books = books_of(*made.seed(), made.draw("3100.00", 2), made.give_back("100.00", 2))
    assert not [row for row in rows(float_register(asked_of(books, "2026-07"))) if "超限额" in row]


def test_the_register_goes_on_from_the_month_before() -> None:
    told = rows(float_register(asked_of(_july(), "2026-08")))
    assert told == ["2026-08-01|期初余额|450.00|300.00|李四", "合计|0.00|0.00|450.00"]
    assert float_register(asked_of(_july(), "2026-08")).notes == (NOTHING,)


def test_a_float_that_is_set_up_in_the_month_has_no_ceiling_before() -> None:
    told = rows(float_register(asked_of(books_of(), "2026-06")))
    assert told == [
        "2026-06-01|期初余额|0.00",
        "2026-06-20|设立备用金|限额3,000.00元|0.00|3,000.00|赵六",
        "合计|0.00|0.00|0.00",
    ]


def test_before_there_is_a_float_the_register_says_so() -> None:
    assert float_register(asked_of(books_of(), "2026-05")).notes == (NO_FLOAT, NOTHING)


def test_a_count_right_on_its_day_stays_right_when_a_mistake_is_reversed_later() -> None:
    lines = (
        (f"{chart.CASH}:{chart.DONATION_FUND}", Decimal("-50.00")),
        (f"{made.BANK}:{chart.DONATION_FUND}", Decimal("50.00")),
    )
    undo = moves.Reverse(
        date=date(2026, 7, 20), recorded_by="wangwu", amount=Decimal("50.00"), narration="记错", reverses="2026-07-002",
        lines=lines,
    )  # fmt: skip
    books = books_of(
        *made.seed(), made.draw("200.00", 2, voucher="2026-07-001"), made.draw("50.00", 3, voucher="2026-07-002"),
        _counted("200.00", 4), undo,
    )  # fmt: skip
    told = rows(float_register(asked_of(books, "2026-07")))
    assert "2026-07-04|盘点|实盘200.00元，与账面相符|250.00|3,000.00|赵六" in told
    assert told[-2].startswith("2026-07-20|冲销|") and "|-50.00|200.00|" in told[-2]


def test_the_register_and_the_journal_of_cash_end_with_the_same() -> None:
    asked = asked_of(_july(), "2026-07")
    assert (
        float_register(asked).rows[-1].cells[6] == cash_journal(asked).rows[-1].cells[-1] == Decimal("450.00")
    )
