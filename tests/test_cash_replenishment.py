"""The request to replenish the float: the ceiling less what is there, and what was paid since the last draw."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from ledger import chart
from ledger.events import facts, moves, receipts
from ledger.events.event import Event
from ledger.mistake import Mistake
from reports.cash.replenishment import COUNT_AGAIN, NOTHING, replenishment
from reports.forms import Form, Grid, Words
from reports.rows import Sheet
from tests import societies as made
from tests.asked_of import asked_of, rows
from tests.books_of import books_of

TODAY = date(2026, 7, 20)


def _counted(amount: str, day: int) -> facts.FloatCounted:
    return facts.FloatCounted(
        date=date(2026, 7, day), recorded_by="lisi", counted=Decimal(amount), by="zhaoliu", witness="zhangsan"
    )


def _asked(*events: Event) -> Form:
    return replenishment(asked_of(books_of(*made.seed(), *events), "", today=TODAY))


def _fields(form: Form) -> dict[str, str]:
    grids = [part for part in form.parts if isinstance(part, Grid)]
    return {field.label: field.value for grid in grids for line in grid.lines for field in line}


def _paid(form: Form) -> Sheet:
    return next(part for part in form.parts if isinstance(part, Sheet))


def _in_cash(amount: str, day: int, **more: str) -> Event:
    return made.expense(amount, day, account=chart.CASH, **more)


def test_the_float_is_filled_up_to_its_ceiling_from_what_was_counted() -> None:
    form = _asked(
        made.draw("1000.00", 2, voucher="2026-07-001"), *made.case("800.00", 8),
        made.relief("800.00", 9, voucher="2026-07-002"), _in_cash("30.50", 10, voucher="2026-07-003"),
        _counted("169.50", 12),
    )  # fmt: skip
    told = _fields(form)
    assert (told["限额"], told["最近盘点"], told["现有现金"]) == (
        "3,000.00元",
        "2026年7月12日　169.50元",
        "169.50元",
    )
    assert (told["申请补充"], told["大写"]) == ("2,830.50元", "人民币贰仟捌佰叁拾元零伍角")
    assert (told["保管人"], told["上次支取"]) == ("赵六", "2026年7月2日")
    assert rows(_paid(form)) == [
        "2026-07-09|记-2|应急救助　汪*|社会捐赠|800.00",
        "2026-07-10|记-3|办公用品　岩寺文具店|社会捐赠|30.50",
        "合计|830.50",
    ]
    assert not [part for part in form.parts if isinstance(part, Words)]


def test_what_was_paid_is_summed_fund_by_fund() -> None:
    form = _asked(
        made.draw("100.00", 2), made.draw("100.00", 2, fund=chart.COLLECTIVE_FUND),
        _in_cash("10.00", 3), _in_cash("20.00", 3, fund=chart.COLLECTIVE_FUND), _in_cash("1.00", 4), _counted("169.00", 5),
    )  # fmt: skip
    assert [row for row in rows(_paid(form)) if "计" in row] == [
        "集体支持小计|20.00",
        "社会捐赠小计|11.00",
        "合计|31.00",
    ]


def test_only_what_was_paid_since_the_last_draw_stands_on_it_and_nothing_that_was_reversed() -> None:
    undo = moves.Reverse(
        date=date(2026, 7, 7), recorded_by="wangwu", amount=Decimal("9.00"), narration="记错", reverses="2026-07-004",
        lines=((chart.OFFICE, Decimal("-9.00")), (f"{chart.CASH}:{chart.DONATION_FUND}", Decimal("9.00"))),
    )  # fmt: skip
    form = _asked(
        made.draw("100.00", 2), _in_cash("5.00", 3), made.draw("50.00", 4), _in_cash("8.00", 5),
        _in_cash("9.00", 6, voucher="2026-07-004"), undo, _counted("137.00", 8),
    )  # fmt: skip
    assert _fields(form)["上次支取"] == "2026年7月4日"
    assert rows(_paid(form)) == ["2026-07-05|办公用品　岩寺文具店|社会捐赠|8.00", "合计|8.00"]


def test_a_draw_of_one_fund_leaves_what_another_paid_to_be_replenished() -> None:
    form = _asked(
        made.draw("100.00", 2), made.draw("9.00", 2, fund=chart.COLLECTIVE_FUND), _in_cash("5.00", 3),
        made.draw("20.00", 4, fund=chart.COLLECTIVE_FUND), _counted("124.00", 8),
    )  # fmt: skip
    assert rows(_paid(form)) == ["2026-07-03|办公用品　岩寺文具店|社会捐赠|5.00", "合计|5.00"]


def test_relief_that_came_back_lessens_what_was_paid() -> None:
    back = receipts.ReliefReturn(
        date=date(2026, 7, 10), recorded_by="wangwu", amount=Decimal("300.00"), narration="退", label="汪*",
        account=chart.CASH, case=made.CASE, kind="应急救助",
    )  # fmt: skip
    form = _asked(
        made.draw("900.00", 2),
        *made.case("800.00", 8),
        made.relief("800.00", 9),
        back,
        _counted("400.00", 12),
    )
    assert [row.split("|")[-1] for row in rows(_paid(form))] == ["800.00", "-300.00", "500.00"]


def test_what_moved_after_the_count_is_added_and_a_new_count_is_asked_for() -> None:
    form = _asked(made.draw("100.00", 2), _counted("100.00", 3), _in_cash("40.00", 4))
    told = _fields(form)
    assert (told["盘点后收付"], told["现有现金"], told["申请补充"]) == ("-40.00元", "60.00元", "2,940.00元")
    assert [part.said for part in form.parts if isinstance(part, Words)] == [COUNT_AGAIN]


def test_a_shortage_found_by_the_count_is_filled_up_too() -> None:
    assert _fields(_asked(made.draw("100.00", 2), _counted("95.00", 3)))["申请补充"] == "2,905.00元"


def test_a_drawer_from_which_nothing_was_paid_says_so() -> None:
    assert _paid(_asked(made.draw("100.00", 2), _counted("100.00", 3))).notes == (NOTHING,)


def test_a_full_drawer_needs_nothing_and_one_fen_less_does() -> None:
    with pytest.raises(Mistake, match=r"备用金现有3,000.00元，限额3,000.00元，不用补充"):
        _asked(made.draw("3000.00", 2), _counted("3000.00", 3))
    assert _fields(_asked(made.draw("3000.00", 2), _counted("2999.99", 3)))["大写"] == "人民币壹分"


def test_without_a_count_nobody_knows_what_to_replenish() -> None:
    with pytest.raises(Mistake, match="备用金还没有盘点过；请先盘点"):
        _asked(made.draw("100.00", 2))
