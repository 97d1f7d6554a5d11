"""The count sheet: the last count as recorded, a blank one for the next."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from ledger import chart
from ledger.books import Books
from ledger.events import facts
from ledger.mistake import Mistake
from reports.cash.count_sheet import count_sheet
from reports.forms import Form, Grid
from reports.rows import Sheet
from tests import societies as made
from tests.asked_of import asked_of, rows
from tests.books_of import books_of

TODAY = date(2026, 7, 20)


def _counted(amount: str, day: int = 4) -> facts.FloatCounted:
    return facts.FloatCounted(
        date=date(2026, 7, day), recorded_by="lisi", counted=Decimal(amount), by="zhaoliu", witness="zhangsan"
    )


def _fields(form: Form) -> dict[str, str]:
    grids = [part for part in form.parts if isinstance(part, Grid)]
    return {field.label: field.value for grid in grids for line in grid.lines for field in line}


def _notes(form: Form) -> list[str]:
    return next(rows(part) for part in form.parts if isinstance(part, Sheet))


def test_before_a_count_there_is_a_blank_sheet_with_what_the_books_say() -> None:
    (blank,) = count_sheet(asked_of(books_of(*made.seed(), made.draw("500.00", 2)), "", today=TODAY))
    assert blank.title == "备用金盘点表"
    assert _fields(blank) == {
        "盘点日期": "2026年7月20日", "保管人": "赵六", "限额": "3,000.00元", "账面数": "500.00元", "实盘数": "", "差额": "",
        "盘点人": "", "监盘人": "", "差额原因和处理意见": "",
    }  # fmt: skip
    assert _notes(blank) == ["100元", "50元", "20元", "10元", "5元", "1元", "5角", "1角", "合计（实盘数）"]


@pytest.mark.parametrize(
    ("counted", "difference"),
    [
        ("500.00", "0.00元（相符）"),
        ("495.50", "短款4.50元"),
        ("500.01", "长款0.01元"),
        ("0.00", "短款500.00元"),
    ],
)
def test_a_count_tells_what_was_there_and_by_whom(counted: str, difference: str) -> None:
    books = books_of(
        *made.seed(), made.draw("500.00", 2), _counted("1.00", 3), _counted(counted), made.draw("7.00", 5)
    )
    filled, blank = count_sheet(asked_of(books, "", today=TODAY))
    told = _fields(filled)
    assert (told["盘点日期"], told["盘点人"], told["监盘人"]) == ("2026年7月4日", "赵六", "张三")
    assert (told["账面数"], told["差额"]) == ("500.00元", difference)
    assert _notes(filled)[-1] == f"合计（实盘数）|{counted}"
    assert _fields(blank)["账面数"] == "507.00元"


def test_a_drawer_of_several_funds_is_told_fund_by_fund() -> None:
    books: Books = books_of(
        *made.seed(), made.draw("500.00", 2), made.draw("60.00", 2, fund=chart.COLLECTIVE_FUND)
    )
    (blank,) = count_sheet(asked_of(books, "", today=TODAY))
    assert _fields(blank)["账面数其中"] == "集体支持60.00元　社会捐赠500.00元"


def test_a_count_after_the_day_of_asking_is_not_known_yet() -> None:
    books = books_of(*made.seed(), made.draw("500.00", 2), _counted("500.00", 30))
    assert len(count_sheet(asked_of(books, "", today=TODAY))) == 1


def test_without_a_float_there_is_nothing_to_count() -> None:
    with pytest.raises(Mistake, match="还没有设立备用金；请先登记限额和保管人"):
        count_sheet(asked_of(books_of(), "", today=date(2026, 6, 19)))
